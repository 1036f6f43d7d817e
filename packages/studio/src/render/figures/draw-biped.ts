import { bodyParts, tintPalette } from '../../art/biped/body-parts.ts';
import { part, type BodyPart } from '../../art/biped/body-part.ts';
import { BUILDS, type Build } from '../../art/biped/build.ts';
import { hand, hang, leg, type Pose, type PoseFrame } from '../../art/biped/pose.ts';
import { POSES } from '../../art/biped/poses.ts';
import { SWORDPLAY } from '../../art/biped/poses-sport.ts';
import { solveSkeleton, type Skeleton } from '../../art/biped/solve-skeleton.ts';
import { vec } from '../../art/biped/vec3.ts';
import { spriteSetKey, type SpriteSet } from '../../art/sprite-set.ts';
import type { Sprite } from '../../art/sprite.ts';
import type { Actor, Held } from '../../scene/shot.ts';
import type { ActionId } from '../../vocabulary/actions.ts';
import type { Figure, FigureArt } from '../../vocabulary/figure.ts';
import { figureOf } from '../../vocabulary/figures.ts';
import { bodyProjection, onScreen, seenDirection, type BodyProjection } from './body-projection.ts';
import { drawPart, type ScreenPart } from './draw-part.ts';
import { openFigureBuffer, type FigureBuffer } from './figure-buffer.ts';
import { tosses } from './hand-pin.ts';
import { placeHeld, type HeldPlacement } from './held-placement.ts';
import { headRef, refOf } from './sprite-ref.ts';
import { createWarp, WARP_STEPS, type SpriteWindow, type Warp } from './sample-span.ts';
import { stampSprite } from './stamp-sprite.ts';

export type BipedArt = Extract<FigureArt, { kind: 'biped' }>;

/** A figure on the screen: where its feet are, its size in pixels, how it is turned and seen. */
export interface Stance {
  readonly footX: number;
  readonly footY: number;
  readonly size: number;
  readonly facing: number;
  readonly tilt: number;
  /** Cycles of the action so far. */
  readonly phase: number;
  readonly raised: boolean;
}

/** A finished body, and where what it rides lies on the screen. */
export interface BodyPicture {
  readonly buffer: FigureBuffer;
  readonly mount: HeldPlacement | null;
}

/** Puts a body together at a stance; null when none of it is on the screen. */
export function drawBiped(
  actor: Actor,
  art: BipedArt,
  stance: Stance,
  sprites: SpriteSet,
  screen: { width: number; height: number },
): BodyPicture | null {
  const pose = poseOf(actor);
  const build = BUILDS[art.build];
  const mount = actor.holds.find((held) => held.at === 'under');
  const facing = turnedAtLeast(stance.facing, mount ? 0.85 : (pose.turned ?? 0));
  const frame = mounted(carrying(pose.at(stance.phase, stance.raised), actor), mount, actor);
  const skeleton = solveSkeleton(frame, build);
  const lifted = mount ? seatLift(mount, skeleton, actor) : 0;
  const by = bodyProjection(
    stance.footX,
    stance.footY - lifted * stance.size,
    stance.size,
    facing,
    stance.tilt,
  );
  const buffer = openFigureBuffer(boundsOf(skeleton, by, actor), screen.width, screen.height);
  if (!buffer) return null;

  const palette = tintPalette(art.palette, actor.tint, art.recolours);
  const seat = pose.seat === 'stool' && !stance.raised ? stoolParts(skeleton) : [];
  const parts = [...bodyParts(skeleton, build, palette), ...seat].map((piece) => screenPart(piece, by));
  parts.sort((a, b) => Math.max(a.fromNear, a.toNear) - Math.max(b.fromNear, b.toNear));
  for (const piece of parts) drawPart(buffer, piece, build.blend * stance.size);
  stampHead(buffer, art, skeleton, build, by, sprites, actor);
  let mountAt: HeldPlacement | null = null;
  for (const held of actor.holds) {
    const placed = stampHeld(buffer, held, { actor, skeleton, build, by, phase: stance.phase }, sprites);
    if (held.at === 'under') mountAt = placed;
  }
  return { buffer, mount: mountAt };
}

/** Some things in the hands ask for another way of doing the same. */
function poseOf({ action, holds }: Actor): Pose {
  if (action === 'fight' && holds.some((held) => figureOf(held.figure).kind === 'tool')) return SWORDPLAY;
  if (action === 'throw' && holds.some((held) => held.at === 'both_hands')) return POSES.basketball;
  return POSES[action];
}

function turnedAtLeast(facing: number, least: number): number {
  return Math.abs(facing) >= least ? facing : facing < 0 ? -least : least;
}

