import { clamp, mix } from '../maths/curves.ts';
import type { SceneGraph } from '../prompt/scene-graph.ts';
import type { ActionId } from '../vocabulary/actions.ts';
import type { ShotSizeId } from '../vocabulary/camera.ts';
import type { PlaceId } from '../vocabulary/places.ts';
import type { Cast } from './cast.ts';
import { frameHeightPerMetre, frameWidthPerMetre } from './framing.ts';
import type { Picture } from './framing.ts';
import type { Freedom } from './freedom.ts';
import type { Habitat } from './habitat.ts';
import type { Placement } from './layout.ts';
import { seenWidth } from './motion.ts';
import type { CameraBounds } from './place-recipes/place-recipe.ts';
import { FLYER_SHARE, soars } from './resting-height.ts';

/** Where the camera stands at rest and what of the figures must stay in the picture. */
export interface Composition {
  readonly distance: number;
  readonly eyeMetres: number;
  readonly aimMetres: number;
  readonly aimDrop: number;
  readonly lateralMetres: number;
  /** Upper share of each figure that must be seen: 1 is all of it. */
  readonly mustSee: number;
  /** 1 = the base lens. */
  readonly zoom: number;
}

/** Lenses for places whose far parts are what one comes to see. */
const LONG_LENSES: Partial<Record<PlaceId, number>> = {
  mountains: 1.9,
  snow_mountains: 1.9,
  snow_field: 1.7,
  hills: 1.6,
  desert: 1.7,
  canyon: 1.5,
  volcano: 1.6,
  mars: 1.4,
  lake: 1.5,
  skyline: 1.4,
};

/** The frame in metres that holds everyone on the stage. */
interface Extent {
  readonly width: number;
  readonly bottom: number;
  readonly top: number;
  readonly tallest: number;
}

/**
 * Those who must be in the picture whole: not the table under a cup, whose edge is enough. Never empty unless nobody
 * is on the stage.
 */
export function mustBeWhole(placements: readonly Placement[], graph: SceneGraph): readonly Placement[] {
  const lead = placements.find((placement) => placement.member.subject === graph.main);
  if (!lead) return placements;
  const isOnlyFurniture = ({ member }: Placement) =>
    graph.subjects[member.subject]?.role === 'setting' &&
    graph.relations.some(
      ({ from, to, kind }) => from === graph.main && to === member.subject && kind === 'on',
    ) &&
    lead.member.fillMetres < (member.kind === 'furniture' ? 0.55 : 0.2) * member.fillMetres;
  return placements.filter((placement) => placement === lead || !isOnlyFurniture(placement));
}

/** Composes the picture: how near, how high, and where in the frame. */
export function compose(
  graph: SceneGraph,
  cast: Cast,
  placements: readonly Placement[],
  habitat: Habitat,
  bounds: CameraBounds,
  eyeMetres: number,
  picture: Picture,
  freedom: Freedom,
): Composition {
  if (placements.length === 0) return composeLandscape(graph, habitat, bounds, eyeMetres);
  const mustSee = mustSeeShare(graph.shotSize, cast);
  const extent = extentOf(placements, mustSee);
  const distance = distanceFor(graph, cast, extent, picture, freedom, mustSee);
  const middle = (extent.bottom + extent.top) / 2;
  const afloat = placements.every((placement) => placement.member.support === 'air');
  const afloatOnWater = placements.every((placement) => placement.member.support === 'water');
  if (afloatOnWater && graph.viewpoint === null && !graph.camera.includes('aerial'))
    return composeOnWater(extent, distance, middle, bounds, picture, mustSee);
  if (placements.every((placement) => soars(placement.member)) && habitat.medium !== 'air')
    return composeSoaring(distance, middle, bounds, picture, mustSee);
  const free = habitat.medium === 'air' || habitat.medium === 'space' || habitat.medium === 'underwater';
  return {
    distance,
    eyeMetres: clamp(
      eyeLevel(graph, habitat, placements, extent, middle, distance, eyeMetres, afloat && !free),
      bounds.zMin,
      bounds.zMax,
    ),
    aimMetres: middle,
    aimDrop: (mustSee < 1 ? 0.01 : afloat && !free ? -0.05 : 0.035) * frameHeightPerMetre(picture),
    lateralMetres: placements.length === 1 ? offCentre(graph, picture, freedom, mustSee) * distance : 0,
    mustSee,
    zoom: 1,
  };
}

