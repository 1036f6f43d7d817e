import type { LightId } from '../src/scene/lights.ts';
import { LIGHTS } from '../src/scene/lights.ts';
import type { CameraPose, Shot, Sky, World } from '../src/scene/shot.ts';

interface WorldShot {
  readonly light: LightId;
  readonly world: World;
  readonly pose?: Partial<CameraPose>;
  readonly seed?: number;
}

const SKY: Sky = {
  cloudCover: 0.4,
  cloudKind: 'cumulus',
  wind: 8,
  sunDisc: true,
  stars: false,
  moon: false,
  aurora: false,
  rainbow: false,
};
const NIGHT: Sky = { ...SKY, sunDisc: false, stars: true, moon: true, cloudCover: 0.15 };
const GREY: Sky = { ...SKY, sunDisc: false, cloudKind: 'stratus', cloudCover: 0.95 };

type Open = Extract<World, { kind: 'open' }>;

function open(terrain: Open['terrain'], backdrop: Open['backdrop'], more: Partial<Open> = {}): Open {
  return {
    kind: 'open',
    terrain,
    waterLevel: null,
    waves: 0.3,
    waterColour: null,
    backdrop,
    roadway: null,
    sky: SKY,
    fogMetres: 1200,
    wet: false,
    snowCover: 0,
    ...more,
  };
}

