import { z } from 'zod';
import { failureCode, failureView, time } from './generation-view.ts';

const about = { generation_id: z.uuid() };

/** What happens to a generation: the `data` of each event of `GET /v1/kling/generations/{generation_id}/events`. */
export const GenerationEvent = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('queued'), ...about, at: time }),
    z.object({ type: z.literal('started'), ...about, at: time }),
    z.object({
      type: z.literal('progress'),
      ...about,
      progress: z.int().min(1).max(100).meta({ description: 'Percent; only ever more.' }),
    }),
    z.object({
      type: z.literal('stored'),
      ...about,
      at: time,
      media_type: z.string(),
      byte_count: z.int(),
      width: z.int().nullable(),
      height: z.int().nullable(),
      duration_seconds: z.number().nullable(),
    }),
    z.object({
      type: z.literal('completed'),
      ...about,
      at: time,
      video_url: z.url().nullable(),
      poster_url: z.url().nullable(),
      price: z.string().meta({ description: 'US dollars with 4 decimals.', example: '0.2100' }),
    }),
    z.object({ type: z.literal('failed'), ...about, at: time, message: failureCode, error: failureView }),
    z.object({
      type: z.literal('delivery'),
      ...about,
      at: time,
      delivery_id: z.uuid().meta({ description: 'Also the webhook-id header.' }),
      attempt: z.int().min(1),
      status: z.enum(['pending', 'delivered', 'exhausted', 'disabled']).meta({
        description: 'Of the delivery after this try; pending: it is tried again.',
      }),
      http_status: z.int().nullable(),
      error: z.string().nullable().meta({ description: 'Why this try failed; null when it did not.' }),
    }),
  ])
  .meta({
    id: 'GenerationEvent',
    description:
      'The `data` of one server-sent event. Its `event` is the `type`, and its `id` a whole number that only grows.',
  });
export type GenerationEvent = z.infer<typeof GenerationEvent>;
