import { join } from 'node:path';
import { openNodeAvEncoder } from '../src/codec/node-av-encoder.ts';
import type { Film, FramePainter } from '../src/pixels/film.ts';

/** CPU milliseconds a frame. */
export interface FrameCost {
  readonly drawMs: number;
  readonly encodeMs: number;
}

/** CPU milliseconds of the whole process since then: user and system, every thread. */
export function cpuMilliseconds(since: NodeJS.CpuUsage): number {
  const used = process.cpuUsage(since);
  return (used.user + used.system) / 1000;
}

/** Numbers of `count` frames spread over a film, so that a move's dear and cheap ends both count. */
export function spreadFrames(frameCount: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => Math.floor((i * (frameCount - 1)) / Math.max(1, count - 1)));
}

/** Draws some frames single-threaded and encodes the very same ones. */
export async function measureFrames(
  film: Film,
  paint: FramePainter,
  count: number,
  folder: string,
): Promise<FrameCost> {
  const { width, height, fps, frameCount } = film;
  const rgba = new Uint8ClampedArray(width * height * 4);
  const frames = spreadFrames(frameCount, count);
  for (let warm = 0; warm < 3; warm++) paint(rgba, frames[1] ?? 0);
  const encoder = await openNodeAvEncoder({
    width,
    height,
    fps,
    path: join(folder, 'bench.mp4'),
    metadata: {},
  });
  let drawMs = 0;
  let encodeMs = 0;
  for (const frame of frames) {
    const beforeDraw = process.cpuUsage();
    paint(rgba, frame);
    drawMs += cpuMilliseconds(beforeDraw);
    const beforeEncode = process.cpuUsage();
    await encoder.write(rgba);
    encodeMs += cpuMilliseconds(beforeEncode);
  }
  const beforeFinish = process.cpuUsage();
  await encoder.finish();
  encodeMs += cpuMilliseconds(beforeFinish);
  return { drawMs: drawMs / count, encodeMs: encodeMs / count };
}
