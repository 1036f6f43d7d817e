import { smoothstep } from '../../maths/curves.ts';
import { bandPass } from './filters.ts';
import { SAMPLE_RATE, panGains } from './tape.ts';
import type { Stereo } from './tape.ts';

/** Where a short sound falls. */
export interface Spot {
  readonly atSeconds: number;
  readonly gain: number;
  /** -1 left .. 1 right. */
  readonly pan: number;
}

/** Every stroke ends over at least this time, so that none is cut off with a click. */
const SHORTEST_RELEASE_SECONDS = 0.005;

/** Steps of gain a stroke never exceeds at its start: below a millisecond an onset is a click by design (a drop, a crackle). */
const SHORTEST_ATTACK_SECONDS = 0.0004;

/** A gliding sine with harmonics: a bird's syllable, a bubble, a whistle. */
export interface Tone {
  readonly seconds: number;
  readonly fromHz: number;
  readonly toHz: number;
  readonly attackSeconds: number;
  /** Time to fall to 1/e after the attack; Infinity holds. */
  readonly decaySeconds: number;
  /** The last part of `seconds`, over which what still sounds is damped; 5 ms when absent. */
  readonly releaseSeconds?: number;
  /** Amplitude of harmonic 2, 3, ... against the first. */
  readonly harmonics?: readonly number[];
  readonly vibrato?: { readonly hz: number; readonly depth: number };
}

export function addTone(target: Stereo, { atSeconds, gain, pan }: Spot, tone: Tone): void {
  const count = Math.round(tone.seconds * SAMPLE_RATE);
  const envelope = createEnvelope(count, tone);
  const harmonics = tone.harmonics ?? [];
  const glide = (tone.toHz / tone.fromHz) ** (1 / Math.max(1, count));
  let hz = tone.fromHz;
  let phase = 0;
  draw(target, atSeconds, count, pan, (i) => {
    const bend = tone.vibrato
      ? 1 + tone.vibrato.depth * Math.sin((2 * Math.PI * tone.vibrato.hz * i) / SAMPLE_RATE)
      : 1;
    phase += (2 * Math.PI * hz * bend) / SAMPLE_RATE;
    hz *= glide;
    let value = Math.sin(phase);
    for (let h = 0; h < harmonics.length; h++) value += (harmonics[h] ?? 0) * Math.sin(phase * (h + 2));
    return value * envelope(i) * gain;
  });
}

/** A puff of noise in one band: a step on gravel, a drop on a leaf, a clap. */
export interface Burst {
  readonly seconds: number;
  readonly hz: number;
  readonly q: number;
  readonly attackSeconds: number;
  readonly decaySeconds: number;
}

export function addBurst(
  target: Stereo,
  { atSeconds, gain, pan }: Spot,
  burst: Burst,
  random: () => number,
): void {
  const count = Math.round(burst.seconds * SAMPLE_RATE);
  const envelope = createEnvelope(count, burst);
  const { b0, b2, a1, a2 } = bandPass(burst.hz, burst.q);
  // A band-pass takes power away in proportion to its width: given back, so that `gain` means loudness.
  const makeUp = gain * Math.sqrt(SAMPLE_RATE / 2 / (burst.hz / burst.q)) * 0.6;
  let state = (random() * 0xffffffff) | 1;
  let z1 = 0;
  let z2 = 0;
  draw(target, atSeconds, count, pan, (i) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    const x = state * 4.66e-10 * envelope(i);
    const y = b0 * x + z1;
    z1 = z2 - a1 * y;
    z2 = b2 * x - a2 * y;
    return y * makeUp;
  });
}

/** One way a struck thing rings: frequency against the lowest, amplitude, and time to fall to 1/e. */
export type RingMode = readonly [ratio: number, amplitude: number, decaySeconds: number];

/** A struck body: a cup, a hammer, a rail, a bell. */
export function addStruck(target: Stereo, spot: Spot, hz: number, modes: readonly RingMode[]): void {
  for (const [ratio, amplitude, decaySeconds] of modes) {
    addRing(
      target,
      { ...spot, gain: spot.gain * amplitude },
      { hz: hz * ratio, decaySeconds, seconds: Math.min(4, decaySeconds * 6) },
    );
  }
}

/** A sine that dies away, damped over the last 0.12 s of `seconds`. */
export interface Ring {
  readonly hz: number;
  readonly decaySeconds: number;
  readonly seconds: number;
}

/** A point that turns and shrinks: four multiplications a sample, for sounds made of hundreds of partials. */
export function addRing(
  { left, right }: Stereo,
  { atSeconds, gain, pan }: Spot,
  { hz, decaySeconds, seconds }: Ring,
): void {
  if (hz > SAMPLE_RATE * 0.42) return;
  const start = Math.round(atSeconds * SAMPLE_RATE);
  const count = Math.round(seconds * SAMPLE_RATE);
  const end = Math.min(count, left.length - start);
  const release = Math.min(0.12 * SAMPLE_RATE, count / 2);
  const [toLeft, toRight] = panGains(pan);
  const fall = Math.exp(-1 / (decaySeconds * SAMPLE_RATE));
  const cosine = Math.cos((2 * Math.PI * hz) / SAMPLE_RATE) * fall;
  const sine = Math.sin((2 * Math.PI * hz) / SAMPLE_RATE) * fall;
  let x = gain;
  let y = 0;
  for (let i = 0; i < end; i++) {
    const turned = x * cosine - y * sine;
    y = x * sine + y * cosine;
    x = turned;
    let value = y;
    if (i < RING_RISE) value *= i / RING_RISE;
    if (count - i < release) value *= (count - i) / release;
    left[start + i] = (left[start + i] ?? 0) + value * toLeft;
    right[start + i] = (right[start + i] ?? 0) + value * toRight;
  }
}

/** 1.3 ms. */
const RING_RISE = 64;

/** Rises as a half cosine, falls exponentially, and ends at zero. */
function createEnvelope(
  count: number,
  {
    attackSeconds,
    decaySeconds,
    releaseSeconds = 0,
  }: Pick<Tone, 'attackSeconds' | 'decaySeconds' | 'releaseSeconds'>,
): (i: number) => number {
  const attack = Math.max(1, Math.round(Math.max(SHORTEST_ATTACK_SECONDS, attackSeconds) * SAMPLE_RATE));
  const fall = Math.exp(-1 / (decaySeconds * SAMPLE_RATE));
  const wanted = Math.max(SHORTEST_RELEASE_SECONDS, releaseSeconds) * SAMPLE_RATE;
  const release = Math.min(wanted, Math.max(1, count >> 1));
  let level = 1;
  return (i) => {
    const end = smoothstep(0, release, count - i);
    if (i < attack) return (0.5 - 0.5 * Math.cos((Math.PI * i) / attack)) * end;
    level *= fall;
    return level * end;
  };
}

/** Runs a mono source from `atSeconds` on into both channels; what lies outside the tape is run but not heard. */
function draw(
  { left, right }: Stereo,
  atSeconds: number,
  count: number,
  pan: number,
  next: (i: number) => number,
): void {
  const start = Math.round(atSeconds * SAMPLE_RATE);
  const [toLeft, toRight] = panGains(pan);
  const end = Math.min(count, left.length - start);
  for (let i = 0; i < end; i++) {
    const value = next(i);
    const at = start + i;
    if (at < 0) continue;
    left[at] = (left[at] ?? 0) + value * toLeft;
    right[at] = (right[at] ?? 0) + value * toRight;
  }
}
