import { SOUND_RATE } from '../../codec/pcm-sound.ts';
import { randomStream } from '../../maths/random.ts';

/** Samples a second of everything in this room. */
export const SAMPLE_RATE = SOUND_RATE;

/** Two channels under work, equally long. Levels are free until the master sets them. */
export interface Stereo {
  readonly left: Float32Array;
  readonly right: Float32Array;
}

/** What every layer is recorded on: how long it is, and named streams of chance, so that layers never disturb each other. */
export interface Tape {
  readonly sampleCount: number;
  readonly seconds: number;
  readonly random: (stream: string) => () => number;
}

export function createTape(seconds: number, seed: number): Tape {
  return {
    sampleCount: Math.round(seconds * SAMPLE_RATE),
    seconds,
    random: (stream) => randomStream(seed, stream),
  };
}

export function silence(sampleCount: number): Stereo {
  return { left: new Float32Array(sampleCount), right: new Float32Array(sampleCount) };
}

/** Adds `source` to `target` from its first sample on; what is longer is cut. */
export function addStereo(target: Stereo, source: Stereo, gain: number): void {
  const count = Math.min(target.left.length, source.left.length);
  for (let i = 0; i < count; i++) {
    target.left[i] = (target.left[i] ?? 0) + (source.left[i] ?? 0) * gain;
    target.right[i] = (target.right[i] ?? 0) + (source.right[i] ?? 0) * gain;
  }
}

export function scaleStereo({ left, right }: Stereo, gain: number): void {
  for (let i = 0; i < left.length; i++) {
    left[i] = (left[i] ?? 0) * gain;
    right[i] = (right[i] ?? 0) * gain;
  }
}

/** Gains of left and right of a mono sound at `pan` (-1 left .. 1 right), of equal power everywhere. */
export function panGains(pan: number): readonly [number, number] {
  const angle = ((pan + 1) * Math.PI) / 4;
  return [Math.cos(angle), Math.sin(angle)];
}

export function decibels(level: number): number {
  return 10 ** (level / 20);
}

/** A random number in `low`..`high`. */
export function between(random: () => number, low: number, high: number): number {
  return low + (high - low) * random();
}

/** One of a list that is not empty. */
export function pick<T>(random: () => number, list: readonly [T, ...T[]]): T {
  return list[Math.floor(random() * list.length)] ?? list[0];
}
