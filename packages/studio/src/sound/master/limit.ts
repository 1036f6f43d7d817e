import { SAMPLE_RATE } from '../dsp/tape.ts';
import type { Stereo } from '../dsp/tape.ts';
import { peakEnvelope } from './true-peak.ts';

/** The gain starts to fall this long before a peak. */
const LOOK_AHEAD = Math.round(0.004 * SAMPLE_RATE);
const RELEASE_SECONDS = 0.12;

/**
 * Turns both channels down around peaks so that the true peak stays under `ceiling` (linear), in place. The gain wanted is
 * spread backwards over the look-ahead, let go exponentially, and then averaged over the same time: an average over a
 * stretch of gains that are all low enough is low enough. True when anything was turned down.
 */
export function limit(sound: Stereo, ceiling: number): boolean {
  const peaks = peakEnvelope(sound);
  const count = peaks.length;
  const gains = new Float32Array(count).fill(1);
  let touched = false;
  for (let i = 0; i < count; i++) {
    const peak = peaks[i] ?? 0;
    if (peak <= ceiling) continue;
    touched = true;
    const wanted = ceiling / peak;
    // The peak may lie between this sample and the next, so both ends are held.
    const end = Math.min(count, i + LOOK_AHEAD + 2);
    for (let at = Math.max(0, i - LOOK_AHEAD - 1); at < end; at++) {
      if ((gains[at] ?? 1) > wanted) gains[at] = wanted;
    }
  }
  if (!touched) return false;
  letGo(gains);
  apply(sound, gains);
  return true;
}

function letGo(gains: Float32Array): void {
  const rise = 1 - Math.exp(-1 / (RELEASE_SECONDS * SAMPLE_RATE));
  let held = 1;
  for (let i = 0; i < gains.length; i++) {
    held += (1 - held) * rise;
    held = Math.min(held, gains[i] ?? 1);
    gains[i] = held;
  }
}

/** Multiplies by the mean gain of LOOK_AHEAD samples to each side. */
function apply({ left, right }: Stereo, gains: Float32Array): void {
  const count = gains.length;
  const width = 2 * LOOK_AHEAD + 1;
  const gainAt = (i: number): number => gains[Math.min(count - 1, Math.max(0, i))] ?? 1;
  let sum = 0;
  for (let i = -LOOK_AHEAD; i <= LOOK_AHEAD; i++) sum += gainAt(i);
  for (let i = 0; i < count; i++) {
    const gain = sum / width;
    left[i] = (left[i] ?? 0) * gain;
    right[i] = (right[i] ?? 0) * gain;
    sum += gainAt(i + LOOK_AHEAD + 1) - gainAt(i - LOOK_AHEAD);
  }
}
