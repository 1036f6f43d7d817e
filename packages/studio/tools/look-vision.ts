/**
 * Shows what the vision room sees: `node tools/look-vision.ts <files...> --out <directory> [--heuristic]`. For a picture its matte over
 * green and the people's points; for a film (any file that is not a picture) tiles of the tracked person.
 */
import { mkdir } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { parseArgs } from 'node:util';
import sharp, { type Sharp } from 'sharp';
import { decodeFrames } from '../src/codec/decode-frames.ts';
import { probeVideo } from '../src/codec/probe-video.ts';
import type { Picture, Plane } from '../src/pixels/picture.ts';
import { createVision } from '../src/vision/create-vision.ts';
import type { Pose, Vision } from '../src/vision/vision.ts';

const PICTURES = new Set(['.png', '.jpg', '.jpeg', '.webp']);
const TILES = 12;
const TILE_HEIGHT = 360;
const BONES = [
  [11, 12],
  [11, 13],
  [13, 15],
  [12, 14],
  [14, 16],
  [11, 23],
  [12, 24],
  [23, 24],
  [23, 25],
  [25, 27],
  [24, 26],
  [26, 28],
  [27, 29],
  [29, 31],
  [28, 30],
  [30, 32],
  [15, 19],
  [16, 20],
  [0, 2],
  [0, 5],
  [2, 7],
  [5, 8],
  [9, 10],
] as const;

async function readPicture(path: string): Promise<Picture> {
  const { data, info } = await sharp(path)
    .rotate()
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, rgba: new Uint8ClampedArray(data) };
}

function drawBones(poses: readonly Pose[], width: number, height: number): Buffer {
  const stroke = Math.max(2, Math.hypot(width, height) / 250);
  const lines = poses.flatMap(({ landmarks }, person) =>
    BONES.map(([from, to]) => {
      const [a, b] = [landmarks[from], landmarks[to]];
      if (!a || !b) return '';
      const colour = person > 0 ? '#888' : from % 2 === 1 && to % 2 === 1 ? '#00e5ff' : '#ff3df2';
      const opacity = Math.max(0.15, Math.min(a.score, b.score));
      return `<line x1="${a.x}" y1="${a.y}" x2="${b.x}" y2="${b.y}" stroke="${colour}" stroke-opacity="${opacity}" stroke-width="${stroke}"/>`;
    }),
  );
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${lines.join('')}</svg>`,
  );
}

function overGreen({ rgba, width, height }: Picture, alpha: Plane): Uint8ClampedArray {
  const out = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < width * height; i++) {
    const k = alpha.values[i] ?? 0;
    out[i * 4] = (rgba[i * 4] ?? 0) * k;
    out[i * 4 + 1] = (rgba[i * 4 + 1] ?? 0) * k + 200 * (1 - k);
    out[i * 4 + 2] = (rgba[i * 4 + 2] ?? 0) * k + 60 * (1 - k);
    out[i * 4 + 3] = 255;
  }
  return out;
}

function image(rgba: Uint8ClampedArray | Uint8Array, { width, height }: Omit<Picture, 'rgba'>): Sharp {
  return sharp(Buffer.from(rgba), { raw: { width, height, channels: 4 } });
}

async function lookAtPicture(vision: Vision, path: string, out: string): Promise<void> {
  const picture = await readPicture(path);
  let start = performance.now();
  const matte = await vision.matte(picture);
  const matteMs = performance.now() - start;
  start = performance.now();
  const people = await vision.findPeople(picture);
  const peopleMs = performance.now() - start;
  console.log(
    `${basename(path)} ${picture.width}x${picture.height}: matte ${matteMs.toFixed(0)} ms, confidence ${matte.confidence.toFixed(2)}; ` +
      `people ${peopleMs.toFixed(0)} ms, scores ${people.map(({ score }) => score.toFixed(2)).join(' ') || '-'}`,
  );
  const overlay = drawBones(people, picture.width, picture.height);
  const both = sharp({
    create: { width: picture.width * 2, height: picture.height, channels: 4, background: '#222' },
  }).composite([
    {
      input: await image(picture.rgba, picture)
        .composite([{ input: overlay }])
        .png()
        .toBuffer(),
      left: 0,
      top: 0,
    },
    {
      input: await image(overGreen(picture, matte.alpha), picture).png().toBuffer(),
      left: picture.width,
      top: 0,
    },
  ]);
  const whole = await both.png().toBuffer();
  await sharp(whole)
    .resize({ width: 1600, withoutEnlargement: true })
    .png()
    .toFile(join(out, `${basename(path)}.png`));
}

async function lookAtFilm(vision: Vision, path: string, out: string): Promise<void> {
  const { fps } = await probeVideo(path);
  // Not every container says how many pictures it has.
  const frameCount = await decodeFrames(path, () => undefined);
  const tracker = vision.trackPerson(fps);
  if (!tracker) {
    console.log(`${basename(path)}: no pose network`);
    return;
  }
  const every = Math.max(1, Math.floor(frameCount / TILES));
  const shown: { readonly index: number; readonly picture: Picture }[] = [];
  let spent = 0;
  await decodeFrames(path, async ({ index, width, height, rgba }) => {
    const picture = { width, height, rgba: new Uint8ClampedArray(rgba.buffer) };
    if (index % every === 0) shown.push({ index, picture });
    const start = performance.now();
    await tracker.add(picture);
    spent += performance.now() - start;
  });
  const start = performance.now();
  const track = tracker.finish();
  console.log(
    `${basename(path)}: ${frameCount} pictures, ${(spent / frameCount).toFixed(1)} ms a picture, finish ${(performance.now() - start).toFixed(0)} ms, ` +
      `seen ${track ? track.seenShare.toFixed(2) : 'nobody'}`,
  );
  const tiles = await Promise.all(
    shown.slice(0, TILES).map(async ({ index, picture }) => {
      const pose = track?.poses[index];
      const overlay = drawBones(pose ? [pose] : [], picture.width, picture.height);
      const whole = await image(picture.rgba, picture)
        .composite([{ input: overlay }])
        .png()
        .toBuffer();
      return sharp(whole).resize({ height: TILE_HEIGHT }).png().toBuffer({ resolveWithObject: true });
    }),
  );
  const tileWidth = tiles[0]?.info.width ?? 1;
  const columns = 6;
  await sharp({
    create: {
      width: columns * tileWidth,
      height: Math.ceil(tiles.length / columns) * TILE_HEIGHT,
      channels: 4,
      background: '#000',
    },
  })
    .composite(
      tiles.map(({ data }, k) => ({
        input: data,
        left: (k % columns) * tileWidth,
        top: Math.floor(k / columns) * TILE_HEIGHT,
      })),
    )
    .png()
    .toFile(join(out, `${basename(path)}.png`));
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { out: { type: 'string', default: '.' }, heuristic: { type: 'boolean', default: false } },
});
await mkdir(values.out, { recursive: true });
const vision = await createVision(values.heuristic ? { runtime: null } : {});
for (const path of positionals)
  await (PICTURES.has(extname(path).toLowerCase()) ? lookAtPicture : lookAtFilm)(vision, path, values.out);
await vision.close();
console.log(`peak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`);
