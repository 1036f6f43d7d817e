/**
 * The worst moments to die or to stall in, where a random kill hardly ever hits: a process kills or stops itself there.
 * It says so first on standard output, one line, so that whoever supervises it knows that this was no crash.
 */
import type { Clock } from '../src/kernel/clock.ts';
import type { Flags } from './flags.ts';
import { randomOf } from './random.ts';

/** How often something happens at each point. */
const SHARES = {
  /** The intent is written, and nothing was sent. */
  before_start: 0.012,
  /** The upstream has the work, and only this process knows. */
  after_start: 0.012,
  /** The video is stored, and no row names it. */
  after_store: 0.012,
  /** Everything that is decided looks at the clock, between two statements or inside a transaction; but so does every poll. */
  at_the_clock: 0.0004,
} as const;

export type AmbushPoint = keyof typeof SHARES;
export type Ambush = (point: AmbushPoint) => void;

const SHARE_OF_DEATHS = 0.5;
/** Longer than a heartbeat is waited for, 10 s. */
const STALL_MILLISECONDS = [10_500, 13_000] as const;

/** `life` names the stream of numbers that decides. */
export function createAmbush(seed: number, life: string, flags: Flags): Ambush {
  const random = randomOf(seed, 'ambush', life);
  return (point) => {
    const isDue = random.chance(SHARES[point]);
    if (!isDue || flags.isSet('calm')) return;
    const stall = random.chance(SHARE_OF_DEATHS) ? null : random.whole(...STALL_MILLISECONDS);
    // A pipe is written before this returns.
    process.stdout.write(`${stall === null ? 'dies' : `stalls ${stall}`} ${point}\n`);
    process.kill(process.pid, stall === null ? 'SIGKILL' : 'SIGSTOP');
  };
}

export function ambushedClock(clock: Clock, ambush: Ambush): Clock {
  return {
    now() {
      ambush('at_the_clock');
      return clock.now();
    },
  };
}

export interface Ambushed {
  readonly point: string;
  /** Null when it died. */
  readonly stallMilliseconds: number | null;
}

const AMBUSH_LINE = /^(?:dies|stalls (\d+)) (\w+)$/m;

/** What a process said of an ambush; null when it said something else. */
export function readAmbush(said: string): Ambushed | null {
  const [line, stall, point = ''] = AMBUSH_LINE.exec(said) ?? [];
  if (line === undefined) return null;
  return { point, stallMilliseconds: stall === undefined ? null : Number(stall) };
}
