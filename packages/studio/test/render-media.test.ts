import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decodeFrames } from '../src/codec/decode-frames.ts';
import { probeVideo } from '../src/codec/probe-video.ts';
import { writeTrialMedia } from '../src/quality/trial-media.ts';
import type { TrialMedia } from '../src/quality/trial-media.ts';
import { RenderFailure } from '../src/run/render-failure.ts';
import type { MotionRequest, PictureRequest } from '../src/run/render-request.ts';
import { render } from '../src/run/render.ts';

let folder = '';
let media: TrialMedia = { driver: '', character: '', photo: '' };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reelay-media-'));
  media = await writeTrialMedia(folder);
}, 120_000);
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

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
    durationSeconds: 0.5,
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
  expect(await probeVideo(result.file)).toMatchObject({ width: 1280, height: 720, frames: 12, audio: null });
  const still = await sharp(media.photo).ensureAlpha().raw().toBuffer();
  expect(await differenceFrom(result.file, 0, still)).toBeLessThan(3);
  expect(await differenceFrom(result.file, 11, still)).toBeGreaterThan(3);
  expect(result.manifest).toMatchObject({ mode: 'image_to_video', width: 1280, height: 720, frames: 12 });
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
  const empty = await render(pictureRequest('empty', { prompt: 'static', durationSeconds: 3.2 }));
  const failure = await failureOf(render(motionRequest('nobody', { driverPath: empty.file })));
  expect(failure.reason).toBe('no_person');
  expect(failure.sentence).toContain('no person');
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
