import { deliveredFps } from '../intake/delivered-fps.ts';
import { inspectVideo } from '../intake/inspect-video.ts';
import { readDriver } from '../intake/read-driver.ts';
import { readImage } from '../intake/read-image.ts';
import { readSound } from '../intake/read-sound.ts';
import { planPuppet } from '../motion/plan-puppet.ts';
import type { PromptReport } from '../prompt/scene-graph.ts';
import { createVision } from '../vision/create-vision.ts';
import type { PoseTrack, Vision } from '../vision/vision.ts';
import type { OnPrepared, Preparation } from './preparation.ts';
import { LONGEST_SIDE_PIXELS } from './prepare-picture.ts';
import { RenderFailure } from './render-failure.ts';
import type { MotionRequest } from './render-request.ts';

/** Enough for the pose networks, which look at 256 pixels of the person. */
const DRIVER_LONG_SIDE = 960;
/** The film keeps the driver's rate between these; a slower driver's poses are filled in. */
const LEAST_FPS = 24;
const MOST_FPS = 30;
/** A person who is seen in fewer pictures than this was not really there. */
const LEAST_SEEN_SHARE = 0.2;
/** Share of the preparing that following the driver takes. */
const FOLLOWED = 0.8;

interface Driver {
  readonly track: PoseTrack;
  readonly durationSeconds: number;
  readonly fps: number;
}

/** A driver's movement and a character's picture to a puppet. `openVision` is another one in tests. */
export async function prepareMotion(
  request: MotionRequest,
  onPrepared: OnPrepared,
  openVision: () => Promise<Vision> = createVision,
): Promise<Preparation> {
  const character = await readImage(request.imagePath, { longSide: LONGEST_SIDE_PIXELS });
  if (!character.usable) throw new RenderFailure('invalid_image', character.fault.sentence);
  const vision = await openVision();
  try {
    const driver = await followDriver(request.driverPath, vision, onPrepared);
    const planned = await planPuppet(character.picture, driver.track, vision, {
      durationSeconds: driver.durationSeconds,
      fps: driver.fps,
      pictureClass: request.pictureClass,
      orientation: request.orientation,
      seed: request.seed,
    });
    if (planned.kind === 'no_figure') throw new RenderFailure('no_person', planned.seen);
    const sound = request.keepOriginalSound ? await readSound(request.driverPath) : null;
    return {
      footage: { kind: 'puppet', plan: planned.plan },
      sound,
      soundAccount: sound === null ? null : { from: 'driver' },
      prompt: promptReport(request.prompt),
      account: { mode: 'motion_control', motion: planned.plan.report },
    };
  } finally {
    await vision.close();
  }
}

async function followDriver(path: string, vision: Vision, onPrepared: OnPrepared): Promise<Driver> {
  const inspected = await inspectVideo(path);
  if (!inspected.usable) throw new RenderFailure('invalid_video', inspected.fault.sentence);
  const rate = { meanFps: inspected.facts.fps, usualFps: inspected.facts.fps };
  const fps = deliveredFps(rate, MOST_FPS);
  const expectedCount = Math.max(1, inspected.facts.durationSeconds * fps);
  const tracker = vision.trackPerson(fps);
  if (tracker === null)
    throw new RenderFailure(
      'not_installed',
      'motion control needs the pose networks: the packages onnxruntime-node, in a build for this machine, and @reelay/vision-models',
    );
  const read = await readDriver(
    path,
    { mostFps: MOST_FPS, longSide: DRIVER_LONG_SIDE },
    async (picture, index) => {
      await tracker.add(picture);
      onPrepared((FOLLOWED * (index + 1)) / expectedCount);
    },
  );
  if (!read.usable) throw new RenderFailure('invalid_video', read.fault.sentence);
  return {
    track: { ...seenPerson(tracker.finish(), read.pictureCount), fps: read.fps },
    durationSeconds: read.durationSeconds,
    fps: Math.min(MOST_FPS, Math.max(LEAST_FPS, Math.round(read.fps))),
  };
}

function seenPerson(track: PoseTrack | null, pictureCount: number): PoseTrack {
  const seenShare = track?.seenShare ?? 0;
  if (track !== null && seenShare >= LEAST_SEEN_SHARE) return track;
  throw new RenderFailure(
    'no_person',
    `The reference video shows no person who could be followed: somebody was seen in ${Math.round(seenShare * 100)} % of its ${pictureCount} pictures. Use a video of one person, seen clearly.`,
  );
}

/** The driver says what happens; words cannot add to it, and the manifest says so. */
function promptReport(prompt: string): PromptReport {
  const words = prompt.trim();
  return {
    understood: [],
    notUnderstood: words === '' ? [] : [words],
    negativesApplied: [],
    negativesUnsupported: [],
  };
}
