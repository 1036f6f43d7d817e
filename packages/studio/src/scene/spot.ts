import type { CastMember } from './cast.ts';

/** A subject with its place in the row, before counts are spread. */
export interface Spot {
  member: CastMember;
  u: number;
  v: number;
  z: number;
  facing: number;
}
