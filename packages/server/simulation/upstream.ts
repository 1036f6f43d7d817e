/**
 * A model vendor that charges for every start it takes, whatever its key. What it was asked and what it has said is in its
 * books: they decide whether anything was started twice.
 */
import type { Engine, EngineStatus, Operation, StartAnswer } from '../src/engines/engine.ts';
import { PlayedFault, type Incarnation } from './incarnation.ts';
import type { WorkEnd } from './plan.ts';
import type { World } from './world.ts';
import { shortId } from './world.ts';

export const ENGINE = 'sim';
const START = 'start';
/** The worker waits no longer for the reply to a start. */
const START_MILLISECONDS = 30_000;
/** Longer than a slow database takes. */
const TO_WRITE_DOWN_MILLISECONDS = 20_000;
/** An attempt's key is the generation's id and a number. */
const ID_LENGTH = 36;

export interface Task {
  readonly task: string;
  readonly key: string;
  readonly generationId: string;
  readonly takenAt: number;
  readonly endsAt: number;
  readonly end: WorkEnd;
  isCancelled: boolean;
  /** It has said itself that it does not know the work any more: that is not charged for. */
  isReportedLost: boolean;
  /** The reply to its start has reached a process that lived long enough to write it down. */
  isKnown: boolean;
}

/** A start that it did not take, and said so: nothing was made. */
export interface TurnedAway {
  readonly key: string;
  readonly generationId: string;
  readonly how: 'full' | 'unreachable';
  /** What it had of this key all the same: a start that should never have come. */
  readonly has: string | null;
}

export interface Upstream {
  readonly tasks: readonly Task[];
  readonly turnedAway: readonly TurnedAway[];
  /** The vendor as one piece of work of one process sees it. */
  open(incarnation: Incarnation, who: string): Engine;
}

/** Ended, charged for, and nobody can have it back. */
export function isCharged(task: Task, now: number): boolean {
  return !task.isCancelled && task.end === 'succeed' && task.endsAt <= now;
}

export function createUpstream(world: World): Upstream {
  const tasks: Task[] = [];
  const turnedAway: TurnedAway[] = [];
  const { engine: temper } = world.plan;
  const desk = createDesk(world, tasks, turnedAway);
  return {
    tasks,
    turnedAway,
    open(incarnation, who) {
      const ask = <Result>(what: string, effect: () => Result, signal?: AbortSignal): Promise<Result> =>
        incarnation.call({
          who,
          kind: 'outside',
          isDelicate: what.startsWith(START),
          what: (result) => `engine ${what}${result === undefined ? '' : ` -> ${JSON.stringify(result)}`}`,
          effect,
          ...(signal ? { signal } : {}),
        });
      return {
        id: ENGINE,
        concurrency: temper.concurrency,
        pollMilliseconds: temper.pollMilliseconds,
        supports: () => ({ supported: true }),
        async start(_request, key) {
          const answer = await ask(`${START} ${nameOf(key)}`, () => desk.start(key));
          if (answer.kind === 'taken') {
            world.after(TO_WRITE_DOWN_MILLISECONDS, () => desk.isKnown(answer.task, !incarnation.isDead()));
            return { state: 'started', operation: { task: answer.task } };
          }
          if (answer.kind === 'turned_away') return answer.answer;
          if (answer.kind === 'silence')
            await incarnation.sleep(START_MILLISECONDS, new AbortController().signal);
          throw new PlayedFault('no reply to the start');
        },
        status: (operation, signal) =>
          ask(`status ${taskOf(operation)}`, () => desk.status(taskOf(operation)), signal),
        ...(temper.canFind
          ? { find: (key, signal) => ask(`find ${nameOf(key)}`, () => desk.find(key), signal) }
          : {}),
        ...(temper.canCancel
          ? {
              async cancel(operation) {
                await ask(`cancel ${taskOf(operation)}`, () => desk.cancel(taskOf(operation)));
              },
            }
          : {}),
      };
    },
  };
}

type DeskAnswer =
  | { readonly kind: 'taken'; readonly task: string }
  | { readonly kind: 'turned_away'; readonly answer: StartAnswer }
  /** Taken or not: the connection broke, or nothing ever came. */
  | { readonly kind: 'broken' | 'silence' };

