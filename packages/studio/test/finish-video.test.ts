import { access, mkdir, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AV_PIX_FMT_YUV444P,
  AV_PIX_FMT_YUVJ420P,
  FF_ENCODER_AAC,
  FF_ENCODER_LIBMP3LAME,
  FF_ENCODER_LIBOPUS,
  FF_ENCODER_LIBVPX_VP9,
  FF_ENCODER_LIBX264,
  FF_ENCODER_LIBX265,
  FF_ENCODER_MJPEG,
  FF_ENCODER_MPEG4,
  FF_ENCODER_PCM_S16LE,
} from 'node-av/constants';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { decodeFrames } from '../src/codec/decode-frames.ts';
import { probeVideo } from '../src/codec/probe-video.ts';
import { finishVideo } from '../src/intake/finish-video.ts';
import type { FinishedFilm, FinishOptions } from '../src/intake/finish-video.ts';
import { IntakePool } from '../src/intake/intake-pool.ts';
import { encodeFilm } from '../tools/fuzz/encode-film.ts';
import type { TrialFilm, TrialSound } from '../tools/fuzz/encode-film.ts';

const WIDTH = 320;
const HEIGHT = 240;
const FPS = 10;
/** In which the number of a picture is painted. */
const BITS = 5;
/** AVI counts pictures and knows no other times. */
const AVI = { container: 'avi', writer: {}, times: upTo(30), ticksPerSecond: FPS } as const;
const FASTSTART = { movflags: '+faststart' };
const H264 = { encoder: FF_ENCODER_LIBX264, settings: { preset: 'ultrafast', crf: '12' } };

const pool = new IntakePool({ size: 1, ordersPerChild: 100 });
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reelay-finish-'));
});
afterAll(async () => {
  await pool.close();
  await rm(folder, { recursive: true, force: true });
});

/** Times of so many pictures at a constant rate, in milliseconds. */
function steady(fps: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => Math.round((index * 1000) / fps));
}

/** A film of three seconds whose top left quarter is white; the bottom is its pictures' numbers in black and white. */
async function film(name: string, given: Partial<TrialFilm> = {}): Promise<string> {
  const path = join(folder, name);
  const { width, height } = { width: WIDTH, height: HEIGHT, ...given };
  await encodeFilm({
    container: 'mp4',
    ...H264,
    writer: FASTSTART,
    width,
    height,
    times: steady(FPS, 30),
    paint: (rgba, index) => {
      for (let at = 0; at < rgba.length; at += 4) {
        const [x, y] = [(at / 4) % width, Math.floor(at / 4 / width)];
        const bit = (index >> Math.floor((x * BITS) / width)) & 1;
        const white = y < height / 2 ? x < width / 2 : y >= height * 0.8 && bit === 1;
        const noise = y < height * 0.8 ? (x * 37 + y * 91 + index * 50) % 64 : 0;
        rgba.set(white ? [255, 255, 255, 255] : [noise, noise >> 1, 0, 255], at);
      }
    },
    ...given,
    path,
  });
  return path;
}

function hum(encoder: TrialSound['encoder'], seconds = 3): TrialSound {
  const samples = Float32Array.from({ length: seconds * 48_000 }, (_, at) => 0.5 * Math.sin(at / 20));
  return { encoder, sampleRate: 48_000, samples, startMilliseconds: 0 };
}

interface Finished {
  readonly result: FinishedFilm;
  readonly videoPath: string;
  readonly posterPath: string;
}

async function finish(
  path: string,
  wish: Partial<Pick<FinishOptions, 'keepSeconds' | 'soundFromPath' | 'signal' | 'pool'>> = {},
): Promise<Finished> {
  const directory = `${path}-finished`;
  await mkdir(directory, { recursive: true });
  const [videoPath, posterPath] = [join(directory, 'video.mp4'), join(directory, 'poster.jpg')];
  const given = { keepSeconds: null, soundFromPath: null, pool, ...wish };
  return { result: await finishVideo({ path, videoPath, posterPath, ...given }), videoPath, posterPath };
}