/** Towards a third of the picture, to the side that the seed says; moves around the subject keep it in the middle. */
function offCentre(graph: SceneGraph, picture: Picture, freedom: Freedom, mustSee: number): number {
  if (freedom.amount < 0.15 || picture.width <= picture.height || mustSee < 1 || graph.camera.length > 0)
    return 0;
  const side = freedom.chance('thirds side') < 0.5 ? -1 : 1;
  return side * mix(0.06, 0.12, freedom.stream('thirds')()) * frameWidthPerMetre(picture);
}

/** Tangent of the steepest look down on water that still leaves shore and sky in the picture. */
const LOW_LOOK = 0.19;

/** From just above the surface: what swims is seen from the side, with the far shore and the sky behind it. */
function composeOnWater(
  extent: Extent,
  distance: number,
  middle: number,
  bounds: CameraBounds,
  picture: Picture,
  mustSee: number,
): Composition {
  const steep = Math.min(LOW_LOOK, 0.3 * frameHeightPerMetre(picture));
  const far = Math.max(distance, (bounds.zMin - middle) / steep);
  const level = Math.max(bounds.zMin, Math.min(middle + steep * far, 2.4 + 0.2 * extent.tallest));
  return {
    distance: far,
    eyeMetres: level,
    aimMetres: middle,
    aimDrop: 0.06 * frameHeightPerMetre(picture),
    lateralMetres: 0,
    mustSee,
    zoom: 1,
  };
}

/** Beside a flyer high over the land, whose horizon lies a little above the middle of the picture. */
function composeSoaring(
  distance: number,
  middle: number,
  bounds: CameraBounds,
  picture: Picture,
  mustSee: number,
): Composition {
  const high = frameHeightPerMetre(picture);
  return {
    distance,
    eyeMetres: clamp(middle + 0.02 * distance, bounds.zMin, bounds.zMax),
    aimMetres: middle,
    aimDrop: -0.1 * high,
    lateralMetres: 0,
    mustSee,
    zoom: 1,
  };
}

function composeLandscape(
  graph: SceneGraph,
  habitat: Habitat,
  bounds: CameraBounds,
  eyeMetres: number,
): Composition {
  const aerial = graph.camera.includes('aerial') || graph.viewpoint === 'overhead';
  const distance = Math.min(bounds.reach * 0.9, aerial ? 40 : 12);
  const high = aerial
    ? Math.min(habitat.medium === 'shore' ? 17 : 38, bounds.zMax)
    : graph.viewpoint === 'high'
      ? eyeMetres * 3
      : eyeMetres * (bounds.halfWidth > 100 ? 1.5 : 1);
  const eye = clamp(bounds.zMin > 5 ? eyeMetres : high, bounds.zMin, bounds.zMax);
  // The horizon sits a little above the middle from on high, a little below it from the ground.
  return {
    distance,
    eyeMetres: eye,
    aimMetres: eye,
    aimDrop: aerial ? -0.26 : 0.05,
    lateralMetres: 0,
    mustSee: 1,
    zoom: aerial ? 1 : (LONG_LENSES[habitat.place] ?? 1),
  };
}

function mustSeeShare(size: ShotSizeId | null, cast: Cast): number {
  if (!isAlone(cast)) return 1;
  const biped = cast.lead?.kind === 'biped' && cast.lead.fillMetres > 0.95 * cast.lead.heightMetres;
  switch (size) {
    case 'extreme_close_up':
      return biped ? 0.4 : 0.7;
    case 'close_up':
      return biped ? 0.6 : 1;
    default:
      return 1;
  }
}

function isAlone(cast: Cast): boolean {
  return cast.members.filter((member) => !member.isBackdrop).length === 1 && (cast.lead?.count ?? 1) === 1;
}

function extentOf(placements: readonly Placement[], mustSee: number): Extent {
  const bottoms = placements.map((placement) => placement.z + placement.member.fillMetres * (1 - mustSee));
  const left = Math.min(
    ...placements.map((placement) => placement.u - seenWidth(placement.member, mustSee) / 2),
  );
  const right = Math.max(
    ...placements.map((placement) => placement.u + seenWidth(placement.member, mustSee) / 2),
  );
  return {
    width: right - left,
    bottom: Math.min(...bottoms),
    top: Math.max(...placements.map((placement) => placement.z + placement.member.fillMetres)),
    tallest: Math.max(...placements.map((placement) => placement.member.fillMetres)) * mustSee,
  };
}

