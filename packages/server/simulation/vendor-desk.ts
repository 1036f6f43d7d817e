/** What one vendor does with each question, the moment it arrives, and what it writes into its books. */
import type { EngineStatus, Operation, StartAnswer } from '../src/engines/engine.ts';
import { ENGINE_TROUBLES, type EngineTrouble } from '../src/kernel/engine-troubles.ts';
import { toMicros } from '../src/kernel/money.ts';
import { PlayedFault } from './incarnation.ts';
import type { EngineTemper, WorkEnd } from './plan.ts';
import { shortId, type World } from './world.ts';

/** An attempt's key is the generation's id and a number. */
export const ID_LENGTH = 36;
/** A failure that was told so often was not written down by anybody. */
const MOST_TOLD = 15;

export interface Task {
  readonly task: string;
  readonly engine: string;
  readonly key: string;
  readonly generationId: string;
  readonly takenAt: number;
  readonly endsAt: number;
  readonly end: WorkEnd;
  isCancelled: boolean;
  /** It has said itself that it does not know the work any more: that is not charged for. */
  isReportedLost: boolean;
  /** When it first said that nothing more will come of it: that it has failed, or is lost. */
  overAt: number | null;
  /** How often it has said that it has failed. */
  failuresTold: number;
  /** Micro-dollars that it says it takes once it has ended; null when it says nothing of that. */
  bill: number | null;
  /** The bill was told with the end. */
  isBillTold: boolean;
  /** The reply to its start has reached a process that lived long enough to write it down. */
  isKnown: boolean;
}

/** A start that it did not take, and said so: nothing was made. */
export interface TurnedAway {
  readonly key: string;
  readonly generationId: string;
  readonly how: EngineTrouble;
  /** What it had of this key all the same: a start that should never have come. */
  readonly has: string | null;
}

/** Of all vendors of a world together. */
export interface Books {
  readonly tasks: Task[];
  readonly turnedAway: TurnedAway[];
}

/** Ended, charged for, and nobody can have it back. */
export function isCharged(task: Task, now: number): boolean {
  return !task.isCancelled && task.end === 'succeed' && task.endsAt <= now;
}

type DeskAnswer =
  | { readonly kind: 'taken'; readonly task: string }
  | { readonly kind: 'turned_away'; readonly answer: StartAnswer }
  /** Taken or not: the connection broke, or nothing ever came. */
  | { readonly kind: 'broken' | 'silence' };

/** From the first question about a start on. */
function hidingMilliseconds({ random, isCalm }: World, { hidden, hiddenSeconds }: EngineTemper): number {
  return !isCalm() && random.chance(hidden) ? random.between(1_000, hiddenSeconds * 1_000) : 0;
}

function findNamed(tasks: readonly Task[], name: string): Task {
  const found = tasks.find(({ task }) => task === name);
  if (!found) throw new Error(`the vendor is asked for ${name}, which it has never named`);
  return found;
}

export type Desk = ReturnType<typeof createDesk>;

export function createDesk(world: World, temper: EngineTemper, books: Books) {
  const { random, isCalm, now } = world;
  /** Until then it cannot tell whether it has taken a start with that key. */
  const hiddenUntil = new Map<string, number>();
  const faulty = (chance: number): boolean => !isCalm() && random.chance(chance);
  const refuseToAnswer = (): void => {
    if (faulty(temper.noAnswer)) throw new PlayedFault('bad gateway');
  };
  const ours = (): readonly Task[] => books.tasks.filter(({ engine }) => engine === temper.id);
  const find = (task: string): Task => findNamed(ours(), task);
  const turnAway = (key: string, how: EngineTrouble): DeskAnswer => {
    const has = ours().find((task) => task.key === key && !task.isReportedLost)?.task ?? null;
    books.turnedAway.push({ key, generationId: key.slice(0, ID_LENGTH), how, has });
    return { kind: 'turned_away', answer: turnedAwayAs(how, temper) };
  };
  const noReply = (): DeskAnswer => ({ kind: random.chance(0.8) ? 'broken' : 'silence' });
  return {
    start(key: string): DeskAnswer {
      if (temper.full > 0 && faulty(temper.full)) return turnAway(key, 'full');
      if (temper.unreachable > 0 && faulty(temper.unreachable)) return turnAway(key, 'unreachable');
      if (temper.refuses > 0 && faulty(temper.refuses)) return turnAway(key, random.weighted(REFUSALS));
      if (faulty(temper.refuseStart)) return noReply();
      const { task } = take(world, temper, books, key);
      if (faulty(temper.loseReply)) return noReply();
      return { kind: 'taken', task };
    },
    status(name: string): EngineStatus | { readonly state: 'lost' } {
      refuseToAnswer();
      const task = find(name);
      const status = statusOf(world, task);
      if (status.state === 'lost') reportLost(task, now());
      if (status.state === 'failed') reportFailed(world, task);
      if (status.state === 'failed' || status.state === 'succeeded') task.isBillTold = task.bill !== null;
      return status;
    },
    isKnown(name: string, isAlive: boolean): void {
      find(name).isKnown = isAlive;
    },
    find(key: string): Operation | 'absent' | 'unknown' {
      refuseToAnswer();
      const until = hiddenUntil.get(key) ?? now() + hidingMilliseconds(world, temper);
      hiddenUntil.set(key, until);
      if (!isCalm() && until > now()) return 'unknown';
      const ofKey = ours().filter((task) => task.key === key);
      const known = ofKey.find((task) => !isForgotten(task, now()));
      if (known) return { task: known.task };
      for (const task of ofKey) reportLost(task, now());
      return 'absent';
    },
    cancel(name: string): string {
      refuseToAnswer();
      const task = find(name);
      if (task.end !== 'never' && task.endsAt <= now()) return 'too late';
      if (!task.isCancelled) task.bill = partOf(world, temper);
      task.isCancelled = true;
      return 'stopped';
    },
  };
}

