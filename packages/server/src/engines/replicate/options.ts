import { z } from 'zod';
import { UPSTREAM_MODEL_IDS } from './upstream-models.ts';

const webhookSecret = z
  .string()
  .regex(/^whsec_[A-Za-z0-9+/]+={0,2}$/, { error: 'must be whsec_ and base64' });

export const ReplicateOptions = z.strictObject({
  apiToken: z.string().min(1).describe('An API token of the account (r8_...).'),
  baseUrl: z
    .url({ protocol: /^https?$/ })
    .default('https://api.replicate.com/v1')
    .describe('Where the API is, with /v1.'),
  webhookSecret: z
    .union([webhookSecret, z.array(webhookSecret).min(1)])
    .optional()
    .describe(
      'What Replicate signs webhooks with: GET /v1/webhooks/default/secret tells it (whsec_...). Messages without a right signature are refused. Without it the unguessable address of each is the proof.',
    ),
  models: z
    .record(z.string(), z.enum(UPSTREAM_MODEL_IDS))
    .default({})
    .describe(
      'Which model there makes which of ours, where it is not the one of the same name: {"kling_2.1": "kwaivgi/kling-v2.6"}.',
    ),
});
export type ReplicateOptions = z.infer<typeof ReplicateOptions>;
