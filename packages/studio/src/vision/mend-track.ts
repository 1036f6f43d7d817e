import { type TrackPoints, VALUES, pointIndex } from './track-points.ts';
import { LANDMARK_COUNT } from './vision.ts';
import { LANDMARKS } from './vision.ts';

/** No part of a person moves faster over the picture, in body units (about 0.5 m) a second: a fast hand does 10 m/s. */
const FASTEST = 20;
/** A bone of the picture may be so much longer than it usually is at its longest. */
const STRETCH = 1.4;
const LEAST_STRETCH = 0.25;
/** Gaps up to this long are crossed in a line; over longer ones the point waits, then goes. */
const CROSSED_SECONDS = 1;
const LEAVE_SECONDS = 0.5;
/** Deviation of the smoothing, in seconds: one frame at 30 a second, and nothing to speak of at 5. */
const SMOOTH_SECONDS = 0.03;
/** Depth is the network's guess and shakes more. */
const DEPTH_FACTOR = 2;
const LEAST_WEIGHT = 0.05;

/** Parent and child joints: when their distance cannot be, the child is wrong. */
const BONES = [
  [LANDMARKS.leftShoulder, LANDMARKS.leftElbow],
  [LANDMARKS.rightShoulder, LANDMARKS.rightElbow],
  [LANDMARKS.leftElbow, LANDMARKS.leftWrist],
  [LANDMARKS.rightElbow, LANDMARKS.rightWrist],
  [LANDMARKS.leftHip, LANDMARKS.leftKnee],
  [LANDMARKS.rightHip, LANDMARKS.rightKnee],
  [LANDMARKS.leftKnee, LANDMARKS.leftAnkle],
  [LANDMARKS.rightKnee, LANDMARKS.rightAnkle],
] as const;

/**
 * Marks points as unknown that cannot be: a point that jumps away and back faster than bodies move, and the end of a bone
 * that is far longer than that bone ever is otherwise.
 */
export function rejectOutliers(points: TrackPoints): void {
  for (let landmark = 0; landmark < LANDMARK_COUNT; landmark++) rejectJumps(points, landmark);
  for (const [parent, child] of BONES) rejectStretches(points, parent, child);
}

function rejectJumps({ frameCount, fps, values, known, units }: TrackPoints, landmark: number): void {
  const isWrong: number[] = [];
  const distance = (a: number, b: number): number => {
    const from = pointIndex(a, landmark) * VALUES;
    const to = pointIndex(b, landmark) * VALUES;
    return Math.hypot(
      (values[from] ?? 0) - (values[to] ?? 0),
      (values[from + 1] ?? 0) - (values[to + 1] ?? 0),
    );
  };
  for (let frame = 1; frame < frameCount - 1; frame++) {
    const isKnown = [frame - 1, frame, frame + 1].every((at) => known[pointIndex(at, landmark)] === 1);
    if (!isKnown) continue;
    const limit = (FASTEST / fps) * (units[frame] ?? 1);
    const there = distance(frame - 1, frame);
    const back = distance(frame, frame + 1);
    if (there > limit && back > limit && distance(frame - 1, frame + 1) < Math.min(there, back) / 2)
      isWrong.push(pointIndex(frame, landmark));
  }
  for (const index of isWrong) known[index] = 0;
}

function rejectStretches(
  { frameCount, values, known, units }: TrackPoints,
  parent: number,
  child: number,
): void {
  const lengths = new Float32Array(frameCount);
  const usual: number[] = [];
  for (let frame = 0; frame < frameCount; frame++) {
    const from = pointIndex(frame, parent);
    const to = pointIndex(frame, child);
    if (known[from] !== 1 || known[to] !== 1) continue;
    const x = (values[from * VALUES] ?? 0) - (values[to * VALUES] ?? 0);
    const y = (values[from * VALUES + 1] ?? 0) - (values[to * VALUES + 1] ?? 0);
    lengths[frame] = Math.hypot(x, y) / (units[frame] ?? 1);
    usual.push(lengths[frame] ?? 0);
  }
  usual.sort((a, b) => a - b);
  const long = usual[Math.floor(usual.length * 0.9)] ?? 0;
  const limit = Math.max(long * STRETCH, long + LEAST_STRETCH);
  for (let frame = 0; frame < frameCount; frame++)
    if ((lengths[frame] ?? 0) > limit) known[pointIndex(frame, child)] = 0;
}

