import type { EngineKind } from '../engine-kind.ts';
import { falEngine } from './engine.ts';
import { FalOptions } from './options.ts';

export const falKind: EngineKind<FalOptions> = {
  summary: 'The queue of fal.ai, with a key of yours.',
  options: FalOptions,
  pollSeconds: 3,
  create: (settings, options, deps) => falEngine(settings, options, deps),
};
