import type { EngineView } from '../contract/engine-view.ts';
import type { Db } from '../db/transaction.ts';
import { countOpenGenerations } from '../generations/census.ts';
import { breakerState } from '../jobs/breaker.ts';
import { findSpentOfDay } from '../jobs/engine-days.ts';
import { findHealth } from '../jobs/engine-health.ts';
import type { Clock } from '../kernel/clock.ts';
import { isoSeconds } from '../kernel/clock.ts';
import { formatDollars, toMicros } from '../kernel/money.ts';
import type { EngineDirectory, Router } from '../router/router.ts';

export interface ListEnginesDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly engines: EngineDirectory;
  readonly router: () => Router;
}

/** Every engine of this process, with what all processes know of it. */
export function createListEngines(deps: ListEnginesDeps): () => Promise<readonly EngineView[]> {
  return async () => {
    const now = deps.clock.now();
    const health = await findHealth(deps.db);
    const spent = await findSpentOfDay(deps.db, now);
    const inFlight = await findInFlight(deps.db);
    return [...deps.engines.values()].map(({ id, concurrency }) => {
      const settings = deps.router().settingsOf(id);
      const budget = settings?.dailyBudgetMicros ?? null;
      return {
        id,
        account: settings?.account ?? id,
        concurrency: settings ? settings.concurrency : concurrency,
        in_flight: inFlight.get(id) ?? 0,
        weight: settings?.weight ?? 1,
        spent_today: formatDollars(spent.get(id) ?? toMicros(0n)),
        daily_budget: budget === null ? null : formatDollars(budget),
        health: health
          .filter(({ engine }) => engine === id)
          .map((row) => ({
            model: row.model,
            state: breakerState(row, now),
            retry_at: row.retryAt === null ? null : isoSeconds(row.retryAt),
            consecutive_faults: row.consecutiveFaults,
            fault_share: Math.round(row.faultShare * 1000) / 1000,
            typical_seconds: row.typicalSeconds === null ? null : Math.round(row.typicalSeconds * 10) / 10,
            last_trouble: row.lastTrouble,
          })),
      };
    });
  };
}

/** Not by places: those are only taken where there is a limit. */
async function findInFlight(db: Db): Promise<ReadonlyMap<string, number>> {
  const open = await countOpenGenerations(db);
  return new Map(
    open.filter(({ status }) => status === 'processing').map(({ engine, count }) => [engine, count]),
  );
}
