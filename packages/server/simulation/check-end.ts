/** What must be so when everything has come to rest: the rows, the money, the vendor's books and the receivers agree. */
import { sql } from 'kysely';
import { z } from 'zod';
import type { Db } from '../src/db/transaction.ts';
import { auditSlots } from '../src/jobs/slots.ts';
import { ENGINE_TROUBLES, type EngineTrouble } from '../src/kernel/engine-troubles.ts';
import { auditLedger } from '../src/ledger/ledger.ts';
import type { Clients, Story } from './clients.ts';
import type { Stage } from './stage.ts';
import type { Receipt } from './surroundings.ts';
import { checkRoutes } from './check-routes.ts';
import { temperOfEngine } from './plan.ts';
import { isCharged, type Task } from './vendor-desk.ts';
import { shortId } from './world.ts';

export interface EndRow {
  readonly id: string;
  readonly status: string;
  readonly engine: string;
  readonly failure: string | null;
  readonly isUnknown: boolean;
  readonly isDeleted: boolean;
  readonly task: string | null;
  readonly key: string | null;
  readonly hasCallback: boolean;
  readonly entries: readonly string[];
  readonly assets: readonly string[];
  readonly deliveryId: string | null;
  readonly deliveryStatus: string | null;
  readonly deliveryBody: string | null;
  readonly tries: number;
  readonly slots: number;
  /** An operator has ended it. */
  readonly isResolved: boolean;
  /** By the true time. */
  readonly endedAt: Date | null;
  readonly cancelledAt: Date | null;
}

/** Read by nobody of the world, between its steps. */
export async function readEnd(db: Db): Promise<readonly EndRow[]> {
  const result = await sql<EndRow>`
    select g.id, g.status, g.engine, g.failure, g.outcome_unknown as "isUnknown", g.deleted_at is not null as "isDeleted",
      g.engine_report->>'task' as task, i.key, d.id is not null or g.callback_url is not null as "hasCallback",
      array(select kind from ledger_entries where generation_id = g.id order by id) as entries,
      array(select storage_key from assets where generation_id = g.id order by id) as assets,
      d.id as "deliveryId", d.status as "deliveryStatus", d.body as "deliveryBody", coalesce(d.attempts, 0) as tries,
      (select count(*)::integer from slots where generation_id = g.id) as slots,
      exists (select from ledger_entries where generation_id = g.id and note is not null) as "isResolved",
      g.sim_ended_at as "endedAt", g.sim_cancelled_at as "cancelledAt"
    from generations g
    left join idempotency_keys i on i.generation_id = g.id
    left join deliveries d on d.generation_id = g.id
    order by g.id`.execute(db);
  return result.rows;
}

/** Every sentence is about something that is not as it must be. */
export async function checkEnd(stage: Stage, db: Db, clients: Clients): Promise<readonly string[]> {
  const rows = await readEnd(db);
  const ledger = await auditLedger(db);
  const slots = await auditSlots(db);
  return [
    ...ledger.wrongBalances.map(() => 'the balance is not the sum of its entries'),
    ...ledger.wrongHolds.map((id) => `the hold of ${shortId(id)} does not fit its status or price`),
    ...slots.map((scope) => `the places of ${scope} are miscounted`),
    ...clients.stories.flatMap((story) => checkStory(story, rows)),
    ...rows.flatMap((row) => [
      ...checkRow(stage, row),
      ...checkTasks(stage, row),
      ...checkTurnedAway(stage, row),
      ...checkHook(stage, row),
    ]),
    ...checkUntold(clients, rows),
    ...checkStrangers(stage, rows),
    ...(await checkRoutes(stage, db, rows)),
  ];
}

export function isEnded({ status }: Pick<EndRow, 'status'>): boolean {
  return status === 'completed' || status === 'failed';
}

/** Nobody can tell: the vendor can be asked neither by its own name for the work nor by ours. */
export function isLawfullyUnknown({ world }: Stage, row: EndRow): boolean {
  const isForEver = (world.plan.route?.unknownPatienceSeconds ?? null) === null;
  return (
    row.isUnknown &&
    row.status === 'processing' &&
    isForEver &&
    !temperOfEngine(world.plan, row.engine).canFind
  );
}

