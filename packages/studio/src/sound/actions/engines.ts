import { DRIFT_STEP, drift } from '../dsp/drift.ts';
import { bandPass, filter, filterStereo, highPass, lowPass } from '../dsp/filters.ts';
import { noise, wideNoise } from '../dsp/noise.ts';
import { beats } from '../dsp/scatter.ts';
import { addBurst, addStruck, addTone } from '../dsp/strokes.ts';
import { SAMPLE_RATE, addStereo, between } from '../dsp/tape.ts';
import type { Stereo, Tape } from '../dsp/tape.ts';
import { bed } from '../ambience/beds.ts';

/** A piston engine: firings a second, the cylinders that share them, and the pipe they sound through. */
interface Engine {
  readonly firingHz: readonly [idle: number, driven: number];
  readonly cylinders: number;
  /** Resonances of exhaust and body: Hz, Q, gain. */
  readonly pipe: readonly (readonly [number, number, number])[];
  /** How unlike the firings are, 0..1. */
  readonly roughness: number;
  /** Tyres, wind or water that goes with it: band and level. */
  readonly wash: { readonly hz: number; readonly q: number; readonly gain: number };
}

const ENGINES = {
  car: {
    firingHz: [62, 88],
    cylinders: 4,
    pipe: [
      [95, 1.5, 1],
      [240, 2, 0.6],
      [620, 1.5, 0.3],
    ],
    roughness: 0.16,
    wash: { hz: 800, q: 0.6, gain: 0.34 },
  },
  racing_car: {
    firingHz: [210, 430],
    cylinders: 6,
    pipe: [
      [320, 1.2, 0.8],
      [900, 1.5, 0.7],
      [2300, 1.2, 0.5],
    ],
    roughness: 0.08,
    wash: { hz: 1500, q: 0.5, gain: 0.2 },
  },
  truck: {
    firingHz: [34, 52],
    cylinders: 6,
    pipe: [
      [62, 1.6, 1.1],
      [170, 1.6, 0.7],
      [480, 1.2, 0.4],
    ],
    roughness: 0.3,
    wash: { hz: 600, q: 0.6, gain: 0.25 },
  },
  tractor: {
    firingHz: [17, 24],
    cylinders: 3,
    pipe: [
      [70, 2, 1.2],
      [150, 2, 0.8],
      [430, 1.4, 0.5],
    ],
    roughness: 0.35,
    wash: { hz: 500, q: 0.6, gain: 0.1 },
  },
  motorcycle: {
    firingHz: [42, 96],
    cylinders: 2,
    pipe: [
      [120, 2, 1],
      [310, 1.8, 0.9],
      [1100, 1.3, 0.5],
    ],
    roughness: 0.22,
    wash: { hz: 900, q: 0.5, gain: 0.16 },
  },
  boat: {
    firingHz: [38, 62],
    cylinders: 4,
    pipe: [
      [80, 1.8, 1],
      [210, 1.6, 0.6],
    ],
    roughness: 0.25,
    wash: { hz: 1100, q: 0.4, gain: 0.5 },
  },
  propeller: {
    firingHz: [74, 92],
    cylinders: 6,
    pipe: [
      [90, 1.4, 1],
      [270, 1.6, 0.8],
      [800, 1.2, 0.4],
    ],
    roughness: 0.1,
    wash: { hz: 500, q: 0.5, gain: 0.2 },
  },
} as const satisfies Record<string, Engine>;

export type EngineId = keyof typeof ENGINES;

export function engine(id: EngineId): (tape: Tape) => Stereo {
  const { firingHz, cylinders, pipe, roughness, wash }: Engine = ENGINES[id];
  return (tape) => {
    const random = tape.random('engine');
    const count = tape.sampleCount;
    const revs = drift(count, random, { seconds: 2.2, low: firingHz[0], high: firingHz[1] });
    const source = firings(count, random, revs, { cylinders, roughness });
    const voice = new Float32Array(count);
    for (const [hz, q, gain] of pipe) {
      const resonance = source.slice();
      filter(resonance, bandPass(hz, q));
      for (let i = 0; i < count; i++) voice[i] = (voice[i] ?? 0) + (resonance[i] ?? 0) * gain;
    }
    const sound = wideNoise(count, random, 'white');
    filterStereo(sound, bandPass(wash.hz, wash.q));
    for (let i = 0; i < count; i++) {
      sound.left[i] = (voice[i] ?? 0) + (sound.left[i] ?? 0) * wash.gain;
      sound.right[i] = (voice[i] ?? 0) + (sound.right[i] ?? 0) * wash.gain;
    }
    return sound;
  };
}

