import { clamp } from '../../maths/curves.ts';
import type { Stereo } from './tape.ts';
import { SAMPLE_RATE } from './tape.ts';
import { DRIFT_STEP } from './drift.ts';

/** Second-order section, normalised so that a0 is 1. */
export interface Biquad {
  readonly b0: number;
  readonly b1: number;
  readonly b2: number;
  readonly a1: number;
  readonly a2: number;
}

// Coefficients after R. Bristow-Johnson, "Cookbook formulae for audio EQ biquad filter coefficients".

function angleOf(hz: number, q: number): { readonly cosine: number; readonly alpha: number } {
  const omega = (2 * Math.PI * clamp(hz, 5, SAMPLE_RATE * 0.47)) / SAMPLE_RATE;
  return { cosine: Math.cos(omega), alpha: Math.sin(omega) / (2 * q) };
}

function normalised(b0: number, b1: number, b2: number, a0: number, a1: number, a2: number): Biquad {
  return { b0: b0 / a0, b1: b1 / a0, b2: b2 / a0, a1: a1 / a0, a2: a2 / a0 };
}

export function lowPass(hz: number, q = Math.SQRT1_2): Biquad {
  const { cosine, alpha } = angleOf(hz, q);
  const side = (1 - cosine) / 2;
  return normalised(side, 1 - cosine, side, 1 + alpha, -2 * cosine, 1 - alpha);
}

export function highPass(hz: number, q = Math.SQRT1_2): Biquad {
  const { cosine, alpha } = angleOf(hz, q);
  const side = (1 + cosine) / 2;
  return normalised(side, -1 - cosine, side, 1 + alpha, -2 * cosine, 1 - alpha);
}

/** Unity gain at `hz`; the band is `hz / q` wide. */
export function bandPass(hz: number, q: number): Biquad {
  const { cosine, alpha } = angleOf(hz, q);
  return normalised(alpha, 0, -alpha, 1 + alpha, -2 * cosine, 1 - alpha);
}

/** In place, transposed direct form II: quiet in single precision. */
export function filter(signal: Float32Array, { b0, b1, b2, a1, a2 }: Biquad): void {
  let z1 = 0;
  let z2 = 0;
  for (let i = 0; i < signal.length; i++) {
    const x = signal[i] ?? 0;
    const y = b0 * x + z1;
    z1 = b1 * x - a1 * y + z2;
    z2 = b2 * x - a2 * y;
    signal[i] = y;
  }
}

export function filterStereo({ left, right }: Stereo, ...sections: readonly Biquad[]): void {
  for (const section of sections) {
    filter(left, section);
    filter(right, section);
  }
}

/**
 * Low-pass or band-pass whose frequency follows a curve of one value per DRIFT_STEP samples, in place. The topology is
 * Zavalishin's zero-delay state variable filter: it stays stable and free of clicks however fast the curve moves.
 */
export function sweep(signal: Float32Array, kind: 'low' | 'band', hz: Float32Array, q: number): void {
  const damping = 1 / q;
  let s1 = 0;
  let s2 = 0;
  for (let start = 0, step = 0; start < signal.length; start += DRIFT_STEP, step++) {
    const g = Math.tan((Math.PI * clamp(hz[step] ?? 100, 10, SAMPLE_RATE * 0.45)) / SAMPLE_RATE);
    const a1 = 1 / (1 + g * (g + damping));
    const a2 = g * a1;
    const end = Math.min(signal.length, start + DRIFT_STEP);
    for (let i = start; i < end; i++) {
      const v3 = (signal[i] ?? 0) - s2;
      const v1 = a1 * s1 + a2 * v3;
      const v2 = s2 + g * v1;
      s1 = 2 * v1 - s1;
      s2 = 2 * v2 - s2;
      signal[i] = kind === 'low' ? v2 : v1 * damping;
    }
  }
}
