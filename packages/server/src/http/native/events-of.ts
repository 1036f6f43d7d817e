/**
 * What has happened to a generation, as events. No event is stored: they follow from the rows, with ids that grow with the
 * generation's life, so any process can go on after any id, and watching costs no writes.
 */
import type { GenerationEvent } from '../../contract/generation-event.ts';
import type { DeliveryStatus } from '../../db/schema.ts';
import type { WatchedDelivery, WatchedGeneration, WatchedTry } from '../../generations/watching.ts';
import { isFinished } from '../../generations/state.ts';
import { isoSeconds } from '../../kernel/clock.ts';
import { formatDollars } from '../../kernel/money.ts';
import { failureSentence } from './present.ts';
import type { UrlOf } from './url-of.ts';

export interface IdentifiedEvent {
  /** Whole, above 0, and larger than that of every event that can have come before. */
  readonly id: number;
  readonly data: GenerationEvent;
}

/** Ids of one kind of event; `progress` and `delivery` add their percentage and their number. */
const IDS = {
  queued: 1,
  started: 100,
  progress: 100,
  stored: 300,
  completed: 400,
  failed: 400,
  delivery: 500,
} as const satisfies Record<GenerationEvent['type'], number>;

/** In order. Of progress only the latest is known; a listener that was there has been told of the earlier. */
export function eventsOf(generation: WatchedGeneration, urlOf: UrlOf): readonly IdentifiedEvent[] {
  const { id: generation_id, progress, createdAt, startedAt } = generation;
  const events: IdentifiedEvent[] = [
    { id: IDS.queued, data: { type: 'queued', generation_id, at: isoSeconds(createdAt) } },
  ];
  if (startedAt)
    events.push({ id: IDS.started, data: { type: 'started', generation_id, at: isoSeconds(startedAt) } });
  // That it is completed says 100 %.
  if (progress > 0 && generation.status !== 'completed')
    events.push({ id: IDS.progress + progress, data: { type: 'progress', generation_id, progress } });
  return [...events, ...endOf(generation, urlOf), ...deliveriesOf(generation)];
}

/** True when nothing more will be told: it has ended, and so have the tries to say so. */
export function isOver({ status, isDeleted, delivery }: WatchedGeneration): boolean {
  return isDeleted || (isFinished(status) && delivery?.status !== 'pending');
}

function endOf(generation: WatchedGeneration, urlOf: UrlOf): readonly IdentifiedEvent[] {
  const { id: generation_id, completedAt, failure, outputs } = generation;
  if (completedAt === null) return [];
  const at = isoSeconds(completedAt);
  if (failure !== null) {
    const error = { code: failure, message: failureSentence(generation, failure) };
    return [{ id: IDS.failed, data: { type: 'failed', generation_id, at, message: failure, error } }];
  }
  const video = outputs.find(({ kind }) => kind === 'video');
  const poster = outputs.find(({ kind }) => kind === 'poster');
  const completed: GenerationEvent = {
    type: 'completed',
    generation_id,
    at,
    video_url: video ? urlOf(video) : null,
    poster_url: poster ? urlOf(poster) : null,
    price: formatDollars(generation.price),
  };
  const end: IdentifiedEvent = { id: IDS.completed, data: completed };
  if (!video) return [end];
  const stored: GenerationEvent = {
    type: 'stored',
    generation_id,
    at,
    media_type: video.mediaType,
    byte_count: video.byteCount,
    width: video.width,
    height: video.height,
    duration_seconds: video.durationSeconds,
  };
  return [{ id: IDS.stored, data: stored }, end];
}

function deliveriesOf({ id: generation_id, delivery }: WatchedGeneration): readonly IdentifiedEvent[] {
  if (delivery === null) return [];
  return delivery.tries.map((tried) => ({
    id: IDS.delivery + tried.number,
    data: {
      type: 'delivery',
      generation_id,
      at: isoSeconds(tried.startedAt),
      delivery_id: delivery.id,
      attempt: tried.number,
      status: statusAfter(delivery, tried),
      http_status: tried.httpStatus,
      error: tried.error,
    },
  }));
}

/** Of an earlier try only what was answered is known. */
function statusAfter(delivery: WatchedDelivery, tried: WatchedTry): DeliveryStatus {
  if (tried === delivery.tries.at(-1) && delivery.status !== 'pending') return delivery.status;
  if (tried.httpStatus === null) return 'pending';
  if (tried.httpStatus === 410) return 'disabled';
  return tried.httpStatus >= 200 && tried.httpStatus < 300 ? 'delivered' : 'pending';
}
