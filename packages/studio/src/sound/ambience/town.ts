import { curve, shape } from '../dsp/drift.ts';
import { bandPass, filter, filterStereo, highPass, lowPass } from '../dsp/filters.ts';
import { noise } from '../dsp/noise.ts';
import { beats, scatter } from '../dsp/scatter.ts';
import { addBurst, addStruck, addTone } from '../dsp/strokes.ts';
import { SAMPLE_RATE, between, pick, silence } from '../dsp/tape.ts';
import type { Stereo, Tape } from '../dsp/tape.ts';
import { bed } from './beds.ts';

/** Metres a second, and how near a car passes. */
interface Pass {
  readonly at: number;
  readonly speed: number;
  readonly metres: number;
  /** 1 from left to right, -1 the other way. */
  readonly way: 1 | -1;
  readonly gain: number;
}

/** Cars that go by over the wash of the town; on a wet road the tyres hiss. A horn far off, rarely. */
export function traffic(road: 'dry' | 'wet'): (tape: Tape) => Stereo {
  return (tape) => {
    const random = tape.random('traffic');
    const sound = bed('city_wash')(tape);
    scatter(tape.seconds, random, { perSecond: 0.42, leadSeconds: 1.5 }, (at) => {
      const way = random() < 0.5 ? 1 : -1;
      const pass = {
        at,
        way,
        speed: between(random, 9, 17),
        metres: between(random, 6, 16),
        gain: between(random, 0.6, 1.2),
      } as const;
      addPass(sound, pass, road, random);
    });
    if (random() < 0.35) addHorn(sound, between(random, 0.2, 0.8) * tape.seconds, random);
    return sound;
  };
}

/** Tyres and engine of one car: level by distance, the place in the stereo by bearing, the pitch by approach (Doppler). */
function addPass(
  { left, right }: Stereo,
  { at, speed, metres, way, gain }: Pass,
  road: 'dry' | 'wet',
  random: () => number,
): void {
  const reach = 3.2;
  const start = Math.max(0, Math.round((at - reach) * SAMPLE_RATE));
  const end = Math.min(left.length, Math.round((at + reach) * SAMPLE_RATE));
  if (end <= start) return;
  const tyres = noise(end - start, random, 'white');
  if (road === 'wet') filter(tyres, bandPass(3200, 0.5));
  else filter(tyres, bandPass(850, 0.7));
  const idleHz = between(random, 55, 85);
  let phase = random();
  for (let i = start; i < end; i++) {
    const t = i / SAMPLE_RATE - at;
    const ahead = t * speed;
    const distance = Math.sqrt(ahead * ahead + metres * metres);
    const near = (6 / distance) ** 1.4 * Math.max(0, 1 - (t / reach) ** 2) * gain;
    const bearing = (way * ahead) / distance;
    phase += (idleHz * (1 - ((speed / 340) * ahead) / distance)) / SAMPLE_RATE;
    const engine =
      Math.sin(2 * Math.PI * phase) +
      0.6 * Math.sin(4 * Math.PI * phase) +
      0.3 * Math.sin(6 * Math.PI * phase);
    const value = ((tyres[i - start] ?? 0) * (road === 'wet' ? 1.6 : 1.1) + engine * 0.05) * near;
    left[i] = (left[i] ?? 0) + value * (0.75 - 0.65 * bearing);
    right[i] = (right[i] ?? 0) + value * (0.75 + 0.65 * bearing);
  }
}

/** Two notes a third apart, as car horns have, dulled by distance. */
function addHorn(sound: Stereo, at: number, random: () => number): void {
  const far = silence(sound.left.length);
  const pan = between(random, -0.7, 0.7);
  const hz = between(random, 390, 440);
  for (const beep of random() < 0.5 ? [0] : [0, 0.32]) {
    for (const ratio of [1, 1.25]) {
      addTone(
        far,
        { atSeconds: at + beep, gain: 0.018, pan },
        {
          seconds: 0.24,
          fromHz: hz * ratio,
          toHz: hz * ratio,
          attackSeconds: 0.02,
          decaySeconds: 4,
          harmonics: [0.7, 0.5, 0.35, 0.2],
        },
      );
    }
  }
  filterStereo(far, lowPass(1400));
  for (let i = 0; i < sound.left.length; i++) {
    sound.left[i] = (sound.left[i] ?? 0) + (far.left[i] ?? 0);
    sound.right[i] = (sound.right[i] ?? 0) + (far.right[i] ?? 0);
  }
}

/** Cups, spoons and plates. */
export function clinks(tape: Tape): Stereo {
  const random = tape.random('clinks');
  const sound = silence(tape.sampleCount);
  scatter(tape.seconds, random, { perSecond: 1.3 }, (at) => {
    const hz = between(random, 1900, 3600);
    const pan = between(random, -0.8, 0.8);
    const gain = between(random, 0.08, 0.4);
    const taps = pick(random, [1, 1, 2, 3]);
    for (let tap = 0; tap < taps; tap++) {
      addStruck(
        sound,
        { atSeconds: at + tap * between(random, 0.08, 0.14), gain: gain * 0.8 ** tap, pan },
        hz,
        [
          [1, 1, 0.05],
          [1.73, 0.6, 0.04],
          [2.61, 0.4, 0.025],
          [3.9, 0.2, 0.015],
        ],
      );
    }
  });
  return sound;
}

