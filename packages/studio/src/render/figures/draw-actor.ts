import { spriteSetKey } from '../../art/sprite-set.ts';
import { ALL_FOURS_ACTIONS, ON_ALL_FOURS, QUADRUPEDS, type Quadruped } from '../../art/gait/quadrupeds.ts';
import type { Pose } from '../../art/biped/pose.ts';
import { POSES } from '../../art/biped/poses.ts';
import { PERCHED } from '../../art/gait/wings.ts';
import { WHEELS } from '../../art/gait/wheels.ts';
import { clamp } from '../../maths/curves.ts';
import type { Actor } from '../../scene/shot.ts';
import type { Figure } from '../../vocabulary/figure.ts';
import { figureOf } from '../../vocabulary/figures.ts';
import { project, type Projected } from '../view.ts';
import { bipedPhase, progressAt, type Progress } from './actor-progress.ts';
import { blitSprite } from './blit-sprite.ts';
import { drawBiped, headTint, type BipedArt } from './draw-biped.ts';
import { drawBird } from './draw-bird.ts';
import { drawWheels, rolledMetres } from './draw-wheels.ts';
import { BODY_NEARNESS, backRise, drawQuadruped, type AnimalStance } from './draw-quadruped.ts';
import type { FigureBuffer } from './figure-buffer.ts';
import { lightAt, ownLightOf } from './figure-light.ts';
import type { FigureScene } from './figure-scene.ts';
import { drawShadow } from './ground-shadow.ts';
import type { Placement } from './placement.ts';
import { mirrorPlacement, reflectionOf } from './reflection.ts';
import { resolveFigure } from './resolve-figure.ts';
import { sharedWarp, spriteMotion } from './sprite-motion.ts';
import { refOf } from './sprite-ref.ts';

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

/** Bodies in front of the feet's plane (a hem of grass, a step) do not cut an actor off. */
const SLACK_METRES = 0.25;
/** A rider against the flank of the animal: one leg before it, one behind. */
const RIDER_SLACK_METRES = 0.02;
/** Actions of a swimmer: the body lies in the surface instead of standing on it. */
const AFLOAT: ReadonlySet<string> = new Set(['swim', 'float', 'dive']);

export function drawActor(scene: FigureScene, actor: Actor): void {
  const stage = setStage(scene, actor);
  if (!stage) return;
  shadowOf(stage);
  const { art } = stage.figure;
  const animal = fourLegged(actor, stage.figure);
  if (animal) drawAnimal(stage, animal);
  else if (art.kind === 'biped') drawBody(stage, art);
  else if (!drawFlight(stage, art.name)) drawPicture(stage);
}

function drawBody(stage: Stage, art: BipedArt): void {
  const { scene, actor, foot, size, progress } = stage;
  const mount = drawMount(stage);
  const eye = Math.atan2(scene.view.pose.z - stage.feetZ - actor.heightMetres * 0.5, foot.depth);
  const body = drawBiped(
    actor,
    art,
    {
      footX: foot.x,
      footY: foot.y - (mount?.rise ?? 0),
      size,
      facing: clamp(progress.point.facing, -1, 1),
      tilt: clamp(eye, -0.12, 0.5),
      phase: bipedPhase(actor, progress),
      raised: actor.support === 'surface',
    },
    scene.sprites,
    scene.frame,
  );
  if (!body) return;
  layDown(stage, body.buffer, mount ? mount.flankMetres : null);
  const ridden = actor.holds.find((held) => held.at === 'under');
  if (!ridden || !body.mount) return;
  const { at, nearness } = body.mount;
  turnWheels(stage, figureOf(ridden.figure), ridden.heightMetres, at, foot.depth - nearness / foot.scale);
}

/** Vehicles that roll show it. */
function turnWheels(stage: Stage, vehicle: Figure, heightMetres: number, at: Placement, depth: number): void {
  const { scene, actor, progress } = stage;
  const wheels = vehicle.art.kind === 'biped' ? undefined : WHEELS[vehicle.art.name];
  if (!wheels) return;
  drawWheels(scene.frame, wheels, {
    at,
    depth,
    light: lightFor(stage),
    rolledMetres: rolledMetres(scene.shot, actor, progress, wheels, heightMetres),
    heightMetres,
  });
}

