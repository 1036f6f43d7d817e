import { mkdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import sharp from 'sharp';
import { createPicturePainter } from '../src/image/picture-painter.ts';
import { planPicture } from '../src/image/plan-picture.ts';
import { createPicture, type Picture } from '../src/pixels/picture.ts';
import { compilePrompt } from '../src/prompt/compile.ts';
import { createVision } from '../src/vision/create-vision.ts';

/**
 * Sets a picture in motion and writes a strip of its frames:
 * `node tools/look-image.ts <picture> "<prompt>" --out <directory> [--seed 1] [--cfg 0.5] [--class 720p] [--frames 4]
 * [--width 640] [--seconds 5]`. Prints the plan's report and what it cost.
 */
const [file = '', prompt = '', ...rest] = process.argv.slice(2);

function option(name: string, fallback: string): string {
  const at = rest.indexOf(`--${name}`);
  return at < 0 ? fallback : (rest[at + 1] ?? fallback);
}

async function readPicture(path: string): Promise<Picture> {
  const { data, info } = await sharp(await readFile(path))
    .rotate()
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const picture = createPicture(info.width, info.height);
  picture.rgba.set(data);
  return picture;
}

async function lookAtPicture(): Promise<void> {
  const directory = option('out', '.');
  const tileWidth = Number(option('width', '640'));
  const frames = Number(option('frames', '4'));
  await mkdir(directory, { recursive: true });
  const picture = await readPicture(file);
  const vision = await createVision();
  const before = process.cpuUsage();
  const plan = await planPicture(picture, compilePrompt(prompt, null), vision, {
    durationSeconds: Number(option('seconds', '5')),
    fps: 24,
    pictureClass: option('class', '720p') === '1080p' ? '1080p' : '720p',
    seed: Number(option('seed', '1')),
    cfgScale: Number(option('cfg', '0.5')),
  });
  const planned = process.cpuUsage(before);
  await vision.close();
  const { film } = plan;
  const paint = createPicturePainter(plan);
  const rgba = new Uint8ClampedArray(film.width * film.height * 4);
  const tileHeight = Math.round((tileWidth * film.height) / film.width);
  const tiles = [];
  let cpu = 0;
  for (let tile = 0; tile < frames; tile++) {
    const frame = Math.round((tile * (film.frameCount - 1)) / Math.max(1, frames - 1));
    paint(rgba, frame);
    const start = process.cpuUsage();
    paint(rgba, frame);
    const spent = process.cpuUsage(start);
    cpu += frame === 0 ? 0 : (spent.user + spent.system) / 1000;
    tiles.push({
      input: await sharp(rgba, { raw: { width: film.width, height: film.height, channels: 4 } })
        .resize(tileWidth, tileHeight)
        .png()
        .toBuffer(),
      left: (tile % 2) * tileWidth,
      top: Math.floor(tile / 2) * tileHeight,
    });
  }
  const name = `${basename(file).split('.')[0] ?? 'picture'}-${prompt.replaceAll(/[^a-z0-9]+/giu, '-').slice(0, 40)}`;
  await sharp({
    create: {
      width: tileWidth * 2,
      height: tileHeight * Math.ceil(frames / 2),
      channels: 3,
      background: '#000',
    },
  })
    .composite(tiles)
    .png()
    .toFile(join(directory, `${name}.png`));
  console.log(JSON.stringify(plan.report));
  console.log(
    `${film.width} x ${film.height}, plan ${((planned.user + planned.system) / 1e6).toFixed(2)} CPU s, ` +
      `${(cpu / Math.max(1, frames - 1)).toFixed(1)} CPU ms a frame -> ${name}.png`,
  );
}

await lookAtPicture();
