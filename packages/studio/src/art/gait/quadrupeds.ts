import type { ActionId } from '../../vocabulary/actions.ts';
import type { Rgb } from '../../vocabulary/figure.ts';

/** A piece of a side view that stays when the legs are taken off: left, top, right, bottom, fractions of the picture. */
export type Keep = readonly [number, number, number, number];

/**
 * How to make the side view of an animal walk: its painted legs are cut off at the belly and new ones put on. All art
 * looks to the left. Fractions of the picture; x from the left, y from the top.
 */
export interface SideView {
  readonly kind: 'side_view';
  /** The row at which the legs are cut off. */
  readonly belly: number;
  /** Where the legs of each pair stand. */
  readonly front: number;
  readonly hind: number;
  /** Half the thickness of a leg below the body, heights of the picture. */
  readonly legRadius: number;
  /** Colour of hooves; null for paws of the coat's colour. */
  readonly hoof: Rgb | null;
  /** Where the coat of the legs is sampled. */
  readonly coat: readonly [number, number];
  /** Tails and trunks that hang below the belly. */
  readonly keep: readonly Keep[];
  /** Where the head ends, from the left: what nods and grazes. */
  readonly headEnd: number;
}

/** An animal of which the art shows only the head, from the left side or the front: a whole body is built for it. */
export interface HeadOnly {
  readonly kind: 'head_only';
  readonly coat: Rgb;
  /** Colour of hooves and stockings; null for paws of the coat's colour. */
  readonly hoof: Rgb | null;
  readonly tail: Rgb;
  /** Thickness of the tail at its end, heights. */
  readonly tailRadius: number;
  /** Height of the back and thickness of legs, heights of the figure. */
  readonly back: number;
  readonly girth: number;
  readonly legRadius: number;
  readonly headHeight: number;
}

export type Quadruped = SideView | HeadOnly;

const HOOF: Rgb = [74, 54, 58];

interface Extras {
  readonly hoof?: Rgb;
  readonly coat?: readonly [number, number];
  readonly keep?: readonly Keep[];
  readonly headEnd?: number;
}

function sideView(
  belly: number,
  front: number,
  hind: number,
  legRadius: number,
  extras: Extras = {},
): SideView {
  return {
    kind: 'side_view',
    belly,
    front,
    hind,
    legRadius,
    hoof: extras.hoof ?? null,
    coat: extras.coat ?? [hind - 0.02, belly - 0.06],
    keep: extras.keep ?? [],
    headEnd: extras.headEnd ?? 0.36,
  };
}

