import { isoSeconds } from '../kernel/clock.ts';
import type { FailureReason } from '../kernel/failures.ts';
import { isJsonObject, type JsonValue } from '../kernel/json.ts';

export interface TerminalEvent {
  readonly generationId: string;
  readonly model: string;
  readonly completedAt: Date;
  readonly videoUrl: string | null;
  readonly failure: FailureReason | null;
}

/**
 * The body of the message (native API, section 5). It is made once, with the outcome: every try of a schedule then sends
 * the same bytes under the same webhook-id, and what the history shows is what was sent. The signed link in it outlives
 * the schedule, a quarter of an hour; a replay, which may come weeks later, signs a new one.
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

/** The body with another link to the video, or none when the video is gone; unchanged when it had none. */
export function withVideoUrl(body: string, videoUrl: string | null): string {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what JSON.parse gives is this
  const event = JSON.parse(body) as JsonValue;
  if (!isJsonObject(event) || typeof event['video_url'] !== 'string') return body;
  return JSON.stringify({ ...event, video_url: videoUrl });
}
