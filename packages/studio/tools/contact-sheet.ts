/**
 * The picture at the top of the README: one frame of each of a few prompts.
 *   node packages/studio/tools/contact-sheet.ts [FILE]     (docs/pictures/contact-sheet.jpg unless said)
 */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import sharp, { type OverlayOptions } from 'sharp';
import { compilePrompt } from '../src/prompt/compile.ts';
import { bakeShot, drawFrame } from '../src/render/draw-frame.ts';
import { createFrame } from '../src/render/frame.ts';
import { directShot } from '../src/scene/direct-shot.ts';

const PROMPTS = [
  'A panda playing guitar by a campfire in a snowy forest at night, slow zoom in',
  'A red vintage car drives through a neon street in the rain, night',
  'An astronaut floats in space above the earth',
  'A sailboat on the sea at sunset',
  'A cat sleeps on a sofa in a cosy living room',
  'A robot dances on a stage, confetti',
  'A shark swims through a coral reef',
  'A woman does yoga on a tropical beach in the morning',
  'A horse gallops over green hills, tracking shot',
];
const COLUMNS = 3;
const WIDTH = 640;
const HEIGHT = 360;

async function thumbnail(prompt: string): Promise<Buffer> {
  const shot = directShot(compilePrompt(prompt, null), {
    seed: 7,
    cfgScale: 0.7,
    width: WIDTH,
    height: HEIGHT,
    fps: 24,
    durationSeconds: 5,
  });
  const frame = createFrame(WIDTH, HEIGHT, false);
  drawFrame(frame, shot, await bakeShot(shot), 48);
  return sharp(frame.rgba, { raw: { width: WIDTH, height: HEIGHT, channels: 4 } })
    .png()
    .toBuffer();
}

const path = process.argv[2] ?? 'docs/pictures/contact-sheet.jpg';
mkdirSync(dirname(path), { recursive: true });
const tiles: OverlayOptions[] = [];
for (const [index, prompt] of PROMPTS.entries()) {
  const input = await thumbnail(prompt);
  tiles.push({ input, left: (index % COLUMNS) * WIDTH, top: Math.floor(index / COLUMNS) * HEIGHT });
  console.log(prompt);
}
await sharp({
  create: {
    width: COLUMNS * WIDTH,
    height: Math.ceil(PROMPTS.length / COLUMNS) * HEIGHT,
    channels: 3,
    background: '#000',
  },
})
  .composite(tiles)
  .jpeg({ quality: 82 })
  .toFile(path);
