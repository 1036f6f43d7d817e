import { clamp } from '../maths/curves.ts';
import type { SceneGraph } from '../prompt/scene-graph.ts';
import { backdropActors, extraActors } from './backdrop-actors.ts';
import { withoutBanned } from './bans.ts';
import type { IdleMove } from './camera-path.ts';
import { chooseCast } from './cast.ts';
import type { Cast } from './cast.ts';
import { compose, mustBeWhole } from './composition.ts';
import { focusOf, glowsOf, particlesOf } from './effects.ts';
import { fitCamera, sampleFrames } from './fit-camera.ts';
import { screenBox } from './framing.ts';
import type { ScreenBox, Stand } from './framing.ts';
import { createFreedom, pick } from './freedom.ts';
import type { Freedom } from './freedom.ts';
import { habitatOf } from './habitat.ts';
import type { Habitat } from './habitat.ts';
import { layOut } from './layout.ts';
import type { Placement } from './layout.ts';
import { chooseMood, gradeOf, lightOf } from './light.ts';
import { standAt, trackAll } from './motion.ts';
import type { Track } from './motion.ts';
import { withNamedPlanet, withoutPlanet } from './named-planet.ts';
import type { PlaceRecipe } from './place-recipes/place-recipe.ts';
import { recipeOf } from './place-recipes/recipe-of.ts';
import { scatterScenery } from './scatter.ts';
import type { ClearView } from './scatter.ts';
import type { Actor, CameraPose, Shot, World } from './shot.ts';
import type { Stage } from './stage.ts';
import { stagedGraph } from './staged-graph.ts';
import { stagedWorld } from './staged-world.ts';
import { nightFill } from './night-fill.ts';
import { onTable, tableFor } from './table-top.ts';
import { isTravelling, planTravel } from './travel.ts';
import type { Travel } from './travel.ts';

/** What a shot is made for. */
export interface DirectionOptions {
  readonly seed: number;
  /** 0..1: at 1 only what the prompt names, in one fixed layout; towards 0 the seed decides more and more. */
  readonly cfgScale: number;
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly durationSeconds: number;
}

/** Turns what a prompt says into a shot: place, light, figures, camera. Pure; equal arguments give equal shots. */
export function directShot(asked: SceneGraph, options: DirectionOptions): Shot {
  const graph = stagedGraph(asked);
  const freedom = createFreedom(options.seed, options.cfgScale);
  const recipe = recipeOf(graph.place.id);
  const mood = chooseMood(graph, recipe, freedom);
  const built = stagedWorld(recipe.world(mood), mood, graph);
  const world = withNamedPlanet(withoutBanned(built, mood.banned), graph);
  const habitat = habitatOf(graph.place.id, world);
  const cast = withoutPlanet(chooseCast(graph, habitat), world);
  const clip = {
    frameCount: Math.max(1, Math.round(options.durationSeconds * options.fps)),
    fps: options.fps,
    timeScale: graph.timeScale,
  };
  const stage = stageOf(graph, cast, recipe, habitat);
  const filming = film(graph, cast, habitat, recipe, stage, clip, options, freedom);
  const { tracks, camera, distance } = filming;

  const setFrame = {
    picture: options,
    pose: camera[Math.floor(camera.length / 2)] ?? RESTING_POSE,
    distance,
    frameCount: clip.frameCount,
    habitat,
    isEmptyStage: tracks.length === 0,
  };
  const named = new Set(graph.subjects.map((subject) => subject.figure));
  const acting = tracks.map((track) => actorOf(track, freedom));
  const backdrop = backdropActors(cast.members, setFrame);
  const actors = [...acting, ...backdrop, ...extraActors(recipe, mood, setFrame, named, freedom)];
  const clearView: ClearView = {
    picture: options,
    camera,
    figures: figureBoxes(tracks, backdrop, camera, options),
    distance,
    roadHalfWidth: roadHalfWidth(world),
    isAfloat: stage.y > 0,
    water: waterSpan(world),
  };
  const props = [...filming.props, ...scatterScenery(recipe, mood, clearView, freedom)];
  const leadPath = tracks.find((track) => track.placement.member.subject === cast.lead?.subject)?.path ?? [];
  return {
    width: options.width,
    height: options.height,
    fps: options.fps,
    frameCount: clip.frameCount,
    seed: options.seed,
    world,
    light: lightOf(mood, freedom, stage.heading, world.kind === 'room'),
    props,
    actors,
    camera,
    particles: particlesOf(graph, mood, habitat, actors, freedom),
    glows: glowsOf(mood, actors, props, nightFill(mood, world, camera, distance, acting.length > 0)),
    focus: focusOf(graph, habitat, camera, leadPath, props),
    grade: gradeOf(mood),
    style: graph.style,
    timeScale: graph.timeScale,
  };
}

