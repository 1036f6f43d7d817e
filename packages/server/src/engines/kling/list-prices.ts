/** Kling's public list, micro-dollars for a second (Kling price list, 2026-09-20). */
import { times, toMicros, type Micros } from '../../kernel/money.ts';
import type { ListPriceWish } from '../engine.ts';
import type { UpstreamModelId } from './upstream-models.ts';

interface ByClass {
  readonly '720p': bigint | null;
  readonly '1080p': bigint | null;
}

interface Listed {
  readonly silent: ByClass;
  /** Where it costs the same as silent, or is not sold, nothing stands here. */
  readonly sound?: ByClass;
  readonly motion?: ByClass;
}

const PER_SECOND: Partial<Record<UpstreamModelId, Listed>> = {
  'kling-3.0-turbo': { silent: { '720p': 112_000n, '1080p': 140_000n } },
  'kling-3.0': {
    silent: { '720p': 84_000n, '1080p': 112_000n },
    sound: { '720p': 126_000n, '1080p': 168_000n },
    motion: { '720p': 126_000n, '1080p': 168_000n },
  },
  'kling-3.0-omni': {
    silent: { '720p': 84_000n, '1080p': 112_000n },
    sound: { '720p': 112_000n, '1080p': 140_000n },
  },
  'kling-o1': { silent: { '720p': 84_000n, '1080p': 112_000n } },
  'kling-2.6': {
    silent: { '720p': 42_000n, '1080p': 70_000n },
    sound: { '720p': null, '1080p': 140_000n },
    motion: { '720p': 70_000n, '1080p': 112_000n },
  },
  'kling-2.5-turbo': { silent: { '720p': 42_000n, '1080p': 70_000n } },
};

export function listPriceOf(
  model: UpstreamModelId,
  { mode, pictureClass, sound, durationSeconds }: ListPriceWish,
): Micros | null {
  const listed = PER_SECOND[model];
  if (!listed) return null;
  const prices =
    mode === 'motion_control' ? listed.motion : sound ? (listed.sound ?? listed.silent) : listed.silent;
  const perSecond = prices?.[pictureClass] ?? null;
  return perSecond === null ? null : times(toMicros(perSecond), durationSeconds);
}
