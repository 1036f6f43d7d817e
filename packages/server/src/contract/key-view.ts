import { z } from 'zod';
import { ENVIRONMENTS } from '../kernel/environment.ts';
import { KEY_SCOPES } from '../kernel/key-scopes.ts';

const MOST_DAYS = 3650;

const time = z.iso.datetime().meta({ example: '2026-11-23T07:00:00Z' });
const dollars = z.string().regex(/^\d+\.\d{4}$/);

const wholeNumber = (most: number) => {
  const error = { error: `must be a whole number from 1 to ${most}, or null for no limit of its own` };
  return z.int(error).min(1, error).max(most, error).nullable().optional();
};

const limits = z
  .strictObject({
    submits_per_minute: wholeNumber(1_000_000).meta({
      description: "Submits a minute, in the place of the server's limit.",
    }),
    reads_per_minute: wholeNumber(10_000_000).meta({
      description: "All other requests a minute, in the place of the server's limit.",
    }),
    concurrency: wholeNumber(100_000).meta({
      description: 'Generations of this key that run at once; the others wait.',
    }),
    daily_spend: z
      .string({ error: 'must be US dollars as a string, such as "25.00", or null for no limit' })
      .regex(/^\d{1,9}(\.\d{1,6})?$/, {
        error: 'must be US dollars with at most 6 decimals, such as "25.00"',
      })
      .nullable()
      .optional()
      .meta({
        description:
          'US dollars that the generations submitted on one day (UTC) may cost. Above it submits are refused with 402.',
        example: '25.00',
      }),
  })
  .meta({ description: 'null: no limit of its own.' });

const name = z
  .string({ error: 'must be a name of 1 to 100 characters' })
  .trim()
  .min(1, { error: 'must not be empty' })
  .max(100, { error: 'must have at most 100 characters' })
  .refine((text) => !/\p{Cc}/u.test(text), { error: 'must have no control characters' })
  .meta({ description: 'What people know it by.', example: 'render farm' });

const expiresAt = z.iso
  .datetime({ offset: true, error: 'must be a time such as "2026-11-23T07:00:00Z"' })
  .meta({ description: 'From then on the key opens nothing. In the future.' });

const DAYS = { error: `must be a whole number from 1 to ${MOST_DAYS}` };
const expiresInDays = z
  .int(DAYS)
  .min(1, DAYS)
  .max(MOST_DAYS, DAYS)
  .meta({ description: 'The same, counted from now. Not together with expires_at.' });

/** Unknown fields are refused here: a misspelt `scopes` would make a key that may do everything. */
export const NewKeyBody = z
  .strictObject({
    name,
    environment: z.enum(ENVIRONMENTS, { error: 'must be test or live' }).optional().meta({
      description: 'The environment of the key of this request unless said. Test keys make test keys only.',
    }),
    scopes: z
      .array(z.enum(KEY_SCOPES, { error: `must be ${KEY_SCOPES.join(', ')}` }), {
        error: `must be a list of ${KEY_SCOPES.join(', ')}`,
      })
      .min(1, { error: `must name at least one of ${KEY_SCOPES.join(', ')}` })
      .optional()
      .meta({
        description:
          'generate: submit and cancel. read: look. admin: keys, webhooks and secrets. All unless said; none that the key of this request lacks.',
      }),
    expires_at: expiresAt.nullable().optional(),
    expires_in_days: expiresInDays.optional(),
    limits: limits.optional(),
  })
  .meta({ id: 'NewKey' });
export type NewKeyBody = z.infer<typeof NewKeyBody>;

export const KeyChangesBody = z
  .strictObject({
    name: name.optional(),
    expires_at: expiresAt.nullable().optional(),
    expires_in_days: expiresInDays.optional(),
    limits: limits.optional(),
  })
  .meta({ id: 'KeyChanges', description: 'What is left out stays as it is.' });
export type KeyChangesBody = z.infer<typeof KeyChangesBody>;

const OVERLAP = { error: 'must be a whole number of seconds from 0 to 604800 (7 days)' };
export const RotateKeyBody = z
  .strictObject({
    overlap_seconds: z
      .int(OVERLAP)
      .min(0, OVERLAP)
      .max(604_800, OVERLAP)
      .default(86_400)
      .meta({ description: 'How long the old key works on; a day unless said.' }),
  })
  .meta({ id: 'KeyRotation' });
export type RotateKeyBody = z.infer<typeof RotateKeyBody>;

const keyFields = {
  id: z.uuid(),
  name: z.string(),
  environment: z.enum(ENVIRONMENTS),
  prefix: z.string().meta({ description: 'The first characters of the key.', example: 'rk_test_9aQx' }),
  scopes: z.array(z.enum(KEY_SCOPES)),
  status: z.enum(['active', 'expired', 'revoked']),
  limits: z.object({
    submits_per_minute: z.int().nullable(),
    reads_per_minute: z.int().nullable(),
    concurrency: z.int().nullable(),
    daily_spend: dollars.nullable(),
  }),
  created_at: time,
  expires_at: time.nullable(),
  last_used_at: time.nullable().meta({ description: 'Right to about a minute.' }),
  revoked_at: time.nullable(),
  rotated_from: z.uuid().nullable().meta({ description: 'The key that this one takes the place of.' }),
};

/** A key without what opens anything. */
export const KeyView = z.object(keyFields).meta({ id: 'Key' });
export type KeyView = z.infer<typeof KeyView>;

export const CreatedKeyView = z
  .object({
    ...keyFields,
    key: z.string().meta({
      description: 'The key itself. It is not stored and never shown again.',
      example: 'rk_test_9aQx...',
    }),
  })
  .meta({ id: 'CreatedKey' });
export type CreatedKeyView = z.infer<typeof CreatedKeyView>;
