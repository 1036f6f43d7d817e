import type { FrameEncoder } from '../codec/frame-encoder.ts';
import { openFfmpegEncoder } from '../codec/ffmpeg-encoder.ts';
import { openNodeAvEncoder } from '../codec/node-av-encoder.ts';
import { writePoster } from '../codec/write-poster.ts';
import { compilePrompt } from '../prompt/compile.ts';
import { bakeShot } from '../render/draw-frame.ts';
import { directShot } from '../scene/direct-shot.ts';
import type { Shot } from '../scene/shot.ts';
import type { ChildOrder, Progress } from './child-messages.ts';
import { FramePool } from './frame-pool.ts';
import { fileTags, writeManifest } from './manifest.ts';
import type { Manifest } from './manifest.ts';
import { RenderFailure } from './render-failure.ts';
import type { RenderRequest } from './render-request.ts';

/** Percent of the whole at which each phase begins; the last ends at 100. */
const PHASE_STARTS = { directing: 1, baking: 3, rendering: 6, finishing: 97, done: 100 } as const;
/** The poster shows the shot a third in: camera moves have begun, nothing has left the frame. */
const POSTER_AT = 1 / 3;
const BYTES_PER_MB = 1024 * 1024;

/** Prompt to files, in this process. Runs inside the render child. */
export async function makeVideo(
  order: ChildOrder,
  onProgress: (progress: Progress) => void,
): Promise<Manifest> {
  const { request } = order;
  const startedAt = performance.now();
  const cpuAtStart = process.cpuUsage();
  const graph = compilePrompt(request.prompt, request.negativePrompt);
  const shot = directShot(graph, request);
  const { frameCount } = shot;
  onProgress({ phase: 'preparing', percent: PHASE_STARTS.baking, frame: 0, frameCount });
  const baked = await bakeShot(shot);
  onProgress({ phase: 'rendering', percent: PHASE_STARTS.rendering, frame: 0, frameCount });
  const encoder = await openEncoder(order, shot);
  const posterFrame = Math.floor((frameCount - 1) * POSTER_AT);
  const perFrame = (PHASE_STARTS.finishing - PHASE_STARTS.rendering) / frameCount;
  try {
    await new FramePool(shot, baked, order.threads).run(async (rgba, frame) => {
      await encoder.write(rgba);
      if (frame === posterFrame) await writePoster(rgba, shot.width, shot.height, request.posterPath);
      checkMemory(order.memoryLimitMb);
      onProgress({
        phase: 'rendering',
        percent: Math.floor(PHASE_STARTS.rendering + perFrame * (frame + 1)),
        frame: frame + 1,
        frameCount,
      });
    });
    onProgress({ phase: 'finishing', percent: PHASE_STARTS.finishing, frame: frameCount, frameCount });
    await encoder.finish();
  } catch (error) {
    await encoder.abort();
    throw error;
  }
  const cpu = process.cpuUsage(cpuAtStart);
  return writeManifest(request, graph, shot, {
    cpuSeconds: (cpu.user + cpu.system) / 1e6,
    wallSeconds: (performance.now() - startedAt) / 1000,
  });
}

async function openEncoder(order: ChildOrder, shot: Shot): Promise<FrameEncoder> {
  const options = encoderOptions(order.request, shot);
  return order.ffmpegPath === null
    ? openNodeAvEncoder(options)
    : openFfmpegEncoder(order.ffmpegPath, options);
}

function encoderOptions(request: RenderRequest, shot: Shot) {
  return {
    path: request.outputPath,
    width: shot.width,
    height: shot.height,
    fps: shot.fps,
    metadata: fileTags(request),
  };
}

/** V8's own limit does not see picture memory and FFmpeg, which are most of it. */
function checkMemory(limitMb: number): void {
  const usedMb = process.memoryUsage.rss() / BYTES_PER_MB;
  if (usedMb > limitMb)
    throw new RenderFailure('memory_limit', `${Math.round(usedMb)} MB used of ${limitMb}`);
}
