import type { Engine } from '../../engines/engine.ts';
import { systemClock } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import type { Logger } from '../../kernel/log.ts';
import type { RouterConfig } from '../../router/router-config.ts';
import { createRouter, type Router } from '../../router/router.ts';
import { type Config, ConfigError } from '../config.ts';
import { STUDIO_ID } from '../routing/engines-file.ts';
import { loadEnginesFile } from '../routing/load-engines-file.ts';

/** What the configuration says of engines; those made are closed by whoever asked for them. */
export type EnginesRead =
  /** There is none: the studio is alone. */
  | { readonly kind: 'none' }
  | { readonly kind: 'unusable'; readonly problems: readonly string[] }
  | MadeEngines;

export interface MadeEngines {
  readonly kind: 'made';
  readonly engines: readonly Engine[];
  readonly config: RouterConfig;
  readonly router: Router;
}

/** Reads the file as a server would. Nothing is asked of any engine. */
export async function readEngines(
  config: Config,
  environment: Readonly<Record<string, string | undefined>>,
  log: Logger,
): Promise<EnginesRead> {
  try {
    const file = await loadEnginesFile(config, environment);
    if (file === null) return { kind: 'none' };
    const deps = { log, clock: systemClock, newId, hasPublicUrl: config.publicUrl !== undefined };
    const engines = file.engines.map((engine) => engine.create(deps));
    const router = createRouter(file.router, new Map(engines.map((engine) => [engine.id, engine])));
    return { kind: 'made', engines, config: file.router, router };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { kind: 'unusable', problems: error.problems };
  }
}

/** The ids that a server would know; null when the file cannot be used. */
export function knownIds(read: EnginesRead): readonly string[] | null {
  if (read.kind === 'unusable') return null;
  return [STUDIO_ID, ...(read.kind === 'made' ? read.engines.map(({ id }) => id) : [])];
}
