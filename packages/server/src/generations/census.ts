/** One SQL statement per function: how many generations there are of a kind, for those who watch over all of them. */
import { sql } from 'kysely';
import type { Db } from '../db/transaction.ts';
import type { GenerationStatus } from '../kernel/environment.ts';

export interface OpenGenerations {
  readonly engine: string;
  readonly status: Extract<GenerationStatus, 'pending' | 'processing'>;
  readonly count: number;
}

/** What is under way, by engine and status. */
export async function countOpenGenerations(db: Db): Promise<readonly OpenGenerations[]> {
  const result = await sql<{ engine: string; status: OpenGenerations['status']; count: bigint }>`
    select engine, status, count(*) as count from generations
    where status in ('pending', 'processing') group by engine, status order by engine, status`.execute(db);
  return result.rows.map((row) => ({ ...row, count: Number(row.count) }));
}

export interface StrandedGenerations {
  readonly engine: string;
  readonly count: number;
}

/** Those with a try under way at an engine that is none of `engineIds`: nobody else can say what becomes of it. By engine. */
export async function countStrandedGenerations(
  db: Db,
  engineIds: readonly string[],
): Promise<readonly StrandedGenerations[]> {
  const result = await sql<{ engine: string; count: bigint }>`
    select engine, count(*) as count from generations
    where status = 'processing' and engine <> all(${[...engineIds]}::text[])
      and exists (
        select from attempts
        where attempts.generation_id = generations.id and attempts.state in ('intent', 'started'))
    group by engine order by engine`.execute(db);
  return result.rows.map(({ engine, count }) => ({ engine, count: Number(count) }));
}

export interface LateGeneration {
  readonly id: string;
  readonly engine: string;
  readonly deadlineAt: Date;
}

/** Under way though their time was up before `time`, and it is not that an engine cannot tell; the first `limit`. */
export async function findOverdueGenerations(
  db: Db,
  time: Date,
  limit: number,
): Promise<readonly LateGeneration[]> {
  const rows = await db
    .selectFrom('generations')
    .select(['id', 'engine', 'deadline_at'])
    .where('status', 'in', ['pending', 'processing'])
    .where('outcome_unknown', '=', false)
    .where('deadline_at', '<', time)
    .orderBy('deadline_at')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ id: row.id, engine: row.engine, deadlineAt: row.deadline_at }));
}

/** Those of which no engine can tell whether it took the work, the oldest first; the first `limit`. */
export async function findUnknownGenerations(db: Db, limit: number): Promise<readonly LateGeneration[]> {
  const rows = await db
    .selectFrom('generations')
    .select(['id', 'engine', 'deadline_at'])
    .where('status', 'in', ['pending', 'processing'])
    .where('outcome_unknown', '=', true)
    .orderBy('created_at')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ id: row.id, engine: row.engine, deadlineAt: row.deadline_at }));
}

/** All that are under way, the oldest first. */
export async function findOpenGenerationIds(db: Db): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('generations')
    .select('id')
    .where('status', 'in', ['pending', 'processing'])
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => row.id);
}
