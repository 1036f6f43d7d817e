import type { BreakerSettings } from '../jobs/breaker.ts';
import type { EngineTrouble } from '../kernel/engine-troubles.ts';
import type { GenerationMode } from '../kernel/environment.ts';
import type { Micros } from '../kernel/money.ts';

/** What an operator pays an upstream. */
export interface EnginePrice {
  readonly perSecondMicros: Micros;
  readonly perVideoMicros: Micros;
}

/** One engine as routing sees it. */
export interface RoutedEngine {
  readonly id: string;
  /** The models that it may serve; null for all that it can. */
  readonly models: ReadonlySet<string> | null;
  /** The name of the account at the upstream: engines of one account share its places. */
  readonly account: string;
  /** Works at once of that account; null for as many as come. */
  readonly concurrency: number | null;
  /** Works at once by model, where the upstream counts so. */
  readonly modelConcurrency: ReadonlyMap<string, number>;
  /** For weighted routes; larger is more often first. */
  readonly weight: number;
  /** By model; what is not here has the engine's own list price, if it knows one. */
  readonly prices: ReadonlyMap<string, EnginePrice>;
  /** Most that it may cost in a day (UTC); null for no limit. */
  readonly dailyBudgetMicros: Micros | null;
  /** How long it may take to answer or to take a work; null for the worker's own patience. */
  readonly answerMilliseconds: number | null;
  /** How long one try may take before it is stopped there; null for as long as the generation has. */
  readonly tryMilliseconds: number | null;
  readonly breaker: BreakerSettings;
}

export const ROUTE_POLICIES = ['ordered', 'weighted', 'cheapest', 'fastest'] as const;
export type RoutePolicy = (typeof ROUTE_POLICIES)[number];

/** Who makes what, in which order. The first route that fits a generation is its route. */
export interface Route {
  /** Null for every model. */
  readonly models: ReadonlySet<string> | null;
  readonly modes: ReadonlySet<GenerationMode> | null;
  /** Only for these accounts; null for all. */
  readonly accounts: ReadonlySet<string> | null;
  readonly policy: RoutePolicy;
  /** Engine ids; at least one. `studio` may be among them. */
  readonly engines: readonly string[];
  /** After which troubles the next engine is tried. */
  readonly fallbackOn: ReadonlySet<EngineTrouble>;
  /** Tries on all engines together, at most. */
  readonly mostTries: number;
}

export interface RouterConfig {
  /** In the order of the file; without the studio, unless a route names it. */
  readonly engines: readonly RoutedEngine[];
  readonly routes: readonly Route[];
}
