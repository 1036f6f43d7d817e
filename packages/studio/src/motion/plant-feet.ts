import { clamp, smoothstep } from '../maths/curves.ts';
import type { DriverMotion } from './driver-motion.ts';
import type { Performance } from './performance.ts';
import { slidingMaximum, smoothSeries } from './series.ts';
import type { Series } from './series.ts';
import { JOINTS, JOINT_COUNT, LIMBS, distanceBetween } from './skeleton.ts';
import type { JointPoints, LimbName, Skeleton } from './skeleton.ts';

const LEGS = ['leftLeg', 'rightLeg'] as const satisfies readonly LimbName[];
/** A foot stands when it is lower than so many leg lengths above the floor, and slower than so many a second. */
const STANDING_HEIGHT = 0.07;
const STANDING_SPEED = 0.55;
/** Seconds over which a foot settles on its place and leaves it. */
const SETTLE_SECONDS = 0.09;
/** Seconds in which the figure may drift off the driver's path so that its feet do not skate. */
const DRIFT_SECONDS = 0.8;
/** Share of a leg's length by which it shortens so that a figure keeps its stature. */
const MOST_GIVE = 0.12;

/**
 * Puts a performance, posed about the middle of its hips, on its ground: the whole figure follows the driver's path, a
 * standing foot keeps its place (the figure moves over it, and the leg takes up what is left), the lower foot touches
 * the ground unless the driver jumps. A figure or a driver without legs stays where the picture has it.
 */
export function plantFeet(
  performance: Performance,
  skeleton: Skeleton,
  driver: DriverMotion,
  mirror: Series,
  widthPx: number,
): void {
  const rest = skeleton.points;
  const hasLegs = LEGS.every((leg) => skeleton.limbs.includes(leg));
  if (!hasLegs || !driver.hasLegs) {
    shift(performance, (_frame, axis) => rest[JOINTS.pelvis * 2 + axis] ?? 0);
    return;
  }
  const scale = sizeAgainst(skeleton, driver);
  const standing = LEGS.map((leg) => standingShare(driver, leg));
  const path = rootPath(performance, driver, standing, mirror, scale);
  const room = fitPath(path, rest[JOINTS.pelvis * 2] ?? 0, widthPx);
  const lift = liftOf(driver, scale);
  fitLift(lift, skeleton);
  const heights = keepStature(rootHeights(performance, rest, lift), skeleton);
  shift(performance, (frame, axis) =>
    axis === 0 ? (rest[JOINTS.pelvis * 2] ?? 0) + (path[frame] ?? 0) * room : (heights[frame] ?? 0),
  );
  for (const [index, leg] of LEGS.entries())
    settleFoot(performance, rest, leg, standing[index] ?? lift, footHeight(driver, leg, scale), driver.fps);
}

/** The character's size against the driver's, by legs and trunk alike. */
function sizeAgainst({ points }: Skeleton, driver: DriverMotion): number {
  const full = driver.fullLengths;
  const own = legLength(points, 'leftLeg') + legLength(points, 'rightLeg');
  const theirs = 2 * ((full[JOINTS.leftKnee] ?? 1) + (full[JOINTS.leftAnkle] ?? 1));
  return (own / theirs + distanceBetween(points, JOINTS.pelvis, JOINTS.neck) / (full[JOINTS.neck] ?? 1)) / 2;
}

function legLength(points: JointPoints, leg: LimbName): number {
  const [hip, knee, ankle] = LIMBS[leg];
  return distanceBetween(points, hip, knee) + distanceBetween(points, knee, ankle);
}

function driverLeg(driver: DriverMotion): number {
  return (driver.fullLengths[JOINTS.leftKnee] ?? 1) + (driver.fullLengths[JOINTS.leftAnkle] ?? 1);
}

function driverSeries(driver: DriverMotion, joint: number, axis: 0 | 1): Series {
  return Float64Array.from(
    { length: driver.frameCount },
    (_, f) => driver.points[(f * JOINT_COUNT + joint) * 2 + axis] ?? 0,
  );
}

