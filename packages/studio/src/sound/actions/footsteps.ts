import { beats } from '../dsp/scatter.ts';
import { addBurst } from '../dsp/strokes.ts';
import type { Burst } from '../dsp/strokes.ts';
import { between, silence } from '../dsp/tape.ts';
import type { Stereo, Tape } from '../dsp/tape.ts';

export type SurfaceId = 'hard' | 'wood' | 'gravel' | 'grass' | 'sand' | 'snow' | 'leaves' | 'wet';

/** What a sole makes of a ground. */
interface Surface {
  /** The blow of the heel; the toe follows weaker and higher. */
  readonly thud: { readonly hz: number; readonly gain: number; readonly decaySeconds: number };
  /** Grains that give way under the sole, spread over the step: how many, where they ring, how loud. */
  readonly grains: {
    readonly count: number;
    readonly hz: readonly [number, number];
    readonly gain: number;
    readonly spread: number;
  };
}

const SURFACES = {
  hard: {
    thud: { hz: 210, gain: 0.9, decaySeconds: 0.018 },
    grains: { count: 5, hz: [1400, 3600], gain: 0.28, spread: 0.02 },
  },
  wood: {
    thud: { hz: 135, gain: 1, decaySeconds: 0.035 },
    grains: { count: 3, hz: [500, 1300], gain: 0.25, spread: 0.02 },
  },
  gravel: {
    thud: { hz: 150, gain: 0.35, decaySeconds: 0.02 },
    grains: { count: 42, hz: [1500, 5200], gain: 0.3, spread: 0.16 },
  },
  grass: {
    thud: { hz: 110, gain: 0.6, decaySeconds: 0.028 },
    grains: { count: 22, hz: [2200, 5200], gain: 0.1, spread: 0.12 },
  },
  sand: {
    thud: { hz: 120, gain: 0.45, decaySeconds: 0.03 },
    grains: { count: 36, hz: [900, 2600], gain: 0.13, spread: 0.15 },
  },
  snow: {
    thud: { hz: 130, gain: 0.35, decaySeconds: 0.03 },
    grains: { count: 48, hz: [700, 2300], gain: 0.24, spread: 0.2 },
  },
  leaves: {
    thud: { hz: 120, gain: 0.45, decaySeconds: 0.025 },
    grains: { count: 32, hz: [2000, 6500], gain: 0.24, spread: 0.17 },
  },
  wet: {
    thud: { hz: 180, gain: 0.7, decaySeconds: 0.02 },
    grains: { count: 20, hz: [1100, 4200], gain: 0.22, spread: 0.09 },
  },
} as const satisfies Record<SurfaceId, Surface>;

export interface Walk {
  readonly surface: SurfaceId;
  readonly stepSeconds: number;
  /** 1..4 pairs of feet; more than one do not march in step unless `inStep`. */
  readonly walkers: number;
  readonly inStep: boolean;
  /** How hard the foot comes down: 1 a walk, 1.5 a run. */
  readonly force: number;
}

export function footsteps({ surface, stepSeconds, walkers, inStep, force }: Walk): (tape: Tape) => Stereo {
  return (tape) => {
    const random = tape.random('footsteps');
    const sound = silence(tape.sampleCount);
    for (let walker = 0; walker < walkers; walker++) {
      const own = inStep ? 1 : between(random, 0.94, 1.06);
      const beat = {
        everySeconds: walker === 0 ? stepSeconds : stepSeconds * own,
        firstSeconds: between(random, 0.12, 0.3) + (inStep ? walker * 0.012 : walker * 0.21 * stepSeconds),
        looseness: 0.025,
      };
      const centre = walker === 0 ? 0 : between(random, -0.6, 0.6);
      const gain = (walker === 0 ? 1 : 0.6) * force;
      beats(tape.seconds, random, beat, (atSeconds, index) => {
        const pan = centre + (index % 2 === 0 ? -0.09 : 0.09);
        addStep(sound, { atSeconds, gain: gain * between(random, 0.8, 1), pan }, SURFACES[surface], random);
      });
    }
    return sound;
  };
}

