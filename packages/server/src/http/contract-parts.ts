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
  503: refusal('The server cannot reach its database at the moment; `Retry-After` says when to come back.'),
} as const;

/** The refusals that any JSON body can get. 408 and 413 come while it is read, the others once it is there. */
export const BODY_REFUSALS = {
  400: refusal('The body is not a JSON object.'),
  408: refusal('The body came too slowly.'),
  413: refusal('The body is too large.'),
  415: refusal('The body is not application/json.'),
  422: refusal('A field is unknown, missing, or has a value that is not allowed.'),
} as const;

export const jsonBody = <Schema extends z.ZodType>(schema: Schema, { required = true } = {}) => ({
  required,
  content: { 'application/json': { schema } },
});

export const GenerationParams = z.object({
  generation_id: z.string().meta({ description: 'As the submit answered it.' }),
});
