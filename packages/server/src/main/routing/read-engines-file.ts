import { resolve } from 'node:path';
import type { Engine } from '../../engines/engine.ts';
import type { EngineKind, EngineKindDeps, EngineSettings } from '../../engines/engine-kind.ts';
import { ENGINE_KINDS, type EngineKinds } from '../../engines/engine-kinds.ts';
import { createRedact } from '../../engines/redact.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../kernel/json.ts';
import type { RouterConfig } from '../../router/router-config.ts';
import { ConfigError } from '../config.ts';
import { checkAccounts, checkIds, checkNames, checkRoutes } from './check-routes.ts';
import { COMMON_FIELDS, CommonEngine, RouteEntry, WholeFile } from './engines-file.ts';
import { type Filled, fillInVariables, type Variables } from './environment-values.ts';
import { issueProblems, shortJson, type Telling } from './issue-problems.ts';
import { readJson } from './json-text.ts';
import { objectOf } from './kind-options.ts';
import { jsonPath, type Problem, problemLine } from './problem.ts';
import { readOptions, secretsOf } from './read-options.ts';
import { toRouterConfig } from './to-router-config.ts';

/** An engine of the file, checked; nothing of it runs yet. */
export interface PreparedEngine {
  readonly kind: string;
  readonly settings: EngineSettings;
  /** Throws ConfigError when what it names outside of the file cannot be used. */
  readonly create: (deps: EngineKindDeps) => Engine;
}

export interface EnginesFile {
  /** Where it is from: a path as the operator wrote it, or the variable with the text. */
  readonly source: string;
  readonly router: RouterConfig;
  readonly engines: readonly PreparedEngine[];
}

export interface ReadOptions {
  /** Where the text is from, for the messages. */
  readonly path: string;
  /** Where relative paths among the options of engines begin. */
  readonly baseDirectory: string;
  readonly kinds?: EngineKinds;
}

/** A thousand times what any operator writes. */
const MOST_CHARACTERS = 1_000_000;

/** Reads the configuration file. Throws ConfigError with a sentence for each problem; a secret is in none of them. */
export function readEnginesFile(
  text: string,
  environment: Variables,
  { path: source, baseDirectory, kinds = ENGINE_KINDS }: ReadOptions,
): EnginesFile {
  const refuse = (problems: readonly Problem[]): never => {
    throw new ConfigError([...new Set(problems.map((problem) => problemLine(source, problem)))]);
  };
  if (text.length > MOST_CHARACTERS)
    return refuse([{ path: [], sentence: `has more than ${MOST_CHARACTERS} characters: make it shorter.` }]);
  const json = readJson(text);
  if ('problem' in json) return refuse([{ path: [], sentence: json.problem }]);
  const filled = fillInVariables(json.value, environment);
  const { value } = filled;

  const whole = WholeFile.safeParse(value);
  const wholeIssues = whole.success ? [] : issueProblems(whole.error.issues, value, plainTelling([], filled));
  const rawEngines = listAt(value, 'engines');
  const read = rawEngines.map((raw, index) =>
    readEngine(raw, index, { filled, kinds, source, baseDirectory }),
  );
  const found = [...wholeIssues, ...read.flatMap(({ problems }) => problems), ...crossProblems(value, read)];
  const told = new Set(filled.problems.map(({ path }) => jsonPath(path)));
  const problems = [...filled.problems, ...found.filter(({ path }) => !told.has(jsonPath(path)))];
  if (problems.length > 0 || !whole.success) return refuse(problems);

  const common = read.flatMap((engine) => engine.common ?? []);
  const router = toRouterConfig(common, whole.data.routes);
  const unreached = checkRoutes(router, common, whole.data.routes);
  if (unreached.length > 0) return refuse(unreached);
  const concurrencyOf = new Map(router.engines.map(({ id, concurrency }) => [id, concurrency]));
  return {
    source,
    router,
    engines: read.flatMap(({ prepare }) => prepare?.(concurrencyOf) ?? []),
  };
}

/** What does not go together, as far as each part of it can be read; so that it is told with all other mistakes. */
function crossProblems(value: JsonValue, read: readonly ReadEngine[]): readonly Problem[] {
  const ids = listAt(value, 'engines').map(
    (raw) => CommonEngine.shape.id.safeParse(objectOf(raw)['id']).data ?? null,
  );
  const named = listAt(value, 'routes').map(
    (raw) => RouteEntry.shape.engines.safeParse(objectOf(raw)['engines']).data ?? [],
  );
  return [
    ...checkIds(ids),
    ...checkAccounts(read.map(({ common }) => common ?? null)),
    ...checkNames(ids, named),
  ];
}

function listAt(value: JsonValue, name: string): readonly JsonValue[] {
  const list = objectOf(value)[name];
  return Array.isArray(list) ? list : [];
}

