import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decodeFrames } from '../src/codec/decode-frames.ts';
import { openNodeAvEncoder } from '../src/codec/node-av-encoder.ts';
import { probeVideo } from '../src/codec/probe-video.ts';
import type { Picture } from '../src/pixels/picture.ts';
import { performerPortrait } from '../src/quality/performer/performer-portrait.ts';
import { renderDriver } from '../src/quality/performer/render-driver.ts';
import { writeDriver } from '../src/quality/trial-media.ts';
import { prepareMotion } from '../src/run/prepare-motion.ts';
import { preparePicture } from '../src/run/prepare-picture.ts';
import { RenderFailure } from '../src/run/render-failure.ts';
import type { MotionRequest, PictureRequest } from '../src/run/render-request.ts';
import { render } from '../src/run/render.ts';
import { createVision } from '../src/vision/create-vision.ts';
import { texturedPicture } from './support/textured-picture.ts';

let folder = '';
const media = { driver: '', emptyDriver: '', character: '', photo: '' };

/** As small and short as the studio takes them. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reelay-media-'));
  for (const [name, ending] of [
    ['driver', 'mp4'],
    ['emptyDriver', 'mp4'],
    ['character', 'png'],
    ['photo', 'jpg'],
  ] as const)
    media[name] = join(folder, `${name}.${ending}`);
  const shape = { width: 360, height: 480, fps: 24, seconds: 3 };
  await writeDriver(renderDriver('dance', { ...shape, look: 'runner' }), media.driver);
  await writeEmptyDriver(media.emptyDriver);
  await sharpOf(performerPortrait('student', 360, 480))
    .png()
    .toFile(media.character);
  await sharpOf(texturedPicture(720, 720)).jpeg({ quality: 92 }).toFile(media.photo);
}, 60_000);
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

function sharpOf({ rgba, width, height }: Picture) {
  return sharp(Buffer.from(rgba), { raw: { width, height, channels: 4 } }).removeAlpha();
}

/** A wall, for three seconds. */
async function writeEmptyDriver(path: string): Promise<void> {
  const { rgba, width, height } = texturedPicture(360, 360);
  const encoder = await openNodeAvEncoder({ path, width, height, fps: 5, metadata: {} });
  for (let frame = 0; frame < 15; frame++) await encoder.write(rgba);
  await encoder.finish();
}

function common(name: string) {
  return {
    prompt: 'pan left, snow falling',
    negativePrompt: null,
    seed: 5,
    cfgScale: 0.5,
    pictureClass: '720p',
    outputPath: join(folder, `${name}.mp4`),
    posterPath: join(folder, `${name}.jpg`),
  } as const;
}

function pictureRequest(name: string, changes: Partial<PictureRequest> = {}): PictureRequest {
  return {
    ...common(name),
    mode: 'image_to_video',
    imagePath: media.photo,
    durationSeconds: 0.25,
    fps: 24,
    sound: false,
    cameraControl: null,
    ...changes,
  };
}

function motionRequest(name: string, changes: Partial<MotionRequest> = {}): MotionRequest {
  return {
    ...common(name),
    mode: 'motion_control',
    imagePath: media.character,
    driverPath: media.driver,
    orientation: 'video',
    keepOriginalSound: true,
    ...changes,
  };
}

const withoutNetworks = () => createVision({ runtime: null });

async function failureOf(promise: Promise<unknown>): Promise<RenderFailure> {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof RenderFailure) return error;
  throw new Error('the render did not fail as it should', { cause: error });
}

/** Mean absolute difference of one picture of a video and a still, 0..255. */
async function differenceFrom(video: string, frame: number, still: Buffer): Promise<number> {
  let sum = 0;
  await decodeFrames(video, ({ index, rgba }) => {
    if (index !== frame) return;
    for (let at = 0; at < rgba.length; at++) sum += Math.abs((rgba[at] ?? 0) - (still[at] ?? 0));
  });
  return sum / still.length;
}

test('a picture becomes a video of its shape that begins with the picture itself', async () => {
  const result = await render(pictureRequest('picture'));
  expect(await probeVideo(result.file)).toMatchObject({ width: 720, height: 720, frames: 6, audio: null });
  const still = await sharp(media.photo).ensureAlpha().raw().toBuffer();
  expect(await differenceFrom(result.file, 0, still)).toBeLessThan(3);
  expect(await differenceFrom(result.file, 5, still)).toBeGreaterThan(3);
  expect(result.manifest).toMatchObject({ mode: 'image_to_video', width: 720, height: 720, frames: 6 });
});

test('the same picture, words and seed give the same bytes on any number of threads', async () => {
  const one = await render(pictureRequest('one'), { threads: 1 });
  const two = await render(pictureRequest('two'), { threads: 2 });
  expect((await readFile(one.file)).equals(await readFile(two.file))).toBe(true);
});

test('a driver moves a character for as long as it lasts, with its own sound', async () => {
  const result = await render(motionRequest('motion'));
  const driver = await probeVideo(media.driver);
  const facts = await probeVideo(result.file);
  expect(facts).toMatchObject({ width: 720, height: 960, frames: driver.frames, fps: driver.fps });
  expect(facts.audio?.durationSeconds).toBeCloseTo(driver.durationSeconds, 1);
  expect(result.manifest).toMatchObject({ mode: 'motion_control', sound: { from: 'driver' } });
});

test('a driver without a person is refused with what was seen', async () => {
  const failure = await failureOf(render(motionRequest('nobody', { driverPath: media.emptyDriver })));
  expect(failure.reason).toBe('no_person');
  expect(failure.sentence).toContain('no person');
});

test('without the networks a picture still moves, and says who looked; a driver is refused with what is missing', async () => {
  const { account } = await preparePicture(pictureRequest('plain'), () => {}, withoutNetworks);
  expect(JSON.stringify(account)).toContain('"heuristic"');
  const failure = await failureOf(prepareMotion(motionRequest('plain'), () => {}, withoutNetworks));
  expect(failure.reason).toBe('not_installed');
  expect(failure.detail).toContain('onnxruntime-node');
});

test('media that cannot be used is refused with a sentence for whoever sent it', async () => {
  const broken = join(folder, 'broken.jpg');
  await writeFile(broken, (await readFile(media.photo)).subarray(0, 5_000));
  const image = await failureOf(render(pictureRequest('broken', { imagePath: broken })));
  expect(image.reason).toBe('invalid_image');
  expect(image.sentence).not.toBeNull();
  const video = await failureOf(render(motionRequest('picture-driver', { driverPath: media.photo })));
  expect(video.reason).toBe('invalid_video');
});
