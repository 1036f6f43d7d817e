import type { Clock, Sleep } from '../src/kernel/clock.ts';
import type { Logger } from '../src/kernel/log.ts';
import type { World } from './world.ts';

/** A fault of the world; whatever else goes wrong in a process is a defect. */
export class PlayedFault extends Error {
  override readonly name = 'PlayedFault';
  constructor(what: string) {
    super(`${PLAYED}${what}`);
  }
}
const PLAYED = 'played: ';

export function isPlayed(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith(PLAYED);
}

export interface Call<Result> {
  /** Which piece of work of the process asks. */
  readonly who: string;
  /** Told once it has been done. */
  readonly what: (result: Result | undefined) => string;
  /**
   * `database`: takes milliseconds, needs the process alive until it is done, and may fail. `outside`: is on its way as soon
   * as it was asked for, whatever becomes of the process.
   */
  readonly kind: 'database' | 'outside';
  /** It, or what comes next, cannot be undone: here it goes wrong most often. */
  readonly isDelicate?: boolean;
  /** What it does to the world. What it throws is the answer. */
  readonly effect: () => Result | Promise<Result>;
  /** Ends the waiting with its reason, and not the effect. */
  readonly signal?: AbortSignal;
}

/**
 * One life of a process. A crash ends it as `kill -9` does: nothing that it waits for ever comes, so no code of it, no
 * `catch` and no `finally`, runs again.
 */
export interface Incarnation {
  readonly name: string;
  readonly isDead: () => boolean;
  readonly clock: Clock;
  /** Milliseconds, on a clock that nobody sets. */
  readonly uptime: () => number;
  readonly sleep: Sleep;
  readonly log: Logger;
  call<Result>(call: Call<Result>): Promise<Result>;
  /** It has just done what the next step makes count: more often than elsewhere it dies here, or stands still. */
  falter(what: string): void;
  kill(why: string): void;
}

type Fate = 'none' | 'crash_before' | 'crash_after' | 'fail_before' | 'fail_after' | 'freeze';
type Answer<Result> = { readonly ok: Result } | { readonly error: unknown };
type Reply<Result> = (answer: Answer<Result>) => void;

interface Life {
  readonly world: World;
  readonly name: string;
  readonly onDeath: () => void;
  isDead: boolean;
  frozenUntil: number;
  /** How far its clock is off, in milliseconds. */
  skew: number;
}

/** `onDeath` is called once, at the moment of it. */
export function createIncarnation(world: World, name: string, onDeath: () => void): Incarnation {
  const { random, plan } = world;
  const skew = random.chance(plan.weather.skew) ? Math.round(random.between(-20_000, 20_000)) : 0;
  const life: Life = { world, name, onDeath, isDead: false, frozenUntil: 0, skew };
  return {
    name,
    isDead: () => life.isDead,
    clock: { now: () => new Date(world.now() + (world.isCalm() ? 0 : life.skew)) },
    uptime: world.now,
    sleep: (milliseconds, signal) => sleep(life, milliseconds, signal),
    log: logOf(world, name),
    call: (asked) => call(life, asked),
    falter: (what) => falter(life, what),
    kill: (why) => kill(life, why),
  };
}

function kill(life: Life, why: string): void {
  if (life.isDead) return;
  life.isDead = true;
  life.world.tell(life.name, `is killed ${why}`);
  life.onDeath();
}

function falter(life: Life, what: string): void {
  const { random, plan, isCalm } = life.world;
  if (isCalm()) return;
  const at = random.float() / (DELICATE_FACTOR - 1);
  if (at < plan.weather.crash) kill(life, `after ${what}`);
  else if (at < plan.weather.crash + 2 * plan.weather.freeze) freeze(life, LONG_FREEZES);
}

function freeze(life: Life, kinds: Readonly<Record<keyof typeof FREEZES, number>> = ANY_FREEZES): void {
  const { world, name } = life;
  const { random, plan } = world;
  const [least, most] = FREEZES[random.weighted(kinds)];
  const milliseconds = Math.min(random.between(least, most), world.calmAt - world.now());
  life.frozenUntil = world.now() + milliseconds;
  if (random.chance(plan.weather.skew)) life.skew = Math.round(random.between(-40_000, 40_000));
  world.tell(name, `is frozen for ${(milliseconds / 1000).toFixed(1)} s`);
}

/** Runs as soon as the process runs, and never when it is dead. */
function whenAwake(life: Life, run: () => void | Promise<void>): void | Promise<void> {
  const { world, isDead, frozenUntil } = life;
  if (isDead) return;
  const left = frozenUntil - world.now();
  if (left > 0) return world.after(left, () => whenAwake(life, run));
  return run();
}

function call<Result>(life: Life, asked: Call<Result>): Promise<Result> {
  const { world } = life;
  const { signal, who, what, kind } = asked;
  return new Promise((resolve, reject) => {
    if (life.isDead) return;
    if (world.openTransaction !== null) {
      world.violate(`${who} asks for ${what(undefined)} inside a transaction`);
      return reject(new Error('not inside a transaction'));
    }
    if (signal?.aborted) return reject(reasonOf(signal));
    const abort = (): void => {
      if (!life.isDead) reject(reasonOf(signal));
    };
    signal?.addEventListener('abort', abort, { once: true });
    const reply = (answer: Answer<Result>): void => {
      signal?.removeEventListener('abort', abort);
      if ('ok' in answer) resolve(answer.ok);
      else reject(answer.error);
    };
    if (kind === 'outside' && asked.isDelicate === true) perhapsDie(life, what(undefined));
    world.after(latencyOf(world, asked), () => arrive(life, asked, reply));
  });
}

