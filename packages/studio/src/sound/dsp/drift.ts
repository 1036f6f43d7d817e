import { clamp, mix, smoothstep } from '../../maths/curves.ts';
import { SAMPLE_RATE } from './tape.ts';

/** Samples between two values of a curve: 1.3 ms, far below what an ear resolves in a swell. */
export const DRIFT_STEP = 64;

/** Curve of one value per DRIFT_STEP samples, with one to spare at the end. */
export function curve(sampleCount: number, valueAt: (seconds: number) => number): Float32Array {
  const values = new Float32Array(Math.ceil(sampleCount / DRIFT_STEP) + 1);
  for (let i = 0; i < values.length; i++) values[i] = valueAt((i * DRIFT_STEP) / SAMPLE_RATE);
  return values;
}

/**
 * Wanders between `low` and `high` without a beat: smooth value noise of two octaves, one knot about every `seconds`.
 */
export function drift(
  sampleCount: number,
  random: () => number,
  { seconds, low, high }: { readonly seconds: number; readonly low: number; readonly high: number },
): Float32Array {
  const knots = Float32Array.from({ length: Math.ceil(sampleCount / SAMPLE_RATE / seconds) * 2 + 8 }, random);
  const offset = random();
  const noise = (t: number): number => {
    const cell = Math.floor(t);
    return mix(knots[cell] ?? 0.5, knots[cell + 1] ?? 0.5, smoothstep(0, 1, t - cell));
  };
  return curve(sampleCount, (t) => {
    const at = t / seconds + offset;
    // Two octaves crowd around the middle: stretched by 1.5, so that the ends are visited.
    const value = noise(at) * 0.7 + noise(at * 2 + 1.7) * 0.3;
    return mix(low, high, clamp((value - 0.5) * 1.5 + 0.5));
  });
}

/** Multiplies by a curve, with straight lines between its values, in place. */
export function shape(signal: Float32Array, values: Float32Array): void {
  for (let start = 0, step = 0; start < signal.length; start += DRIFT_STEP, step++) {
    let gain = values[step] ?? 0;
    const slope = ((values[step + 1] ?? gain) - gain) / DRIFT_STEP;
    const end = Math.min(signal.length, start + DRIFT_STEP);
    for (let i = start; i < end; i++) {
      signal[i] = (signal[i] ?? 0) * gain;
      gain += slope;
    }
  }
}
