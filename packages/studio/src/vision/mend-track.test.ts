import { describe, expect, it } from 'vitest';
import { randomStream } from '../maths/random.ts';
import { fillGaps, rejectOutliers, smoothTrack } from './mend-track.ts';
import { type TrackPoints, VALUES, pointIndex } from './track-points.ts';
import { LANDMARK_COUNT } from './vision.ts';
import { LANDMARKS } from './vision.ts';

const UNIT = 100;

/** A person waving: every point of an arm swings, the rest stands. */
function waving(frameCount: number, fps: number): TrackPoints {
  const points: TrackPoints = {
    frameCount,
    fps,
    values: new Float32Array(frameCount * LANDMARK_COUNT * VALUES),
    known: new Uint8Array(frameCount * LANDMARK_COUNT).fill(1),
    units: new Float32Array(frameCount).fill(UNIT),
  };
  for (let frame = 0; frame < frameCount; frame++)
    for (let landmark = 0; landmark < LANDMARK_COUNT; landmark++)
      points.values.set(
        [wave(frame / fps, landmark), landmark * 3, 0, 1],
        pointIndex(frame, landmark) * VALUES,
      );
  return points;
}

function wave(seconds: number, landmark: number): number {
  const reach = landmark === LANDMARKS.leftWrist ? 40 : landmark === LANDMARKS.leftElbow ? 20 : 0;
  return 300 + reach * Math.sin(seconds * 2 * Math.PI * 1.5);
}

function xOf(points: TrackPoints, frame: number, landmark: number): number {
  return points.values[pointIndex(frame, landmark) * VALUES] ?? 0;
}

function meanError(points: TrackPoints, landmark: number): number {
  let sum = 0;
  for (let frame = 0; frame < points.frameCount; frame++)
    sum += Math.abs(xOf(points, frame, landmark) - wave(frame / points.fps, landmark));
  return sum / points.frameCount;
}

describe('mending a track', () => {
  it('takes out a point that jumps away for one picture, and puts it back on its way', () => {
    const points = waving(60, 30);
    points.values[pointIndex(20, LANDMARKS.leftWrist) * VALUES] = 900;
    rejectOutliers(points);
    expect(points.known[pointIndex(20, LANDMARKS.leftWrist)]).toBe(0);
    expect(points.known.reduce((sum, known) => sum + known, 0)).toBe(60 * LANDMARK_COUNT - 1);
    fillGaps(points);
    expect(xOf(points, 20, LANDMARKS.leftWrist)).toBeCloseTo(wave(20 / 30, LANDMARKS.leftWrist), -1);
  });

  it('leaves fast but possible motion alone, at 5 pictures a second too', () => {
    for (const fps of [5, 30]) {
      const points = waving(40, fps);
      rejectOutliers(points);
      expect(points.known.includes(0)).toBe(false);
    }
  });

  it('takes out the end of a bone that is far longer than it ever is', () => {
    const points = waving(60, 30);
    for (let frame = 30; frame < 34; frame++)
      points.values[pointIndex(frame, LANDMARKS.rightAnkle) * VALUES + 1] = 700;
    rejectOutliers(points);
    for (let frame = 30; frame < 34; frame++)
      expect(points.known[pointIndex(frame, LANDMARKS.rightAnkle)]).toBe(0);
    expect(points.known[pointIndex(30, LANDMARKS.rightKnee)]).toBe(1);
  });

  it('crosses a short gap in a line, waits in a long one, and believes neither fully', () => {
    const points = waving(100, 30);
    const nose = LANDMARKS.nose;
    const hide = (from: number, to: number): void => {
      for (let frame = from; frame < to; frame++) points.known[pointIndex(frame, nose)] = 0;
    };
    for (let frame = 0; frame < 100; frame++) points.values[pointIndex(frame, nose) * VALUES] = frame;
    hide(10, 20);
    hide(40, 90);
    fillGaps(points);
    expect(xOf(points, 15, nose)).toBeCloseTo(15, 3);
    expect(xOf(points, 60, nose)).toBeCloseTo(39, 3);
    expect(xOf(points, 89, nose)).toBeCloseTo(86.6, 0);
    expect(points.values[pointIndex(15, nose) * VALUES + 3]).toBeCloseTo(0.5, 3);
  });

  it('holds the first and the last sight of a point to the ends of the clip', () => {
    const points = waving(20, 30);
    for (const frame of [0, 1, 18, 19]) points.known.fill(0, pointIndex(frame, 0), pointIndex(frame + 1, 0));
    fillGaps(points);
    const wrist = LANDMARKS.leftWrist;
    expect(xOf(points, 0, wrist)).toBe(xOf(points, 2, wrist));
    expect(xOf(points, 19, wrist)).toBe(xOf(points, 17, wrist));
  });

  it('takes out about half the shaking without lagging behind', () => {
    const points = waving(120, 30);
    const random = randomStream(7, 'shake');
    for (let i = 0; i < points.values.length; i += VALUES)
      points.values[i] = (points.values[i] ?? 0) + (random() + random() + random() - 1.5) * 6;
    const before = [meanError(points, LANDMARKS.leftWrist), meanError(points, LANDMARKS.nose)] as const;
    smoothTrack(points);
    // A Gaussian of 0.9 frames leaves 0.56 of white noise; a fast wrist pays a little of that back by being cut short.
    expect(meanError(points, LANDMARKS.nose)).toBeLessThan(before[1] * 0.65);
    expect(meanError(points, LANDMARKS.leftWrist)).toBeLessThan(before[0] * 0.8);
  });

  it('changes next to nothing at 5 pictures a second', () => {
    const points = waving(30, 5);
    smoothTrack(points);
    expect(meanError(points, LANDMARKS.leftWrist)).toBeLessThan(0.5);
  });
});