/** The lowest point of a leg by frame: ankle or toe. */
function lowOf(driver: DriverMotion, leg: LimbName): Series {
  const ankle = driverSeries(driver, LIMBS[leg][2], 1);
  const toe = driverSeries(driver, LIMBS[leg][3], 1);
  return ankle.map((y, frame) => Math.max(y, (toe[frame] ?? 0) - 0.03 * driverLeg(driver)));
}

/** The driver's floor under one foot: the lowest that it gets nearby. Each foot has its own, for one may stand farther off. */
function floorOf(low: Series, fps: number): Series {
  return smoothSeries(slidingMaximum(low, Math.round(0.7 * fps)), 0.25 * fps);
}

/** 1 while a foot stands, 0 while it moves, with short slopes between. */
function standingShare(driver: DriverMotion, leg: LimbName): Series {
  const { fps, frameCount } = driver;
  const length = driverLeg(driver);
  const low = lowOf(driver, leg);
  const floor = floorOf(low, fps);
  const x = smoothSeries(driverSeries(driver, LIMBS[leg][2], 0), 0.05 * fps);
  const y = smoothSeries(driverSeries(driver, LIMBS[leg][2], 1), 0.05 * fps);
  const stands = low.map((value, f) => {
    const before = Math.max(0, f - 1);
    const after = Math.min(frameCount - 1, f + 1);
    const seconds = Math.max(1, after - before) / fps;
    const speed =
      Math.hypot((x[after] ?? 0) - (x[before] ?? 0), (y[after] ?? 0) - (y[before] ?? 0)) / seconds;
    return (floor[f] ?? 0) - value < STANDING_HEIGHT * length && speed < STANDING_SPEED * length ? 1 : 0;
  });
  // Closes gaps and drops moments shorter than about a tenth of a second.
  return smoothSeries(stands, 0.06 * fps).map((share) => (share > 0.5 ? 1 : 0));
}

/** Way of the hips from frame 0 on: over the standing feet while there are any, with the driver while there are none. */
function rootPath(
  performance: Performance,
  driver: DriverMotion,
  standing: readonly Series[],
  mirror: Series,
  scale: number,
): Series {
  const { swing, points } = performance;
  const pelvis = driverSeries(driver, JOINTS.pelvis, 0);
  // Mirrored as the limbs are, and turned back where the whole figure is.
  const theirs = new Float64Array(driver.frameCount);
  for (let f = 1; f < theirs.length; f++) {
    const step = ((pelvis[f] ?? 0) - (pelvis[f - 1] ?? 0)) * scale;
    theirs[f] = (theirs[f - 1] ?? 0) + step * (mirror[f] ?? 1) * (swing[f] ?? 1);
  }
  const path = new Float64Array(driver.frameCount);
  for (let f = 1; f < path.length; f++) {
    let step = 0;
    let weight = 0;
    for (const [index, leg] of LEGS.entries()) {
      if ((standing[index]?.[f] ?? 0) * (standing[index]?.[f - 1] ?? 0) === 0) continue;
      const at = (f * JOINT_COUNT + LIMBS[leg][2]) * 2;
      step -= ((points[at] ?? 0) - (points[at - JOINT_COUNT * 2] ?? 0)) * (swing[f] ?? 1);
      weight++;
    }
    path[f] = (path[f - 1] ?? 0) + (weight > 0 ? step / weight : (theirs[f] ?? 0) - (theirs[f - 1] ?? 0));
  }
  const drift = smoothSeries(
    path.map((x, f) => (theirs[f] ?? 0) - x),
    DRIFT_SECONDS * driver.fps,
  );
  const start = drift[0] ?? 0;
  return path.map((x, f) => x + (drift[f] ?? 0) - start);
}

/** 1, or less when the path would lead out of the picture. */
function fitPath(path: Series, start: number, widthPx: number): number {
  let room = 1;
  const margin = 0.1 * widthPx;
  for (const x of path) {
    const free = x > 0 ? widthPx - margin - start : start - margin;
    if (Math.abs(x) > Math.max(1, free)) room = Math.min(room, Math.max(0, free) / Math.abs(x));
  }
  return room;
}

