/** A thread that plays seeds in berths of its own, with or without a defect in the source. */
import { parentPort, workerData } from 'node:worker_threads';
import { loadMutated, MUTATIONS } from './mutations.ts';
import type { ThreadTask } from './play-in-threads.ts';

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what play-in-threads.ts has written
const { urls, seeds, mutation, stopsAtFailure } = workerData as ThreadTask;
if (mutation !== null) loadMutated(MUTATIONS[mutation]);
const { openBerth } = await import('./berth.ts');
const { runSeeds } = await import('./run-seeds.ts');

const berths = await Promise.all(urls.map((url) => openBerth(url)));
let hasFailed = false;
await runSeeds(
  berths,
  seeds,
  (report) => {
    hasFailed ||= report.violations.length > 0;
    // Only what went wrong is read.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    parentPort?.postMessage(report.violations.length > 0 ? report : { ...report, trace: [] });
  },
  () => stopsAtFailure && hasFailed,
);
await Promise.all(berths.map((berth) => berth.close()));
