import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { createPicturePainter } from '../src/image/picture-painter.ts';
import { planPicture } from '../src/image/plan-picture.ts';
import type { PictureOptions, PicturePlan } from '../src/image/picture-plan.ts';
import { lumaOf } from '../src/pixels/luma.ts';
import { type Picture, createPicture, type Plane } from '../src/pixels/picture.ts';
import { resizePicture } from '../src/pixels/resize.ts';
import { compilePrompt } from '../src/prompt/compile.ts';
import { discVision, texturedPicture } from './support/textured-picture.ts';

const OPTIONS: PictureOptions = {
  durationSeconds: 2,
  fps: 24,
  pictureClass: '720p',
  seed: 5,
  cfgScale: 1,
};
const SURE = discVision(0.95);
const UNSURE = discVision(0.3);
let picture: Picture;

beforeAll(() => {
  picture = texturedPicture(600, 600);
});

function plan(prompt: string, options: Partial<PictureOptions> = {}, vision = UNSURE): Promise<PicturePlan> {
  return planPicture(picture, compilePrompt(prompt, null), vision, { ...OPTIONS, ...options });
}

function paint(made: PicturePlan, frame: number): Picture {
  const out = createPicture(made.film.width, made.film.height);
  createPicturePainter(made)(out.rgba, frame);
  return out;
}

function hashOf(made: PicturePlan, frame: number): string {
  return createHash('sha256')
    .update(Buffer.from(paint(made, frame).rgba.buffer))
    .digest('hex');
}

/** Mean SSIM over blocks of 8 x 8 (Wang et al. 2004), on luma 0..1. */
function ssim(a: Plane, b: Plane): number {
  let sum = 0;
  let blocks = 0;
  for (let y = 0; y + 8 <= a.height; y += 8)
    for (let x = 0; x + 8 <= a.width; x += 8) {
      sum += blockSsim(a, b, x, y);
      blocks++;
    }
  return sum / blocks;
}

function blockSsim(a: Plane, b: Plane, x: number, y: number): number {
  const sums = { a: 0, b: 0, aa: 0, bb: 0, ab: 0 };
  for (let i = 0; i < 64; i++) {
    const at = (y + (i >> 3)) * a.width + x + (i & 7);
    const p = a.values[at] ?? 0;
    const q = b.values[at] ?? 0;
    sums.a += p / 64;
    sums.b += q / 64;
    sums.aa += (p * p) / 64;
    sums.bb += (q * q) / 64;
    sums.ab += (p * q) / 64;
  }
  const product = sums.a * sums.b;
  const squares = sums.a ** 2 + sums.b ** 2;
  return (
    ((2 * product + 1e-4) * (2 * (sums.ab - product) + 9e-4)) /
    ((squares + 1e-4) * (sums.aa + sums.bb - squares + 9e-4))
  );
}

/** Where the 64 x 64 patch around (x, y) went, by the least absolute difference within 110 pixels. */
function shiftOf(from: Plane, to: Plane, x: number, y: number): { readonly dx: number; readonly dy: number } {
  let best = { dx: 0, dy: 0, cost: Infinity };
  for (const [reach, step] of [
    [110, 6],
    [6, 1],
  ] as const) {
    const centre = best;
    for (let dy = centre.dy - reach; dy <= centre.dy + reach; dy += step)
      for (let dx = centre.dx - reach; dx <= centre.dx + reach; dx += step) {
        let cost = 0;
        for (let v = -32; v < 32; v += 4)
          for (let u = -32; u < 32; u += 4)
            cost += Math.abs(
              (from.values[(y + v) * from.width + x + u] ?? 0) -
                (to.values[(y + dy + v) * to.width + x + dx + u] ?? 0),
            );
        if (cost < best.cost) best = { dx, dy, cost };
      }
  }
  return best;
}

describe('frame 0', () => {
  test.each(['dolly in, snow falling, sunset', 'in the style of van gogh, orbit left', 'zoom out, storm'])(
    'is the picture itself, whatever is asked: %s',
    async (prompt) => {
      const made = await plan(prompt, {}, SURE);
      const input = resizePicture(picture, made.film.width, made.film.height);
      expect(ssim(lumaOf(paint(made, 0)), lumaOf(input))).toBeGreaterThanOrEqual(0.97);
    },
  );

  test('goes over into the film without a jump', async () => {
    const made = await plan('dolly in, rain', {}, SURE);
    expect(ssim(lumaOf(paint(made, 0)), lumaOf(paint(made, 1)))).toBeGreaterThan(0.94);
  });
});

