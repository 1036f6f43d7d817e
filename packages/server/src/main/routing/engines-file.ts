/** The configuration file of engines and routes as an operator writes it, without the fields that only one kind of engine has. */
import { z } from 'zod';
import { ALL_MODEL_IDS } from '../../contract/models.ts';
import { GENERATION_MODES } from '../../kernel/environment.ts';
import { ENGINE_TROUBLES, type EngineTrouble } from '../../kernel/engine-troubles.ts';
import { type Micros, parseDollars } from '../../kernel/money.ts';
import { ROUTE_POLICIES } from '../../router/router-config.ts';
import { nearestName } from './nearest-name.ts';

/** Always there; makes the videos of test keys, and those of live keys only where a route names it. */
export const STUDIO_ID = 'studio';

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of a table that is written down whole
export const TROUBLES = Object.keys(ENGINE_TROUBLES) as EngineTrouble[];
const MOST_DOLLARS = 1_000_000;

/** In each schema `error` is the next step, told when the value is not that. */
const oneOf = <const Names extends readonly string[]>(names: Names) =>
  z.enum(names, { error: `write one of: ${names.join(', ')}` });

const setOf = <Item extends z.ZodType>(item: Item, what: string) =>
  z
    .array(item, { error: `write a list of ${what} in [ ]` })
    .refine((items) => new Set(items).size === items.length, { error: 'name each of them once' })
    .meta({ uniqueItems: true });

const listOf = <Item extends z.ZodType>(item: Item, what: string) =>
  setOf(item, what).min(1, { error: `name at least one of ${what}, or leave the field out` });

const wholeNumber = (least: number, most: number) => {
  const error = `write a whole number from ${least} to ${most}`;
  return z.int({ error }).min(least, { error }).max(most, { error });
};

const positiveNumber = (most: number) => {
  const error = `write a number above 0, at most ${most}`;
  return z.number({ error }).positive({ error }).max(most, { error });
};

const name = (what: string) => {
  const error = `write ${what} of 1 to 40 small letters a-z, digits and -`;
  return z.string({ error }).regex(/^[a-z0-9-]{1,40}$/, { error });
};

/** A strict object that says which fields it has when it is given others. */
const fields = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? knownFields(Object.keys(shape), issue.keys)
        : 'write an object in { }',
  });

/** The field that was most likely meant by the one that is not known, or all that there are. */
export function knownFields(names: readonly string[], unknown: readonly string[]): string {
  const [given] = unknown;
  const near = given !== undefined && unknown.length === 1 ? nearestName(given, names) : null;
  return near === null ? `the fields here are: ${names.join(', ')}` : `write ${near}`;
}

const Model = oneOf(ALL_MODEL_IDS).meta({ id: 'ModelCode' });

const byModel = <Value extends z.ZodType>(value: Value, what: string) =>
  z.partialRecord(Model, value, {
    error: ({ code }: { readonly code: string }) =>
      code === 'unrecognized_keys'
        ? `the models are: ${ALL_MODEL_IDS.join(', ')}`
        : `write an object of model: ${what}`,
  });

const DOLLARS_ERROR = 'write US dollars with at most 6 decimals, such as "0.084"';

/** A number of a file comes back as it was written: amounts up to a million with 6 decimals are within its 15 digits. */
const dollars = z
  .union(
    [
      z.string().regex(/^\d{1,7}(\.\d{1,6})?$/, { error: DOLLARS_ERROR }),
      z.number({ error: DOLLARS_ERROR }).min(0, { error: DOLLARS_ERROR }),
    ],
    { error: DOLLARS_ERROR },
  )
  .transform((amount, context): Micros => {
    try {
      if (Number(amount) <= MOST_DOLLARS) return parseDollars(String(amount));
    } catch {
      // a number with more decimals, or with an exponent: told below
    }
    context.addIssue({ code: 'custom', message: DOLLARS_ERROR });
    return z.NEVER;
  })
  .meta({ id: 'Dollars' });

const EnginePrice = fields({
  per_second: dollars.optional().describe('US dollars for each second of the video, rounded up.'),
  per_video: dollars.optional().describe('US dollars for each video, however long.'),
}).refine((price) => price.per_second !== undefined || price.per_video !== undefined, {
  error: 'write per_second, per_video or both',
});

const Breaker = fields({
  consecutive_faults: wholeNumber(1, 1_000)
    .optional()
    .describe('So many faults in a row open it; 5 by default.'),
  fault_share: positiveNumber(1)
    .optional()
    .describe('It opens when this share of the last tries (0..1) were faults; 0.5 by default.'),
  window_count: wholeNumber(1, 10_000)
    .optional()
    .describe('How many last tries fault_share looks at; 20 by default.'),
  slow_seconds: positiveNumber(86_400)
    .nullable()
    .optional()
    .describe('It opens when a typical video takes longer; null, the default, for no limit.'),
  rest_seconds: positiveNumber(86_400)
    .optional()
    .describe(
      'How long it is left alone before one try is let through; doubles up to 16 times; 30 by default.',
    ),
});

