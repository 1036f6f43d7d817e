import type { BannedThing, PlaceTrait } from '../prompt/scene-graph.ts';
import type { StyleId, TimeId, WeatherId } from '../vocabulary/conditions.ts';
import type { PlaceId } from '../vocabulary/places.ts';
import type { Sky } from './shot.ts';

/** What the whole shot agrees on before anything is placed. */
export interface Mood {
  readonly place: PlaceId;
  readonly time: TimeId;
  readonly weather: ReadonlySet<WeatherId>;
  readonly traits: ReadonlySet<PlaceTrait>;
  readonly banned: ReadonlySet<BannedThing>;
  readonly style: StyleId | null;
  readonly sky: Sky;
  /** 0 day .. 1 night. */
  readonly night: number;
  readonly wet: boolean;
  /** 0..1 snow lying on the ground. */
  readonly snowCover: number;
  /** Multiplies how far one can see: 1 clear, 0.1 thick fog. */
  readonly clarity: number;
  /** A number of the seed in 0..1 for the recipe's own variants. */
  readonly variety: number;
}
