/**
 * What a picture costs: CPU per frame of drawing, single-threaded, against encoding the very same frames with libx264
 * veryfast, and the wall time of a default render. The ratio is the figure to watch: it hardly depends on the machine.
 *
 *   node packages/studio/bench/render.ts [frames per prompt] [--no-wall]
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

interface Cost {
  readonly bakeMs: number;
  readonly drawMs: number;
  readonly passMs: Readonly<Record<Pass, number>>;
  readonly encodeMs: number;
}

function cpuMilliseconds(since: NodeJS.CpuUsage): number {
  const used = process.cpuUsage(since);
  return (used.user + used.system) / 1000;
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
  // Spread over the shot, so that a camera move's dear and cheap ends both count.
  const indices = Array.from({ length: frames }, (_, i) =>
    Math.floor((i * (shot.frameCount - 1)) / Math.max(1, frames - 1)),
  );
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

async function main(): Promise<void> {
  const frames = Number(process.argv[2] ?? 12) || 12;
  const folder = await mkdtemp(join(tmpdir(), 'reelay-bench-'));
  try {
    console.log(`${SIZE.width}x${SIZE.height}, ${frames} frames per prompt, CPU milliseconds`);
    console.log('prompt      bake   draw/frame   encode/frame   ratio   by pass');
    for (const [name, prompt] of Object.entries(PROMPTS)) {
      const cost = await measure(prompt, frames, folder);
      const cells = [
        name.padEnd(10),
        cost.bakeMs.toFixed(0).padStart(6),
        cost.drawMs.toFixed(1).padStart(12),
        cost.encodeMs.toFixed(1).padStart(14),
      ];
      const passes = Object.entries(cost.passMs).map(([pass, ms]) => `${pass} ${ms.toFixed(1)}`);
      console.log(
        [...cells, (cost.drawMs / cost.encodeMs).toFixed(1).padStart(8), `  ${passes.join(', ')}`].join(' '),
      );
    }
    if (process.argv.includes('--no-wall')) return;
    const request = {
      ...SIZE,
      prompt: PROMPTS.people,
      negativePrompt: null,
      durationSeconds: 5,
      seed: SEED,
      cfgScale: 0.5,
    };
    const { manifest } = await render({
      ...request,
      outputPath: join(folder, 'wall.mp4'),
      posterPath: join(folder, 'wall.jpg'),
    });
    console.log(
      `5 s of 720p, all threads: ${manifest.wallSeconds.toFixed(1)} s wall, ${manifest.cpuSeconds.toFixed(1)} s CPU`,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

await main();