interface ReadContext {
  readonly filled: Filled;
  readonly kinds: EngineKinds;
  readonly source: string;
  readonly baseDirectory: string;
}

interface ReadEngine {
  readonly problems: readonly Problem[];
  /** Also beside problems in what only its kind understands. */
  readonly common?: CommonEngine;
  readonly prepare?: (concurrencyOf: ReadonlyMap<string, number | null>) => PreparedEngine;
}

function readEngine(raw: JsonValue, index: number, context: ReadContext): ReadEngine {
  // What is no object is told with the whole file.
  if (!isJsonObject(raw)) return { problems: [] };
  const at = ['engines', index];
  const { kind: kindName, ...rest } = raw;
  const ofAll = pick(rest, (name) => COMMON_FIELDS.has(name));
  const common = CommonEngine.safeParse(ofAll);
  const commonProblems = common.success
    ? []
    : issueProblems(common.error.issues, ofAll, plainTelling(at, context.filled));
  const kind =
    typeof kindName === 'string' && Object.hasOwn(context.kinds, kindName)
      ? context.kinds[kindName]
      : undefined;
  if (kind === undefined || typeof kindName !== 'string')
    return {
      problems: [...commonProblems, unknownKind(kindName, at, context)],
      ...(common.success && { common: common.data }),
    };
  const options = readOptions(
    kind,
    pick(rest, (name) => !COMMON_FIELDS.has(name)),
    at,
    context.filled,
  );
  const problems = [...commonProblems, ...options.problems];
  if (!common.success) return { problems };
  const { data } = common;
  if (problems.length > 0) return { problems, common: data };
  return {
    problems,
    common: data,
    prepare: (concurrencyOf) => {
      const settings: EngineSettings = {
        id: data.id,
        concurrency: concurrencyOf.get(data.id) ?? null,
        pollMilliseconds: Math.round((data.poll_seconds ?? kind.pollSeconds) * 1_000),
      };
      return {
        kind: kindName,
        settings,
        create: (deps) =>
          createEngine({ kindName, kind, settings, options: options.value, common: data }, deps, {
            at,
            ...context,
          }),
      };
    },
  };
}

function unknownKind(
  kind: JsonValue | undefined,
  at: readonly PropertyKey[],
  { kinds, filled }: ReadContext,
): Problem {
  const path = [...at, 'kind'];
  const next = `write one of: ${Object.keys(kinds).join(', ')}.`;
  if (kind === undefined) return { path, sentence: `is missing: ${next}` };
  const shown = filled.secretPaths.has(jsonPath(path)) ? '' : `${shortJson(kind)} `;
  return { path, sentence: `${shown}cannot be used: ${next}` };
}

interface Blueprint {
  readonly kindName: string;
  readonly kind: EngineKind<unknown>;
  readonly settings: EngineSettings;
  readonly options: unknown;
  readonly common: CommonEngine;
}

function createEngine(
  { kindName, kind, settings, options, common }: Blueprint,
  deps: EngineKindDeps,
  { at, source, filled, baseDirectory }: ReadContext & { readonly at: readonly PropertyKey[] },
): Engine {
  const refuse = (problem: Problem): never => {
    throw new ConfigError([problemLine(source, problem)]);
  };
  const pathOf = (path: string): string => resolve(baseDirectory, path);
  let engine: Engine;
  try {
    engine = kind.create(settings, kind.resolvePaths?.(options, pathOf) ?? options, deps);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const redact = createRedact(secretsOf(filled.value, filled));
    return refuse({ path: at, sentence: `(${settings.id}) cannot be made: ${redact(why)}` });
  }
  // Whether it can stop a work depends on more than its kind, so it is known only now.
  if (common.timeouts?.video_seconds !== undefined && !engine.cancel)
    return refuse({
      path: [...at, 'timeouts', 'video_seconds'],
      sentence: `cannot be used: ${settings.id} cannot stop a video that it has begun${unless(kindName)}; leave video_seconds out.`,
    });
  return engine;
}

/** Kinds of which only some can stop a work, with what those have. */
const STOPS_WHEN: Readonly<Record<string, string>> = { reelay: 'dedupes is true' };

function unless(kindName: string): string {
  const condition = STOPS_WHEN[kindName];
  return condition === undefined ? '' : ` unless ${condition}`;
}

function plainTelling(at: readonly PropertyKey[], { secretPaths }: Filled): Telling {
  return {
    pathInFile: (path) => [...at, ...path],
    show: (value, path) =>
      secretPaths.has(jsonPath(path)) || typeof value === 'object' ? null : shortJson(value),
  };
}

function pick(object: JsonObject, isWanted: (name: string) => boolean): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => isWanted(name)));
}
