import type { Sky } from './shot.ts';

/** Nothing overhead: for worlds that show no sky and still have to say so. */
export const EMPTY_SKY: Sky = {
  cloudCover: 0,
  cloudKind: 'cumulus',
  wind: 0,
  sunDisc: false,
  stars: false,
  moon: false,
  aurora: false,
  rainbow: false,
};