/** What scenery must leave free, at each of `sampleFrames`. */
function figureBoxes(
  tracks: readonly Track[],
  backdrop: readonly Actor[],
  camera: readonly CameraPose[],
  options: DirectionOptions,
): ScreenBox[][] {
  const keepClear = [
    ...tracks.map((track) => (frame: number) => standAt(track, frame, 1)),
    ...backdrop.map((actor) => () => backdropStand(actor)),
  ];
  return sampleFrames(camera.length).map((frame) => boxesAt(camera, keepClear, frame, options));
}

/** Where trees cannot stand: from the shore to the far bank, or to the end of the world. */
function waterSpan(world: World): { readonly from: number; readonly to: number } | null {
  if (world.kind !== 'open' || world.waterLevel === null || world.terrain === 'sea') return null;
  return { from: 6, to: world.terrain === 'beach' ? Number.POSITIVE_INFINITY : 26 };
}

/** Half the width of what vehicles need, with its verge; figures elsewhere may stand in the flowers. */
function roadHalfWidth(world: World): number {
  if (world.kind !== 'open' || world.roadway === null) return 0;
  return world.roadway === 'road' ? 4.4 : world.roadway === 'railway' ? 2.2 : 1;
}

const RESTING_POSE: CameraPose = { x: 0, y: -5, z: 1.6, yaw: 0, pitch: 0, roll: 0, zoom: 1 };

interface Filming {
  readonly tracks: readonly Track[];
  readonly camera: readonly CameraPose[];
  readonly props: Shot['props'];
  readonly distance: number;
}

/** Stages the figures and finds the camera path that keeps them in the picture. */
function film(
  graph: SceneGraph,
  cast: Cast,
  habitat: Habitat,
  recipe: PlaceRecipe,
  stage: Stage,
  clip: { readonly frameCount: number; readonly fps: number; readonly timeScale: number },
  options: DirectionOptions,
  freedom: Freedom,
): Filming {
  const floor = beached(layOut(cast, habitat, options, freedom), habitat, stage);
  const table = tableFor(floor, habitat, stage);
  const placements = onTable(floor, table);
  const whole = mustBeWhole(placements, graph);
  const composition = compose(graph, cast, whole, habitat, recipe.bounds, recipe.eyeMetres, options, freedom);
  const distance = Math.min(composition.distance, recipe.bounds.reach);
  const alongRoad = stage.heading === 0 ? 0 : Math.PI / 2 - Math.abs(stage.heading);
  const travel = planTravel(
    graph,
    placements,
    habitat,
    options,
    { distance, seconds: options.durationSeconds, alongRoad },
    freedom,
  );
  const tracks = trackAll(placements, travel, stage, clip, freedom);
  const moves = graph.banned.includes('shake')
    ? graph.camera.filter((move) => move !== 'shake')
    : graph.camera;
  const camera = fitCamera(
    {
      ...composition,
      stage,
      bounds: recipe.bounds,
      frameCount: clip.frameCount,
      fps: clip.fps,
      moves,
      idle: idleMove(placements.length, travel, freedom),
      speed: graph.cameraSpeed,
      travel,
      isEmptyStage: placements.length === 0,
      shakePhase: freedom.chance('shake'),
      zoom: composition.zoom,
      amplitude: 1,
    },
    tracks.filter((track) => whole.includes(track.placement)),
    options,
    composition.mustSee,
  );
  return { tracks, camera, props: table ? [table.prop] : [], distance };
}

