import type { RingMode } from '../dsp/strokes.ts';

/** One part of a blow. `late` is seconds after the beat, `decay` and `attack` seconds. */
export type Part =
  | {
      readonly late?: number;
      readonly gain: number;
      readonly hz: number;
      readonly q: number;
      readonly decay: number;
      readonly attack?: number;
    }
  | {
      readonly late?: number;
      readonly gain: number;
      readonly tone: readonly [fromHz: number, toHz: number];
      readonly decay: number;
      readonly attack?: number;
    }
  | {
      readonly late?: number;
      readonly gain: number;
      readonly ring: number;
      readonly modes: readonly RingMode[];
    };

export interface Doing {
  /** Seconds from one to the next: those of the pose, so that sound and picture keep the same time. */
  readonly every: number;
  /** Where in the interval the first falls, 0..1. */
  readonly first: number;
  readonly looseness: number;
  /** Share of the beats that are heard; all when absent. */
  readonly likely?: number;
  readonly parts: readonly Part[];
}

const STEEL: readonly RingMode[] = [
  [1, 1, 0.1],
  [2.76, 0.6, 0.07],
  [5.4, 0.4, 0.04],
];
const BALL: readonly Part[] = [
  { gain: 1, hz: 150, q: 1.4, decay: 0.03 },
  { gain: 0.25, hz: 900, q: 1.2, decay: 0.01 },
  { gain: 0.2, tone: [320, 250], decay: 0.05 },
];
const SPLASH: readonly Part[] = [
  { gain: 0.8, hz: 900, q: 0.5, decay: 0.09, attack: 0.012 },
  { gain: 0.5, hz: 3200, q: 0.5, decay: 0.16, attack: 0.03, late: 0.04 },
  { gain: 0.2, tone: [380, 620], decay: 0.05, late: 0.12 },
  { gain: 0.16, tone: [620, 900], decay: 0.035, late: 0.2 },
  { gain: 0.12, tone: [480, 800], decay: 0.04, late: 0.3 },
];

