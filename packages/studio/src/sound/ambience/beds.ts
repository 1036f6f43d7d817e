import { drift, shape } from '../dsp/drift.ts';
import { filterStereo, highPass, lowPass } from '../dsp/filters.ts';
import { wideNoise } from '../dsp/noise.ts';
import type { NoiseColour } from '../dsp/noise.ts';
import type { Stereo, Tape } from '../dsp/tape.ts';

/** A steady wash of air, water or machines far off: noise in a band that breathes. */
interface Bed {
  readonly colour: NoiseColour;
  readonly lowHz: number;
  readonly highHz: number;
  /** How far it sinks between swells, 0 not at all .. 1 to silence. */
  readonly breath: number;
  readonly breathSeconds: number;
}

const BEDS = {
  room_tone: { colour: 'pink', lowHz: 60, highHz: 900, breath: 0.15, breathSeconds: 3 },
  office_air: { colour: 'pink', lowHz: 90, highHz: 2200, breath: 0.1, breathSeconds: 4 },
  hall_air: { colour: 'brown', lowHz: 70, highHz: 700, breath: 0.25, breathSeconds: 3.5 },
  snow_hush: { colour: 'pink', lowHz: 160, highHz: 1500, breath: 0.45, breathSeconds: 3.2 },
  high_air: { colour: 'pink', lowHz: 70, highHz: 1300, breath: 0.5, breathSeconds: 2.2 },
  city_wash: { colour: 'brown', lowHz: 85, highHz: 900, breath: 0.3, breathSeconds: 2.8 },
  sea_wash: { colour: 'pink', lowHz: 80, highHz: 2600, breath: 0.55, breathSeconds: 1.9 },
  falls: { colour: 'pink', lowHz: 50, highHz: 7500, breath: 0.12, breathSeconds: 0.9 },
  cabin_rumble: { colour: 'brown', lowHz: 45, highHz: 420, breath: 0.2, breathSeconds: 1.4 },
} as const satisfies Record<string, Bed>;

export type BedId = keyof typeof BEDS;

export function bed(id: BedId): (tape: Tape) => Stereo {
  const { colour, lowHz, highHz, breath, breathSeconds }: Bed = BEDS[id];
  return (tape) => {
    const random = tape.random(`bed ${id}`);
    const sound = wideNoise(tape.sampleCount, random, colour);
    filterStereo(sound, highPass(lowHz), lowPass(highHz, 0.6), lowPass(highHz * 2.2, 0.6));
    const range = { seconds: breathSeconds, low: 1 - breath, high: 1 };
    shape(sound.left, drift(tape.sampleCount, random, range));
    shape(sound.right, drift(tape.sampleCount, random, range));
    return sound;
  };
}
