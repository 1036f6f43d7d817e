import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { createFrame } from '../src/render/frame.ts';
import { openPainter } from '../src/render/open/open-painter.ts';
import { skyPainter } from '../src/render/sky/sky-painter.ts';
import { spacePainter } from '../src/render/space/space-painter.ts';
import { underwaterPainter } from '../src/render/underwater/underwater-painter.ts';
import { viewAt } from '../src/render/view.ts';
import type { WorldPainter } from '../src/render/world-painter.ts';
import type { Shot } from '../src/scene/shot.ts';
import { WORLD_SHOTS, worldShot } from './world-shots.ts';

/**
 * Renders contact sheets of worlds: `node tools/look-worlds.ts <directory> [filter] [width] [height]`.
 * Prints CPU milliseconds of the bake and per frame.
 */
const [directory = '.', filter = '', widthText = '640', heightText = '360'] = process.argv.slice(2);
const width = Number(widthText);
const height = Number(heightText);
const COLUMNS = 3;
const PER_SHEET = 12;

async function lookAtWorlds(): Promise<void> {
  await mkdir(directory, { recursive: true });
  const names = Object.keys(WORLD_SHOTS).filter((name) => new RegExp(filter).test(name));
  for (let first = 0; first < names.length; first += PER_SHEET) {
    const group = names.slice(first, first + PER_SHEET);
    const tiles = group.map((name, index) => ({
      input: render(name),
      raw: { width, height, channels: 4 as const },
      left: (index % COLUMNS) * width,
      top: Math.floor(index / COLUMNS) * height,
    }));
    const rows = Math.ceil(group.length / COLUMNS);
    await sharp({
      create: { width: width * COLUMNS, height: height * rows, channels: 3, background: '#000' },
    })
      .composite(tiles)
      .png()
      .toFile(join(directory, `worlds-${first / PER_SHEET}.png`));
  }
}

function render(name: string): Buffer {
  const shot = worldShot(name, width, height);
  switch (shot.world.kind) {
    case 'open':
      return paint(name, shot, openPainter);
    case 'underwater':
      return paint(name, shot, underwaterPainter);
    case 'space':
      return paint(name, shot, spacePainter);
    case 'sky':
      return paint(name, shot, skyPainter);
    case 'street':
    case 'room':
    default:
      throw new TypeError(`${shot.world.kind} is looked at with look-rooms`);
  }
}

function paint<Baked>(name: string, shot: Shot, painter: WorldPainter<Baked>): Buffer {
  const start = cpuMilliseconds();
  const baked = painter.bake(shot);
  const bakedAt = cpuMilliseconds();
  const frame = createFrame(shot.width, shot.height, false);
  let last = bakedAt;
  for (let index = 0; index < shot.frameCount; index++) {
    last = cpuMilliseconds();
    const view = viewAt(shot, index);
    painter.background(frame, shot, baked, view);
    painter.afterFigures?.(frame, shot, baked, view);
  }
  const perFrame = cpuMilliseconds() - last;
  console.log(`${name}: bake ${Math.round(bakedAt - start)} ms, frame ${Math.round(perFrame)} ms`);
  return Buffer.from(frame.rgba);
}

function cpuMilliseconds(): number {
  const usage = process.cpuUsage();
  return (usage.user + usage.system) / 1000;
}

await lookAtWorlds();
