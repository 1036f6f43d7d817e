import {
  CYCLE_SECONDS,
  GAITS,
  gaitFor,
  movingFrame,
  restingFrame,
  type GaitFrame,
} from '../../art/gait/gait.ts';
import { legParts, type LegPlan } from '../../art/gait/leg-parts.ts';
import type { HeadOnly, Quadruped, SideView } from '../../art/gait/quadrupeds.ts';
import { part, type BodyPart } from '../../art/biped/body-part.ts';
import { vec } from '../../art/biped/vec3.ts';
import type { Sprite } from '../../art/sprite.ts';
import type { ActionId } from '../../vocabulary/actions.ts';
import type { Rgb } from '../../vocabulary/figure.ts';
import { STILL_METRES_PER_SECOND } from './actor-progress.ts';
import { bodyProjection, onScreen, type BodyProjection } from './body-projection.ts';
import { screenPart } from './draw-biped.ts';
import { drawPart } from './draw-part.ts';
import { openFigureBuffer, type FigureBuffer } from './figure-buffer.ts';
import { sharedWarp } from './sprite-motion.ts';
import { sampleColour } from './sample-colour.ts';
import { WARP_STEPS, type SpriteWindow } from './sample-span.ts';
import { stampSprite } from './stamp-sprite.ts';

/** An animal on the screen. */
export interface AnimalStance {
  readonly footX: number;
  readonly footY: number;
  /** Height in pixels and in metres. */
  readonly size: number;
  readonly heightMetres: number;
  /** Whether it looks to the right. */
  readonly looksRight: boolean;
  readonly action: ActionId;
  readonly actionSeconds: number;
  readonly distanceMetres: number;
  readonly speed: number;
  readonly phase: number;
}

/** Far limbs are in the shade of the body. */
const FAR_SHADE = 0.7;
/** How far the near flank stands out towards the viewer, heights. */
export const BODY_NEARNESS = 0.2;

/** Puts a four-legged animal together; null when none of it is on the screen. */
export function drawQuadruped(
  animal: Quadruped,
  sprite: Sprite,
  stance: AnimalStance,
  screen: { width: number; height: number },
): FigureBuffer | null {
  const { footX, footY, size } = stance;
  const reach = size * Math.max(1.3, sprite.aspect);
  const buffer = openFigureBuffer(
    { left: footX - reach, right: footX + reach, top: footY - size * 2, bottom: footY + size * 0.4 },
    screen.width,
    screen.height,
  );
  if (!buffer) return null;
  const plan = animal.kind === 'side_view' ? sidePlan(animal, sprite) : headPlan(animal);
  const gait = gaitFrameFor(stance, plan);
  const legLength = plan.hind.height;
  const pivot = { ahead: (plan.front.ahead + plan.hind.ahead) / 2, height: plan.hind.height };
  const sin = Math.sin(gait.rock);
  const cos = Math.cos(gait.rock);
  const lift = (gait.rise + gait.air) * legLength;
  const turned = (ahead: number, height: number): { ahead: number; height: number } => {
    const a = ahead - pivot.ahead;
    const h = height - pivot.height;
    return { ahead: pivot.ahead + a * cos - h * sin, height: pivot.height + a * sin + h * cos + lift };
  };
  const by = bodyProjection(footX, footY, size, 0, 0);
  const draw = (parts: readonly BodyPart[]): void => {
    for (const piece of parts)
      drawPart(buffer, screenPart(facing(piece, stance.looksRight), by), 0.012 * size);
  };
  for (const id of ['far_hind', 'far_front'] as const) draw(legParts(id, plan, gait, turned));
  if (animal.kind === 'side_view') {
    for (const id of ['near_hind', 'near_front'] as const) draw(legParts(id, plan, gait, turned));
    stampBody(buffer, animal, sprite, stance, { gait, turned, by });
  } else {
    draw(trunkParts(animal, plan, gait, turned));
    for (const id of ['near_hind', 'near_front'] as const) draw(legParts(id, plan, gait, turned));
    stampHead(buffer, animal, sprite, stance, { gait, turned, by });
  }
  return buffer;
}

/** A point of the body after rocking and rising. */
type Turned = (ahead: number, height: number) => { ahead: number; height: number };

interface Carriage {
  readonly gait: GaitFrame;
  readonly turned: Turned;
  readonly by: BodyProjection;
}

/** How far the back is off its standing height, heights: what a rider rises and falls by. */
export function backRise(animal: Quadruped, sprite: Sprite, stance: AnimalStance): number {
  const plan = animal.kind === 'side_view' ? sidePlan(animal, sprite) : headPlan(animal);
  const gait = gaitFrameFor(stance, plan);
  return (gait.rise + gait.air) * plan.hind.height;
}

function gaitFrameFor(stance: AnimalStance, plan: LegPlan): GaitFrame {
  const legMetres = plan.hind.height * stance.heightMetres;
  const moves = stance.speed > STILL_METRES_PER_SECOND;
  const { action } = stance;
  if (!moves && action !== 'walk' && action !== 'run' && action !== 'march')
    return restingFrame(action, stance.actionSeconds + stance.phase);
  const gait = gaitFor(stance.speed / legMetres, action);
  const cycles = moves
    ? stance.distanceMetres / (GAITS[gait].stride * legMetres)
    : stance.actionSeconds / CYCLE_SECONDS[gait];
  return movingFrame(gait, cycles + stance.phase);
}

/** Written looking along +x; an animal that looks left is turned over. */
function facing(piece: BodyPart, looksRight: boolean): BodyPart {
  if (looksRight) return piece;
  return {
    ...piece,
    from: vec(-piece.from.x, piece.from.y, piece.from.z),
    to: vec(-piece.to.x, piece.to.y, piece.to.z),
  };
}

