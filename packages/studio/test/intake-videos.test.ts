import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FF_ENCODER_LIBX264, FF_ENCODER_MPEG4 } from 'node-av/constants';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inspectVideo } from '../src/intake/inspect-video.ts';
import { IntakePool } from '../src/intake/intake-pool.ts';
import { readDriver } from '../src/intake/read-driver.ts';
import type { ReadDriver } from '../src/intake/read-driver.ts';
import type { Picture } from '../src/pixels/picture.ts';
import { encodeFilm } from '../tools/fuzz/encode-film.ts';
import type { TrialFilm } from '../tools/fuzz/encode-film.ts';

const WIDTH = 480;
const HEIGHT = 352;

const pool = new IntakePool({ size: 1, ordersPerChild: 100 });
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reelay-intake-'));
});
afterAll(async () => {
  await pool.close();
  await rm(folder, { recursive: true, force: true });
});

/** Times of `seconds` at a constant rate, in milliseconds. */
function steady(fps: number, seconds: number): number[] {
  return Array.from({ length: Math.round(fps * seconds) }, (_, index) => Math.round((index * 1000) / fps));
}

/** A film whose red rises by 6 with every picture, and whose top left quarter is white. */
async function film(name: string, given: Partial<TrialFilm> = {}): Promise<string> {
  const path = join(folder, name);
  const { width, height } = { width: WIDTH, height: HEIGHT, ...given };
  await encodeFilm({
    container: 'mp4',
    encoder: FF_ENCODER_LIBX264,
    settings: { preset: 'ultrafast', crf: '12' },
    width,
    height,
    times: steady(10, 3.2),
    paint: (rgba, index) => {
      for (let at = 0; at < rgba.length; at += 4) {
        const [x, y] = [(at / 4) % width, Math.floor(at / 4 / width)];
        const white = x < width / 2 && y < height / 2;
        rgba.set(white ? [255, 255, 255, 255] : [index * 6, 0, 0, 255], at);
      }
    },
    ...given,
    path,
  });
  return path;
}

interface Reading {
  readonly result: Extract<ReadDriver, { usable: true }>;
  /** Which picture of the film each delivered one is. */
  readonly indices: readonly number[];
  readonly first: Picture;
}

async function read(path: string, mostFps = 30, longSide = 480): Promise<Reading> {
  const indices: number[] = [];
  const pictures: Picture[] = [];
  const result = await readDriver(path, { pool, mostFps, longSide }, (picture, index) => {
    expect(index).toBe(indices.length);
    indices.push(Math.round(darkest(picture) / 6));
    if (index === 0) pictures.push(picture);
  });
  const first = pictures[0];
  if (!result.usable || !first) throw new Error(result.usable ? 'no pictures' : result.fault.sentence);
  return { result, indices, first };
}

/** Red outside of the white quarter, wherever that is shown. */
function darkest({ rgba, width, height }: Picture): number {
  const corners = [0.25, 0.75].flatMap((x) =>
    [0.25, 0.75].map((y) => rgba[(Math.floor(y * height) * width + Math.floor(x * width)) * 4] ?? 0),
  );
  return Math.min(...corners);
}

/** Which quarter is white: 'top left' and so on. */
function whiteQuarter({ rgba, width, height }: Picture): string {
  for (const [y, row] of [0.25, 0.75].entries())
    for (const [x, column] of [0.25, 0.75].entries()) {
      const green = rgba[(Math.floor(row * height) * width + Math.floor(column * width)) * 4 + 1] ?? 0;
      if (green > 200) return `${y === 0 ? 'top' : 'bottom'} ${x === 0 ? 'left' : 'right'}`;
    }
  return 'none';
}

test('a film is taken, with its facts', async () => {
  const path = await film('plain.mp4');
  const { length } = await readFile(path);
  expect(await inspectVideo(path, { pool })).toEqual({
    usable: true,
    facts: {
      container: 'mp4',
      mediaType: 'video/mp4',
      codec: 'h264',
      width: WIDTH,
      height: HEIGHT,
      fps: 10,
      durationSeconds: 3.2,
      hasSound: false,
      byteCount: length,
    },
  });
});

test('all pictures of a film are delivered in order', async () => {
  const { result, indices } = await read(await film('plain.mp4'));
  expect(result).toMatchObject({ fps: 10, pictureCount: 32, width: WIDTH, height: HEIGHT });
  expect(indices).toEqual(Array.from({ length: 32 }, (_, index) => index));
});

test('pictures wait until the one before has been used', async () => {
  let inUse = 0;
  await readDriver(await film('plain.mp4'), { pool, mostFps: 30, longSide: 480 }, async () => {
    inUse++;
    expect(inUse).toBe(1);
    await new Promise((resolve) => setImmediate(resolve));
    inUse--;
  });
});

