import { buildSprite } from './build-sprite.ts';
import { drawnSvg } from './drawn/drawn-svg.ts';
import { emojiSvg } from './emoji-svg.ts';
import { rasteriseSvg } from './rasterise-svg.ts';
import { paintScenery } from './scenery/paint-scenery.ts';
import type { Sprite, SpriteRef } from './sprite.ts';

const LARGEST_PX = 1200;
const SMALLEST_PX = 16;

/** Draws a picture about `heightPx` high (within 16..1200). The same arguments give the same bytes. */
export async function loadSprite(ref: SpriteRef, heightPx: number): Promise<Sprite> {
  const height = Math.round(Math.min(LARGEST_PX, Math.max(SMALLEST_PX, heightPx)));
  const raster =
    ref.kind === 'scenery'
      ? await paintScenery(ref.name, ref.variant, height)
      : await rasteriseSvg(svgOf(ref), height);
  return buildSprite(raster);
}

/** The drawing behind a sprite that is kept as SVG; refuses names that do not exist. */
export function svgOf(ref: Extract<SpriteRef, { kind: 'emoji' | 'drawn' }>): string {
  return ref.kind === 'emoji' ? emojiSvg(ref.name) : drawnSvg(ref.name);
}
