/** What the descriptions of all routes are put together from. */
import { z } from '@hono/zod-openapi';
import { ErrorBody } from '../contract/generation-view.ts';

/** Every route that needs a key. */
export const BEARER: { bearer: string[] }[] = [{ bearer: [] }];

export const json = <Schema extends z.ZodType>(description: string, schema: Schema) => ({
  description,
  content: { 'application/json': { schema } },
});

export const refusal = (description: string) => json(description, ErrorBody);

/** The refusals that any route with a key can give. */
export const COMMON_REFUSALS = {
  401: refusal('No key, or not a valid one.'),
  403: refusal('The key lacks the scope that this needs.'),
  429: refusal('Too many requests with this key or account.'),
} as const;

export const GenerationParams = z.object({
  generation_id: z.string().meta({ description: 'As the submit answered it.' }),
});
