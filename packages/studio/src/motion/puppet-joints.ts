import { LANDMARKS } from '../vision/vision.ts';
import { JOINT_LANDMARKS } from './pose-skeleton.ts';
import type { PuppetPlan } from './puppet-plan.ts';
import { JOINTS, JOINT_COUNT } from './skeleton.ts';

export interface PuppetJoint {
  /** Index into a pose's landmarks (LANDMARKS). */
  readonly landmark: number;
  /** Pixels of the film. */
  readonly x: number;
  readonly y: number;
}

const MIDDLES: ReadonlySet<number> = new Set([
  JOINTS.pelvis,
  JOINTS.neck,
  JOINTS.head,
  JOINTS.leftHand,
  JOINTS.rightHand,
]);

/** Where a pose network should see the character in a frame: shoulders, elbows, wrists, hips, knees, ankles, toes and nose. */
export function puppetJoints(plan: PuppetPlan, frame: number): readonly PuppetJoint[] {
  const found: PuppetJoint[] = JOINT_LANDMARKS.filter(([joint]) => !MIDDLES.has(joint)).map(
    ([joint, landmark]) => {
      const at = (frame * JOINT_COUNT + joint) * 2;
      return { landmark, x: plan.joints[at] ?? 0, y: plan.joints[at + 1] ?? 0 };
    },
  );
  found.push({ landmark: LANDMARKS.nose, x: plan.noses[frame * 2] ?? 0, y: plan.noses[frame * 2 + 1] ?? 0 });
  return found;
}
