import { curve, drift, shape } from '../dsp/drift.ts';
import { filterStereo, highPass, lowPass, sweep } from '../dsp/filters.ts';
import { noise, wideNoise } from '../dsp/noise.ts';
import { scatter } from '../dsp/scatter.ts';
import { addTone } from '../dsp/strokes.ts';
import { addStereo, between, silence } from '../dsp/tape.ts';
import type { Stereo, Tape } from '../dsp/tape.ts';

/** Height of a breaker over its life (0..1): swells for 0.35, breaks at once, and hisses back. */
function breaker(phase: number): number {
  if (phase < 0.35) return 0.28 * (phase / 0.35) ** 2;
  const past = phase - 0.35;
  return 0.28 + 0.72 * Math.min(1, past / 0.07) * Math.exp(-past / 0.19) - 0.28 * Math.min(1, past / 0.5);
}

/** Waves that swell, break and draw back, every 6 to 9 seconds on each side; the film begins in the middle of one. */
export function surf(tape: Tape): Stereo {
  const random = tape.random('surf');
  const count = tape.sampleCount;
  const sound = silence(count);
  const period = between(random, 5.6, 7.4);
  const start = between(random, 0.1, 0.3);
  [sound.left, sound.right].forEach((side, index) => {
    // The right breaks later, as a wave that runs along the beach does; the farther line breaks in between.
    const lag = start - index * 0.05;
    const near = curve(count, (t) => breaker((t / period + lag + 10) % 1));
    const far = curve(count, (t) => breaker((t / (period * 0.83) + lag + 10.55) % 1));
    const hz = near.map((level) => 260 + 5200 * level ** 1.3);
    const water = noise(count, random, 'pink');
    sweep(water, 'low', hz, 0.7);
    shape(
      water,
      near.map((level, i) => 0.1 + level + 0.3 * (far[i] ?? 0)),
    );
    const foam = noise(count, random, 'white');
    const fizz = drift(count, random, { seconds: 0.04, low: 0.3, high: 1 });
    shape(
      foam,
      near.map((level, i) => 0.1 * level * (fizz[i] ?? 1)),
    );
    for (let i = 0; i < count; i++) side[i] = (water[i] ?? 0) + (foam[i] ?? 0);
  });
  filterStereo(sound, highPass(45));
  return sound;
}

interface Bubbling {
  readonly perSecond: number;
  readonly hz: readonly [number, number];
  readonly gain: number;
  readonly density?: (atSeconds: number) => number;
}

/**
 * Air closed in by water rings at a pitch set by its size (Minnaert, 1933) that rises as it nears the surface: what makes
 * running water sound wet.
 */
function addBubbles(sound: Stereo, tape: Tape, random: () => number, bubbling: Bubbling): void {
  scatter(tape.seconds, random, { leadSeconds: 0.05, ...bubbling }, (atSeconds) => {
    const size = random() ** 2;
    const hz = bubbling.hz[0] * (bubbling.hz[1] / bubbling.hz[0]) ** (1 - size);
    addTone(
      sound,
      {
        atSeconds,
        gain: bubbling.gain * between(random, 0.2, 1) * (0.4 + size),
        pan: between(random, -0.9, 0.9),
      },
      {
        seconds: 0.03 + 18 / hz,
        fromHz: hz,
        toHz: hz * between(random, 1.05, 1.4),
        attackSeconds: 1.5 / hz,
        decaySeconds: 7 / hz,
      },
    );
  });
}

export function stream(tape: Tape): Stereo {
  const random = tape.random('stream');
  const sound = wideNoise(tape.sampleCount, random, 'pink');
  filterStereo(sound, highPass(350, 0.6), lowPass(3600, 0.6));
  for (const side of [sound.left, sound.right])
    shape(side, drift(tape.sampleCount, random, { seconds: 0.5, low: 0.14, high: 0.3 }));
  addBubbles(sound, tape, random, { perSecond: 95, hz: [420, 2900], gain: 0.13 });
  return sound;
}

/** Small waves against a shore, a hull or a pool's edge: bubbles in slow swells. */
export function lapping(tape: Tape): Stereo {
  const random = tape.random('lapping');
  const sound = wideNoise(tape.sampleCount, random, 'pink');
  filterStereo(sound, highPass(150), lowPass(1300, 0.6));
  const period = between(random, 1.7, 2.4);
  const swell = (t: number): number => (0.5 - 0.5 * Math.cos((2 * Math.PI * t) / period)) ** 3;
  const uneven = drift(tape.sampleCount, random, { seconds: 1.5, low: 0.4, high: 1 });
  const level = curve(tape.sampleCount, (t) => 0.12 + 0.5 * swell(t)).map(
    (value, i) => value * (uneven[i] ?? 1),
  );
  shape(sound.left, level);
  shape(
    sound.right,
    level.map((_, i) => level[Math.max(0, i - 160)] ?? 0),
  );
  addBubbles(sound, tape, random, { perSecond: 34, hz: [260, 1300], gain: 0.15, density: swell });
  return sound;
}

/** Below the surface: a dull pressure, and chains of bubbles that rise past. */
export function underwater(tape: Tape): Stereo {
  const random = tape.random('underwater');
  const count = tape.sampleCount;
  const sound = wideNoise(count, random, 'brown');
  for (const side of [sound.left, sound.right])
    sweep(side, 'low', drift(count, random, { seconds: 1.6, low: 110, high: 380 }), 1.4);
  filterStereo(sound, highPass(45));
  const chain = silence(count);
  scatter(tape.seconds, random, { perSecond: 0.55, leadSeconds: 1 }, (chainAt) => {
    const pan = between(random, -0.8, 0.8);
    const size = between(random, 260, 520);
    const bubbles = Math.round(between(random, 5, 16));
    for (let i = 0; i < bubbles; i++) {
      const hz = size * (1 + i * 0.06) * between(random, 0.85, 1.2);
      addTone(
        chain,
        { atSeconds: chainAt + i * between(random, 0.05, 0.1), gain: between(random, 0.05, 0.15), pan },
        { seconds: 0.14, fromHz: hz, toHz: hz * 1.6, attackSeconds: 0.008, decaySeconds: 0.04 },
      );
    }
  });
  filterStereo(chain, lowPass(1100));
  addStereo(sound, chain, 1.2);
  return sound;
}

/** Tap or shower: a thin hard stream in a small room. */
export function drips(tape: Tape): Stereo {
  const random = tape.random('drips');
  const sound = silence(tape.sampleCount);
  scatter(tape.seconds, random, { perSecond: 1.1 }, (atSeconds) => {
    const hz = between(random, 700, 1500);
    addTone(
      sound,
      { atSeconds, gain: between(random, 0.3, 0.8), pan: between(random, -0.4, 0.4) },
      { seconds: 0.12, fromHz: hz, toHz: hz * 1.5, attackSeconds: 0.002, decaySeconds: 0.022 },
    );
  });
  return sound;
}
