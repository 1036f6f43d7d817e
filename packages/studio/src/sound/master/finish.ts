import { smoothstep } from '../../maths/curves.ts';
import type { PcmSound } from '../../codec/pcm-sound.ts';
import { filterStereo, highPass } from '../dsp/filters.ts';
import { SAMPLE_RATE, decibels, scaleStereo } from '../dsp/tape.ts';
import type { Stereo } from '../dsp/tape.ts';
import { limit } from './limit.ts';
import { measureLoudness } from './loudness.ts';

/** Loudness of every finished sound. */
export const TARGET_LUFS = -18;
/** The limiter's ceiling; the encoder's own ripple then stays under -1 dBTP. */
const CEILING_DBTP = -1.5;
const FADE_IN_SECONDS = 0.06;
const FADE_OUT_SECONDS = 0.28;

/** Limiting lowers the loudness a little; two corrections bring it within 0.3 LU even for a hammer in a silent room. */
const ROUNDS = 3;

/** Ends the mix, in place: no DC, soft ends, TARGET_LUFS, and no peak above -1 dBTP. Silence stays silence. */
export function finish(mix: Stereo): PcmSound {
  filterStereo(mix, highPass(24));
  fadeEnds(mix);
  for (let round = 0; round < ROUNDS; round++) {
    const loudness = measureLoudness(mix);
    if (!Number.isFinite(loudness) || (round > 0 && Math.abs(loudness - TARGET_LUFS) < 0.2)) break;
    scaleStereo(mix, decibels(TARGET_LUFS - loudness));
    if (!limit(mix, decibels(CEILING_DBTP))) break;
  }
  return { sampleRate: SAMPLE_RATE, left: mix.left, right: mix.right };
}

/** The ends of a film shorter than both fades are faded over a third of it each. */
function fadeEnds({ left, right }: Stereo): void {
  const count = left.length;
  const fadeIn = Math.min(FADE_IN_SECONDS * SAMPLE_RATE, count / 3);
  const fadeOut = Math.min(FADE_OUT_SECONDS * SAMPLE_RATE, count / 3);
  for (let i = 0; i < count; i++) {
    const gain = smoothstep(0, fadeIn, i) * smoothstep(0, fadeOut, count - 1 - i);
    if (gain === 1) continue;
    left[i] = (left[i] ?? 0) * gain;
    right[i] = (right[i] ?? 0) * gain;
  }
}
