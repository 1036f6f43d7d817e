import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Sharp } from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inspectImage } from '../src/intake/inspect-image.ts';
import { IntakePool } from '../src/intake/intake-pool.ts';
import { readImage } from '../src/intake/read-image.ts';
import type { Picture } from '../src/pixels/picture.ts';

const WIDTH = 400;
const HEIGHT = 320;

const pool = new IntakePool({ size: 1, ordersPerChild: 100 });
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reelay-intake-'));
});
afterAll(async () => {
  await pool.close();
  await rm(folder, { recursive: true, force: true });
});

/** Red on the left, blue on the right; the left half is as transparent as `alpha` says. */
function painted(alpha = 255): Sharp {
  const rgba = Buffer.alloc(WIDTH * HEIGHT * 4, 255);
  for (let at = 0; at < rgba.length; at += 4) {
    const left = (at / 4) % WIDTH < WIDTH / 2;
    rgba.set(left ? [220, 20, 20, alpha] : [20, 20, 220, 255], at);
  }
  return sharp(rgba, { raw: { width: WIDTH, height: HEIGHT, channels: 4 } });
}

async function save(name: string, image: Sharp): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, await image.toBuffer());
  return path;
}

async function read(path: string, longSide?: number): Promise<Picture> {
  const result = await readImage(path, { pool, ...(longSide === undefined ? {} : { longSide }) });
  if (!result.usable) throw new Error(result.fault.sentence);
  return result.picture;
}

function pixel(picture: Picture, x: number, y: number): number[] {
  const at = (Math.floor(y * picture.height) * picture.width + Math.floor(x * picture.width)) * 4;
  return [...picture.rgba.subarray(at, at + 4)];
}

function isRed([red = 0, green = 0, blue = 0]: number[]): boolean {
  return red > 150 && green < 90 && blue < 90;
}

function isBlue([red = 0, green = 0, blue = 0]: number[]): boolean {
  return red < 90 && green < 110 && blue > 120;
}

test.each([
  ['a.jpg', (image: Sharp) => image.jpeg(), 'jpeg', 'image/jpeg'],
  ['a.png', (image: Sharp) => image.png(), 'png', 'image/png'],
  ['a.webp', (image: Sharp) => image.webp(), 'webp', 'image/webp'],
] as const)('%s is taken, with its facts', async (name, encode, format, mediaType) => {
  const path = await save(name, encode(painted().removeAlpha()));
  const { size } = await import('node:fs/promises').then(({ stat }) => stat(path));
  expect(await inspectImage(path, { pool })).toEqual({
    usable: true,
    facts: { format, mediaType, width: WIDTH, height: HEIGHT, byteCount: size },
  });
});

test('the EXIF orientation is applied to the size and to the pixels', async () => {
  // 6: the stored left is shown on top.
  const path = await save('turned.jpg', painted().jpeg().withMetadata({ orientation: 6 }));
  expect(await inspectImage(path, { pool })).toMatchObject({ facts: { width: HEIGHT, height: WIDTH } });
  const picture = await read(path);
  expect([picture.width, picture.height]).toEqual([HEIGHT, WIDTH]);
  expect(isRed(pixel(picture, 0.5, 0.2))).toBe(true);
  expect(isBlue(pixel(picture, 0.5, 0.8))).toBe(true);
});

test('of an animation the first picture is read', async () => {
  const frames = Buffer.alloc(WIDTH * HEIGHT * 2 * 4, 255);
  const [red, blue] = [Buffer.of(220, 20, 20, 255), Buffer.of(20, 20, 220, 255)];
  frames.fill(red, 0, frames.length / 2);
  frames.fill(blue, frames.length / 2);
  const raw = { width: WIDTH, height: HEIGHT * 2, channels: 4, pageHeight: HEIGHT } as const;
  const path = await save('moving.webp', sharp(frames, { raw }).webp({ loop: 0, delay: [100, 100] }));
  const picture = await read(path);
  expect([picture.width, picture.height]).toEqual([WIDTH, HEIGHT]);
  expect(isRed(pixel(picture, 0.5, 0.5))).toBe(true);
});

test.each([
  ['cmyk.jpg', (image: Sharp) => image.removeAlpha().toColourspace('cmyk').jpeg({ quality: 95 })],
  ['deep.png', (image: Sharp) => image.removeAlpha().toColourspace('rgb16').png()],
  ['palette.png', (image: Sharp) => image.png({ palette: true })],
  ['profile.jpg', (image: Sharp) => image.removeAlpha().withIccProfile('p3').jpeg({ quality: 95 })],
] as const)('%s becomes sRGB with 8 bits a channel', async (name, encode) => {
  const picture = await read(await save(name, encode(painted())));
  expect(picture.rgba.length).toBe(WIDTH * HEIGHT * 4);
  expect(isRed(pixel(picture, 0.2, 0.5))).toBe(true);
  expect(isBlue(pixel(picture, 0.8, 0.5))).toBe(true);
});

test('a grey picture has three equal channels', async () => {
  const picture = await read(await save('grey.jpg', painted().removeAlpha().greyscale().jpeg()));
  const [red, green, blue, alpha] = pixel(picture, 0.2, 0.5);
  expect([green, blue, alpha]).toEqual([red, red, 255]);
});

test('transparency is kept, and the colours below it', async () => {
  const picture = await read(await save('cutout.png', painted(100).png()));
  expect(pixel(picture, 0.2, 0.5)).toEqual([220, 20, 20, 100]);
  expect(pixel(picture, 0.8, 0.5)[3]).toBe(255);
});

test('a picture is made smaller to the side asked for and never larger', async () => {
  const path = await save('size.png', painted().png());
  expect(await read(path, 200)).toMatchObject({ width: 200, height: 160 });
  expect(await read(path, 4000)).toMatchObject({ width: WIDTH, height: HEIGHT });
});

test('a size that is not taken is refused before anything is decoded', async () => {
  const path = await save('small.png', painted().resize(200, 150).png());
  expect(await inspectImage(path, { pool })).toEqual({
    usable: false,
    fault: {
      code: 'too_small_picture',
      sentence: 'The picture is 200 x 150 pixels; each side must have 300 to 8192 pixels.',
    },
  });
});

test('a picture that ends too early is damaged', async () => {
  for (const [name, image] of [
    ['cut.jpg', painted().jpeg()],
    ['cut.png', painted().png()],
    ['cut.webp', painted().webp({ lossless: true })],
  ] as const) {
    const bytes = await image.toBuffer();
    const path = join(folder, name);
    await writeFile(path, bytes.subarray(0, bytes.length * 0.6));
    expect(await inspectImage(path, { pool })).toMatchObject({ usable: false, fault: { code: 'damaged' } });
  }
});

test('what is no picture is named, whatever its ending says', async () => {
  const path = join(folder, 'page.png');
  await writeFile(path, '<svg width="400" height="400"></svg>');
  expect(await inspectImage(path, { pool })).toEqual({
    usable: false,
    fault: {
      code: 'unknown_format',
      sentence: 'The file is an XML, SVG or HTML text; JPEG, PNG and WEBP pictures are taken.',
    },
  });
});

test('a file that is not there is no fault of a customer', async () => {
  await expect(inspectImage(join(folder, 'missing.png'), { pool })).rejects.toThrow('ENOENT');
});
