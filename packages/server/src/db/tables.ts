import type { Database } from './schema.ts';

/** Every table with rows of ours; the compiler asks for new ones, so that no backup forgets them. */
const HAS_ROWS = {
  accounts: true,
  webhook_secrets: true,
  api_keys: true,
  balances: true,
  ledger_entries: true,
  generations: true,
  attempts: true,
  engine_health: true,
  engine_days: true,
  slots: true,
  slot_scopes: true,
  idempotency_keys: true,
  assets: true,
  inputs: true,
  removed_media: true,
  deliveries: true,
  delivery_tries: true,
  settings: true,
} as const satisfies Record<Exclude<keyof Database, 'schema_migrations'>, true>;

export type TableName = keyof typeof HAS_ROWS;

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of that very object
export const TABLES = Object.keys(HAS_ROWS) as readonly TableName[];

export function isTableName(name: string): name is TableName {
  return name in HAS_ROWS;
}
