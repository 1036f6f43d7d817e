import type { Raster } from '../build-sprite.ts';
import { rasteriseSvg } from '../rasterise-svg.ts';
import { paintBareTree, paintBroadleaf, paintBush, paintWillow } from './broadleaf-trees.ts';
import { paintPine, paintSpruceGroup } from './conifers.ts';
import { paintFern, paintFlowers, paintGrass, paintReeds, paintWheat } from './ground-plants.ts';
import { MADE_SCENERY } from './made-things.ts';
import { rasterOf, type Painter } from './painter.ts';
import { paintPalm } from './palm.ts';
import { paintAnemone, paintCoral, paintFanCoral, paintSeaweed, paintSponge } from './reef.ts';
import { paintRock } from './rocks.ts';

export const VARIANTS = 4;

type Paint = (variant: number, heightPx: number) => Painter;

/** Scenery that is grown pixel by pixel; the rest is in `MADE_SCENERY`. */
export const GROWN_SCENERY = {
  oak: (variant, height) => paintBroadleaf('oak', variant, height),
  birch: (variant, height) => paintBroadleaf('birch', variant, height),
  autumn_tree: (variant, height) => paintBroadleaf('autumn_tree', variant, height),
  blossom_tree: (variant, height) => paintBroadleaf('blossom_tree', variant, height),
  jungle_tree: (variant, height) => paintBroadleaf('jungle_tree', variant, height),
  bare_tree: paintBareTree,
  willow: paintWillow,
  bush: paintBush,
  pine: (variant, height) => paintPine(variant, height, false),
  snowy_pine: (variant, height) => paintPine(variant, height, true),
  spruce_group: paintSpruceGroup,
  palm: paintPalm,
  fern: paintFern,
  grass: (variant, height) => paintGrass('grass', variant, height),
  tall_grass: (variant, height) => paintGrass('tall_grass', variant, height),
  flowers: paintFlowers,
  reeds: paintReeds,
  wheat: paintWheat,
  rock: (variant, height) => paintRock('rock', variant, height),
  snowy_rock: (variant, height) => paintRock('snowy_rock', variant, height),
  boulder: (variant, height) => paintRock('boulder', variant, height),
  coral: paintCoral,
  fan_coral: paintFanCoral,
  seaweed: paintSeaweed,
  anemone: paintAnemone,
  sponge: paintSponge,
} as const satisfies Record<string, Paint>;

const GROWN: ReadonlyMap<string, Paint> = new Map(Object.entries(GROWN_SCENERY));
const MADE: ReadonlyMap<string, (variant: number) => string> = new Map(Object.entries(MADE_SCENERY));

/** A piece of scenery about `heightPx` high, in one of its four drawings. */
export async function paintScenery(name: string, variant: number, heightPx: number): Promise<Raster> {
  const drawn = variant % VARIANTS;
  const paint = GROWN.get(name);
  if (paint !== undefined) return rasterOf(paint(drawn, heightPx));
  const made = MADE.get(name);
  if (made === undefined) throw new Error(`unknown scenery '${name}'`);
  return rasteriseSvg(made(drawn), heightPx);
}
