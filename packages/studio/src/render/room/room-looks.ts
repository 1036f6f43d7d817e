import type { World } from '../../scene/shot.ts';
import type { RoomPalette } from './room-kit.ts';

export type RoomName = Extract<World, { kind: 'room' }>['room'];

export type FloorKind = 'planks' | 'chequer' | 'tiles' | 'carpet' | 'slabs' | 'stage';
export type WallKind = 'paint' | 'wallpaper' | 'tiles' | 'brick' | 'panelled' | 'dark';

/** An opening in the back wall: left edge, width, sill and height, metres. */
export interface WindowPlace {
  readonly x: number;
  readonly width: number;
  readonly sill: number;
  readonly height: number;
}

export interface RoomLook {
  readonly floor: readonly [FloorKind, ...FloorKind[]];
  readonly wall: readonly [WallKind, ...WallKind[]];
  readonly windows: readonly WindowPlace[];
  readonly palettes: readonly [RoomPalette, ...RoomPalette[]];
  readonly view: 'garden' | 'town';
  /** Depth of the back wall, metres. */
  readonly back: number;
  readonly height: number;
  /** How much daylight there is besides the windows in view. */
  readonly daylight: number;
}

const OAK = [176, 128, 84] as const;
const WALNUT = [118, 78, 52] as const;
const BIRCH = [214, 182, 140] as const;
const WARM = [255, 226, 184] as const;

const CREAM: RoomPalette = {
  wall: [236, 226, 206],
  floor: [188, 142, 98],
  wood: OAK,
  fabric: [86, 122, 138],
  accent: [214, 120, 72],
  light: WARM,
};
const SAGE: RoomPalette = {
  wall: [190, 204, 184],
  floor: [170, 122, 82],
  wood: WALNUT,
  fabric: [206, 160, 92],
  accent: [196, 92, 76],
  light: WARM,
};
const BLUE: RoomPalette = {
  wall: [168, 192, 208],
  floor: [204, 168, 124],
  wood: BIRCH,
  fabric: [226, 214, 196],
  accent: [232, 168, 64],
  light: WARM,
};
const ROSE: RoomPalette = {
  wall: [228, 198, 188],
  floor: [178, 132, 96],
  wood: WALNUT,
  fabric: [112, 134, 110],
  accent: [62, 104, 120],
  light: WARM,
};
const WHITE: RoomPalette = {
  wall: [240, 240, 236],
  floor: [206, 174, 134],
  wood: BIRCH,
  fabric: [92, 100, 112],
  accent: [58, 138, 160],
  light: WARM,
};
const DEEP: RoomPalette = {
  wall: [66, 88, 92],
  floor: [132, 92, 62],
  wood: WALNUT,
  fabric: [176, 84, 60],
  accent: [222, 176, 88],
  light: WARM,
};

const MIDDLE: readonly WindowPlace[] = [{ x: -0.95, width: 1.9, sill: 1.0, height: 1.35 }];

