import type { EngineKind } from '../engine-kind.ts';
import { comfyuiEngine } from './engine.ts';
import { ComfyuiOptions } from './options.ts';

export const comfyuiKind: EngineKind<ComfyuiOptions> = {
  summary:
    'ComfyUI on a GPU of yours: workflows of open weights, Wan 2.2 and Wan-Animate unless you give others.',
  options: ComfyuiOptions,
  pollSeconds: 2,
  resolvePaths: (options, pathOf) => ({
    ...options,
    workflows: Object.fromEntries(
      Object.entries(options.workflows).map(([key, path]) => [key, path === null ? null : pathOf(path)]),
    ),
  }),
  create: (settings, options, deps) => comfyuiEngine(settings, options, deps),
};
