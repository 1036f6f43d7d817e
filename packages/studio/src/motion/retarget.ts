import { clamp, mix, smoothstep } from '../maths/curves.ts';
import { PARENTS } from './driver-motion.ts';
import type { DriverMotion } from './driver-motion.ts';
import { plantFeet } from './plant-feet.ts';
import type { Orientation, Performance } from './performance.ts';
import { quantile, smoothSeries, steadySign } from './series.ts';
import type { Series } from './series.ts';
import { JOINTS, JOINT_COUNT, LIMBS, angleBetween, distanceBetween, isLeg } from './skeleton.ts';
import type { LimbName, Skeleton } from './skeleton.ts';

/** Narrowest trunk: flatter than that a cut-out looks like a folded one. */
const LEAST_WIDTH = { image: 0.72, video: 0.85 } as const satisfies Record<Orientation, number>;
/** Width at which a figure that turns around stops narrowing and its mirror image takes over. */
const LEAST_SWING = 0.53;
const HALF_PI = Math.PI / 2;
/** Seconds that a turn on the heel takes. */
const TURN_SECONDS = 0.14;
/** The hips follow the trunk only in part: most of a lean happens in the waist. */
const HIP_LEAN = 0.4;
/** Shorter, and a limb that points at us would look crushed (and its triangles count as bad); the research used 0.4. */
const SHORTEST = 0.55;
const LONGEST = 1.04;

/**
 * Gives the driver's movement to a figure of other proportions: every bone takes the driver's angle and keeps its own
 * length, shortened as far as the driver's points at or away from the camera. Feet stay on the ground
 * ({@link plantFeet}). Limbs that the driver does not show rest.
 */
export function retarget(
  skeleton: Skeleton,
  driver: DriverMotion,
  orientation: Orientation,
  widthPx: number,
): Performance {
  const { frameCount } = driver;
  const series = (): Series => new Float64Array(frameCount);
  const own = skeleton.isFacingUs ? 1 : -1;
  const facing = steadySign(driver.turn, 0.22).map((sign) => sign * own);
  const mirror = smoothSeries(facing, TURN_SECONDS * driver.fps);
  const performance = {
    frameCount,
    points: new Float64Array(frameCount * JOINT_COUNT * 2),
    shoulderTurn: series(),
    hipTurn: series(),
    headTurn: series(),
    trunkLength: series(),
    trunkWidth: driver.turn.map((turn) =>
      Math.max(LEAST_WIDTH[orientation], smoothstep(0, 0.85, Math.abs(turn))),
    ),
    faceYaw: faceYaw(skeleton, driver, mirror),
    facePitch: deviation(driver.facePitch),
    swing: mirror.map((value, f) =>
      orientation === 'video' ? (facing[f] ?? 1) * Math.max(LEAST_SWING, Math.abs(value)) : 1,
    ),
    otherSide: mirror.map((value) =>
      orientation === 'video' ? 0.5 * smoothstep(LEAST_SWING, 0, Math.abs(value)) : 0,
    ),
    footHeights: new Float64Array(frameCount * 2),
    isTurnedAround: facing.some((sign) => sign < 0),
  } satisfies Performance;
  const turns = new Float64Array(JOINT_COUNT);
  for (let frame = 0; frame < frameCount; frame++)
    new FramePoser(skeleton, driver, performance, frame, mirror[frame] ?? 1, turns).pose();
  plantFeet(performance, skeleton, driver, mirror, widthPx);
  return performance;
}

/** The yaw to add to the picture's own; a face seen from behind does not turn. */
function faceYaw(skeleton: Skeleton, driver: DriverMotion, mirror: Series): Series {
  const rest = skeleton.face.yaw;
  return driver.faceYaw.map((yaw, frame) => clamp(yaw * (mirror[frame] ?? 1) - rest, -0.5, 0.5));
}

/** Against its own middle: how high the camera stands and where a nose sits differ between people. */
function deviation(series: Series): Series {
  const middle = quantile(series, 0.5);
  return series.map((value) => clamp(value - middle, -0.35, 0.35));
}

/** Poses one frame (after the one before), with the middle of the hips at (0, 0). */
class FramePoser {
  readonly #skeleton: Skeleton;
  readonly #driver: DriverMotion;
  readonly #out: Performance;
  readonly #frame: number;
  /** Factor on the driver's x: -1 mirrors it. */
  readonly #mirror: number;
  /** Turn of every limb's bones against rest in the frame before. */
  readonly #turns: Float64Array;