/** Which pictures of the film are in a file of ours. */
async function picturesIn(path: string): Promise<number[]> {
  const found: number[] = [];
  await decodeFrames(path, ({ width, height, rgba }) => {
    const row = Math.floor(height * 0.9) * width;
    const bits = upTo(BITS).map(
      (bit) => (rgba[(row + Math.floor(((bit + 0.5) * width) / BITS)) * 4] ?? 0) > 128,
    );
    found.push(bits.reduce((index, isSet, bit) => index + (isSet ? 2 ** bit : 0), 0));
  });
  return found;
}

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

async function sentenceOf(path: string): Promise<string> {
  const { result, videoPath, posterPath } = await finish(path);
  if (result.usable) throw new Error('it was taken');
  await expect(access(videoPath)).rejects.toThrow('ENOENT');
  await expect(access(posterPath)).rejects.toThrow('ENOENT');
  return result.fault.sentence;
}

test('an MP4 that plays everywhere and starts at once is passed on byte for byte', async () => {
  const path = await film('plain.mp4', { sound: hum(FF_ENCODER_AAC) });
  const { result, videoPath } = await finish(path);
  expect(result).toEqual({ usable: true, width: WIDTH, height: HEIGHT, durationSeconds: 3, unchanged: true });
  expect((await readFile(videoPath)).equals(await readFile(path))).toBe(true);
});

test('the poster is the first picture, as large as the video', async () => {
  const { posterPath } = await finish(await film('poster.mp4'));
  const { data, info } = await sharp(posterPath).raw().toBuffer({ resolveWithObject: true });
  expect([info.width, info.height, info.channels]).toEqual([WIDTH, HEIGHT, 3]);
  expect(data[0]).toBeGreaterThan(240);
  expect(data[(info.width * info.height - info.width) * 3]).toBeLessThan(20);
});

test('an index behind the pictures is moved to the front, and nothing else is touched', async () => {
  const path = await film('late-index.mp4', { writer: {}, sound: hum(FF_ENCODER_AAC) });
  expect((await probeVideo(path)).faststart).toBe(false);
  const { result, videoPath } = await finish(path);
  expect(result).toMatchObject({ usable: true, unchanged: true });
  expect(await probeVideo(videoPath)).toEqual({ ...(await probeVideo(path)), faststart: true });
  expect(await picturesIn(videoPath)).toEqual(upTo(30));
  expect((await stat(videoPath)).size).toBe((await stat(path)).size);
  // All of it, and the sound, is where the new index says.
  expect((await finish(videoPath)).result).toMatchObject({ usable: true, unchanged: true });
});

test.each([
  [
    'VP9 in WEBM',
    'a.webm',
    { container: 'webm', encoder: FF_ENCODER_LIBVPX_VP9, settings: { 'cpu-used': '8' } },
  ],
  ['HEVC in MP4', 'a.mp4', { encoder: FF_ENCODER_LIBX265, settings: { preset: 'ultrafast', crf: '12' } }],
  ['H.264 in MOV', 'a.mov', { container: 'mov', writer: {} }],
  ['H.264 in AVI', 'h264.avi', { ...AVI, settings: { ...H264.settings, bf: '0' } }],
  ['MPEG-4 in AVI', 'mpeg4.avi', { ...AVI, encoder: FF_ENCODER_MPEG4, settings: { b: '4000000' } }],
  ['MPEG-4 in MP4', 'mpeg4.mp4', { encoder: FF_ENCODER_MPEG4, settings: { b: '4000000' } }],
  [
    'Motion JPEG in AVI',
    'jpeg.avi',
    { ...AVI, encoder: FF_ENCODER_MJPEG, settings: {}, pixelFormat: AV_PIX_FMT_YUVJ420P, writer: {} },
  ],
  ['H.264 with all colours', '444.mp4', { pixelFormat: AV_PIX_FMT_YUV444P }],
  ['H.264 in fragments', 'pieces.mp4', { writer: { movflags: '+frag_keyframe+empty_moov' } }],
] as const)('%s becomes H.264 in MP4 with the same pictures', async (_, name, given) => {
  const path = await film(name, given);
  const { result, videoPath } = await finish(path);
  expect(result).toMatchObject({ usable: true, width: WIDTH, height: HEIGHT, unchanged: false });
  const facts = await probeVideo(videoPath);
  expect(facts).toMatchObject({ codec: 'h264', profile: 'High', pixelFormat: 'yuv420p', faststart: true });
  expect({ fps: facts.fps, seconds: facts.durationSeconds, audio: facts.audio }).toEqual({
    fps: FPS,
    seconds: 3,
    audio: null,
  });
  expect(await picturesIn(videoPath)).toEqual(upTo(30));
});

