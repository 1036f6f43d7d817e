/** The configuration of a world's route, as an operator's file would have it. */
import { engineModelScope, engineScope } from '../src/jobs/slots.ts';
import { ENGINE_TROUBLES, type EngineTrouble } from '../src/kernel/engine-troubles.ts';
import { toMicros, type Micros } from '../src/kernel/money.ts';
import type { Route, RoutedEngine } from '../src/router/router-config.ts';
import { createRouter, type EngineDirectory, type Router } from '../src/router/router.ts';
import type { EngineTemper, Plan } from './plan.ts';
import type { RoutedTemper, RoutePlan } from './routing-plan.ts';

/** The one that everything is asked of. */
export const MODEL = 'kling_2.5_turbo';

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of a table are its keys
const TROUBLES = Object.keys(ENGINE_TROUBLES) as EngineTrouble[];

export function routerOf(plan: Plan, route: RoutePlan, engines: EngineDirectory): Router {
  return createRouter(
    {
      engines: plan.engines.flatMap((temper) => (temper.routed ? [settingsOf(temper, temper.routed)] : [])),
      routes: [routeOf(plan, route)],
    },
    engines,
  );
}

export function budgetOf({ priceMicros, budgetVideos }: RoutedTemper): Micros | null {
  return budgetVideos === null ? null : toMicros(BigInt(priceMicros * budgetVideos));
}

/** By the names under which the triggers look for them. */
export function limitsOf({
  engines,
  accountConcurrency,
  keyConcurrency,
}: Plan): Record<string, number | null> {
  const ofEngines = engines.flatMap(({ id, concurrency, routed }) => [
    [engineScope(id), concurrency] as const,
    [engineModelScope(id, MODEL), routed?.modelConcurrency ?? null] as const,
  ]);
  return {
    account: accountConcurrency,
    key: keyConcurrency,
    ...Object.fromEntries(ofEngines.map(([scope, limit]) => [scope.replaceAll(/[^a-z0-9]/g, '_'), limit])),
  };
}

function settingsOf({ id, concurrency }: EngineTemper, routed: RoutedTemper): RoutedEngine {
  const price = { perSecondMicros: toMicros(0n), perVideoMicros: toMicros(BigInt(routed.priceMicros)) };
  const { consecutiveFaults, windowCount, slowSeconds, restSeconds, modelConcurrency, trySeconds } = routed;
  return {
    id,
    models: null,
    account: id,
    concurrency,
    modelConcurrency: new Map(modelConcurrency === null ? [] : [[MODEL, modelConcurrency]]),
    weight: routed.weight,
    prices: new Map([[MODEL, price]]),
    dailyBudgetMicros: budgetOf(routed),
    answerMilliseconds: null,
    tryMilliseconds: trySeconds === null ? null : trySeconds * 1_000,
    breaker: { consecutiveFaults, faultShare: 0.5, windowCount, slowSeconds, restSeconds },
  };
}

function routeOf({ engines }: Plan, { policy, mostTries, goesOnAfterTimeout }: RoutePlan): Route {
  const goesOn = (trouble: EngineTrouble): boolean =>
    ENGINE_TROUBLES[trouble].fallsBack || (trouble === 'timeout' && goesOnAfterTimeout);
  return {
    models: null,
    modes: null,
    accounts: null,
    policy,
    engines: engines.map(({ id }) => id),
    fallbackOn: new Set(TROUBLES.filter(goesOn)),
    mostTries,
  };
}
