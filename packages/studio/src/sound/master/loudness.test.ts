import { describe, expect, it } from 'vitest';
import { SAMPLE_RATE, silence } from '../dsp/tape.ts';
import type { Stereo } from '../dsp/tape.ts';
import { finish } from './finish.ts';
import { limit } from './limit.ts';
import { measureLoudness } from './loudness.ts';
import { truePeak } from './true-peak.ts';

function sine(seconds: number, hz: number, level: number, phase = 0): Stereo {
  const sound = silence(Math.round(seconds * SAMPLE_RATE));
  for (let i = 0; i < sound.left.length; i++) {
    const value = level * Math.sin((2 * Math.PI * hz * i) / SAMPLE_RATE + phase);
    sound.left[i] = value;
    sound.right[i] = value;
  }
  return sound;
}

describe('measureLoudness', () => {
  // EBU Tech 3341, cases 1 and 2: a stereo sine of 1 kHz at -23 dBFS measures -23.0 LUFS.
  it.each([-23, -33])('reads a 1 kHz sine of %d dBFS on both channels as that many LUFS', (level) => {
    expect(measureLoudness(sine(3, 1000, 10 ** (level / 20)))).toBeCloseTo(level, 1);
  });

  it('reads one channel alone 3 LU lower', () => {
    const sound = sine(3, 1000, 0.1);
    sound.right.fill(0);
    expect(measureLoudness(sound)).toBeCloseTo(-23, 1);
  });

  it('leaves pauses out of account (EBU Tech 3341, case 3)', () => {
    const sound = sine(6, 1000, 10 ** (-23 / 20));
    const quiet = 10 ** (-13 / 20) / 10;
    for (let i = 0; i < sound.left.length; i++) {
      const isMiddle = i > SAMPLE_RATE * 1.5 && i < SAMPLE_RATE * 4.5;
      if (isMiddle) continue;
      sound.left[i] = (sound.left[i] ?? 0) * quiet;
      sound.right[i] = (sound.right[i] ?? 0) * quiet;
    }
    expect(measureLoudness(sound)).toBeGreaterThan(-23.6);
  });

  it('weighs bass less than treble', () => {
    expect(measureLoudness(sine(2, 60, 0.1))).toBeLessThan(measureLoudness(sine(2, 1000, 0.1)) - 1);
    expect(measureLoudness(sine(2, 6000, 0.1))).toBeGreaterThan(measureLoudness(sine(2, 1000, 0.1)) + 2);
  });

  it('is -Infinity for silence', () => {
    expect(measureLoudness(silence(SAMPLE_RATE))).toBe(Number.NEGATIVE_INFINITY);
  });
});

describe('truePeak', () => {
  it('finds the top of a wave that lies between the samples', () => {
    // A quarter of the sample rate, sampled at 45 degrees: no sample is higher than 0.707.
    const sound = sine(0.2, SAMPLE_RATE / 4, 0.8, Math.PI / 4);
    expect(Math.max(...sound.left.subarray(0, 2000))).toBeLessThan(0.6);
    expect(truePeak(sound)).toBeGreaterThan(0.78);
  });
});

describe('limit', () => {
  it('keeps the true peak under the ceiling and leaves what is quiet alone', () => {
    const sound = sine(1, 997, 0.3);
    for (let i = 24_000; i < 24_200; i++) sound.left[i] = (sound.left[i] ?? 0) * 6;
    const before = sound.left[5000] ?? 0;
    expect(limit(sound, 0.84)).toBe(true);
    expect(truePeak(sound)).toBeLessThan(0.88);
    expect(sound.left[5000]).toBe(before);
  });
});

describe('finish', () => {
  it('takes away DC and brings any level to -18 LUFS', () => {
    for (const level of [0.001, 0.1, 5]) {
      const sound = sine(3, 700, level);
      for (let i = 0; i < sound.left.length; i++) sound.left[i] = (sound.left[i] ?? 0) + level;
      const finished = finish(sound);
      const mean = finished.left.subarray(96_000, 120_000).reduce((sum, value) => sum + value, 0) / 24_000;
      expect(Math.abs(mean)).toBeLessThan(0.002);
      expect(measureLoudness(finished)).toBeCloseTo(-18, 0);
    }
  });

  it('begins and ends at zero', () => {
    const { left } = finish(sine(2, 440, 0.2));
    expect(Math.abs(left[0] ?? 1)).toBeLessThan(1e-4);
    expect(Math.abs(left.at(-1) ?? 1)).toBeLessThan(1e-4);
  });
});
