import { z } from 'zod';
import { AttemptView } from './attempt-view.ts';
import { ERRORS, type ErrorCode } from '../kernel/errors.ts';
import { FAILURES, type FailureReason } from '../kernel/failures.ts';
import { GENERATION_STATUSES } from '../kernel/environment.ts';

// oxlint-disable typescript/no-unsafe-type-assertion -- Object.keys forgets the key type
const errorCodes = Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]];
const failureCodes = Object.keys(FAILURES) as [FailureReason, ...FailureReason[]];
// oxlint-enable typescript/no-unsafe-type-assertion

export const time = z.iso.datetime().meta({ example: '2026-11-23T07:00:00Z' });
export const failureCode = z.enum(failureCodes);
/** Why a generation failed, in plain words with the next step. */
export const failureView = z.object({ code: failureCode, message: z.string() });
const price = z.union([z.string().regex(/^\d+\.\d{4}$/), z.literal('calculating')]).meta({
  description:
    'US dollars with 4 decimals; "calculating" until the reference video of a motion model is measured.',
  example: '0.2100',
});

/** 201 of `POST /v1/kling/generate`. */
export const Accepted = z
  .object({
    generation_id: z.uuid(),
    status: z.literal('pending'),
    price,
    description: z.string(),
    warnings: z.array(z.string()).optional(),
  })
  .meta({ id: 'Accepted' });
export type Accepted = z.infer<typeof Accepted>;

/** 200 of `GET /v1/kling/generations/{generation_id}` (native API, section 3). */
export const GenerationView = z
  .object({
    generation_id: z.uuid(),
    status: z.enum(GENERATION_STATUSES),
    prompt: z.string(),
    created_at: time,
    completed_at: time.optional(),
    video_url: z.url().nullable(),
    version: z.enum(['1.6', '2.1', '2.5', '2.6', '3.0', 'o1', 'o3']),
    duration: z.string().nullable(),
    model: z.string(),
    message: failureCode.nullable(),
    error: failureView.nullable(),
    price,
    cancel_requested: z.literal(true).optional().meta({
      description: 'Somebody asked for its end while an engine had it; it has not ended yet.',
    }),
    progress: z.int().min(0).max(100),
    queue_position: z.int().min(1).nullable(),
    eta_seconds: z.int().min(0).nullable(),
    seed: z.int(),
    engine: z.string(),
    poster_url: z.url().nullable(),
    warnings: z.array(z.string()).optional(),
    engine_report: z.record(z.string(), z.unknown()).nullable().meta({
      description: 'What the engine says of its work: for the studio, what of the prompt it understood.',
    }),
    attempts: z.array(AttemptView).optional().meta({
      description: 'With `include=attempts`: the tries on all engines, in their order.',
    }),
  })
  .meta({ id: 'Generation' });
export type GenerationView = z.infer<typeof GenerationView>;

/** Every refusal. `detail` is always a string. */
export const ErrorBody = z
  .object({
    detail: z.string(),
    message: z.enum(errorCodes),
    code: z.enum(errorCodes),
    field: z.string().optional(),
    request_id: z.string(),
    docs: z.string(),
  })
  .meta({ id: 'Error' });
export type ErrorBody = z.infer<typeof ErrorBody>;
