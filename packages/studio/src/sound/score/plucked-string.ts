import { smoothstep } from '../../maths/curves.ts';
import { SAMPLE_RATE, panGains } from '../dsp/tape.ts';
import type { Stereo } from '../dsp/tape.ts';

export interface Pluck {
  readonly hz: number;
  readonly atSeconds: number;
  readonly gain: number;
  readonly pan: number;
  /** Time to fall by 60 dB for a low string; high ones die sooner. */
  readonly ringSeconds: number;
  /** 0 a thumb's flesh .. 1 a plectrum. */
  readonly brightness: number;
  /** Where it is plucked, share of the string's length: 0.5 hollow, 0.1 nasal. */
  readonly pluckAt: number;
  /** Held this long, then damped. */
  readonly seconds: number;
}

/** Samples after which the all-pass has forgotten where it began. */
const WARM_UP = 48;

/**
 * A plucked string (K. Karplus and A. Strong, 1983; tuned by an all-pass as J. Smith and D. Jaffe, 1983): a burst of noise
 * goes round a delay of one period, losing treble each time.
 */
export function addPluck({ left, right }: Stereo, pluck: Pluck, random: () => number): void {
  const period = SAMPLE_RATE / pluck.hz;
  // A long string goes round less often, so it must lose more treble each time.
  const brightness = pluck.brightness * Math.min(1, (pluck.hz / 330) ** 0.8);
  const blend = 0.5 - 0.42 * brightness;
  // The averaging filter delays by `blend` of a sample; the all-pass makes up what is left of the period.
  const whole = Math.floor(period - blend - 0.1);
  const rest = period - blend - whole;
  const allPass = (1 - rest) / (1 + rest);
  const line = excite(whole, pluck, random);
  const ring = pluck.ringSeconds * Math.min(1, (220 / pluck.hz) ** 0.4);
  const loss = 10 ** ((-3 * period) / (ring * SAMPLE_RATE));
  const damped = 10 ** ((-3 * period) / (0.16 * SAMPLE_RATE));
  const start = Math.round(pluck.atSeconds * SAMPLE_RATE);
  const held = Math.round(pluck.seconds * SAMPLE_RATE);
  const count = Math.min(Math.round((pluck.seconds + 0.3) * SAMPLE_RATE), left.length - start);
  const [toLeft, toRight] = panGains(pluck.pan);
  const rise = (0.004 - 0.0026 * pluck.brightness) * SAMPLE_RATE;
  let at = 0;
  let before = 0;
  let passIn = 0;
  let passOut = 0;
  // The filters start as if the string had always swung: from rest their first outputs would be a step.
  for (const out of line.subarray(-WARM_UP)) {
    const dull = (1 - blend) * out + blend * before;
    before = out;
    passOut = allPass * (dull - passOut) + passIn;
    passIn = dull;
  }
  for (let i = 0; i < count; i++) {
    const out = line[at] ?? 0;
    const dull = (1 - blend) * out + blend * before;
    before = out;
    passOut = allPass * (dull - passOut) + passIn;
    passIn = dull;
    line[at] = passOut * (i < held ? loss : damped);
    at = at + 1 === whole ? 0 : at + 1;
    // The finger leaves the string within a millisecond or two; at once would be a click.
    const value = out * pluck.gain * (i < rise ? smoothstep(0, rise, i) : 1);
    left[start + i] = (left[start + i] ?? 0) + value * toLeft;
    right[start + i] = (right[start + i] ?? 0) + value * toRight;
  }
}

/** One period of noise without DC, softened by the finger, with the notch of the place where it plucks. */
function excite(length: number, { brightness, pluckAt }: Pluck, random: () => number): Float32Array {
  const noise = Float32Array.from({ length }, () => random() * 2 - 1);
  const follow = 1 - Math.exp((-2 * Math.PI * (900 + 4000 * brightness)) / SAMPLE_RATE);
  for (let round = 0; round < 3; round++) {
    // Once round to warm up: the period must close without a step, or every turn of it would click.
    let level = 0;
    for (const value of noise) level += (value - level) * follow;
    for (let i = 0; i < length; i++) {
      level += ((noise[i] ?? 0) - level) * follow;
      noise[i] = level;
    }
  }
  const shift = Math.max(1, Math.round(length * pluckAt));
  const comb = noise.map((value, i) => value - (noise[(i + length - shift) % length] ?? 0));
  const mean = comb.reduce((sum, value) => sum + value, 0) / length;
  const power = comb.reduce((sum, value) => sum + (value - mean) ** 2, 0) / length;
  const gain = 0.5 / Math.sqrt(Math.max(1e-9, power));
  return comb.map((value) => (value - mean) * gain);
}
