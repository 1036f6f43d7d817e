import type { ActionId } from '../vocabulary/actions.ts';
import type { CameraMoveId, ShotSizeId, ViewpointId } from '../vocabulary/camera.ts';
import type { FigureId } from '../vocabulary/figures.ts';
import type { ColourId, StyleId, TimeId, WeatherId } from '../vocabulary/conditions.ts';
import type { PlaceId } from '../vocabulary/places.ts';

/** What a prompt says, as data: no coordinates, no randomness. The same text always compiles to the same graph. */
export interface SceneGraph {
  readonly prompt: string;
  /** In order of mention. `main` is the index of the one the camera is about, or null for a pure landscape. */
  readonly subjects: readonly Subject[];
  readonly main: number | null;
  readonly relations: readonly Relation[];
  /** `stated` is false when the place was chosen because it suits the main subject. */
  readonly place: { readonly id: PlaceId; readonly stated: boolean };
  /** Words that colour the place: a street is neon, wet, crowded, a forest autumnal. */
  readonly placeTraits: readonly PlaceTrait[];
  readonly time: TimeId | null;
  readonly weather: readonly WeatherId[];
  readonly camera: readonly CameraMoveId[];
  /** 0.4 for "slow zoom", 1 normal, 2 for "fast": the amount of the camera move. */
  readonly cameraSpeed: number;
  readonly shotSize: ShotSizeId | null;
  readonly viewpoint: ViewpointId | null;
  readonly style: StyleId | null;
  /** Speed of what happens: 0.35 slow motion, 1 normal, 8 time lapse. */
  readonly timeScale: number;
  readonly banned: readonly BannedThing[];
  readonly report: PromptReport;
}

export type PlaceTrait =
  | 'neon'
  | 'wet'
  | 'crowded'
  | 'autumn'
  | 'spring'
  | 'winter'
  | 'tropical'
  | 'ancient'
  | 'futuristic'
  | 'cosy'
  | 'dark'
  | 'bright';

export interface Subject {
  readonly figure: FigureId;
  /** The word as written. */
  readonly noun: string;
  readonly count: number;
  readonly colour: ColourId | null;
  readonly action: ActionId | null;
  /** 1 normal, 2 for giant, 0.5 for tiny. */
  readonly scale: number;
  /** Things it holds, wears, plays or rides are subjects of their own, tied by a relation. */
  readonly role: 'actor' | 'prop' | 'setting';
}

/** `from` stands in `kind` to `to`; both are indices into `subjects`. */
export interface Relation {
  readonly kind:
    | 'left_of'
    | 'right_of'
    | 'above'
    | 'below'
    | 'on'
    | 'in_front_of'
    | 'behind'
    | 'next_to'
    | 'inside'
    | 'holds'
    | 'wears'
    | 'rides'
    | 'plays'
    | 'eats'
    | 'chases'
    | 'follows'
    | 'around';
  readonly from: number;
  readonly to: number;
}

/** Parts of a picture that a negative can remove or damp. */
export type BannedThing =
  | 'clouds'
  | 'birds'
  | 'people'
  | 'trees'
  | 'stars'
  | 'sun'
  | 'moon'
  | 'mountains'
  | 'water'
  | 'fog'
  | 'rain'
  | 'snow'
  | 'buildings'
  | 'cars'
  | 'flowers'
  | 'grass'
  | 'blur'
  | 'dark'
  | 'bright'
  | 'saturated'
  | 'shake'
  | 'grain'
  | 'motion'
  | 'vignette';

/** Honest account of what was grounded; stored in the manifest. */
export interface PromptReport {
  readonly understood: readonly { readonly text: string; readonly as: string }[];
  readonly notUnderstood: readonly string[];
  readonly negativesApplied: readonly string[];
  readonly negativesUnsupported: readonly string[];
}
