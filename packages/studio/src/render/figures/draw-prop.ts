import { spriteSetKey } from '../../art/sprite-set.ts';
import { TAU } from '../../maths/curves.ts';
import type { Prop, SceneryId } from '../../scene/shot.ts';
import { figureOf } from '../../vocabulary/figures.ts';
import { project } from '../view.ts';
import { blitSprite } from './blit-sprite.ts';
import { lightAt } from './figure-light.ts';
import type { FigureScene } from './figure-scene.ts';
import { drawShadow } from './ground-shadow.ts';
import { mirrorPlacement, reflectionOf } from './reflection.ts';
import { bendUpwards, sharedWarp, spriteMotion, type SpriteMotion } from './sprite-motion.ts';
import { refOfProp } from './sprite-ref.ts';

/** Scenery that shines at night. */
const SHINING: ReadonlySet<SceneryId> = new Set(['street_lamp']);

/** Draws one piece of still scenery with its shadow. */
export function drawProp(scene: FigureScene, prop: Prop): void {
  const { frame, shot, view } = scene;
  const sprite = scene.sprites.get(spriteSetKey(refOfProp(prop)));
  if (!sprite) return;
  const ground = scene.groundHeight(prop.x, prop.y);
  const base = ground + prop.lift;
  const foot = project(view, prop.x, prop.y, base);
  const height = prop.heightMetres * foot.scale;
  const width = height * sprite.aspect;
  if (
    height < 1.5 ||
    foot.x + width < 0 ||
    foot.x - width > frame.width ||
    foot.y < 0 ||
    foot.y - height * 1.1 > frame.height
  )
    return;
  const figure = typeof prop.art === 'string' ? null : figureOf(prop.art.figure);
  const selfLit = figure ? figure.emits !== undefined : typeof prop.art === 'string' && SHINING.has(prop.art);
  const light = lightAt(
    shot,
    view,
    { x: prop.x, y: prop.y, z: base + prop.heightMetres / 2 },
    foot.depth,
    selfLit,
  );
  const motion = propMotion(prop, view.storySeconds);
  if (prop.lift < prop.heightMetres && height > 6) shadowOf(scene, prop, ground, sprite.aspect);
  const drawnHeight = height * motion.heighten;
  const at = {
    centreX: foot.x,
    centreY: foot.y - drawnHeight / 2 - motion.rise * height,
    width: width * motion.widen,
    height: drawnHeight,
    angle: motion.angle,
    mirrored: prop.mirrored,
  };
  const blit = {
    sprite,
    at,
    shade: { light: light.flat, lightAcross: light.flatAcross, fog: light.fog, fogAmount: light.fogAmount },
    depth: foot.depth,
    opacity: 1,
    id: 0,
    warp: motion.bending === 'bends' ? sharedWarp() : null,
    lean: motion.bending === 'leans' ? sharedWarp().uByV : null,
    warpMargin: motion.bending === 'bends' ? 0.12 : 0,
  };
  const mirror = scene.reflect ? reflectionOf(shot, view, prop.x, prop.y, base) : null;
  if (mirror) blitSprite(frame, { ...blit, at: mirrorPlacement(at, mirror.row), opacity: mirror.opacity });
  blitSprite(frame, blit);
}

function shadowOf(scene: FigureScene, prop: Prop, groundZ: number, aspect: number): void {
  drawShadow(scene.frame, scene.shot, scene.view, {
    x: prop.x,
    y: prop.y,
    groundZ,
    radiusMetres: prop.heightMetres * Math.min(0.4, aspect * 0.42),
    flatness: 0.6,
    heightMetres: prop.heightMetres * 0.8,
    lift: Math.max(0, prop.lift),
  });
}

function propMotion(prop: Prop, seconds: number): SpriteMotion {
  if (typeof prop.art !== 'string')
    return spriteMotion(
      figureOf(prop.art.figure),
      { action: 'idle', seconds, pace: 0, airborne: prop.lift > prop.heightMetres, phase: prop.phase },
      sharedWarp(),
    );
  const turn = TAU * (prop.phase + seconds * 0.28);
  // A slow swing and a quick shiver: gusts never repeat in a short shot.
  const amount =
    prop.sway * (0.05 * Math.sin(turn) + 0.022 * Math.sin(turn * 2.63 + 1) + 0.012 * Math.sin(turn * 5.1));
  const warp = sharedWarp();
  warp.uByU.fill(0);
  warp.vByU.fill(0);
  warp.vByV.fill(0);
  return { ...bendUpwards(warp, amount), bending: prop.sway > 0.01 ? 'leans' : 'none' };
}
