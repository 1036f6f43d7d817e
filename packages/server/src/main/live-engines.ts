/** The engines and routes in force: those of the configuration file, which may be read again while the server runs. */
import type { Engine } from '../engines/engine.ts';
import type { EngineKindDeps } from '../engines/engine-kind.ts';
import type { Logger } from '../kernel/log.ts';
import { createRouter, type EngineDirectory, type Router } from '../router/router.ts';
import { type Config, ConfigError } from './config.ts';
import { loadEnginesFile } from './routing/load-engines-file.ts';
import type { EnginesFile } from './routing/read-engines-file.ts';

export interface LiveEngines {
  readonly engines: EngineDirectory;
  readonly router: () => Router;
  /** What the configuration in force names; null without one. */
  readonly configured: () => ConfiguredEngines | null;
  /** Reads the file again. What is under way goes on as it was begun; on an engine that is gone, whoever takes it over waits until it is back. Throws ConfigError, and nothing changes; also when the file is not there any more. */
  reload(): Promise<void>;
  /** Closes the engines that reloads have replaced. Those in force are closed by their worker. */
  closeReplaced(): Promise<void>;
}

export interface ConfiguredEngines {
  /** The path of the file as the operator wrote it, or the variable that holds the text. */
  readonly source: string;
  /** In the order of the file. */
  readonly ids: readonly string[];
}

export interface LiveEnginesDeps extends EngineKindDeps {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Engines that are there without a file: the studio. */
  readonly own: ReadonlyMap<string, Engine>;
}

interface InForce {
  readonly engines: ReadonlyMap<string, Engine>;
  readonly router: Router;
  readonly configured: ConfiguredEngines | null;
}

export async function openLiveEngines(
  config: Pick<Config, 'configPath' | 'configJson'>,
  deps: LiveEnginesDeps,
): Promise<LiveEngines> {
  let inForce = makeEngines(await loadEnginesFile(config, deps.environment), deps);
  // Not closed before the end: a start that is on its way through one would be cut, and whether it arrived would be unknown; and
  // whoever drives a work there goes on asking it.
  const replaced: Engine[] = [];
  const engines: EngineDirectory = {
    get: (id) => inForce.engines.get(id),
    values: () => inForce.engines.values(),
  };
  return {
    engines,
    router: () => inForce.router,
    configured: () => inForce.configured,
    async reload() {
      const before = inForce;
      const file = await loadEnginesFile(config, deps.environment);
      if (file === null && before.configured !== null) throw goneError(before.configured);
      inForce = makeEngines(file, deps);
      replaced.push(...[...before.engines].filter(([id]) => !deps.own.has(id)).map(([, engine]) => engine));
      tellReload(deps.log, inForce);
    },
    async closeReplaced() {
      for (const engine of replaced.splice(0)) await engine.close?.();
    },
  };
}

function makeEngines(file: EnginesFile | null, deps: LiveEnginesDeps): InForce {
  const made = (file?.engines ?? []).map((engine) => engine.create(deps));
  const engines = new Map([...deps.own, ...made.map((engine) => [engine.id, engine] as const)]);
  return {
    engines,
    router: createRouter(file?.router ?? null, engines),
    configured: file && { source: file.source, ids: made.map(({ id }) => id) },
  };
}

/** A file that was moved away by mistake must not turn paid videos into drawn ones. */
function goneError({ source }: ConfiguredEngines): ConfigError {
  return new ConfigError([
    `${source}: is not there any more: put it back; for the studio alone write { "engines": [], "routes": [{ "engines": ["studio"] }] } into it.`,
  ]);
}

function tellReload(log: Logger, { engines }: InForce): void {
  log.info({ engines: [...engines.keys()] }, 'the configuration of engines was read again');
}

/** Engines that a caller brings: they are never read again. */
export function fixedEngines(engines: ReadonlyMap<string, Engine>): LiveEngines {
  const router = createRouter(null, engines);
  return {
    engines,
    router: () => router,
    configured: () => null,
    reload: doNothing,
    closeReplaced: doNothing,
  };
}

function doNothing(): Promise<void> {
  return Promise.resolve();
}

/** The same engines, each through `wrap`, which is called once for each. */
export function wrapEngines(live: LiveEngines, wrap: (engine: Engine) => Engine): LiveEngines {
  const wrapped = new WeakMap<Engine, Engine>();
  const of = (engine: Engine): Engine => {
    const known = wrapped.get(engine) ?? wrap(engine);
    wrapped.set(engine, known);
    return known;
  };
  const engines: EngineDirectory = {
    get(id) {
      const engine = live.engines.get(id);
      return engine && of(engine);
    },
    values: () => [...live.engines.values()].map((engine) => of(engine)),
  };
  return { ...live, engines };
}
