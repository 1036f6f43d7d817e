import type { SpriteSet } from '../../art/sprite-set.ts';
import type { Actor, Shot } from '../../scene/shot.ts';
import type { Frame } from '../frame.ts';
import { project, type View } from '../view.ts';
import { drawActor } from './draw-actor.ts';
import { addPropShadow, drawProp, occludeByProp, seeProp, type SeenProp } from './draw-prop.ts';
import type { FigureScene } from './figure-scene.ts';
import { layShadows, shadowGrid } from './shadow-grid.ts';

/** Nearer than this to the camera nothing is drawn: it would be a blur across the picture. */
const NEAREST_METRES = 0.35;

type Item =
  | { readonly depth: number; readonly actor: Actor }
  | { readonly depth: number; readonly seen: SeenProp };

/**
 * Draws all props and actors of a shot, far to near, each hidden by whatever of the frame is nearer, with their
 * shadows. `groundHeight` gives the ground under a point of the world.
 */
export function drawFigures(
  frame: Frame,
  shot: Shot,
  sprites: SpriteSet,
  view: View,
  groundHeight: (x: number, y: number) => number,
  reflect: boolean,
): void {
  const scene: FigureScene = { frame, shot, sprites, view, groundHeight, reflect };
  const items: Item[] = [];
  for (const prop of shot.props) {
    const { depth } = project(view, prop.x, prop.y, 0);
    if (depth <= NEAREST_METRES) continue;
    const seen = seeProp(scene, prop);
    if (seen) items.push({ depth, seen });
  }
  for (const actor of shot.actors) {
    const point = actor.path[Math.min(view.frame, actor.path.length - 1)];
    if (!point) continue;
    const { depth } = project(view, point.x, point.y, point.z);
    if (depth > NEAREST_METRES) items.push({ depth, actor });
  }
  items.sort((a, b) => b.depth - a.depth);
  // Scenery overlaps itself many times over: its depth goes first, so that only what is seen is looked up and blended.
  for (const item of items) if ('seen' in item) occludeByProp(scene, item.seen);
  const shadows = shadowGrid(frame);
  for (const item of items) if ('seen' in item) addPropShadow(shadows, scene, item.seen);
  layShadows(frame, view, shadows);
  for (const item of items) {
    if ('actor' in item) drawActor(scene, item.actor);
    else drawProp(scene, item.seen);
  }
}
