import type { Mood } from '../mood.ts';
import type { World } from '../shot.ts';
import { openLand, OPEN_BOUNDS, STREET_BOUNDS } from './place-recipe.ts';
import type { PlaceRecipe } from './place-recipe.ts';
import { cornerCover, framing, groundCover, trees } from './layers.ts';

const TOWN = {
  time: 'day',
  freeTimes: ['day', 'sunset', 'dusk', 'day', 'overcast', 'night'],
  eyeMetres: 1.6,
  bounds: STREET_BOUNDS,
  landmarks: [],
  travelHeading: 0.6,
  outdoors: true,
} as const satisfies Partial<PlaceRecipe>;

type StreetLook = Extract<World, { kind: 'street' }>['look'];

function streetWorld(mood: Mood, look: StreetLook): World {
  const neon =
    look !== 'plaza' &&
    (mood.traits.has('neon') || mood.traits.has('futuristic') || mood.style === 'cyberpunk');
  const old = look !== 'plaza' && look !== 'alley' && mood.traits.has('ancient');
  return {
    kind: 'street',
    look: neon ? 'neon' : old ? 'old_town' : look,
    sky: mood.sky,
    wet: mood.wet,
    snowCover: mood.snowCover,
    fogMetres: 260 * mood.clarity,
  };
}

/** Roads, rails, streets and squares. */
export const BUILT_UP_RECIPES = {
  road: {
    ...TOWN,
    bounds: OPEN_BOUNDS,
    freeTimes: ['day', 'sunset', 'morning', 'day', 'overcast'],
    // The road runs along y; seen from its side it crosses the picture, which is how vehicles look best.
    travelHeading: 1.15,
    world: (mood) =>
      openLand(mood, {
        terrain: mood.snowCover > 0.5 ? 'snow' : 'grass',
        backdrop: mood.snowCover > 0.5 ? 'snow_ridges' : mood.variety < 0.5 ? 'hills' : 'ridges',
        roadway: 'road',
        fogMetres: 1000,
      }),
    scenery: [
      trees(['oak', 'pine', 'birch'], 22, [6, 10], 16, 100),
      {
        art: ['bush', 'rock'],
        count: 6,
        band: 'land',
        near: 12,
        far: 34,
        heightMetres: [0.6, 1.2],
        sway: 0.15,
        gap: 0.3,
        crowding: 1.2,
      },
      groundCover(['grass', 'flowers'], 8, [0.25, 0.4]),
      cornerCover(['tall_grass', 'flowers'], 5, [0.3, 0.5]),
    ],
  },
  railway: {
    ...TOWN,
    bounds: OPEN_BOUNDS,
    freeTimes: ['day', 'sunset', 'morning', 'overcast'],
    travelHeading: 1.15,
    world: (mood) =>
      openLand(mood, {
        terrain: mood.snowCover > 0.5 ? 'snow' : 'grass',
        backdrop: mood.snowCover > 0.5 ? 'snow_ridges' : 'hills',
        roadway: 'railway',
        fogMetres: 1000,
      }),
    scenery: [
      trees(['pine', 'oak', 'birch'], 20, [6, 10], 20, 100),
      {
        art: ['bush'],
        count: 6,
        band: 'land',
        near: 14,
        far: 34,
        heightMetres: [0.8, 1.3],
        sway: 0.15,
        gap: 0.2,
        crowding: 1.2,
      },
      groundCover(['grass', 'flowers'], 8, [0.25, 0.4]),
      cornerCover(['tall_grass', 'flowers'], 5, [0.3, 0.5]),
    ],
  },
  street: {
    ...TOWN,
    world: (mood) => streetWorld(mood, mood.variety < 0.5 ? 'modern' : 'european'),
    scenery: [],
  },
  alley: {
    ...TOWN,
    travelHeading: 0,
    bounds: { ...STREET_BOUNDS, halfWidth: 1.2, zMax: 5 },
    world: (mood) => streetWorld(mood, 'alley'),
    scenery: [{ ...framing(['crate'], 2, [0.7, 0.9], 0), near: 0.9, far: 1.4, gap: 0.7 }],
  },
  plaza: {
    ...TOWN,
    world: (mood) => streetWorld(mood, 'plaza'),
    scenery: [
      {
        art: ['bench', 'street_lamp'],
        count: 4,
        band: 'land',
        near: 9,
        far: 20,
        heightMetres: [1, 3.2],
        sway: 0,
        gap: 0.5,
        crowding: 1,
      },
    ],
  },
  skyline: {
    ...TOWN,
    bounds: { ...OPEN_BOUNDS, zMin: 0.9 },
    eyeMetres: 3,
    travelHeading: 0,
    freeTimes: ['sunset', 'dusk', 'night', 'day'],
    world: (mood) =>
      openLand(mood, {
        terrain: 'sea',
        backdrop: 'skyline',
        waterLevel: 0,
        waves: 0.2,
        waterColour: [34, 74, 96],
        fogMetres: 1600,
      }),
    scenery: [],
  },
  rooftop: {
    ...TOWN,
    bounds: { ...OPEN_BOUNDS, reach: 13 },
    travelHeading: 0,
    freeTimes: ['sunset', 'dusk', 'night', 'day'],
    world: (mood) => openLand(mood, { terrain: 'pavement', backdrop: 'skyline', fogMetres: 900 }),
    scenery: [{ ...framing(['crate', 'bush'], 3, [0.8, 1.2], 0.1), near: 0.9, far: 1.5 }],
  },
  stadium: {
    ...TOWN,
    bounds: { ...OPEN_BOUNDS, reach: 18 },
    travelHeading: 0,
    freeTimes: ['day', 'night', 'sunset'],
    world: (mood) => openLand(mood, { terrain: 'park', backdrop: 'town', fogMetres: 900 }),
    scenery: [
      {
        art: ['street_lamp'],
        count: 4,
        band: 'land',
        near: 24,
        far: 40,
        heightMetres: [8, 9],
        sway: 0,
        gap: 0.3,
        crowding: 1,
      },
      {
        art: ['fence'],
        count: 12,
        band: 'land',
        near: 22,
        far: 24,
        heightMetres: [1.2, 1.2],
        sway: 0,
        gap: 0,
        crowding: 1,
      },
    ],
  },
} as const satisfies Record<string, PlaceRecipe>;
