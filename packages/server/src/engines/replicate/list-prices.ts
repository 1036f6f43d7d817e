/**
 * Replicate's public prices, micro-dollars for a second of video (model pages on replicate.com, 2026-09; second-hand). A
 * prediction does not say what it cost. What stands here for no tier is a price that was found on no page.
 */
import { times, toMicros, type Micros } from '../../kernel/money.ts';
import type { ListPriceWish } from '../engine.ts';
import type { UpstreamModelId } from './upstream-models.ts';

interface Listed {
  readonly '720p'?: bigint;
  readonly '1080p'?: bigint;
}

interface Prices {
  readonly silent: Listed;
  /** Where sound costs more. */
  readonly sound?: Listed;
}

const PER_SECOND: Partial<Record<UpstreamModelId, Prices>> = {
  'kwaivgi/kling-v3-video': {
    silent: { '720p': 168_000n, '1080p': 224_000n },
    sound: { '720p': 252_000n, '1080p': 336_000n },
  },
  'kwaivgi/kling-v3-omni-video': {
    silent: { '720p': 168_000n, '1080p': 224_000n },
    sound: { '720p': 224_000n, '1080p': 280_000n },
  },
  'kwaivgi/kling-v3-motion-control': { silent: { '720p': 70_000n } },
  'kwaivgi/kling-v2.6-motion-control': { silent: { '720p': 70_000n, '1080p': 120_000n } },
  // One tier, whatever class was asked for.
  'kwaivgi/kling-v2.6': {
    silent: { '720p': 70_000n, '1080p': 70_000n },
    sound: { '720p': 140_000n, '1080p': 140_000n },
  },
  'kwaivgi/kling-v2.5-turbo-pro': { silent: { '720p': 70_000n, '1080p': 70_000n } },
  'kwaivgi/kling-v2.1-master': { silent: { '720p': 280_000n, '1080p': 280_000n } },
  'kwaivgi/kling-o1': { silent: { '720p': 84_000n, '1080p': 112_000n } },
};

export function listPriceOf(
  id: UpstreamModelId,
  { mode, pictureClass, sound, durationSeconds }: ListPriceWish,
): Micros | null {
  const prices = PER_SECOND[id];
  const listed = sound && mode !== 'motion_control' ? (prices?.sound ?? prices?.silent) : prices?.silent;
  const perSecond = listed?.[pictureClass];
  return perSecond === undefined ? null : times(toMicros(perSecond), durationSeconds);
}
