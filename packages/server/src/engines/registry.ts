import type { Engine } from './engine.ts';
import { studioEngine, type StudioDeps, type StudioOptions } from './studio/engine.ts';

export interface EngineConfig {
  readonly studio: StudioOptions;
}

/** What engines need besides their configuration. */
export type EngineDeps = Pick<StudioDeps, 'log' | 'newId'>;

/** Every engine that this process can use, by id. Adding one is one line here and its folder beside `studio`. */
export function createEngines(config: EngineConfig, deps: EngineDeps): ReadonlyMap<string, Engine> {
  const engines: readonly Engine[] = [studioEngine(config.studio, deps)];
  return new Map(engines.map((engine) => [engine.id, engine]));
}