/** Actions that leave the hands to what they hold. */
const FREE_HANDED: ReadonlySet<ActionId> = new Set([
  'idle',
  'walk',
  'run',
  'march',
  'skip',
  'jump',
  'sit',
  'look_around',
  'nod',
  'shake_head',
  'laugh',
  'skate',
]);

/** Hands that hold something keep it still before the body, let it hang, or hold it up. */
function carrying(frame: PoseFrame, actor: Actor): PoseFrame {
  if (!FREE_HANDED.has(actor.action)) return frame;
  let held = frame;
  for (const { at, figure: id } of actor.holds) {
    const figure = figureOf(id);
    const hangs = figure.grasp !== undefined && figure.grasp[1] < 0.25 && figure.kind !== 'instrument';
    const isUmbrella = figure.art.kind !== 'biped' && figure.art.name.startsWith('umbrella');
    const arm = hangs ? hang(0.1, 0.24, 0.15) : isUmbrella ? hand(0.14, 0.08, 0.13) : hand(0.12, -0.1, 0.17);
    if (at === 'right_hand') held = { ...held, rightArm: arm };
    if (at === 'left_hand') held = { ...held, leftArm: arm };
    if (at === 'both_hands')
      held = { ...held, rightArm: hand(0.06, -0.1, 0.18), leftArm: hand(0.06, -0.1, 0.18) };
  }
  return held;
}

/** Astride an animal the legs hang to both sides instead of pedalling. */
function mounted(frame: PoseFrame, mount: Held | undefined, actor: Actor): PoseFrame {
  if (!mount || actor.action === 'drive' || actor.action === 'row') return frame;
  if (figureOf(mount.figure).kind !== 'quadruped') return frame;
  return { ...frame, pitch: 0.06, rightLeg: leg(0.85, 0.9, 0.5), leftLeg: leg(0.85, 0.9, 0.5) };
}

/** How far the body rises, heights, to sit on what it rides. */
function seatLift(mount: Held, skeleton: Skeleton, actor: Actor): number {
  const seat = figureOf(mount.figure).seat ?? ([0.5, 0.4] as const);
  return ((1 - seat[1]) * mount.heightMetres) / actor.heightMetres + 0.06 - skeleton.hips.y;
}

function stoolParts(skeleton: Skeleton): BodyPart[] {
  const { hips } = skeleton;
  const top = hips.y - 0.105;
  const wood = [150, 104, 72] as const;
  const broad = { along: vec(1, 0, 0), by: 1.9 };
  return [
    part(vec(hips.x - 0.03, top, hips.z), 0.028, vec(hips.x + 0.03, top, hips.z), 0.028, wood, { broad }),
    part(
      vec(hips.x - 0.055, top, hips.z + 0.04),
      0.014,
      vec(hips.x - 0.08, 0.014, hips.z + 0.06),
      0.013,
      wood,
    ),
    part(
      vec(hips.x + 0.055, top, hips.z + 0.04),
      0.014,
      vec(hips.x + 0.08, 0.014, hips.z + 0.06),
      0.013,
      wood,
    ),
    part(
      vec(hips.x - 0.055, top, hips.z - 0.04),
      0.014,
      vec(hips.x - 0.08, 0.014, hips.z - 0.06),
      0.013,
      wood,
    ),
    part(
      vec(hips.x + 0.055, top, hips.z - 0.04),
      0.014,
      vec(hips.x + 0.08, 0.014, hips.z - 0.06),
      0.013,
      wood,
    ),
  ];
}

/** A part as seen; its breadth counts by how much of it lies across the screen. */
export function screenPart(piece: BodyPart, by: BodyProjection): ScreenPart {
  const from = onScreen(by, piece.from);
  const to = onScreen(by, piece.to);
  let breadth = 1;
  if (piece.broad !== null) {
    const across = seenDirection(by, piece.broad.along);
    const share = Math.min(1, across.right * across.right + across.up * across.up);
    breadth = Math.sqrt(1 + (piece.broad.by * piece.broad.by - 1) * share);
  }
  return {
    fromX: from.x,
    fromY: from.y,
    fromNear: from.near,
    fromRadius: piece.fromRadius * by.size,
    toX: to.x,
    toY: to.y,
    toNear: to.near,
    toRadius: piece.toRadius * by.size,
    breadth,
    relief: 1,
    colour: piece.colour,
    tipColour: piece.tipColour,
    tipFrom: piece.tipFrom,
  };
}

