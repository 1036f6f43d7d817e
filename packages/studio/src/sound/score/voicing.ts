import { SCALES, pitchOf } from './scales.ts';
import type { ScaleId } from './scales.ts';

/** Middle of the accompaniment, a little above middle C. */
const CENTRE = 63;
const LOWEST = 53;

/** Below this two notes closer than a third make mud. */
const MUD = 57;

interface Tonality {
  readonly root: number;
  readonly scale: ScaleId;
  readonly hasSevenths: boolean;
}

/**
 * Four pitches for each chord, low to high, such that each voice moves as little as it can: of all close positions of the
 * chord the one nearest to the chord before is taken.
 */
export function leadVoices(chords: readonly number[], tonality: Tonality): readonly (readonly number[])[] {
  const voicings: (readonly number[])[] = [];
  let before: readonly number[] | null = null;
  for (const degree of chords) {
    const options = positions(degree, tonality);
    let best = options[0] ?? [60, 64, 67, 72];
    let cost = Infinity;
    for (const option of options) {
      const price = priceOf(option, before);
      if (price < cost) {
        best = option;
        cost = price;
      }
    }
    voicings.push(best);
    before = best;
  }
  return voicings;
}

/** Every close position in the accompaniment's range; a chord of three notes doubles its lowest an octave up. */
function positions(degree: number, { root, scale, hasSevenths }: Tonality): readonly (readonly number[])[] {
  // A seventh on the fifth degree of a major key pulls too hard for music under a film.
  const isDominant = degree === 4 && SCALES[scale][6] === 11;
  const thirds = hasSevenths && !isDominant ? [0, 2, 4, 6] : [0, 2, 4];
  const options: (readonly number[])[] = [];
  for (let rotation = 0; rotation < thirds.length; rotation++) {
    const steps = thirds.map((third, i) => third + (i < rotation ? 7 : 0)).toSorted((a, b) => a - b);
    const four = steps.length === 3 ? [...steps, (steps[0] ?? 0) + 7] : steps;
    for (const octave of [-14, -7, 0, 7, 14]) {
      const option = four.map((step) => pitchOf(root, scale, degree + step + octave));
      if ((option[0] ?? 0) >= LOWEST) options.push(option);
    }
  }
  return options;
}

function priceOf(option: readonly number[], before: readonly number[] | null): number {
  const middle = option.reduce((sum, pitch) => sum + pitch, 0) / option.length;
  const moved = before
    ? option.reduce((sum, pitch, i) => sum + Math.abs(pitch - (before[i] ?? pitch)) ** 1.3, 0)
    : 0;
  const mud = option.filter((pitch, i) => i > 0 && pitch < MUD && pitch - (option[i - 1] ?? 0) < 3).length;
  return moved + Math.abs(middle - CENTRE) * 0.8 + mud * 6;
}