interface StepSpot {
  readonly atSeconds: number;
  readonly gain: number;
  readonly pan: number;
}

function addStep(sound: Stereo, spot: StepSpot, { thud, grains }: Surface, random: () => number): void {
  const heel: Burst = {
    seconds: thud.decaySeconds * 6,
    hz: thud.hz * between(random, 0.92, 1.08),
    q: 1.1,
    attackSeconds: 0.0015,
    decaySeconds: thud.decaySeconds,
  };
  addBurst(sound, { ...spot, gain: spot.gain * thud.gain }, heel, random);
  addBurst(
    sound,
    { ...spot, atSeconds: spot.atSeconds + between(random, 0.07, 0.1), gain: spot.gain * thud.gain * 0.4 },
    { ...heel, hz: heel.hz * 1.5 },
    random,
  );
  for (let grain = 0; grain < grains.count; grain++) {
    // Grains crowd where the weight comes down, and thin out as the foot rolls off.
    const late = random() ** 1.5;
    addBurst(
      sound,
      {
        ...spot,
        atSeconds: spot.atSeconds + late * grains.spread,
        gain: spot.gain * grains.gain * between(random, 0.2, 1) * (1.1 - late * 0.7),
      },
      {
        seconds: 0.016,
        hz: between(random, grains.hz[0], grains.hz[1]),
        q: 1.4,
        attackSeconds: 0.0006,
        decaySeconds: between(random, 0.0015, 0.004),
      },
      random,
    );
  }
}

/** When the feet of an animal come down within one cycle (after the gaits it is drawn with). */
const HOOF_BEATS = {
  walk: { cycleSeconds: 1.1, beats: [0, 0.25, 0.5, 0.75] },
  trot: { cycleSeconds: 0.7, beats: [0, 0.02, 0.5, 0.52] },
  gallop: { cycleSeconds: 0.55, beats: [0, 0.17, 0.4, 0.57] },
} as const;

export type GaitId = keyof typeof HOOF_BEATS;

/** Hooves: a hollow knock on hard ground, a thud on soft. `pace` is the speed of what happens (1 normal). */
export function hooves(gait: GaitId, surface: SurfaceId, pace: number): (tape: Tape) => Stereo {
  const isHard = surface === 'hard' || surface === 'wood' || surface === 'wet';
  const { cycleSeconds, beats: places } = HOOF_BEATS[gait];
  const { grains } = SURFACES[surface];
  return (tape) => {
    const random = tape.random('hooves');
    const sound = silence(tape.sampleCount);
    const cycle = { everySeconds: cycleSeconds / pace, firstSeconds: 0.1, looseness: 0.01 };
    beats(tape.seconds, random, cycle, (at) => {
      places.forEach((place, foot) => {
        const spot = {
          atSeconds: at + (place * cycleSeconds) / pace,
          gain: between(random, 0.6, 1) * (foot === 2 ? 1.2 : 1),
          pan: foot < 2 ? -0.12 : 0.12,
        };
        const knock = isHard ? between(random, 620, 900) : between(random, 85, 120);
        addBurst(
          sound,
          spot,
          {
            seconds: 0.12,
            hz: knock,
            q: isHard ? 4 : 1,
            attackSeconds: 0.001,
            decaySeconds: isHard ? 0.013 : 0.03,
          },
          random,
        );
        addBurst(
          sound,
          { ...spot, gain: spot.gain * 0.5 },
          { seconds: 0.12, hz: 160, q: 1, attackSeconds: 0.001, decaySeconds: 0.02 },
          random,
        );
        for (let grain = 0; grain < grains.count / 4; grain++) {
          addBurst(
            sound,
            { ...spot, atSeconds: spot.atSeconds + random() * 0.06, gain: grains.gain * 0.6 * random() },
            {
              seconds: 0.016,
              hz: between(random, grains.hz[0], grains.hz[1]),
              q: 1.4,
              attackSeconds: 0.0006,
              decaySeconds: 0.003,
            },
            random,
          );
        }
      });
    });
    return sound;
  };
}
