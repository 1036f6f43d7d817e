import { openLand, OPEN_BOUNDS } from './place-recipe.ts';
import type { PlaceRecipe } from './place-recipe.ts';
import { cornerCover, framing, groundCover, trees } from './layers.ts';

const WILD = {
  time: 'day',
  freeTimes: ['day', 'morning', 'sunset', 'day', 'sunrise'],
  eyeMetres: 1.7,
  bounds: OPEN_BOUNDS,
  landmarks: [],
  travelHeading: 0,
  outdoors: true,
} as const satisfies Partial<PlaceRecipe>;

/** Mountains, deserts and everything volcanic. */
export const WILD_LAND_RECIPES = {
  mountains: {
    ...WILD,
    world: (mood) => openLand(mood, { terrain: 'mountains', backdrop: 'ridges', fogMetres: 1600 }),
    scenery: [
      { ...trees(['pine', 'pine', 'spruce_group'], 24, [5, 10], 20, 130), gap: 0.3 },
      framing(['pine'], 2, [7, 9], 0.12),
      {
        art: ['rock', 'boulder'],
        count: 9,
        band: 'land',
        near: 7,
        far: 40,
        heightMetres: [0.5, 1.5],
        sway: 0,
        gap: 0.3,
        crowding: 1.2,
      },
      groundCover(['flowers', 'grass'], 8, [0.22, 0.36]),
      cornerCover(['tall_grass', 'rock', 'flowers'], 5, [0.3, 0.5], 0.4),
    ],
  },
  snow_mountains: {
    ...WILD,
    world: (mood) =>
      openLand(mood, {
        terrain: 'snow_mountains',
        backdrop: 'snow_ridges',
        fogMetres: 1700,
        snowCover: Math.max(0.7, mood.snowCover),
      }),
    scenery: [
      { ...trees(['snowy_pine', 'snowy_pine', 'spruce_group'], 16, [5, 9], 24, 130), sway: 0.06, gap: 0.36 },
      { ...framing(['snowy_pine'], 2, [7, 9], 0.06), near: 1.5 },
      {
        art: ['snowy_rock'],
        count: 8,
        band: 'land',
        near: 7,
        far: 40,
        heightMetres: [0.5, 1.4],
        sway: 0,
        gap: 0.32,
        crowding: 1.2,
      },
    ],
  },
  volcano: {
    ...WILD,
    freeTimes: ['dusk', 'sunset', 'day'],
    world: (mood) => openLand(mood, { terrain: 'volcano', backdrop: 'volcano', fogMetres: 800 }),
    scenery: [
      {
        art: ['rock', 'boulder'],
        count: 20,
        band: 'land',
        near: 7,
        far: 60,
        heightMetres: [0.5, 2],
        sway: 0,
        gap: 0.28,
        crowding: 1.3,
      },
      { ...trees(['bare_tree'], 4, [4, 6], 18, 60), gap: 0.45 },
      { ...cornerCover(['rock'], 3, [0.3, 0.6], 0), gap: 0.6 },
    ],
  },
  desert: {
    ...WILD,
    world: (mood) => openLand(mood, { terrain: 'desert', backdrop: 'dunes', fogMetres: 1000 }),
    scenery: [
      {
        art: ['cactus', 'cactus', 'rock'],
        count: 9,
        band: 'land',
        near: 11,
        far: 60,
        heightMetres: [1.2, 3.2],
        sway: 0,
        gap: 0.34,
        crowding: 1.2,
      },
      {
        art: ['rock', 'boulder'],
        count: 6,
        band: 'land',
        near: 8,
        far: 40,
        heightMetres: [0.3, 0.9],
        sway: 0,
        gap: 0.3,
        crowding: 1.2,
      },
      { ...framing(['cactus'], 1, [2.6, 3.4], 0), near: 0.8, far: 1.2 },
      { ...cornerCover(['grass', 'rock'], 3, [0.25, 0.4], 0.4), gap: 0.6 },
    ],
  },
  canyon: {
    ...WILD,
    world: (mood) => openLand(mood, { terrain: 'canyon', backdrop: 'mesas', fogMetres: 1300 }),
    scenery: [
      {
        art: ['rock', 'boulder', 'boulder'],
        count: 14,
        band: 'land',
        near: 8,
        far: 60,
        heightMetres: [0.6, 2.2],
        sway: 0,
        gap: 0.3,
        crowding: 1.2,
      },
      {
        art: ['bush', 'cactus', 'grass'],
        count: 9,
        band: 'land',
        near: 8,
        far: 40,
        heightMetres: [0.5, 1.2],
        sway: 0.2,
        gap: 0.28,
        crowding: 1.2,
      },
      { ...framing(['boulder'], 2, [1.8, 2.6], 0), near: 0.9, far: 1.3 },
    ],
  },
  mars: {
    ...WILD,
    freeTimes: [],
    world: (mood) =>
      openLand(mood, { terrain: 'mars', backdrop: 'mesas', fogMetres: 700, snowCover: 0, wet: false }),
    scenery: [
      {
        art: ['rock', 'boulder', 'rock'],
        count: 22,
        band: 'land',
        near: 6,
        far: 70,
        heightMetres: [0.3, 1.5],
        sway: 0,
        gap: 0.25,
        crowding: 1.4,
      },
      { ...framing(['boulder'], 1, [1.6, 2.2], 0), near: 0.9, far: 1.3 },
      { ...cornerCover(['rock'], 3, [0.25, 0.5], 0), gap: 0.6 },
    ],
  },
  moon: {
    ...WILD,
    freeTimes: [],
    world: () => ({ kind: 'space', planet: 'earth', nebula: 0.1, surface: 'moon' }),
    scenery: [
      {
        art: ['rock', 'boulder', 'rock'],
        count: 16,
        band: 'land',
        near: 6,
        far: 50,
        heightMetres: [0.25, 1.1],
        sway: 0,
        gap: 0.28,
        crowding: 1.4,
      },
      { ...cornerCover(['rock'], 2, [0.2, 0.4], 0), gap: 0.6 },
    ],
  },
} as const satisfies Record<string, PlaceRecipe>;
