import { createHash } from 'node:crypto';
import type { Route, RoutedEngine, RoutePolicy } from './router-config.ts';
import type { Estimate, HealthOf, RoutedWish } from './routed-wish.ts';

export interface Ordering {
  readonly wish: RoutedWish;
  readonly generationId: string;
  readonly healthOf: HealthOf;
  readonly estimate: Estimate;
  readonly settings: ReadonlyMap<string, RoutedEngine>;
}

/** An engine, and why it comes at its place. */
export interface Placed {
  readonly engine: string;
  readonly because: string;
}

type OrderBy = (ids: readonly string[], ordering: Ordering, route: Route) => readonly Placed[];

const POLICIES = {
  ordered: (ids, _ordering, { engines }) =>
    ids.map((engine) => ({ engine, because: `number ${engines.indexOf(engine) + 1} of the route` })),
  weighted: (ids, ordering) =>
    bySmallest(
      ids,
      (id) => lot(ordering, id),
      () => 'by weight',
    ),
  cheapest: (ids, { estimate, wish }) =>
    bySmallest(
      ids,
      (id) => Number(estimate(id, wish) ?? Infinity),
      (cost) => (Number.isFinite(cost) ? `costs $${(cost / 1e6).toFixed(4)}` : 'its price is not known'),
    ),
  fastest: (ids, { healthOf, wish }) =>
    bySmallest(
      ids,
      (id) => healthOf(id, wish.model).typicalSeconds ?? 0,
      (seconds) => (seconds > 0 ? `typically ${seconds.toFixed(1)} s` : 'not timed yet'),
    ),
} as const satisfies Record<RoutePolicy, OrderBy>;

/** The engines in the order of the route's policy. */
export function orderEngines(route: Route, ids: readonly string[], ordering: Ordering): readonly Placed[] {
  return POLICIES[route.policy](ids, ordering, route);
}

/** Stable: the order of the route decides between equals. */
function bySmallest(
  ids: readonly string[],
  measure: (id: string) => number,
  because: (value: number) => string,
): readonly Placed[] {
  return ids
    .map((engine) => ({ engine, value: measure(engine) }))
    .toSorted((a, b) => (a.value === b.value ? 0 : a.value - b.value))
    .map(({ engine, value }) => ({ engine, because: because(value) }));
}

/**
 * Drawn from the generation's id, so that every worker draws the same: the engine with the smallest -ln(u)/weight comes
 * first with a chance of its weight's share (Efraimidis and Spirakis, Information Processing Letters 97, 2006).
 */
function lot({ generationId, settings }: Ordering, id: string): number {
  const hash = createHash('sha256').update(`${generationId} ${id}`).digest();
  const uniform = (hash.readUInt32BE(0) + 0.5) / 2 ** 32;
  return -Math.log(uniform) / (settings.get(id)?.weight ?? 1);
}
