import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { compilePrompt } from '../src/prompt/compile.ts';
import { directShot } from '../src/scene/direct-shot.ts';
import { castLine, shotSchema } from './draw-shot-schema.ts';

/**
 * Draws the compositions of prompts as boxes, first and last frame side by side:
 * `node tools/look-shots.ts <directory> <seed> <cfg> <width> <height> "<prompt>" ["<prompt>" ...]`.
 */
const [directory = '.', seed = '1', cfg = '0.5', width = '1280', height = '720', ...prompts] =
  process.argv.slice(2);
const TILE_WIDTH = Number(width) >= Number(height) ? 420 : 240;
const tileHeight = Math.round((TILE_WIDTH * Number(height)) / Number(width));

async function lookAtShots(): Promise<void> {
  await mkdir(directory, { recursive: true });
  const tiles = prompts.flatMap((prompt, row) => {
    const graph = compilePrompt(prompt, null);
    const shot = directShot(graph, {
      seed: Number(seed),
      cfgScale: Number(cfg),
      width: Number(width),
      height: Number(height),
      fps: 24,
      durationSeconds: 5,
    });
    console.log(`${prompt}\n  ${graph.place.id} ${castLine(shot)} props ${shot.props.length}`);
    return [0, shot.frameCount - 1].map((frame, column) => ({
      input: Buffer.from(shotSchema(shot, frame, TILE_WIDTH)),
      left: column * (TILE_WIDTH + 4),
      top: row * (tileHeight + 4),
    }));
  });
  await sharp({
    create: {
      width: TILE_WIDTH * 2 + 4,
      height: Math.max(1, prompts.length) * (tileHeight + 4),
      channels: 3,
      background: '#fff',
    },
  })
    .composite(tiles)
    .png()
    .toFile(join(directory, 'shots.png'));
}

await lookAtShots();
