/** One SQL statement per function. The list of an account's generations, newest first. */
import { sql, type RawBuilder, type Selectable } from 'kysely';
import type { Database } from '../db/schema.ts';
import type { Db } from '../db/transaction.ts';
import type { Environment, GenerationMode, GenerationStatus } from '../kernel/environment.ts';
import type { Generation } from './generation.ts';
import { toGeneration } from './statements.ts';

/**
 * How many rows a filter looks at for one page. One that fits hardly any row would otherwise read all of an account's, which
 * takes 1 to 2 s for the prompts of a million; this many take a few hundredths of a second.
 */
const MOST_LOOKED_AT = 10_000;

export interface GenerationList {
  readonly accountId: string;
  readonly environment: Environment;
  readonly limit: number;
  /** Only what was made before this one; null for the newest. */
  readonly after: GenerationPosition | null;
  readonly filters: GenerationFilters;
}

export type GenerationPosition = Pick<Generation, 'createdAt' | 'id'>;

export interface GenerationFilters {
  readonly status?: GenerationStatus | undefined;
  readonly model?: string | undefined;
  readonly mode?: GenerationMode | undefined;
  readonly engine?: string | undefined;
  /** At this time or later. */
  readonly createdAfter?: Date | undefined;
  /** Earlier than this time. */
  readonly createdBefore?: Date | undefined;
  /** What the prompt has in it, in upper or lower case. */
  readonly prompt?: string | undefined;
}

/**
 * Those that are not deleted. Walks the index `generations_listed` from where the page begins. When `looksAtSome`, of what
 * follows after `findLastLookedAt` nothing is in the answer.
 */
export async function listGenerations(db: Db, list: GenerationList): Promise<readonly Generation[]> {
  const [place, fit] = [and(placeOf(list)), and([sql`deleted_at is null`, ...fitOf(list.filters)])];
  const result = await sql<Selectable<Database['generations']>>`
    select * from ${
      looksAtSome(list.filters)
        ? sql`(select * from generations where ${place}
            order by created_at desc, id desc limit ${MOST_LOOKED_AT}) as generations where ${fit}`
        : sql`generations where ${place} and ${fit}`
    }
    order by created_at desc, id desc limit ${list.limit}`.execute(db);
  return result.rows.map(toGeneration);
}

/**
 * The last row that `listGenerations` has looked at; null when it has looked at all there are. To be asked after it: a row
 * that is added in between makes the next page look at the last rows once more rather than leave one out.
 */
export async function findLastLookedAt(db: Db, list: GenerationList): Promise<GenerationPosition | null> {
  if (!looksAtSome(list.filters)) return null;
  const result = await sql<{ id: string; created_at: Date }>`
    select id, created_at from generations where ${and(placeOf(list))}
    order by created_at desc, id desc offset ${MOST_LOOKED_AT - 1} limit 1`.execute(db);
  const [row] = result.rows;
  return row ? { id: row.id, createdAt: row.created_at } : null;
}

/** What is under way is found by an index of its own, and there is never much of it. */
function looksAtSome({ status, model, mode, engine, prompt }: GenerationFilters): boolean {
  if (status === 'pending' || status === 'processing') return false;
  return [status, model, mode, engine, prompt].some((filter) => filter !== undefined);
}

/** What the index answers. */
function placeOf({ accountId, environment, after, filters }: GenerationList): RawBuilder<unknown>[] {
  const { createdAfter, createdBefore } = filters;
  return [
    sql`account_id = ${accountId} and environment = ${environment}`,
    ...(after ? [sql`(created_at, id) < (${after.createdAt}, ${after.id}::uuid)`] : []),
    ...(createdAfter ? [sql`created_at >= ${createdAfter}`] : []),
    ...(createdBefore ? [sql`created_at < ${createdBefore}`] : []),
  ];
}

/** What only the row itself answers. */
function fitOf({ status, model, mode, engine, prompt }: GenerationFilters): RawBuilder<unknown>[] {
  return [
    ...(status === undefined ? [] : [sql`status = ${status}`]),
    ...(model === undefined ? [] : [sql`model = ${model}`]),
    ...(mode === undefined ? [] : [sql`mode = ${mode}`]),
    ...(engine === undefined ? [] : [sql`engine = ${engine}`]),
    ...(prompt === undefined ? [] : [sql`prompt ilike ${`%${asIs(prompt)}%`}`]),
  ];
}

function and(conditions: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
  return sql.join(conditions, sql` and `);
}

/** With nothing that `like` reads as more than itself. */
function asIs(text: string): string {
  return text.replaceAll(/[\\%_]/g, String.raw`\$&`);
}
