import sharp from 'sharp';
import type { OutputInfo } from 'sharp';
import type { Picture } from '../pixels/picture.ts';

const STRIP_HEIGHT = 180;
const GAP_PIXELS = 4;

/** Pictures side by side, small, as one JPEG. */
export async function contactStrip(pictures: readonly Picture[]): Promise<Uint8Array> {
  const tiles = await Promise.all(pictures.map(shrink));
  const width = tiles.reduce((sum, tile) => sum + tile.info.width + GAP_PIXELS, -GAP_PIXELS);
  let left = 0;
  const placed = tiles.map(({ data, info }) => {
    const at = left;
    left += info.width + GAP_PIXELS;
    const raw = { width: info.width, height: info.height, channels: 3 as const };
    return { input: data, raw, left: at, top: 0 };
  });
  return sharp({ create: { width, height: STRIP_HEIGHT, channels: 3, background: '#fff' } })
    .composite(placed)
    .jpeg({ quality: 80 })
    .toBuffer();
}

function shrink({ width, height, rgba }: Picture): Promise<{ data: Buffer; info: OutputInfo }> {
  return sharp(rgba, { raw: { width, height, channels: 4 } })
    .removeAlpha()
    .resize({ height: STRIP_HEIGHT })
    .raw()
    .toBuffer({ resolveWithObject: true });
}
