/** How waiting for a generation can end otherwise than with a video. */
import type { FailureCode, Generation } from '../wire-types.ts';
import { ReelayError } from './reelay-error.ts';

/** Whether the very same request may succeed when it is submitted again later. */
const IS_RETRYABLE = {
  INSUFFICIENT_CREDITS: false,
  TIMEOUT: true,
  CONTENT_POLICY_VIOLATION: false,
  IMAGE_INACCESSIBLE: false,
  INVALID_IMAGE: false,
  VIDEO_INACCESSIBLE: false,
  INVALID_VIDEO: false,
  NO_PERSON_FOUND: false,
  ENGINE_UNAVAILABLE: true,
  TASK_FAILED: true,
  CANCELLED: false,
} as const satisfies Record<FailureCode, boolean>;

/** A server that is newer than this library may know more codes. */
const isRetryable: Readonly<Record<string, boolean>> = IS_RETRYABLE;

/** The generation ended as `failed`; `code` says why. It was refunded in full. */
export class JobFailedError extends ReelayError {
  override readonly name: string = 'JobFailedError';
  readonly generation: Generation;
  /** True when the very same request may succeed later. */
  readonly retryable: boolean;

  constructor(generation: Generation) {
    const code = generation.message ?? 'TASK_FAILED';
    super({ code, detail: generation.error?.message ?? `The generation failed: ${code}.` });
    this.generation = generation;
    this.retryable = isRetryable[code] ?? false;
  }
}

/** The engine refused the content (`CONTENT_POLICY_VIOLATION`): change the prompt or the picture. */
export class ModerationError extends JobFailedError {
  override readonly name = 'ModerationError';
}

/** You stopped waiting; the generation goes on. Wait again with `client.kling.generations.job(error.generationId)`. */
export class JobTimeoutError extends ReelayError {
  override readonly name = 'JobTimeoutError';
  readonly generationId: string;
  /** As it was read last; null when it could not be read at all. */
  readonly generation: Generation | null;

  constructor(generationId: string, generation: Generation | null, cause?: unknown) {
    super({
      code: 'JOB_TIMEOUT',
      detail: `Generation ${generationId} had not ended when the time to wait was up. It goes on.`,
      cause,
    });
    this.generationId = generationId;
    this.generation = generation;
  }
}

export function failureOf(generation: Generation): JobFailedError {
  return generation.message === 'CONTENT_POLICY_VIOLATION'
    ? new ModerationError(generation)
    : new JobFailedError(generation);
}