/** What the vendor does with each question, the moment it arrives. */
function createDesk(world: World, tasks: Task[], turnedAway: TurnedAway[]) {
  const { random, plan, isCalm } = world;
  const { engine: temper } = plan;
  /** Until then it cannot tell whether it has taken a start with that key. */
  const hiddenUntil = new Map<string, number>();
  const faulty = (chance: number): boolean => !isCalm() && random.chance(chance);
  const refuseToAnswer = (): void => {
    if (faulty(temper.noAnswer)) throw new PlayedFault('bad gateway');
  };
  const find = (task: string): Task => {
    const found = tasks.find((one) => one.task === task);
    if (!found) throw new Error(`the vendor is asked for ${task}, which it has never named`);
    return found;
  };
  const turnAway = (key: string, how: TurnedAway['how']): DeskAnswer => {
    const has = tasks.find((task) => task.key === key && !task.isReportedLost)?.task ?? null;
    turnedAway.push({ key, generationId: key.slice(0, ID_LENGTH), how, has });
    return { kind: 'turned_away', answer: TURNED_AWAY[how] };
  };
  return {
    start(key: string): DeskAnswer {
      if (temper.full > 0 && faulty(temper.full)) return turnAway(key, 'full');
      if (temper.unreachable > 0 && faulty(temper.unreachable)) return turnAway(key, 'unreachable');
      if (faulty(temper.refuseStart)) return { kind: random.chance(0.8) ? 'broken' : 'silence' };
      const { task } = take(world, tasks, key);
      if (faulty(temper.loseReply)) return { kind: random.chance(0.8) ? 'broken' : 'silence' };
      return { kind: 'taken', task };
    },
    status(name: string): EngineStatus | { readonly state: 'lost' } {
      refuseToAnswer();
      const task = find(name);
      const status = statusOf(world, task);
      if (status.state === 'lost') task.isReportedLost = true;
      return status;
    },
    isKnown(name: string, isAlive: boolean): void {
      find(name).isKnown = isAlive;
    },
    find(key: string): Operation | 'absent' | 'unknown' {
      refuseToAnswer();
      const now = world.now();
      const until =
        hiddenUntil.get(key) ?? (faulty(temper.hidden) ? now + random.between(1_000, 20_000) : now);
      hiddenUntil.set(key, until);
      if (!isCalm() && until > now) return 'unknown';
      const ofKey = tasks.filter((task) => task.key === key);
      const known = ofKey.find((task) => !isForgotten(task, now));
      if (known) return { task: known.task };
      for (const task of ofKey) task.isReportedLost = true;
      return 'absent';
    },
    cancel(name: string): string {
      refuseToAnswer();
      const task = find(name);
      if (task.end !== 'never' && task.endsAt <= world.now()) return 'too late';
      task.isCancelled = true;
      return 'stopped';
    },
  };
}

const TURNED_AWAY = {
  full: { state: 'full', retryAfterSeconds: 2, note: 'HTTP 429 no place' },
  unreachable: {
    state: 'refused',
    reason: 'ENGINE_UNAVAILABLE',
    detail: 'It could not be reached.',
    trouble: 'unreachable',
  },
} as const satisfies Record<TurnedAway['how'], StartAnswer>;

function take(world: World, tasks: Task[], key: string): Task {
  const { random, plan, isCalm } = world;
  const now = world.now();
  const end = random.weighted(plan.engine.ends);
  const task: Task = {
    task: `t${tasks.length + 1}`,
    key,
    generationId: key.slice(0, ID_LENGTH),
    takenAt: now,
    endsAt: now + random.between(500, 12_000),
    // What is forgotten again and again would never end.
    end: isCalm() && end === 'forgotten' ? 'succeed' : end,
    isCancelled: false,
    isReportedLost: false,
    isKnown: false,
  };
  tasks.push(task);
  return task;
}

function statusOf(world: World, task: Task): EngineStatus | { readonly state: 'lost' } {
  const now = world.now();
  if (isForgotten(task, now)) return { state: 'lost' };
  if (task.isCancelled) return { state: 'failed', reason: 'TASK_FAILED', detail: 'It was stopped.' };
  // It thinks again, now and then: what it says of its progress goes up and down.
  if (task.end === 'never' || now < task.endsAt)
    return { state: 'pending', progress: world.random.whole(0, 100) };
  if (task.end === 'fail')
    return { state: 'failed', reason: 'CONTENT_POLICY_VIOLATION', detail: 'It refused.' };
  const video = {
    kind: 'video',
    mediaType: 'video/mp4',
    path: `/made/${task.task}`,
    width: 640,
    height: 360,
    durationSeconds: 5,
  } as const;
  return { state: 'succeeded', outputs: [video], report: { task: task.task } };
}

function isForgotten(task: Task, now: number): boolean {
  return task.end === 'forgotten' && now >= task.endsAt;
}

function nameOf(key: string): string {
  return `${shortId(key.slice(0, ID_LENGTH))}${key.slice(ID_LENGTH)}`;
}

function taskOf(operation: Operation): string {
  const { task } = operation;
  if (typeof task !== 'string') throw new Error(`no operation of this vendor: ${JSON.stringify(operation)}`);
  return task;
}
