import { describe, expect, it } from 'vitest';
import { isPlausiblePose } from './plausible-pose.ts';
import { LANDMARKS, type Landmark, type LandmarkName, type Pose } from './vision.ts';

/** A person standing with hanging arms, 170 pixels from shoulders to ankles. */
const STANDING: Partial<Record<LandmarkName, readonly [number, number]>> = {
  nose: [100, 40],
  leftShoulder: [120, 70],
  rightShoulder: [80, 70],
  leftElbow: [128, 105],
  rightElbow: [72, 105],
  leftWrist: [130, 138],
  rightWrist: [70, 138],
  leftHip: [112, 135],
  rightHip: [88, 135],
  leftKnee: [113, 190],
  rightKnee: [87, 190],
  leftAnkle: [114, 240],
  rightAnkle: [86, 240],
};

function pose(changes: Partial<Record<LandmarkName, readonly [number, number]>>, score = 1): Pose {
  const places = { ...STANDING, ...changes };
  const landmarks: Landmark[] = (Object.keys(LANDMARKS) as LandmarkName[]).map((name) => {
    const [x, y] = places[name] ?? [100, 60];
    return { x, y, z: 0, score: places[name] ? 1 : 0.2 };
  });
  return { landmarks, score };
}

describe('a plausible pose', () => {
  it('is a standing person, and one with an arm stretched up', () => {
    expect(isPlausiblePose(pose({}))).toBe(true);
    expect(isPlausiblePose(pose({ leftElbow: [125, 35], leftWrist: [128, 0] }))).toBe(true);
  });

  it('is not one that the network itself does not believe', () => {
    expect(isPlausiblePose(pose({}, 0.3))).toBe(false);
  });

  it('is not one with a limb longer than limbs are', () => {
    expect(isPlausiblePose(pose({ leftAnkle: [400, 240] }))).toBe(false);
  });

  it('is not one with its head far from its shoulders', () => {
    expect(isPlausiblePose(pose({ nose: [100, 260] }))).toBe(false);
  });
});
