/** The tables of `migrations/` as kysely sees them. A change there is a change here; nothing else describes them. */
import type { ColumnType, Generated } from 'kysely';
import type { Environment, GenerationMode, GenerationStatus } from '../kernel/environment.ts';
import type { KeyScope } from '../kernel/key-scopes.ts';
import type { EngineTrouble } from '../kernel/engine-troubles.ts';
import type { FailureReason } from '../kernel/failures.ts';
import type { JsonValue } from '../kernel/json.ts';
import type { InputRole } from '../kernel/media-input.ts';

/** Written as JSON text, read as the value. */
type Jsonb = ColumnType<JsonValue, string, string>;
type NullableJsonb = ColumnType<JsonValue, string | null, string | null>;
type CreatedAt = ColumnType<Date, Date | undefined, never>;
type Nullable<Value> = ColumnType<Value | null, Value | null | undefined, Value | null>;
/** Chosen by the database. */
type Identity = ColumnType<bigint, never, never>;

interface AccountsTable {
  id: string;
  name: string;
  created_at: CreatedAt;
}

interface WebhookSecretsTable {
  account_id: string;
  environment: Environment;
  secret: string;
  shown_at: Nullable<Date>;
  previous_secret: Nullable<string>;
  previous_until: Nullable<Date>;
  created_at: CreatedAt;
}

interface ApiKeysTable {
  id: string;
  account_id: string;
  environment: Environment;
  name: string;
  prefix: string;
  hash: Buffer;
  created_at: CreatedAt;
  revoked_at: Nullable<Date>;
  scopes: ColumnType<KeyScope[], KeyScope[] | undefined, KeyScope[]>;
  expires_at: Nullable<Date>;
  last_used_at: Nullable<Date>;
  submits_per_minute: Nullable<number>;
  reads_per_minute: Nullable<number>;
  concurrency: Nullable<number>;
  daily_spend_micros: Nullable<bigint>;
  rotated_from: Nullable<string>;
}

interface BalancesTable {
  account_id: string;
  environment: Environment;
  balance_micros: ColumnType<bigint, bigint | undefined, bigint>;
}

export type LedgerKind = 'grant' | 'hold' | 'settle' | 'release';

interface LedgerEntriesTable {
  id: Identity;
  account_id: string;
  environment: Environment;
  generation_id: string | null;
  kind: LedgerKind;
  amount_micros: bigint;
  note: Nullable<string>;
  created_at: CreatedAt;
}

interface GenerationsTable {
  id: string;
  account_id: string;
  api_key_id: string;
  environment: Environment;
  model: string;
  mode: GenerationMode;
  engine: string;
  prompt: string;
  request: Jsonb;
  seed: number;
  duration_seconds: number | null;
  warnings: Jsonb;
  price_micros: bigint;
  callback_url: string | null;
  status: Generated<GenerationStatus>;
  failure: Nullable<FailureReason>;
  failure_detail: Nullable<string>;
  progress: Generated<number>;
  fence: Generated<number>;
  outcome_unknown: Generated<boolean>;
  engine_report: NullableJsonb;
  inputs_ready: Generated<boolean>;
  open_rate_micros: Nullable<bigint>;
  created_at: ColumnType<Date, Date | undefined, never>;
  started_at: Nullable<Date>;
  completed_at: Nullable<Date>;
  deadline_at: Date;
  cancel_requested_at: Nullable<Date>;
  deleted_at: Nullable<Date>;
  test_directives: NullableJsonb;
}

export type AttemptState = 'intent' | 'started' | 'succeeded' | 'failed' | 'abandoned';

interface AttemptsTable {
  id: string;
  generation_id: string;
  number: number;
  engine: string;
  idempotency_key: string;
  state: AttemptState;
  operation: NullableJsonb;
  failure: Nullable<FailureReason>;
  failure_detail: Nullable<string>;
  created_at: CreatedAt;
  started_at: Nullable<Date>;
  ended_at: Nullable<Date>;
  model: Nullable<string>;
  because: Nullable<string>;
  trouble: Nullable<EngineTrouble>;
  note: Nullable<string>;
  estimated_micros: Nullable<bigint>;
  cost_micros: Nullable<bigint>;
  cost_source: Nullable<CostSource>;
  called_back_at: Nullable<Date>;
}

