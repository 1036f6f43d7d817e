import { z } from 'zod';

const dollars = z.string().regex(/^\d+\.\d{4}$/);
const time = z.iso.datetime();

/** One try of a generation on one engine. */
export const AttemptView = z
  .object({
    number: z.int(),
    engine: z.string(),
    because: z.string().nullable().meta({ description: 'Why this engine, and after what.' }),
    state: z.enum(['intent', 'started', 'succeeded', 'failed', 'abandoned']),
    idempotency_key: z
      .string()
      .meta({ description: 'The name of the try at the engine, where it takes one.' }),
    operation: z
      .unknown()
      .meta({ description: 'What the engine calls the work; null until it has answered.' }),
    trouble: z.string().nullable(),
    failure: z.string().nullable(),
    note: z.string().nullable().meta({ description: "The upstream's own words." }),
    estimated_cost: dollars.nullable(),
    cost: dollars.nullable(),
    cost_source: z.enum(['reported', 'listed']).nullable().meta({
      description: 'reported: by the upstream; listed: by the price list.',
    }),
    created_at: time,
    started_at: time.nullable(),
    ended_at: time.nullable(),
  })
  .meta({ id: 'Attempt' });
export type AttemptView = z.infer<typeof AttemptView>;
