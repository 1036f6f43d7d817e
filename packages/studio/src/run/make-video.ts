import { openFfmpegEncoder } from '../codec/ffmpeg-encoder.ts';
import type { FrameEncoder } from '../codec/frame-encoder.ts';
import { writePoster } from '../codec/write-poster.ts';
import type { ChildOrder, Progress } from './child-messages.ts';
import { filmOf } from './footage.ts';
import { FramePool } from './frame-pool.ts';
import { fileTags, writeManifest } from './manifest.ts';
import type { Manifest } from './manifest.ts';
import type { OnPrepared, Preparation } from './preparation.ts';
import { prepareMotion } from './prepare-motion.ts';
import { preparePicture } from './prepare-picture.ts';
import { prepareText } from './prepare-text.ts';
import { RenderFailure } from './render-failure.ts';
import type { RenderRequest } from './render-request.ts';

/** Percent of the whole at which drawing begins: following a driver takes about as long as drawing its puppet. */
const DRAWING_STARTS = {
  text_to_video: 6,
  image_to_video: 15,
  motion_control: 45,
} as const satisfies Record<RenderRequest['mode'], number>;
const FINISHING_STARTS = 97;
/** The poster shows the video a third in: camera moves have begun, nothing has left the frame. */
const POSTER_AT = 1 / 3;
const BYTES_PER_MB = 1024 * 1024;

type OnProgress = (progress: Progress) => void;

/** A request to files, in this process. Runs inside the render child. */
export async function makeVideo(order: ChildOrder, onProgress: OnProgress): Promise<Manifest> {
  const { request } = order;
  const startedAt = performance.now();
  const cpuAtStart = process.cpuUsage();
  const drawingStarts = DRAWING_STARTS[request.mode];
  onProgress({ phase: 'preparing', percent: 1, frame: 0, frameCount: 0 });
  const preparation = await prepare(request, (share) => {
    const percent = Math.max(1, Math.floor(drawingStarts * Math.min(share, 1)));
    onProgress({ phase: 'preparing', percent, frame: 0, frameCount: 0 });
    checkMemory(order.memoryLimitMb);
  });
  await drawAndEncode(order, preparation, drawingStarts, onProgress);
  const cpu = process.cpuUsage(cpuAtStart);
  return writeManifest(request, preparation, {
    cpuSeconds: (cpu.user + cpu.system) / 1e6,
    wallSeconds: (performance.now() - startedAt) / 1000,
  });
}

function prepare(request: RenderRequest, onPrepared: OnPrepared): Promise<Preparation> {
  switch (request.mode) {
    case 'text_to_video':
      return prepareText(request, onPrepared);
    case 'image_to_video':
      return preparePicture(request, onPrepared);
    case 'motion_control':
      return prepareMotion(request, onPrepared);
    default:
      return request satisfies never;
  }
}

async function drawAndEncode(
  order: ChildOrder,
  preparation: Preparation,
  drawingStarts: number,
  onProgress: OnProgress,
): Promise<void> {
  const { posterPath } = order.request;
  const { width, height, frameCount } = filmOf(preparation.footage);
  onProgress({ phase: 'rendering', percent: drawingStarts, frame: 0, frameCount });
  const encoder = await openEncoder(order, preparation);
  const posterFrame = Math.floor((frameCount - 1) * POSTER_AT);
  const perFrame = (FINISHING_STARTS - drawingStarts) / frameCount;
  try {
    await new FramePool(preparation.footage, order.threads).run(async (rgba, frame) => {
      await encoder.write(rgba);
      if (frame === posterFrame) await writePoster(rgba, width, height, posterPath);
      checkMemory(order.memoryLimitMb);
      const percent = Math.floor(drawingStarts + perFrame * (frame + 1));
      onProgress({ phase: 'rendering', percent, frame: frame + 1, frameCount });
    });
    onProgress({ phase: 'finishing', percent: FINISHING_STARTS, frame: frameCount, frameCount });
    await encoder.finish();
  } catch (error) {
    await encoder.abort();
    throw error;
  }
}

async function openEncoder(order: ChildOrder, { footage, sound }: Preparation): Promise<FrameEncoder> {
  const { width, height, fps } = filmOf(footage);
  const { request, ffmpegPath } = order;
  const options = { path: request.outputPath, width, height, fps, sound, metadata: fileTags(request) };
  if (ffmpegPath !== null) return openFfmpegEncoder(ffmpegPath, options);
  // Not before it is wanted: with an ffmpeg program of the system, node-av need not be installed.
  const { openNodeAvEncoder } = await import('../codec/node-av-encoder.ts');
  return openNodeAvEncoder(options);
}

/** V8's own limit does not see picture memory and FFmpeg, which are most of it. */
function checkMemory(limitMb: number): void {
  const usedMb = process.memoryUsage.rss() / BYTES_PER_MB;
  if (usedMb > limitMb)
    throw new RenderFailure('memory_limit', `${Math.round(usedMb)} MB used of ${limitMb}`);
}