/** The animal under a rider, drawn first. Tells how many pixels its back rises and how near its flank stands. */
function drawMount(stage: Stage): { readonly rise: number; readonly flankMetres: number } | null {
  const { scene, actor, foot } = stage;
  const mount = actor.holds.find((held) => held.at === 'under');
  if (!mount) return null;
  const figure = figureOf(mount.figure);
  const animal = figure.art.kind === 'biped' ? undefined : QUADRUPEDS[figure.art.name];
  const sprite = scene.sprites.get(spriteSetKey(refOf(figure), mount.tint));
  if (figure.kind !== 'quadruped' || !animal || !sprite) return null;
  const size = mount.heightMetres * foot.scale;
  const stance = animalStance(stage, {
    footX: foot.x,
    footY: foot.y,
    size,
    heightMetres: mount.heightMetres,
  });
  const carried = { ...stance, action: 'walk' as const, looksRight: stage.progress.point.facing >= 0 };
  const buffer = drawQuadruped(animal, sprite, carried, scene.frame);
  if (buffer) layDown({ ...stage, id: mount.subject === null ? stage.id : mount.subject + 1 }, buffer, null);
  return { rise: backRise(animal, sprite, carried) * size, flankMetres: BODY_NEARNESS * mount.heightMetres };
}

function layDown(stage: Stage, buffer: FigureBuffer, flankMetres: number | null): void {
  const { scene, foot } = stage;
  resolveFigure(scene.frame, buffer, {
    light: lightFor(stage),
    depth: foot.depth - (flankMetres ?? 0),
    scale: foot.scale,
    slack: flankMetres === null ? SLACK_METRES : RIDER_SLACK_METRES,
    id: stage.id,
    bottomRow: stage.bottomRow,
  });
}

/** The legs an actor goes on when it has four. Beasts with a person's body use them unless they hold something. */
function fourLegged(actor: Actor, { art, kind }: Figure): Quadruped | null {
  if (art.kind === 'biped')
    return ALL_FOURS_ACTIONS.has(actor.action) && actor.holds.length === 0 && actor.support !== 'air'
      ? (ON_ALL_FOURS[art.head] ?? null)
      : null;
  return kind === 'quadruped' ? (QUADRUPEDS[art.name] ?? null) : null;
}

function drawAnimal(stage: Stage, animal: Quadruped): void {
  const { scene, actor, figure, foot, size } = stage;
  const { art } = figure;
  const tint = art.kind === 'biped' ? headTint(art, actor) : actor.tint;
  const sprite = scene.sprites.get(spriteSetKey(refOf(figure), tint));
  if (!sprite) return;
  const buffer = drawQuadruped(
    animal.kind === 'head_only' && tint !== null ? { ...animal, coat: tint, tail: tint } : animal,
    sprite,
    animalStance(stage, { footX: foot.x, footY: foot.y, size, heightMetres: actor.heightMetres }),
    scene.frame,
  );
  if (buffer) layDown(stage, buffer, null);
}

/** Birds painted with folded wings get wings to fly with; false for all others. */
function drawFlight(stage: Stage, name: string): boolean {
  const { scene, actor, figure, foot, size, progress } = stage;
  const bird =
    figure.kind === 'bird' && (actor.action === 'fly' || actor.support === 'air') ? PERCHED[name] : undefined;
  const sprite = scene.sprites.get(spriteSetKey(refOf(figure), actor.tint));
  if (!bird || !sprite) return false;
  const buffer = drawBird(
    bird,
    sprite,
    {
      footX: foot.x,
      footY: foot.y,
      size,
      mirrored: mirrorsFor(figure, progress.point.facing),
      seconds: progress.actionSeconds + actor.phase,
    },
    scene.frame,
  );
  if (buffer) layDown(stage, buffer, null);
  return true;
}

