import { spriteSetKey } from '../../art/sprite-set.ts';
import { TAU, clamp } from '../../maths/curves.ts';
import type { Prop, SceneryId } from '../../scene/shot.ts';
import { figureOf } from '../../vocabulary/figures.ts';
import { project } from '../view.ts';
import type { Blit } from './blit.ts';
import { blitSprite } from './blit-sprite.ts';
import { lightAt, ownLightOf, type OwnLight } from './figure-light.ts';
import type { FigureScene } from './figure-scene.ts';
import { addShadow } from './ground-shadow.ts';
import { seenFootings } from './footings.ts';
import { addFootShadows } from './stand-on-ground.ts';
import { occlude } from './occlude.ts';
import { mirrorPlacement, reflectionOf } from './reflection.ts';
import { bendUpwards, sharedWarp, spriteMotion, type SpriteMotion } from './sprite-motion.ts';
import type { ShadowGrid } from './shadow-grid.ts';
import { refOfProp } from './sprite-ref.ts';
import { uprightOf } from './upright.ts';

/** A piece of scenery as it is seen in one frame. */
export interface SeenProp {
  readonly prop: Prop;
  readonly depth: number;
  readonly groundZ: number;
  /** World height of its foot. */
  readonly base: number;
  /** Height in pixels when it stands still. */
  readonly size: number;
  readonly bends: boolean;
  readonly blit: Blit;
}

/** Scenery that shines at night. */
const SHINING: ReadonlySet<SceneryId> = new Set(['street_lamp']);
/** Below this share of the picture's height a prop casts no shadow along the ground, and all of it at twice that. */
const SMALLEST_CASTING = 0.045;
/** Below this share it darkens no ground at all. */
const SMALLEST_SHADED = 0.015;
/** Below this share its legs are not told apart. */
const SMALLEST_FOOTED = 0.06;
const SMALLEST_PIXELS = 1.5;

/** Where a prop is on the screen, lit and moved; null when it is not to be seen. */
export function seeProp(scene: FigureScene, prop: Prop): SeenProp | null {
  const { frame, shot, view } = scene;
  const sprite = scene.sprites.get(spriteSetKey(refOfProp(prop)));
  if (!sprite) return null;
  const groundZ = scene.groundHeight(prop.x, prop.y);
  const base = groundZ + prop.lift;
  const foot = project(view, prop.x, prop.y, base);
  const size = prop.heightMetres * foot.scale;
  const width = size * sprite.aspect;
  const isSeen =
    size >= SMALLEST_PIXELS &&
    foot.x + width >= 0 &&
    foot.x - width <= frame.width &&
    foot.y >= 0 &&
    foot.y - size * 1.1 <= frame.height;
  if (!isSeen) return null;
  const place = { x: prop.x, y: prop.y, z: base + prop.heightMetres / 2 };
  const light = lightAt(shot, view, place, foot.depth, ownLight(prop));
  const motion = propMotion(prop, view.storySeconds);
  const height = size * motion.heighten;
  const blit: Blit = {
    sprite,
    at: {
      centreX: foot.x,
      centreY: foot.y - height / 2 - motion.rise * size,
      width: width * motion.widen,
      height,
      angle: motion.angle,
      mirrored: prop.mirrored,
    },
    shade: { light: light.flat, lightAcross: light.flatAcross, fog: light.fog, fogAmount: light.fogAmount },
    depth: foot.depth,
    opacity: 1,
    id: 0,
    warp: motion.bends ? sharedWarp() : null,
    lean: motion.lean,
    warpMargin: motion.bends ? 0.12 : 0,
  };
  return { prop, depth: foot.depth, groundZ, base, size, bends: motion.bends, blit };
}

function ownLight({ art }: Prop): OwnLight {
  if (typeof art !== 'string') return ownLightOf(figureOf(art.figure));
  return SHINING.has(art) ? 'lamp' : 'none';
}

/** Keeps what the prop will hide from being drawn. */
export function occludeByProp(scene: FigureScene, seen: SeenProp): void {
  const upright = uprightOf(seen.blit, scene.frame.height);
  if (upright !== null) occlude(scene.frame, upright, seen.depth);
}

/** Draws one piece of still scenery; its shadow lies there already. */
export function drawProp(scene: FigureScene, seen: SeenProp): void {
  const { prop, blit } = seen;
  // The one warp may have been bent by another picture since.
  if (seen.bends) propMotion(prop, scene.view.storySeconds);
  const mirror = scene.reflect ? reflectionOf(scene.shot, scene.view, prop.x, prop.y, seen.base) : null;
  if (mirror)
    blitSprite(scene.frame, { ...blit, at: mirrorPlacement(blit.at, mirror.row), opacity: mirror.opacity });
  blitSprite(scene.frame, blit);
}

/** Adds the shadow of a prop to those of the others. */
export function addPropShadow(shadows: ShadowGrid, scene: FigureScene, seen: SeenProp): void {
  const { prop, groundZ, size, blit } = seen;
  const { frame, shot, view } = scene;
  if (prop.lift >= prop.heightMetres || size <= SMALLEST_SHADED * frame.height) return;
  // Scenery has stems: only made things stand on legs.
  const hasFeet = typeof prop.art !== 'string' && size > SMALLEST_FOOTED * frame.height;
  addShadow(shadows, frame, shot, view, {
    x: prop.x,
    y: prop.y,
    groundZ,
    radiusMetres: prop.heightMetres * Math.min(0.4, blit.sprite.aspect * 0.42),
    flatness: 0.6,
    heightMetres: prop.heightMetres * 0.8,
    lift: Math.max(0, prop.lift),
    casting: clamp(size / (SMALLEST_CASTING * frame.height) - 1),
    darkness: hasFeet ? 0.4 : 1,
  });
  if (!hasFeet) return;
  const foot = project(view, prop.x, prop.y, seen.base);
  const standing = {
    foot,
    groundZ,
    heightMetres: prop.heightMetres,
    lift: Math.max(0, prop.lift),
    raised: 'behind',
  } as const;
  addFootShadows(shadows, frame, shot, view, standing, seenFootings(blit.sprite, prop.mirrored));
}

function propMotion(prop: Prop, seconds: number): SpriteMotion {
  if (typeof prop.art !== 'string')
    return spriteMotion(
      figureOf(prop.art.figure),
      { action: 'idle', seconds, pace: 0, airborne: prop.lift > prop.heightMetres, phase: prop.phase },
      sharedWarp(),
    );
  if (prop.sway <= 0.01) return bendUpwards(0);
  const turn = TAU * (prop.phase + seconds * 0.28);
  // A slow swing and a quick shiver: gusts never repeat in a short shot.
  return bendUpwards(
    prop.sway * (0.05 * Math.sin(turn) + 0.022 * Math.sin(turn * 2.63 + 1) + 0.012 * Math.sin(turn * 5.1)),
  );
}
