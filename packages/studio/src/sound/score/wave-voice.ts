import { mix, smoothstep } from '../../maths/curves.ts';
import { SAMPLE_RATE, panGains } from '../dsp/tape.ts';
import type { Stereo } from '../dsp/tape.ts';

const TABLE = 2048;
const MOST_HARMONICS = 40;

/** Weight of harmonic `n` that lies at `hz`. */
export type Spectrum = (n: number, hz: number) => number;

/** One period of the sum of all harmonics below 15 kHz, at unit power: no harmonic can fold back. */
export function waveTable(hz: number, spectrum: Spectrum): Float32Array {
  const table = new Float32Array(TABLE + 1);
  const sine = Float32Array.from({ length: TABLE }, (_, i) => Math.sin((2 * Math.PI * i) / TABLE));
  let power = 0;
  for (let n = 1; n <= MOST_HARMONICS && n * hz < 15_000; n++) {
    const weight = spectrum(n, n * hz);
    power += weight * weight;
    // Phases after Schroeder (1970): the lowest crest for a given spectrum.
    const phase = Math.round((TABLE * (1 - (((n * (n - 1)) / 48) % 1))) % TABLE);
    for (let i = 0; i < TABLE; i++) {
      table[i] = (table[i] ?? 0) + weight * (sine[(n * i + phase) % TABLE] ?? 0);
    }
  }
  const gain = 1 / Math.sqrt(Math.max(1e-9, power));
  for (let i = 0; i < TABLE; i++) table[i] = (table[i] ?? 0) * gain;
  table[TABLE] = table[0] ?? 0;
  return table;
}

export interface WaveVoice {
  readonly hz: number;
  readonly atSeconds: number;
  /** Held for this long; the release comes after. */
  readonly seconds: number;
  readonly gain: number;
  readonly pan: number;
  readonly attackSeconds: number;
  readonly releaseSeconds: number;
  /** Comes in after the note has stood for 0.12 s, as players do it. */
  readonly vibrato: { readonly hz: number; readonly depth: number };
  /** Where in the period it begins, 0..1: voices that begin together would beat as one. */
  readonly phase: number;
  /** The wave at full strength; it begins as `soft` when that is given and comes to `table` with the attack. */
  readonly table: Float32Array;
  readonly soft?: Float32Array;
}

/** A sustained tone read from a table with straight lines between its points. */
export function addWave({ left, right }: Stereo, voice: WaveVoice): void {
  const start = Math.round(voice.atSeconds * SAMPLE_RATE);
  const held = Math.round(voice.seconds * SAMPLE_RATE);
  const release = Math.round(voice.releaseSeconds * SAMPLE_RATE);
  const attack = Math.max(1, Math.round(voice.attackSeconds * SAMPLE_RATE));
  const end = Math.min(held + release, left.length - start);
  const [toLeft, toRight] = panGains(voice.pan);
  const { table, soft } = voice;
  const step = (voice.hz * TABLE) / SAMPLE_RATE;
  const turn = (2 * Math.PI * voice.vibrato.hz) / SAMPLE_RATE;
  let phase = voice.phase * TABLE;
  let bend = 1;
  for (let i = 0; i < end; i++) {
    if ((i & 31) === 0) {
      const depth = voice.vibrato.depth * smoothstep(0.12, 0.4, i / SAMPLE_RATE);
      bend = 1 + depth * Math.sin(turn * i);
    }
    phase += step * bend;
    if (phase >= TABLE) phase -= TABLE;
    const at = phase | 0;
    const share = phase - at;
    let value = mix(table[at] ?? 0, table[at + 1] ?? 0, share);
    if (soft && i < attack * 3) {
      const dull = mix(soft[at] ?? 0, soft[at + 1] ?? 0, share);
      value = mix(dull, value, i / (attack * 3));
    }
    const rise = i < attack ? smoothstep(0, attack, i) : 1;
    const fall = i > held ? 1 - (i - held) / release : 1;
    value *= voice.gain * rise * fall * fall;
    left[start + i] = (left[start + i] ?? 0) + value * toLeft;
    right[start + i] = (right[start + i] ?? 0) + value * toRight;
  }
}
