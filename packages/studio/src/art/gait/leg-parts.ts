import type { Rgb } from '../../vocabulary/figure.ts';
import { part, type BodyPart } from '../biped/body-part.ts';
import { vec, type Vec3 } from '../biped/vec3.ts';
import type { FootAt, GaitFrame, LegId } from './gait.ts';

/** The joints of an animal as seen from its left side: x ahead (the way it looks), y up, heights; z is left to the legs. */
export interface LegPlan {
  /** Upper joints, and the length from there to the ground when it stands. */
  readonly front: { readonly ahead: number; readonly height: number };
  readonly hind: { readonly ahead: number; readonly height: number };
  readonly radius: number;
  readonly coat: Rgb;
  readonly farCoat: Rgb;
  readonly hoof: Rgb | null;
  /** Distance of near and far legs from the middle, heights. */
  readonly halfWidth: number;
}

/** Which way the middle joint of a leg points: wrists ahead, hocks behind. */
const BENDS: Readonly<Record<LegId, number>> = { near_front: 1, far_front: 1, near_hind: -1, far_hind: -1 };

/** One leg of two bones whose foot is where the gait puts it. `turned` places a point of the body that rocks and rises. */
export function legParts(
  id: LegId,
  plan: LegPlan,
  gait: GaitFrame,
  turned: (ahead: number, height: number) => { ahead: number; height: number },
): readonly BodyPart[] {
  const isFront = id === 'near_front' || id === 'far_front';
  const isNear = id === 'near_front' || id === 'near_hind';
  const joint = isFront ? plan.front : plan.hind;
  const z = isNear ? plan.halfWidth : -plan.halfWidth;
  const at: FootAt = gait.feet[id];
  const length = joint.height;
  const top = turned(joint.ahead, joint.height);
  const ankleHeight = plan.radius * 1.05;
  const foot = {
    ahead: joint.ahead + at.ahead * length,
    height: ankleHeight + (at.lift + gait.air) * length,
  };
  // A little longer than needed: a leg that stands is not quite straight.
  const upper = (length - ankleHeight) * 0.52;
  const lower = upper;
  const { knee, end } = bend(top, foot, upper, lower, BENDS[id]);
  const colour = isNear ? plan.coat : plan.farCoat;
  const hoofColour = plan.hoof ?? colour;
  const { radius } = plan;
  const at3 = (p: { ahead: number; height: number }): Vec3 => vec(p.ahead, p.height, z);
  const toe = { ahead: end.ahead + radius * (plan.hoof ? 0.25 : 0.75), height: end.height - radius * 0.05 };
  return [
    part(at3(top), radius * 1.45, at3(knee), radius * 1.02, colour),
    part(at3(knee), radius * 1.02, at3(end), radius * 0.86, colour),
    part(at3(end), radius * (plan.hoof ? 0.98 : 1), at3(toe), radius * (plan.hoof ? 0.98 : 0.95), hoofColour),
  ];
}

type Flat = { readonly ahead: number; readonly height: number };

function bend(
  top: Flat,
  foot: Flat,
  upper: number,
  lower: number,
  towards: number,
): { knee: Flat; end: Flat } {
  const dx = foot.ahead - top.ahead;
  const dy = foot.height - top.height;
  const distance = Math.hypot(dx, dy) || 1e-6;
  const span = Math.min((upper + lower) * 0.999, Math.max(Math.abs(upper - lower) + 0.01, distance));
  const onto = (upper * upper + span * span - lower * lower) / (2 * span);
  const aside = Math.sqrt(Math.max(0, upper * upper - onto * onto)) * towards;
  const ux = dx / distance;
  const uy = dy / distance;
  return {
    // At right angles to a leg that points down, `aside` ahead is positive.
    knee: { ahead: top.ahead + ux * onto - uy * aside, height: top.height + uy * onto + ux * aside },
    end: { ahead: top.ahead + ux * span, height: top.height + uy * span },
  };
}
