import type { FailureCode } from '../wire-types.ts';

interface EndedGeneration {
  readonly generation_id: string;
  /** ISO 8601, UTC. */
  readonly completed_at: string;
  readonly model: string;
}

/** The body of a webhook: a generation has ended. */
export type WebhookEvent =
  | (EndedGeneration & {
      readonly status: 'completed';
      /** Signed and expiring; null when a message is replayed whose video was deleted. */
      readonly video_url: string | null;
      readonly message: null;
    })
  | (EndedGeneration & {
      readonly status: 'failed';
      readonly video_url: null;
      readonly message: FailureCode;
    });