/** The stage is the origin, but what swims or floats needs the water, and vehicles are seen from the side of their road. */
function stageOf(graph: SceneGraph, cast: Cast, recipe: PlaceRecipe, habitat: Habitat): Stage {
  if (cast.members.length === 0 && graph.camera.includes('aerial') && habitat.medium === 'shore')
    return COAST_FLIGHT;
  const afloat = isStageAfloat(cast);
  const standing = cast.members.filter((member) => !member.isBackdrop);
  // Across a narrow street there is only room for one.
  const roomy = recipe.bounds.halfWidth > 100 || standing.length === 1;
  const drives =
    roomy &&
    standing.some(
      (member) =>
        isTravelling(member) &&
        (member.kind === 'vehicle' ||
          member.kind === 'train' ||
          member.holds.some((held) => held.at === 'under')),
    );
  const parked = cast.lead?.kind === 'train';
  return { x: 0, y: afloat ? habitat.waterYMetres : 0, heading: drives || parked ? recipe.travelHeading : 0 };
}

/** A flight along the coast: the shoreline runs from the lower left of the picture to its upper right. */
const COAST_FLIGHT: Stage = { x: 10, y: -6, heading: 1.02 };

/** Whether the camera goes out on the water: for a lead that swims, floats, or sits in something that does. */
function isStageAfloat(cast: Cast): boolean {
  const { lead } = cast;
  if (!lead) return false;
  if (lead.support === 'water') return true;
  return cast.relations.some(
    ({ kind, from, to }) =>
      from === lead.subject &&
      (kind === 'on' || kind === 'inside' || kind === 'rides' || kind === 'above') &&
      cast.members.some((member) => member.subject === to && member.support === 'water'),
  );
}

/** On a dry stage boats lie on the shore. */
function beached(placements: readonly Placement[], habitat: Habitat, stage: Stage): readonly Placement[] {
  if (habitat.medium !== 'shore' || stage.y > 0) return placements;
  return placements.map((placement) =>
    placement.member.support === 'water'
      ? { ...placement, z: Math.max(0, placement.z), member: { ...placement.member, support: 'ground' } }
      : placement,
  );
}

function idleMove(figures: number, travel: Travel, freedom: Freedom): IdleMove {
  if (travel.follow > 0) return { kind: 'none', amount: 0 };
  const amount = (figures === 0 ? 0.16 : 0.06) + 0.1 * freedom.amount;
  if (freedom.amount < 0.15) return { kind: 'push', amount };
  return {
    kind: pick(['push', 'drift_left', 'push', 'drift_right', 'arc', 'rise'], freedom.chance('idle camera')),
    amount,
  };
}

function actorOf(track: Track, freedom: Freedom): Actor {
  const { member, index } = track.placement;
  const draw = freedom.stream(`phase ${member.subject} ${index}`);
  return {
    figure: member.figure,
    subject: member.subject,
    action: member.action,
    heightMetres: Math.round(member.heightMetres * 1000) / 1000,
    tint: member.tint,
    support: member.support,
    path: track.path,
    // Those of one group move alike, but never in step.
    phase: Math.round(clamp(draw() * 0.5 + index * 0.37) * 1000) / 1000,
    tempo: 1,
    holds: member.holds,
  };
}

/** What must be seen of a building in the distance: trees may hide its foot and its sides. */
function backdropStand(actor: Actor): Stand {
  const point = actor.path[0] ?? { x: 0, y: 0, z: 0 };
  return {
    x: point.x,
    y: point.y,
    z: point.z + actor.heightMetres * 0.4,
    widthMetres: actor.heightMetres * 0.4,
    heightMetres: actor.heightMetres * 0.6,
  };
}

/** Where the eye goes when there is nobody to look at: a clearing in the middle of the picture. */
const CLEARING: ScreenBox = { left: 0.26, right: 0.74, top: 0.24, bottom: 0.72, depth: 26 };

function boxesAt(
  camera: readonly CameraPose[],
  stands: readonly ((frame: number) => Stand)[],
  frame: number,
  options: DirectionOptions,
): ScreenBox[] {
  const pose = camera[frame];
  if (!pose) return [];
  if (stands.length === 0) return [CLEARING];
  return stands.flatMap((stand) => screenBox(pose, options, stand(frame)) ?? []);
}
