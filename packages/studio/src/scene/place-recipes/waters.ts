import type { Mood } from '../mood.ts';
import { openLand, OPEN_BOUNDS } from './place-recipe.ts';
import type { PlaceRecipe } from './place-recipe.ts';
import { cornerCover, framing, groundCover, trees } from './layers.ts';

const SHORE = {
  time: 'day',
  freeTimes: ['day', 'morning', 'sunset', 'day', 'sunrise'],
  eyeMetres: 1.7,
  bounds: OPEN_BOUNDS,
  landmarks: [],
  travelHeading: 0,
  outdoors: true,
} as const satisfies Partial<PlaceRecipe>;

/** On the open sea the camera rides above the waves. */
const AFLOAT = { ...OPEN_BOUNDS, zMin: 0.6 };

const roughness = (mood: Mood, calm: number) =>
  mood.weather.has('storm') ? 1 : mood.weather.has('wind') ? Math.max(calm, 0.6) : calm;

/** Shores and open water, above the surface. */
export const WATER_RECIPES = {
  beach: {
    ...SHORE,
    world: (mood) =>
      openLand(mood, {
        terrain: 'beach',
        backdrop: mood.variety > 0.45 ? 'islands' : 'none',
        waterLevel: 0,
        waves: roughness(mood, 0.35),
        waterColour: [24, 128, 158],
        fogMetres: 1500,
      }),
    scenery: [
      { ...framing(['palm'], 4, [6.5, 9], 0.5), near: 1.05, far: 2, gap: 0.66 },
      {
        art: ['rock', 'boulder'],
        count: 3,
        band: 'land',
        near: 8,
        far: 12,
        heightMetres: [0.3, 0.7],
        sway: 0,
        gap: 0.6,
        crowding: 1,
      },
      { ...cornerCover(['grass', 'tall_grass'], 4, [0.3, 0.5]), gap: 0.66 },
    ],
  },
  lake: {
    ...SHORE,
    world: (mood) =>
      openLand(mood, {
        terrain: 'lake',
        backdrop: mood.variety > 0.5 ? 'snow_ridges' : 'ridges',
        waterLevel: -0.2,
        waves: roughness(mood, 0.12),
        waterColour: [30, 78, 98],
        fogMetres: 1200,
      }),
    scenery: [
      framing(['birch', 'pine', 'willow'], 3, [6, 9]),
      {
        art: ['reeds'],
        count: 10,
        band: 'land',
        near: 9,
        far: 15,
        heightMetres: [0.8, 1.3],
        sway: 0.7,
        gap: 0.36,
        crowding: 1,
      },
      {
        art: ['rock', 'boulder'],
        count: 4,
        band: 'land',
        near: 8,
        far: 14,
        heightMetres: [0.3, 0.7],
        sway: 0,
        gap: 0.3,
        crowding: 1,
      },
      cornerCover(['tall_grass', 'flowers', 'reeds'], 6, [0.35, 0.6]),
    ],
  },
  river: {
    ...SHORE,
    world: (mood) =>
      openLand(mood, {
        terrain: 'river',
        backdrop: 'treeline',
        waterLevel: -0.25,
        waves: roughness(mood, 0.3),
        waterColour: [38, 86, 90],
        fogMetres: 700,
      }),
    scenery: [
      { ...trees(['oak', 'birch', 'willow'], 18, [6, 10], 34, 90), gap: 0.06 },
      framing(['willow', 'birch', 'oak'], 3, [6, 9]),
      {
        art: ['reeds'],
        count: 8,
        band: 'land',
        near: 9,
        far: 13,
        heightMetres: [0.7, 1.2],
        sway: 0.7,
        gap: 0.36,
        crowding: 1,
      },
      {
        art: ['rock', 'boulder'],
        count: 5,
        band: 'land',
        near: 8,
        far: 14,
        heightMetres: [0.3, 0.8],
        sway: 0,
        gap: 0.28,
        crowding: 1,
      },
      cornerCover(['tall_grass', 'flowers', 'fern'], 6, [0.35, 0.6]),
    ],
  },
  waterfall: {
    ...SHORE,
    freeTimes: ['day', 'morning', 'day'],
    world: (mood) =>
      openLand(mood, {
        terrain: 'river',
        backdrop: 'ridges',
        waterLevel: -0.25,
        waves: roughness(mood, 0.4),
        waterColour: [52, 116, 124],
        fogMetres: 300,
        waterfall: true,
      }),
    scenery: [
      { ...trees(['pine', 'oak', 'pine'], 22, [7, 11], 44, 90), gap: 0.2 },
      framing(['oak', 'pine'], 2, [8, 10]),
      {
        art: ['boulder', 'rock'],
        count: 10,
        band: 'land',
        near: 8,
        far: 22,
        heightMetres: [0.5, 1.6],
        sway: 0,
        gap: 0.3,
        crowding: 1,
      },
      groundCover(['fern', 'grass'], 8, [0.3, 0.5]),
      cornerCover(['fern', 'rock'], 5, [0.35, 0.6], 0.4),
    ],
  },
  sea: {
    ...SHORE,
    bounds: AFLOAT,
    eyeMetres: 1.9,
    world: (mood) =>
      openLand(mood, {
        terrain: 'sea',
        backdrop: mood.variety > 0.6 ? 'islands' : 'none',
        waterLevel: 0,
        waves: roughness(mood, 0.45),
        waterColour: [18, 78, 112],
        fogMetres: 1800,
      }),
    scenery: [],
  },
  harbour: {
    ...SHORE,
    bounds: AFLOAT,
    eyeMetres: 2.2,
    world: (mood) =>
      openLand(mood, {
        terrain: 'sea',
        backdrop: 'town',
        waterLevel: 0,
        waves: roughness(mood, 0.2),
        waterColour: [30, 88, 108],
        fogMetres: 1200,
      }),
    landmarks: [{ figure: 'lighthouse', depthMetres: 60, side: 0.7, heightMetres: 14 }],
    scenery: [],
  },
  swimming_pool: {
    ...SHORE,
    bounds: AFLOAT,
    freeTimes: ['day', 'sunset', 'day'],
    world: (mood) =>
      openLand(mood, {
        terrain: 'sea',
        backdrop: 'treeline',
        waterLevel: 0,
        waves: 0.15,
        waterColour: [60, 190, 220],
        fogMetres: 500,
      }),
    scenery: [{ ...trees(['palm'], 9, [7, 10], 26, 40), sway: 0.4, gap: 0.1 }],
  },
  seabed: {
    ...SHORE,
    freeTimes: [],
    bounds: { ...OPEN_BOUNDS, zMin: 0.5, zMax: 7, reach: 14 },
    world: () => ({ kind: 'underwater', floor: 'sand', depthMetres: 10, visibilityMetres: 26 }),
    scenery: [
      {
        art: ['rock', 'boulder'],
        count: 7,
        band: 'land',
        near: 6,
        far: 24,
        heightMetres: [0.5, 1.6],
        sway: 0,
        gap: 0.3,
        crowding: 1.2,
      },
      {
        art: ['seaweed', 'seaweed', 'sponge'],
        count: 14,
        band: 'land',
        near: 5,
        far: 22,
        heightMetres: [0.8, 2],
        sway: 1,
        gap: 0.25,
        crowding: 1.3,
      },
      {
        art: ['coral', 'anemone'],
        count: 8,
        band: 'land',
        near: 4,
        far: 14,
        heightMetres: [0.3, 0.7],
        sway: 0.2,
        gap: 0.25,
        crowding: 1.2,
      },
      { ...framing(['seaweed'], 3, [1.6, 2.4], 1), near: 0.6, far: 1 },
    ],
  },
  coral_reef: {
    ...SHORE,
    freeTimes: [],
    bounds: { ...OPEN_BOUNDS, zMin: 0.5, zMax: 7, reach: 14 },
    world: () => ({ kind: 'underwater', floor: 'reef', depthMetres: 8, visibilityMetres: 30 }),
    scenery: [
      {
        art: ['coral', 'fan_coral', 'sponge', 'coral'],
        count: 24,
        band: 'land',
        near: 5,
        far: 22,
        heightMetres: [0.6, 1.6],
        sway: 0.15,
        gap: 0.2,
        crowding: 1.4,
      },
      {
        art: ['anemone', 'coral', 'seaweed'],
        count: 14,
        band: 'land',
        near: 4,
        far: 14,
        heightMetres: [0.35, 0.8],
        sway: 0.6,
        gap: 0.15,
        crowding: 1.2,
      },
      { ...framing(['fan_coral', 'coral', 'seaweed'], 4, [1.2, 2], 0.2), near: 0.6, far: 1 },
      cornerCover(['coral', 'anemone'], 5, [0.3, 0.5], 0.3),
    ],
  },
} as const satisfies Record<string, PlaceRecipe>;
