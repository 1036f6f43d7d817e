import { planPuppet } from '../motion/plan-puppet.ts';
import { puppetJoints } from '../motion/puppet-joints.ts';
import { createPuppetPainter } from '../motion/puppet-painter.ts';
import type { PuppetPlan } from '../motion/puppet-plan.ts';
import { createPicture } from '../pixels/picture.ts';
import type { Picture } from '../pixels/picture.ts';
import type { Vision } from '../vision/vision.ts';
import { clipMetrics } from './clip-metrics.ts';
import { colourHistogram, histogramCorrelation } from './colour-histogram.ts';
import { contactStrip } from './contact-strip.ts';
import { followDriver } from './follow-driver.ts';
import type { FollowedDriver } from './follow-driver.ts';
import { meanBoneError, scoreKeypoints } from './keypoint-metrics.ts';
import type { BodyJoint, FoundJoints, Joints, KeypointScore, Point } from './keypoint-metrics.ts';
import type { MotionPair } from './motion-pairs.ts';
import { shrink } from './parallax/ken-burns.ts';

/** What became of one driver and one character. */
export interface MotionResult {
  readonly pair: MotionPair;
  /** Share of the driver's pictures in which the tracker really saw the person; null when it never did. */
  readonly seenShare: number | null;
  /** Of a rendered driver: the tracked bones against the true ones, in degrees. */
  readonly trackError: number | null;
  /** The tracked joints against the true ones, as a share of the trunk: what a closed loop cannot be better than. */
  readonly trackDistance: number | null;
  readonly film: MotionFilm | null;
  /** Why there is no film. */
  readonly refusal: string | null;
  /** Driver and film one above the other: two JPEGs. */
  readonly driverStrip: Uint8Array | null;
}

/** What was measured of a film of a moved character. */
interface MotionFilm {
  readonly report: PuppetPlan['report'];
  /** The retargeted bones against the driver's true ones, in degrees; null for footage. */
  readonly retargetError: number | null;
  /** Null when the network does not know the character even at rest: a drawing, a robot. */
  readonly closedLoop: KeypointScore | null;
  /** Correlation of the character's colours before and after, least of some pictures. */
  readonly identity: number;
  readonly flicker: number;
  readonly strip: Uint8Array;
}

const MOMENTS = [0.1, 0.26, 0.42, 0.58, 0.74, 0.9] as const;
/** Every so many pictures the network looks at the film. */
const LOOK_EVERY = 6;
const CLIP_FRAMES = 13;
const SMALLER = 3;
/** Pictures in which the character's colours are compared. */
const IDENTITY_MOMENTS = [0.25, 0.6] as const;
const SEED = 7;

export async function judgeMotion(pair: MotionPair, vision: Vision): Promise<MotionResult> {
  const character = await pair.character();
  const driver = await followDriver(pair.driver, MOMENTS, vision);
  const { track, truth, stills } = driver;
  const driverStrip = stills.length === 0 ? null : await contactStrip(stills);
  const none = {
    pair,
    seenShare: track?.seenShare ?? null,
    trackError: null,
    trackDistance: null,
    film: null,
    driverStrip,
  };
  if (track === null) return { ...none, refusal: 'no person in the driver' };
  const followed = track.poses.map(({ landmarks }) => landmarks);
  const measured = {
    ...none,
    trackError: truth === null ? null : meanBoneError(truth, followed),
    trackDistance: truth === null ? null : scoreKeypoints(truth, followed).averageDistance,
  };
  const outcome = await planPuppet(character, track, vision, {
    durationSeconds: driver.durationSeconds,
    fps: Math.min(30, Math.max(24, driver.fps)),
    pictureClass: '720p',
    orientation: 'image',
    seed: SEED,
  });
  if (outcome.kind === 'no_figure') return { ...measured, refusal: outcome.seen };
  const film = await measureFilm(outcome.plan, character, driver, vision);
  return { ...measured, film, refusal: null };
}

