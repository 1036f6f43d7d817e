import { curve, drift, shape } from '../dsp/drift.ts';
import { bandPass, filterStereo, highPass } from '../dsp/filters.ts';
import { wideNoise } from '../dsp/noise.ts';
import { SAMPLE_RATE, addStereo, between, silence } from '../dsp/tape.ts';
import type { Stereo, Tape } from '../dsp/tape.ts';

/** Partials of the drone against its root: octaves and fifths only, so that any chord of the key can stand on it. */
const PARTIALS = [
  [1, 1],
  [1.5, 0.4],
  [2, 0.55],
  [3, 0.3],
  [4, 0.22],
  [6, 0.12],
  [8, 0.08],
] as const;

/**
 * There is nothing to hear in space, so this is how films let it sound: a deep tone whose partials come and go, in tune with
 * the score (`rootHz`), and a breath of far static.
 */
export function deepDrone(rootHz: number): (tape: Tape) => Stereo {
  return (tape) => {
    const random = tape.random('drone');
    const count = tape.sampleCount;
    const sound = silence(count);
    for (const [ratio, gain] of PARTIALS) {
      for (const side of [sound.left, sound.right]) {
        const level = drift(count, random, { seconds: 2.6, low: 0.25, high: 1 });
        const partial = new Float32Array(count);
        const step = (2 * Math.PI * rootHz * ratio * between(random, 0.9975, 1.0025)) / SAMPLE_RATE;
        let phase = random() * 6;
        for (let i = 0; i < count; i++) partial[i] = Math.sin((phase += step)) * gain * 0.3;
        shape(partial, level);
        for (let i = 0; i < count; i++) side[i] = (side[i] ?? 0) + (partial[i] ?? 0);
      }
    }
    const air = wideNoise(count, random, 'pink');
    filterStereo(air, bandPass(1900, 1.2), highPass(600));
    const breath = curve(count, (t) => 0.05 + 0.04 * Math.sin(t * 0.9 + 1));
    shape(air.left, breath);
    shape(air.right, breath);
    addStereo(sound, air, 1);
    return sound;
  };
}
