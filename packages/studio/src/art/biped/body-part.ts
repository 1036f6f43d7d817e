import type { Rgb } from '../../vocabulary/figure.ts';
import type { Vec3 } from './vec3.ts';

/** One rounded piece of a toy: two spheres and the skin stretched over them. Lengths in heights of the figure. */
export interface BodyPart {
  readonly from: Vec3;
  readonly to: Vec3;
  readonly fromRadius: number;
  readonly toRadius: number;
  /** Wider than deep by `by` along `along`. */
  readonly broad: { readonly along: Vec3; readonly by: number } | null;
  readonly colour: Rgb;
  /** Colour beyond `tipFrom` (0..1 from `from` to `to`): a sleeve's end, a hoof. */
  readonly tipColour: Rgb;
  readonly tipFrom: number;
}

export function part(
  from: Vec3,
  fromRadius: number,
  to: Vec3,
  toRadius: number,
  colour: Rgb,
  extra: Partial<Pick<BodyPart, 'broad' | 'tipColour' | 'tipFrom'>> = {},
): BodyPart {
  return { from, to, fromRadius, toRadius, broad: null, colour, tipColour: colour, tipFrom: 2, ...extra };
}
