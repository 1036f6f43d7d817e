import { filterStereo, lowPass } from '../dsp/filters.ts';
import { scatter } from '../dsp/scatter.ts';
import { addTone } from '../dsp/strokes.ts';
import type { Tone } from '../dsp/strokes.ts';
import { between, pick, silence } from '../dsp/tape.ts';
import type { Stereo, Tape } from '../dsp/tape.ts';

/** One syllable: how it glides against the song's pitch, how long it lasts, and the rest after it. */
type Syllable = readonly [from: number, to: number, seconds: number, rest: number];

interface Song {
  readonly hz: readonly [number, number];
  readonly syllables: readonly [Syllable, ...Syllable[]];
  readonly repeats: readonly [number, number];
  readonly harmonics: readonly number[];
  readonly tremble: number;
}

/** Shapes of song of common kinds, after their sonograms: a tit's see-saw, a warbler's trill, a thrush's whistles, a sparrow's chirps. */
const SONGS = {
  tit: {
    hz: [3600, 4400],
    syllables: [
      [1.25, 1.2, 0.1, 0.05],
      [0.92, 0.9, 0.12, 0.1],
    ],
    repeats: [2, 4],
    harmonics: [0.05],
    tremble: 0,
  },
  trill: {
    hz: [3200, 4600],
    syllables: [[1.2, 0.85, 0.035, 0.022]],
    repeats: [9, 18],
    harmonics: [],
    tremble: 0,
  },
  thrush: {
    hz: [2100, 2900],
    syllables: [
      [1, 1.25, 0.18, 0.07],
      [1.3, 0.95, 0.14, 0.05],
      [0.9, 1.05, 0.22, 0.16],
    ],
    repeats: [1, 2],
    harmonics: [0.08],
    tremble: 0.02,
  },
  sparrow: {
    hz: [2800, 3900],
    syllables: [
      [0.85, 1.2, 0.05, 0.2],
      [1.15, 0.9, 0.06, 0.24],
    ],
    repeats: [1, 3],
    harmonics: [0.25, 0.08],
    tremble: 0,
  },
  tropical: {
    hz: [1300, 2000],
    syllables: [
      [0.8, 1.5, 0.22, 0.08],
      [1.5, 1.1, 0.3, 0.3],
    ],
    repeats: [1, 2],
    harmonics: [0.1],
    tremble: 0.015,
  },
} as const satisfies Record<string, Song>;

const TEMPERATE = ['tit', 'trill', 'thrush', 'sparrow'] as const;
const TROPICAL = ['tropical', 'trill', 'tropical', 'thrush'] as const;

/** A few birds, each with its own song, pitch, tree and patience. */
export function birds(kind: 'temperate' | 'tropical'): (tape: Tape) => Stereo {
  return (tape) => {
    const random = tape.random('birds');
    const sound = silence(tape.sampleCount);
    const far = silence(tape.sampleCount);
    for (let bird = 0; bird < 4; bird++) {
      const song: Song = SONGS[pick(random, kind === 'tropical' ? TROPICAL : TEMPERATE)];
      const hz = between(random, song.hz[0], song.hz[1]);
      const pan = between(random, -0.9, 0.9);
      const isNear = bird < 2;
      const first = between(random, 0.15, 1.2) + bird * 0.8;
      let next = first;
      while (next < tape.seconds) {
        const gain = between(random, 0.5, 1) * (isNear ? 0.5 : 0.3);
        next =
          sing(isNear ? sound : far, song, { at: next, hz, gain, pan }, random) + between(random, 1.2, 3.4);
      }
    }
    filterStereo(far, lowPass(4200));
    for (let i = 0; i < tape.sampleCount; i++) {
      sound.left[i] = (sound.left[i] ?? 0) + (far.left[i] ?? 0);
      sound.right[i] = (sound.right[i] ?? 0) + (far.right[i] ?? 0);
    }
    return sound;
  };
}

/** Sings once, and says when it ended. */
function sing(
  sound: Stereo,
  song: Song,
  {
    at,
    hz,
    gain,
    pan,
  }: { readonly at: number; readonly hz: number; readonly gain: number; readonly pan: number },
  random: () => number,
): number {
  const repeats = Math.round(between(random, song.repeats[0], song.repeats[1]));
  let now = at;
  for (let round = 0; round < repeats; round++) {
    for (const [from, to, seconds, rest] of song.syllables) {
      const loose = between(random, 0.97, 1.03);
      addTone(
        sound,
        { atSeconds: now, gain: gain * between(random, 0.75, 1), pan },
        syllable(song, hz * loose, from, to, seconds),
      );
      now += seconds + rest * between(random, 0.85, 1.2);
    }
  }
  return now;
}

function syllable(song: Song, hz: number, from: number, to: number, seconds: number): Tone {
  return {
    seconds,
    fromHz: hz * from,
    toHz: hz * to,
    attackSeconds: seconds * 0.3,
    decaySeconds: seconds * 0.5,
    harmonics: song.harmonics,
    ...(song.tremble > 0 ? { vibrato: { hz: 26, depth: song.tremble } } : {}),
  };
}

/** Gulls over water: a rising scream that breaks and falls, in runs of two to five. */
export function gulls(tape: Tape): Stereo {
  const random = tape.random('gulls');
  const sound = silence(tape.sampleCount);
  scatter(tape.seconds, random, { perSecond: 0.42, leadSeconds: 0.5 }, (at) => {
    const pan = between(random, -0.9, 0.9);
    const hz = between(random, 820, 1050);
    const gain = between(random, 0.15, 0.6);
    const cries = Math.round(between(random, 2, 5));
    let now = at;
    for (let cry = 0; cry < cries; cry++) {
      const seconds = between(random, 0.16, 0.34);
      const harmonics = [0.9, 0.55, 0.3, 0.12];
      addTone(
        sound,
        { atSeconds: now, gain, pan },
        {
          seconds: 0.07,
          fromHz: hz * 0.85,
          toHz: hz * 1.5,
          attackSeconds: 0.025,
          decaySeconds: 1,
          harmonics,
        },
      );
      addTone(
        sound,
        { atSeconds: now + 0.06, gain, pan },
        {
          seconds,
          fromHz: hz * 1.5,
          toHz: hz * 0.92,
          attackSeconds: 0.012,
          decaySeconds: seconds * 0.8,
          harmonics,
        },
      );
      now += seconds + between(random, 0.16, 0.3);
    }
  });
  filterStereo(sound, lowPass(5200));
  return sound;
}
