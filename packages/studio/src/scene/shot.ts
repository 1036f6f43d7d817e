import type { ActionId } from '../vocabulary/actions.ts';
import type { StyleId } from '../vocabulary/conditions.ts';
import type { Rgb } from '../vocabulary/figure.ts';
import type { FigureId } from '../vocabulary/figures.ts';

/**
 * Everything the renderer needs, as JSON: no functions, no randomness left to take (only `seed` for textures).
 *
 * World coordinates are metres: x to the right, y into the picture, z up. The stage is the origin: the main figure
 * stands at (0, 0, ground) and the camera starts on the negative y side looking towards +y. Angles are radians.
 */
export interface Shot {
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly frameCount: number;
  /** 0..2147483647; feeds noise and textures only, positions are already decided. */
  readonly seed: number;
  readonly world: World;
  readonly light: Light;
  readonly props: readonly Prop[];
  readonly actors: readonly Actor[];
  /** One pose per frame. */
  readonly camera: readonly CameraPose[];
  readonly particles: readonly Particles[];
  readonly glows: readonly Glow[];
  /** Depth of field: metres in focus per frame is `focusMetres[frame]`; null = everything sharp. `blur` is the radius at infinity as a fraction of the height. */
  readonly focus: { readonly metres: readonly number[]; readonly blur: number } | null;
  readonly grade: Grade;
  readonly style: StyleId | null;
  /** Seconds of story per second of film (slow motion < 1 < time lapse). Clouds, water and weather run on it; actors' paths already do. */
  readonly timeScale: number;
}

export interface CameraPose {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  /** 0 looks along +y; positive turns right. */
  readonly yaw: number;
  /** Positive looks up. Rendered as a shift of the horizon, so keep within -0.6..0.6. */
  readonly pitch: number;
  readonly roll: number;
  /** 1 = the base lens (focal length 0.87 x the longer side in pixels). */
  readonly zoom: number;
}

/** The light of the time of day. Colours are sRGB 0..255; `ambient` and `key` multiply albedo per channel. */
export interface Light {
  readonly zenith: Rgb;
  readonly middle: Rgb;
  readonly horizon: Rgb;
  readonly fog: Rgb;
  readonly sunColour: Rgb;
  /** Azimuth (0 = +y, positive right) and elevation of the sun, or of the moon at night. */
  readonly sunAzimuth: number;
  readonly sunElevation: number;
  readonly ambient: readonly [number, number, number];
  readonly key: readonly [number, number, number];
  /** 0 day .. 1 night: stars, lit windows, lamps. */
  readonly night: number;
}

export interface Sky {
  /** 0 clear .. 1 overcast. */
  readonly cloudCover: number;
  readonly cloudKind: 'cumulus' | 'cirrus' | 'stratus' | 'storm';
  /** Metres per second at cloud height, as seen. */
  readonly wind: number;
  readonly sunDisc: boolean;
  readonly stars: boolean;
  readonly moon: boolean;
  readonly aurora: boolean;
  readonly rainbow: boolean;
}

export type TerrainKind =
  | 'grass'
  | 'park'
  | 'hills'
  | 'forest'
  | 'snow'
  | 'mountains'
  | 'snow_mountains'
  | 'desert'
  | 'canyon'
  | 'beach'
  | 'lake'
  | 'river'
  | 'sea'
  | 'dirt'
  | 'pavement'
  | 'moon'
  | 'mars'
  | 'seabed'
  | 'reef'
  | 'volcano'
  | 'jungle';

export type BackdropKind =
  | 'hills'
  | 'ridges'
  | 'snow_ridges'
  | 'treeline'
  | 'pines'
  | 'skyline'
  | 'islands'
  | 'dunes'
  | 'mesas'
  | 'town'
  | 'volcano'
  | 'none';

export type World =
  /** Land, water and sky. The ground is within 0.3 m of z = 0 for 12 m around the origin (except `sea`: water at z = 0). */
  | {
      readonly kind: 'open';
      readonly terrain: TerrainKind | null;
      /** Water surface height, or null for none. Lakes, rivers and beaches keep the stage dry and the water beyond y = 6..14. */
      readonly waterLevel: number | null;
      /** 0 mirror .. 1 rough sea. */
      readonly waves: number;
      readonly waterColour: Rgb | null;
      readonly backdrop: BackdropKind;
      readonly roadway: 'road' | 'railway' | 'path' | null;
      /** A river that comes down a cliff behind the stage into a pool. */
      readonly waterfall?: true;
      readonly sky: Sky;
      /** Metres at which fog has taken 63 % of the colour. */
      readonly fogMetres: number;
      readonly wet: boolean;
      /** 0..1 snow lying on the ground. */
      readonly snowCover: number;
    }
  | {
      readonly kind: 'street';
      readonly look: 'european' | 'modern' | 'neon' | 'alley' | 'old_town' | 'plaza';
      readonly sky: Sky;
      readonly wet: boolean;
      readonly snowCover: number;
      readonly fogMetres: number;
    }
  | {
      readonly kind: 'room';
      readonly room:
        | 'kitchen'
        | 'living_room'
        | 'bedroom'
        | 'bathroom'
        | 'office'
        | 'classroom'
        | 'library'
        | 'cafe'
        | 'gallery'
        | 'stage'
        | 'gym'
        | 'workshop'
        | 'tabletop';
      /** What the windows show. */
      readonly sky: Sky;
      readonly lampsOn: boolean;
    }
  | {
      readonly kind: 'underwater';
      readonly floor: 'sand' | 'reef';
      readonly depthMetres: number;
      readonly visibilityMetres: number;
    }
  | {
      readonly kind: 'space';
      readonly planet: 'earth' | 'gas' | 'rock' | 'none';
      readonly nebula: number;
      readonly surface: 'moon' | null;
      /** The planet is the subject: large and in the middle. */
      readonly portrait?: true;
    }
  | { readonly kind: 'sky'; readonly sky: Sky; readonly seaOfClouds: boolean };

