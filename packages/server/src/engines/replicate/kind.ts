import type { EngineKind } from '../engine-kind.ts';
import { replicateEngine } from './engine.ts';
import { ReplicateOptions } from './options.ts';

export const replicateKind: EngineKind<ReplicateOptions> = {
  summary: 'Kling’s models on Replicate, with a token of yours.',
  options: ReplicateOptions,
  pollSeconds: 3,
  create: (settings, options, deps) => replicateEngine(settings, options, deps),
};