/** Four-legged walkers by the name of their icon. Others hop as a whole. */
export const QUADRUPEDS: Readonly<Record<string, Quadruped>> = {
  dog: sideView(0.66, 0.27, 0.86, 0.055),
  'guide-dog': sideView(0.64, 0.28, 0.88, 0.055),
  poodle: sideView(0.64, 0.44, 0.88, 0.05, { coat: [0.75, 0.4] }),
  cat: sideView(0.74, 0.38, 0.86, 0.052),
  'black-cat': sideView(0.74, 0.36, 0.84, 0.052),
  horse: sideView(0.5, 0.34, 0.83, 0.048, { hoof: HOOF, coat: [0.6, 0.5], keep: [[0.19, 0.3, 1, 0.65]] }),
  cow: sideView(0.72, 0.48, 0.88, 0.05, { hoof: HOOF, coat: [0.7, 0.66], keep: [[0.93, 0.7, 1, 0.86]] }),
  ox: sideView(0.75, 0.38, 0.88, 0.058, { hoof: HOOF, keep: [[0.94, 0.6, 1, 0.92]] }),
  'water-buffalo': sideView(0.75, 0.37, 0.88, 0.058, { keep: [[0.93, 0.6, 1, 0.92]] }),
  bison: sideView(0.78, 0.3, 0.8, 0.05, { coat: [0.35, 0.6], hoof: HOOF, keep: [[0.94, 0.6, 1, 0.86]] }),
  ewe: sideView(0.8, 0.38, 0.9, 0.046, { coat: [0.36, 0.89], hoof: HOOF }),
  ram: sideView(0.8, 0.38, 0.9, 0.046, { coat: [0.91, 0.87], hoof: HOOF }),
  goat: sideView(0.73, 0.31, 0.9, 0.05, { hoof: HOOF }),
  pig: sideView(0.78, 0.48, 0.84, 0.055),
  elephant: sideView(0.68, 0.38, 0.84, 0.085, { keep: [[0, 0.5, 0.2, 0.86]], headEnd: 0.3 }),
  mammoth: sideView(0.7, 0.42, 0.87, 0.08, { keep: [[0, 0.5, 0.26, 0.86]], headEnd: 0.3 }),
  rhinoceros: sideView(0.74, 0.32, 0.88, 0.075),
  hippopotamus: sideView(0.8, 0.34, 0.84, 0.07, { headEnd: 0.1 }),
  zebra: sideView(0.68, 0.37, 0.86, 0.045, { hoof: HOOF, coat: [0.5, 0.5], keep: [] }),
  giraffe: sideView(0.7, 0.29, 0.74, 0.04, { keep: [[0.86, 0.5, 1, 0.9]], headEnd: 0.2, hoof: HOOF }),
  tiger: sideView(0.7, 0.32, 0.78, 0.06, { keep: [[0.87, 0.5, 1, 0.87]], coat: [0.58, 0.55] }),
  leopard: sideView(0.74, 0.33, 0.76, 0.06, { keep: [[0.88, 0.5, 1, 0.9]], coat: [0.82, 0.6] }),
  fox_side: sideView(0.69, 0.32, 0.72, 0.05, {
    hoof: [84, 56, 58],
    coat: [0.5, 0.5],
    keep: [[0.8, 0.3, 1, 0.9]],
  }),
  wolf_side: sideView(0.69, 0.32, 0.72, 0.05, { coat: [0.5, 0.5], keep: [[0.8, 0.3, 1, 0.9]] }),
  bear_side: sideView(0.63, 0.35, 0.8, 0.085, { coat: [0.55, 0.5] }),
  polar_bear_side: sideView(0.63, 0.35, 0.8, 0.085, { coat: [0.55, 0.5] }),
  lion_side: sideView(0.7, 0.34, 0.75, 0.064, { coat: [0.6, 0.5], keep: [[0.9, 0.3, 1, 0.85]] }),
  deer: sideView(0.69, 0.36, 0.87, 0.042, { hoof: HOOF }),
  camel: sideView(0.67, 0.37, 0.86, 0.05),
  'two-hump-camel': sideView(0.67, 0.36, 0.87, 0.05),
  llama: sideView(0.74, 0.35, 0.86, 0.05, { coat: [0.6, 0.6] }),
  gorilla: sideView(0.72, 0.24, 0.86, 0.085),
  badger: sideView(0.75, 0.31, 0.8, 0.07),
  skunk: sideView(0.76, 0.36, 0.88, 0.05),
  hedgehog: sideView(0.84, 0.3, 0.72, 0.045, { coat: [0.25, 0.72], headEnd: 0.2 }),
  sauropod: sideView(0.74, 0.26, 0.78, 0.075, { headEnd: 0.2 }),
  turtle: sideView(0.82, 0.25, 0.8, 0.075, { coat: [0.25, 0.9], headEnd: 0.1 }),
  unicorn: headOnly([236, 226, 250], [150, 110, 190], [206, 120, 240], 0.6, 0.15),
  moose: headOnly([128, 86, 80], [62, 46, 52], [110, 72, 68], 0.6, 0.15),
  boar: headOnly([120, 76, 66], [60, 44, 46], [96, 60, 54], 0.66, 0.2),
};

function headOnly(
  coat: Rgb,
  hoof: Rgb | null,
  tail: Rgb,
  back: number,
  girth: number,
  tailRadius = 0.045,
): HeadOnly {
  return {
    kind: 'head_only',
    coat,
    hoof,
    tail,
    tailRadius,
    back,
    girth,
    legRadius: girth * (hoof === null ? 0.42 : 0.34),
    headHeight: back > 0.62 ? 0.62 : 0.5,
  };
}

/**
 * Beasts that the art shows as a face and that can stand up like people, by the name of their icon: the body they have
 * when they go on four legs.
 */
export const ON_ALL_FOURS: Readonly<Record<string, HeadOnly>> = {
  lion: headOnly([240, 180, 72], null, [150, 84, 60], 0.64, 0.16, 0.034),
  wolf: headOnly([140, 142, 154], null, [116, 118, 132], 0.62, 0.145, 0.06),
  fox: headOnly([240, 122, 46], [84, 56, 52], [250, 214, 190], 0.63, 0.135, 0.07),
  bear: headOnly([134, 88, 74], null, [118, 76, 64], 0.7, 0.22, 0.05),
  'polar-bear': headOnly([238, 240, 248], null, [222, 226, 238], 0.7, 0.22, 0.05),
  raccoon: headOnly([148, 146, 160], [82, 80, 94], [82, 80, 94], 0.64, 0.17, 0.06),
  hamster: headOnly([250, 178, 140], null, [244, 160, 128], 0.66, 0.2, 0.03),
  'tiger-face': headOnly([250, 136, 46], null, [96, 60, 62], 0.64, 0.16, 0.034),
};

/** What such a beast does on four legs unless its hands are full. */
export const ALL_FOURS_ACTIONS: ReadonlySet<ActionId> = new Set([
  'idle',
  'walk',
  'run',
  'eat',
  'drink',
  'sleep',
  'lie',
  'look_around',
  'swim',
  'jump',
  'sing',
]);
