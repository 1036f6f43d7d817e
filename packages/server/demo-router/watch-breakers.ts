import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { findHealth } from '../src/jobs/engine-health.ts';
import type { Stage } from './stage.ts';
import { count } from './faults.ts';

export interface BreakerWatch {
  /** By engine: how often its breaker opened, as engine_health told. */
  readonly openings: ReadonlyMap<string, number>;
  /** By engine: looks at GET /v1/engines in which it was shown open or half open. */
  readonly shown: ReadonlyMap<string, number>;
  stop(): Promise<void>;
}

/** Shorter than the shortest rest, so that no opening is missed. */
const LOOK_MILLISECONDS = 100;

const Engines = z.object({
  data: z.array(z.object({ id: z.string(), health: z.array(z.object({ state: z.string() })) })),
});

export function watchBreakers(stage: Stage): BreakerWatch {
  const openings = new Map<string, number>();
  const shown = new Map<string, number>();
  const restsUntil = new Map<string, number>();
  const stopping = new AbortController();

  async function lookAtHealth(): Promise<void> {
    for (const { engine, model, retryAt } of await findHealth(stage.db)) {
      const name = `${engine} ${model}`;
      // Each opening, the one after a failed probe too, has an end of its own.
      if (retryAt !== null && restsUntil.get(name) !== retryAt.getTime()) {
        restsUntil.set(name, retryAt.getTime());
        count(openings, engine);
      }
    }
  }

  async function lookAtApi(): Promise<void> {
    const response = await fetch(`${stage.url}/v1/engines`, {
      headers: { authorization: `Bearer ${stage.key}` },
    });
    // One look less is no matter: under this load one may be refused.
    if (!response.ok) {
      await response.body?.cancel();
      return;
    }
    for (const { id, health } of Engines.parse(await response.json()).data)
      if (health.some(({ state }) => state !== 'closed')) count(shown, id);
  }

  async function watch(): Promise<void> {
    while (!stopping.signal.aborted) {
      await lookAtHealth();
      await lookAtApi();
      await pause(LOOK_MILLISECONDS);
    }
  }

  const over = watch();
  return {
    openings,
    shown,
    async stop() {
      stopping.abort();
      await over;
    },
  };
}