/** A pulse per firing; cylinders differ by a fixed amount, firings by chance. */
function firings(
  count: number,
  random: () => number,
  revs: Float32Array,
  { cylinders, roughness }: { readonly cylinders: number; readonly roughness: number },
): Float32Array {
  const strength = Array.from({ length: cylinders }, () => between(random, 1 - roughness, 1));
  const source = new Float32Array(count);
  let phase = 0;
  let firing = 0;
  let level = 1;
  for (let i = 0; i < count; i++) {
    phase += (revs[Math.floor(i / DRIFT_STEP)] ?? 60) / SAMPLE_RATE;
    if (phase >= 1) {
      phase -= 1;
      firing = (firing + 1) % cylinders;
      level = (strength[firing] ?? 1) * between(random, 1 - roughness / 2, 1);
    }
    // Rises over a twentieth of the interval, then dies away: no step, so nothing folds back into the audible band.
    const rise = Math.min(1, phase * 20);
    source[i] = level * (rise * Math.exp(-phase * 7) - 0.13);
  }
  return source;
}

/** Wheels over rail joints: two axles of a bogie, then the next one; a low roll under it. */
export function train(tape: Tape): Stereo {
  const random = tape.random('train');
  const sound = bed('cabin_rumble')(tape);
  const roll = wideNoise(tape.sampleCount, random, 'pink');
  filterStereo(roll, bandPass(700, 0.6));
  addStereo(sound, roll, 0.3);
  const everySeconds = between(random, 0.85, 1.05);
  beats(tape.seconds, random, { everySeconds, firstSeconds: 0.2, looseness: 0.01 }, (at) => {
    [0, 0.13, 0.42, 0.55].forEach((late, axle) => {
      const spot = { atSeconds: at + late, gain: axle % 2 === 0 ? 0.55 : 0.4, pan: axle < 2 ? -0.2 : 0.2 };
      addBurst(
        sound,
        spot,
        { seconds: 0.16, hz: 120, q: 1, attackSeconds: 0.002, decaySeconds: 0.03 },
        random,
      );
      addBurst(
        sound,
        { ...spot, gain: spot.gain * 0.35 },
        { seconds: 0.1, hz: 1300, q: 2, attackSeconds: 0.001, decaySeconds: 0.015 },
        random,
      );
    });
  });
  return sound;
}

/** Four chuffs to a turn of the wheels, and one whistle. */
export function steamTrain(tape: Tape): Stereo {
  const random = tape.random('steam train');
  const sound = train(tape);
  beats(
    tape.seconds,
    random,
    { everySeconds: 0.31, firstSeconds: 0.05, looseness: 0.01 },
    (atSeconds, index) => {
      const gain = index % 4 === 0 ? 1.1 : 0.75;
      addBurst(
        sound,
        { atSeconds, gain, pan: -0.1 },
        { seconds: 0.3, hz: 420, q: 0.6, attackSeconds: 0.02, decaySeconds: 0.07 },
        random,
      );
      addBurst(
        sound,
        { atSeconds, gain: gain * 0.35, pan: 0.15 },
        { seconds: 0.3, hz: 2400, q: 0.6, attackSeconds: 0.025, decaySeconds: 0.06 },
        random,
      );
    },
  );
  const at = between(random, 0.15, 0.4) * tape.seconds;
  for (const hz of [466, 554, 698]) {
    addTone(
      sound,
      { atSeconds: at, gain: 0.1, pan: 0.2 },
      {
        seconds: 1.3,
        fromHz: hz * 0.97,
        toHz: hz,
        attackSeconds: 0.12,
        decaySeconds: 5,
        harmonics: [0.35, 0.15],
        vibrato: { hz: 6, depth: 0.004 },
      },
    );
  }
  return sound;
}

