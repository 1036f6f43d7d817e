import type { Clock } from '../kernel/clock.ts';
import type { Engine } from './engine.ts';
import { studioEngine, type StudioDeps, type StudioOptions } from './studio/engine.ts';
import { smallClip } from './studio/small-clip.ts';
import { testMode } from './test-mode/engine.ts';

export interface EngineConfig {
  readonly studio: StudioOptions;
}

/** What engines need besides their configuration. */
export type EngineDeps = Pick<StudioDeps, 'log' | 'newId'> & { readonly clock: Clock };

/** Every engine that this process can use, by id. Adding one is one line here and its folder beside `studio`. */
export function createEngines(config: EngineConfig, deps: EngineDeps): ReadonlyMap<string, Engine> {
  const engines: readonly Engine[] = [
    testMode(studioEngine(config.studio, deps), { ...deps, clip: smallClip(config.studio, deps) }),
  ];
  return new Map(engines.map((engine) => [engine.id, engine]));
}
