import { z } from 'zod';
import { FIELD_SET_IDS, fieldSetOf, serves, type Target, type Use } from './field-sets.ts';

/** Owner, app and a path: it goes into addresses as it is. */
const ENDPOINT = /^[\w-]+\/[\w-][\w.-]*(?:\/[\w-][\w.-]*)*$/;

export function isEndpoint(text: string): boolean {
  return ENDPOINT.test(text);
}

const endpoint = z
  .string()
  .regex(ENDPOINT, { error: 'must be an endpoint of fal, such as fal-ai/kling-video/v3/pro/text-to-video' });

const NamedTarget = z.union([
  endpoint.describe('An endpoint of Kling, whose fields are known by its path.'),
  z.strictObject({
    endpoint: endpoint.describe('The endpoint.'),
    fields: z.enum(FIELD_SET_IDS).describe('Which family of Kling it takes the fields of.'),
  }),
]);
type NamedTarget = z.infer<typeof NamedTarget>;

/** Null for an endpoint whose fields nobody here knows. */
export function targetOf(given: NamedTarget): Target | null {
  if (typeof given !== 'string') return given;
  const fields = fieldSetOf(given);
  return fields === null ? null : { endpoint: given, fields };
}

function targetFor(use: Use) {
  return NamedTarget.superRefine((given, context) => {
    const target = targetOf(given);
    const endpointName = typeof given === 'string' ? given : given.endpoint;
    if (target === null)
      context.addIssue({
        code: 'custom',
        message: `the fields of ${endpointName} are not known; write it as an object with endpoint and fields`,
      });
    else if (!serves(target.fields, use))
      context.addIssue({ code: 'custom', message: `${endpointName} does not take what ${use} needs` });
  }).optional();
}

const address = z.url({ protocol: /^https?$/ });

export const FalOptions = z.strictObject({
  apiKey: z.string().min(1).describe('The key of fal, with the permission to call models.'),
  queueUrl: address.default('https://queue.fal.run').describe('Where the queue is.'),
  jwksUrl: address
    .default('https://rest.fal.ai/.well-known/jwks.json')
    .describe('Where the public keys are that the messages of fal are signed with.'),
  models: z
    .record(
      z.string(),
      z.strictObject({
        text_to_video: targetFor('text_to_video'),
        image_to_video: targetFor('image_to_video'),
        references: targetFor('references'),
        motion_control: targetFor('motion_control'),
      }),
    )
    .default({})
    .describe(
      'Which endpoint makes which of our models, where it is not the usual one: by model, then by text_to_video, image_to_video, references (several pictures) or motion_control.',
    ),
});
export type FalOptions = z.infer<typeof FalOptions>;