/** Why a start is refused, and how often: most often for a reason for which another vendor is asked. */
const REFUSALS = {
  account: 3,
  unserved: 3,
  failed: 3,
  rejected: 1,
  content: 1,
  input: 1,
} as const satisfies Partial<Record<EngineTrouble, number>>;

function turnedAwayAs(how: EngineTrouble, { tellsRetryAfter }: EngineTemper): StartAnswer {
  if (how === 'full')
    return { state: 'full', retryAfterSeconds: tellsRetryAfter ? 2 : null, note: 'HTTP 429 no place' };
  return { state: 'refused', reason: ENGINE_TROUBLES[how].reason, detail: 'It was refused.', trouble: how };
}

function take(world: World, temper: EngineTemper, { tasks }: Books, key: string): Task {
  const { random, isCalm } = world;
  const now = world.now();
  const end = random.weighted(temper.ends);
  const task: Task = {
    task: `t${tasks.length + 1}`,
    engine: temper.id,
    key,
    generationId: key.slice(0, ID_LENGTH),
    takenAt: now,
    endsAt: now + random.between(500, 12_000),
    // What is forgotten again and again would never end.
    end: isCalm() && end === 'forgotten' ? 'succeed' : end,
    isCancelled: false,
    isReportedLost: false,
    overAt: null,
    failuresTold: 0,
    bill: null,
    isBillTold: false,
    isKnown: false,
  };
  task.bill = task.end === 'succeed' ? wholeOf(world, temper) : partOf(world, temper);
  tasks.push(task);
  return task;
}

/** Not always what was expected. */
function wholeOf({ random }: World, { bills, routed }: EngineTemper): number | null {
  return bills && routed ? routed.priceMicros * random.pick([0.5, 1, 1.5]) : null;
}

/** What was not made costs less, or nothing is said of it. */
function partOf({ random }: World, { bills, routed }: EngineTemper): number | null {
  return bills && routed ? random.pick([null, 0, routed.priceMicros / 4]) : null;
}

function statusOf(world: World, task: Task): EngineStatus | { readonly state: 'lost' } {
  const now = world.now();
  if (isForgotten(task, now)) return { state: 'lost' };
  const bill = task.bill === null ? {} : { bill: { costMicros: toMicros(BigInt(task.bill)) } };
  if (task.isCancelled) return { state: 'failed', reason: 'TASK_FAILED', detail: 'It was stopped.', ...bill };
  // It thinks again, now and then: what it says of its progress goes up and down.
  if (task.end === 'never' || now < task.endsAt)
    return { state: 'pending', progress: world.random.whole(0, 100) };
  if (task.end === 'fail')
    return { state: 'failed', reason: 'CONTENT_POLICY_VIOLATION', detail: 'It refused.', ...bill };
  if (task.end === 'break') return { state: 'failed', reason: 'TASK_FAILED', detail: 'It broke.', ...bill };
  const video = {
    kind: 'video',
    mediaType: 'video/mp4',
    path: `/made/${task.task}`,
    width: 640,
    height: 360,
    durationSeconds: 5,
  } as const;
  return { state: 'succeeded', outputs: [video], report: { task: task.task }, ...bill };
}

function isForgotten(task: Task, now: number): boolean {
  return task.end === 'forgotten' && now >= task.endsAt;
}

function reportLost(task: Task, now: number): void {
  task.isReportedLost = true;
  task.overAt ??= now;
}

function reportFailed(world: World, task: Task): void {
  task.overAt ??= world.now();
  task.failuresTold += 1;
  if (task.failuresTold === MOST_TOLD)
    world.violate(
      `${task.task} of ${shortId(task.generationId)} is asked for again and again: it has failed`,
    );
}
