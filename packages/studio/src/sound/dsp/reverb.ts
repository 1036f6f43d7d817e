import { SAMPLE_RATE, silence } from './tape.ts';
import type { Stereo } from './tape.ts';

export interface Hall {
  /** Time to fall by 60 dB at low frequencies. */
  readonly seconds: number;
  /** Above this the hall swallows about twice as fast. */
  readonly dampHz: number;
  readonly preDelaySeconds: number;
  /** 1 a concert hall, 0.4 a room: scales the ways that the sound takes. */
  readonly size: number;
}

// Ways of 31..79 ms with no common divisor, so that echoes do not pile up into a tone.
const DELAYS = [1499, 1777, 2053, 2311, 2663, 2999, 3389, 3797];
const DIFFUSERS = [142, 277, 373, 509];

/**
 * The hall's answer alone (no dry sound): four all-passes that blur, then a feedback delay network of eight lines mixed by
 * a Householder matrix (J.-M. Jot and A. Chaigne, 1991). Left feeds and is fed by the even lines, right by the odd.
 */
export function reverberate(source: Stereo, hall: Hall): Stereo {
  const count = source.left.length;
  const wet = silence(count);
  const left = diffuse(source.left, hall, 0);
  const right = diffuse(source.right, hall, 23);
  const lengths = DELAYS.map((length) => Math.max(8, Math.round(length * hall.size)));
  const lines = lengths.map((length) => new Float32Array(length));
  const gains = lengths.map((length) => 10 ** ((-3 * length) / (hall.seconds * SAMPLE_RATE)));
  const damp = 1 - Math.exp((-2 * Math.PI * hall.dampHz) / SAMPLE_RATE);
  const places = new Int32Array(8);
  const low = new Float64Array(8);
  for (let i = 0; i < count; i++) {
    let sum = 0;
    let toLeft = 0;
    let toRight = 0;
    for (let k = 0; k < 8; k++) {
      const out = lines[k]?.[places[k] ?? 0] ?? 0;
      const dull = (low[k] ?? 0) + damp * (out * (gains[k] ?? 0) - (low[k] ?? 0));
      low[k] = dull;
      sum += dull;
      if (k & 1) toRight += k & 2 ? -dull : dull;
      else toLeft += k & 2 ? -dull : dull;
    }
    for (let k = 0; k < 8; k++) {
      const line = lines[k];
      const at = places[k] ?? 0;
      if (line) line[at] = (low[k] ?? 0) - sum * 0.25 + ((k & 1 ? right[i] : left[i]) ?? 0);
      places[k] = at + 1 === (lengths[k] ?? 1) ? 0 : at + 1;
    }
    wet.left[i] = toLeft * 0.35;
    wet.right[i] = toRight * 0.35;
  }
  return wet;
}

/** Delays and blurs a copy; the offset makes the two sides differ. */
function diffuse(source: Float32Array, hall: Hall, offset: number): Float32Array {
  const count = source.length;
  const wait = Math.round(hall.preDelaySeconds * SAMPLE_RATE) + offset;
  const signal = new Float32Array(count);
  if (wait < count) signal.set(source.subarray(0, count - wait), wait);
  for (const length of DIFFUSERS) {
    const line = new Float32Array(length + (offset >> 1));
    let at = 0;
    for (let i = 0; i < count; i++) {
      const delayed = line[at] ?? 0;
      const fed = (signal[i] ?? 0) - delayed * 0.6;
      line[at] = fed;
      signal[i] = delayed + fed * 0.6;
      at = at + 1 === line.length ? 0 : at + 1;
    }
  }
  return signal;
}
