import type { World } from '../../scene/shot.ts';
import type { Rgb } from '../../vocabulary/figure.ts';

export type StreetName = Extract<World, { kind: 'street' }>['look'];
export type FacadeKind = 'plaster' | 'glass' | 'concrete' | 'brick';

export interface StreetLook {
  /** Half the carriageway, and where the facades stand, metres from the middle. */
  readonly roadHalf: number;
  readonly facadeAt: number;
  readonly road: 'asphalt' | 'cobbles' | 'slabs';
  readonly markings: boolean;
  readonly facade: FacadeKind;
  readonly colours: readonly Rgb[];
  readonly heights: readonly [number, number];
  readonly widths: readonly [number, number];
  readonly roofs: boolean;
  readonly shops: boolean;
  readonly neonSigns: boolean;
  /** Where the row of houses across the end stands; a plaza is closed early. */
  readonly end: number;
}

const PLASTERS: readonly Rgb[] = [
  [226, 204, 168],
  [214, 168, 132],
  [232, 224, 208],
  [196, 206, 200],
  [222, 186, 172],
  [206, 178, 120],
];
const OLD: readonly Rgb[] = [
  [216, 160, 104],
  [226, 196, 140],
  [198, 122, 92],
  [232, 216, 184],
  [176, 186, 168],
  [214, 176, 150],
];

export const STREET_LOOKS: Readonly<Record<StreetName, StreetLook>> = {
  european: {
    roadHalf: 3.6,
    facadeAt: 6.4,
    road: 'asphalt',
    markings: true,
    facade: 'plaster',
    colours: PLASTERS,
    heights: [11, 16],
    widths: [9, 14],
    roofs: true,
    shops: true,
    neonSigns: false,
    end: 110,
  },
  modern: {
    roadHalf: 5.4,
    facadeAt: 9.4,
    road: 'asphalt',
    markings: true,
    facade: 'glass',
    heights: [20, 46],
    widths: [12, 20],
    roofs: false,
    shops: true,
    neonSigns: false,
    end: 150,
    colours: [
      [124, 150, 168],
      [150, 160, 166],
      [96, 122, 140],
      [176, 178, 176],
      [110, 132, 136],
    ],
  },
  neon: {
    roadHalf: 3.4,
    facadeAt: 6.2,
    road: 'asphalt',
    markings: true,
    facade: 'concrete',
    heights: [14, 30],
    widths: [7, 12],
    roofs: false,
    shops: true,
    neonSigns: true,
    end: 110,
    colours: [
      [92, 92, 108],
      [112, 98, 104],
      [82, 96, 108],
      [104, 104, 100],
      [76, 72, 92],
    ],
  },
  alley: {
    roadHalf: 2.7,
    facadeAt: 2.6,
    road: 'cobbles',
    markings: false,
    facade: 'brick',
    heights: [8, 13],
    widths: [7, 11],
    roofs: false,
    shops: false,
    neonSigns: false,
    end: 60,
    colours: [
      [156, 92, 72],
      [136, 88, 76],
      [168, 116, 88],
      [122, 96, 88],
    ],
  },
  old_town: {
    roadHalf: 3.0,
    facadeAt: 4.8,
    road: 'cobbles',
    markings: false,
    facade: 'plaster',
    colours: OLD,
    heights: [7.5, 11.5],
    widths: [6, 9.5],
    roofs: true,
    shops: true,
    neonSigns: false,
    end: 70,
  },
  plaza: {
    roadHalf: 15,
    facadeAt: 17,
    road: 'slabs',
    markings: false,
    facade: 'plaster',
    colours: PLASTERS,
    heights: [11, 15],
    widths: [9, 13],
    roofs: true,
    shops: true,
    neonSigns: false,
    end: 34,
  },
};

/** How far the street reaches behind the camera. */
export const STREET_START = -48;
export const KERB_METRES = 0.13;
