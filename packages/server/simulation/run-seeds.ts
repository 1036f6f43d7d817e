import type { Berth } from './berth.ts';
import { runSeed, type SeedReport } from './run-seed.ts';

/** Plays every seed once, as many at a time as there are berths. */
export async function runSeeds(
  berths: readonly Berth[],
  seeds: Iterable<number>,
  onReport: (report: SeedReport) => void,
  isEnough: () => boolean = () => false,
): Promise<void> {
  const left = seeds[Symbol.iterator]();
  await Promise.all(
    berths.map(async (berth) => {
      for (let next = left.next(); !next.done && !isEnough(); next = left.next())
        onReport(await runSeed(berth, next.value, false));
    }),
  );
}

/** What was played, summed up. */
export interface Figures {
  readonly seeds: number;
  readonly steps: number;
  readonly deaths: number;
  readonly generations: number;
  readonly starts: number;
  readonly worldSeconds: number;
}

export const NOTHING_YET: Figures = {
  seeds: 0,
  steps: 0,
  deaths: 0,
  generations: 0,
  starts: 0,
  worldSeconds: 0,
};

export function addUp(figures: Figures, report: SeedReport): Figures {
  return {
    seeds: figures.seeds + 1,
    steps: figures.steps + report.steps,
    deaths: figures.deaths + report.deaths,
    generations: figures.generations + report.generations,
    starts: figures.starts + report.starts,
    worldSeconds: figures.worldSeconds + report.seconds,
  };
}
