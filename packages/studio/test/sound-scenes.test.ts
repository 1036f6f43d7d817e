import { describe, expect, it } from 'vitest';
import { compilePrompt } from '../src/prompt/compile.ts';
import { bandPass, filter, highPass } from '../src/sound/dsp/filters.ts';
import { SAMPLE_RATE } from '../src/sound/dsp/tape.ts';
import { measureLoudness } from '../src/sound/master/loudness.ts';
import { truePeak } from '../src/sound/master/true-peak.ts';
import { scoreScene } from '../src/sound/score-scene.ts';

function soundOf(prompt: string, { seconds = 3, seed = 1, negative = '' } = {}) {
  return scoreScene(compilePrompt(prompt, negative === '' ? null : negative), { seconds, seed });
}

const SCENES = [
  'a beach at sunset',
  'a rainy street at night',
  'a forest in the morning',
  'a storm at sea with lightning',
  'a man walking on a gravel path in a park',
  'a campfire in the forest at night',
  'an astronaut floating in space',
  'a busy cafe',
  'a woman playing the piano on a stage',
  'a girl playing violin in a park',
  'a man playing drums',
  'fireworks over a city skyline',
  'a red car driving along a coastal road',
  'a coral reef with tropical fish',
  'a steam train crossing a bridge',
  'a horse running across a field',
  'a waterfall in the mountains',
  'a woman typing on a laptop in an office',
  'a helicopter over a city skyline',
  'a chef chopping vegetables in a kitchen',
  'a football stadium with a boy kicking a ball',
  'a man hammering in a workshop',
  'snow falling on a quiet village',
  'a teapot',
];

/** Power of a channel. */
function powerOf(channel: Float32Array): number {
  return channel.reduce((sum, value) => sum + value * value, 0) / channel.length;
}

/** Share of the power above `hz`. */
function brightness({ left }: { readonly left: Float32Array }, hz: number): number {
  const high = left.slice();
  filter(high, highPass(hz));
  return powerOf(high) / powerOf(left);
}

/** Level of the band around `hz` in steps of 10 ms. */
function envelope(channel: Float32Array, hz: number): readonly number[] {
  const band = channel.slice();
  filter(band, bandPass(hz, 1));
  const hop = SAMPLE_RATE / 100;
  return Array.from({ length: Math.floor(band.length / hop) }, (_, i) =>
    Math.sqrt(powerOf(band.subarray(i * hop, (i + 1) * hop))),
  );
}

/** Seconds at which the envelope is most like itself, between `from` and `to`. */
function periodOf(levels: readonly number[], from: number, to: number): number {
  const mean = levels.reduce((sum, level) => sum + level, 0) / levels.length;
  let best = 0;
  let most = -Infinity;
  for (let lag = Math.round(from * 100); lag <= to * 100; lag++) {
    let sum = 0;
    for (let i = lag; i < levels.length; i++)
      sum += ((levels[i] ?? 0) - mean) * ((levels[i - lag] ?? 0) - mean);
    const likeness = sum / (levels.length - lag);
    if (likeness > most) {
      most = likeness;
      best = lag / 100;
    }
  }
  return best;
}

