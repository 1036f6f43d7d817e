/** The prepared clip of test mode: a real video, small enough to be drawn in any sandbox, and drawn once per process. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { render } from '@reelay/studio';
import type { StudioDeps, StudioOptions } from './engine.ts';
import { openScratch } from './scratch.ts';
import { succeededWith } from './succeeded-with.ts';

/** 2 to 4 seconds on one core, most of which is the start of the child. */
const SCENE = {
  mode: 'text_to_video',
  prompt: 'a red ball on a table, static shot',
  negativePrompt: null,
  seed: 1,
  cfgScale: 0.5,
  width: 320,
  height: 180,
  fps: 24,
  durationSeconds: 1,
  sound: false,
  cameraControl: null,
} as const;
const TIME_LIMIT_SECONDS = 60;

export function smallClip(options: StudioOptions, deps: Pick<StudioDeps, 'newId' | 'render'>) {
  const instanceId = `${process.pid}-${deps.newId()}`;
  const stopping = new AbortController();
  let scratch: Promise<string> | null = null;
  let drawn: ReturnType<typeof draw> | null = null;

  async function draw() {
    scratch ??= openScratch(options.scratchDirectory, instanceId);
    const directory = await scratch;
    const paths = { outputPath: join(directory, 'clip.mp4'), posterPath: join(directory, 'clip.jpg') };
    const { memoryLimitMb, ffmpegPath } = options;
    return succeededWith(
      await (deps.render ?? render)(
        { ...SCENE, ...paths },
        {
          signal: stopping.signal,
          threads: 1,
          memoryLimitMb,
          timeLimitSeconds: TIME_LIMIT_SECONDS,
          ...(ffmpegPath === undefined ? {} : { ffmpegPath }),
        },
      ),
    );
  }

  return {
    /** All calls of a process get the same files; a drawing that failed is tried again by the next call. */
    async make() {
      drawn ??= draw();
      try {
        return await drawn;
      } catch (error) {
        drawn = null;
        throw error;
      }
    },
    async close() {
      stopping.abort();
      await drawn?.catch(() => null);
      if (scratch) await rm(await scratch, { recursive: true, force: true });
    },
  };
}
