import type { Tx } from '../db/transaction.ts';
import { afterTry, type BreakerSettings, type TryResult } from '../jobs/breaker.ts';
import { lockHealth, saveHealth, type HealthTrouble } from '../jobs/engine-health.ts';

export interface TryDeps {
  /** By engine; null for one whose health nobody keeps. Nobody's is kept when absent. */
  readonly breakerOf?: (engineId: string) => BreakerSettings | null;
}

/** What a try says of its engine. */
export interface Telling extends TryResult {
  readonly engine: string;
  /** Null where nobody keeps its health. */
  readonly model: string | null;
  readonly generationId: string;
  readonly trouble: HealthTrouble | null;
  readonly now: Date;
}

/** The breaker learns how a try went, as a part of a transaction. */
export async function keepHealth(deps: TryDeps, tx: Tx, telling: Telling): Promise<void> {
  const { engine, model, generationId, trouble, now } = telling;
  const settings = deps.breakerOf?.(engine) ?? null;
  if (settings === null || model === null) return;
  const health = await lockHealth(tx, engine, model);
  const next = afterTry(health, telling, { generationId, now }, settings);
  await saveHealth(tx, { ...health, ...next, lastTrouble: trouble ?? health.lastTrouble }, now);
}
