import { describe, expect, it } from 'vitest';
import { type Sighting, blendSightings } from './blend-sightings.ts';
import { SHARED_JOINTS } from './locate-joints.ts';
import { VALUES, pointIndex } from './track-points.ts';
import { LANDMARK_COUNT } from './vision.ts';
import { LANDMARKS, type Landmark } from './vision.ts';

/** A standing person whose left wrist is at `x`; MoveNet sees every joint `shift` to the right, and the wrist at `jointX`. */
function sighting(x: number, jointX: number, shift = 0, jointScore = 0.7): Sighting {
  const landmarks: Landmark[] = Array.from({ length: LANDMARK_COUNT }, (_, k) => ({
    x: k === LANDMARKS.leftWrist || k === LANDMARKS.leftIndex ? x : 100 + (k % 2) * 40,
    y: 50 + k * 5,
    z: 0,
    score: 1,
  }));
  const joints = SHARED_JOINTS.map(([landmark]) => ({
    x: landmark === LANDMARKS.leftWrist ? jointX : (landmarks[landmark]?.x ?? 0) + shift,
    y: landmarks[landmark]?.y ?? 0,
    score: jointScore,
  }));
  return { pose: { landmarks, score: 1 }, joints };
}

function xOf(values: Float32Array, frame: number, landmark: number): number {
  return values[pointIndex(frame, landmark) * VALUES] ?? 0;
}

describe('two networks on one person', () => {
  it('give the mean where they agree, and the hand goes with its wrist', () => {
    const frames = [sighting(200, 198), sighting(200, 202), sighting(200, 200)];
    const { values } = blendSightings(frames, 30);
    expect(xOf(values, 0, LANDMARKS.leftWrist)).toBeCloseTo(199, 1);
    expect(xOf(values, 1, LANDMARKS.leftWrist)).toBeCloseTo(201, 1);
    expect(xOf(values, 1, LANDMARKS.leftIndex)).toBeCloseTo(201, 1);
  });

  it('keep to one idea of where a joint is, though the other network has its own', () => {
    const frames = Array.from({ length: 9 }, () => sighting(200, 206, 6));
    const { values } = blendSightings(frames, 30);
    expect(xOf(values, 4, LANDMARKS.leftHip)).toBeCloseTo(140, 1);
    expect(xOf(values, 4, LANDMARKS.leftWrist)).toBeCloseTo(200, 1);
  });

  it('believe the one that lies on the way when they disagree', () => {
    const frames = Array.from({ length: 9 }, (_, k) => sighting(200 + k * 4, 200 + k * 4));
    frames[4] = sighting(400, 217);
    frames[6] = sighting(224, 20);
    const { values } = blendSightings(frames, 30);
    expect(xOf(values, 4, LANDMARKS.leftWrist)).toBeCloseTo(217, 0);
    expect(xOf(values, 6, LANDMARKS.leftWrist)).toBeCloseTo(224, 0);
  });

  it('leave pictures without a person unknown', () => {
    const { known } = blendSightings([sighting(200, 200), null], 30);
    expect(known.slice(0, LANDMARK_COUNT).includes(0)).toBe(false);
    expect(known.slice(LANDMARK_COUNT).includes(1)).toBe(false);
  });
});
