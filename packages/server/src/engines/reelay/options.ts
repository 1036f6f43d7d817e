import { z } from 'zod';
import { isUpstreamModel, UPSTREAM_MODEL_IDS, type UpstreamModelId } from './upstream-models.ts';

const webhookSecret = z
  .string()
  .regex(/^whsec_[A-Za-z0-9+/]+={0,2}$/, { error: 'must be whsec_ and base64' });
const model = z.enum(UPSTREAM_MODEL_IDS);

export const ReelayOptions = z.strictObject({
  baseUrl: z
    .url({ protocol: /^https?$/ })
    .describe('Where the API is, without /v1: https://video.example.com.'),
  apiKey: z.string().min(1).describe('A key of the account there.'),
  dedupes: z
    .boolean()
    .default(false)
    .describe(
      'True for another Reelay: it takes a request with the same Idempotency-Key once, and it can cancel. False unless you know that: with true, a start whose reply was lost is sent again.',
    ),
  webhookSecret: z
    .union([webhookSecret, z.array(webhookSecret).min(1)])
    .optional()
    .describe(
      'What its webhooks are signed with (whsec_...); several during a rotation. Messages without a right signature are refused. Without it the unguessable address of each is the proof.',
    ),
  models: z
    .partialRecord(model, model)
    .default({})
    .describe(
      'Models that are asked for under another name: {"kling_3": "kling_3_pro"}. All others keep theirs.',
    ),
});
export type ReelayOptions = z.infer<typeof ReelayOptions>;

/** Null for a model that the API does not have. */
export function upstreamModelOf(ours: string, { models }: ReelayOptions): UpstreamModelId | null {
  return isUpstreamModel(ours) ? (models[ours] ?? ours) : null;
}