test.each([
  [
    'Opus in WEBM',
    'o.webm',
    {
      container: 'webm',
      encoder: FF_ENCODER_LIBVPX_VP9,
      settings: { 'cpu-used': '8' },
      sound: hum(FF_ENCODER_LIBOPUS),
    },
  ],
  ['MP3 in MP4', 'mp3.mp4', { sound: hum(FF_ENCODER_LIBMP3LAME) }],
  ['PCM in MOV', 'pcm.mov', { container: 'mov', sound: hum(FF_ENCODER_PCM_S16LE) }],
] as const)('the sound of %s becomes AAC', async (_, name, given) => {
  const { videoPath } = await finish(await film(name, given));
  const facts = await probeVideo(videoPath);
  expect(facts).toMatchObject({ frames: 30, audio: { codec: 'aac', sampleRate: 48_000, channels: 2 } });
  expect(facts.audio?.durationSeconds).toBeCloseTo(3, 1);
});

test.each([
  [1, 10],
  [1.26, 13],
  [2.94, 29],
  [0.01, 1],
])('of the first %s seconds exactly %s pictures are kept, with their sound', async (keepSeconds, count) => {
  const path = await film('long.mp4', { sound: hum(FF_ENCODER_AAC) });
  const { result, videoPath } = await finish(path, { keepSeconds });
  expect(result).toMatchObject({ usable: true, durationSeconds: count / FPS, unchanged: false });
  expect(await picturesIn(videoPath)).toEqual(upTo(count));
  const { frames, durationSeconds, audio } = await probeVideo(videoPath);
  expect(frames).toBe(count);
  expect(durationSeconds).toBeCloseTo(count / FPS, 6);
  expect(audio?.durationSeconds).toBeCloseTo(count / FPS, 1);
});

test.each([2.96, 3, 60])('a video of 3 seconds of which %s are wanted is unchanged', async (keepSeconds) => {
  const { result } = await finish(await film('short.mp4'), { keepSeconds });
  expect(result).toMatchObject({ durationSeconds: 3, unchanged: true });
});

test('a film of 23.976 pictures a second is trimmed to whole pictures at 24', async () => {
  const { videoPath } = await finish(await film('cinema.mp4', { times: steady(24_000 / 1001, 30) }), {
    keepSeconds: 1,
  });
  expect(await probeVideo(videoPath)).toMatchObject({ frames: 24, fps: 24, durationSeconds: 1 });
  expect(await picturesIn(videoPath)).toEqual(upTo(24));
});

test('the sound of another film is laid under a silent one, cut to its length', async () => {
  const driver = await film('driver.mp4', { times: steady(FPS, 40), sound: hum(FF_ENCODER_AAC, 4) });
  const { result, videoPath } = await finish(await film('silent.mp4'), { soundFromPath: driver });
  expect(result).toMatchObject({ usable: true, durationSeconds: 3 });
  const { frames, audio } = await probeVideo(videoPath);
  expect([frames, audio?.codec]).toEqual([30, 'aac']);
  expect(audio?.durationSeconds).toBeCloseTo(3, 1);
  expect(await picturesIn(videoPath)).toEqual(upTo(30));
});

