import { z } from 'zod';
import { ENVIRONMENTS, GENERATION_MODES } from '../kernel/environment.ts';

const perSecond = z
  .string()
  .regex(/^\d+\.\d{4}$/)
  .meta({ description: 'US dollars a second, with 4 decimals.', example: '0.0420' });

/** A JSON Schema, draft 2020-12. */
export const JsonSchema = z.record(z.string(), z.unknown()).meta({
  id: 'JsonSchema',
  description:
    'A JSON Schema (draft 2020-12) of exactly the bodies that the model takes, without one word ignored. A null means the same as leaving a field out; the schema does not say so.',
});
export type JsonSchema = z.infer<typeof JsonSchema>;

/** 200 of `GET /v1/models/{model_id}`, and a model in the list of all. */
export const ModelView = z
  .object({
    id: z.string().meta({ example: 'kling_2.5_turbo' }),
    version: z.string().meta({ example: '2.5' }),
    submit_path: z.string().meta({ description: 'Where it is asked for.', example: '/v1/kling/generate' }),
    modes: z.array(z.enum(GENERATION_MODES)),
    durations: z
      .array(z.int())
      .nullable()
      .meta({ description: 'The seconds that it takes; null where the driver decides.', example: [5, 10] }),
    durations_with_image: z
      .array(z.int())
      .optional()
      .meta({ description: 'With a picture, where they are others.' }),
    picture: z.enum(['720p', '1080p']),
    sound: z.enum(['none', 'optional', 'of_driver']).meta({
      description: 'Whether it makes sound when it is asked to, or keeps that of the driver.',
    }),
    currency: z.literal('USD'),
    price_per_second: perSecond,
    price_per_second_with_sound: perSecond.optional(),
    availability: z
      .array(
        z.object({
          environment: z.enum(ENVIRONMENTS),
          mode: z.enum(GENERATION_MODES),
          engine: z.string().nullable().meta({ description: 'What would make it; null when nothing can.' }),
          note: z
            .string()
            .nullable()
            .meta({ description: 'Why nothing can, or what to know of the engine.' }),
        }),
      )
      .meta({ description: 'For keys of each environment.' }),
    parameters: JsonSchema,
  })
  .meta({ id: 'Model' });
export type ModelView = z.infer<typeof ModelView>;
