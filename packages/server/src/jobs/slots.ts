/**
 * Exact limits on how many generations run at once, per engine, account and key. A place belongs to a generation and is
 * kept through every change of worker, so a dead worker leaks none.
 */
import { sql } from 'kysely';
import type { Environment } from '../kernel/environment.ts';
import type { Db, Tx } from '../db/transaction.ts';

export interface SlotWish {
  readonly scope: string;
  readonly limit: number;
}

const ENGINE_PREFIX = 'engine:';

export function engineScope(engineId: string): string {
  return `${ENGINE_PREFIX}${engineId}`;
}

/** Works of one model, at an upstream that counts them by model. */
export function engineModelScope(engineAccount: string, model: string): string {
  return `${ENGINE_PREFIX}${engineAccount}:${model}`;
}

export function accountScope(accountId: string, environment: Environment): string {
  return `account:${accountId}:${environment}`;
}

export function keyScope(keyId: string): string {
  return `key:${keyId}`;
}

/**
 * Takes a place in every scope, or none and answers false. Places that the generation already holds count as taken.
 * Scopes are locked in alphabetical order everywhere, so that two transactions never wait for each other.
 */
export async function takeSlots(tx: Tx, generationId: string, wishes: readonly SlotWish[]): Promise<boolean> {
  const sorted = wishes.toSorted((a, b) => (a.scope < b.scope ? -1 : 1));
  const missing: string[] = [];
  for (const { scope, limit } of sorted) {
    const used = await lockScope(tx, scope);
    if (await holdsSlot(tx, scope, generationId)) continue;
    if (used >= limit) return false;
    missing.push(scope);
  }
  for (const scope of missing) {
    await insertSlot(tx, scope, generationId);
    await changeUsed(tx, scope, 1);
  }
  return true;
}

/**
 * Takes a place in every scope of `common` and in those of the first of `choices` that has room; answers its number, or null
 * when none has and nothing was taken. All scopes are locked before the first look, in the order of `takeSlots`.
 */
export async function takeSlotsOfFirst(
  tx: Tx,
  generationId: string,
  common: readonly SlotWish[],
  choices: readonly (readonly SlotWish[])[],
): Promise<number | null> {
  const [only, ...others] = choices;
  if (only && others.length === 0)
    return (await takeSlots(tx, generationId, [...common, ...only])) ? 0 : null;
  const scopes = [...new Set([...common, ...choices.flat()].map(({ scope }) => scope))].toSorted();
  const used = new Map<string, number>();
  for (const scope of scopes) used.set(scope, await lockScope(tx, scope));
  const held = new Set(await findScopes(tx, generationId));
  const hasRoom = ({ scope, limit }: SlotWish): boolean => held.has(scope) || (used.get(scope) ?? 0) < limit;
  const chosen = choices.findIndex((wishes) => [...common, ...wishes].every((wish) => hasRoom(wish)));
  const wishes = choices[chosen];
  if (wishes === undefined) return null;
  for (const { scope } of [...common, ...wishes]) {
    if (held.has(scope)) continue;
    await insertSlot(tx, scope, generationId);
    await changeUsed(tx, scope, 1);
  }
  return chosen;
}

/** Gives back the places of engines that are not in `kept`: the generation has moved on from them. */
export async function releaseOtherEngines(
  tx: Tx,
  generationId: string,
  kept: ReadonlySet<string>,
): Promise<void> {
  for (const scope of await findScopes(tx, generationId)) {
    if (!scope.startsWith(ENGINE_PREFIX) || kept.has(scope)) continue;
    await lockScope(tx, scope);
    if (await deleteSlot(tx, scope, generationId)) await changeUsed(tx, scope, -1);
  }
}

/** Gives back every place of a generation. Repeating it changes nothing. */
export async function releaseSlots(tx: Tx, generationId: string): Promise<void> {
  for (const scope of await findScopes(tx, generationId)) {
    await lockScope(tx, scope);
    if (await deleteSlot(tx, scope, generationId)) await changeUsed(tx, scope, -1);
  }
}

/** Scopes whose counter differs from the places taken; empty unless there is a bug. */
export async function auditSlots(db: Db): Promise<readonly string[]> {
  const result = await sql<{ scope: string }>`
    select scope from slot_scopes
    left join (select scope, count(*) as taken from slots group by scope) as counted using (scope)
    where slot_scopes.used <> coalesce(counted.taken, 0)`.execute(db);
  return result.rows.map((row) => row.scope);
}

async function lockScope(tx: Tx, scope: string): Promise<number> {
  const find = tx.selectFrom('slot_scopes').select('used').where('scope', '=', scope).forUpdate();
  const found = await find.executeTakeFirst();
  if (found) return found.used;
  await tx
    .insertInto('slot_scopes')
    .values({ scope })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return (await find.executeTakeFirstOrThrow()).used;
}

async function holdsSlot(tx: Tx, scope: string, generationId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('slots')
    .select('scope')
    .where('scope', '=', scope)
    .where('generation_id', '=', generationId)
    .executeTakeFirst();
  return row !== undefined;
}

async function findScopes(tx: Tx, generationId: string): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('slots')
    .select('scope')
    .where('generation_id', '=', generationId)
    .orderBy(sql`scope collate "C"`)
    .execute();
  return rows.map((row) => row.scope);
}

async function insertSlot(tx: Tx, scope: string, generationId: string): Promise<void> {
  await tx.insertInto('slots').values({ scope, generation_id: generationId }).execute();
}

async function deleteSlot(tx: Tx, scope: string, generationId: string): Promise<boolean> {
  const result = await tx
    .deleteFrom('slots')
    .where('scope', '=', scope)
    .where('generation_id', '=', generationId)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

async function changeUsed(tx: Tx, scope: string, by: number): Promise<void> {
  await tx
    .updateTable('slot_scopes')
    .set((row) => ({ used: row('used', '+', by) }))
    .where('scope', '=', scope)
    .execute();
}
