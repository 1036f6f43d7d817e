import { z } from 'zod';
import { GENERATION_MODES, GENERATION_STATUSES } from '../kernel/environment.ts';
import { ALL_MODEL_IDS } from './models.ts';

const oneOf = (words: readonly string[]) => ({ error: `must be one of ${words.join(', ')}` });
const time = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()], {
    error: 'must be a date or time in ISO 8601, such as 2026-11-23 or 2026-11-23T07:00:00Z (write + as %2B)',
  })
  .transform((text) => new Date(text));
/** PostgreSQL has no text with a zero character in it. */
const text = (least: number, most: number) => {
  const error = `must have ${least} to ${most} characters`;
  return z
    .string()
    .min(least, { error })
    .max(most, { error })
    .refine((value) => !value.includes('\0'), { error });
};

/** What `GET /v1/kling/generations` can be narrowed down by, beside the page. */
export const GenerationFilterQuery = z.object({
  status: z.enum(GENERATION_STATUSES, oneOf(GENERATION_STATUSES)).optional(),
  model: z.enum(ALL_MODEL_IDS, oneOf(ALL_MODEL_IDS)).optional(),
  mode: z.enum(GENERATION_MODES, oneOf(GENERATION_MODES)).optional(),
  engine: text(1, 100).optional().meta({ description: 'Id of the engine that made it.' }),
  created_after: time.optional().meta({
    description: 'Made at this time or later; ISO 8601. A date alone is its beginning in UTC.',
  }),
  created_before: time.optional().meta({ description: 'Made before this time; ISO 8601.' }),
  prompt: text(2, 200).optional().meta({
    description: 'What the prompt has in it, in upper or lower case; at least 2 characters.',
  }),
});
export type GenerationFilterQuery = z.infer<typeof GenerationFilterQuery>;
