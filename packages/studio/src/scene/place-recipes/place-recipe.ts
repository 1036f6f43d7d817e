import type { TimeId } from '../../vocabulary/conditions.ts';
import type { FigureId } from '../../vocabulary/figures.ts';
import type { Mood } from '../mood.ts';
import type { SceneryId, World } from '../shot.ts';

/** How a place is furnished around the figures. */
export interface PlaceRecipe {
  readonly world: (mood: Mood) => World;
  /** The light when neither the prompt nor a free seed decides. */
  readonly time: TimeId;
  /** Lights a free seed may choose instead. Empty for places with a light of their own. */
  readonly freeTimes: readonly TimeId[];
  readonly eyeMetres: number;
  readonly bounds: CameraBounds;
  readonly scenery: readonly SceneryLayer[];
  /** Something far off that names the place (a barn, a lighthouse); shown unless the prompt names it itself. */
  readonly landmarks: readonly Landmark[];
  /** Radians the camera is turned from +y when vehicles travel here, so that roads run across the picture. */
  readonly travelHeading: number;
  readonly outdoors: boolean;
}

/** Where a camera may be, metres. `reach` is the farthest it stands from the stage. */
export interface CameraBounds {
  readonly halfWidth: number;
  readonly yMin: number;
  readonly yMax: number;
  readonly zMin: number;
  readonly zMax: number;
  readonly reach: number;
}

export interface SceneryLayer {
  readonly art: readonly [SceneryId, ...SceneryId[]];
  /** In a 16:9 picture; narrower pictures take fewer. */
  readonly count: number;
  /** `frame` stands nearer than the subject at the edges of the picture; `land` anywhere from near to far. */
  readonly band: 'frame' | 'land';
  /** Metres from the camera; `frame` scales them to the subject's distance. */
  readonly near: number;
  readonly far: number;
  readonly heightMetres: readonly [number, number];
  readonly sway: number;
  /** Share of the half picture around the middle that stays free (0 none .. 1 everything). */
  readonly gap: number;
  /** > 1 pulls the layer towards its near edge. */
  readonly crowding: number;
  /** Metres above the ground below it. */
  readonly lift?: number;
}

export interface Landmark {
  readonly figure: FigureId;
  /** Metres behind the stage, and the share of the half picture to the side (sign by the seed). */
  readonly depthMetres: number;
  readonly side: number;
  readonly heightMetres: number;
}

/** Open ground: nothing stops the camera but the ground itself. */
export const OPEN_BOUNDS: CameraBounds = {
  halfWidth: 400,
  yMin: -400,
  yMax: 60,
  zMin: 0.45,
  zMax: 90,
  reach: 30,
};

/** The renderer's rooms are x -4.5..4.5, y -7..4.5, z 0..3.2; the camera keeps clear of the walls. */
export const ROOM_BOUNDS: CameraBounds = {
  halfWidth: 2.2,
  yMin: -6,
  yMax: 1.5,
  zMin: 0.4,
  zMax: 2.6,
  reach: 5.9,
};

/** Streets are 14 m between the facades and long in both directions. */
export const STREET_BOUNDS: CameraBounds = {
  halfWidth: 4.2,
  yMin: -21,
  yMax: 6,
  zMin: 0.4,
  zMax: 9,
  reach: 20,
};

export function isGroundCover(art: SceneryId): boolean {
  switch (art) {
    case 'grass':
    case 'tall_grass':
    case 'flowers':
    case 'reeds':
    case 'wheat':
    case 'mushrooms':
    case 'fern':
      return true;
    default:
      return false;
  }
}

export function isTree(art: SceneryId): boolean {
  switch (art) {
    case 'oak':
    case 'birch':
    case 'pine':
    case 'snowy_pine':
    case 'palm':
    case 'autumn_tree':
    case 'blossom_tree':
    case 'bare_tree':
    case 'jungle_tree':
    case 'willow':
    case 'spruce_group':
      return true;
    default:
      return false;
  }
}

/** Thicker fog than this hides what the picture is of. */
const THICKEST_FOG_METRES = 38;

/** A backdrop-and-ground world of open land, with the parts most places share filled in. */
export function openLand(
  mood: Mood,
  parts: Partial<Extract<World, { kind: 'open' }>> &
    Pick<Extract<World, { kind: 'open' }>, 'terrain' | 'backdrop'>,
): World {
  return {
    kind: 'open',
    waterLevel: null,
    waves: 0.2,
    waterColour: null,
    roadway: null,
    sky: mood.sky,
    wet: mood.wet,
    snowCover: mood.snowCover,
    ...parts,
    fogMetres: Math.max(THICKEST_FOG_METRES, (parts.fogMetres ?? 900) * mood.clarity),
  };
}