export type CostSource = 'reported' | 'listed';

interface EngineHealthTable {
  engine: string;
  model: string;
  consecutive_faults: Generated<number>;
  tries: Generated<number>;
  fault_share: Generated<number>;
  typical_seconds: Nullable<number>;
  retry_at: Nullable<Date>;
  rests: Generated<number>;
  probing_id: Nullable<string>;
  probing_until: Nullable<Date>;
  last_trouble: Nullable<EngineTrouble | 'no_reply'>;
  updated_at: ColumnType<Date, Date | undefined, Date>;
}

interface EngineDaysTable {
  engine: string;
  day: string;
  spent_micros: Generated<bigint>;
}

interface SlotsTable {
  scope: string;
  generation_id: string;
  taken_at: CreatedAt;
}

interface SlotScopesTable {
  scope: string;
  used: Generated<number>;
}

interface IdempotencyKeysTable {
  account_id: string;
  environment: Environment;
  key: string;
  request_hash: Buffer;
  generation_id: string;
  created_at: CreatedAt;
}

export type AssetKind = 'video' | 'poster' | 'input' | 'file';

interface AssetsTable {
  id: string;
  account_id: string;
  generation_id: string | null;
  kind: AssetKind;
  storage_key: string;
  media_type: string;
  byte_count: bigint;
  width: number | null;
  height: number | null;
  duration_seconds: number | null;
  created_at: CreatedAt;
  name: Nullable<string>;
}

interface RemovedMediaTable {
  storage_key: string;
  removed_at: CreatedAt;
}

interface InputsTable {
  generation_id: string;
  role: InputRole;
  position: Generated<number>;
  url: string | null;
  asset_id: string | null;
}

export type DeliveryStatus = 'pending' | 'delivered' | 'exhausted' | 'disabled';

export type DeliveryEvent = 'generation' | 'test';

interface DeliveriesTable {
  id: string;
  account_id: string;
  environment: Environment;
  event: Generated<DeliveryEvent>;
  generation_id: string | null;
  url: string;
  body: string;
  status: Generated<DeliveryStatus>;
  attempts: Generated<number>;
  last_status: Nullable<number>;
  last_error: Nullable<string>;
  created_at: CreatedAt;
  last_attempt_at: Nullable<Date>;
  delivered_at: Nullable<Date>;
  tries_before_replay: Generated<number>;
  next_attempt_at: Nullable<Date>;
}

interface DeliveryTriesTable {
  delivery_id: string;
  number: number;
  started_at: Date;
  milliseconds: number;
  http_status: number | null;
  error: string | null;
  request_headers: Jsonb;
  response_headers: NullableJsonb;
  response_body: string | null;
}

interface SettingsTable {
  name: string;
  value: string;
  created_at: CreatedAt;
}

interface SchemaMigrationsTable {
  name: string;
  checksum: string;
  applied_at: CreatedAt;
}

export interface Database {
  accounts: AccountsTable;
  webhook_secrets: WebhookSecretsTable;
  api_keys: ApiKeysTable;
  balances: BalancesTable;
  ledger_entries: LedgerEntriesTable;
  generations: GenerationsTable;
  attempts: AttemptsTable;
  engine_health: EngineHealthTable;
  engine_days: EngineDaysTable;
  slots: SlotsTable;
  slot_scopes: SlotScopesTable;
  idempotency_keys: IdempotencyKeysTable;
  assets: AssetsTable;
  inputs: InputsTable;
  removed_media: RemovedMediaTable;
  deliveries: DeliveriesTable;
  delivery_tries: DeliveryTriesTable;
  settings: SettingsTable;
  schema_migrations: SchemaMigrationsTable;
}
