/**
 * Why a generation can end as `failed`, and everything that follows from it: money, blame and the words for the caller.
 * A reason that is not decided here does not compile anywhere. Every failure is refunded in full (native API, section 1).
 */
export const FAILURES = {
  INSUFFICIENT_CREDITS: {
    refund: true,
    retryElsewhere: false,
    blame: 'caller',
    sentence: 'The balance did not cover the final price. Add credits and submit again.',
  },
  TIMEOUT: {
    refund: true,
    retryElsewhere: false,
    blame: 'upstream',
    sentence: 'The video was not ready in time. You were refunded; submit again.',
  },
  CONTENT_POLICY_VIOLATION: {
    refund: true,
    retryElsewhere: false,
    blame: 'caller',
    sentence:
      'The engine refused the content. Change the prompt or the picture; sending it again unchanged will fail again.',
  },
  IMAGE_INACCESSIBLE: {
    refund: true,
    retryElsewhere: false,
    blame: 'caller',
    sentence: 'The image could not be downloaded. Check that its address is public and answers 200.',
  },
  INVALID_IMAGE: {
    refund: true,
    retryElsewhere: false,
    blame: 'caller',
    sentence: 'The image cannot be used. Send a JPEG, PNG or WEBP of at most 10 MB.',
  },
  VIDEO_INACCESSIBLE: {
    refund: true,
    retryElsewhere: false,
    blame: 'caller',
    sentence:
      'The reference video could not be downloaded. Check that its address is public and answers 200.',
  },
  INVALID_VIDEO: {
    refund: true,
    retryElsewhere: false,
    blame: 'caller',
    sentence:
      'The reference video cannot be used. Send an MP4, MOV or WEBM of 3 to 30 seconds and at most 100 MB.',
  },
  NO_PERSON_FOUND: {
    refund: true,
    retryElsewhere: false,
    blame: 'caller',
    sentence: 'No person was found. Use a video and an image that each show one person clearly.',
  },
  ENGINE_UNAVAILABLE: {
    refund: true,
    retryElsewhere: true,
    blame: 'upstream',
    sentence: 'No engine could make the video at the moment. You were refunded; submit again later.',
  },
  TASK_FAILED: {
    refund: true,
    retryElsewhere: true,
    blame: 'upstream',
    sentence: 'The engine failed to make the video. You were refunded; submit again.',
  },
  CANCELLED: {
    refund: true,
    retryElsewhere: false,
    blame: 'caller',
    sentence: 'The generation was cancelled and refunded.',
  },
} as const satisfies Record<
  string,
  { refund: boolean; retryElsewhere: boolean; blame: 'caller' | 'upstream'; sentence: string }
>;

export type FailureReason = keyof typeof FAILURES;
