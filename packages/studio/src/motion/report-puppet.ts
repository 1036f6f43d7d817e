import type { PoseTrack, Vision } from '../vision/vision.ts';
import type { DriverMotion } from './driver-motion.ts';
import { missingLimbs } from './draw-order.ts';
import type { MotionReport } from './puppet-plan.ts';
import type { Orientation, Performance } from './performance.ts';
import type { Skeleton } from './skeleton.ts';

interface Findings {
  readonly skeleton: Skeleton;
  readonly driver: DriverMotion;
  readonly performance: Performance;
  readonly orientation: Orientation;
  readonly track: PoseTrack;
  readonly vision: Vision;
  readonly strain: { readonly badShare: number; readonly flippedShare: number };
}

const LIMB_WORDS = {
  leftArm: 'left arm',
  rightArm: 'right arm',
  leftLeg: 'left leg',
  rightLeg: 'right leg',
} as const;

/** What was done and what could only be approximated, in sentences. */
export function reportPuppet(findings: Findings): MotionReport {
  const { skeleton, performance, vision, track, strain } = findings;
  return {
    skeleton: skeleton.source,
    networks: vision.sources,
    driverSeenShare: track.seenShare,
    movingLimbs: skeleton.limbs.map((limb) => LIMB_WORDS[limb]),
    badTriangleShare: strain.badShare,
    flippedTriangleShare: strain.flippedShare,
    isMirrored: performance.isTurnedAround,
    approximations: approximations(findings),
  };
}

function approximations({ skeleton, driver, performance, orientation, track }: Findings): readonly string[] {
  const sentences = [
    'The character is a cut-out puppet of its picture: sides that the picture does not show are not invented.',
  ];
  if (skeleton.source === 'silhouette')
    sentences.push('No pose that a network saw fits the character: its joints were read from its outline.');
  const missing = missingLimbs(skeleton.limbs).map((limb) => LIMB_WORDS[limb]);
  if (missing.length > 0)
    sentences.push(
      `Not in the picture as a limb of its own, so it stays with the body: ${missing.join(', ')}.`,
    );
  if (!driver.hasLegs)
    sentences.push("The driver's legs are not seen: the character's stay as they are in its picture.");
  if (performance.isTurnedAround)
    sentences.push(
      orientation === 'video'
        ? "Where the driver faces away from the picture's own direction the character is mirrored, not seen from another side."
        : "Where the driver faces away from the picture's own direction its movement is mirrored, and the character keeps facing as it does.",
    );
  if (performance.trunkWidth.some((width) => width < 0.85))
    sentences.push('A body turned side-on is shown by a narrower trunk.');
  if (track.seenShare < 0.98)
    sentences.push(
      `In ${Math.round((1 - track.seenShare) * 100)} % of the driver's pictures the person was not seen; the movement was filled in.`,
    );
  return sentences;
}
