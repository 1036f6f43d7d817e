import type { EngineKind } from '../engine-kind.ts';
import { klingEngine } from './engine.ts';
import { KlingOptions } from './options.ts';

export const klingKind: EngineKind<KlingOptions> = {
  summary: 'Kling’s own API, both its current and its legacy standard, with a key of yours.',
  options: KlingOptions,
  pollSeconds: 3,
  create: (settings, options, deps) => klingEngine(settings, options, deps),
};
