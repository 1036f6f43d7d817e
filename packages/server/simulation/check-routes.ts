/** What must be so at the end where several vendors were behind one route: each try, each budget, each probe and each bill. */
import { sql } from 'kysely';
import type { Db } from '../src/db/transaction.ts';
import type { EndRow } from './check-end.ts';
import type { Stage } from './stage.ts';
import type { Task } from './vendor-desk.ts';
import { shortId } from './world.ts';

interface TryRow {
  readonly generationId: string;
  readonly key: string;
  readonly engine: string;
  readonly state: string;
  readonly failure: string | null;
  readonly estimate: bigint | null;
  readonly cost: bigint | null;
  readonly source: string | null;
}

/** Every sentence is about something that is not as it must be. */
export async function checkRoutes(stage: Stage, db: Db, rows: readonly EndRow[]): Promise<readonly string[]> {
  if (stage.world.plan.route === null) return [];
  const tries = await readTries(db);
  return [
    ...(await findWrongDays(db)),
    ...(await findHeldProbes(db)),
    ...(await findForeignPlaces(db)),
    ...tries.flatMap((one) => checkTry(stage, one, rows)),
  ];
}

async function readTries(db: Db): Promise<readonly TryRow[]> {
  const result = await sql<TryRow>`
    select generation_id as "generationId", idempotency_key as key, engine, state, failure, estimated_micros as estimate,
      cost_micros as cost, cost_source as source
    from attempts order by generation_id, number`.execute(db);
  return result.rows;
}

/** A day has cost what its ended tries cost and what is expected of the others. */
async function findWrongDays(db: Db): Promise<readonly string[]> {
  const result = await sql<{ engine: string; day: string; spent: bigint; expected: bigint }>`
    with counted as (
      select engine, (created_at at time zone 'UTC')::date as day,
        sum(coalesce(case when state in ('intent', 'started') then estimated_micros else cost_micros end, 0)) as expected
      from attempts group by 1, 2
    )
    select engine, day::text, coalesce(spent_micros, 0) as spent, coalesce(expected, 0) as expected
    from counted full join engine_days using (engine, day)
    where coalesce(spent_micros, 0) <> coalesce(expected, 0)`.execute(db);
  return result.rows.map(
    ({ engine, day, spent, expected }) =>
      `${engine} has cost ${expected} on ${day}, and ${spent} are counted against its budget`,
  );
}

async function findHeldProbes(db: Db): Promise<readonly string[]> {
  const result = await sql<{ engine: string; id: string; status: string | null; at: string | null }>`
    select health.engine, probing_id as id, status, generations.engine as at
    from engine_health as health left join generations on generations.id = probing_id
    where probing_id is not null
      and (status is null or status in ('completed', 'failed') or generations.engine <> health.engine)`.execute(
    db,
  );
  return result.rows.map(
    ({ engine, id, status, at }) =>
      `the probe of ${engine} is held by ${shortId(id)}, which is ${status ?? 'nothing'} at ${at ?? 'nobody'}`,
  );
}

async function findForeignPlaces(db: Db): Promise<readonly string[]> {
  const result = await sql<{ id: string; scope: string; engine: string }>`
    select generation_id as id, scope, engine from slots join generations on generations.id = generation_id
    where scope like 'engine:%' and split_part(scope, ':', 2) <> engine`.execute(db);
  return result.rows.map(
    ({ id, scope, engine }) => `${shortId(id)} is at ${engine} and has a place of ${scope}`,
  );
}

function checkTry(stage: Stage, one: TryRow, rows: readonly EndRow[]): string[] {
  const name = `the try ${shortId(one.generationId)}${one.key.slice(one.generationId.length)}`;
  const row = rows.find(({ id }) => id === one.generationId);
  const task = stage.upstream.tasks.findLast(({ key }) => key === one.key);
  const faults: string[] = [];
  if (task && task.engine !== one.engine)
    faults.push(`${name} is at ${one.engine} and was made by ${task.engine}`);
  if (row && row.status !== 'processing' && isOpen(one)) faults.push(`${name} is ${one.state} for ever`);
  if (one.state === 'succeeded' && row?.status !== 'completed')
    faults.push(`${name} has succeeded, and its generation is ${row?.status ?? 'gone'}`);
  const fault = costFault(one, task, row);
  if (fault !== null) faults.push(`${name} ${fault}`);
  return faults;
}

function isOpen({ state }: TryRow): boolean {
  return state === 'intent' || state === 'started';
}

/** What a vendor has told that it takes is what our books say, and what it does not tell is taken from the list. */
function costFault(
  { state, failure, estimate, cost, source }: TryRow,
  task: Task | undefined,
  row: EndRow | undefined,
): string | null {
  if (source === 'reported' && (!task || !task.isBillTold || Number(cost) !== task.bill))
    return `cost ${cost ?? 'nothing'} as was never told`;
  if (source === 'listed') {
    const isGivenUp = failure === 'TIMEOUT';
    if (cost !== estimate || !(state === 'succeeded' ? task?.bill === null : isGivenUp))
      return `cost ${cost ?? 'nothing'} by the list`;
  }
  if (state === 'succeeded' && source === null) return 'has succeeded and cost nothing';
  // By an operator's word it ends whatever the vendor says afterwards.
  if (task?.isBillTold === true && source === null && state === 'failed' && row?.isResolved === false)
    return `cost nothing, and ${task.bill ?? ''} were told`;
  return null;
}
