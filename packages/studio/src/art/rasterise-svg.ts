import sharp from 'sharp';
import { opaqueBox, type Raster } from './build-sprite.ts';

/** Height at which a drawing is measured before it is drawn at its real size. */
const PROBE_PX = 96;
const VIEW_BOX = /viewBox="0 0 ([\d.]+) ([\d.]+)"/;

/**
 * Draws an SVG so that its opaque part is about `heightPx` high. The margins of the drawing are measured on a small
 * raster first: nothing is spent on pixels that trimming throws away, and a low wide figure keeps its sharpness.
 */
export async function rasteriseSvg(svg: string, heightPx: number): Promise<Raster> {
  const size = VIEW_BOX.exec(svg);
  const width = Number(size?.[1]);
  const height = Number(size?.[2]);
  if (!(width > 0 && height > 0))
    throw new Error('a drawing must start at 0 0 and say its size in its viewBox');

  const probe = await rasterise(svg, 0, 0, width, height, PROBE_PX / height);
  const box = opaqueBox(probe);
  if (box === null) throw new Error('the drawing is empty');
  const unit = height / probe.height;
  const left = (box.left - 1) * unit;
  const top = (box.top - 1) * unit;
  const opaqueHeight = (box.bottom - box.top) * unit;
  const viewWidth = (box.right - box.left + 2) * unit;
  const viewHeight = opaqueHeight + 2 * unit;
  return rasterise(svg, left, top, viewWidth, viewHeight, heightPx / opaqueHeight);
}

async function rasterise(
  svg: string,
  left: number,
  top: number,
  width: number,
  height: number,
  scale: number,
): Promise<Raster> {
  const widthPx = Math.max(1, Math.ceil(width * scale));
  const heightPx = Math.max(1, Math.ceil(height * scale));
  const view = `width="${widthPx}" height="${heightPx}" viewBox="${left} ${top} ${widthPx / scale} ${heightPx / scale}"`;
  const { data, info } = await sharp(Buffer.from(svg.replace(VIEW_BOX, view)), { unlimited: true })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, pixels: data };
}
