import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Sharp } from 'sharp';
import { openNodeAvEncoder } from '../codec/node-av-encoder.ts';
import type { Picture } from '../pixels/picture.ts';
import { performerPortrait } from './performer/performer-portrait.ts';
import { DRIVER_SHAPE, renderDriver } from './performer/render-driver.ts';
import type { RenderedDriver } from './performer/render-driver.ts';
import { prepareTake } from './take.ts';
import { trialSound } from './trial-sound.ts';

/** Files to try image-to-video and motion control with, all of them made by this project. */
export interface TrialMedia {
  /** A person dancing for some seconds, whole body, with sound: MP4, 540x720. */
  readonly driver: string;
  /** Another person standing, whole body: PNG. */
  readonly character: string;
  /** A penguin in the snow: JPEG, 1280x720. */
  readonly photo: string;
}

/** Shorter drivers are refused at the door. */
const DRIVER_SECONDS = 3.5;
const BEAT_SECONDS = 0.8;
const PHOTO_PROMPT = 'a penguin standing on snow, mountains in the distance';

/** Writes `driver.mp4`, `character.png` and `photo.jpg` into `folder`; takes about ten seconds. */
export async function writeTrialMedia(folder: string): Promise<TrialMedia> {
  await mkdir(folder, { recursive: true });
  const media = {
    driver: join(folder, 'driver.mp4'),
    character: join(folder, 'character.png'),
    photo: join(folder, 'photo.jpg'),
  };
  await writeDriver(
    renderDriver('dance', { ...DRIVER_SHAPE, look: 'runner', seconds: DRIVER_SECONDS }),
    media.driver,
  );
  await rawOf(performerPortrait('student', 720, 960))
    .png()
    .toFile(media.character);
  const take = await prepareTake(PHOTO_PROMPT, {
    negative: null,
    aspect: '16:9',
    seed: 5,
    cfgScale: 1,
    longSidePixels: 1280,
  });
  await rawOf(take.draw(take.shot.frameCount >> 1))
    .jpeg({ quality: 92 })
    .toFile(media.photo);
  return media;
}

/** Encodes a rendered performance as an MP4 with a beat to it. */
export async function writeDriver({ film, draw }: RenderedDriver, path: string): Promise<void> {
  const { width, height, fps, frameCount } = film;
  const sound = trialSound(frameCount / fps, BEAT_SECONDS);
  const encoder = await openNodeAvEncoder({ path, width, height, fps, metadata: {}, sound });
  try {
    for (let frame = 0; frame < frameCount; frame++) await encoder.write(draw(frame).rgba);
    await encoder.finish();
  } finally {
    await encoder.abort();
  }
}

function rawOf({ width, height, rgba }: Picture): Sharp {
  return sharp(rgba, { raw: { width, height, channels: 4 } }).removeAlpha();
}
