/** One SQL statement per function: the secret that signs the webhooks of an account in one environment. */
import type { Db } from '../db/transaction.ts';
import type { DeliveryOwner } from './delivery.ts';

export interface SecretState {
  readonly secret: string;
  /** When it was shown to somebody; null when nobody has seen it yet. */
  readonly shownAt: Date | null;
  /** Until when the one before signs as well; null when there is none. The time may have passed. */
  readonly previousUntil: Date | null;
}

export async function findSecretState(db: Db, owner: DeliveryOwner): Promise<SecretState> {
  const row = await db
    .selectFrom('webhook_secrets')
    .select(['secret', 'shown_at', 'previous_until'])
    .where('account_id', '=', owner.accountId)
    .where('environment', '=', owner.environment)
    .executeTakeFirstOrThrow();
  return { secret: row.secret, shownAt: row.shown_at, previousUntil: row.previous_until };
}

/** Notes that the secret is being shown and answers it; null when it was shown before. */
export async function takeUnshownSecret(db: Db, owner: DeliveryOwner, now: Date): Promise<string | null> {
  const row = await db
    .updateTable('webhook_secrets')
    .set({ shown_at: now })
    .where('account_id', '=', owner.accountId)
    .where('environment', '=', owner.environment)
    .where('shown_at', 'is', null)
    .returning('secret')
    .executeTakeFirst();
  return row?.secret ?? null;
}

/**
 * Puts a secret in the place of the one in use, which signs beside it until `previousUntil`; null drops it at once. One
 * that was signing beside it before is dropped: there are never more than two.
 */
export async function replaceSecret(
  db: Db,
  owner: DeliveryOwner,
  change: { readonly secret: string; readonly previousUntil: Date | null; readonly now: Date },
): Promise<void> {
  const { secret, previousUntil, now } = change;
  await db
    .updateTable('webhook_secrets')
    .set((row) => ({
      secret,
      shown_at: now,
      // reads the old value: every expression of an update sees the row as it was
      previous_secret: previousUntil === null ? null : row.ref('secret'),
      previous_until: previousUntil,
    }))
    .where('account_id', '=', owner.accountId)
    .where('environment', '=', owner.environment)
    .execute();
}
