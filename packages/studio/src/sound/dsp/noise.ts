import type { Stereo } from './tape.ts';

export type NoiseColour = 'white' | 'pink' | 'brown';

/** Noise of about 0.3 RMS. `white` has equal power at all frequencies, `pink` falls 3 dB an octave, `brown` 6. */
export function noise(sampleCount: number, random: () => number, colour: NoiseColour): Float32Array {
  const signal = white(sampleCount, random);
  if (colour === 'pink') makePink(signal);
  else if (colour === 'brown') makeBrown(signal);
  return signal;
}

/** Two independent channels: as wide as it gets. */
export function wideNoise(sampleCount: number, random: () => number, colour: NoiseColour): Stereo {
  return { left: noise(sampleCount, random, colour), right: noise(sampleCount, random, colour) };
}

/** Marsaglia's 32-bit xorshift, seeded by the stream: a fifth of the cost of calling the stream for each sample. */
function white(sampleCount: number, random: () => number): Float32Array {
  const signal = new Float32Array(sampleCount);
  let state = (random() * 0xffffffff) | 1;
  for (let i = 0; i < sampleCount; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    // Uniform in -0.52..0.52 has 0.3 RMS.
    signal[i] = state * 2.42e-10;
  }
  return signal;
}

/** Paul Kellet's sum of first-order filters, within 0.1 dB of -3 dB an octave above 10 Hz. */
function makePink(signal: Float32Array): void {
  let [p0, p1, p2, p3, p4, p5, p6] = [0, 0, 0, 0, 0, 0, 0];
  for (let i = 0; i < signal.length; i++) {
    const w = signal[i] ?? 0;
    p0 = 0.99886 * p0 + w * 0.0555179;
    p1 = 0.99332 * p1 + w * 0.0750759;
    p2 = 0.969 * p2 + w * 0.153852;
    p3 = 0.8665 * p3 + w * 0.3104856;
    p4 = 0.55 * p4 + w * 0.5329522;
    p5 = -0.7616 * p5 - w * 0.016898;
    signal[i] = (p0 + p1 + p2 + p3 + p4 + p5 + p6 + w * 0.5362) * 0.35;
    p6 = w * 0.115926;
  }
}

/** Leaky integration, flat below 12 Hz so that it does not wander off. */
function makeBrown(signal: Float32Array): void {
  let level = 0;
  for (let i = 0; i < signal.length; i++) {
    level = level * 0.9984 + (signal[i] ?? 0) * 0.057;
    signal[i] = level;
  }
}
