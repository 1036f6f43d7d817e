import { expect, test } from 'vitest';
import { blockFlow } from './block-flow.ts';
import { contentMotion, showsCameraMove } from './camera-sense.ts';
import type { ContentMotion } from './camera-sense.ts';
import { flicker, isDynamic, smoothness } from './clip-metrics.ts';
import { countPieces, sightOf } from './mask.ts';
import { PICTURE_RANGES } from './bars.ts';
import { lumaPlane } from './picture.ts';
import type { LumaPlane, MaskedPicture } from './picture.ts';
import { pictureStats } from './picture-stats.ts';

const WIDTH = 320;
const HEIGHT = 180;

test('colour bars have too little entropy to pass for a picture', () => {
  const bars = [191, 191, 0, 191, 0, 191, 0];
  const picture = paint((x) => bars[Math.floor((x / WIDTH) * bars.length)] ?? 0);
  expect(pictureStats(picture).entropyBits).toBeLessThan(PICTURE_RANGES.entropyBits.from);
});

test('a flat picture has neither entropy, colour nor detail', () => {
  const stats = pictureStats(paint(() => 90));
  expect(stats).toEqual({ entropyBits: 0, colourfulness: 0, laplacianVariance: 0 });
});

test('noise has more detail than any picture and flickers below the bar', () => {
  const one = paint((x, y) => hash(x, y, 1));
  const other = paint((x, y) => hash(x, y, 2));
  expect(pictureStats(one).laplacianVariance).toBeGreaterThan(PICTURE_RANGES.laplacianVariance.to);
  expect(flicker([one, other])).toBeLessThan(0.75);
});

test('a still does not flicker, and one grey level between pictures costs one part in 255', () => {
  const picture = paint(texture);
  expect(flicker([picture, picture, picture])).toBe(1);
  expect(flicker([paint(() => 100), paint(() => 101)])).toBeCloseTo(254 / 255, 10);
});

test('steady motion is smooth and a jump is not', () => {
  const steady = [0, 2, 4].map((shift) => lumaPlane(paint((x, y) => texture(x + shift, y))));
  const jump = [0, 40, 4].map((shift) => lumaPlane(paint((x, y) => texture(x + shift, y))));
  expect(smoothness(steady)).toBeGreaterThan(0.98);
  expect(smoothness(jump)).toBeLessThan(smoothness(steady) - 0.05);
});

test('fast content is dynamic and slow content is not', () => {
  expect(isDynamic(clipOfSpeed(4), 24)).toBe(true);
  expect(isDynamic(clipOfSpeed(0), 24)).toBe(false);
});

test('a shift of the content is measured to the pixel', () => {
  const motion = motionOf((x, y) => texture(x + 5, y - 3));
  expect(motion.right).toBeCloseTo(-5, 1);
  expect(motion.down).toBeCloseTo(3, 1);
  expect(Math.abs(motion.spread)).toBeLessThan(0.003);
});

test('content that goes left is a pan to the right, not to the left', () => {
  const motion = motionOf((x, y) => texture(x + 6, y));
  expect(showsCameraMove('pan_right', motion)).toBe(true);
  expect(showsCameraMove('pan_left', motion)).toBe(false);
  expect(showsCameraMove('static', motion)).toBe(false);
});

test('content that goes down is a tilt up, not down', () => {
  const motion = motionOf((x, y) => texture(x, y - 6));
  expect(showsCameraMove('tilt_up', motion)).toBe(true);
  expect(showsCameraMove('tilt_down', motion)).toBe(false);
});

test('growing content is a zoom in, not a zoom out', () => {
  const motion = motionOf((x, y) => texture(around(x, WIDTH, 0.96), around(y, HEIGHT, 0.96)));
  expect(motion.spread).toBeCloseTo(0.04, 1);
  expect(showsCameraMove('zoom_in', motion)).toBe(true);
  expect(showsCameraMove('zoom_out', motion)).toBe(false);
});

test('an unmoved picture is a static shot', () => {
  expect(showsCameraMove('static', motionOf(texture))).toBe(true);
});

test('a picture without texture tells nothing of the camera', () => {
  const flat = lumaPlane(paint(() => 80));
  expect(contentMotion(blockFlow(flat, flat, 8), WIDTH, HEIGHT)).toBeNull();
});

test('a mask gives the share and the middle of its subject', () => {
  const picture = withIds((x, y) => (x >= 80 && x < 160 && y >= 45 && y < 135 ? 2 : 0));
  const sight = sightOf(picture, 1);
  expect(sight?.share).toBeCloseTo(0.125, 10);
  expect(sight?.centreX).toBeCloseTo(0.375, 10);
  expect(sight?.centreY).toBeCloseTo(0.5, 10);
  expect(sightOf(picture, 0)).toBeNull();
});

test('separate pieces are counted and crumbs are not', () => {
  const picture = withIds((x, y) => (y > 40 && y < 80 && x % 100 < 40 ? 1 : x < 3 && y < 3 ? 1 : 0));
  expect(countPieces(picture, 0)).toBe(4);
});

function clipOfSpeed(pixelsPerFrame: number): LumaPlane[] {
  return Array.from({ length: 9 }, (_, frame) =>
    lumaPlane(paint((x, y) => texture(x + frame * pixelsPerFrame, y))),
  );
}

function motionOf(moved: (x: number, y: number) => number): ContentMotion {
  const moves = blockFlow(lumaPlane(paint(texture)), lumaPlane(paint(moved)), 16);
  const motion = contentMotion(moves, WIDTH, HEIGHT);
  if (motion === null) throw new Error('the test picture has no texture');
  return motion;
}

/** Where a coordinate comes from when the picture is scaled about its middle. */
function around(at: number, size: number, scale: number): number {
  return size / 2 + (at - size / 2) * scale;
}

/** Soft blobs of many sizes, without repeats within the reach of the search. */
function texture(x: number, y: number): number {
  const waves =
    Math.sin(x / 7.3 + y / 19) +
    Math.sin(y / 6.1 - x / 31) +
    Math.sin((x + y) / 13.7) +
    Math.sin(x / 37 - y / 23);
  return 128 + 30 * waves;
}

function hash(x: number, y: number, salt: number): number {
  const mixed =
    Math.imul(x + 1, 374_761_393) + Math.imul(y + 1, 668_265_263) + Math.imul(salt, 2_147_483_647);
  const stirred = Math.imul(mixed ^ (mixed >>> 13), 1_274_126_177);
  return (stirred ^ (stirred >>> 16)) & 255;
}

function paint(brightness: (x: number, y: number) => number): MaskedPicture {
  const rgba = new Uint8ClampedArray(WIDTH * HEIGHT * 4);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const value = brightness(x, y);
      rgba.set([value, value, value, 255], (y * WIDTH + x) * 4);
    }
  }
  return { width: WIDTH, height: HEIGHT, rgba, ids: new Uint8Array(WIDTH * HEIGHT) };
}

function withIds(idAt: (x: number, y: number) => number): MaskedPicture {
  const picture = paint(() => 0);
  for (let pixel = 0; pixel < picture.ids.length; pixel++) {
    picture.ids[pixel] = idAt(pixel % WIDTH, Math.floor(pixel / WIDTH));
  }
  return picture;
}