  constructor(
    skeleton: Skeleton,
    driver: DriverMotion,
    out: Performance,
    frame: number,
    mirror: number,
    turns: Float64Array,
  ) {
    this.#skeleton = skeleton;
    this.#driver = driver;
    this.#out = out;
    this.#frame = frame;
    this.#mirror = mirror;
    this.#turns = turns;
  }

  pose(): void {
    const { points: rest } = this.#skeleton;
    const trunkAngle = this.#angle(JOINTS.pelvis, JOINTS.neck);
    const trunkLength = clamp(
      this.#length(JOINTS.neck) / (this.#driver.fullLengths[JOINTS.neck] ?? 1),
      0.55,
      LONGEST,
    );
    this.#out.trunkLength[this.#frame] = trunkLength;
    this.#place(
      JOINTS.pelvis,
      JOINTS.neck,
      trunkAngle,
      distanceBetween(rest, JOINTS.pelvis, JOINTS.neck) * trunkLength,
    );
    const shoulderTurn = this.#girdleTurn(trunkAngle, 'leftArm', 'rightArm', 1);
    const hipTurn = this.#girdleTurn(trunkAngle, 'leftLeg', 'rightLeg', this.#hasLegs() ? 0.7 : 0);
    this.#out.shoulderTurn[this.#frame] = shoulderTurn;
    this.#out.hipTurn[this.#frame] = hipTurn;
    this.#head();
    for (const limb of ['leftArm', 'rightArm'] as const) this.#limb(limb, JOINTS.neck, shoulderTurn);
    for (const limb of ['leftLeg', 'rightLeg'] as const) this.#limb(limb, JOINTS.pelvis, hipTurn);
  }

  /** Turn of the line through both shoulders (or hips) against rest: with the trunk, and as far as it is seen by its own tilt. */
  #girdleTurn(trunkAngle: number, left: LimbName, right: LimbName, share: number): number {
    const facesUs = this.#skeleton.isFacingUs;
    const a = LIMBS[facesUs ? right : left][0];
    const b = LIMBS[facesUs ? left : right][0];
    const square = trunkAngle + HALF_PI;
    const seen =
      smoothstep(0.35, 0.7, Math.abs(this.#driver.turn[this.#frame] ?? 0)) *
      smoothstep(0.5, 0.95, Math.abs(this.#mirror));
    const tilt = clamp(turnBetween(square, this.#angle(a, b)), -0.45, 0.45) * seen;
    const { points } = this.#skeleton;
    const restSquare = angleBetween(points, JOINTS.pelvis, JOINTS.neck) + HALF_PI;
    const restTilt = clamp(turnBetween(restSquare, angleBetween(points, a, b)), -0.45, 0.45) * seen;
    const whole = turnBetween(restSquare, square);
    return whole * (share === 1 ? 1 : share > 0 ? HIP_LEAN : 0) + (tilt - restTilt) * share;
  }

  #hasLegs(): boolean {
    return this.#driver.hasLegs && this.#skeleton.limbs.some(isLeg);
  }

  #head(): void {
    const { points: rest, isFacingUs } = this.#skeleton;
    const frontal =
      smoothstep(0.3, 0.8, Math.abs(this.#driver.turn[this.#frame] ?? 0)) * Math.abs(this.#mirror);
    const roll = (this.#driver.headRoll[this.#frame] ?? 0) * this.#mirror;
    const restAngle = angleBetween(rest, JOINTS.neck, JOINTS.head);
    const bone = turnBetween(-HALF_PI, this.#angle(JOINTS.neck, JOINTS.head));
    const restBone = isFacingUs ? turnBetween(-HALF_PI, restAngle) : 0;
    const turn = clamp(mix(bone - restBone, 0.35 * (bone - restBone) + 0.65 * roll, frontal), -0.9, 0.9);
    this.#out.headTurn[this.#frame] = turn;
    const length = clamp(
      this.#length(JOINTS.head) / (this.#driver.fullLengths[JOINTS.head] ?? 1),
      0.8,
      LONGEST,
    );
    this.#place(
      JOINTS.neck,
      JOINTS.head,
      restAngle + turn,
      distanceBetween(rest, JOINTS.neck, JOINTS.head) * length,
    );
  }

  #limb(limb: LimbName, base: number, girdleTurn: number): void {
    const chain = LIMBS[limb];
    const { points: rest } = this.#skeleton;
    const dx = ((rest[chain[0] * 2] ?? 0) - (rest[base * 2] ?? 0)) * (this.#out.trunkWidth[this.#frame] ?? 1);
    const dy = (rest[chain[0] * 2 + 1] ?? 0) - (rest[base * 2 + 1] ?? 0);
    const cos = Math.cos(girdleTurn);
    const sin = Math.sin(girdleTurn);
    this.#set(chain[0], this.#x(base) + dx * cos - dy * sin, this.#y(base) + dx * sin + dy * cos);
    const isShown = this.#skeleton.limbs.includes(limb);
    const seen =
      isShown && (!isLeg(limb) || this.#driver.hasLegs) ? (this.#driver.seen[limb][this.#frame] ?? 0) : 0;
    let previous = 0;
    for (let link = 1; link < chain.length; link++) {
      const joint = chain[link] ?? 0;
      const parent = chain[link - 1] ?? 0;
      const restAngle = angleBetween(rest, parent, joint) + (isLeg(limb) ? 0 : girdleTurn);
      const full = distanceBetween(rest, parent, joint);
      if (link === 3 && isLeg(limb)) {
        // A sole lies flat on the ground; only a lifted foot turns with the shin, which plantFeet does.
        this.#place(parent, joint, restAngle, full);
        continue;
      }
      let angle = this.#angle(parent, joint);
      // A hand bends in the wrist by at most 63 degrees: beyond that the fingers were misread.
      if (link === 3) angle = previous + clamp(turnBetween(previous, angle), -1.1, 1.1);
      angle = restAngle + this.#turnFromRest(joint, turnBetween(restAngle, angle), seen) * seen;
      const shortest = link === 3 ? 0.7 : SHORTEST;
      const length = clamp(this.#length(joint) / (this.#driver.fullLengths[joint] ?? 1), shortest, LONGEST);
      this.#place(parent, joint, angle, full * mix(1, length, seen));
      previous = angle;
    }
  }

  /** A limb that passes half a turn goes on the way it went: a fading one would jump to the other side. */
  #turnFromRest(joint: number, turn: number, seen: number): number {
    const before = this.#turns[joint] ?? 0;
    const steady = this.#frame === 0 || seen < 0.02 ? turn : before + turnBetween(before, turn);
    this.#turns[joint] = steady;
    return steady;
  }

  #place(from: number, joint: number, angle: number, length: number): void {
    this.#set(joint, this.#x(from) + Math.cos(angle) * length, this.#y(from) + Math.sin(angle) * length);
  }

  #set(joint: number, x: number, y: number): void {
    const at = (this.#frame * JOINT_COUNT + joint) * 2;
    this.#out.points[at] = x;
    this.#out.points[at + 1] = y;
  }

  #x(joint: number): number {
    return this.#out.points[(this.#frame * JOINT_COUNT + joint) * 2] ?? 0;
  }

  #y(joint: number): number {
    return this.#out.points[(this.#frame * JOINT_COUNT + joint) * 2 + 1] ?? 0;
  }

  /** The driver's angle, mirrored when it faces the other way than the character. */
  #angle(a: number, b: number): number {
    const from = (this.#frame * JOINT_COUNT + a) * 2;
    const to = (this.#frame * JOINT_COUNT + b) * 2;
    const { points } = this.#driver;
    return Math.atan2(
      (points[to + 1] ?? 0) - (points[from + 1] ?? 0),
      ((points[to] ?? 0) - (points[from] ?? 0)) * this.#mirror,
    );
  }

  /** Length of the driver's bone that ends in `joint`, as seen. */
  #length(joint: number): number {
    const from = (this.#frame * JOINT_COUNT + (PARENTS[joint] ?? 0)) * 2;
    const to = (this.#frame * JOINT_COUNT + joint) * 2;
    const { points } = this.#driver;
    return Math.hypot(
      (points[to] ?? 0) - (points[from] ?? 0),
      (points[to + 1] ?? 0) - (points[from + 1] ?? 0),
    );
  }
}

/** The way from angle `a` to `b`, -pi..pi. */
export function turnBetween(a: number, b: number): number {
  const turn = b - a;
  return turn - 2 * Math.PI * Math.round(turn / (2 * Math.PI));
}