async function measureFilm(
  plan: PuppetPlan,
  character: Picture,
  driver: FollowedDriver,
  vision: Vision,
): Promise<MotionFilm> {
  const { width, height, fps, frameCount } = plan.film;
  const paint = createPuppetPainter(plan);
  const draw = (frame: number): Picture => {
    const picture = createPicture(width, height);
    paint(picture.rgba, frame);
    return picture;
  };
  const at = (moment: number): number => Math.round(moment * (frameCount - 1));
  const middle = Math.max(0, (frameCount - CLIP_FRAMES) >> 1);
  const clip = Array.from({ length: CLIP_FRAMES }, (_, index) => shrink(draw(middle + index), SMALLER));
  return {
    report: plan.report,
    retargetError: retargetError(plan, driver),
    closedLoop: await closeLoop(plan, character, draw, vision),
    identity: await leastIdentity(
      character,
      IDENTITY_MOMENTS.map((moment) => draw(at(moment))),
      vision,
    ),
    flicker: clipMetrics(clip, fps).flicker,
    strip: await contactStrip(MOMENTS.map((moment) => draw(at(moment)))),
  };
}

/** Bones of the puppet against the true bones of a rendered driver of the same rate. */
function retargetError(plan: PuppetPlan, { truth, fps }: FollowedDriver): number | null {
  if (truth === null || plan.film.fps !== fps) return null;
  const posed = truth.map((_, frame) => jointsOf(plan, frame));
  return meanBoneError(truth, posed, movingJoints(plan));
}

/** The joints of limbs as the puppet's report names them. */
const LIMB_JOINTS: Readonly<Record<string, readonly BodyJoint[]>> = {
  'left arm': ['leftShoulder', 'leftElbow', 'leftWrist'],
  'right arm': ['rightShoulder', 'rightElbow', 'rightWrist'],
  'left leg': ['leftHip', 'leftKnee', 'leftAnkle'],
  'right leg': ['rightHip', 'rightKnee', 'rightAnkle'],
};

/** Limbs that the character's picture does not show stay with its body and are not held against the driver. */
function movingJoints({ report }: PuppetPlan): readonly BodyJoint[] {
  return report.movingLimbs.flatMap((limb) => LIMB_JOINTS[limb] ?? []);
}

/** The puppet's joints by landmark. */
function jointsOf(plan: PuppetPlan, frame: number): Joints {
  const joints: (Point | undefined)[] = [];
  for (const { landmark, x, y } of puppetJoints(plan, frame)) joints[landmark] = { x, y };
  return joints;
}

/** Shows the film to the pose network and compares with where the joints were put. */
async function closeLoop(
  plan: PuppetPlan,
  character: Picture,
  draw: (frame: number) => Picture,
  vision: Vision,
): Promise<KeypointScore | null> {
  const atRest = await vision.findPeople(character);
  const moving = movingJoints(plan);
  if (atRest.length === 0 || plan.report.skeleton !== 'pose' || moving.length === 0) return null;
  const wanted: Joints[] = [];
  const found: (FoundJoints | null)[] = [];
  for (let frame = 0; frame < plan.film.frameCount; frame += LOOK_EVERY) {
    wanted.push(jointsOf(plan, frame));
    const [person] = await vision.findPeople(draw(frame));
    found.push(person?.landmarks ?? null);
  }
  return scoreKeypoints(wanted, found, moving);
}

async function leastIdentity(
  character: Picture,
  pictures: readonly Picture[],
  vision: Vision,
): Promise<number> {
  const before = await figureColours(character, vision);
  let least = 1;
  for (const picture of pictures) {
    least = Math.min(least, histogramCorrelation(before, await figureColours(picture, vision)));
  }
  return least;
}

async function figureColours(picture: Picture, vision: Vision): Promise<Float64Array> {
  const { alpha } = await vision.matte(picture);
  return colourHistogram(picture, {
    ...alpha,
    values: alpha.values.map((share) => (share > 0.6 ? share : 0)),
  });
}
