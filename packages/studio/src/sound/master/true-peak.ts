import type { Stereo } from '../dsp/tape.ts';

const PHASES = 4;
const TAPS = 12;

/**
 * Highest level that the continuous wave of both channels reaches around each sample: the sample itself and three points
 * after it, found by fourfold oversampling (48-tap windowed sinc; ITU-R BS.1770-5, annex 2).
 */
export function peakEnvelope({ left, right }: Stereo): Float32Array {
  const peaks = new Float32Array(left.length);
  const kernels = Array.from({ length: PHASES - 1 }, (_, index) => kernelOf((index + 1) / PHASES));
  raise(peaks, left, kernels);
  raise(peaks, right, kernels);
  return peaks;
}

/** Highest true peak of both channels, linear (1 is 0 dBTP). */
export function truePeak(sound: Stereo): number {
  let highest = 0;
  for (const peak of peakEnvelope(sound)) if (peak > highest) highest = peak;
  return highest;
}

/** Interpolates `fraction` of a sample after the sixth of twelve. */
function kernelOf(fraction: number): Float64Array {
  const kernel = Float64Array.from({ length: TAPS }, (_, tap) => {
    const x = tap - (TAPS / 2 - 1) - fraction;
    const window = 0.5 + 0.5 * Math.cos((Math.PI * x) / (TAPS / 2));
    return (Math.sin(Math.PI * x) / (Math.PI * x)) * window;
  });
  const sum = kernel.reduce((total, value) => total + value, 0);
  return kernel.map((value) => value / sum);
}

function raise(peaks: Float32Array, channel: Float32Array, kernels: readonly Float64Array[]): void {
  const [a, b, c] = kernels;
  if (!a || !b || !c) return;
  for (let i = 0; i < channel.length; i++) {
    let first = 0;
    let second = 0;
    let third = 0;
    const from = i - (TAPS / 2 - 1);
    for (let tap = 0; tap < TAPS; tap++) {
      const value = channel[from + tap] ?? 0;
      first += value * (a[tap] ?? 0);
      second += value * (b[tap] ?? 0);
      third += value * (c[tap] ?? 0);
    }
    const highest = Math.max(Math.abs(channel[i] ?? 0), Math.abs(first), Math.abs(second), Math.abs(third));
    if (highest > (peaks[i] ?? 0)) peaks[i] = highest;
  }
}