function checkStory(story: Story, rows: readonly EndRow[]): string[] {
  const { acceptedIds, retriedIds, idempotencyKey, cancelledIds, plan } = story;
  const faults: string[] = [];
  const find = (id: string): EndRow | undefined => rows.find((row) => row.id === id);
  for (const id of [...acceptedIds, ...retriedIds])
    if (!find(id)) faults.push(`${shortId(id)} was accepted and has no row`);
  if (idempotencyKey !== null && acceptedIds.size > 1)
    faults.push(`request ${plan.number} was answered with several`);
  if (retriedIds.size > 1) faults.push(`the retry of request ${plan.number} was answered with several`);
  for (const id of cancelledIds)
    if (find(id)?.failure !== 'CANCELLED') faults.push(`${shortId(id)} was said to have ended as cancelled`);
  return faults;
}

function checkRow(stage: Stage, row: EndRow): string[] {
  const name = shortId(row.id);
  const faults: string[] = [];
  if (!isEnded(row) && !isLawfullyUnknown(stage, row)) faults.push(`${name} is ${row.status} for ever`);
  const ends = row.entries.filter((kind) => kind !== 'hold');
  const expected = row.status === 'completed' ? 'settle' : 'release';
  const isRight = isEnded(row) ? ends.length === 1 && ends[0] === expected : ends.length === 0;
  if (!isRight || row.entries.length !== ends.length + 1)
    faults.push(`${name} is ${row.status} with the entries ${row.entries.join(', ')}`);
  if (isEnded(row) && row.slots > 0) faults.push(`${name} has ended and still has ${row.slots} places`);
  const hasVideo = row.assets.some((key) => key.startsWith('/made/'));
  if (hasVideo !== (row.status === 'completed' && !row.isDeleted)) faults.push(`${name} has a video or none`);
  for (const key of row.assets)
    if (!stage.surroundings.stored.has(key)) faults.push(`${name} names ${key}, which was never stored`);
  return faults;
}

/** Ended by us: a vendor that cannot be stopped finishes all the same, and that charge is ours to bear. */
const ENDED_BY_US: ReadonlySet<string | null> = new Set(['TIMEOUT', 'CANCELLED']);

function checkTasks({ world, upstream }: Stage, row: EndRow): string[] {
  const name = shortId(row.id);
  const tasks = upstream.tasks.filter(({ generationId }) => generationId === row.id);
  const lasting = tasks.filter((task) => task.overAt === null);
  const isOurs = (task: Task): boolean =>
    row.isResolved || (ENDED_BY_US.has(row.failure) && !temperOfEngine(world.plan, task.engine).canCancel);
  const faults: string[] = [...startedTooSoon(name, tasks)];
  if (lasting.length > 1) faults.push(`${name} was started ${lasting.length} times: ${namesOf(lasting)}`);
  const charged = tasks.filter((task) => isCharged(task, world.now()));
  if (charged.length > 1) faults.push(`${name} was made ${charged.length} times: ${namesOf(charged)}`);
  if (row.status === 'completed' && !row.isDeleted && !charged.some(({ task }) => task === row.task))
    faults.push(
      `${name} was completed by ${row.task ?? 'nothing'}, and the vendor charged for ${namesOf(charged)}`,
    );
  const inVain = charged.filter((task) => !isOurs(task));
  if (row.status === 'failed' && inVain.length > 0)
    faults.push(`${name} failed as ${row.failure ?? ''}, and the vendor charged for ${namesOf(inVain)}`);
  if (row.isUnknown && lasting.some(({ isKnown }) => isKnown))
    faults.push(`${name} is unknown, and its work was named`);
  const forNobody = lasting.filter((task) => task.end === 'never' && !task.isCancelled && !isOurs(task));
  if (isEnded(row) && forNobody.length > 0)
    faults.push(
      `${name} has ended as ${row.failure ?? row.status}, and for nobody goes on ${namesOf(forNobody)}`,
    );
  for (const { task, takenAt } of tasks) {
    if (isLate(takenAt, row.endedAt, ON_THE_WAY_MILLISECONDS))
      faults.push(`${task} was started after ${name} had ended`);
    if (isLate(takenAt, row.cancelledAt, UNSEEN_MILLISECONDS))
      faults.push(`${task} was started after the cancel of ${name}`);
  }
  return faults;
}

/** Nothing is started anywhere while something that was started before, there or elsewhere, can still be made. */
function startedTooSoon(name: string, tasks: readonly Task[]): string[] {
  return tasks.slice(1).flatMap((task, index) => {
    const before = tasks[index];
    if (before === undefined || (before.overAt !== null && before.overAt <= task.takenAt)) return [];
    return [`${name} was started as ${task.task} while ${before.task} could still be made`];
  });
}

