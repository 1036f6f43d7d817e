import { z } from 'zod';
import { GENERATION_MODES } from '../kernel/environment.ts';
import { GenerateBody } from './generate-body.ts';
import { O1Body, O3Body } from './omni-body.ts';

/** What any submit takes. The model says which; O1 and O3 must be named, since all share one address here. */
export const QuoteBody = z.union([GenerateBody, O1Body, O3Body]);

const dollars = (description: string, example: string) =>
  z
    .string()
    .regex(/^-?\d+\.\d{4}$/)
    .meta({ description: `US dollars with 4 decimals: ${description}`, example });

/** 200 of `POST /v1/kling/quote`. */
export const QuoteView = z
  .object({
    price: dollars(
      'what it costs, or the most that it can cost, which is what a submit would hold.',
      '0.2100',
    ),
    price_is_final: z.boolean().meta({
      description: 'False while the length of the driver is not known, and with it the price.',
    }),
    price_per_second: dollars('only while the price is not final.', '0.0410').optional(),
    currency: z.literal('USD'),
    duration: z.string().nullable().meta({ description: 'Seconds; null while the driver is not measured.' }),
    model: z.string(),
    mode: z.enum(GENERATION_MODES),
    engine: z.string().meta({ description: 'What would make it.' }),
    warnings: z.array(z.string()).meta({ description: 'As a submit would give them.' }),
    expected_wait_seconds: z.int().min(0).nullable().meta({
      description:
        'From submit to the end, by how long the engine took for the same mode within a day and by who is waiting; null when nothing is known.',
    }),
    queue_position: z.int().min(1).meta({ description: 'The place that it would have in the queue.' }),
    balance: dollars('of the account, in the environment of the key.', '10.0000'),
    covered: z.boolean().meta({ description: 'Whether the balance covers the price.' }),
  })
  .meta({ id: 'Quote' });
export type QuoteView = z.infer<typeof QuoteView>;
