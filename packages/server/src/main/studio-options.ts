import { join, resolve } from 'node:path';
import type { StudioOptions } from '../engines/studio/engine.ts';
import type { Config } from './config.ts';

/** The studio as the configuration wants it. */
export function studioOptions(config: Config): StudioOptions {
  return {
    scratchDirectory: join(resolve(config.dataDirectory), 'scratch'),
    concurrency: config.studioConcurrency,
    threads: config.studioThreads,
    memoryLimitMb: config.studioMemoryMegabytes,
    ...(config.ffmpegPath === undefined ? {} : { ffmpegPath: config.ffmpegPath }),
  };
}