/** Height of the figure above its ground while the driver is in the air, in pixels of the film. */
function liftOf(driver: DriverMotion, scale: number): Series {
  const lows = LEGS.map((leg) => lowOf(driver, leg));
  const floors = lows.map((low) => floorOf(low, driver.fps));
  const tolerance = 0.05 * driverLeg(driver);
  const lift = Float64Array.from({ length: driver.frameCount }, (_, f) => {
    const heights = LEGS.map((_leg, index) => (floors[index]?.[f] ?? 0) - (lows[index]?.[f] ?? 0));
    return Math.max(0, Math.min(...heights) - tolerance) * scale;
  });
  return smoothSeries(lift, 0.03 * driver.fps);
}

/** Height of one foot above its own floor, in pixels of the film. */
function footHeight(driver: DriverMotion, leg: LimbName, scale: number): Series {
  const low = lowOf(driver, leg);
  const floor = floorOf(low, driver.fps);
  const tolerance = 0.03 * driverLeg(driver);
  return low.map((y, f) => Math.max(0, (floor[f] ?? 0) - y - tolerance) * scale);
}

/** y of the hips: the lower foot (each against its own ground) touches down, unless lifted. */
function rootHeights(performance: Performance, rest: JointPoints, lift: Series): Series {
  return lift.map((height, f) => {
    const room = LEGS.map((leg) => {
      const ankle = LIMBS[leg][2];
      return (rest[ankle * 2 + 1] ?? 0) - (performance.points[(f * JOINT_COUNT + ankle) * 2 + 1] ?? 0);
    });
    return Math.min(...room) - height;
  });
}

/** A figure whose head is near the upper border jumps no higher than there is room for. */
function fitLift(lift: Series, { points, headRadius }: Skeleton): void {
  const room = Math.max(0, (points[JOINTS.head * 2 + 1] ?? 0) - 1.3 * headRadius);
  let most = 0;
  for (const height of lift) most = Math.max(most, height);
  if (most > room) for (const [f, height] of lift.entries()) lift[f] = (height * room) / most;
}

/**
 * The driver's standing is the character's own: where its legs, bent or apart in the picture, would straighten and lift it,
 * it stays as tall as it is, and the legs give by what a leg may ({@link turnChain}).
 */
function keepStature(heights: Series, { points }: Skeleton): Series {
  const rest = points[JOINTS.pelvis * 2 + 1] ?? 0;
  const leg = Math.max(1, legLength(points, 'leftLeg'));
  const most = MOST_GIVE * leg;
  return heights.map((y) => {
    const rise = rest - y;
    // All of a small rise is taken back, and never more than `most`.
    return rise <= 0 ? y : y + Math.min(rise, most);
  });
}

/** Moves every frame's joints by what `by` says for x (0) and y (1). */
function shift(performance: Performance, by: (frame: number, axis: 0 | 1) => number): void {
  const { points } = performance;
  for (let frame = 0; frame < performance.frameCount; frame++) {
    const x = by(frame, 0);
    const y = by(frame, 1);
    for (let joint = 0; joint < JOINT_COUNT; joint++) {
      const at = (frame * JOINT_COUNT + joint) * 2;
      points[at] = (points[at] ?? 0) + x;
      points[at + 1] = (points[at + 1] ?? 0) + y;
    }
  }
}

/** Holds a foot where it stands: on its ground, at the middle of where it would be. The leg is turned and stretched a little. */
function settleFoot(
  performance: Performance,
  rest: JointPoints,
  leg: (typeof LEGS)[number],
  standing: Series,
  heights: Series,
  fps: number,
): void {
  const { points, frameCount } = performance;
  const [hip, knee, ankle, toe] = LIMBS[leg];
  const ground = rest[ankle * 2 + 1] ?? 0;
  const length = legLength(rest, leg);
  // As seen in the film, that is after the figure has been turned around.
  const pelvisX = (f: number): number => points[(f * JOINT_COUNT + JOINTS.pelvis) * 2] ?? 0;
  const ankleX = (f: number): number => points[(f * JOINT_COUNT + ankle) * 2] ?? 0;
  const x = performance.swing.map((swing, f) => pelvisX(f) + (ankleX(f) - pelvisX(f)) * swing);
  const anchors = anchorsOf(x, standing);
  const hold = smoothSeries(standing, SETTLE_SECONDS * fps);
  for (let f = 0; f < frameCount; f++) {
    const base = f * JOINT_COUNT;
    const ax = ankleX(f);
    const ay = points[(base + ankle) * 2 + 1] ?? 0;
    const swing = performance.swing[f] ?? 1;
    const k = smoothstep(0.25, 0.9, hold[f] ?? 0) * smoothstep(0.7, 0.95, Math.abs(swing));
    const targetX = ax + (((anchors[f] ?? 0) - (x[f] ?? 0)) * k) / (swing || 1);
    // Near the ground the foot is as high as the driver's; a high one goes where the angles take it.
    const height = heights[f] ?? 0;
    const nearGround = smoothstep(0.3 * length, 0.05 * length, height);
    const level = Math.max(k, nearGround);
    const targetY = Math.min(ground, ay + (ground - height * (1 - k) - ay) * level);
    turnChain(points, base, hip, [knee, ankle, toe], ankle, targetX, targetY);
    performance.footHeights[f * 2 + LEGS.indexOf(leg)] = Math.max(0, ground - targetY);
    turnFoot(points, base, rest, leg, 1 - k);
  }
}

