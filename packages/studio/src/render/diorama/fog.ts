import type { Rgb } from '../../vocabulary/figure.ts';

/** Haze that takes over the colour of what is far away. */
export interface Fog {
  readonly colour: Rgb;
  /** Metres at which fog has taken 63 % of the colour. */
  readonly metres: number;
}
