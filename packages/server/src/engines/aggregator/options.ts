import { z } from 'zod';
import { Models } from './description.ts';

export const AggregatorOptions = z.strictObject({
  description: z
    .string()
    .min(1)
    .describe(
      'kie, piapi or wavespeed, or the path of a JSON file of yours that describes the upstream; a relative one begins at the folder of the configuration file.',
    ),
  apiKey: z.string().min(1).describe('A key of the account there.'),
  baseUrl: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Instead of the one in the description.'),
  models: Models.optional().describe('Models instead of, or beside, those of the description.'),
});
export type AggregatorOptions = z.infer<typeof AggregatorOptions>;