/** What hands and tools do, one row a sound. */
export const DOINGS = {
  clap: {
    every: 0.5,
    first: 0.4,
    looseness: 0.04,
    parts: [
      { gain: 0.9, hz: 1250, q: 1.1, decay: 0.011 },
      { gain: 0.4, hz: 2600, q: 1, decay: 0.006 },
    ],
  },
  typing: {
    every: 0.155,
    first: 0.5,
    looseness: 0.35,
    likely: 0.82,
    parts: [
      { gain: 0.5, hz: 2300, q: 1.6, decay: 0.004 },
      { gain: 0.35, hz: 480, q: 1.5, decay: 0.009, late: 0.004 },
      { gain: 0.16, hz: 3400, q: 1.5, decay: 0.003, late: 0.062 },
    ],
  },
  writing: {
    every: 0.26,
    first: 0.3,
    looseness: 0.3,
    likely: 0.8,
    parts: [
      { gain: 0.4, hz: 3600, q: 0.8, decay: 0.06, attack: 0.045 },
      { gain: 0.22, hz: 2500, q: 0.9, decay: 0.04, attack: 0.03, late: 0.1 },
    ],
  },
  brushing: {
    every: 0.73,
    first: 0.2,
    looseness: 0.1,
    parts: [{ gain: 0.4, hz: 2300, q: 0.7, decay: 0.2, attack: 0.16 }],
  },
  pages: {
    every: 3.4,
    first: 0.35,
    looseness: 0.1,
    parts: [
      { gain: 0.5, hz: 2600, q: 0.6, decay: 0.14, attack: 0.1 },
      { gain: 0.4, hz: 4200, q: 0.8, decay: 0.05, attack: 0.02, late: 0.24 },
    ],
  },
  hammer: {
    every: 0.9,
    first: 0.5,
    looseness: 0.01,
    parts: [
      { gain: 1, hz: 240, q: 1, decay: 0.02 },
      { gain: 0.24, ring: 1650, modes: STEEL },
      { gain: 0.6, hz: 2800, q: 1, decay: 0.005 },
    ],
  },
  saw: {
    every: 0.5,
    first: 0,
    looseness: 0.03,
    parts: [
      { gain: 0.6, hz: 1900, q: 0.9, decay: 0.12, attack: 0.12 },
      { gain: 0.3, hz: 700, q: 1.2, decay: 0.1, attack: 0.1 },
    ],
  },
  chop: {
    every: 0.45,
    first: 0.5,
    looseness: 0.04,
    parts: [
      { gain: 0.9, hz: 330, q: 1.6, decay: 0.018 },
      { gain: 0.3, hz: 1500, q: 1, decay: 0.008 },
    ],
  },
  sweep: {
    every: 0.85,
    first: 0.2,
    looseness: 0.04,
    parts: [{ gain: 0.5, hz: 2600, q: 0.5, decay: 0.16, attack: 0.17 }],
  },
  dig: {
    every: 1.9,
    first: 0.4,
    looseness: 0.03,
    parts: [
      { gain: 0.6, hz: 1500, q: 0.6, decay: 0.07, attack: 0.03 },
      { gain: 0.06, ring: 1300, modes: STEEL },
      { gain: 0.5, hz: 420, q: 0.7, decay: 0.1, attack: 0.03, late: 0.7 },
    ],
  },
  stir: {
    every: 0.7,
    first: 0.2,
    looseness: 0.05,
    parts: [
      {
        gain: 0.09,
        ring: 2100,
        modes: [
          [1, 1, 0.05],
          [2.3, 0.4, 0.03],
        ],
      },
      { gain: 0.24, hz: 1300, q: 0.8, decay: 0.12, attack: 0.12, late: 0.1 },
    ],
  },
  scrub: {
    every: 0.22,
    first: 0,
    looseness: 0.06,
    parts: [{ gain: 0.4, hz: 3300, q: 0.8, decay: 0.05, attack: 0.05 }],
  },
  washing: {
    every: 0.5,
    first: 0.1,
    looseness: 0.2,
    parts: [
      { gain: 0.35, hz: 1500, q: 0.5, decay: 0.12, attack: 0.07 },
      { gain: 0.12, tone: [520, 820], decay: 0.03, late: 0.12 },
      { gain: 0.1, tone: [760, 1100], decay: 0.025, late: 0.2 },
    ],
  },
  pouring: {
    every: 0.06,
    first: 0,
    looseness: 0.5,
    likely: 0.9,
    parts: [
      { gain: 0.16, tone: [620, 900], decay: 0.02 },
      { gain: 0.1, hz: 3000, q: 0.5, decay: 0.05, attack: 0.03 },
    ],
  },
  swim: { every: 0.75, first: 0.3, looseness: 0.05, likely: 1, parts: SPLASH },
  row: {
    every: 1.9,
    first: 0.15,
    looseness: 0.03,
    parts: [
      ...SPLASH,
      { gain: 0.35, hz: 700, q: 0.5, decay: 0.4, attack: 0.3, late: 0.2 },
      { gain: 0.1, hz: 380, q: 6, decay: 0.05, late: 0.75 },
    ],
  },
  dive: {
    every: 6,
    first: 0.14,
    looseness: 0.05,
    parts: [
      { gain: 1.2, hz: 240, q: 0.6, decay: 0.16, attack: 0.004 },
      ...SPLASH,
      { gain: 0.6, hz: 2400, q: 0.4, decay: 0.5, attack: 0.05, late: 0.06 },
    ],
  },
  bounce: { every: 0.52, first: 0.3, looseness: 0.03, likely: 1, parts: BALL },
  kick: {
    every: 1.5,
    first: 0.5,
    looseness: 0.02,
    parts: [
      { gain: 1.1, hz: 120, q: 1.2, decay: 0.035 },
      { gain: 0.5, hz: 700, q: 1, decay: 0.012 },
    ],
  },
  punch: {
    every: 0.45,
    first: 0.5,
    looseness: 0.06,
    likely: 0.9,
    parts: [
      { gain: 1, hz: 110, q: 1, decay: 0.03 },
      { gain: 0.6, hz: 1000, q: 0.8, decay: 0.008 },
      { gain: 0.16, hz: 1500, q: 0.7, decay: 0.05, attack: 0.08, late: -0.12 },
    ],
  },
  racket: {
    every: 1.5,
    first: 0.5,
    looseness: 0.04,
    parts: [
      { gain: 0.9, hz: 620, q: 2.2, decay: 0.016 },
      { gain: 0.5, hz: 170, q: 1.2, decay: 0.02 },
      { gain: 0.35, hz: 420, q: 1.2, decay: 0.02, late: 0.62 },
    ],
  },
  bat: {
    every: 1.7,
    first: 0.5,
    looseness: 0.02,
    parts: [
      { gain: 1, hz: 1150, q: 2.4, decay: 0.014 },
      { gain: 0.6, hz: 260, q: 1.4, decay: 0.02 },
    ],
  },
  golf: {
    every: 2.4,
    first: 0.55,
    looseness: 0.01,
    parts: [
      { gain: 0.2, hz: 1100, q: 0.7, decay: 0.05, attack: 0.13, late: -0.16 },
      { gain: 1, hz: 2300, q: 2, decay: 0.009 },
    ],
  },
  bow: {
    every: 2.8,
    first: 0.5,
    looseness: 0.02,
    parts: [
      { gain: 0.5, tone: [190, 150], decay: 0.09 },
      { gain: 0.5, hz: 1200, q: 0.8, decay: 0.03 },
      { gain: 0.8, hz: 200, q: 1.4, decay: 0.03, late: 0.5 },
    ],
  },
  swords: {
    every: 0.65,
    first: 0.4,
    looseness: 0.15,
    likely: 0.85,
    parts: [
      {
        gain: 0.3,
        ring: 1450,
        modes: [
          [1, 0.7, 0.25],
          [1.52, 1, 0.3],
          [2.4, 0.7, 0.2],
          [3.6, 0.5, 0.12],
        ],
      },
      { gain: 0.6, hz: 3800, q: 0.7, decay: 0.012 },
    ],
  },
  pins: {
    every: 4,
    first: 0.45,
    looseness: 0.05,
    parts: [
      { gain: 0.5, hz: 110, q: 1, decay: 0.5, attack: 0.9, late: -1 },
      { gain: 1, hz: 900, q: 1.6, decay: 0.03 },
      { gain: 0.7, hz: 1250, q: 2, decay: 0.03, late: 0.05 },
      { gain: 0.7, hz: 760, q: 2, decay: 0.03, late: 0.11 },
      { gain: 0.5, hz: 1050, q: 2, decay: 0.03, late: 0.21 },
      { gain: 0.3, hz: 860, q: 2, decay: 0.03, late: 0.38 },
    ],
  },
  weights: {
    every: 2.6,
    first: 0.1,
    looseness: 0.02,
    parts: [
      { gain: 0.22, ring: 720, modes: STEEL },
      { gain: 0.5, hz: 130, q: 1, decay: 0.03 },
    ],
  },
  skateboard: {
    every: 1.9,
    first: 0.3,
    looseness: 0.05,
    parts: [
      { gain: 0.7, hz: 420, q: 1.6, decay: 0.02 },
      { gain: 0.5, hz: 1700, q: 1.2, decay: 0.01, late: 0.06 },
    ],
  },
  skate: {
    every: 0.85,
    first: 0.1,
    looseness: 0.03,
    parts: [
      { gain: 0.55, hz: 3300, q: 0.7, decay: 0.22, attack: 0.14 },
      { gain: 0.25, hz: 900, q: 0.8, decay: 0.15, attack: 0.1 },
    ],
  },
  ski: {
    every: 1.2,
    first: 0,
    looseness: 0.05,
    parts: [{ gain: 0.6, hz: 1700, q: 0.45, decay: 0.4, attack: 0.4 }],
  },
  shutter: {
    every: 2.2,
    first: 0.4,
    looseness: 0.15,
    parts: [
      { gain: 0.6, hz: 2600, q: 1.4, decay: 0.005 },
      { gain: 0.5, hz: 1700, q: 1.4, decay: 0.007, late: 0.055 },
    ],
  },
  machine_sewing: {
    every: 0.085,
    first: 0,
    looseness: 0.03,
    likely: 0.96,
    parts: [
      { gain: 0.5, hz: 900, q: 1.5, decay: 0.008 },
      { gain: 0.3, hz: 2600, q: 1.5, decay: 0.004, late: 0.03 },
    ],
  },
  knitting: {
    every: 0.7,
    first: 0.2,
    looseness: 0.15,
    parts: [
      { gain: 0.4, hz: 2900, q: 4, decay: 0.008 },
      { gain: 0.3, hz: 2500, q: 4, decay: 0.008, late: 0.16 },
    ],
  },
  steam: {
    every: 2,
    first: 0.35,
    looseness: 0.1,
    parts: [{ gain: 0.5, hz: 5200, q: 0.5, decay: 0.3, attack: 0.12 }],
  },
  landing: {
    every: 1.25,
    first: 0.75,
    looseness: 0.02,
    parts: [
      { gain: 1, hz: 95, q: 1, decay: 0.035 },
      { gain: 0.3, hz: 700, q: 0.7, decay: 0.02 },
    ],
  },
} as const satisfies Record<string, Doing>;
