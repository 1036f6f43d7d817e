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

/** False when the key is taken. While another transaction is claiming the same key, this waits for its end. */
export async function insertClaim(tx: Tx, scope: IdempotencyScope, claim: Claim): Promise<boolean> {
  const result = await tx
    .insertInto('idempotency_keys')
    .values({
      account_id: scope.accountId,
      environment: scope.environment,
      key: scope.key,
      request_hash: claim.requestHash,
      generation_id: claim.generationId,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
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
