import { spriteSetKey } from '../../art/sprite-set.ts';
import { clamp } from '../../maths/curves.ts';
import type { Shot } from '../../scene/shot.ts';
import { project, type Projected, type View } from '../view.ts';
import type { Frame } from '../frame.ts';
import type { Footing } from './footings.ts';
import { addShadow } from './ground-shadow.ts';
import { CELL, layShadows, shadowGrid, type ShadowGrid } from './shadow-grid.ts';
import { refOf } from './sprite-ref.ts';
import type { Stage } from './stage.ts';

/** Darkness of the wide shadow under a figure that touches the ground with feet of its own. */
const WIDE_DARKNESS = 0.34;
const FOOT_DARKNESS = 1.25;
/** Lifted this far, heights, a foot no longer darkens the ground under it. */
const LIFTED = 0.2;
/** Depth of the darkest part under something wide, heights. */
const DEEPEST = 0.14;
/** A far leg of a thing is not farther behind the near ones than this, heights. */
const FARTHEST_LEG = 1;

/** Something that stands: where its base is, and its heights in metres. */
export interface Standing {
  readonly foot: Projected;
  readonly groundZ: number;
  readonly heightMetres: number;
  /** Metres off the ground as a whole. */
  readonly lift: number;
  /** What is seen higher up stands farther behind (a table's legs), or is lifted (a hoof). */
  readonly raised: 'behind' | 'lifted';
}

/** Shadows of an actor on the ground: one under each foot, a faint wide one, and the one that the sun casts. */
export function standOnGround(stage: Stage, footings: readonly Footing[], raised: Standing['raised']): void {
  const { scene, actor, progress, feetZ, figure, foot } = stage;
  const { frame, shot, view } = scene;
  if (actor.support === 'water' || (shot.world.kind === 'space' && shot.world.surface === null)) return;
  const { x, y } = progress.point;
  // On a table or in the air the shadow lies where the feet would be, if anything is there.
  const groundZ = actor.support === 'surface' ? feetZ : scene.groundHeight(x, y);
  const lift = Math.max(0, feetZ - groundZ);
  if (lift > actor.heightMetres * 6) return;
  const isBiped = figure.art.kind === 'biped';
  const aspect = isBiped ? 0.4 : (scene.sprites.get(spriteSetKey(refOf(figure), actor.tint))?.aspect ?? 1);
  const shadows = shadowGrid(frame);
  addShadow(shadows, frame, shot, view, {
    x,
    y,
    groundZ,
    radiusMetres: actor.heightMetres * (isBiped ? 0.22 : Math.min(0.8, 0.44 * aspect)),
    flatness: isBiped ? 0.8 : 0.42,
    heightMetres: actor.heightMetres * 0.85,
    lift,
    casting: 1,
    darkness: footings.length > 0 ? WIDE_DARKNESS : 1,
  });
  const standing = { foot, groundZ, heightMetres: actor.heightMetres, lift, raised };
  addFootShadows(shadows, frame, shot, view, standing, footings);
  layShadows(frame, view, shadows);
}

/** Adds the shadow under each foot of something that stands. */
export function addFootShadows(
  shadows: ShadowGrid,
  frame: Frame,
  shot: Shot,
  view: View,
  standing: Standing,
  footings: readonly Footing[],
): void {
  const { foot, groundZ, heightMetres, lift, raised } = standing;
  const eyeAbove = view.pose.z - groundZ;
  if (eyeAbove <= 0.05) return;
  const ground = project(
    view,
    view.pose.x + view.sinYaw * foot.depth,
    view.pose.y + view.cosYaw * foot.depth,
    groundZ,
  );
  for (const { aside, halfWidth, raise } of footings) {
    const isLifted = raised === 'lifted' && raise > 0;
    const row = ground.y - (isLifted ? 0 : raise * heightMetres * foot.scale);
    const reached = row - view.horizon > 1 ? (view.focal * eyeAbove) / (row - view.horizon) : Infinity;
    const depth = clamp(reached, foot.depth - heightMetres * 0.4, foot.depth + heightMetres * FARTHEST_LEG);
    const across = ((foot.x - view.centreX + aside * heightMetres * foot.scale) * depth) / view.focal;
    // Smaller than a cell of the grid it would flicker.
    const radiusMetres = Math.max((halfWidth * 1.3 + 0.02) * heightMetres, (CELL * depth) / view.focal);
    const thinnest = (CELL * 0.8 * depth * depth) / (view.focal * eyeAbove);
    const deepest = Math.max(thinnest, Math.min(radiusMetres, DEEPEST * heightMetres));
    addShadow(shadows, frame, shot, view, {
      x: view.pose.x + depth * view.sinYaw + across * view.cosYaw,
      y: view.pose.y + depth * view.cosYaw - across * view.sinYaw,
      groundZ,
      radiusMetres,
      flatness: deepest / radiusMetres,
      heightMetres,
      lift,
      casting: 0,
      darkness: FOOT_DARKNESS * (isLifted ? clamp(1 - raise / LIFTED) : 1),
    });
  }
}
