import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  FF_ENCODER_AAC,
  FF_ENCODER_LIBMP3LAME,
  FF_ENCODER_LIBOPUS,
  FF_ENCODER_LIBVORBIS,
  FF_ENCODER_LIBVPX_VP8,
  FF_ENCODER_LIBX264,
  FF_ENCODER_PCM_S16LE,
} from 'node-av/constants';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openNodeAvEncoder } from '../src/codec/node-av-encoder.ts';
import type { PcmSound } from '../src/codec/pcm-sound.ts';
import { probeVideo } from '../src/codec/probe-video.ts';
import { IntakePool } from '../src/intake/intake-pool.ts';
import { readSound } from '../src/intake/read-sound.ts';
import { encodeFilm } from '../tools/fuzz/encode-film.ts';
import type { TrialFilm, TrialSound } from '../tools/fuzz/encode-film.ts';

const RATE = 48_000;
/** Two samples of AAC's shortest window: what coding may smear a click by. */
const SMEAR_SECONDS = 0.006;
const SIZE = 352;
const FPS = 24;

const pool = new IntakePool({ size: 1, ordersPerChild: 100 });
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reelay-sound-'));
});
afterAll(async () => {
  await pool.close();
  await rm(folder, { recursive: true, force: true });
});

/** Silence with 10 ms of tone from each of these seconds on. */
function clicks(sampleRate: number, seconds: number, at: readonly number[]): Float32Array {
  const samples = new Float32Array(Math.round(sampleRate * seconds));
  for (const second of at)
    for (let i = 0; i < sampleRate / 100; i++)
      samples[Math.round(second * sampleRate) + i] = 0.7 * Math.sin((i * 2 * Math.PI * 2000) / sampleRate);
  return samples;
}

/** When it first gets loud after `from`. */
function onset(samples: Float32Array, from = 0): number {
  const index = samples.findIndex((sample, at) => at >= from * RATE && Math.abs(sample) > 0.25);
  return index / RATE;
}

async function makeFilm(path: string, frames: number, sound: PcmSound | null): Promise<void> {
  const encoder = await openNodeAvEncoder({ path, width: SIZE, height: SIZE, fps: FPS, metadata: {}, sound });
  const rgba = new Uint8ClampedArray(SIZE * SIZE * 4);
  for (let index = 0; index < frames; index++) await encoder.write(rgba.fill(index));
  await encoder.finish();
}

async function heard(path: string): Promise<PcmSound> {
  const sound = await readSound(path, { pool });
  if (!sound) throw new Error('there is no sound');
  return sound;
}

test('a click at one second is heard at one second in a film of ours', async () => {
  const path = join(folder, 'click.mp4');
  const left = clicks(RATE, 4, [1, 2.5]);
  await makeFilm(path, 96, { sampleRate: RATE, left, right: new Float32Array(left.length) });
  const sound = await heard(path);
  expect(Math.abs(onset(sound.left) - 1)).toBeLessThan(SMEAR_SECONDS);
  expect(Math.abs(onset(sound.left, 2) - 2.5)).toBeLessThan(SMEAR_SECONDS);
  expect(onset(sound.right)).toBeLessThan(0);
});

test.each([
  ['shorter', 1.5],
  ['longer', 9],
  ['exactly as long', 4],
])('sound that is %s than the pictures is made as long as they are', async (_, seconds) => {
  const path = join(folder, 'length.mp4');
  const samples = clicks(RATE, seconds, [1]);
  await makeFilm(path, 96, { sampleRate: RATE, left: samples, right: samples });
  const { audio, durationSeconds, faststart, frames } = await probeVideo(path);
  expect(audio).toEqual({ codec: 'aac', sampleRate: RATE, channels: 2, durationSeconds: 4 });
  expect({ durationSeconds, faststart, frames }).toEqual({ durationSeconds: 4, faststart: true, frames: 96 });
  expect((await heard(path)).left).toHaveLength(4 * RATE);
});

test('the same pictures and sound give the same bytes', async () => {
  const samples = clicks(RATE, 4, [0.2, 1, 3.3]);
  const files = ['a.mp4', 'b.mp4'].map((name) => join(folder, name));
  for (const path of files) await makeFilm(path, 80, { sampleRate: RATE, left: samples, right: samples });
  const [first, second] = await Promise.all(files.map((path) => readFile(path)));
  expect(first && second && first.equals(second)).toBe(true);
});