export const ROOM_LOOKS: Readonly<Record<RoomName, RoomLook>> = {
  kitchen: {
    floor: ['chequer', 'planks', 'tiles'],
    wall: ['paint'],
    windows: [{ x: -1.35, width: 1.7, sill: 1.12, height: 1.15 }],
    palettes: [CREAM, SAGE, BLUE, WHITE],
    view: 'garden',
    back: 3.6,
    height: 2.9,
    daylight: 1,
  },
  living_room: {
    floor: ['planks'],
    wall: ['paint', 'wallpaper', 'panelled'],
    windows: [{ x: -2.15, width: 1.5, sill: 0.75, height: 1.75 }],
    palettes: [CREAM, SAGE, DEEP, ROSE, BLUE],
    view: 'garden',
    back: 4,
    height: 3,
    daylight: 1,
  },
  bedroom: {
    floor: ['planks', 'carpet'],
    wall: ['wallpaper', 'paint'],
    windows: [{ x: -2.5, width: 1.6, sill: 0.85, height: 1.6 }],
    palettes: [BLUE, ROSE, CREAM, SAGE],
    view: 'garden',
    back: 4,
    height: 2.9,
    daylight: 1,
  },
  bathroom: {
    floor: ['tiles', 'chequer'],
    wall: ['tiles'],
    windows: [{ x: -2.35, width: 1.1, sill: 1.35, height: 0.95 }],
    palettes: [
      { ...BLUE, wall: [186, 214, 220] },
      { ...WHITE, wall: [232, 234, 230] },
      { ...SAGE, wall: [184, 210, 192] },
      { ...ROSE, wall: [232, 204, 200] },
    ],
    view: 'garden',
    back: 3.4,
    height: 2.8,
    daylight: 1.1,
  },
  office: {
    floor: ['carpet', 'planks'],
    wall: ['paint'],
    windows: [
      { x: -2.7, width: 2.4, sill: 0.95, height: 1.5 },
      { x: 0.3, width: 2.4, sill: 0.95, height: 1.5 },
    ],
    palettes: [WHITE, { ...WHITE, accent: [224, 124, 60] }, BLUE],
    view: 'town',
    back: 4.2,
    height: 3,
    daylight: 1.05,
  },
  classroom: {
    floor: ['planks'],
    wall: ['paint'],
    windows: [],
    palettes: [CREAM, SAGE, BLUE],
    view: 'garden',
    back: 4.4,
    height: 3.2,
    daylight: 1.1,
  },
  library: {
    floor: ['planks'],
    wall: ['panelled', 'paint'],
    windows: [{ x: -0.7, width: 1.4, sill: 1.1, height: 1.7 }],
    palettes: [DEEP, { ...SAGE, wood: [104, 66, 44] }, { ...CREAM, wood: [126, 80, 50] }],
    view: 'garden',
    back: 4.2,
    height: 3.3,
    daylight: 0.95,
  },
  cafe: {
    floor: ['planks', 'chequer'],
    wall: ['brick', 'panelled'],
    windows: [{ x: -3.6, width: 2.1, sill: 0.7, height: 1.8 }],
    palettes: [DEEP, { ...CREAM, wall: [176, 112, 82] }, { ...SAGE, wall: [92, 122, 108] }],
    view: 'town',
    back: 3.9,
    height: 3,
    daylight: 0.95,
  },
  gallery: {
    floor: ['planks', 'slabs'],
    wall: ['paint'],
    windows: [],
    palettes: [
      WHITE,
      { ...WHITE, floor: [160, 116, 78] },
      { ...WHITE, wall: [232, 228, 220], floor: [186, 184, 180] },
    ],
    view: 'town',
    back: 4.4,
    height: 3.5,
    daylight: 1.1,
  },
  stage: {
    floor: ['stage'],
    wall: ['dark'],
    windows: [],
    palettes: [
      { ...DEEP, wall: [34, 24, 34], fabric: [150, 26, 34] },
      { ...DEEP, wall: [24, 26, 40], fabric: [48, 44, 128] },
      { ...DEEP, wall: [30, 22, 34], fabric: [116, 28, 92] },
    ],
    view: 'town',
    back: 4.3,
    height: 4.2,
    daylight: 0.5,
  },
  gym: {
    floor: ['planks', 'slabs'],
    wall: ['brick', 'paint'],
    windows: [{ x: -1.9, width: 3.8, sill: 1.9, height: 0.9 }],
    palettes: [
      { ...WHITE, wall: [196, 192, 186], floor: [196, 150, 98], accent: [222, 76, 52] },
      { ...BLUE, floor: [188, 144, 96], accent: [44, 112, 188] },
    ],
    view: 'town',
    back: 4.3,
    height: 3.5,
    daylight: 1,
  },
  workshop: {
    floor: ['slabs', 'planks'],
    wall: ['brick', 'panelled'],
    windows: [{ x: 0.55, width: 1.9, sill: 1.25, height: 1.2 }],
    palettes: [
      { ...CREAM, wall: [168, 108, 82], floor: [150, 148, 142] },
      { ...SAGE, wall: [150, 152, 136], floor: [144, 140, 132] },
    ],
    view: 'garden',
    back: 3.8,
    height: 3.1,
    daylight: 0.95,
  },
  tabletop: {
    floor: ['planks'],
    wall: ['paint'],
    windows: MIDDLE,
    palettes: [CREAM, SAGE, BLUE, ROSE, DEEP],
    view: 'garden',
    back: 3.5,
    height: 3,
    daylight: 1,
  },
};