/** Still scenery: plants sway, lamps glow, nothing acts. Drawn by art/scenery. */
export interface Prop {
  readonly art: SceneryId | { readonly figure: FigureId };
  readonly x: number;
  readonly y: number;
  /** Metres above the ground below it (0 = stands on it). */
  readonly lift: number;
  readonly heightMetres: number;
  readonly mirrored: boolean;
  /** 0 stiff .. 1 grass in the wind. */
  readonly sway: number;
  readonly phase: number;
  /** Which drawing of several, 0..3. */
  readonly variant: number;
}

export type SceneryId =
  | 'oak'
  | 'birch'
  | 'pine'
  | 'snowy_pine'
  | 'palm'
  | 'autumn_tree'
  | 'blossom_tree'
  | 'bare_tree'
  | 'jungle_tree'
  | 'willow'
  | 'bush'
  | 'fern'
  | 'grass'
  | 'tall_grass'
  | 'flowers'
  | 'reeds'
  | 'wheat'
  | 'cactus'
  | 'rock'
  | 'snowy_rock'
  | 'boulder'
  | 'log'
  | 'mushrooms'
  | 'coral'
  | 'fan_coral'
  | 'seaweed'
  | 'anemone'
  | 'sponge'
  | 'fence'
  | 'street_lamp'
  | 'bench'
  | 'hay_bale'
  | 'crate'
  | 'spruce_group';

/** Something that acts. */
export interface Actor {
  readonly figure: FigureId;
  /** Index in the scene graph's subjects (the ID mask shows it + 1), or null for extras. */
  readonly subject: number | null;
  readonly action: ActionId;
  readonly heightMetres: number;
  /** Recolours the figure, sRGB; null keeps its own colours. */
  readonly tint: Rgb | null;
  /** What carries it: `ground` follows the terrain height, the others use z as given. */
  readonly support: 'ground' | 'water' | 'air' | 'surface';
  /** One point per frame. `z` is the height of the feet above the support (ground, water) or above z = 0 (air, surface). */
  readonly path: readonly PathPoint[];
  /** Offset into the action's cycle, and its speed (1 normal). */
  readonly phase: number;
  readonly tempo: number;
  readonly holds: readonly Held[];
}

export interface PathPoint {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  /** -1 moves or looks left, +1 right, 0 faces the camera; between = three-quarter view. */
  readonly facing: number;
}

export interface Held {
  readonly figure: FigureId;
  readonly at:
    | 'right_hand'
    | 'left_hand'
    | 'both_hands'
    | 'head'
    | 'eyes'
    | 'back'
    | 'neck'
    | 'mouth'
    | 'feet'
    | 'under';
  readonly heightMetres: number;
  readonly tint: Rgb | null;
  readonly subject: number | null;
}

export interface Particles {
  readonly kind:
    | 'rain'
    | 'snow'
    | 'petals'
    | 'leaves'
    | 'embers'
    | 'bubbles'
    | 'fireflies'
    | 'fireworks'
    | 'dust'
    | 'confetti'
    | 'smoke'
    | 'birds'
    | 'lightning'
    | 'splash'
    | 'steam'
    | 'sparks';
  /** 0..1 how much of it. */
  readonly amount: number;
  /** Where it comes from, for local effects (a campfire's embers); null fills the air. */
  readonly source: { readonly x: number; readonly y: number; readonly z: number } | null;
}

/** A local light: lamps, fires, neon. Lights ground, figures and air around it, and blooms. */
export interface Glow {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly colour: Rgb;
  readonly radiusMetres: number;
  readonly strength: number;
  /** 0 steady .. 1 fire. */
  readonly flicker: number;
}

export interface Grade {
  readonly saturation: number;
  readonly contrast: number;
  readonly exposure: number;
  /** 0..1. */
  readonly bloom: number;
  readonly vignette: number;
  readonly grain: number;
}
