import { replayCommand } from './options.ts';
import { playInThreads } from './play-in-threads.ts';
import type { SeedReport } from './run-seed.ts';
import { addUp, NOTHING_YET, type Figures } from './run-seeds.ts';

/** Traces are long; one is enough to begin with. */
const MOST_TRACES = 1;

/** Plays the seeds and says how it went. True when nothing happened that must never happen. */
export async function playSeeds(
  seeds: readonly number[],
  urls: readonly string[],
  say: (line: string) => void,
): Promise<boolean> {
  const beganAt = performance.now();
  const failed: SeedReport[] = [];
  let figures = NOTHING_YET;
  await playInThreads({ urls, seeds, mutation: null, stopsAtFailure: false }, (report) => {
    figures = addUp(figures, report);
    if (report.violations.length === 0) return;
    failed.push(report);
    if (failed.length <= MOST_TRACES) for (const line of report.trace) say(line);
    say(
      `seed ${report.seed}: ${report.violations.join('; ')}\n  see it again: ${replayCommand(report.seed)}`,
    );
  });
  say(`${describe(figures, (performance.now() - beganAt) / 1000)}; ${failed.length} seeds failed`);
  return failed.length === 0;
}

function describe(figures: Figures, seconds: number): string {
  const { seeds, steps, deaths, generations, starts, worldSeconds } = figures;
  const hours = (worldSeconds / 3600).toFixed(1);
  return `${seeds} seeds, ${steps} steps, ${deaths} deaths of processes, ${generations} generations, ${starts} starts of the engine, ${hours} hours of their own time in ${seconds.toFixed(1)} s`;
}
