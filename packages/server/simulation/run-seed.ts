import { sql } from 'kysely';
import { inTransaction, type Db } from '../src/db/transaction.ts';
import { parseDollars } from '../src/kernel/money.ts';
import { grant } from '../src/ledger/ledger.ts';
import type { Berth } from './berth.ts';
import { checkEnd } from './check-end.ts';
import { startClients, type Clients } from './clients.ts';
import { isPlayed } from './incarnation.ts';
import { planOf, type Plan } from './plan.ts';
import { startProcesses, type Processes } from './processes.ts';
import { openObserverDatabase } from './process-database.ts';
import { createStage, type Stage } from './stage.ts';
import { budgetOf, limitsOf } from './world-router.ts';
import { createWorld, type World } from './world.ts';

export interface SeedReport {
  readonly seed: number;
  /** Of everything that happened. */
  readonly hash: string;
  readonly steps: number;
  readonly deaths: number;
  readonly generations: number;
  readonly starts: number;
  /** How long it was in there. */
  readonly seconds: number;
  /** What should never have happened; empty when all is well. */
  readonly violations: readonly string[];
  readonly trace: readonly string[];
}

/** Plays one world to its end. The same seed gives the same report, whatever was played in the berth before. */
export async function runSeed(berth: Berth, seed: number, hasReader: boolean): Promise<SeedReport> {
  const plan = planOf(seed);
  const world = createWorld(plan, hasReader);
  await berth.begin(settingsOf(plan), (what) => world.violate(what));
  try {
    const stage = createStage(world, berth);
    const db = openObserverDatabase(stage);
    await giveMoney(db, stage);
    const processes = startProcesses(stage);
    const clients = startClients(stage, processes);
    await play(stage, db, processes, clients);
    if (world.violations.length === 0)
      for (const fault of await checkEnd(stage, db, clients)) world.violate(fault);
    return {
      seed,
      hash: world.trace.hash(),
      steps: world.steps(),
      deaths: processes.deaths(),
      generations: clients.stories.reduce(
        (sum, story) => sum + story.acceptedIds.size + story.retriedIds.size,
        0,
      ),
      starts: stage.upstream.tasks.length,
      seconds: secondsOf(world),
      violations: [...world.violations],
      trace: world.trace.lines(),
    };
  } finally {
    await berth.end();
  }
}

function settingsOf(plan: Plan) {
  return {
    timeLimitSeconds: plan.timeLimitSeconds,
    limits: limitsOf(plan),
    blind: plan.engines.filter(({ canFind }) => !canFind).map(({ id }) => id),
    budgets: new Map(
      plan.engines.flatMap((temper) =>
        temper.routed ? [[temper.id, budgetOf(temper.routed)] as const] : [],
      ),
    ),
  };
}

async function giveMoney(db: Db, { berth, world }: Stage): Promise<void> {
  const { balanceDollars, keyConcurrency } = world.plan;
  const { accountId, environment, keyId } = berth.caller;
  await inTransaction(db, (tx) =>
    grant(tx, { accountId, environment }, parseDollars(String(balanceDollars)), 'to begin with'),
  );
  await sql`update api_keys set concurrency = ${keyConcurrency} where id = ${keyId}`.execute(db);
}

/** How often it is looked whether all is over, when nothing goes wrong any more. */
const LOOK_SECONDS = 4;
/** And in how many of them for what is late, though there is still work to do. */
const LOOKS_FOR_LATE = 8;
/** After its time was up, or the calm began, one may wait for a lease, a start that may be on its way, a rest and a poll. */
const GRACE_SECONDS = 90;
/** What would still happen after the end shall have its chance. */
const REST_SECONDS = 12;
/** How often the operator looks for what nobody can tell of. */
const OPERATOR_SECONDS = 11;

interface Standing {
  readonly under_way: number;
  readonly unknown: number;
  readonly late: number;
  readonly undelivered: number;
}

async function play(stage: Stage, db: Db, processes: Processes, clients: Clients): Promise<void> {
  const { world } = stage;
  let isOver = false;
  let looks = 0;
  const look = async (): Promise<void> => {
    looks += 1;
    // As long as there are jobs it is not over, unless it never will be.
    if (!clients.areDone() || (stage.queue.count() > 0 && looks % LOOKS_FOR_LATE > 0))
      return world.after(LOOK_SECONDS * 1000, look);
    const standing = await stand(stage, db);
    if (standing.late > 0) world.violate('a generation is under way long after its time was up');
    const isResolved = standing.unknown === 0 || !(await resolveAll(stage, db, processes));
    if (standing.under_way === 0 && isResolved && standing.undelivered === 0)
      world.after(REST_SECONDS * 1000, () => {
        if (stage.queue.count() === 0 || standing.unknown > 0) isOver = true;
        else world.after(0, look);
      });
    else world.after(LOOK_SECONDS * 1000, look);
  };
  const operate = async (): Promise<void> => {
    if (world.isCalm()) return;
    await resolveAll(stage, db, processes);
    world.after(OPERATOR_SECONDS * 1000, operate);
  };
  if (world.plan.operatorResolves) world.after(OPERATOR_SECONDS * 1000, operate);
  world.after(world.plan.calmAtMilliseconds, look);
  await world.runUntil(() => isOver);
}

async function stand({ world }: Stage, db: Db): Promise<Standing> {
  const { plan } = world;
  const patienceSeconds = plan.route?.unknownPatienceSeconds ?? null;
  const graceMilliseconds = (GRACE_SECONDS + (patienceSeconds ?? 0)) * 1000;
  const lateAt = new Date(world.now() - graceMilliseconds);
  const isLate = world.now() > world.calmAt + graceMilliseconds;
  const blind = patienceSeconds === null ? plan.engines.filter(({ canFind }) => !canFind) : [];
  const result = await sql<Standing>`
    select count(*) filter (where is_open and not is_lawful)::integer as under_way,
      count(*) filter (where is_open and is_lawful)::integer as unknown,
      count(*) filter (where is_open and not is_lawful and ${isLate} and deadline_at < ${lateAt})::integer as late,
      (select count(*)::integer from deliveries where status = 'pending') as undelivered
    from (select deadline_at, status in ('pending', 'processing') as is_open,
      outcome_unknown and engine = any(${blind.map(({ id }) => id)}) as is_lawful from generations) as seen`.execute(
    db,
  );
  return result.rows[0] ?? { under_way: 0, unknown: 0, late: 0, undelivered: 0 };
}

/** True when there is an operator who ends what nobody can tell of, and something to end. */
async function resolveAll({ world }: Stage, db: Db, processes: Processes): Promise<boolean> {
  if (!world.plan.operatorResolves) return false;
  const { rows } = await sql<{ id: string }>`
    select id from generations where outcome_unknown and status = 'processing' order by id`.execute(db);
  const [api] = processes.apis();
  for (const { id } of rows)
    void api?.resolve(id).catch((error: unknown) => {
      if (!isPlayed(error)) world.violate(`the operator hears ${String(error)}`);
    });
  return rows.length > 0;
}

function secondsOf(world: World): number {
  return (world.now() - world.plan.beginsAt) / 1000;
}