test('a film with sound keeps its own', async () => {
  const driver = await film('driver.webm', {
    container: 'webm',
    encoder: FF_ENCODER_LIBVPX_VP9,
    settings: { 'cpu-used': '8' },
    sound: hum(FF_ENCODER_LIBOPUS),
  });
  const path = await film('own-sound.mp4', { sound: hum(FF_ENCODER_AAC) });
  expect((await finish(path, { soundFromPath: driver })).result).toMatchObject({ unchanged: true });
});

test('a film stays silent when the other has no sound', async () => {
  const path = await film('quiet.mp4');
  const { result, videoPath } = await finish(path, { soundFromPath: await film('quiet-too.mp4') });
  expect(result).toMatchObject({ usable: true, unchanged: true });
  expect((await probeVideo(videoPath)).audio).toBeNull();
});

test('a film held upright is encoded upright', async () => {
  const path = await film('turned.mov', { container: 'mov', matrix: [0, 1, -1, 0] });
  const { result, videoPath, posterPath } = await finish(path);
  expect(result).toMatchObject({ width: HEIGHT, height: WIDTH });
  expect(await probeVideo(videoPath)).toMatchObject({ width: HEIGHT, height: WIDTH });
  expect(await sharp(posterPath).metadata()).toMatchObject({ width: HEIGHT, height: WIDTH });
});

test('an odd row and column are left out', async () => {
  const given = { container: 'webm', encoder: FF_ENCODER_LIBVPX_VP9, settings: { 'cpu-used': '8' } } as const;
  const { result, videoPath, posterPath } = await finish(
    await film('odd.webm', { ...given, width: 321, height: 241 }),
  );
  expect(result).toMatchObject({ width: 320, height: 240 });
  expect(await probeVideo(videoPath)).toMatchObject({ width: 320, height: 240, frames: 30 });
  expect(await sharp(posterPath).metadata()).toMatchObject({ width: 320, height: 240 });
});

test.each([
  ['cut.mp4', {}],
  ['cut-late-index.mp4', { writer: {} }],
  ['cut-pieces.mp4', { writer: { movflags: '+frag_keyframe+empty_moov' } }],
  [
    'cut.webm',
    { container: 'webm', encoder: FF_ENCODER_LIBVPX_VP9, settings: { 'cpu-used': '8' }, writer: {} },
  ],
  ['cut.avi', { ...AVI, encoder: FF_ENCODER_MPEG4, settings: { b: '4000000' } }],
  ['cut.mov', { container: 'mov' }],
] as const)('%s is refused wherever it is cut off', async (name, given) => {
  const path = await film(name, given);
  const whole = await readFile(path);
  for (const share of [0.999, 0.97, 0.8, 0.5, 0.2]) {
    await writeFile(path, whole.subarray(0, Math.floor(whole.length * share)));
    expect(await sentenceOf(path), `${share}`).toMatch(/^The video is (cut short|damaged)/);
  }
});

test.each([
  ['the rest of its bytes are zeros', 0],
  ['the rest of its bytes are noise', 1],
])('a film of full size of which %s is refused', async (_, noise) => {
  const path = await film('hole.mp4');
  const bytes = await readFile(path);
  for (let at = Math.floor(bytes.length * 0.6), state = 7; at < bytes.length; at++) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    bytes[at] = noise * (state >> 16);
  }
  await writeFile(path, bytes);
  expect(await sentenceOf(path)).toMatch(/^The video is damaged/);
});

test('an index that promises more pictures than there are is not believed', async () => {
  const path = await film('shrunk.mp4');
  const bytes = await readFile(path);
  const media = bytes.indexOf('mdat', 0, 'latin1') - 4;
  const kept = Math.floor((bytes.length - media) * 0.7);
  bytes.writeUInt32BE(kept, media);
  await writeFile(path, bytes);
  await truncate(path, media + kept);
  expect(await sentenceOf(path)).toMatch(/^The video is damaged or cut short/);
});