/** A rotor's slap under a turbine's whine. */
export function helicopter(tape: Tape): Stereo {
  const random = tape.random('helicopter');
  const sound = bed('cabin_rumble')(tape);
  beats(
    tape.seconds,
    random,
    { everySeconds: 0.088, firstSeconds: 0, looseness: 0.01 },
    (atSeconds, index) => {
      const gain = 0.85 + 0.25 * Math.sin(index * 0.4);
      addBurst(
        sound,
        { atSeconds, gain, pan: 0 },
        { seconds: 0.09, hz: 105, q: 0.7, attackSeconds: 0.008, decaySeconds: 0.022 },
        random,
      );
      addBurst(
        sound,
        { atSeconds, gain: gain * 0.3, pan: 0 },
        { seconds: 0.08, hz: 800, q: 0.7, attackSeconds: 0.006, decaySeconds: 0.018 },
        random,
      );
    },
  );
  addWhine(sound, 1180, 0.012);
  return sound;
}

/** Jet: broad air, a core that rumbles, fans that whine. */
export function jet(tape: Tape): Stereo {
  const random = tape.random('jet');
  const sound = wideNoise(tape.sampleCount, random, 'pink');
  filterStereo(sound, highPass(60), lowPass(2600, 0.5));
  addStereo(sound, bed('cabin_rumble')(tape), 0.8);
  addWhine(sound, 2300, 0.008);
  return sound;
}

/** Rocket motor: brown thunder that crackles. */
export function rocketMotor(tape: Tape): Stereo {
  const random = tape.random('rocket');
  const sound = wideNoise(tape.sampleCount, random, 'brown');
  filterStereo(sound, highPass(30));
  const crackle = noise(tape.sampleCount, random, 'white');
  filter(crackle, bandPass(900, 0.5));
  const flutter = drift(tape.sampleCount, random, { seconds: 0.02, low: -0.6, high: 1 });
  for (let i = 0; i < tape.sampleCount; i++) {
    const spit = (crackle[i] ?? 0) * Math.max(0, flutter[Math.floor(i / DRIFT_STEP)] ?? 0) ** 2 * 0.8;
    sound.left[i] = (sound.left[i] ?? 0) + spit;
    sound.right[i] = (sound.right[i] ?? 0) + spit;
  }
  return sound;
}

function addWhine(sound: Stereo, hz: number, gain: number): void {
  const seconds = sound.left.length / SAMPLE_RATE;
  for (const [ratio, pan] of [
    [1, -0.3],
    [1.007, 0.3],
  ] as const) {
    addTone(
      sound,
      { atSeconds: 0, gain, pan },
      {
        seconds,
        fromHz: hz * ratio,
        toHz: hz * ratio * 1.02,
        attackSeconds: 0.2,
        decaySeconds: Infinity,
        harmonics: [0.3],
        vibrato: { hz: 0.7, depth: 0.004 },
      },
    );
  }
}

/** A bicycle that rolls: tyres, and the tick of the freewheel. */
export function bicycle(tape: Tape): Stereo {
  const random = tape.random('bicycle');
  const sound = wideNoise(tape.sampleCount, random, 'pink');
  filterStereo(sound, bandPass(1100, 0.5));
  for (let i = 0; i < tape.sampleCount; i++) {
    sound.left[i] = (sound.left[i] ?? 0) * 0.25;
    sound.right[i] = (sound.right[i] ?? 0) * 0.25;
  }
  beats(tape.seconds, random, { everySeconds: 0.052, firstSeconds: 0, looseness: 0.03 }, (atSeconds) => {
    addBurst(
      sound,
      { atSeconds, gain: 0.12, pan: 0.1 },
      { seconds: 0.012, hz: 4300, q: 4, attackSeconds: 0, decaySeconds: 0.0015 },
      random,
    );
  });
  beats(tape.seconds, random, { everySeconds: 4.5, firstSeconds: 1.2, looseness: 0.2 }, (at) => {
    for (const ring of [0, 0.16])
      addStruck(sound, { atSeconds: at + ring, gain: 0.1, pan: 0.15 }, 2250, [
        [1, 1, 0.25],
        [1.5, 0.4, 0.15],
        [2.7, 0.3, 0.1],
      ]);
  });
  return sound;
}