/** What a vendor turned away it never had, and only that ends as if it could not be reached. */
function checkTurnedAway({ world, upstream }: Stage, row: EndRow): string[] {
  const name = shortId(row.id);
  const ofRow = upstream.turnedAway.filter(({ generationId }) => generationId === row.id);
  const faults = ofRow
    .filter(({ has }) => has !== null)
    .map(({ has, how }) => `${name} was started again while the vendor had ${has ?? ''}: it was ${how}`);
  if (row.failure !== 'ENGINE_UNAVAILABLE' || row.isResolved) return faults;
  const isBudgeted = world.plan.engines.some(({ routed }) => (routed?.budgetVideos ?? null) !== null);
  if (!isBudgeted && !ofRow.some(({ how }) => isUnavailable(how)))
    faults.push(`${name} failed as if the vendor could not be reached, and it never said so`);
  const lasting = upstream.tasks.filter((task) => task.generationId === row.id && task.overAt === null);
  if (lasting.length > 0) faults.push(`${name} was never begun, and the vendor has ${namesOf(lasting)}`);
  return faults;
}

/** One that is full is waited for. */
function isUnavailable(how: EngineTrouble): boolean {
  return how !== 'full' && ENGINE_TROUBLES[how].reason === 'ENGINE_UNAVAILABLE';
}

/** A start that was made before its generation ended arrives within this. */
const ON_THE_WAY_MILLISECONDS = 15_000;
/** And a cancel may be unseen for as long as the slowest look for it takes. */
const UNSEEN_MILLISECONDS = ON_THE_WAY_MILLISECONDS + 20_000;

function isLate(takenAt: number, moment: Date | null, withinMilliseconds: number): boolean {
  return moment !== null && takenAt > moment.getTime() + withinMilliseconds;
}

function checkHook({ surroundings }: Stage, row: EndRow): string[] {
  const name = shortId(row.id);
  if (!row.hasCallback || !isEnded(row))
    return row.deliveryId === null ? [] : [`${name} was announced too soon`];
  if (row.deliveryId === null) return row.isDeleted ? [] : [`${name} has ended and was not announced`];
  const receipts = surroundings.receipts.filter(({ id }) => id === row.deliveryId);
  return [...hookFaults(row, receipts)].map((fault) => `the webhook of ${name} ${fault}`);
}

const message = z.object({ status: z.string(), message: z.string().nullable() });

function* hookFaults(row: EndRow, receipts: readonly Receipt[]): Generator<string> {
  const said = message.parse(JSON.parse(row.deliveryBody ?? 'null'));
  if (said.status !== row.status || said.message !== row.failure) yield `says ${said.status}`;
  if (receipts.some(({ body }) => body !== row.deliveryBody)) yield 'came with several bodies';
  if (row.deliveryStatus === 'pending') yield 'is pending for ever';
  if (row.deliveryStatus === 'delivered' && !receipts.some((one) => one.isAccepted))
    yield 'was never accepted';
  if (row.deliveryStatus === 'exhausted' && row.tries < 6) yield `was given up after ${row.tries} tries`;
}

/**
 * Who has a key asks until there is an answer, so each row with one was told to somebody; but for a submit that was worked on
 * late, after its repeat had been refused.
 */
function checkUntold({ stories }: Clients, rows: readonly EndRow[]): string[] {
  if (stories.some(({ refusals }) => refusals.length > 0)) return [];
  const told = new Set(stories.flatMap(({ acceptedIds, retriedIds }) => [...acceptedIds, ...retriedIds]));
  return rows
    .filter(({ id, key }) => key !== null && !told.has(id))
    .map(({ id }) => `${shortId(id)} was made and nobody was told`);
}

/** Work, messages and rows that belong to nothing. */
function checkStrangers({ upstream, surroundings }: Stage, rows: readonly EndRow[]): string[] {
  const ids = new Set(rows.map(({ id }) => id));
  const deliveries = new Set(rows.map(({ deliveryId }) => deliveryId));
  return [
    ...upstream.tasks
      .filter(({ generationId }) => !ids.has(generationId))
      .map(({ task }) => `${task} is nobody's`),
    ...surroundings.receipts
      .filter(({ id }) => !deliveries.has(id))
      .map(({ url }) => `${url} heard of nothing`),
  ];
}

function namesOf(tasks: readonly Task[]): string {
  return tasks.map(({ task }) => task).join(', ') || 'nothing';
}
