import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { decodeFrames } from './decode-frames.ts';
import { openFfmpegEncoder } from './ffmpeg-encoder.ts';
import { openNodeAvEncoder } from './node-av-encoder.ts';
import { probeVideo } from './probe-video.ts';
import { writePoster } from './write-poster.ts';

const WIDTH = 322;
const HEIGHT = 180;
const FRAMES = 14;

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reelay-codec-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

function picture(index: number): Uint8ClampedArray {
  const rgba = new Uint8ClampedArray(WIDTH * HEIGHT * 4);
  for (let y = 0; y < HEIGHT; y++)
    for (let x = 0; x < WIDTH; x++) {
      const at = (y * WIDTH + x) * 4;
      rgba[at] = 128 + 100 * Math.sin((x + index * 3) / 40);
      rgba[at + 1] = 128 + 100 * Math.sin((y + index) / 30);
      rgba[at + 2] = 128 + 60 * Math.sin((x + y) / 60);
      rgba[at + 3] = 255;
    }
  return rgba;
}

function psnr(a: Uint8Array | Uint8ClampedArray, b: Uint8Array | Uint8ClampedArray): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += ((a[i] ?? 0) - (b[i] ?? 0)) ** 2;
  return 10 * Math.log10((255 * 255 * a.length) / sum);
}

async function encode(path: string): Promise<void> {
  const encoder = await openNodeAvEncoder({
    path,
    width: WIDTH,
    height: HEIGHT,
    fps: 24,
    metadata: { title: 'A test', comment: '{"seed":7}' },
  });
  for (let index = 0; index < FRAMES; index++) await encoder.write(picture(index));
  await encoder.finish();
}

test('a file holds exactly the pictures written, as streamable High yuv420p BT.709 with its tags', async () => {
  const path = join(folder, 'a.mp4');
  await encode(path);
  expect(await probeVideo(path)).toMatchObject({
    width: WIDTH,
    height: HEIGHT,
    frames: FRAMES,
    fps: 24,
    codec: 'h264',
    profile: 'High',
    pixelFormat: 'yuv420p',
    bt709: true,
    faststart: true,
    tags: { title: 'A test', comment: '{"seed":7}' },
  });
  expect((await probeVideo(path)).durationSeconds).toBeCloseTo(FRAMES / 24, 5);
});

test('decoded pictures are the ones written, within 34 dB', async () => {
  const path = join(folder, 'a.mp4');
  await encode(path);
  const quality: number[] = [];
  const count = await decodeFrames(path, (frame) => {
    quality.push(psnr(frame.rgba, picture(frame.index)));
  });
  expect(count).toBe(FRAMES);
  expect(Math.min(...quality)).toBeGreaterThan(34);
});

test('the same pictures give the same bytes', async () => {
  await encode(join(folder, 'a.mp4'));
  await encode(join(folder, 'b.mp4'));
  expect((await readFile(join(folder, 'a.mp4'))).equals(await readFile(join(folder, 'b.mp4')))).toBe(true);
});

test('an aborted encoder leaves no file', async () => {
  const path = join(folder, 'a.mp4');
  const encoder = await openNodeAvEncoder({ path, width: WIDTH, height: HEIGHT, fps: 24, metadata: {} });
  await encoder.write(picture(0));
  await encoder.abort();
  await expect(access(path)).rejects.toThrow('ENOENT');
});

test('an encoder that cannot open its file says so', async () => {
  const path = join(folder, 'missing', 'a.mp4');
  await expect(
    openNodeAvEncoder({ path, width: WIDTH, height: HEIGHT, fps: 24, metadata: {} }),
  ).rejects.toThrow('open the file');
});

test('a missing ffmpeg program is an error and not a hang', async () => {
  const encoder = openFfmpegEncoder(join(folder, 'no-ffmpeg'), {
    path: join(folder, 'a.mp4'),
    width: WIDTH,
    height: HEIGHT,
    fps: 24,
    metadata: {},
  });
  await expect(encoder.finish()).rejects.toThrow('ENOENT');
});

test.skipIf(process.platform === 'win32')('an ffmpeg program that gives up is quoted', async () => {
  const program = join(folder, 'ffmpeg');
  await writeFile(program, '#!/bin/sh\necho "no such encoder" >&2\nexit 3\n', { mode: 0o755 });
  const encoder = openFfmpegEncoder(program, {
    path: join(folder, 'a.mp4'),
    width: WIDTH,
    height: HEIGHT,
    fps: 24,
    metadata: {},
  });
  const writing = (async () => {
    for (;;) await encoder.write(picture(0));
  })();
  await expect(writing).rejects.toThrow('ffmpeg stopped: no such encoder');
  await encoder.abort();
});

test('a poster is a JPEG', async () => {
  const path = join(folder, 'a.jpg');
  await writePoster(picture(0), WIDTH, HEIGHT, path);
  expect((await readFile(path)).subarray(0, 3).toString('hex')).toBe('ffd8ff');
});
