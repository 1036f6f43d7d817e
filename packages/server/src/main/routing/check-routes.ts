/** What is right by itself and makes no sense together. */
import { findModel } from '../../catalogue/models.ts';
import { ALL_MODEL_IDS } from '../../contract/models.ts';
import type { RouterConfig } from '../../router/router-config.ts';
import { type CommonEngine, type RouteEntry, STUDIO_ID } from './engines-file.ts';
import type { Problem } from './problem.ts';
import { accountOf } from './to-router-config.ts';

/** Ids that two engines have. A null stands for one that cannot be read. */
export function checkIds(ids: readonly (string | null)[]): readonly Problem[] {
  return ids.flatMap((id, index): readonly Problem[] => {
    const twin = ids.indexOf(id);
    if (id === null || twin === index) return [];
    return [
      {
        path: ['engines', index, 'id'],
        sentence: `"${id}" is also the id of engines[${twin}]: choose another.`,
      },
    ];
  });
}

/** Engines that share the places of an account, and do not agree. A null stands for one that cannot be read. */
export function checkAccounts(engines: readonly (CommonEngine | null)[]): readonly Problem[] {
  return engines.flatMap((engine, index) => {
    if (engine === null) return [];
    const others = engines
      .slice(0, index)
      .filter((one) => one !== null)
      .filter((one) => accountOf(one) === accountOf(engine) && one.id !== engine.id);
    return others.flatMap((other) => disagreements(engine, other, index));
  });
}

/**
 * Routes that name what is not there: the engines of each route, as far as they can be read. Nothing is said while the id of an
 * engine cannot be read, since it may be the one.
 */
export function checkNames(
  ids: readonly (string | null)[],
  routes: readonly (readonly string[])[],
): readonly Problem[] {
  if (ids.includes(null)) return [];
  const known = new Set([...ids, STUDIO_ID]);
  return routes.flatMap((engines, index) =>
    engines.flatMap((id, place): readonly Problem[] =>
      known.has(id)
        ? []
        : [
            {
              path: ['routes', index, 'engines', place],
              sentence: `"${id}" is the id of no engine: write one of: ${[...known].join(', ')}.`,
            },
          ],
    ),
  );
}

function disagreements(engine: CommonEngine, other: CommonEngine, index: number): readonly Problem[] {
  const told = (path: readonly PropertyKey[], mine: number, theirs: number): Problem => ({
    path: ['engines', index, ...path],
    sentence: `${mine} is not the ${theirs} of ${other.id}, with which it shares the account ${accountOf(engine)}: write the same number, or write it once.`,
  });
  const problems: Problem[] = [];
  const { concurrency: mine } = engine;
  const { concurrency: theirs } = other;
  if (typeof mine === 'number' && typeof theirs === 'number' && mine !== theirs)
    problems.push(told(['concurrency'], mine, theirs));
  for (const model of ALL_MODEL_IDS) {
    const ofMine = engine.model_concurrency?.[model];
    const ofTheirs = other.model_concurrency?.[model];
    if (ofMine !== undefined && ofTheirs !== undefined && ofMine !== ofTheirs)
      problems.push(told(['model_concurrency', model], ofMine, ofTheirs));
  }
  return problems;
}

/** Routes and engines that nothing can reach. */
export function checkRoutes(
  config: RouterConfig,
  engines: readonly CommonEngine[],
  written: readonly RouteEntry[] | undefined,
): readonly Problem[] {
  if (written === undefined && engines.length === 0)
    return [{ path: ['engines'], sentence: 'is empty: write an engine, or a route to studio.' }];
  return unreached(config);
}

function unreached({ engines, routes }: RouterConfig): readonly Problem[] {
  const reachedModels = routes.map((_, index) => modelsReaching(routes, index));
  const dead = routes.flatMap((_, index): readonly Problem[] =>
    reachedModels[index]?.size === 0
      ? [
          {
            path: ['routes', index],
            sentence:
              'is never taken: routes before it take everything, or its models do not make its modes; move it up, or take it out.',
          },
        ]
      : [],
  );
  const idle = engines.flatMap(({ id, models }, index): readonly Problem[] => {
    const isReached = routes.some(
      (route, place) =>
        route.engines.includes(id) &&
        [...(reachedModels[place] ?? [])].some((model) => models?.has(model) ?? true),
    );
    // An engine that serves nothing is on its way out.
    if (isReached || models?.size === 0) return [];
    const sentence = routes.some((route) => route.engines.includes(id))
      ? `is reached by no route: those that name ${id} are not for the models that it serves; change serves, or a route.`
      : `is reached by no route: write ${id} into the engines of a route, or take the engine out.`;
    return [{ path: ['engines', index], sentence }];
  });
  return [...dead, ...idle];
}

/** The models that come to a route past those before it. */
function modelsReaching(routes: RouterConfig['routes'], index: number): ReadonlySet<string> {
  const route = routes[index];
  const earlier = routes.slice(0, index);
  const reached = new Set<string>();
  for (const model of ALL_MODEL_IDS) {
    const { modes } = findModel(model);
    for (const mode of modes) {
      if (route?.models?.has(model) === false || route?.modes?.has(mode) === false) continue;
      const before = earlier.filter(
        (one) => (one.models?.has(model) ?? true) && (one.modes?.has(mode) ?? true),
      );
      if (before.some(({ accounts }) => accounts === null)) continue;
      const isLeft = (account: string): boolean => !before.some(({ accounts }) => accounts?.has(account));
      if (route?.accounts === null || [...(route?.accounts ?? [])].some(isLeft)) reached.add(model);
    }
  }
  return reached;
}
