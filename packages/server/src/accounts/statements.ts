/** One SQL statement per function, on accounts; those on keys are in `key-statements.ts`. */
import type { Db, Tx } from '../db/transaction.ts';
import type { Environment } from '../kernel/environment.ts';

export interface NewAccount {
  readonly id: string;
  readonly name: string;
}

export async function insertAccount(tx: Tx, account: NewAccount): Promise<void> {
  await tx.insertInto('accounts').values({ id: account.id, name: account.name }).execute();
}

export interface NewWebhookSecret {
  readonly accountId: string;
  readonly environment: Environment;
  readonly secret: string;
}

/** They sign from now on, and nobody has seen them. */
export async function insertWebhookSecrets(tx: Tx, secrets: readonly NewWebhookSecret[]): Promise<void> {
  await tx
    .insertInto('webhook_secrets')
    .values(
      secrets.map(({ accountId, environment, secret }) => ({ account_id: accountId, environment, secret })),
    )
    .execute();
}

/** The oldest account, which the first start made. */
export async function findFirstAccountId(db: Db): Promise<string | null> {
  const row = await db
    .selectFrom('accounts')
    .select('id')
    .orderBy('created_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}
