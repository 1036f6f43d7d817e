import { OPEN_BOUNDS } from './place-recipe.ts';
import type { PlaceRecipe } from './place-recipe.ts';

/** Places without ground: z = 0 is only the height things are measured from. */
export const AIR_AND_SPACE_RECIPES = {
  sky: {
    time: 'day',
    freeTimes: ['day', 'sunset', 'morning', 'sunrise'],
    eyeMetres: 30,
    bounds: { ...OPEN_BOUNDS, zMin: 12, zMax: 120 },
    world: (mood) => ({
      kind: 'sky',
      sky: mood.sky,
      seaOfClouds: !mood.banned.has('clouds') && !mood.weather.has('clear'),
    }),
    scenery: [],
    landmarks: [],
    travelHeading: 0,
    outdoors: true,
  },
  space: {
    time: 'night',
    freeTimes: [],
    eyeMetres: 0,
    bounds: { ...OPEN_BOUNDS, zMin: -40, zMax: 60 },
    world: (mood) => ({
      kind: 'space',
      planet: mood.variety < 0.5 ? 'earth' : mood.variety < 0.75 ? 'gas' : 'rock',
      nebula: 0.55 + 0.4 * mood.variety,
      surface: null,
    }),
    scenery: [],
    landmarks: [],
    travelHeading: 0,
    outdoors: true,
  },
} as const satisfies Record<string, PlaceRecipe>;