function animalStance(
  stage: Stage,
  place: Pick<AnimalStance, 'footX' | 'footY' | 'size' | 'heightMetres'>,
): AnimalStance {
  const { actor, progress } = stage;
  return {
    ...place,
    looksRight: progress.point.facing > 0.02,
    action: actor.action,
    actionSeconds: progress.actionSeconds,
    distanceMetres: progress.distanceMetres,
    speed: progress.speed,
    phase: actor.phase,
  };
}

function setStage(scene: FigureScene, actor: Actor): Stage | null {
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

export function lightFor(stage: Stage): ReturnType<typeof lightAt> {
  const { scene, progress, figure, actor, feetZ, foot } = stage;
  const place = { x: progress.point.x, y: progress.point.y, z: feetZ + actor.heightMetres * 0.5 };
  return lightAt(scene.shot, scene.view, place, foot.depth, ownLightOf(figure));
}

function shadowOf(stage: Stage): void {
  const { scene, actor, progress, feetZ, figure } = stage;
  if (actor.support === 'water' || scene.shot.world.kind === 'space') return;
  const { x, y } = progress.point;
  // On a table or in the air the shadow lies where the feet would be, if anything is there.
  const groundZ = actor.support === 'surface' ? feetZ : scene.groundHeight(x, y);
  const lift = Math.max(0, feetZ - groundZ);
  if (lift > actor.heightMetres * 6) return;
  const isBiped = figure.art.kind === 'biped';
  const aspect = isBiped ? 0.4 : (scene.sprites.get(spriteSetKey(refOf(figure), actor.tint))?.aspect ?? 1);
  drawShadow(scene.frame, scene.shot, scene.view, {
    x,
    y,
    groundZ,
    radiusMetres: actor.heightMetres * (isBiped ? 0.2 : Math.min(0.75, 0.4 * aspect)),
    flatness: isBiped ? 0.8 : 0.42,
    heightMetres: actor.heightMetres * 0.85,
    lift,
    casting: 1,
  });
}

/** Animals, vehicles and things: one picture, moved and bent as a whole. */
function drawPicture(stage: Stage): void {
  const { scene, actor, figure, progress, foot, size } = stage;
  const sprite = scene.sprites.get(spriteSetKey(refOf(figure), actor.tint));
  if (!sprite) return;
  const motion = spriteMotion(
    figure,
    {
      action: actor.action,
      seconds: progress.actionSeconds,
      pace: progress.speed / actor.heightMetres,
      airborne: actor.support === 'air',
      phase: actor.phase,
    },
    sharedWarp(),
  );
  const light = lightFor(stage);
  const width = size * sprite.aspect;
  const mirrored = mirrorsFor(figure, progress.point.facing);
  const height = size * motion.heighten;
  const angle = mirrored === (figure.faces === 'left') ? motion.angle : -motion.angle;
  const at = {
    centreX: foot.x + motion.forward * size,
    centreY: foot.y - height / 2 - motion.rise * size,
    width: width * motion.widen,
    height,
    angle,
    mirrored,
  };
  const blit = {
    sprite,
    at,
    shade: { light: light.flat, lightAcross: light.flatAcross, fog: light.fog, fogAmount: light.fogAmount },
    depth: foot.depth,
    opacity: 1,
    id: stage.id,
    warp: motion.bends ? sharedWarp() : null,
    lean: motion.lean,
    warpMargin: motion.bends ? 0.25 : 0,
    bottomRow: stage.bottomRow,
  };
  const { x, y } = progress.point;
  const mirror = scene.reflect ? reflectionOf(scene.shot, scene.view, x, y, stage.feetZ) : null;
  if (mirror)
    blitSprite(scene.frame, {
      ...blit,
      at: mirrorPlacement(at, mirror.row),
      opacity: mirror.opacity,
      id: 0,
      bottomRow: scene.frame.height,
    });
  blitSprite(scene.frame, blit);
  turnWheels(stage, figure, actor.heightMetres, at, foot.depth);
}

/** Pictures that look to one side are mirrored to look where their figure goes. */
export function mirrorsFor(figure: Figure, facing: number): boolean {
  if (figure.faces === 'front' || Math.abs(facing) < 0.02) return false;
  return (figure.faces === 'left') === facing > 0;
}
