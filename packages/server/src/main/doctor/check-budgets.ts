/** Whether budgets of the day let engines work, and can count what those cost. */
import { LEAST_DRIVER_SECONDS } from '../../catalogue/driver-seconds.ts';
import { findModel } from '../../catalogue/models.ts';
import { ALL_MODEL_IDS, type ModelId } from '../../contract/models.ts';
import type { Db } from '../../db/transaction.ts';
import { findSpentOfDay } from '../../jobs/engine-days.ts';
import type { Clock } from '../../kernel/clock.ts';
import { formatDollars, type Micros, toMicros } from '../../kernel/money.ts';
import type { RoutedWish } from '../../router/routed-wish.ts';
import { listed, ok, warning, type Verdict } from './finding.ts';
import type { EnginesRead, MadeEngines } from './read-engines.ts';

/** Every model makes videos of so many seconds. */
const USUAL_SECONDS = 5;

/** Of the engines that have one. Nothing without them. */
export async function checkBudgets(db: Db, clock: Clock, read: EnginesRead): Promise<readonly Verdict[]> {
  if (read.kind !== 'made') return [];
  const spent = await findSpentOfDay(db, clock.now());
  return read.config.engines.flatMap(({ id, dailyBudgetMicros }): readonly Verdict[] => {
    if (dailyBudgetMicros === null) return [];
    const costs = costsOf(id, read);
    // It serves nothing new, so that nothing more is spent.
    if (costs.length === 0) return [];
    const used = spent.get(id) ?? toMicros(0n);
    return [checkDay({ id, used, most: dailyBudgetMicros, costs }), ...checkPrices(id, costs)];
  });
}

interface Cost {
  readonly model: ModelId;
  /** Null: nobody knows. */
  readonly micros: Micros | null;
}

/** What short videos that routes may lead to it cost there. */
function costsOf(id: string, { engines, config, router }: MadeEngines): readonly Cost[] {
  const engine = engines.find((one) => one.id === id);
  const models = router.settingsOf(id)?.models ?? null;
  const wishes = config.routes
    .filter((route) => route.engines.includes(id))
    .flatMap((route) =>
      ALL_MODEL_IDS.filter((model) => (route.models?.has(model) ?? true) && (models?.has(model) ?? true))
        .flatMap((model) => shortWishes(model))
        .filter(({ mode }) => route.modes?.has(mode) ?? true),
    );
  return wishes
    .filter((wish) => engine?.supports(wish).supported === true)
    .map((wish) => ({ model: wish.model, micros: router.estimate(id, wish) }));
}

function shortWishes(model: ModelId): readonly (RoutedWish & { readonly model: ModelId })[] {
  const { modes, durations, pictureClass } = findModel(model);
  const least =
    durations === null ? LEAST_DRIVER_SECONDS : durations.kind === 'range' ? durations.least : null;
  const lengths = least === null ? [USUAL_SECONDS] : [least, USUAL_SECONDS];
  return modes.flatMap((mode) =>
    lengths.map((durationSeconds) => ({
      environment: 'live',
      accountId: null,
      model,
      mode,
      durationSeconds,
      pictureClass,
    })),
  );
}

interface Day {
  readonly id: string;
  readonly used: Micros;
  readonly most: Micros;
  readonly costs: readonly Cost[];
}

/** As the router decides: what nobody knows the price of counts as nothing before it is made. */
function checkDay({ id, used, most, costs }: Day): Verdict {
  const [least = 0n] = costs.map(({ micros }) => micros ?? 0n).toSorted((a, b) => (a < b ? -1 : 1));
  if (least > most)
    return warning(
      `${id}: its cheapest video costs ${shown(least)} USD, more than its budget of ${shown(most)} USD a day: it gets nothing.`,
      'Raise its daily_budget_usd.',
    );
  const sentence = `${id}: ${shown(used)} of ${shown(most)} USD of today are used`;
  return used + least > most
    ? warning(
        `${sentence}: it gets nothing more until 00:00 UTC.`,
        'Raise its daily_budget_usd, or see that its routes have another engine.',
      )
    : ok(`${sentence}.`);
}

function checkPrices(id: string, costs: readonly Cost[]): readonly Verdict[] {
  const models = [...new Set(costs.filter(({ micros }) => micros === null).map(({ model }) => model))];
  if (models.length === 0) return [];
  return [
    warning(
      `${listed(models)} ${models.length === 1 ? 'has' : 'have'} no price at ${id}: its budget counts what it takes only afterwards.`,
      'Write prices for it, so that a video that would go beyond the budget is not begun.',
    ),
  ];
}

function shown(amount: bigint): string {
  return formatDollars(toMicros(amount));
}