describe('scoreScene', () => {
  it.each(SCENES)('"%s" is -18 LUFS, does not clip, and is as long as the film', (prompt) => {
    const { sound, report } = soundOf(prompt);
    expect(sound.sampleRate).toBe(48_000);
    expect(sound.left).toHaveLength(144_000);
    expect(sound.right).toHaveLength(144_000);
    expect(Math.abs(measureLoudness(sound) + 18)).toBeLessThan(1.5);
    expect(20 * Math.log10(truePeak(sound))).toBeLessThan(-1);
    expect(sound.left.every(Number.isFinite) && sound.right.every(Number.isFinite)).toBe(true);
    expect(report.heard.length).toBeGreaterThan(0);
    expect(new Set(report.heard).size).toBe(report.heard.length);
  });

  it.each([0.04, 0.5, 1, 121 / 24, 15])('is exactly %d seconds long', (seconds) => {
    const { sound } = soundOf('a beach', { seconds });
    expect(sound.left).toHaveLength(Math.round(seconds * 48_000));
    expect(sound.left.every(Number.isFinite)).toBe(true);
  });

  it('gives the same samples for the same graph, length and seed', () => {
    const first = soundOf('a dog running in a park', { seed: 5 });
    const second = soundOf('a dog running in a park', { seed: 5 });
    expect(second.sound).toEqual(first.sound);
    expect(second.report).toEqual(first.report);
  });

  it('gives another seed other samples', () => {
    const first = soundOf('a beach', { seed: 1 }).sound.left;
    const second = soundOf('a beach', { seed: 2 }).sound.left;
    expect(second).not.toEqual(first);
  });

  it('fills the room: left and right are not the same', () => {
    for (const prompt of ['a beach', 'a rainy forest', 'a busy cafe']) {
      const { left, right } = soundOf(prompt).sound;
      const product = left.reduce((sum, value, i) => sum + value * (right[i] ?? 0), 0) / left.length;
      expect(product / Math.sqrt(powerOf(left) * powerOf(right))).toBeLessThan(0.9);
    }
  });

  it('lets a waterfall be brighter than the deep sea, and rain brighter than a clear night', () => {
    const music = { negative: 'music' };
    const falls = brightness(soundOf('a waterfall', music).sound, 2000);
    const depths = brightness(soundOf('the deep sea floor', music).sound, 2000);
    const rain = brightness(soundOf('a rainy street at night', music).sound, 2000);
    const clear = brightness(soundOf('a street at night', music).sound, 2000);
    expect(falls).toBeGreaterThan(depths * 10);
    expect(rain).toBeGreaterThan(clear * 2);
  });

  it.each([
    ['a man walking on a gravel path in a park', 0.525],
    ['a woman running on a street', 0.33],
    ['soldiers marching on a road', 0.55],
  ])('hears the steps of "%s" every %d seconds', (prompt, seconds) => {
    const { sound } = soundOf(prompt, { seconds: 10, negative: 'music, birds' });
    const levels = envelope(sound.left, prompt.includes('gravel') ? 3000 : 220);
    const period = periodOf(levels, 0.25, 0.8);
    expect(Math.abs(period - seconds)).toBeLessThan(0.035);
  });

  it('walks slower in slow motion', () => {
    const { sound } = soundOf('a man walking on a gravel path, slow motion', {
      seconds: 15,
      negative: 'music, birds',
    });
    expect(periodOf(envelope(sound.left, 7000), 0.6, 1.6)).toBeGreaterThan(0.9);
  });

  it('lets waves swell and sink', () => {
    const levels = envelope(soundOf('a beach', { seconds: 15, negative: 'music' }).sound.left, 1500);
    const seconds = Array.from({ length: 15 }, (_, i) => Math.max(...levels.slice(i * 100, i * 100 + 100)));
    expect(Math.max(...seconds) / Math.min(...seconds)).toBeGreaterThan(2.5);
  });

  it('says what is heard', () => {
    const { heard } = soundOf('a beach in the morning').report;
    expect(heard).toContain('surf');
    expect(heard).toContain('gulls');
    expect(heard.at(-1)).toMatch(/^score: \w+, [A-G](?: flat| sharp)? \w+, \d+ bpm$/u);
    expect(soundOf('a man walking in the snow').report.heard).toContain('footsteps on snow');
    expect(soundOf('a person playing guitar').report.heard.at(-1)).toMatch(/^guitar, /u);
  });

  it('leaves away what is not wanted', () => {
    const withoutMusic = soundOf('a beach', { negative: 'music' }).report.heard;
    expect(withoutMusic.some((name) => name.startsWith('score'))).toBe(false);
    const withoutBirds = soundOf('a forest in the morning', { negative: 'birds' }).report.heard;
    expect(withoutBirds).not.toContain('birdsong');
    const { sound, report } = soundOf('a beach, no sound');
    expect(report.heard).toEqual([]);
    expect(powerOf(sound.left)).toBe(0);
  });

  it('hears no birds in the rain, at night or under water', () => {
    for (const prompt of ['a rainy forest', 'a forest at night', 'a coral reef'])
      expect(soundOf(prompt, { seconds: 1 }).report.heard).not.toContain('birdsong');
  });

  it('lets a parked car be silent', () => {
    expect(soundOf('a red car driving on a road', { seconds: 1 }).report.heard).toContain('a car');
    expect(soundOf('a red car parked on a road', { seconds: 1 }).report.heard).not.toContain('a car');
  });

  it('costs less than 1.5 seconds of CPU for ten seconds of sound', () => {
    soundOf('a beach');
    const start = process.cpuUsage();
    for (const prompt of SCENES.slice(0, 4)) soundOf(prompt, { seconds: 10 });
    const { user, system } = process.cpuUsage(start);
    expect((user + system) / 1e6 / 4).toBeLessThan(1.5);
  });
});
