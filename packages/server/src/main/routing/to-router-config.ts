import { DEFAULT_BREAKER, type BreakerSettings } from '../../jobs/breaker.ts';
import { ENGINE_TROUBLES, type EngineTrouble } from '../../kernel/engine-troubles.ts';
import { toMicros } from '../../kernel/money.ts';
import type { EnginePrice, Route, RoutedEngine, RouterConfig } from '../../router/router-config.ts';
import { type CommonEngine, type RouteEntry, TROUBLES } from './engines-file.ts';

const DEFAULT_MOST_TRIES = 4;

/** What the file says, with everything that it leaves out. */
export function toRouterConfig(
  engines: readonly CommonEngine[],
  routes: readonly RouteEntry[] | undefined,
): RouterConfig {
  return {
    engines: engines.map((engine) => toRoutedEngine(engine, engines)),
    routes: (routes ?? [{ engines: engines.map(({ id }) => id) }]).map(toRoute),
  };
}

export function accountOf({ account, id }: CommonEngine): string {
  return account ?? id;
}

function toRoutedEngine(engine: CommonEngine, all: readonly CommonEngine[]): RoutedEngine {
  const account = accountOf(engine);
  // What one engine says of its account counts for all of the account: they share its places.
  const sameAccount = all.filter((other) => accountOf(other) === account);
  const modelConcurrency = sameAccount.flatMap((one) => entriesOf(one.model_concurrency));
  return {
    id: engine.id,
    models: setOf(engine.serves),
    account,
    concurrency: sameAccount.find(({ concurrency }) => typeof concurrency === 'number')?.concurrency ?? null,
    modelConcurrency: new Map(modelConcurrency),
    weight: engine.weight ?? 1,
    prices: new Map(entriesOf(engine.prices).map(([model, price]) => [model, toPrice(price)])),
    dailyBudgetMicros: engine.daily_budget_usd ?? null,
    answerMilliseconds: toMilliseconds(engine.timeouts?.answer_seconds),
    tryMilliseconds: toMilliseconds(engine.timeouts?.video_seconds),
    breaker: toBreaker(engine.breaker),
  };
}

function toMilliseconds(seconds: number | undefined): number | null {
  return seconds === undefined ? null : seconds * 1_000;
}

function toPrice(price: NonNullable<NonNullable<CommonEngine['prices']>['kling_3']>): EnginePrice {
  const nothing = toMicros(0n);
  return { perSecondMicros: price.per_second ?? nothing, perVideoMicros: price.per_video ?? nothing };
}

function toBreaker(breaker: CommonEngine['breaker']): BreakerSettings {
  const usual = DEFAULT_BREAKER;
  return {
    consecutiveFaults: breaker?.consecutive_faults ?? usual.consecutiveFaults,
    faultShare: breaker?.fault_share ?? usual.faultShare,
    windowCount: breaker?.window_count ?? usual.windowCount,
    slowSeconds: breaker?.slow_seconds ?? usual.slowSeconds,
    restSeconds: breaker?.rest_seconds ?? usual.restSeconds,
  };
}

function toRoute(route: RouteEntry): Route {
  return {
    models: setOf(route.models),
    modes: setOf(route.modes),
    // As the database writes them.
    accounts: setOf(route.accounts?.map((id) => id.toLowerCase())),
    policy: route.policy ?? 'ordered',
    engines: route.engines,
    fallbackOn: new Set(route.fallback_on ?? usualTroubles()),
    mostTries: route.most_tries ?? DEFAULT_MOST_TRIES,
  };
}

function usualTroubles(): readonly EngineTrouble[] {
  return TROUBLES.filter((trouble) => ENGINE_TROUBLES[trouble].fallsBack);
}

function setOf<Item>(items: readonly Item[] | undefined): ReadonlySet<Item> | null {
  return items ? new Set(items) : null;
}

/** The entries of an object that was written down or parsed whole, with the types of its keys. */
function entriesOf<Key extends string, Value>(
  table: Partial<Readonly<Record<Key, Value>>> | undefined,
): readonly (readonly [Key, NonNullable<Value>])[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Object.entries forgets the types of the keys
  return Object.entries(table ?? {}) as unknown as readonly (readonly [Key, NonNullable<Value>])[];
}
