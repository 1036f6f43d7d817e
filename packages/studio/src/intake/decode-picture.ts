import sharp from 'sharp';
import type { Metadata, Sharp } from 'sharp';
import { sendPicture } from './answer-channel.ts';
import type { MediaFault } from './inspection.ts';
import type { IntakeAnswer } from './intake-answer.ts';
import type { IntakeOrder } from './intake-wire.ts';
import { judgeImageSize } from './judge-media.ts';
import { IMAGE_LIMITS } from './limits.ts';

type ImageOrder = Extract<IntakeOrder, { readonly kind: 'inspect_image' | 'read_image' }>;

/** The loaders of the three formats that are taken; libvips knows dozens, down to SVG and PDF. */
const LOADERS = ['VipsForeignLoadJpegFile', 'VipsForeignLoadPngFile', 'VipsForeignLoadWebpFile'];

/** Once, before the first picture. */
export function limitImageDecoders(): void {
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({ operation: LOADERS });
  sharp.cache(false);
  sharp.concurrency(1);
}

/**
 * Decodes every row of a picture: a header alone proves nothing. `read_image` sends it as sRGB with the EXIF orientation
 * applied; of an animation, the first picture. Transparent pixels keep their alpha.
 */
export async function decodePicture(order: ImageOrder): Promise<IntakeAnswer> {
  const metadata = await readMetadata(order.path);
  if (!metadata || metadata.format !== order.format) return damaged('its header cannot be read');
  const { width, height } = metadata.autoOrient;
  const fault = judgeImageSize(width, height);
  if (fault) return { kind: 'fault', fault };
  try {
    if (order.kind === 'read_image') await deliver(order, width, height);
    // One channel is enough to see that all of it can be decoded, and takes a quarter of the memory.
    else await open(order.path).extractChannel(0).raw().toBuffer();
  } catch {
    // sharp gives one kind of error, with the decoder's words in it; what they say is of no use to the sender.
    return damaged('its pixels cannot be decoded');
  }
  return order.kind === 'read_image' ? { kind: 'picture' } : { kind: 'image', width, height };
}

/** The size is judged by us, with a sentence, so that the decoder's own limit is off while only the header is read. */
async function readMetadata(path: string): Promise<Metadata | null> {
  try {
    return await sharp(path, { limitInputPixels: false, sequentialRead: true }).metadata();
  } catch {
    return null;
  }
}

function open(path: string): Sharp {
  return sharp(path, { limitInputPixels: IMAGE_LIMITS.mostPixels, failOn: 'error', sequentialRead: true });
}

async function deliver(
  order: Extract<ImageOrder, { kind: 'read_image' }>,
  width: number,
  height: number,
): Promise<void> {
  const scale = scaleTo(width, height, order.longSide, order.mostPixels);
  const image = open(order.path).autoOrient().toColourspace('srgb');
  if (scale < 1)
    image.resize({
      width: Math.max(1, Math.round(width * scale)),
      height: Math.max(1, Math.round(height * scale)),
      fit: 'fill',
    });
  const { data, info } = await image.ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  if (info.channels !== 4) throw new Error(`a picture of ${info.channels} channels`);
  sendPicture(info.width, info.height, data);
}

/** 1 or less: pictures are never enlarged. */
function scaleTo(width: number, height: number, longSide: number | null, mostPixels: number | null): number {
  const bySide = longSide === null ? 1 : longSide / Math.max(width, height);
  const byPixels = mostPixels === null ? 1 : Math.sqrt(mostPixels / (width * height));
  return Math.min(1, bySide, byPixels);
}

function damaged(what: string): { kind: 'fault'; fault: MediaFault } {
  return { kind: 'fault', fault: { code: 'damaged', sentence: `The picture is damaged: ${what}.` } };
}
