import { decodeFrames } from '../codec/decode-frames.ts';
import { probeVideo } from '../codec/probe-video.ts';
import { createPicture } from '../pixels/picture.ts';
import type { Picture } from '../pixels/picture.ts';
import type { Landmark, PoseTrack, Vision } from '../vision/vision.ts';
import type { MotionDriver } from './motion-pairs.ts';
import { DRIVER_SHAPE, renderDriver } from './performer/render-driver.ts';
import { shrink } from './parallax/ken-burns.ts';

/** A driver as the tracker sees it. */
export interface FollowedDriver {
  readonly track: PoseTrack | null;
  readonly fps: number;
  readonly durationSeconds: number;
  /** True joints of every picture; null for footage, of which nobody knows. */
  readonly truth: readonly (readonly Landmark[])[] | null;
  /** Pictures of the moments asked for. */
  readonly stills: readonly Picture[];
}

const DRIVER_SECONDS = 3;
/** Footage longer than this is cut off. */
const FOOTAGE_SECONDS = 14;
/** Stills of footage are kept at most this high. */
const STILL_HEIGHT = 480;

/** Shows a driver to the tracker, picture by picture. `moments` are shares (0..1) of its length. */
export function followDriver(
  driver: MotionDriver,
  moments: readonly number[],
  vision: Vision,
): Promise<FollowedDriver> {
  return driver.kind === 'rendered'
    ? followPerformance(driver, moments, vision)
    : followFootage(driver.path, moments, vision);
}

async function followPerformance(
  { act, look }: Extract<MotionDriver, { kind: 'rendered' }>,
  moments: readonly number[],
  vision: Vision,
): Promise<FollowedDriver> {
  const { film, draw, landmarks } = renderDriver(act, { ...DRIVER_SHAPE, look, seconds: DRIVER_SECONDS });
  const tracker = vision.trackPerson(film.fps);
  for (let frame = 0; frame < film.frameCount; frame++) await tracker?.add(draw(frame));
  return {
    track: tracker?.finish() ?? null,
    fps: film.fps,
    durationSeconds: film.frameCount / film.fps,
    truth: Array.from({ length: film.frameCount }, (_, frame) => landmarks(frame)),
    stills: moments.map((moment) => draw(Math.round(moment * (film.frameCount - 1)))),
  };
}

async function followFootage(
  path: string,
  moments: readonly number[],
  vision: Vision,
): Promise<FollowedDriver> {
  const { fps, frames } = await probeVideo(path);
  const frameCount = Math.min(frames, Math.floor(FOOTAGE_SECONDS * fps));
  const wanted = moments.map((moment) => Math.round(moment * (frameCount - 1)));
  const stills = new Map<number, Picture>();
  const tracker = vision.trackPerson(fps);
  await decodeFrames(path, async ({ index, width, height, rgba }) => {
    if (index >= frameCount) return;
    const picture = createPicture(width, height);
    picture.rgba.set(rgba);
    await tracker?.add(picture);
    if (wanted.includes(index))
      stills.set(index, shrink(picture, Math.max(1, Math.floor(height / STILL_HEIGHT))));
  });
  return {
    track: tracker?.finish() ?? null,
    fps,
    durationSeconds: frameCount / fps,
    truth: null,
    stills: wanted.flatMap((index) => stills.get(index) ?? []),
  };
}
