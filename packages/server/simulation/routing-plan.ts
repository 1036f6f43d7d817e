/** What a seed decides of the router: in about half of the worlds two vendors are behind one route. */
import { randomOf, type Random } from '../chaos/random.ts';
import type { EngineTemper, Weather } from './plan.ts';

/** How the vendors behind a route are used. */
export interface RoutePlan {
  readonly policy: 'ordered' | 'weighted';
  readonly mostTries: number;
  /** Whether another vendor is asked after one that took too long and was stopped. */
  readonly goesOnAfterTimeout: boolean;
  /** After so long past its time what nobody can tell of is refunded by rule; null for never. */
  readonly unknownPatienceSeconds: number | null;
}

/** What the operator has written down of a vendor. */
export interface RoutedTemper {
  readonly priceMicros: number;
  /** So many videos at its price are all that it may cost in a day; null for no limit. */
  readonly budgetVideos: number | null;
  readonly weight: number;
  /** Of the one model that is made here. */
  readonly modelConcurrency: number | null;
  readonly consecutiveFaults: number;
  readonly windowCount: number;
  readonly slowSeconds: number | null;
  readonly restSeconds: number;
  readonly trySeconds: number | null;
}

interface Routed {
  readonly route: RoutePlan;
  readonly engines: readonly [EngineTemper, ...EngineTemper[]];
  readonly beginsAt: number;
  readonly calmAtMilliseconds?: number;
}

/** `common` is how the only vendor of an older world would be; null in worlds without a route. */
export function routedOf(seed: number, weather: Weather, common: EngineTemper): Routed | null {
  const random = randomOf(seed, 'route');
  if (!random.chance(0.5)) return null;
  return {
    route: {
      policy: random.pick(['ordered', 'weighted']),
      mostTries: random.whole(2, 4),
      goesOnAfterTimeout: random.chance(0.5),
      unknownPatienceSeconds: random.pick([null, 5, 20]),
    },
    engines: [vendorOf(random, 'a', common), vendorOf(random, 'b', common)],
    beginsAt: random.chance(0.3) ? BEFORE_MIDNIGHT : NOON,
    // Who stands still for longer than a start may be on its way does harm only while others still fail.
    ...(weather.freeze > 0 && random.chance(0.4)
      ? { calmAtMilliseconds: random.between(70_000, 110_000) }
      : {}),
  };
}

function vendorOf(random: Random, id: string, common: EngineTemper): EngineTemper {
  const oneOf = (...levels: readonly [number, ...number[]]): number => random.pick(levels);
  return {
    ...common,
    id,
    concurrency: random.whole(1, 2),
    canFind: random.chance(0.7),
    canCancel: random.chance(0.8),
    full: oneOf(0, 0, 0.3),
    tellsRetryAfter: random.chance(0.5),
    unreachable: oneOf(0, 0, 0.3),
    refuses: oneOf(0, 0, 0.3),
    refuseStart: oneOf(0, 0.1, 0.3),
    loseReply: oneOf(0, 0.05, 0.3),
    hidden: oneOf(0, 0.3, 0.6),
    hiddenSeconds: 40,
    bills: random.chance(0.6),
    ends: { ...common.ends, break: oneOf(0, 4, 10), never: oneOf(0, 0, 1) },
    routed: {
      priceMicros: random.pick([120_000, 300_000]),
      budgetVideos: random.chance(0.35) ? random.whole(1, 3) : null,
      weight: random.whole(1, 3),
      modelConcurrency: random.chance(0.15) ? 1 : null,
      consecutiveFaults: random.pick([1, 1, 2, 3]),
      windowCount: random.whole(3, 20),
      slowSeconds: random.chance(0.15) ? random.whole(5, 10) : null,
      restSeconds: random.whole(1, 4),
      trySeconds: random.chance(0.2) ? random.whole(5, 12) : null,
    },
  };
}

const NOON = Date.UTC(2030, 0, 1, 12);
/** Tries are begun before midnight and end after it, and not all clocks agree on the day. */
const BEFORE_MIDNIGHT = Date.UTC(2030, 0, 1, 23, 59, 50);