const Timeouts = fields({
  answer_seconds: wholeNumber(1, 120)
    .optional()
    .describe('How long it may take to answer a question or to take a work; 30 by default.'),
  video_seconds: wholeNumber(1, 86_400)
    .optional()
    .describe(
      'How long one video may take before it is stopped there and the route goes on (trouble timeout, when the route falls back on it) or the generation fails; only for engines that can stop a work; by default as long as the generation has.',
    ),
});

/** What every engine has, whatever its kind. */
const ENGINE_FIELDS = {
  id: name('a name')
    .refine((id) => id !== STUDIO_ID, { error: `choose another name: ${STUDIO_ID} is the built-in one` })
    .describe('Your name for it, in routes, in logs and in GET /v1/engines.'),
  serves: setOf(Model, 'models')
    .optional()
    .describe(
      'The models that it may be given; all that it can make by default. [] for none: it only ends what it has.',
    ),
  concurrency: wholeNumber(1, 100_000)
    .nullable()
    .optional()
    .describe(
      'Videos that its account makes at once, over all processes; null, the default, for as many as come.',
    ),
  model_concurrency: byModel(wholeNumber(1, 100_000), 'number')
    .optional()
    .describe('Videos at once by model, where the upstream counts so.'),
  account: name('an account')
    .refine((account) => account !== STUDIO_ID, {
      error: `choose another name: ${STUDIO_ID} is the built-in one`,
    })
    .optional()
    .describe('Engines with the same account share its places; its own id by default.'),
  weight: positiveNumber(1_000_000)
    .optional()
    .describe('How often it comes first in weighted routes, against the others there; 1 by default.'),
  prices: byModel(EnginePrice, 'price')
    .optional()
    .describe("What you pay, by model; the upstream's public list by default, where it is known."),
  daily_budget_usd: dollars
    .optional()
    .describe('Most US dollars that it may cost in a day (UTC); no limit by default.'),
  poll_seconds: z
    .number({ error: 'write a number from 0.1 to 3600' })
    .min(0.1, { error: 'write a number from 0.1 to 3600' })
    .max(3_600, { error: 'write a number from 0.1 to 3600' })
    .optional()
    .describe('Seconds between two questions about a video.'),
  timeouts: Timeouts.optional().describe('How long it is waited for.'),
  breaker: Breaker.optional().describe('When it is left alone for a while, for each model by itself.'),
} as const;

export const CommonEngine = fields(ENGINE_FIELDS);
export type CommonEngine = z.output<typeof CommonEngine>;

export const COMMON_FIELDS: ReadonlySet<string> = new Set(Object.keys(ENGINE_FIELDS));

export const RouteEntry = fields({
  models: listOf(Model, 'models').optional().describe('The models that it is for; every model by default.'),
  modes: listOf(oneOf(GENERATION_MODES), 'modes')
    .optional()
    .describe('The modes that it is for; all by default.'),
  accounts: listOf(z.uuid({ error: 'write the id of an account of this server, a UUID' }), 'accounts')
    .optional()
    .describe('Ids of the accounts of this server that it is for; everybody by default.'),
  policy: oneOf(ROUTE_POLICIES)
    .optional()
    .describe(
      'Who comes first: ordered (the default), as they stand in engines; weighted, by lot; cheapest; fastest, by what was measured.',
    ),
  engines: listOf(name('the id of an engine'), 'engines').describe(
    'Ids of engines; studio may be among them.',
  ),
  fallback_on: setOf(oneOf(TROUBLES), 'troubles')
    .optional()
    .describe('After which troubles the next engine is tried; [] for never.'),
  most_tries: wholeNumber(1, 100)
    .optional()
    .describe('Tries on all engines together, at most; 4 by default.'),
});
export type RouteEntry = z.output<typeof RouteEntry>;

/** The whole file; what is in an engine is checked by its kind. */
export const WholeFile = fields({
  $schema: z
    .string({ error: 'write the address of the schema' })
    .optional()
    .describe('Where an editor finds this schema; nothing else reads it.'),
  engines: z
    .array(z.record(z.string(), z.unknown(), { error: 'write an object in { }' }), {
      error: 'write a list of engines in [ ]',
    })
    .max(200, { error: 'write at most 200 engines' })
    .describe('The upstreams that may make videos.'),
  routes: z
    .array(RouteEntry, { error: 'write a list of routes in [ ]' })
    .min(1, {
      error: 'write at least one route, or leave routes out for one over all engines in their order',
    })
    .max(1_000, { error: 'write at most 1000 routes' })
    .optional()
    .describe('Who makes what: the first that fits. By default one over all engines, in their order.'),
});
