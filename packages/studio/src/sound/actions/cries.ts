import { bandPass } from '../dsp/filters.ts';
import type { Biquad } from '../dsp/filters.ts';
import { scatter } from '../dsp/scatter.ts';
import { addTone } from '../dsp/strokes.ts';
import { SAMPLE_RATE, between, panGains, silence } from '../dsp/tape.ts';
import type { Stereo, Tape } from '../dsp/tape.ts';
import { clamp, mix } from '../../maths/curves.ts';

/** A voice: pulses through a throat. Curves are values at even steps of the cry's length. */
interface Cry {
  readonly seconds: number;
  readonly hz: readonly number[];
  readonly level: readonly number[];
  /** Formants: Hz, Q, gain. */
  readonly throat: readonly (readonly [number, number, number])[];
  /** Breath and irregularity of the folds, 0..1. */
  readonly rough: number;
  readonly tremble?: { readonly hz: number; readonly depth: number };
  /** How many follow each other, the gap within the run, and runs a second. */
  readonly run: readonly [number, number];
  readonly gapSeconds: number;
  readonly perSecond: number;
}

const CRIES = {
  dog: {
    seconds: 0.2,
    hz: [340, 560, 430, 300],
    level: [0.6, 1, 0.7, 0],
    throat: [
      [700, 3, 1],
      [1350, 4, 0.8],
      [2700, 4, 0.3],
    ],
    rough: 0.5,
    run: [1, 3],
    gapSeconds: 0.24,
    perSecond: 0.45,
  },
  cow: {
    seconds: 1.6,
    hz: [115, 150, 155, 150, 125],
    level: [0, 0.7, 1, 0.8, 0],
    throat: [
      [330, 3, 1],
      [760, 4, 0.6],
      [2100, 4, 0.12],
    ],
    rough: 0.2,
    run: [1, 1],
    gapSeconds: 1,
    perSecond: 0.24,
  },
  sheep: {
    seconds: 0.75,
    hz: [330, 350, 340, 310],
    level: [0.3, 1, 0.8, 0],
    throat: [
      [720, 4, 1],
      [1650, 5, 0.8],
      [2900, 4, 0.3],
    ],
    rough: 0.25,
    tremble: { hz: 9, depth: 0.08 },
    run: [1, 2],
    gapSeconds: 0.6,
    perSecond: 0.4,
  },
  crow: {
    seconds: 0.34,
    hz: [520, 560, 540, 480],
    level: [0.5, 1, 0.9, 0],
    throat: [
      [1250, 3, 1],
      [1900, 3, 0.9],
      [3300, 3, 0.3],
    ],
    rough: 0.85,
    run: [2, 4],
    gapSeconds: 0.26,
    perSecond: 0.35,
  },
  duck: {
    seconds: 0.19,
    hz: [270, 300, 260],
    level: [0.6, 1, 0],
    throat: [
      [1150, 4, 1],
      [2050, 5, 0.8],
    ],
    rough: 0.55,
    run: [2, 6],
    gapSeconds: 0.13,
    perSecond: 0.4,
  },
  goose: {
    seconds: 0.3,
    hz: [380, 560, 500],
    level: [0.5, 1, 0],
    throat: [
      [1100, 3, 1],
      [2300, 4, 0.6],
    ],
    rough: 0.4,
    run: [1, 3],
    gapSeconds: 0.3,
    perSecond: 0.4,
  },
} as const satisfies Record<string, Cry>;

export type CryId = keyof typeof CRIES;

export function cries(id: CryId): (tape: Tape) => Stereo {
  const cry: Cry = CRIES[id];
  return (tape) => {
    const random = tape.random('cries');
    const sound = silence(tape.sampleCount);
    let next = between(random, 0.3, 1);
    while (next < tape.seconds) {
      const count = Math.round(between(random, cry.run[0], cry.run[1]));
      const bend = between(random, 0.92, 1.08);
      const pan = between(random, -0.35, 0.35);
      for (let i = 0; i < count; i++) {
        addCry(
          sound,
          cry,
          { at: next, bend: bend * between(random, 0.98, 1.02), gain: between(random, 0.6, 1), pan },
          random,
        );
        next += cry.seconds + cry.gapSeconds * between(random, 0.85, 1.25);
      }
      next += between(random, 0.5, 1.3) / cry.perSecond;
    }
    return sound;
  };
}

function along(values: readonly number[], share: number): number {
  const at = clamp(share) * (values.length - 1);
  const from = Math.floor(at);
  return mix(values[from] ?? 0, values[from + 1] ?? values[from] ?? 0, at - from);
}

