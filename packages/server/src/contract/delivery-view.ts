/** Webhooks as their owner sees them: what was sent, how each try went, and the secret that signs them. */
import { z } from 'zod';

const DELIVERY_STATUSES = ['pending', 'delivered', 'exhausted', 'disabled'] as const;

const oneOf = (words: readonly string[]) => ({ error: `must be one of ${words.join(', ')}` });
const time = z.iso.datetime().meta({ example: '2026-11-23T07:00:00Z' });
const timeGiven = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()], {
    error: 'must be a date or time in ISO 8601, such as 2026-11-23 or 2026-11-23T07:00:00Z',
  })
  .transform((text) => new Date(text));

export const DeliveryView = z
  .object({
    delivery_id: z.uuid().meta({ description: 'Also the `webhook-id` header, the same in every try.' }),
    event: z.enum(['generation', 'test']),
    generation_id: z.uuid().nullable().meta({ description: 'Null for a test event.' }),
    url: z.string(),
    status: z.enum(DELIVERY_STATUSES).meta({
      description:
        '`exhausted`: every try failed. `disabled`: the receiver answered 410. Both can be replayed, and `delivered` too.',
    }),
    attempts: z.int().min(0),
    last_http_status: z.int().nullable(),
    last_error: z.string().nullable(),
    created_at: time,
    last_attempt_at: time.nullable(),
    next_attempt_at: time.nullable().meta({
      description:
        'When the next try is due; while one is under way, when it is taken for lost. Null when there is none.',
    }),
    delivered_at: time.nullable(),
  })
  .meta({ id: 'Delivery' });
export type DeliveryView = z.infer<typeof DeliveryView>;

const headers = z.record(z.string(), z.string());

const DeliveryTryView = z
  .object({
    number: z.int().min(1),
    started_at: time,
    milliseconds: z.int().min(0),
    http_status: z.int().nullable(),
    error: z.string().nullable().meta({ description: 'Why it failed; null when it did not.' }),
    request_headers: headers.meta({ description: 'As they were sent, without the signatures.' }),
    response_headers: headers.nullable().meta({
      description: 'The first 20, each cut at 200 characters, secrets redacted; null without an answer.',
    }),
    response_body: z.string().nullable().meta({
      description: 'The first 2,000 characters; what is not text is replaced. Null without an answer.',
    }),
  })
  .meta({ id: 'DeliveryTry' });
export type DeliveryTryView = z.infer<typeof DeliveryTryView>;

/** 200 of `GET /v1/webhooks/deliveries/{delivery_id}`. */
export const DeliveryDetail = DeliveryView.extend({
  body: z.string().meta({ description: 'The very text that is sent and signed.' }),
  tries: z
    .array(DeliveryTryView)
    .meta({ description: 'The last 100, oldest first. They are kept for 30 days.' }),
}).meta({ id: 'DeliveryDetail' });
export type DeliveryDetail = z.infer<typeof DeliveryDetail>;

/** What `GET /v1/webhooks/deliveries` can be narrowed down by, beside the page. */
export const DeliveryFilterQuery = z.object({
  status: z.enum(DELIVERY_STATUSES, oneOf(DELIVERY_STATUSES)).optional(),
  generation_id: z.uuid({ error: 'must be a UUID' }).optional(),
  created_after: timeGiven.optional().meta({
    description: 'Made at this time or later; ISO 8601. A date alone is its beginning in UTC.',
  }),
  created_before: timeGiven.optional().meta({ description: 'Made before this time; ISO 8601.' }),
});

/** The body of `POST /v1/webhooks/deliveries/replay-failed`. */
export const ReplayFailedBody = z
  .strictObject({
    since: timeGiven.meta({ description: 'Deliveries made at this time or later; ISO 8601.' }),
    until: timeGiven.optional().meta({ description: 'Deliveries made before this time; now when absent.' }),
  })
  .meta({ id: 'ReplayFailed' });

/** 202 of it. */
export const Replayed = z.object({ replayed: z.int().min(0) }).meta({ id: 'Replayed' });

/** The body of `POST /v1/webhooks/test`. */
export const TestEventBody = z
  .strictObject({
    url: z.string({ error: 'must be an absolute https URL' }).meta({
      description: 'Where to; the rules of `callback_url`.',
      example: 'https://example.com/hooks/reelay',
    }),
  })
  .meta({ id: 'TestEvent' });

/** 200 of `GET /v1/webhooks/secret`. */
export const SecretView = z
  .object({
    prefix: z.string().meta({ description: 'How the secret begins, to tell it from others.' }),
    shown_at: time.nullable().meta({ description: 'When it was shown; null when it can still be revealed.' }),
    previous_valid_until: time.nullable().meta({
      description: 'Until when the secret before it signs as well; null when there is none.',
    }),
  })
  .meta({ id: 'WebhookSecret' });
export type SecretView = z.infer<typeof SecretView>;

/** The answer that shows a secret. */
export const ShownSecret = SecretView.extend({
  secret: z
    .string()
    .meta({ description: 'Shown this once. Keep it where the receiver finds it.', example: 'whsec_...' }),
}).meta({ id: 'ShownWebhookSecret' });
export type ShownSecret = z.infer<typeof ShownSecret>;

const OVERLAP = { error: 'must be a whole number of seconds from 0 to 604800' };

/** The body of `POST /v1/webhooks/secret/rotate`. */
export const RotateSecretBody = z
  .strictObject({
    overlap_seconds: z.int(OVERLAP).min(0, OVERLAP).max(604_800, OVERLAP).default(86_400).meta({
      description: 'How long the old secret goes on signing beside the new one; 0 drops it at once.',
    }),
  })
  .meta({ id: 'RotateWebhookSecret' });