/** By frame: where the foot stands, standing or about to; the last place is kept for the slopes on either side. */
function anchorsOf(x: Series, standing: Series): Series {
  const anchors = Float64Array.from(x);
  for (let from = 0; from < x.length; from++) {
    if (standing[from] !== 1) continue;
    let to = from;
    while (to + 1 < x.length && standing[to + 1] === 1) to++;
    let sum = 0;
    for (let f = from; f <= to; f++) sum += x[f] ?? 0;
    const place = sum / (to - from + 1);
    for (let f = Math.max(0, from - 4); f <= Math.min(x.length - 1, to + 4); f++)
      if (standing[f] !== 1 || (f >= from && f <= to)) anchors[f] = place;
    from = to;
  }
  return anchors;
}

/** Turns and stretches a chain about its root so that `end` reaches the target, as far as 15 % of its length allow. */
function turnChain(
  points: Float64Array,
  base: number,
  root: number,
  chain: readonly number[],
  end: number,
  x: number,
  y: number,
): void {
  const rx = points[(base + root) * 2] ?? 0;
  const ry = points[(base + root) * 2 + 1] ?? 0;
  const ex = (points[(base + end) * 2] ?? 0) - rx;
  const ey = (points[(base + end) * 2 + 1] ?? 0) - ry;
  const length = Math.hypot(ex, ey);
  if (length < 1) return;
  const reach = clamp(Math.hypot(x - rx, y - ry) / length, 0.85, 1.15);
  const turn = Math.atan2(y - ry, x - rx) - Math.atan2(ey, ex);
  const cos = Math.cos(turn) * reach;
  const sin = Math.sin(turn) * reach;
  for (const joint of chain) {
    const at = (base + joint) * 2;
    const dx = (points[at] ?? 0) - rx;
    const dy = (points[at + 1] ?? 0) - ry;
    points[at] = rx + dx * cos - dy * sin;
    points[at + 1] = ry + dx * sin + dy * cos;
  }
}

/** The sole lies as in the picture while it stands; lifted, the foot hangs with the shin for the larger part. */
function turnFoot(
  points: Float64Array,
  base: number,
  rest: JointPoints,
  leg: LimbName,
  freedom: number,
): void {
  const [, knee, ankle, toe] = LIMBS[leg];
  const raw = angleIn(points, base, knee, ankle) - angleIn(rest, 0, knee, ankle);
  const turn = clamp(raw - 2 * Math.PI * Math.round(raw / (2 * Math.PI)), -1, 1) * 0.7 * freedom;
  const direction = angleIn(rest, 0, ankle, toe) + turn;
  const length = distanceBetween(rest, ankle, toe);
  points[(base + toe) * 2] = (points[(base + ankle) * 2] ?? 0) + Math.cos(direction) * length;
  points[(base + toe) * 2 + 1] = (points[(base + ankle) * 2 + 1] ?? 0) + Math.sin(direction) * length;
}

function angleIn(points: Float64Array, offset: number, a: number, b: number): number {
  return Math.atan2(
    (points[(offset + b) * 2 + 1] ?? 0) - (points[(offset + a) * 2 + 1] ?? 0),
    (points[(offset + b) * 2] ?? 0) - (points[(offset + a) * 2] ?? 0),
  );
}
