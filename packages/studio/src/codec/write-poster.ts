import sharp from 'sharp';

const JPEG_QUALITY = 85;

export async function writePoster(
  rgba: Uint8Array | Uint8ClampedArray,
  width: number,
  height: number,
  path: string,
): Promise<void> {
  // sharp wants memory of its own: the picture may lie in a SharedArrayBuffer.
  await sharp(Buffer.from(rgba), { raw: { width, height, channels: 4 } })
    .removeAlpha()
    .jpeg({ quality: JPEG_QUALITY })
    .toFile(path);
}
