import { createPicturePainter } from '../src/image/picture-painter.ts';
import { planPicture } from '../src/image/plan-picture.ts';
import { createPuppetPainter } from '../src/motion/puppet-painter.ts';
import { planPuppet } from '../src/motion/plan-puppet.ts';
import type { Picture } from '../src/pixels/picture.ts';
import { compilePrompt } from '../src/prompt/compile.ts';
import { performerPortrait } from '../src/quality/performer/performer-portrait.ts';
import { DRIVER_SHAPE, renderDriver } from '../src/quality/performer/render-driver.ts';
import { prepareTake } from '../src/quality/take.ts';
import type { Vision } from '../src/vision/vision.ts';
import { cpuMilliseconds, measureFrames } from './costs.ts';
import type { FrameCost } from './costs.ts';

/** What a film made from a still picture costs. */
export interface StillCost extends FrameCost {
  readonly name: string;
  /** CPU milliseconds before the first frame: looking, cutting, filling, solving. */
  readonly planMs: number;
}

/** CPU per frame of drawing over that of encoding: never above. */
export const STILL_BAR = 3;

const SEED = 7;
const FPS = 24;
const SECONDS = 5;
const DRIVER_SECONDS = 3;

/** A picture and what it is asked for: plain, with weather, with water. */
const PICTURES = [
  ['plain', 'a red car on a road, mountains', 'slow dolly in'],
  ['snow', 'a cute happy corgi standing in a park', 'slow dolly in, snow falling'],
  ['water', 'a sailboat on the sea near an island', 'rippling water, drifting clouds, truck right'],
] as const;

/** Image-to-video, one result per picture. */
export async function measurePictures(vision: Vision, frames: number, folder: string): Promise<StillCost[]> {
  const costs: StillCost[] = [];
  for (const [name, shows, prompt] of PICTURES) {
    const picture = await sceneOf(shows);
    const beforePlan = process.cpuUsage();
    const plan = await planPicture(picture, compilePrompt(prompt, null), vision, {
      durationSeconds: SECONDS,
      fps: FPS,
      pictureClass: '720p',
      seed: SEED,
      cfgScale: 0.5,
    });
    const planMs = cpuMilliseconds(beforePlan);
    const cost = await measureFrames(plan.film, createPicturePainter(plan), frames, folder);
    costs.push({ name: `picture, ${name}`, planMs, ...cost });
  }
  return costs;
}

/** Motion control: the puppet itself, and what following its driver costs a driver's frame. */
export async function measurePuppet(
  vision: Vision,
  frames: number,
  folder: string,
): Promise<{ readonly cost: StillCost; readonly followMs: number } | null> {
  const driver = renderDriver('dance', { ...DRIVER_SHAPE, look: 'runner', seconds: DRIVER_SECONDS });
  const { frameCount, fps } = driver.film;
  const tracker = vision.trackPerson(fps);
  let followMs = 0;
  for (let frame = 0; frame < frameCount; frame++) {
    const picture = driver.draw(frame);
    const before = process.cpuUsage();
    await tracker?.add(picture);
    followMs += cpuMilliseconds(before) / frameCount;
  }
  const track = tracker?.finish() ?? null;
  if (track === null) return null;
  const beforePlan = process.cpuUsage();
  const outcome = await planPuppet(performerPortrait('student', 960, 1280), track, vision, {
    durationSeconds: frameCount / fps,
    fps,
    pictureClass: '720p',
    orientation: 'image',
    seed: SEED,
  });
  const planMs = cpuMilliseconds(beforePlan);
  if (outcome.kind === 'no_figure') return null;
  const cost = await measureFrames(outcome.plan.film, createPuppetPainter(outcome.plan), frames, folder);
  return { cost: { name: 'motion', planMs, ...cost }, followMs };
}

async function sceneOf(prompt: string): Promise<Picture> {
  const take = await prepareTake(`${prompt}, in a still frame`, {
    negative: null,
    aspect: '16:9',
    seed: SEED,
    cfgScale: 1,
    longSidePixels: 1280,
  });
  return take.draw(take.shot.frameCount >> 1);
}
