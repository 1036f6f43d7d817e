import type { Arm } from '../../art/biped/solve-skeleton.ts';
import { add, normalise, subtract, vec, within, type Vec3 } from '../../art/biped/vec3.ts';
import { tossHeight } from '../../art/biped/poses-sport.ts';
import { clamp } from '../../maths/curves.ts';
import type { Actor, Held } from '../../scene/shot.ts';
import type { ActionId } from '../../vocabulary/actions.ts';
import type { Figure } from '../../vocabulary/figure.ts';
import { hands, mirrorsTo, sized, type Pin, type Wearer } from './pin.ts';

/** Where a long tool points while it is used, in the space of the chest: left, up, forward. Others follow the forearm. */
const TOOL_DIRECTIONS: Partial<Record<ActionId, readonly [number, number, number]>> = {
  sweep: [0.1, -1, 0.35],
  dig: [0.1, -1, 0.6],
  fish: [0, 0.55, 1],
  paint: [0, 0.35, 1],
  write: [0.4, -1, 0.3],
  // Across the belly, its bottom down.
  cook: [1, -0.04, 0.25],
  stir: [0.1, -1, 0.2],
  chop: [0.35, -0.5, 1],
  saw: [0.15, -0.35, 1],
  tennis: [-1, 0.7, 0.3],
  bat: [0.1, 1, 0.1],
  golf: [0, -1, 0.55],
  fence: [0, 0.12, 1],
  brush_teeth: [0.9, 0.2, 0],
  comb_hair: [0.4, 1, 0],
};

/** The longest side of a thing in the hand, heights of the figure. */
function longestFor(figure: Figure, action: ActionId, isPair: boolean): number {
  if (action === 'brush_teeth' || action === 'comb_hair' || action === 'apply_makeup') return 0.22;
  if (action === 'read') return 0.32;
  if (action === 'sing') return 0.13;
  if (action === 'cook') return 0.4;
  if (figure.kind === 'tool') return isPair ? 1.1 : 0.95;
  return isPair ? 0.62 : 0.5;
}

/** Tools point where they are used; other things stay upright in the hand. */
export function handPin(held: Held, figure: Figure, aspect: number, wearer: Wearer): Pin {
  const { skeleton } = wearer;
  const { right, left, middle } = hands(wearer);
  const side = held.at === 'left_hand' ? 1 : -1;
  const isPair = held.at === 'both_hands';
  const point = isPair ? middle : side > 0 ? left : right;
  const arm = side > 0 ? skeleton.leftArm : skeleton.rightArm;
  const size = sized(held, aspect, wearer, longestFor(figure, wearer.action, isPair));
  const grip = figure.grasp ?? ([0.5, isPair ? 0.6 : 0.75] as const);
  const gripX = (0.5 - grip[0]) * aspect;
  const gripY = 0.5 - grip[1];
  const isLong = Math.max(aspect, 1 / aspect) > 1.5 || Math.abs(gripX * gripY) > 0.04;
  const isTool = figure.kind === 'tool' && Math.hypot(gripX, gripY) > 0.3 && isLong;
  const pin = { point, grip, ...size, before: 0.05, mirrored: false, direction: null };
  if (figure.kind === 'tool' && wearer.action === 'archery')
    return {
      ...pin,
      direction: vec(0, 1, 0),
      point: left,
      grip: [0.5, 0.5],
      turn: 0,
      mirrored: wearer.projection.sinTurn < 0,
    };
  if (isTethered(figure)) {
    // Up and to the side on its string, clear of the head.
    const up = vec(isPair ? 0 : side * 0.55, 1, 0);
    return { ...pin, point: add(point, vec(side * 0.02, 0.02, 0)), grip: [0.1, 0.98], direction: up };
  }
  if (tosses({ action: wearer.action, holds: [held] }))
    return {
      ...pin,
      point: add(point, vec(0, tossHeight(wearer.phase), 0)),
      grip: [0.5, 0.5],
      turn: wearer.phase * 6,
    };
  if (!isTool) {
    // A handle at the side of the picture: the thing reaches from the hand towards the middle of the body.
    const seenSide = Math.sign(side * wearer.projection.cosTurn) || 1;
    const isHandled = !isPair && Math.abs(grip[0] - 0.5) > 0.2;
    return {
      ...pin,
      mirrored: isHandled
        ? (grip[0] - 0.5) * seenSide < 0
        : figure.faces !== 'front' && mirrorsTo(figure, wearer),
      turn: wearer.action === 'drink' ? sipTurn(wearer, point) : Math.abs(size.height) < 0.3 ? 0 : -0.04,
    };
  }
  // Below the mouth, not before it: a singer's lips are seen.
  if (wearer.action === 'sing')
    return { ...pin, point: add(point, vec(0, -0.06, 0)), direction: vec(side * -0.2, 1, 0) };
  return { ...pin, direction: toolDirection(figure, wearer, isPair ? 0 : side, arm) };
}

/** Where a long tool points; `side` is that of the hand, 0 for both. */
function toolDirection(figure: Figure, wearer: Wearer, side: number, arm: Arm): Vec3 {
  const { chestAxes } = wearer.skeleton;
  const forearm = normalise(subtract(arm.wrist, arm.elbow), vec(0, -1, 0));
  // A blade goes on from the arm that swings it.
  if (wearer.action === 'fight') return add(forearm, within(chestAxes, vec(0, 0.35, 0.3)));
  const written = TOOL_DIRECTIONS[wearer.action];
  if (written) return within(chestAxes, vec(written[0], written[1], written[2]));
  if (isUpright(figure)) return vec(0, 1, 0);
  // A tool stands at right angles to the forearm, away from the elbow's inside.
  const raised = Math.max(0, clamp(forearm.y, -1, 1));
  // Outwards as well, or a carried tool would cover the face.
  return within(chestAxes, vec(side * 0.55, 1 - raised * 0.4, 0.55 - 0.9 * raised));
}

/** Whether a ball goes up from both hands and comes down into them. */
export function tosses({ action, holds }: Pick<Actor, 'action' | 'holds'>): boolean {
  return (action === 'basketball' || action === 'throw') && holds.some(({ at }) => at === 'both_hands');
}

/** A cup at the mouth is tipped towards it. */
function sipTurn({ skeleton, projection }: Wearer, point: Vec3): number {
  const near = clamp((point.y - skeleton.chest.y) / 0.12);
  return -0.5 * near * near * (projection.sinTurn < -0.1 ? -1 : 1);
}

/** Umbrellas and the like are held up straight whatever the arm does: their handle is at the very bottom, their width above. */
function isUpright(figure: Figure): boolean {
  return figure.art.kind !== 'biped' && figure.art.name.startsWith('umbrella');
}

/** Balloons pull their string taut. */
function isTethered(figure: Figure): boolean {
  return figure.art.kind === 'emoji' && figure.art.name === 'balloon';
}