test.each([
  ['a phone held upright', [0, 1, -1, 0], 'top right'],
  ['a phone held upside down', [0, -1, 1, 0], 'bottom left'],
  ['a half turn', [-1, 0, 0, -1], 'bottom right'],
] as const)('a film of %s is shown as it was seen', async (_, matrix, quarter) => {
  const path = await film('turned.mov', { container: 'mov', matrix });
  const { result, first } = await read(path);
  const turned = matrix[0] === 0;
  expect([result.width, result.height]).toEqual(turned ? [HEIGHT, WIDTH] : [WIDTH, HEIGHT]);
  expect(await inspectVideo(path, { pool })).toMatchObject({
    facts: { width: result.width, height: result.height },
  });
  expect(whiteQuarter(first)).toBe(quarter);
});

test('pixels that are not square are made square', async () => {
  const path = await film('wide.mp4', { width: 360, height: 352, pixelAspect: [4, 3] });
  expect(await inspectVideo(path, { pool })).toMatchObject({ facts: { width: 480, height: 352 } });
  expect((await read(path)).result).toMatchObject({ width: 480, height: 352 });
});

test('a film is made smaller to the side asked for and never larger', async () => {
  const path = await film('plain.mp4');
  expect((await read(path, 30, 240)).result).toMatchObject({ width: 240, height: 176 });
  expect((await read(path, 30, 2000)).result).toMatchObject({ width: WIDTH, height: HEIGHT });
});

test('at sixty pictures a second every second one is delivered', async () => {
  const path = await film('fast.mp4', { times: steady(60, 3), paint: paintAgain });
  const { result, indices } = await read(path);
  expect(result).toMatchObject({ fps: 30, pictureCount: 90 });
  expect(indices).toEqual(Array.from({ length: 90 }, (_, index) => (index * 2) % 40));
});

/** Red rises by 6 with every picture, and begins anew after 40. */
function paintAgain(rgba: Uint8Array, index: number): void {
  for (let at = 0; at < rgba.length; at += 4) rgba.set([(index % 40) * 6, 0, 0, 255], at);
}

function paintBlack(rgba: Uint8Array): void {
  rgba.fill(0);
}

test('a film of variable rate is delivered at a constant one, each picture for as long as it is shown', async () => {
  // 20 a second, and picture 10 stays for 1.5 s.
  const times = steady(20, 2).map((time, index) => (index > 10 ? time + 1450 : time));
  const { result, indices } = await read(await film('variable.mp4', { times }));
  expect(result).toMatchObject({ fps: 20, pictureCount: 69, durationSeconds: 3.45 });
  expect(indices.filter((index) => index === 10)).toHaveLength(30);
  expect(indices.slice(0, 10)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(indices.slice(-3)).toEqual([37, 38, 39]);
});

test.each([
  ['too_short', { times: steady(10, 2) }, 'The video lasts 2.00 s; 3 to 30 s are taken.'],
  ['too_long', { times: steady(2, 31) }, 'The video lasts 31.00 s; 3 to 30 s are taken.'],
  [
    'too_fast',
    { times: steady(125, 3), paint: paintBlack },
    'The video has 125 pictures a second; at most 60 are taken.',
  ],
  [
    'too_small_picture',
    { width: 320, height: 240 },
    'The video is 320 x 240 pixels; each side must have 340 to 3850 pixels.',
  ],
  [
    'codec_not_taken',
    { encoder: FF_ENCODER_MPEG4, settings: {} },
    "The video's pictures are coded as mpeg4; H.264, HEVC, VP8, VP9 and AV1 are taken.",
  ],
] as const)(
  'a film that is %s is refused with what was found and what is allowed',
  async (code, given, sentence) => {
    const path = await film(`${code}.mp4`, given);
    expect(await inspectVideo(path, { pool })).toEqual({ usable: false, fault: { code, sentence } });
  },
);

test('Matroska that is not WEBM is refused by name', async () => {
  const path = await film('a.mp4', { container: 'matroska' });
  expect(await inspectVideo(path, { pool })).toMatchObject({
    fault: {
      code: 'unknown_format',
      sentence: 'The file is a Matroska video; MP4, MOV and WEBM videos are taken.',
    },
  });
});

test('a film that breaks off is damaged, and its ending means nothing', async () => {
  const path = await film('whole.mp4', { writer: { movflags: '+faststart' } });
  const bytes = await readFile(path);
  await writeFile(path, bytes.subarray(0, bytes.length * 0.3));
  const renamed = join(folder, 'whole.png');
  await copyFile(path, renamed);
  for (const cut of [path, renamed])
    expect(await inspectVideo(cut, { pool })).toMatchObject({ usable: false, fault: { code: 'damaged' } });
  const reading = await readDriver(path, { pool, mostFps: 30, longSide: 480 }, () => {});
  expect(reading.usable).toBe(false);
});

test('a consumer that fails ends the reading with its own error', async () => {
  const path = await film('plain.mp4');
  const reading = readDriver(path, { pool, mostFps: 30, longSide: 480 }, () =>
    Promise.reject(new Error('no room')),
  );
  await expect(reading).rejects.toThrow('no room');
  expect(await inspectVideo(path, { pool })).toMatchObject({ usable: true });
});
