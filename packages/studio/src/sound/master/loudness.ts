import type { Biquad } from '../dsp/filters.ts';
import { filter } from '../dsp/filters.ts';
import { SAMPLE_RATE } from '../dsp/tape.ts';
import type { Stereo } from '../dsp/tape.ts';

// ITU-R BS.1770-5, annex 1, tables 1 and 2: the head's shelf and the RLB high-pass, for 48 kHz.
const SHELF: Biquad = {
  b0: 1.53512485958697,
  b1: -2.69169618940638,
  b2: 1.19839281085285,
  a1: -1.69065929318241,
  a2: 0.73248077421585,
};
const RLB: Biquad = { b0: 1, b1: -2, b2: 1, a1: -1.99004745483398, a2: 0.99007225036621 };

/** Blocks of 400 ms that overlap by three quarters. */
const HOP = SAMPLE_RATE / 10;
const HOPS_PER_BLOCK = 4;

const ABSOLUTE_GATE_LUFS = -70;
const RELATIVE_GATE_LU = -10;

/**
 * Integrated loudness of two channels in LUFS (ITU-R BS.1770-5: K-weighting, gates at -70 LUFS and at 10 LU below what passes
 * the first). Shorter than one block: its mean. -Infinity for silence.
 */
export function measureLoudness({ left, right }: Stereo): number {
  const powers = blockPowers(hopEnergies(left), hopEnergies(right), left.length);
  const heard = powers.filter((power) => loudnessOf(power) > ABSOLUTE_GATE_LUFS);
  if (heard.length === 0) return Number.NEGATIVE_INFINITY;
  const threshold = loudnessOf(mean(heard)) + RELATIVE_GATE_LU;
  return loudnessOf(mean(heard.filter((power) => loudnessOf(power) > threshold)));
}

function loudnessOf(power: number): number {
  return -0.691 + 10 * Math.log10(power);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

/** Sum of squares of the weighted channel for each 100 ms; the last may be short. */
function hopEnergies(channel: Float32Array): Float64Array {
  const weighted = channel.slice();
  filter(weighted, SHELF);
  filter(weighted, RLB);
  const energies = new Float64Array(Math.ceil(channel.length / HOP));
  for (let hop = 0; hop < energies.length; hop++) {
    const end = Math.min(channel.length, (hop + 1) * HOP);
    let sum = 0;
    for (let i = hop * HOP; i < end; i++) sum += (weighted[i] ?? 0) ** 2;
    energies[hop] = sum;
  }
  return energies;
}

/** Mean power of both channels together in each block that lies wholly inside. */
function blockPowers(left: Float64Array, right: Float64Array, sampleCount: number): readonly number[] {
  const hops = Math.floor(sampleCount / HOP);
  const both = (hop: number): number => (left[hop] ?? 0) + (right[hop] ?? 0);
  if (hops < HOPS_PER_BLOCK) {
    const all = left.reduce((sum, _, hop) => sum + both(hop), 0);
    return [all / Math.max(1, sampleCount)];
  }
  return Array.from({ length: hops - HOPS_PER_BLOCK + 1 }, (_, first) => {
    let sum = 0;
    for (let hop = first; hop < first + HOPS_PER_BLOCK; hop++) sum += both(hop);
    return sum / (HOPS_PER_BLOCK * HOP);
  });
}