describe('the camera', () => {
  // A patch of the wall in the upper right quarter; the camera's way is the content's opposite.
  test.each([
    ['pan left', 1, 0],
    ['pan right', -1, 0],
    ['tilt up', 0, 1],
    ['tilt down', 0, -1],
    ['truck left', 1, 0],
    ['truck right', -1, 0],
    ['pedestal up', 0, 1],
    ['pedestal down', 0, -1],
    ['zoom in', 1, -1],
    ['zoom out', -1, 1],
    ['dolly in', 1, -1],
    ['dolly out', -1, 1],
    ['orbit left', -1, 0],
    ['orbit right', 1, 0],
  ] as const)('%s moves the content the right way', async (prompt, right, down) => {
    const made = await plan(prompt);
    const { width, height } = made.film;
    const from = lumaOf(paint(made, 0));
    const { dx, dy } = shiftOf(
      from,
      lumaOf(paint(made, made.film.frameCount - 1)),
      width * 0.75,
      height * 0.25,
    );
    if (right === 0) expect(Math.abs(dx)).toBeLessThan(Math.abs(dy));
    else expect(dx * right).toBeGreaterThan(2);
    if (down === 0) expect(Math.abs(dy)).toBeLessThan(Math.abs(dx));
    else expect(dy * down).toBeGreaterThan(2);
  });

  test('the subject before the wall moves farther than the wall', async () => {
    const made = await plan('truck left', {}, SURE);
    const { width, height } = made.film;
    const from = lumaOf(paint(made, 0));
    const to = lumaOf(paint(made, 24));
    const wall = shiftOf(from, to, Math.round(width * 0.25), Math.round(height * 0.15));
    const subject = shiftOf(from, to, width / 2, Math.round(height * 0.62));
    expect(made.report.layers).toBe(2);
    expect(subject.dx).toBeGreaterThan(wall.dx * 1.5);
  });

  test('a still camera without anything that stirs gives a still film', async () => {
    const made = await plan('static shot');
    expect(hashOf(made, made.film.frameCount - 1)).toBe(hashOf(made, 0));
  });
});

describe('a plan', () => {
  test('of an unsure matte has one layer', async () => {
    const made = await plan('orbit left');
    expect(made.subject).toBeNull();
    expect(made.report).toMatchObject({ layers: 1, matte: { source: 'disc', confidence: 0.3 } });
  });

  test('about somebody living looks at him, and says what he cannot do', async () => {
    const { report } = await plan('she smiles', { cfgScale: 0.5 }, SURE);
    expect(report).toMatchObject({ moves: ['push'], notShown: ['person: smiles'] });
    expect(report.effects).toContain('subject breathes');
  });

  test('carries the ground at the foot of its subject along', async () => {
    const { ground, subject } = await plan('truck left', {}, SURE);
    const { width, height } = ground.nearness;
    const alpha = (x: number, y: number) => subject?.picture.rgba[(y * 4 * width * 4 + x * 4) * 4 + 3] ?? 0;
    const middle = Math.round(width / 2);
    let foot = height - 1;
    while (foot > 0 && alpha(middle, foot) === 0) foot--;
    expect(ground.nearness.values[foot * width + middle]).toBeCloseTo(1, 1);
  });

  test('has no particles, fog or light that nobody asked for', async () => {
    const { air, report } = await plan('pan left', { cfgScale: 0 });
    expect(air).toMatchObject({ fog: null, grade: null, flicker: [] });
    expect(air.shot.particles).toEqual([]);
    expect(report.effects).toEqual([]);
  });

  test('is the same for the same seed', async () => {
    const options = { seed: 1, cfgScale: 0 };
    expect(hashOf(await plan('', options, SURE), 40)).toBe(hashOf(await plan('', options, SURE), 40));
  });

  test('moves freely by another seed at cfg 0', async () => {
    const moves = await Promise.all(
      [1, 2, 3, 4, 5].map(async (seed) => (await plan('', { seed, cfgScale: 0 })).report.moves[0]),
    );
    expect(new Set(moves).size).toBeGreaterThan(1);
  });

  test('says what a picture cannot show', async () => {
    const { report } = await plan('a dog runs, aurora, birds');
    expect(report.notShown).toEqual(['aurora', 'birds: no sky was found', 'dog: runs']);
  });

  test('can be handed to another thread', async () => {
    const made = await plan('zoom in, snow');
    expect(hashOf(structuredClone(made), 30)).toBe(hashOf(made, 30));
  });
});

test.each([
  [800, 600, '720p', 960, 720],
  [451, 300, '720p', 1082, 720],
  [400, 711, '1080p', 1080, 1920],
  [500, 500, '720p', 720, 720],
] as const)(
  'a picture of %i x %i at %s makes a film of %i x %i',
  async (width, height, pictureClass, w, h) => {
    const made = await planPicture(texturedPicture(width, height), compilePrompt('static', null), UNSURE, {
      ...OPTIONS,
      pictureClass,
    });
    expect(made.film).toEqual({ width: w, height: h, fps: 24, frameCount: 48 });
  },
);