test.each([
  ['nothing', '', 'The file is empty'],
  ['a page', '<html><body>404</body></html>', 'an XML, SVG or HTML text'],
  ['words', '{"error":"expired"}', 'of an unknown format'],
  ['a brand alone', '\0\0\0\u0018ftypisom\0\0\0\0isommp42', 'The video is damaged'],
])('%s is no video', async (name, text, sentence) => {
  const path = join(folder, name);
  await writeFile(path, text, 'latin1');
  expect(await sentenceOf(path)).toContain(sentence);
});

test('a picture is no video', async () => {
  const path = join(folder, 'picture');
  await sharp({ create: { width: 400, height: 400, channels: 3, background: 'teal' } })
    .png()
    .toFile(path);
  expect(await sentenceOf(path)).toBe('The file is a PNG picture and no MP4, MOV, WEBM or AVI video.');
});

test('a film that is not there is an error and no verdict', async () => {
  await expect(finish(join(folder, 'missing.mp4'))).rejects.toThrow('ENOENT');
});

test('finishing that is not wanted before it began ends at once', async () => {
  const path = await film('unwanted.mp4');
  const own = new IntakePool({ size: 1 });
  const abort = new AbortController();
  const finishing = finish(path, { signal: abort.signal, pool: own });
  abort.abort(new Error('the server stops'));
  await expect(finishing).rejects.toThrow('the server stops');
  expect(own.idlePids()).toEqual([]);
});

/** Finds a film of ten pictures to be encoded anew, and never sends one. */
const STALLING_CHILD = `
  import { writeSync } from 'node:fs';
  function send(kind, width, height, bytes) {
    const head = Buffer.alloc(16);
    [kind, width, height, bytes.length].forEach((value, index) => head.writeUInt32LE(value, index * 4));
    writeSync(3, Buffer.concat([head, bytes]));
  }
  const answer = (answer) => send(1, 0, 0, Buffer.from(JSON.stringify({ answer, cpuSeconds: 0 })));
  process.stdin.on('end', () => process.kill(process.pid, 'SIGKILL'));
  process.stdin.on('data', (order) => {
    if (!String(order).includes('inspect_result')) return;
    send(2, 32, 32, Buffer.alloc(32 * 32 * 4));
    answer({ kind: 'result', codec: 'hevc', width: 32, height: 32, fps: 10, pictureCount: 10,
      durationSeconds: 1, hasSound: false, playsAnywhere: false });
  });
  answer({ kind: 'ready' });`;

test('finishing that is not wanted any more ends its process, and leaves no video', async () => {
  const path = await film('stalling.mp4');
  const childPath = join(folder, 'stalling-child.mjs');
  await writeFile(childPath, STALLING_CHILD);
  const own = new IntakePool({ size: 1, ordersPerChild: 10, childPath });
  const abort = new AbortController();
  const finishing = finish(path, { signal: abort.signal, pool: own });
  const videoPath = join(`${path}-finished`, 'video.mp4');
  await vi.waitFor(() => access(videoPath), 20_000);
  abort.abort(new Error('the server stops'));
  await expect(finishing).rejects.toThrow('the server stops');
  await expect(access(videoPath)).rejects.toThrow('ENOENT');
  expect(own.idlePids()).toEqual([]);
});

test('a film that breaks off while it is encoded leaves no video', async () => {
  const path = await film('breaking.mp4');
  const childPath = join(folder, 'breaking-child.mjs');
  await writeFile(childPath, STALLING_CHILD.replace('return;', 'process.exit(1);'));
  const own = new IntakePool({ size: 1, ordersPerChild: 1, childPath });
  const { result, videoPath } = await finish(path, { pool: own });
  expect(result).toMatchObject({ usable: false, fault: { code: 'damaged' } });
  await expect(access(videoPath)).rejects.toThrow('ENOENT');
});
