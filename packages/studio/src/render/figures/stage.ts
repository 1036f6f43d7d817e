import { POSES } from '../../art/biped/poses.ts';
import type { Pose } from '../../art/biped/pose.ts';
import { ALL_FOURS_ACTIONS, ON_ALL_FOURS, QUADRUPEDS, type Quadruped } from '../../art/gait/quadrupeds.ts';
import type { Actor } from '../../scene/shot.ts';
import type { Figure } from '../../vocabulary/figure.ts';
import { figureOf } from '../../vocabulary/figures.ts';
import { project, type Projected } from '../view.ts';
import { progressAt, type Progress } from './actor-progress.ts';
import { actorLight, lightAt, ownLightOf } from './figure-light.ts';
import type { FigureScene } from './figure-scene.ts';

/** Where an actor stands in this frame. */
export interface Stage {
  readonly scene: FigureScene;
  readonly actor: Actor;
  readonly figure: Figure;
  readonly progress: Progress;
  /** World height of what carries it, and of its feet. */
  readonly supportZ: number;
  readonly feetZ: number;
  readonly foot: Projected;
  /** Height in pixels. */
  readonly size: number;
  /** Rows from here down are under water. */
  readonly bottomRow: number;
  readonly id: number;
}

/** Actions of a swimmer: the body lies in the surface instead of standing on it. */
const AFLOAT: ReadonlySet<string> = new Set(['swim', 'float', 'dive']);

/** Where an actor is, or null when it is not to be seen. */
export function setStage(scene: FigureScene, actor: Actor): Stage | null {
  const { shot, view, frame } = scene;
  const progress = progressAt(shot, actor, view);
  const { point } = progress;
  const supportZ = supportHeight(scene, actor, point.x, point.y);
  const sinks = actor.support === 'water' && AFLOAT.has(actor.action);
  const figure = figureOf(actor.figure);
  const waterline = sinks ? waterlineOf(actor, figure) : null;
  const bob = point.z - (actor.path[0]?.z ?? 0);
  const feetZ = supportZ + (waterline === null ? point.z : bob - waterline * actor.heightMetres);
  const foot = project(view, point.x, point.y, feetZ);
  const size = actor.heightMetres * foot.scale;
  const isSeen =
    size >= 2 &&
    foot.x + size * 2 > 0 &&
    foot.x - size * 2 < frame.width &&
    foot.y + size > 0 &&
    foot.y - size * 2.5 < frame.height;
  if (!isSeen) return null;
  return {
    scene,
    actor,
    figure,
    progress,
    supportZ,
    feetZ,
    foot,
    size,
    bottomRow: sinks ? Math.ceil(project(view, point.x, point.y, supportZ).y) : frame.height,
    id: actor.subject === null ? 0 : actor.subject + 1,
  };
}

/** Height over its feet, in heights, at which the surface cuts a swimmer; null for those that float as they are told. */
function waterlineOf(actor: Actor, figure: Figure): number | null {
  const animal = fourLegged(actor, figure);
  // Over the belly: of a swimming beast head and back are seen.
  if (animal) return animal.kind === 'side_view' ? 1.14 - animal.belly : animal.back - 0.08;
  if (figure.art.kind !== 'biped') return null;
  const pose: Pose = POSES[actor.action];
  return pose.waterline ?? 0.5;
}

function supportHeight(scene: FigureScene, actor: Actor, x: number, y: number): number {
  if (actor.support === 'ground') return scene.groundHeight(x, y);
  const { world } = scene.shot;
  return actor.support === 'water' && world.kind === 'open' ? (world.waterLevel ?? 0) : 0;
}

/** The light that falls on an actor. */
export function lightFor(stage: Stage): ReturnType<typeof lightAt> {
  const { scene, progress, figure, actor, feetZ, foot } = stage;
  const place = { x: progress.point.x, y: progress.point.y, z: feetZ + actor.heightMetres * 0.5 };
  const own = ownLightOf(figure);
  const light = lightAt(scene.shot, scene.view, place, foot.depth, own);
  return own === 'none' ? actorLight(light, scene.shot.light.night) : light;
}

/** The legs an actor goes on when it has four. Beasts with a person's body use them unless they hold something. */
export function fourLegged(actor: Actor, { art, kind }: Figure): Quadruped | null {
  if (art.kind === 'biped')
    return ALL_FOURS_ACTIONS.has(actor.action) && actor.holds.length === 0 && actor.support !== 'air'
      ? (ON_ALL_FOURS[art.head] ?? null)
      : null;
  return kind === 'quadruped' ? (QUADRUPEDS[art.name] ?? null) : null;
}