function sidePlan(animal: SideView, sprite: Sprite): LegPlan {
  const coat = sampleColour(sprite, animal.coat[0], animal.coat[1]);
  const ahead = (u: number): number => (0.5 - u) * sprite.aspect;
  // Joints sit inside the body, so that legs swing from the shoulder and not from the belly.
  const height = Math.min(0.62, 1 - animal.belly + 0.1);
  return {
    front: { ahead: ahead(animal.front), height },
    hind: { ahead: ahead(animal.hind), height },
    radius: animal.legRadius,
    coat,
    farCoat: shaded(coat),
    hoof: animal.hoof,
    halfWidth: 0.07,
  };
}

function headPlan(animal: HeadOnly): LegPlan {
  const height = animal.back - animal.girth * 0.8;
  return {
    front: { ahead: 0.2, height },
    hind: { ahead: -0.3, height },
    radius: animal.legRadius,
    coat: animal.coat,
    farCoat: shaded(animal.coat),
    hoof: animal.hoof,
    halfWidth: animal.girth * 0.6,
  };
}

function shaded(colour: Rgb): Rgb {
  return [colour[0] * FAR_SHADE, colour[1] * FAR_SHADE, colour[2] * FAR_SHADE * 1.06];
}

/** The picture without its legs, over the new ones: head nods, tail swings, body rocks. */
function stampBody(
  buffer: FigureBuffer,
  animal: SideView,
  sprite: Sprite,
  stance: AnimalStance,
  carriage: Carriage,
): void {
  const { gait, turned, by } = carriage;
  const middle = turned(0, 0.5);
  const sign = stance.looksRight ? 1 : -1;
  const centre = onScreen(by, vec(middle.ahead * sign, middle.height, 0));
  const warp = sharedWarp();
  warp.uByU.fill(0);
  warp.uByV.fill(0);
  warp.vByV.fill(0);
  warp.vWeightByU.fill(1);
  for (let i = 0; i < WARP_STEPS; i++) {
    const u = (i + 0.5) / WARP_STEPS;
    const head = Math.max(0, (animal.headEnd - u) / animal.headEnd);
    const tail = Math.max(0, (u - 0.86) / 0.14);
    warp.vByU[i] = -gait.headDown * head * (2 - head) * 0.9 - 0.02 * gait.tail * tail;
  }
  const windows: SpriteWindow[] = [{ left: 0, top: 0, right: 1, bottom: animal.belly, feather: 0.03 }];
  for (const [left, top, right, bottom] of animal.keep)
    windows.push({ left, top, right, bottom, feather: bottom < 0.7 ? 0.03 : 0 });
  for (const window of windows)
    stampSprite(buffer, {
      sprite,
      at: {
        centreX: centre.x,
        centreY: centre.y,
        width: stance.size * sprite.aspect,
        height: stance.size,
        angle: -gait.rock * sign,
        mirrored: stance.looksRight,
      },
      // Before all legs: their tops vanish in the coat.
      nearness: BODY_NEARNESS * stance.size,
      bulge: 0,
      warp,
      warpMargin: 0.3,
      window,
    });
}

function trunkParts(animal: HeadOnly, plan: LegPlan, gait: GaitFrame, turned: Turned): BodyPart[] {
  const at = (ahead: number, height: number, z = 0): ReturnType<typeof vec> => {
    const point = turned(ahead, height);
    return vec(point.ahead, point.height, z);
  };
  const { girth, back, coat } = animal;
  const middle = back - girth;
  const broad = { along: vec(0, 0, 1), by: 1.1 };
  const swing = 0.03 * gait.tail;
  return [
    part(
      at(plan.hind.ahead - girth * 0.8, middle + girth * 0.4),
      0.028,
      at(plan.hind.ahead - girth * 1.3 - swing, middle - girth * 0.9),
      animal.tailRadius,
      animal.tail,
    ),
    part(at(plan.hind.ahead + 0.02, middle), girth * 0.96, at(plan.front.ahead, middle + 0.01), girth, coat, {
      broad,
    }),
    part(
      at(plan.hind.ahead + 0.01, middle + 0.005),
      girth * 1.06,
      at(plan.hind.ahead + 0.02, middle - girth * 0.4),
      girth * 0.9,
      coat,
    ),
    part(
      at(plan.front.ahead + 0.01, middle),
      girth * 1.08,
      at(plan.front.ahead, middle - girth * 0.4),
      girth * 0.9,
      coat,
    ),
    part(
      at(plan.front.ahead + 0.02, middle + girth * 0.25),
      girth * 0.85,
      at(plan.front.ahead + 0.16, back + 0.08 - gait.headDown),
      girth * 0.6,
      coat,
    ),
  ];
}

function stampHead(
  buffer: FigureBuffer,
  animal: HeadOnly,
  sprite: Sprite,
  stance: AnimalStance,
  carriage: Carriage,
): void {
  const { gait, turned, by } = carriage;
  const sign = stance.looksRight ? 1 : -1;
  const point = turned(0.36, 1 - animal.headHeight * 0.52 - gait.headDown);
  const centre = onScreen(by, vec(point.ahead * sign, point.height, 0));
  const height = animal.headHeight * stance.size;
  stampSprite(buffer, {
    sprite,
    at: {
      centreX: centre.x,
      centreY: centre.y,
      width: height * sprite.aspect,
      height,
      angle: (gait.headDown * 0.8 - gait.rock) * sign,
      mirrored: stance.looksRight,
    },
    nearness: BODY_NEARNESS * stance.size,
    bulge: 0,
    warp: null,
    warpMargin: 0,
  });
}
