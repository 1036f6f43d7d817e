import { addBurst, addTone } from '../dsp/strokes.ts';
import { curve, drift, shape } from '../dsp/drift.ts';
import { bandPass, filter, filterStereo, highPass, lowPass, sweep } from '../dsp/filters.ts';
import { noise, wideNoise } from '../dsp/noise.ts';
import { scatter } from '../dsp/scatter.ts';
import { addStereo, between, silence } from '../dsp/tape.ts';
import type { Stereo, Tape } from '../dsp/tape.ts';

/** Air that rises and sinks: the pitch of a gust rises with its strength. `force` 0.4 a breeze .. 1 a gale. */
export function wind(force: number): (tape: Tape) => Stereo {
  return (tape) => {
    const random = tape.random('wind');
    const count = tape.sampleCount;
    const gust = drift(count, random, { seconds: 2.4 - force, low: 0.25, high: 1 });
    const sound = silence(count);
    for (const side of [sound.left, sound.right]) {
      const flutter = drift(count, random, { seconds: 0.35, low: 0.8, high: 1.1 });
      const hz = gust.map((value, i) => (130 + 620 * force * value * value) * (flutter[i] ?? 1));
      const body = noise(count, random, 'pink');
      sweep(body, 'low', hz, 0.9);
      shape(
        body,
        gust.map((value, i) => value ** 1.6 * (flutter[i] ?? 1)),
      );
      const whistle = noise(count, random, 'white');
      sweep(
        whistle,
        'band',
        hz.map((value) => value * 2.3),
        7,
      );
      shape(
        whistle,
        gust.map((value) => value ** 3 * 0.35 * force),
      );
      for (let i = 0; i < count; i++) side[i] = (body[i] ?? 0) + (whistle[i] ?? 0);
    }
    filterStereo(sound, highPass(55));
    return sound;
  };
}

/** Foliage in moving air: a soft hiss made of countless flutters. */
export function leaves(tape: Tape): Stereo {
  const random = tape.random('leaves');
  const count = tape.sampleCount;
  const sound = wideNoise(count, random, 'white');
  filterStereo(sound, bandPass(3600, 0.6), lowPass(7500));
  const gust = drift(count, random, { seconds: 1.9, low: 0.12, high: 1 });
  for (const side of [sound.left, sound.right]) {
    const flutter = drift(count, random, { seconds: 0.06, low: 0.45, high: 1.15 });
    shape(
      side,
      gust.map((value, i) => value ** 1.4 * (flutter[i] ?? 1)),
    );
  }
  return sound;
}

interface RainSpot {
  readonly washLowHz: number;
  readonly washHighHz: number;
  readonly dropsPerSecond: number;
  readonly dropHz: readonly [number, number];
  readonly dripsPerSecond: number;
}

const RAIN_SPOTS = {
  open: { washLowHz: 900, washHighHz: 9000, dropsPerSecond: 300, dropHz: [1300, 6800], dripsPerSecond: 9 },
  /** Heard from inside: the glass takes the treble. */
  window: { washLowHz: 200, washHighHz: 1900, dropsPerSecond: 90, dropHz: [600, 2600], dripsPerSecond: 2.5 },
} as const satisfies Record<string, RainSpot>;

/** A wash of far drops, near drops one by one, and now and then the ring of one that falls into a puddle. */
export function rain(spot: keyof typeof RAIN_SPOTS): (tape: Tape) => Stereo {
  const { washLowHz, washHighHz, dropsPerSecond, dropHz, dripsPerSecond }: RainSpot = RAIN_SPOTS[spot];
  return (tape) => {
    const random = tape.random('rain');
    const sound = wideNoise(tape.sampleCount, random, 'pink');
    filterStereo(sound, highPass(washLowHz, 0.5), lowPass(washHighHz, 0.6));
    const swell = drift(tape.sampleCount, random, { seconds: 2.5, low: 0.3, high: 0.55 });
    shape(sound.left, swell);
    shape(sound.right, swell);
    scatter(tape.seconds, random, { perSecond: dropsPerSecond }, (atSeconds) => {
      // Distances are even over the ground, so levels fall with a long tail: a few drops are near.
      const gain = 0.085 / (0.07 + random());
      const hz = between(random, dropHz[0], dropHz[1]);
      addBurst(
        sound,
        { atSeconds, gain, pan: between(random, -1, 1) },
        { seconds: 0.012, hz, q: 1.6, attackSeconds: 0, decaySeconds: between(random, 0.001, 0.003) },
        random,
      );
    });
    scatter(tape.seconds, random, { perSecond: dripsPerSecond }, (atSeconds) => {
      const hz = between(random, 900, 2600) * (spot === 'window' ? 0.6 : 1);
      addTone(
        sound,
        { atSeconds, gain: between(random, 0.04, 0.16), pan: between(random, -0.9, 0.9) },
        { seconds: 0.06, fromHz: hz, toHz: hz * 1.35, attackSeconds: 0.001, decaySeconds: 0.012 },
      );
    });
    if (spot === 'window') filterStereo(sound, lowPass(2400), lowPass(4000));
    return sound;
  };
}

/** One stroke early enough for a five second film, then others as they come. */
export function thunder(tape: Tape): Stereo {
  const random = tape.random('thunder');
  const sound = silence(tape.sampleCount);
  let at = between(random, 0.08, 0.25) * Math.min(tape.seconds, 8);
  while (at < tape.seconds) {
    addStereo(sound, roll(tape, at, between(random, 0.25, 1), random), 1);
    at += between(random, 4.5, 9);
  }
  return sound;
}

/** `near` 0..1: the nearer, the sharper the crack and the brighter the roll. */
function roll(tape: Tape, at: number, near: number, random: () => number): Stereo {
  const count = tape.sampleCount;
  const peals = Array.from({ length: 5 }, (_, i) => ({
    at: at + i * between(random, 0.25, 0.75),
    gain: between(random, 0.4, 1) * 0.8 ** i,
    seconds: between(random, 0.5, 1.3),
  }));
  const level = curve(count, (t) =>
    peals.reduce((sum, peal) => {
      const past = t - peal.at;
      return past < 0 ? sum : sum + peal.gain * Math.min(1, past / 0.03) * Math.exp(-past / peal.seconds);
    }, 0),
  );
  const sound = wideNoise(count, random, 'brown');
  filterStereo(sound, highPass(38));
  const hz = curve(count, (t) => 70 + (200 + 1500 * near) * Math.exp(-Math.max(0, t - at) / 0.7));
  for (const side of [sound.left, sound.right]) {
    sweep(side, 'low', hz, 0.8);
    shape(side, level);
  }
  const crack = noise(count, random, 'white');
  filter(crack, bandPass(1800, 0.5));
  shape(
    crack,
    curve(count, (t) =>
      t < at ? 0 : Math.min(1, (t - at) / 0.004) * Math.exp(-(t - at) / 0.09) * near * near * 0.5,
    ),
  );
  addStereo(sound, { left: crack, right: crack }, 1);
  return sound;
}
