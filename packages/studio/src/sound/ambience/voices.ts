import { clamp } from '../../maths/curves.ts';
import { curve, drift, shape } from '../dsp/drift.ts';
import { bandPass, filter, filterStereo, highPass, lowPass } from '../dsp/filters.ts';
import { noise } from '../dsp/noise.ts';
import { scatter } from '../dsp/scatter.ts';
import { addBurst } from '../dsp/strokes.ts';
import { SAMPLE_RATE, between, panGains, pick, silence } from '../dsp/tape.ts';
import type { Stereo, Tape } from '../dsp/tape.ts';

type Vowel = readonly [firstHz: number, secondHz: number];

/** First and second formant of vowels, Hz, for a grown man; women and children are 1.17 and more above. */
const VOWELS: readonly [Vowel, ...Vowel[]] = [
  [310, 2020],
  [430, 1890],
  [600, 1750],
  [760, 1300],
  [640, 1020],
  [450, 880],
  [330, 850],
  [520, 1400],
];

/** Speech has no sense above this in a murmur, and half the samples cost half the time. */
const VOICE_RATE = SAMPLE_RATE / 2;

/**
 * Many people talking at once, no word to be made out: each voice is a pulse at its own pitch through two formants that
 * change from syllable to syllable, with pauses for breath. `talkers` voices in front of a blur of the rest.
 */
export function murmur(talkers: number): (tape: Tape) => Stereo {
  return (tape) => {
    const random = tape.random('murmur');
    const sound = silence(tape.sampleCount);
    for (let talker = 0; talker < talkers; talker++) {
      const gain = talker === 0 ? 0.6 : between(random, 0.5, 1);
      mixIn(sound, speak(tape.seconds, random), gain, between(random, -0.9, 0.9));
    }
    filterStereo(sound, highPass(140), lowPass(2600, 0.6));
    return sound;
  };
}

interface Speech {
  hz: number;
  first: number;
  second: number;
  level: number;
}

function speak(seconds: number, random: () => number): Float32Array {
  const count = Math.ceil(seconds * VOICE_RATE) + 2;
  const voice = new Float32Array(count);
  const isHigh = random() < 0.5;
  const speakerHz = isHigh ? between(random, 175, 240) : between(random, 95, 140);
  const length = isHigh ? 1.17 : 1;
  const now: Speech = { hz: speakerHz, first: 500, second: 1500, level: 0 };
  const low = { s1: 0, s2: 0 };
  const high = { s1: 0, s2: 0 };
  let phase = random();
  let end = 0;
  let wanted: Speech = { ...now };
  for (let i = 0; i < count; i++) {
    if (i >= end) {
      // Four to six syllables a second; one in seven is a pause.
      const isPause = random() < 0.14;
      const [first, second] = pick(random, VOWELS);
      end = i + Math.round(VOICE_RATE * (isPause ? between(random, 0.2, 0.8) : between(random, 0.12, 0.26)));
      wanted = {
        hz: speakerHz * between(random, 0.86, 1.2),
        first: first * length,
        second: second * length,
        level: isPause ? 0 : between(random, 0.45, 1),
      };
    }
    // A syllable ends softly, as consonants close the mouth.
    const mouth = Math.min(1, (end - i) / (VOICE_RATE * 0.045));
    now.hz += (wanted.hz - now.hz) * 0.0009;
    now.first += (wanted.first - now.first) * 0.0016;
    now.second += (wanted.second - now.second) * 0.0016;
    now.level += (wanted.level * (0.2 + 0.8 * mouth) - now.level) * 0.003;
    phase += now.hz / VOICE_RATE;
    if (phase >= 1) phase -= 1;
    // A parabola per period: the pulse of the vocal folds, falling 12 dB an octave.
    const pulse = (phase - phase * phase) * 6 - 1;
    voice[i] = (formant(low, pulse, now.first, 5) + formant(high, pulse, now.second, 9) * 0.9) * now.level;
  }
  return voice;
}

function formant(state: { s1: number; s2: number }, input: number, hz: number, q: number): number {
  const w = (Math.PI * hz) / VOICE_RATE;
  const g = w + (w * w * w) / 3;
  const a1 = 1 / (1 + g * (g + 1 / q));
  const v3 = input - state.s2;
  const v1 = a1 * (state.s1 + g * v3);
  const v2 = state.s2 + g * v1;
  state.s1 = 2 * v1 - state.s1;
  state.s2 = 2 * v2 - state.s2;
  return v1;
}

/** Doubles the rate with straight lines; what they fold up lies above the murmur's low-pass. */
function mixIn({ left, right }: Stereo, voice: Float32Array, gain: number, pan: number): void {
  const [toLeft, toRight] = panGains(pan);
  for (let i = 0; i < left.length; i++) {
    const at = i >> 1;
    const here = voice[at] ?? 0;
    const value = (i & 1 ? (here + (voice[at + 1] ?? 0)) / 2 : here) * gain;
    left[i] = (left[i] ?? 0) + value * toLeft;
    right[i] = (right[i] ?? 0) + value * toRight;
  }
}

/** A full stand: a roar around the vowel "ah" that rises when something nearly happens. */
export function roar(tape: Tape): Stereo {
  const random = tape.random('roar');
  const count = tape.sampleCount;
  const excitement = drift(count, random, { seconds: 2.2, low: 0.35, high: 1 });
  const sound = silence(count);
  for (const side of [sound.left, sound.right]) {
    for (const [hz, q, gain] of [
      [480, 1.1, 0.8],
      [950, 1.6, 0.9],
      [2300, 1.8, 0.22],
    ] as const) {
      const band = noise(count, random, 'pink');
      filter(band, bandPass(hz, q));
      shape(band, drift(count, random, { seconds: 0.16, low: 0.55 * gain, high: gain }));
      for (let i = 0; i < count; i++) side[i] = (side[i] ?? 0) + (band[i] ?? 0);
    }
    shape(
      side,
      excitement.map((value) => value ** 1.3),
    );
  }
  return sound;
}

/** Many hands, each with its own pace and pitch. Swells up, holds, and thins out towards the end. */
export function applause(hands: number): (tape: Tape) => Stereo {
  return (tape) => {
    const random = tape.random('applause');
    const sound = silence(tape.sampleCount);
    const density = (t: number): number => clamp(t / 0.8 + 0.3) * clamp((tape.seconds - t) / 2 + 0.45);
    scatter(tape.seconds, random, { perSecond: hands * 3.6, density }, (atSeconds) => {
      const gain = 0.05 / (0.3 + random());
      addBurst(
        sound,
        { atSeconds, gain, pan: between(random, -1, 1) },
        {
          seconds: 0.03,
          hz: between(random, 800, 2400),
          q: 1.3,
          attackSeconds: 0.0005,
          decaySeconds: between(random, 0.004, 0.009),
        },
        random,
      );
    });
    const level = curve(tape.sampleCount, (t) => 0.6 + 0.4 * density(t));
    shape(sound.left, level);
    shape(sound.right, level);
    return sound;
  };
}