function addCry(
  { left, right }: Stereo,
  cry: Cry,
  {
    at,
    bend,
    gain,
    pan,
  }: { readonly at: number; readonly bend: number; readonly gain: number; readonly pan: number },
  random: () => number,
): void {
  const count = Math.round(cry.seconds * SAMPLE_RATE);
  const start = Math.round(at * SAMPLE_RATE);
  const [toLeft, toRight] = panGains(pan);
  const throat = cry.throat.map(([hz, q, level]) => ({ ...bandPass(hz * bend, q), level, z1: 0, z2: 0 }));
  let phase = 0;
  let jitter = 1;
  const end = Math.min(count, left.length - start);
  for (let i = 0; i < end; i++) {
    const share = i / count;
    const shake = cry.tremble ? Math.sin((2 * Math.PI * cry.tremble.hz * i) / SAMPLE_RATE) : 0;
    phase += (along(cry.hz, share) * bend * jitter * (1 + shake * 0.03)) / SAMPLE_RATE;
    if (phase >= 1) {
      phase -= 1;
      jitter = 1 + (random() - 0.5) * cry.rough * 0.35;
    }
    const breath = (random() - 0.5) * cry.rough * 1.2;
    const pulse = (phase - phase * phase) * 6 - 1 + breath * (1 - phase);
    const edge = clamp(i / 480) * clamp((count - i) / 480);
    const level = along(cry.level, share) * (1 + shake * (cry.tremble?.depth ?? 0) * 6) * edge * gain;
    const value = through(throat, pulse * level);
    left[start + i] = (left[start + i] ?? 0) + value * toLeft;
    right[start + i] = (right[start + i] ?? 0) + value * toRight;
  }
}

function through(throat: (Biquad & { level: number; z1: number; z2: number })[], input: number): number {
  let sum = 0;
  for (const formant of throat) {
    const y = formant.b0 * input + formant.z1;
    formant.z1 = formant.z2 - formant.a1 * y;
    formant.z2 = formant.b2 * input - formant.a2 * y;
    sum += y * formant.level;
  }
  return sum;
}

/** Wings: a buzz whose pitch wavers as the insect turns, near and away. */
export function buzz(hz: number): (tape: Tape) => Stereo {
  return (tape) => {
    const random = tape.random('buzz');
    const sound = silence(tape.sampleCount);
    scatter(tape.seconds, random, { perSecond: 0.8, leadSeconds: 1 }, (atSeconds) => {
      const from = hz * between(random, 0.92, 1.06);
      addTone(
        sound,
        { atSeconds, gain: between(random, 0.2, 0.7), pan: between(random, -0.8, 0.8) },
        {
          seconds: between(random, 0.9, 2.2),
          fromHz: from,
          toHz: from * between(random, 0.9, 1.1),
          attackSeconds: 0.4,
          decaySeconds: 0.7,
          harmonics: [0.7, 0.5, 0.35, 0.25, 0.16, 0.1],
          vibrato: { hz: between(random, 3, 7), depth: 0.02 },
        },
      );
    });
    return sound;
  };
}

/** Long glides, as whales sing; dolphins whistle an octave and more above, and click. */
export function seaSong(kind: 'whale' | 'dolphin'): (tape: Tape) => Stereo {
  return (tape) => {
    const random = tape.random('sea song');
    const sound = silence(tape.sampleCount);
    const isWhale = kind === 'whale';
    for (
      let at = between(random, 0.3, 0.8);
      at < tape.seconds;
      at += isWhale ? between(random, 1.6, 3) : between(random, 0.7, 1.6)
    ) {
      const fromHz = isWhale ? between(random, 170, 420) : between(random, 4500, 7500);
      const seconds = isWhale ? between(random, 1, 2.2) : between(random, 0.25, 0.6);
      addTone(
        sound,
        { atSeconds: at, gain: between(random, 0.4, 0.8), pan: between(random, -0.5, 0.5) },
        {
          seconds,
          fromHz,
          toHz: fromHz * (random() < 0.5 ? between(random, 1.3, 1.9) : between(random, 0.5, 0.75)),
          attackSeconds: seconds * 0.3,
          decaySeconds: seconds,
          harmonics: isWhale ? [0.3, 0.12] : [],
          vibrato: { hz: 5, depth: 0.01 },
        },
      );
      if (isWhale) continue;
      for (let click = 0; click < 14; click++)
        addTone(
          sound,
          { atSeconds: at + seconds + 0.15 + click * 0.022, gain: 0.25, pan: 0.2 },
          { seconds: 0.006, fromHz: 6200, toHz: 5200, attackSeconds: 0.0005, decaySeconds: 0.001 },
        );
    }
    return sound;
  };
}