/** A hall of machines: a press that falls twice a second, the hiss of its air, and the hum of belts. */
export function machines(tape: Tape): Stereo {
  const random = tape.random('machines');
  const sound = bed('cabin_rumble')(tape);
  const every = between(random, 0.52, 0.7);
  beats(tape.seconds, random, { everySeconds: every, firstSeconds: 0.1, looseness: 0.01 }, (at, index) => {
    const isHeavy = index % 2 === 0;
    addBurst(
      sound,
      { atSeconds: at, gain: isHeavy ? 0.9 : 0.4, pan: -0.3 },
      { seconds: 0.3, hz: isHeavy ? 90 : 180, q: 1, attackSeconds: 0.002, decaySeconds: 0.07 },
      random,
    );
    addStruck(sound, { atSeconds: at + 0.01, gain: 0.07, pan: -0.25 }, 640, [
      [1, 1, 0.09],
      [2.3, 0.7, 0.06],
      [3.7, 0.5, 0.04],
    ]);
    if (!isHeavy)
      addBurst(
        sound,
        { atSeconds: at + 0.12, gain: 0.22, pan: 0.5 },
        { seconds: 0.3, hz: 4200, q: 0.7, attackSeconds: 0.03, decaySeconds: 0.09 },
        random,
      );
  });
  return sound;
}

/** Ropes that tap on masts, a hull that creaks, and a ship's horn when there is time for one. */
export function rigging(tape: Tape): Stereo {
  const random = tape.random('rigging');
  const sound = silence(tape.sampleCount);
  scatter(tape.seconds, random, { perSecond: 1.5 }, (at) => {
    addStruck(
      sound,
      { atSeconds: at, gain: between(random, 0.05, 0.25), pan: between(random, -0.9, 0.9) },
      between(random, 900, 1500),
      [
        [1, 1, 0.12],
        [2.76, 0.5, 0.07],
        [5.4, 0.25, 0.03],
      ],
    );
  });
  return sound;
}

export function shipHorn(tape: Tape): Stereo {
  const random = tape.random('ship horn');
  const sound = silence(tape.sampleCount);
  const at = between(random, 0.25, 0.5) * tape.seconds;
  for (const hz of [98, 123.5]) {
    addTone(
      sound,
      { atSeconds: at, gain: 0.4, pan: -0.2 },
      {
        seconds: 1.9,
        fromHz: hz * 0.985,
        toHz: hz,
        attackSeconds: 0.18,
        decaySeconds: 6,
        harmonics: [0.8, 0.6, 0.45, 0.3, 0.2, 0.1],
      },
    );
  }
  filterStereo(sound, lowPass(900));
  return sound;
}

/** A clock on the wall: tick and tock, a second apart. */
export function clock(tape: Tape): Stereo {
  const random = tape.random('clock');
  const sound = silence(tape.sampleCount);
  beats(
    tape.seconds,
    random,
    { everySeconds: 1, firstSeconds: 0.4, looseness: 0.002 },
    (atSeconds, index) => {
      const hz = index % 2 === 0 ? 2600 : 2150;
      addBurst(
        sound,
        { atSeconds, gain: 0.7, pan: 0.35 },
        { seconds: 0.03, hz, q: 5, attackSeconds: 0, decaySeconds: 0.004 },
        random,
      );
      addBurst(
        sound,
        { atSeconds: atSeconds + 0.012, gain: 0.3, pan: 0.35 },
        { seconds: 0.04, hz: 900, q: 3, attackSeconds: 0, decaySeconds: 0.008 },
        random,
      );
    },
  );
  return sound;
}

/** Bells of a tower: a hum note under the strike, and the minor third that bells have. */
export function churchBells(tape: Tape): Stereo {
  const random = tape.random('church bells');
  const sound = silence(tape.sampleCount);
  const hz = between(random, 196, 247);
  beats(
    tape.seconds,
    random,
    { everySeconds: 1.9, firstSeconds: 0.4, looseness: 0.01 },
    (atSeconds, index) => {
      addStruck(sound, { atSeconds, gain: 0.3, pan: 0.2 }, index % 2 === 0 ? hz : hz * 0.8909, [
        [0.5, 0.5, 1.8],
        [1, 0.8, 1.1],
        [1.19, 0.6, 0.9],
        [1.5, 0.35, 0.6],
        [2, 0.9, 0.5],
        [2.66, 0.3, 0.3],
        [4.1, 0.2, 0.15],
      ]);
    },
  );
  return sound;
}

/** Water in a fat: frying, a dense crackle without weight. */
export function sizzle(tape: Tape): Stereo {
  const random = tape.random('sizzle');
  const sound = silence(tape.sampleCount);
  for (const side of [sound.left, sound.right]) {
    side.set(noise(tape.sampleCount, random, 'white'));
    filter(side, highPass(2600));
    filter(side, lowPass(9000));
    shape(
      side,
      curve(tape.sampleCount, () => between(random, 0.12, 0.3)),
    );
  }
  scatter(tape.seconds, random, { perSecond: 70 }, (atSeconds) => {
    addBurst(
      sound,
      { atSeconds, gain: 0.03 / (0.1 + random()), pan: between(random, -0.5, 0.5) },
      { seconds: 0.012, hz: between(random, 2600, 7000), q: 1.3, attackSeconds: 0, decaySeconds: 0.002 },
      random,
    );
  });
  return sound;
}
