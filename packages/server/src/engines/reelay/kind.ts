import type { EngineKind } from '../engine-kind.ts';
import { reelayEngine } from './engine.ts';
import { ReelayOptions } from './options.ts';

export const reelayKind: EngineKind<ReelayOptions> = {
  summary: 'Another Reelay, or the vendor whose API Reelay speaks, with a key of yours.',
  options: ReelayOptions,
  pollSeconds: 2,
  create: (settings, options, deps) => reelayEngine(settings, options, deps),
};