/**
 * Gives every unknown point a place: on the line between its neighbours in time when they are at most a second apart;
 * else it waits where it was last seen and leaves half a second before it is seen again. Its score is halved.
 */
export function fillGaps(points: TrackPoints): void {
  for (let landmark = 0; landmark < LANDMARK_COUNT; landmark++) {
    let last = -1;
    for (let frame = 0; frame < points.frameCount; frame++) {
      if (points.known[pointIndex(frame, landmark)] !== 1) continue;
      if (frame > last + 1) fillGap(points, landmark, last, frame);
      last = frame;
    }
    if (last < points.frameCount - 1) fillGap(points, landmark, last, points.frameCount);
  }
}

/** Fills between `before` and `after`, either of which may lie outside the clip. */
function fillGap(
  { frameCount, fps, values }: TrackPoints,
  landmark: number,
  before: number,
  after: number,
): void {
  const from = before < 0 ? after : before;
  const to = after >= frameCount ? before : after;
  if (from >= frameCount || to < 0) return;
  const isShort = (after - before) / fps <= CROSSED_SECONDS;
  const start = isShort ? before : Math.max(before, after - Math.round(LEAVE_SECONDS * fps));
  const first = pointIndex(from, landmark) * VALUES;
  const second = pointIndex(to, landmark) * VALUES;
  for (let frame = before + 1; frame < Math.min(after, frameCount); frame++) {
    const k = from === to ? 0 : Math.max(0, frame - start) / (after - start);
    const at = pointIndex(frame, landmark) * VALUES;
    for (let value = 0; value < VALUES; value++) {
      const a = values[first + value] ?? 0;
      values[at + value] = (a + ((values[second + value] ?? 0) - a) * k) * (value === VALUES - 1 ? 0.5 : 1);
    }
  }
}

/** Takes the shaking out without lag: a Gaussian over the frames on both sides, each weighted by its score. */
export function smoothTrack({ frameCount, fps, values }: TrackPoints): void {
  const sigma = SMOOTH_SECONDS * fps;
  const source = Float32Array.from(values);
  for (let landmark = 0; landmark < LANDMARK_COUNT; landmark++) {
    smoothValues(source, values, frameCount, landmark, sigma, [0, 1]);
    smoothValues(source, values, frameCount, landmark, sigma * DEPTH_FACTOR, [2]);
  }
}

function smoothValues(
  source: Float32Array,
  values: Float32Array,
  frameCount: number,
  landmark: number,
  sigma: number,
  offsets: readonly number[],
): void {
  const reach = Math.ceil(sigma * 3);
  const kernel = Float32Array.from({ length: reach + 1 }, (_, k) => Math.exp(-0.5 * (k / sigma) ** 2));
  for (let frame = 0; frame < frameCount; frame++)
    for (const offset of offsets) {
      let sum = 0;
      let weights = 0;
      for (let k = -reach; k <= reach; k++) {
        // Beyond the ends the clip is mirrored around its first or last frame: a cut-off kernel would pull inwards.
        const mirrored = Math.abs(frame + k);
        const at = mirrored < frameCount ? mirrored : 2 * (frameCount - 1) - mirrored;
        if (at < 0) continue;
        const index = pointIndex(at, landmark) * VALUES;
        const weight = (kernel[Math.abs(k)] ?? 0) * ((source[index + VALUES - 1] ?? 0) + LEAST_WEIGHT);
        sum += (source[index + offset] ?? 0) * weight;
        weights += weight;
      }
      values[pointIndex(frame, landmark) * VALUES + offset] = sum / weights;
    }
}
