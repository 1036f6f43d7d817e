import type { FrameRule, Traits } from './families.ts';

const STEPS = { '4n+1': 4, '8n+1': 8, any: null } as const satisfies Record<FrameRule, number | null>;

/** The fewest frames that the model takes and that last so long. What is too much is cut off afterwards. */
export function frameCount(seconds: number, { frames, fps }: Pick<Traits, 'frames' | 'fps'>): number {
  // 0.1 + 0.2 seconds are not one frame more than 0.3.
  const least = Math.max(1, Math.ceil(seconds * fps - 1e-6));
  const step = STEPS[frames];
  return step === null ? least : Math.ceil((least - 1) / step) * step + 1;
}

/** The length that is made for so many seconds: the same, or the next of the only ones there are. Null when it is too long. */
export function madeSeconds(
  seconds: number,
  { lengthsSeconds, mostSeconds }: Pick<Traits, 'lengthsSeconds' | 'mostSeconds'>,
): number | null {
  if (seconds > mostSeconds) return null;
  if (lengthsSeconds === null) return seconds;
  return lengthsSeconds.find((length) => length >= seconds) ?? null;
}
