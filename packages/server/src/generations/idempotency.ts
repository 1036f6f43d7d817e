/** One SQL statement per function. A claim ties an Idempotency-Key of an account to one request and its generation. */
import type { Db, Tx } from '../db/transaction.ts';
import type { Environment } from '../kernel/environment.ts';

export interface IdempotencyScope {
  readonly accountId: string;
  readonly environment: Environment;
  readonly key: string;
}

export interface Claim {
  readonly requestHash: Buffer;
  readonly generationId: string;
}

/**
 * Claims those keys that are free, and answers the generations that they are for. While another transaction is claiming one of
 * them, this waits for its end: two that claim several must name them in the same order.
 */
export async function insertClaims(
  tx: Tx,
  claims: readonly (IdempotencyScope & Claim)[],
): Promise<ReadonlySet<string>> {
  const rows = await tx
    .insertInto('idempotency_keys')
    .values(
      claims.map((claim) => ({
        account_id: claim.accountId,
        environment: claim.environment,
        key: claim.key,
        request_hash: claim.requestHash,
        generation_id: claim.generationId,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('generation_id')
    .execute();
  return new Set(rows.map((row) => row.generation_id));
}

export async function findClaim(db: Db, scope: IdempotencyScope): Promise<Claim | null> {
  const row = await db
    .selectFrom('idempotency_keys')
    .select(['request_hash', 'generation_id'])
    .where('account_id', '=', scope.accountId)
    .where('environment', '=', scope.environment)
    .where('key', '=', scope.key)
    .executeTakeFirst();
  return row ? { requestHash: row.request_hash, generationId: row.generation_id } : null;
}

/** Forgets claims from before `time`. Answers how many there were. */
export async function deleteClaimsBefore(db: Db, time: Date): Promise<number> {
  const result = await db.deleteFrom('idempotency_keys').where('created_at', '<', time).executeTakeFirst();
  return Number(result.numDeletedRows);
}
