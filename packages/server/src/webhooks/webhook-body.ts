import { isoSeconds } from '../kernel/clock.ts';
import type { FailureReason } from '../kernel/failures.ts';

export interface TerminalEvent {
  readonly generationId: string;
  readonly model: string;
  readonly completedAt: Date;
  readonly videoUrl: string | null;
  readonly failure: FailureReason | null;
}

/**
 * The body of the message (native API, section 5). It is made once, with the outcome: every retry then sends the same
 * bytes under the same webhook-id, and what the history shows is what was sent. The signed link in it must outlive the
 * schedule of retries, a quarter of an hour.
 */
export function webhookBody(event: TerminalEvent): string {
  return JSON.stringify({
    generation_id: event.generationId,
    status: event.failure === null ? 'completed' : 'failed',
    video_url: event.videoUrl,
    completed_at: isoSeconds(event.completedAt),
    model: event.model,
    message: event.failure,
  });
}
