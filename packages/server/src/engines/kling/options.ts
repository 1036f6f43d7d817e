import { z } from 'zod';
import { UPSTREAM_MODEL_IDS } from './upstream-models.ts';

const secret = z.string().min(1);
const callbackSecret = z
  .string()
  .regex(/^whsec_[A-Za-z0-9+/]+=*$/, { error: 'must begin with whsec_ and go on in base64' });

export const KlingOptions = z
  .strictObject({
    standard: z
      .enum(['auto', 'current', 'legacy'])
      .default('auto')
      .describe(
        'Which of the API standards of Kling is used; auto takes what serves the model, the current one first.',
      ),
    apiKey: secret
      .optional()
      .describe('The API key, for both standards. Either this or accessKey and secretKey.'),
    accessKey: secret.optional().describe('The access key, for the legacy standard.'),
    secretKey: secret.optional().describe('The secret of the access key; tokens are made of it and renewed.'),
    baseUrl: z
      .url({ protocol: /^https?$/ })
      .default('https://api-singapore.klingai.com')
      .describe(
        'Where the API is; another one for mainland China (https://api-beijing.klingai.com) or for a relay.',
      ),
    callbackSecret: z
      .union([callbackSecret, z.array(callbackSecret).min(1).max(2)])
      .optional()
      .describe(
        'The webhook secret of the account, or both while it is rotated; messages without its signature are refused.',
      ),
    unitPriceUsd: z
      .number()
      .positive()
      .max(1_000)
      .optional()
      .describe('Dollars that one unit of a resource package costs, to know what works paid in units cost.'),
    models: z
      .record(z.string(), z.enum(UPSTREAM_MODEL_IDS))
      .optional()
      .describe('Which model of Kling makes which of ours, where it is not the one of the same name.'),
  })
  .superRefine(({ standard, apiKey, accessKey, secretKey }, context) => {
    const refuse = (path: string, message: string): void =>
      context.addIssue({ code: 'custom', path: [path], message });
    if ((accessKey === undefined) !== (secretKey === undefined))
      refuse(accessKey === undefined ? 'accessKey' : 'secretKey', 'accessKey and secretKey belong together');
    else if (apiKey === undefined && accessKey === undefined)
      refuse('apiKey', 'give apiKey, or accessKey and secretKey');
    else if (apiKey !== undefined && accessKey !== undefined)
      refuse('apiKey', 'give either apiKey or accessKey and secretKey, not both');
    else if (accessKey !== undefined && standard === 'current')
      refuse('standard', 'the current standard takes only apiKey');
  });
export type KlingOptions = z.infer<typeof KlingOptions>;
