import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { randomStream } from '../../src/maths/random.ts';
import { IntakePool } from '../../src/intake/intake-pool.ts';
import type { IntakeCounts } from '../../src/intake/intake-pool.ts';
import type { Seed } from './make-seeds.ts';
import { mutate } from './mutate.ts';
import { runTrial } from './run-trial.ts';
import type { Trial } from './run-trial.ts';

/** What many trials came to. */
export interface Campaign {
  readonly trials: number;
  /** Inspections by code; `usable` for those that passed. */
  readonly answers: Readonly<Record<string, number>>;
  /** Rejections instead of an answer: a crash of ours. Must be 0. */
  readonly crashes: readonly string[];
  /** Trials that outlived every limit. Must be 0. */
  readonly hangs: readonly string[];
  readonly slowest: { readonly name: string; readonly seconds: number };
  /** Growth of this process's own memory between the first trials and the highest reading, MB. */
  readonly grownMb: number;
  readonly counts: IntakeCounts;
}

export interface CampaignOptions {
  readonly folder: string;
  /** Trials at the same time. */
  readonly width: number;
  readonly ordersPerChild: number;
  /** For one order of a child. */
  readonly wallSeconds: number;
  readonly onTrial?: (trial: Trial, code: string, seconds: number) => void;
}

const BYTES_PER_MIB = 1024 * 1024;
/** Some orders each within its limit, starts of children on a busy machine, and the waiting for a place. */
const HANG_FACTOR = 10;
/** The first trials fill caches and pools once. */
const WARM_UP_TRIALS = 20;

/** Runs trials and counts. It never throws because of a file: that is what it is there to find. */
export async function runCampaign(trials: Iterator<Trial>, options: CampaignOptions): Promise<Campaign> {
  const pool = new IntakePool({
    size: options.width,
    ordersPerChild: options.ordersPerChild,
    wallSeconds: options.wallSeconds,
  });
  const tally = new Tally(options);
  const lane = async (index: number): Promise<void> => {
    const path = join(options.folder, `trial-${index}`);
    for (let next = trials.next(); !next.done; next = trials.next()) await tally.run(next.value, path, pool);
    await rm(path, { force: true });
  };
  await Promise.all(Array.from({ length: options.width }, (_, index) => lane(index)));
  await pool.close();
  return tally.finish(pool.counts);
}

/** Damaged copies `from` to `from + count` of the endless series that belongs to `seed`. */
export function* mutants(
  seeds: readonly Seed[],
  seed: number,
  from: number,
  count: number,
): Generator<Trial, undefined> {
  for (let index = from; index < from + count; index++) {
    const good = seeds[index % seeds.length];
    const random = randomStream(seed, `mutant ${index}`);
    const others = seeds.filter(({ kind }) => kind === good?.kind);
    const other = others[Math.floor(random() * others.length)];
    if (!good || !other) throw new Error('there are no seeds');
    yield {
      name: `${index} ${good.name}`,
      kind: good.kind,
      bytes: mutate(good.bytes, other.bytes, random),
    };
  }
}

class Tally {
  readonly #options: CampaignOptions;
  readonly #answers: Record<string, number> = {};
  readonly #crashes: string[] = [];
  readonly #hangs: string[] = [];
  #trials = 0;
  #slowest = { name: '', seconds: 0 };
  #firstMb = 0;
  #highestMb = 0;

  constructor(options: CampaignOptions) {
    this.#options = options;
  }

  async run(trial: Trial, path: string, pool: IntakePool): Promise<void> {
    const startedAt = performance.now();
    const clock = setTimeout(
      () => this.#hangs.push(trial.name),
      this.#options.wallSeconds * HANG_FACTOR * 1000,
    );
    let code = 'crash';
    try {
      code = await runTrial(trial, path, pool);
    } catch (error) {
      this.#crashes.push(`${trial.name}: ${error instanceof Error ? error.message : String(error)}`);
    }
    clearTimeout(clock);
    this.#answers[code] = (this.#answers[code] ?? 0) + 1;
    const seconds = (performance.now() - startedAt) / 1000;
    if (seconds > this.#slowest.seconds) this.#slowest = { name: trial.name, seconds };
    this.#weigh();
    this.#options.onTrial?.(trial, code, seconds);
  }

  finish(counts: IntakeCounts): Campaign {
    return {
      trials: this.#trials,
      answers: this.#answers,
      crashes: this.#crashes,
      hangs: this.#hangs,
      slowest: this.#slowest,
      grownMb: Math.max(0, this.#highestMb - this.#firstMb),
      counts,
    };
  }

  #weigh(): void {
    this.#trials++;
    const usedMb = process.memoryUsage.rss() / BYTES_PER_MIB;
    if (this.#trials <= WARM_UP_TRIALS) this.#firstMb = usedMb;
    this.#highestMb = Math.max(this.#highestMb, usedMb);
  }
}
