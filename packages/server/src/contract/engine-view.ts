import { z } from 'zod';

const dollars = z.string().regex(/^\d+\.\d{4}$/);

const ModelHealth = z
  .object({
    model: z.string(),
    state: z.enum(['closed', 'open', 'half_open']).meta({
      description:
        'open: it is left alone until retry_at; half_open: one generation is let through to see whether it is well.',
    }),
    retry_at: z.iso.datetime().nullable(),
    consecutive_faults: z.int(),
    fault_share: z.number().min(0).max(1),
    typical_seconds: z.number().nullable(),
    last_trouble: z.string().nullable(),
  })
  .meta({ id: 'EngineModelHealth' });

/** One row of `GET /v1/engines`. */
export const EngineView = z
  .object({
    id: z.string(),
    account: z.string().meta({ description: 'Engines of one account share its places.' }),
    concurrency: z.int().nullable(),
    in_flight: z.int().meta({
      description:
        'Generations with status processing that have this engine, whether its places are limited or not; engines of one account show their own each. At 0 an engine that serves nothing may be taken out.',
    }),
    weight: z.number(),
    spent_today: dollars,
    daily_budget: dollars.nullable(),
    health: z.array(ModelHealth).meta({ description: 'By model, of those that were tried.' }),
  })
  .meta({ id: 'Engine' });
export type EngineView = z.infer<typeof EngineView>;

export const EngineList = z.object({ data: z.array(EngineView) }).meta({ id: 'EngineList' });