/** What it has asked for is on its way, and may be for long. */
function perhapsDie(life: Life, what: string): void {
  const { random, plan, isCalm } = life.world;
  if (isCalm() || !random.chance(plan.weather.crash * DELICATE_FACTOR)) return;
  life.world.after(1, () => kill(life, `with ${what} on its way`));
}

/** The request arrives: it is done, or not, and the process lives on, or not. */
async function arrive<Result>(life: Life, asked: Call<Result>, reply: Reply<Result>): Promise<void> {
  const { world, frozenUntil } = life;
  const { kind, who } = asked;
  if (kind === 'database' && (life.isDead || frozenUntil > world.now()))
    return whenAwake(life, () => arrive(life, asked, reply));
  const fate = life.isDead ? 'none' : fateOf(world, asked);
  if (fate === 'freeze') freeze(life);
  if (fate === 'crash_before') kill(life, `before ${asked.what(undefined)}`);
  if (fate === 'crash_before' && kind === 'database') return;
  if (fate === 'fail_before') {
    world.tell(who, `${asked.what(undefined)}: not done, and an error`);
    return comeBack(life, { error: new PlayedFault('the connection was lost before') }, reply);
  }
  const answer = await answerOf(asked);
  world.tell(who, `${describe(asked, answer)}${fate === 'fail_after' ? ': done, and an error' : ''}`);
  if (fate === 'crash_after') return kill(life, 'before it knows');
  const isLost = fate === 'fail_after';
  comeBack(life, isLost ? { error: new PlayedFault('the connection was lost after') } : answer, reply);
}

/** Most answers are there at once; while one is on its way everything may happen. */
function comeBack<Result>(life: Life, answer: Answer<Result>, reply: Reply<Result>): void {
  const { world, isDead, frozenUntil } = life;
  if (frozenUntil > world.now() || world.random.chance(LATE_ANSWERS))
    world.after(latencyOf(world, { kind: 'database' }), () => whenAwake(life, () => reply(answer)));
  else if (!isDead) reply(answer);
}

function sleep(life: Life, milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(reasonOf(signal));
    const abort = (): void => {
      if (!life.isDead) reject(reasonOf(signal));
    };
    signal.addEventListener('abort', abort, { once: true });
    const wake = (): void => {
      signal.removeEventListener('abort', abort);
      resolve();
    };
    life.world.after(milliseconds, () => whenAwake(life, wake));
  });
}

/** Milliseconds that a process stands still. Its jobs stay its own for ten seconds; a start may be on its way for 35 more. */
const FREEZES = {
  short: [200, 8_000],
  past_lease: [10_500, 30_000],
  long: [45_000, 70_000],
} as const satisfies Record<string, readonly [number, number]>;

/** How often each kind is. */
const ANY_FREEZES = { short: 3, past_lease: 3, long: 2 };
/** Where only another that has waited for long enough can do harm meanwhile. */
const LONG_FREEZES = { short: 1, past_lease: 1, long: 6 };

const DELICATE_FACTOR = 8;

/** Of the answers, how many are on their way for a while after the deed. */
const LATE_ANSWERS = 0.25;

async function answerOf<Result>({ effect }: Call<Result>): Promise<Answer<Result>> {
  try {
    return { ok: await effect() };
  } catch (error) {
    return { error };
  }
}

function describe<Result>({ what }: Call<Result>, answer: Answer<Result>): string {
  return 'ok' in answer ? what(answer.ok) : `${what(undefined)}: ${String(answer.error)}`;
}

type CallKind = Pick<Call<never>, 'kind' | 'isDelicate'>;

function latencyOf({ random, plan, isCalm }: World, { kind, isDelicate }: CallKind): number {
  const factor = isDelicate === true ? DELICATE_FACTOR : 1;
  const isSlow = !isCalm() && random.chance(plan.weather.slow * factor);
  if (kind === 'database') return isSlow ? random.between(500, 14_000) : random.between(1, 10);
  return isSlow ? random.between(2_000, 12_000) : random.between(20, 400);
}

function fateOf({ random, plan, isCalm }: World, { kind, isDelicate }: CallKind): Fate {
  if (isCalm()) return 'none';
  const factor = isDelicate === true ? DELICATE_FACTOR : 1;
  const crash = plan.weather.crash * factor;
  const freeze = plan.weather.freeze * factor;
  const fault = kind === 'database' ? plan.weather.databaseFault : 0;
  const at = random.float();
  if (at < crash / 2) return 'crash_before';
  if (at < crash) return 'crash_after';
  if (at < crash + freeze) return 'freeze';
  if (at < crash + freeze + fault / 2) return 'fail_before';
  return at < crash + freeze + fault ? 'fail_after' : 'none';
}

function reasonOf(signal: AbortSignal | undefined): Error {
  return signal?.reason instanceof Error ? signal.reason : new Error('aborted', { cause: signal?.reason });
}

/** What an operator must see though nothing in the code is wrong: a start that nobody knows of, and a day that is paid out. */
const FOR_OPERATORS: ReadonlySet<string> = new Set([
  'given up: nobody knows what became of a start',
  'no engine makes this generation',
]);

/** An error that no fault of the world explains is a defect. */
function logOf(world: World, name: string): Logger {
  const write = (fields: Readonly<Record<string, unknown>>, message: string): void =>
    world.trace.explain(world.now(), name, () => `says: ${message} ${JSON.stringify(fields)}`);
  return {
    debug: write,
    info: write,
    warn: write,
    error(fields, message) {
      write(fields, message);
      const { err } = fields;
      if (FOR_OPERATORS.has(message)) return;
      if (typeof err !== 'string' || !err.startsWith(PLAYED))
        world.violate(`${name} reports an error: ${message} ${JSON.stringify(fields)}`);
    },
  };
}
