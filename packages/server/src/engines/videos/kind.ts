import type { EngineKind } from '../engine-kind.ts';
import { videosEngine } from './engine.ts';
import { VideosOptions } from './options.ts';

export const videosKind: EngineKind<VideosOptions> = {
  summary: 'A /v1/videos server: your own weights on SGLang or vLLM-Omni, or a relay such as LiteLLM.',
  options: VideosOptions,
  pollSeconds: 2,
  create: (settings, options, deps) => videosEngine(settings, options, deps),
};
