import { spriteSetKey } from '../../art/sprite-set.ts';
import { QUADRUPEDS, type Quadruped } from '../../art/gait/quadrupeds.ts';
import { PERCHED } from '../../art/gait/wings.ts';
import { WHEELS } from '../../art/gait/wheels.ts';
import { clamp } from '../../maths/curves.ts';
import type { Actor } from '../../scene/shot.ts';
import type { Figure } from '../../vocabulary/figure.ts';
import { figureOf } from '../../vocabulary/figures.ts';
import { bipedPhase } from './actor-progress.ts';
import { blitSprite } from './blit-sprite.ts';
import { drawBiped, headTint, type BipedArt } from './draw-biped.ts';
import { drawBird } from './draw-bird.ts';
import { drawWheels, rolledMetres } from './draw-wheels.ts';
import { BODY_NEARNESS, backRise, drawQuadruped, type AnimalStance } from './draw-quadruped.ts';
import type { FigureBuffer } from './figure-buffer.ts';
import type { FigureScene } from './figure-scene.ts';
import { footingsOfBody, seenFootings } from './footings.ts';
import type { Placement } from './placement.ts';
import { mirrorPlacement, reflectionOf } from './reflection.ts';
import { resolveFigure } from './resolve-figure.ts';
import { sharedWarp, spriteMotion } from './sprite-motion.ts';
import { refOf } from './sprite-ref.ts';
import { fourLegged, lightFor, setStage, type Stage } from './stage.ts';
import { standOnGround } from './stand-on-ground.ts';
import { drawWaterline } from './waterline.ts';

/** Bodies in front of the feet's plane (a hem of grass, a step) do not cut an actor off. */
const SLACK_METRES = 0.25;
/** A rider against the flank of the animal: one leg before it, one behind. */
const RIDER_SLACK_METRES = 0.02;
export function drawActor(scene: FigureScene, actor: Actor): void {
  const stage = setStage(scene, actor);
  if (!stage) return;
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
  if (!mount) standWith(stage, body.buffer);
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
  if (buffer) standWith(stage, buffer);
  if (buffer) layDown({ ...stage, id: mount.subject === null ? stage.id : mount.subject + 1 }, buffer, null);
  return { rise: backRise(animal, sprite, carried) * size, flankMetres: BODY_NEARNESS * mount.heightMetres };
}

/** Shadows go down before the body that casts them. */
function standWith(stage: Stage, buffer: FigureBuffer): void {
  const { foot, size } = stage;
  standOnGround(stage, footingsOfBody(buffer, { footX: foot.x, footY: foot.y, size }), 'lifted');
  drawWaterline(stage, []);
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
  if (!buffer) return;
  standWith(stage, buffer);
  layDown(stage, buffer, null);
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
  if (buffer) {
    standWith(stage, buffer);
    layDown(stage, buffer, null);
  }
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
  const footings = seenFootings(sprite, mirrored);
  standOnGround(stage, footings, 'behind');
  drawWaterline(stage, footings);
  blitSprite(scene.frame, blit);
  turnWheels(stage, figure, actor.heightMetres, at, foot.depth);
}

/** Pictures that look to one side are mirrored to look where their figure goes. */
export function mirrorsFor(figure: Figure, facing: number): boolean {
  if (figure.faces === 'front' || Math.abs(facing) < 0.02) return false;
  return (figure.faces === 'left') === facing > 0;
}
