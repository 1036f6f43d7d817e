/**
 * What a picture costs: CPU per frame of drawing, single-threaded, against encoding the very same frames with libx264
 * veryfast, and the wall time of a default render. The ratio is the figure to watch: it hardly depends on the machine.
 *
 * Text-to-video may cost 8 times the encoding, films from still pictures 3 times.
 *
 *   node packages/studio/bench/render.ts [frames per prompt] [--no-text] [--no-stills] [--no-wall]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openNodeAvEncoder } from '../src/codec/node-av-encoder.ts';
import { compilePrompt } from '../src/prompt/compile.ts';
import { bakeShot, drawFrame } from '../src/render/draw-frame.ts';
import type { Pass } from '../src/render/draw-frame.ts';
import { createFrame } from '../src/render/frame.ts';
import { render } from '../src/run/render.ts';
import { directShot } from '../src/scene/direct-shot.ts';
import { createVision } from '../src/vision/create-vision.ts';
import { cpuMilliseconds, spreadFrames } from './costs.ts';
import { STILL_BAR, measurePictures, measurePuppet } from './measure-stills.ts';
import type { StillCost } from './measure-stills.ts';

const PROMPTS = {
  'open land': 'a horse running across a green meadow, mountains in the distance',
  street: 'a red car driving down a european street at sunset',
  room: 'a cat sitting in a cosy living room',
  beach: 'a sailboat near a tropical beach, waves rolling in',
  people: 'a panda playing guitar by a campfire in a snowy forest at night, slow zoom in',
  style: 'a village by a lake, Van Gogh style',
} as const;

const SIZE = { width: 1280, height: 720, fps: 24 } as const;
const SEED = 7;
/** CPU per frame of drawing over that of encoding: never above. */
const TEXT_BAR = 8;

interface Cost {
  readonly bakeMs: number;
  readonly drawMs: number;
  readonly passMs: Readonly<Record<Pass, number>>;
  readonly encodeMs: number;
}

async function measure(prompt: string, frames: number, folder: string): Promise<Cost> {
  const shot = directShot(compilePrompt(prompt, null), {
    ...SIZE,
    seed: SEED,
    cfgScale: 0.5,
    durationSeconds: 5,
  });
  const beforeBake = process.cpuUsage();
  const baked = await bakeShot(shot);
  const bakeMs = cpuMilliseconds(beforeBake);
  const frame = createFrame(shot.width, shot.height, false);
  const indices = spreadFrames(shot.frameCount, frames);
  for (let warm = 0; warm < 3; warm++) drawFrame(frame, shot, baked, indices[0] ?? 0);
  const encoder = await openNodeAvEncoder({ ...SIZE, path: join(folder, 'bench.mp4'), metadata: {} });
  const passMs = { background: 0, figures: 0, reflections: 0, particles: 0, post: 0 } satisfies Record<
    Pass,
    number
  >;
  let drawMs = 0;
  let encodeMs = 0;
  for (const index of indices) {
    const beforeDraw = process.cpuUsage();
    let passSince = beforeDraw;
    drawFrame(frame, shot, baked, index, (pass) => {
      passMs[pass] += cpuMilliseconds(passSince) / frames;
      passSince = process.cpuUsage();
    });
    drawMs += cpuMilliseconds(beforeDraw);
    const beforeEncode = process.cpuUsage();
    await encoder.write(frame.rgba);
    encodeMs += cpuMilliseconds(beforeEncode);
  }
  const beforeFinish = process.cpuUsage();
  await encoder.finish();
  encodeMs += cpuMilliseconds(beforeFinish);
  return { bakeMs, drawMs: drawMs / frames, passMs, encodeMs: encodeMs / frames };
}

async function benchStills(frames: number, folder: string): Promise<void> {
  const vision = await createVision();
  try {
    console.log('\nfilms from still pictures, CPU milliseconds');
    console.log(`film               plan   draw/frame   encode/frame   ratio (bar ${STILL_BAR})`);
    for (const cost of await measurePictures(vision, frames, folder)) printStill(cost);
    const puppet = await measurePuppet(vision, frames, folder);
    if (puppet === null) console.log('motion: the driver or the character was not seen');
    else {
      printStill(puppet.cost);
      console.log(`following the driver: ${puppet.followMs.toFixed(0)} a frame of the driver`);
    }
  } finally {
    await vision.close();
  }
}

function printStill({ name, planMs, drawMs, encodeMs }: StillCost): void {
  const ratio = drawMs / encodeMs;
  console.log(
    [
      name.padEnd(16),
      planMs.toFixed(0).padStart(7),
      drawMs.toFixed(1).padStart(12),
      encodeMs.toFixed(1).padStart(14),
      ratio.toFixed(1).padStart(8),
      ratio <= STILL_BAR ? 'pass' : 'MISS',
    ].join(' '),
  );
}

async function benchText(frames: number, folder: string): Promise<void> {
  console.log(`${SIZE.width}x${SIZE.height}, ${frames} frames per prompt, CPU milliseconds`);
  console.log(`prompt      bake   draw/frame   encode/frame   ratio (bar ${TEXT_BAR})   by pass`);
  for (const [name, prompt] of Object.entries(PROMPTS)) {
    const cost = await measure(prompt, frames, folder);
    const passes = Object.entries(cost.passMs).map(([pass, ms]) => `${pass} ${ms.toFixed(1)}`);
    const ratio = cost.drawMs / cost.encodeMs;
    console.log(
      [
        name.padEnd(10),
        cost.bakeMs.toFixed(0).padStart(6),
        cost.drawMs.toFixed(1).padStart(12),
        cost.encodeMs.toFixed(1).padStart(14),
        ratio.toFixed(1).padStart(8),
        ratio <= TEXT_BAR ? 'pass' : 'MISS',
        `  ${passes.join(', ')}`,
      ].join(' '),
    );
  }
}

/** How long somebody waits for a default video. */
async function benchWall(folder: string): Promise<void> {
  const { manifest } = await render({
    mode: 'text_to_video',
    ...SIZE,
    sound: false,
    cameraControl: null,
    prompt: PROMPTS.people,
    negativePrompt: null,
    durationSeconds: 5,
    seed: SEED,
    cfgScale: 0.5,
    outputPath: join(folder, 'wall.mp4'),
    posterPath: join(folder, 'wall.jpg'),
  });
  console.log(
    `5 s of 720p, all threads: ${manifest.wallSeconds.toFixed(1)} s wall, ${manifest.cpuSeconds.toFixed(1)} s CPU`,
  );
}

function leavesOut(part: 'text' | 'stills' | 'wall'): boolean {
  return process.argv.includes(`--no-${part}`);
}

async function main(): Promise<void> {
  const frames = Number(process.argv[2] ?? 12) || 12;
  const folder = await mkdtemp(join(tmpdir(), 'reelay-bench-'));
  try {
    if (!leavesOut('text')) await benchText(frames, folder);
    if (!leavesOut('stills')) await benchStills(frames, folder);
    if (!leavesOut('wall')) await benchWall(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

await main();
