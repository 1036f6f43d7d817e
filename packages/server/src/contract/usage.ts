import { z } from 'zod';
import { ENVIRONMENTS } from '../kernel/environment.ts';

const dollars = z
  .string()
  .regex(/^\d+\.\d{4}$/)
  .meta({ example: '9.7900' });
const day = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/)
  .meta({ example: '2026-11-23' });

/** What usage can be split by. */
export const USAGE_DIMENSIONS = ['day', 'model', 'key', 'engine'] as const;

/** 200 of `GET /v1/data/balance` (native API, section 7). */
export const BalanceView = z
  .object({
    balance: dollars.meta({ description: 'What can be spent.' }),
    held: dollars.meta({ description: 'Set aside for the generations under way, besides the balance.' }),
    currency: z.literal('USD'),
    environment: z.enum(ENVIRONMENTS).meta({ description: 'Of the key; test is play money.' }),
  })
  .meta({ id: 'Balance' });
export type BalanceView = z.infer<typeof BalanceView>;

const sums = {
  generations: z.int(),
  completed: z.int(),
  failed: z.int(),
  spent: dollars.meta({ description: 'What the completed ones cost.' }),
  refunded: dollars.meta({ description: 'What was held for the failed ones and given back.' }),
  held: dollars.meta({ description: 'What is set aside for those under way.' }),
  seconds: z.int().meta({ description: 'Of the completed videos, as they were paid for.' }),
  upstream_cost: dollars.nullable().meta({
    description:
      'What the engines took for all tries, as far as it is known; for keys with the scope admin, else null.',
  }),
  margin: z
    .string()
    .regex(/^-?\d+\.\d{4}$/)
    .nullable()
    .meta({ description: 'spent less upstream_cost.' }),
};

const UsageSumsView = z.object(sums).meta({ id: 'UsageSums' });
export type UsageSumsView = z.infer<typeof UsageSumsView>;

const UsageRowView = z
  .object({
    day: day.nullable(),
    model: z.string().nullable(),
    key_id: z.uuid().nullable(),
    key_name: z.string().nullable(),
    engine: z.string().nullable(),
    ...sums,
  })
  .meta({ id: 'UsageRow', description: 'null where the rows are not grouped by it.' });
export type UsageRowView = z.infer<typeof UsageRowView>;

/** 200 of `GET /v1/usage` as JSON; the CSV has the same rows. */
export const UsageView = z
  .object({
    from: day,
    to: day,
    group_by: z.array(z.enum(USAGE_DIMENSIONS)),
    environment: z.enum(ENVIRONMENTS),
    currency: z.literal('USD'),
    data: z.array(UsageRowView),
    totals: UsageSumsView,
  })
  .meta({ id: 'Usage' });
export type UsageView = z.infer<typeof UsageView>;
