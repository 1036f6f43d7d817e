import type { FailureReason } from './failures.ts';

/**
 * What can be wrong with an engine or with a try on it, and what follows: which failure the caller is told when nobody else
 * makes the video, whether a route goes on to its next engine unless it says otherwise, and whether it speaks against the
 * engine's health.
 *
 * In `unreachable`, `full`, `account` and `unserved` it is certain that the upstream has made nothing. After `failed` it is
 * certain that it makes nothing more. `result_lost` was made and paid for, and could not be fetched: another engine would be
 * paid a second time, so no route goes on by default. What the content or the input caused is the same elsewhere.
 */
export const ENGINE_TROUBLES = {
  unreachable: { reason: 'ENGINE_UNAVAILABLE', fallsBack: true, isFault: true },
  full: { reason: 'ENGINE_UNAVAILABLE', fallsBack: true, isFault: false },
  account: { reason: 'ENGINE_UNAVAILABLE', fallsBack: true, isFault: true },
  unserved: { reason: 'ENGINE_UNAVAILABLE', fallsBack: true, isFault: false },
  failed: { reason: 'TASK_FAILED', fallsBack: true, isFault: true },
  rejected: { reason: 'TASK_FAILED', fallsBack: false, isFault: false },
  content: { reason: 'CONTENT_POLICY_VIOLATION', fallsBack: false, isFault: false },
  input: { reason: 'TASK_FAILED', fallsBack: false, isFault: false },
  timeout: { reason: 'TIMEOUT', fallsBack: false, isFault: true },
  result_lost: { reason: 'TASK_FAILED', fallsBack: false, isFault: true },
} as const satisfies Record<string, { reason: FailureReason; fallsBack: boolean; isFault: boolean }>;

export type EngineTrouble = keyof typeof ENGINE_TROUBLES;

const TROUBLE_OF_FAILURE = {
  INSUFFICIENT_CREDITS: 'input',
  TIMEOUT: 'timeout',
  CONTENT_POLICY_VIOLATION: 'content',
  IMAGE_INACCESSIBLE: 'input',
  INVALID_IMAGE: 'input',
  VIDEO_INACCESSIBLE: 'input',
  INVALID_VIDEO: 'input',
  NO_PERSON_FOUND: 'input',
  ENGINE_UNAVAILABLE: 'unreachable',
  TASK_FAILED: 'failed',
  CANCELLED: 'input',
} as const satisfies Record<FailureReason, EngineTrouble>;

/** What stands behind a failure, as the engine says or else as its reason implies. */
export function troubleOf(failure: {
  readonly reason: FailureReason;
  readonly trouble?: EngineTrouble;
}): EngineTrouble {
  return failure.trouble ?? TROUBLE_OF_FAILURE[failure.reason];
}
