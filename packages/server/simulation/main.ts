/**
 * `npm run simulate`: driver, commands and ledger in closed worlds, one for each seed. Exit code 1 when something happened
 * that must never happen, or when a defect that was put in was not found.
 */
import { openBerth } from './berth.ts';
import { huntMutations } from './hunt-mutations.ts';
import { readOptions, SIMULATE_USAGE, UsageError, type SimulateOptions } from './options.ts';
import { withOwnDatabases } from './own-databases.ts';
import { BERTHS_OF_THREAD } from './play-in-threads.ts';
import { playSeeds } from './play-seeds.ts';
import { runSeed } from './run-seed.ts';

try {
  const isGood = await simulate(readOptions(process.argv.slice(2)));
  process.exit(isGood ? 0 : 1);
} catch (error) {
  console.error(error instanceof UsageError ? `${error.message}\n${SIMULATE_USAGE}` : error);
  process.exit(error instanceof UsageError ? 2 : 1);
}

function simulate(options: SimulateOptions): Promise<boolean> {
  const { seeds, shows, mutations, threads } = options;
  const [seed] = seeds;
  if (shows && seed !== undefined) return withOwnDatabases(1, ([url]) => show(seed, url ?? ''));
  return withOwnDatabases(threads * BERTHS_OF_THREAD, (urls) =>
    mutations.length > 0
      ? huntMutations(mutations, seeds, urls, console.log)
      : playSeeds(seeds, urls, console.log),
  );
}

async function show(seed: number, url: string): Promise<boolean> {
  const berth = await openBerth(url);
  const report = await runSeed(berth, seed, true);
  await berth.close();
  for (const line of report.trace) console.log(line);
  console.log(`\nseed ${seed}, hash ${report.hash}: ${report.violations.join('; ') || 'all is well'}`);
  return report.violations.length === 0;
}
