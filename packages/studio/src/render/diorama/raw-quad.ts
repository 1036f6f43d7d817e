import type { Material, Vec3 } from './diorama.ts';

/** A quad as it was built, before its light is baked. */
export interface RawQuad {
  readonly origin: Vec3;
  readonly along: Vec3;
  readonly down: Vec3;
  readonly material: Material;
  readonly twoSided: boolean;
  readonly taper: readonly [number, number];
  /** Metres between light samples. */
  readonly lightStep: number;
}

/** A box that may throw shadows, as two opposite corners. */
export interface Blocker {
  readonly low: Vec3;
  readonly high: Vec3;
}