test('a film without sound has no track', async () => {
  const path = join(folder, 'silent.mp4');
  await makeFilm(path, 80, null);
  expect((await probeVideo(path)).audio).toBeNull();
  expect(await readSound(path, { pool })).toBeNull();
});

test('an encoder that failed on its sound leaves no file', async () => {
  const sound = { sampleRate: 44_100, left: new Float32Array(10), right: new Float32Array(10) };
  const path = join(folder, 'refused.mp4');
  await expect(makeFilm(path, 1, sound)).rejects.toThrow('44100 Hz');
  await expect(readFile(path)).rejects.toThrow('ENOENT');
});

async function foreignFilm(name: string, sound: TrialSound, given: Partial<TrialFilm> = {}): Promise<string> {
  const path = join(folder, name);
  await encodeFilm({
    container: 'mp4',
    encoder: FF_ENCODER_LIBX264,
    settings: { preset: 'ultrafast' },
    width: SIZE,
    height: SIZE,
    times: Array.from({ length: 40 }, (_, index) => index * 100),
    paint: (rgba, index) => rgba.fill(index),
    ...given,
    path,
    sound,
  });
  return path;
}

test.each([
  ['AAC in MP4 at 44.1 kHz', 'a.mp4', 'mp4', FF_ENCODER_AAC, 44_100],
  ['MP3 in MP4', 'b.mp4', 'mp4', FF_ENCODER_LIBMP3LAME, 44_100],
  ['PCM in MOV', 'c.mov', 'mov', FF_ENCODER_PCM_S16LE, 48_000],
  ['Opus in WEBM', 'd.webm', 'webm', FF_ENCODER_LIBOPUS, 48_000],
  ['Vorbis in WEBM', 'e.webm', 'webm', FF_ENCODER_LIBVORBIS, 44_100],
] as const)('sound of strangers is read in sync: %s', async (_, name, container, encoder, sampleRate) => {
  const sound = { encoder, sampleRate, samples: clicks(sampleRate, 4, [1, 3]), startMilliseconds: 0 };
  const video =
    container === 'webm' ? { encoder: FF_ENCODER_LIBVPX_VP8, settings: { deadline: 'realtime' } } : {};
  const { left, right } = await heard(await foreignFilm(name, sound, { container, ...video }));
  expect(left).toHaveLength(4 * RATE);
  for (const channel of [left, right]) {
    expect(Math.abs(onset(channel) - 1)).toBeLessThan(SMEAR_SECONDS);
    expect(Math.abs(onset(channel, 2) - 3)).toBeLessThan(SMEAR_SECONDS);
  }
});

test('sound that begins late is heard late', async () => {
  const samples = clicks(RATE, 3, [0.5, 1.5]);
  const sound = { encoder: FF_ENCODER_AAC, sampleRate: RATE, samples, startMilliseconds: 700 };
  const { left } = await heard(await foreignFilm('late.mp4', sound));
  expect(Math.abs(onset(left) - 1.2)).toBeLessThan(SMEAR_SECONDS);
  expect(Math.abs(onset(left, 2) - 2.2)).toBeLessThan(SMEAR_SECONDS);
});

test('sound that begins before the pictures is cut in front', async () => {
  const samples = clicks(RATE, 4, [0.2, 1.5]);
  const sound = { encoder: FF_ENCODER_AAC, sampleRate: RATE, samples, startMilliseconds: 0 };
  const times = Array.from({ length: 40 }, (_, index) => 500 + index * 100);
  const { left } = await heard(await foreignFilm('early.mp4', sound, { times }));
  expect(Math.abs(onset(left) - 1)).toBeLessThan(SMEAR_SECONDS);
});

test('a film of ours keeps the sound of another at its place', async () => {
  const samples = clicks(44_100, 4, [1, 3]);
  const sound = { encoder: FF_ENCODER_AAC, sampleRate: 44_100, samples, startMilliseconds: 0 };
  const carried = await heard(await foreignFilm('driver.mp4', sound));
  const path = join(folder, 'carried.mp4');
  await makeFilm(path, 96, carried);
  const { left } = await heard(path);
  expect(Math.abs(onset(left) - 1)).toBeLessThan(SMEAR_SECONDS);
  expect(Math.abs(onset(left, 2) - 3)).toBeLessThan(SMEAR_SECONDS);
});
