import { readBooks } from './books.ts';
import { readAll, submitAll, untilAllEnded, type Say } from './load.ts';
import type { DemoOptions } from './options.ts';
import { describe } from './report.ts';
import { setStage, type Stage } from './stage.ts';
import { startUpstreams, type Upstream } from './upstreams.ts';
import { watchBreakers } from './watch-breakers.ts';

export interface DemoEnd {
  /** Everything that has to be 0 is. */
  readonly isGood: boolean;
  readonly zeros: ReadonlyMap<string, number>;
  readonly report: string;
}

export interface DemoSurroundings {
  readonly say: Say;
  /** An empty database; one of its own when absent. */
  readonly databaseUrl?: string;
}

const LEAST_SECONDS = 120;
const SECONDS_PER_GENERATION = 0.6;

export async function runDemo(
  options: DemoOptions,
  { say, databaseUrl }: DemoSurroundings,
): Promise<DemoEnd> {
  const upstreams = await startUpstreams(options);
  let stage: Stage | null = null;
  try {
    stage = await setStage(upstreams, databaseUrl ?? null);
    return await play(options, stage, upstreams, say);
  } finally {
    for (const { messages } of upstreams) await messages.stop();
    await stage?.strike();
    for (const { emulator } of upstreams) await emulator.close();
  }
}

async function play(
  options: DemoOptions,
  stage: Stage,
  upstreams: readonly Upstream[],
  say: Say,
): Promise<DemoEnd> {
  const begun = performance.now();
  const breakers = watchBreakers(stage);
  try {
    const ids = await submitAll(stage, options.generations, say);
    const mostSeconds = LEAST_SECONDS + options.generations * SECONDS_PER_GENERATION;
    const refunded = await untilAllEnded(stage, upstreams, { mostSeconds, say });
    const seconds = (performance.now() - begun) / 1_000;
    const shown = await readAll(stage, [...ids.values()]);
    await breakers.stop();
    await stage.stopServer();
    const books = await readBooks({ stage, upstreams, ids, shown });
    const isGood = [...books.zeros.values()].every((figure) => figure === 0);
    const report = describe({ options, upstreams, books, breakers, refunded, seconds, isGood });
    return { isGood, zeros: books.zeros, report };
  } finally {
    await breakers.stop();
  }
}