function distanceFor(
  graph: SceneGraph,
  cast: Cast,
  extent: Extent,
  picture: Picture,
  freedom: Freedom,
  mustSee: number,
): number {
  const share = heightShare(graph, cast, picture, mustSee) * mix(0.92, 1.05, 1 - freedom.amount);
  const high = frameHeightPerMetre(picture);
  const wide = frameWidthPerMetre(picture);
  const close = picture.height > picture.width ? 0.88 : 0.74;
  const ample = graph.shotSize === 'wide' ? 0.6 : graph.shotSize === 'extreme_wide' ? 0.4 : close;
  const byHeight = extent.tallest / (share * high);
  const byStack = (extent.top - extent.bottom) / (Math.max(share, 0.74) * high);
  const byWidth = extent.width / (ample * wide);
  return Math.max(0.45, byHeight, byStack, byWidth) * movingRoom(graph);
}

/** Moves that enlarge the subject begin farther away, so that it fills the frame as asked in the middle of the move. */
function movingRoom(graph: SceneGraph): number {
  const grows = graph.camera.some(
    (move) => move === 'zoom_in' || move === 'zoom_out' || move === 'dolly_in' || move === 'dolly_out',
  );
  return grows ? 1 + 0.26 * clamp(graph.cameraSpeed, 0.3, 1.6) : 1;
}

function heightShare(graph: SceneGraph, cast: Cast, picture: Picture, mustSee: number): number {
  const tall = picture.height > picture.width * 1.2;
  const high = cast.lead?.kind === 'building' || cast.lead?.kind === 'landmark';
  switch (graph.shotSize) {
    case 'extreme_close_up':
      return mustSee < 1 ? 0.84 : 0.86;
    case 'close_up':
      return mustSee < 1 ? 0.82 : 0.72;
    case 'full':
      return tall ? 0.78 : 0.72;
    case 'wide':
      return 0.26;
    case 'extreme_wide':
      return 0.14;
    case 'medium':
    case null:
      if (fliesOverLand(cast)) return FLYER_SHARE;
      if (isPerforming(cast) || isMounted(cast)) return 0.74;
      if (isOnFurniture(cast)) return 0.46;
      return tall ? 0.76 : high ? 0.7 : picture.width === picture.height ? 0.6 : 0.57;
    default:
      return graph.shotSize satisfies never;
  }
}

function fliesOverLand({ lead, members }: Cast): boolean {
  const alone = members.every((member) => member.isBackdrop || member.support === 'air');
  return alone && lead?.support === 'air' && lead.kind !== 'insect' && lead.kind !== 'fish';
}

/** Who sits on a sofa or stands on a table is shown with enough of it. */
function isOnFurniture({ lead, relations, members }: Cast): boolean {
  return relations.some(
    ({ kind, from, to }) =>
      kind === 'on' &&
      from === lead?.subject &&
      members.some((member) => member.subject === to && member.kind === 'furniture'),
  );
}

function isMounted({ lead }: Cast): boolean {
  return lead?.holds.some((held) => held.at === 'under') === true;
}

/** Hands and face tell what such people do, so the camera is nearer. */
function isPerforming({ lead, members }: Cast): boolean {
  if (lead?.kind !== 'biped' || members.some((member) => member !== lead && !member.isBackdrop)) return false;
  return CLOSE_WORK.has(lead.action);
}

const CLOSE_WORK: ReadonlySet<ActionId> = new Set<ActionId>([
  'play_guitar',
  'play_violin',
  'play_flute',
  'play_trumpet',
  'play_accordion',
  'sing',
  'read',
  'write',
  'phone',
  'eat',
  'drink',
  'cook',
  'stir',
  'chop',
  'brush_teeth',
  'comb_hair',
  'apply_makeup',
]);

function eyeLevel(
  graph: SceneGraph,
  habitat: Habitat,
  placements: readonly Placement[],
  extent: Extent,
  middle: number,
  distance: number,
  recipeEye: number,
  isAloft: boolean,
): number {
  if (graph.camera.includes('aerial')) return middle + 0.42 * distance;
  switch (graph.viewpoint) {
    case 'overhead':
      return middle + 0.62 * distance;
    case 'high':
      return middle + 0.34 * distance;
    case 'low':
      return Math.max(extent.bottom + 0.18 * extent.tallest, middle - 0.3 * distance);
    case 'eye':
    case null:
      break;
  }
  if (habitat.medium === 'table') return middle + 0.2 * distance;
  if (habitat.medium === 'air' || habitat.medium === 'space') return middle + 0.06 * extent.tallest;
  if (isAloft) return Math.min(recipeEye, Math.max(0.6, extent.bottom));
  const rows = placements.some((placement) => placement.v > 0.3 * extent.tallest);
  const level = extent.bottom + extent.tallest * (rows ? 1.4 : 0.62);
  // From a little above a small thing, from a person's height below a great one.
  const small = extent.tallest < 0.8 ? 0.12 * distance : 0;
  return Math.min(level + small, Math.max(rows ? 2.8 : 2.1, extent.bottom + extent.tallest * 0.3));
}