/** Worlds worth looking at after every change. */
export const WORLD_SHOTS: Readonly<Record<string, WorldShot>> = {
  grass_day: { light: 'day', world: open('grass', 'hills') },
  park_morning: { light: 'morning', world: open('park', 'treeline') },
  mountains_day: { light: 'day', world: open('mountains', 'snow_ridges') },
  snow_mountains: { light: 'day', world: open('snow_mountains', 'snow_ridges'), pose: { z: 2 } },
  snow_sunset: { light: 'sunset', world: open('snow', 'pines', { snowCover: 1 }) },
  desert_day: { light: 'day', world: open('desert', 'dunes', { sky: { ...SKY, cloudCover: 0.1 } }) },
  canyon_morning: { light: 'morning', world: open('canyon', 'mesas') },
  beach_day: {
    light: 'day',
    world: open('beach', 'islands', {
      waterLevel: 0,
      waves: 0.35,
      waterColour: [24, 128, 158],
      fogMetres: 1500,
    }),
  },
  beach_morning: {
    light: 'morning',
    seed: 31,
    world: open('beach', 'islands', {
      waterLevel: 0,
      waves: 0.35,
      waterColour: [24, 128, 158],
      fogMetres: 1500,
    }),
  },
  beach_sunset: {
    light: 'sunset',
    world: open('beach', 'none', {
      waterLevel: 0,
      waves: 0.35,
      waterColour: [24, 108, 138],
      fogMetres: 1500,
    }),
  },
  lake_morning: {
    light: 'morning',
    world: open('lake', 'snow_ridges', { waterLevel: -0.2, waves: 0.12, waterColour: [30, 78, 98] }),
  },
  river_day: {
    light: 'day',
    world: open('river', 'treeline', {
      waterLevel: -0.25,
      waves: 0.3,
      waterColour: [38, 86, 90],
      fogMetres: 700,
    }),
  },
  waterfall_day: {
    light: 'day',
    world: open('river', 'ridges', {
      waterLevel: -0.25,
      waves: 0.4,
      waterColour: [52, 116, 124],
      fogMetres: 300,
      waterfall: true,
    }),
  },
  waterfall_morning: {
    light: 'morning',
    seed: 12,
    pose: { x: 3, yaw: -0.12, z: 2.4 },
    world: open('river', 'ridges', {
      waterLevel: -0.25,
      waves: 0.4,
      waterColour: [52, 116, 124],
      fogMetres: 300,
      waterfall: true,
    }),
  },
  sea_sunset: { light: 'sunset', world: open('sea', 'none', { waterLevel: 0, waves: 0.5 }) },
  sea_storm: {
    light: 'overcast',
    world: open('sea', 'none', {
      waterLevel: 0,
      waves: 1,
      sky: { ...GREY, cloudKind: 'storm' },
      fogMetres: 600,
    }),
  },
  sea_night: {
    light: 'night',
    world: open('sea', 'skyline', { waterLevel: 0, waves: 0.2, sky: NIGHT, fogMetres: 1600 }),
  },
  skyline_day: {
    light: 'day',
    world: open('sea', 'skyline', { waterLevel: 0, waves: 0.2, waterColour: [34, 74, 96], fogMetres: 1600 }),
  },
  town_sunset: { light: 'sunset', world: open('lake', 'town', { waterLevel: -0.2, waves: 0.1 }) },
  forest_fog: {
    light: 'overcast',
    world: open('forest', 'pines', { fogMetres: 130, sky: GREY, roadway: 'path' }),
  },
  meadow_night: { light: 'night', world: open('hills', 'ridges', { sky: NIGHT }) },
  aurora: {
    light: 'night',
    world: open('snow', 'snow_ridges', {
      snowCover: 1,
      sky: { ...NIGHT, moon: false, cloudCover: 0, aurora: true },
    }),
  },
  road_day: { light: 'day', world: open('grass', 'ridges', { roadway: 'road', fogMetres: 1000 }) },
  road_wet: {
    light: 'dusk',
    world: open('grass', 'hills', { roadway: 'road', wet: true, sky: { ...GREY, cloudCover: 0.7 } }),
  },
  railway_side: {
    light: 'day',
    world: open('grass', 'hills', { roadway: 'railway' }),
    pose: { x: -5, y: -5, yaw: 0.9 },
  },
  pavement: { light: 'day', world: open('pavement', 'town') },
  volcano_dusk: { light: 'dusk', world: open('volcano', 'volcano', { sky: { ...SKY, stars: true } }) },
  mars: { light: 'mars', world: open('mars', 'mesas', { sky: { ...SKY, cloudCover: 0 } }) },
  moon: {
    light: 'space',
    world: open('moon', 'none', { sky: { ...SKY, cloudCover: 0, stars: true }, fogMetres: 20_000 }),
  },
  jungle: { light: 'day', world: open('jungle', 'treeline', { fogMetres: 250 }) },
  dirt: { light: 'sunset', world: open('dirt', 'mesas') },
  aerial_hills: { light: 'day', world: open('hills', 'ridges'), pose: { z: 55, y: -60, pitch: -0.35 } },
  aerial_coast: {
    light: 'day',
    world: open('beach', 'none', { waterLevel: 0, waterColour: [24, 128, 158] }),
    pose: { z: 60, y: -60, pitch: -0.45, yaw: 0.3 },
  },
  under_sand: {
    light: 'underwater',
    world: { kind: 'underwater', floor: 'sand', depthMetres: 12, visibilityMetres: 30 },
  },
  under_reef: {
    light: 'underwater',
    world: { kind: 'underwater', floor: 'reef', depthMetres: 8, visibilityMetres: 40 },
  },
  space_earth: { light: 'space', world: { kind: 'space', planet: 'earth', nebula: 0.5, surface: null } },
  space_gas: { light: 'space', world: { kind: 'space', planet: 'gas', nebula: 1, surface: null } },
  space_rock: { light: 'space', world: { kind: 'space', planet: 'rock', nebula: 0.2, surface: null } },
  space_moon: { light: 'space', world: { kind: 'space', planet: 'earth', nebula: 0.2, surface: 'moon' } },
  sky_day: {
    light: 'day',
    world: { kind: 'sky', sky: { ...SKY, cloudCover: 0.6 }, seaOfClouds: false },
    pose: { z: 0, y: -8 },
  },
  sky_sea_sunset: {
    light: 'sunset',
    world: { kind: 'sky', sky: { ...SKY, cloudCover: 0.3 }, seaOfClouds: true },
    pose: { z: 0, y: -8 },
  },
};

const FRAMES = 4;

/** A shot without figures: the world alone. */
export function worldShot(name: string, width: number, height: number): Shot {
  const plan = WORLD_SHOTS[name];
  if (!plan) throw new RangeError(`no world called ${name}`);
  const pose: CameraPose = { x: 0, y: -6, z: 1.6, yaw: 0, pitch: 0.03, roll: 0, zoom: 1, ...plan.pose };
  return {
    width,
    height,
    fps: 24,
    frameCount: FRAMES,
    seed: plan.seed ?? 7,
    world: plan.world,
    light: LIGHTS[plan.light],
    props: [],
    actors: [],
    camera: Array.from({ length: FRAMES }, (_, frame) => ({ ...pose, x: pose.x + frame * 0.02 })),
    particles: [],
    glows: [],
    focus: null,
    grade: { saturation: 1, contrast: 1, exposure: 1, bloom: 0, vignette: 0, grain: 0 },
    style: null,
    timeScale: 1,
  };
}
