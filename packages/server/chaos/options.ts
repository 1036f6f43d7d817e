import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';

export interface ChaosOptions {
  readonly seed: number;
  /** Requests that clients make. */
  readonly generations: number;
  /** How long the load lasts; the nemesis goes on until its kills are done, if that is longer. */
  readonly seconds: number;
  readonly kills: number;
  readonly workers: number;
  /** Places of the engine. */
  readonly engineConcurrency: number;
  /** How long the drain may take. */
  readonly drainSeconds: number;
  /** Keeps the directory of the run also when all is well. */
  readonly keep: boolean;
}

export const CHAOS_USAGE = `usage: npm run chaos -- [--seed N] [--seconds 60] [--generations 300] [--kills 30] [--workers 3]
                         [--concurrency 20] [--drain-seconds 240] [--keep]
  The long form: npm run chaos -- --generations 5000 --kills 200 --concurrency 40`;

export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const MOST_SEED = 2 ** 31 - 1;
/** A kill needs one and a half seconds, and every fifth deed of the nemesis is none. */
const SECONDS_PER_KILL = 1.9;
const USUAL_SECONDS = 60;
const USUAL_DRAIN_SECONDS = 240;
const GENERATIONS_PER_SECOND = 5;

export function readOptions(args: readonly string[]): ChaosOptions {
  const { values } = parse(args);
  const kills = optionalNumber(values, 'kills');
  const seconds =
    optionalNumber(values, 'seconds') ??
    (kills === null ? USUAL_SECONDS : Math.ceil(kills * SECONDS_PER_KILL));
  const generations = optionalNumber(values, 'generations') ?? Math.max(1, seconds * GENERATIONS_PER_SECOND);
  return {
    seed: optionalNumber(values, 'seed') ?? randomInt(1, MOST_SEED),
    seconds,
    kills: kills ?? Math.floor(seconds / SECONDS_PER_KILL),
    generations,
    workers: optionalNumber(values, 'workers') ?? 3,
    engineConcurrency: optionalNumber(values, 'concurrency') ?? 20,
    drainSeconds: optionalNumber(values, 'drain-seconds') ?? Math.max(USUAL_DRAIN_SECONDS, generations / 4),
    keep: values.keep ?? false,
  };
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        seed: text,
        seconds: text,
        generations: text,
        kills: text,
        workers: text,
        concurrency: text,
        'drain-seconds': text,
        keep: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function optionalNumber(values: Readonly<Record<string, unknown>>, name: string): number | null {
  const value = values[name];
  if (value === undefined) return null;
  const number = Number(value);
  if (typeof value !== 'string' || !/^\d{1,10}$/.test(value) || number > MOST_SEED)
    throw new UsageError(`--${name} must be a whole number, and is ${JSON.stringify(value)}`);
  return number;
}

/** How to play this run again. */
export function replayCommand(options: ChaosOptions): string {
  const { seed, seconds, generations, kills, workers, engineConcurrency } = options;
  return `npm run chaos -- --seed ${seed} --seconds ${seconds} --generations ${generations} --kills ${kills} --workers ${workers} --concurrency ${engineConcurrency}`;
}
