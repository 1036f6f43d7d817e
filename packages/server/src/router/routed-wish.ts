import type { Wish } from '../engines/engine.ts';
import type { EngineHealth } from '../jobs/breaker.ts';
import type { Environment } from '../kernel/environment.ts';
import type { Micros } from '../kernel/money.ts';

/** What is to be made, for whom. */
export interface RoutedWish extends Wish {
  readonly environment: Environment;
  /** Null where nobody in particular asks: routes for accounts do not count then. */
  readonly accountId: string | null;
}

/** By engine and model. */
export type HealthOf = (engine: string, model: string) => EngineHealth;

/** What an engine would cost, by the operator's price or the upstream's list; null when nobody knows. */
export type Estimate = (engineId: string, wish: RoutedWish) => Micros | null;