function boundsOf(
  skeleton: Skeleton,
  by: BodyProjection,
  actor: Actor,
): { left: number; top: number; right: number; bottom: number } {
  const tallest = actor.holds.reduce(
    (most, held) => Math.max(most, (held.heightMetres * 1.6) / actor.heightMetres),
    0,
  );
  const margin = (0.3 + Math.min(2, tallest)) * by.size;
  const points = [
    skeleton.hips,
    skeleton.head,
    skeleton.rightLeg.ankle,
    skeleton.leftLeg.ankle,
    skeleton.rightArm.wrist,
    skeleton.leftArm.wrist,
  ].map((point) => onScreen(by, point));
  return {
    left: Math.min(...points.map((p) => p.x)) - margin,
    right: Math.max(...points.map((p) => p.x)) + margin,
    // A tossed ball leaves the hands.
    top: Math.min(...points.map((p) => p.y)) - margin - (tosses(actor) ? 0.4 * by.size : 0),
    bottom: Math.max(...points.map((p) => p.y)) + margin,
  };
}

const FACE_TURN = 0.2;
let headWarp: Warp | null = null;

/** Moves the features of a face to where it looks and leaves its outline: a flat picture reads as a turning ball. */
function faceWarp(right: number, up: number): Warp {
  headWarp ??= createWarp();
  for (let i = 0; i < WARP_STEPS; i++) {
    const along = (i + 0.5) / WARP_STEPS;
    const bulge = 4 * along * (1 - along);
    headWarp.uByU[i] = -right * FACE_TURN * bulge * bulge;
    headWarp.vByV[i] = up * FACE_TURN * bulge * bulge;
  }
  return headWarp;
}

function stampHead(
  buffer: FigureBuffer,
  art: BipedArt,
  skeleton: Skeleton,
  build: Build,
  by: BodyProjection,
  sprites: SpriteSet,
  actor: Actor,
): void {
  const sprite = sprites.get(spriteSetKey(headRef(art.head), headTint(art, actor)));
  if (!sprite) return;
  const centre = onScreen(by, skeleton.head);
  const up = seenDirection(by, skeleton.headAxes.up);
  const looks = seenDirection(by, skeleton.headAxes.forward);
  // Seen from above or below the tilt of a head cannot be told: it fades out.
  const certain = Math.min(1, Math.hypot(up.right, up.up) * 1.6);
  const angle = Math.atan2(up.right, up.up) * (certain > 0.35 ? 1 : certain / 0.35);
  const window = cropOf(art);
  const cropWidth = window ? window.right - window.left : 1;
  const cropHeight = window ? window.bottom - window.top : 1;
  const aspect = (sprite.aspect * cropWidth) / cropHeight;
  const headHeight = 2 * build.headRadius * by.size * (aspect > 1.05 ? 1.05 / aspect : 1) * 1.02;
  const squash = 1 - 0.1 * Math.min(1, Math.abs(looks.right));
  const height = headHeight / cropHeight;
  const width = height * sprite.aspect * squash;
  const sin = Math.sin(angle);
  const cos = Math.cos(angle);
  const aside = window ? (0.5 - (window.left + window.right) / 2) * width : 0;
  const below = window ? (0.5 - (window.top + window.bottom) / 2) * height : 0;
  const right = looks.right * cos - looks.up * sin;
  const lift = looks.up * cos + looks.right * sin;
  stampSprite(buffer, {
    sprite,
    at: {
      centreX: centre.x + aside * cos - below * sin,
      centreY: centre.y + aside * sin + below * cos,
      width,
      height,
      angle,
      mirrored: false,
    },
    nearness: centre.near,
    bulge: build.headRadius * by.size * 0.75,
    warp: window ? null : faceWarp(right, lift + 0.12),
    warpMargin: 0,
    ...(window ? { window } : {}),
  });
}

function cropOf(art: BipedArt): SpriteWindow | null {
  if (!art.headCrop) return null;
  const [left, top, right, bottom] = art.headCrop;
  return { left, top, right, bottom, feather: 0 };
}

/** Only bare figures change the colour of their head. */
export function headTint(art: BipedArt, actor: Pick<Actor, 'tint'>): Actor['tint'] {
  return art.recolours === 'all' ? actor.tint : null;
}

function stampHeld(
  buffer: FigureBuffer,
  held: Held,
  on: { actor: Actor; skeleton: Skeleton; build: Build; by: BodyProjection; phase: number },
  sprites: SpriteSet,
): HeldPlacement | null {
  const figure: Figure = figureOf(held.figure);
  const ref = refOf(figure);
  if (held.at === 'under' && figure.kind === 'quadruped') return null;
  const sprite: Sprite | undefined = ref ? sprites.get(spriteSetKey(ref, held.tint)) : undefined;
  if (!sprite) return null;
  const { actor, skeleton, build, by, phase } = on;
  const placed = placeHeld(held, figure, sprite.aspect, {
    skeleton,
    build,
    projection: by,
    action: actor.action,
    phase,
    heightMetres: actor.heightMetres,
  });
  stampSprite(buffer, {
    sprite,
    at: placed.at,
    nearness: placed.nearness,
    bulge: 0,
    warp: null,
    warpMargin: 0,
  });
  return placed;
}
