/**
 * Which engines may make a generation, in which order, and what follows from a failure. Pure: it knows the configuration
 * and what the engines can do; how they are doing and what was tried is told to it.
 */
import type { Engine, Support } from '../engines/engine.ts';
import type { EngineTrouble } from '../kernel/engine-troubles.ts';
import { times, toMicros } from '../kernel/money.ts';
import { orderEngines, type Placed } from './order-engines.ts';
import type { Estimate, HealthOf, RoutedWish } from './routed-wish.ts';
import { permits } from '../jobs/breaker.ts';
import { type Route, type RoutedEngine, type RouterConfig } from './router-config.ts';

/** The engines of this process, by id. */
export interface EngineDirectory {
  get(id: string): Engine | undefined;
  values(): Iterable<Engine>;
}

/** One try that was made. */
export interface Tried {
  readonly engine: string;
  /** Null while it is under way, and after a success. */
  readonly trouble: EngineTrouble | null;
}

/** An engine that could make it. */
export interface Candidate {
  readonly engine: string;
  /** For the operator: why it comes at this place. */
  readonly because: string;
  /** Its rest is over, and this would be the one try that shows whether it is well. */
  readonly isProbe: boolean;
}

export interface Candidates {
  readonly list: readonly Candidate[];
  /** What the studio and others do differently; told to the caller. */
  readonly notes: readonly string[];
  /** Why none is in the list. */
  readonly why: string;
  /** Somebody could make it, later: an engine that rests. */
  readonly isLater: boolean;
}

export interface Router {
  /** Every engine that can make it, whatever its health: asked before anything is accepted. */
  possible(wish: RoutedWish): Candidates;
  /** Those that may be tried now, best first. */
  candidates(
    wish: RoutedWish,
    facts: { readonly generationId: string; readonly tried: readonly Tried[]; readonly now: Date },
    healthOf: HealthOf,
  ): Candidates;
  /** Whether the route goes on after this trouble. */
  goesOn(wish: RoutedWish, trouble: EngineTrouble, tried: readonly Tried[]): boolean;
  readonly estimate: Estimate;
  readonly config: RouterConfig;
  settingsOf(engineId: string): RoutedEngine | null;
}

/** On one engine that cannot be reached so often, about a minute, before it counts as tried. */
const MOST_UNREACHABLE = 6;

interface Known {
  readonly config: RouterConfig | null;
  readonly engines: EngineDirectory;
  readonly settings: ReadonlyMap<string, RoutedEngine>;
}

/** Without a configuration the studio makes everything, and says so to live keys. */
export function createRouter(config: RouterConfig | null, engines: EngineDirectory): Router {
  const settings = new Map(config?.engines.map((engine) => [engine.id, engine]));
  const known = { config, engines, settings };
  const estimate: Estimate = (engineId, wish) => estimateOf(known, engineId, wish);
  return {
    config: config ?? { engines: [], routes: [] },
    settingsOf: (id) => settings.get(id) ?? null,
    estimate,
    possible(wish) {
      const { ids, rest } = supporting(known, wish);
      return {
        ...rest,
        list: ids.map((engine) => ({ engine, because: 'it serves the model', isProbe: false })),
      };
    },
    candidates(wish, { generationId, tried, now }, healthOf) {
      const route = findRoute(config, wish);
      const { ids, rest } = supporting(known, wish);
      if (route === null) return { ...rest, list: [] };
      const open = ids.filter((id) => isOpen(id, tried));
      const ordered = orderEngines(route, open, { wish, generationId, healthOf, estimate, settings });
      // Whoever was full or out of reach a moment ago comes after those that were not asked yet.
      const isAsked = ({ engine }: Placed): boolean => tried.some((one) => one.engine === engine);
      const inTurn = [...ordered.filter((one) => !isAsked(one)), ...ordered.filter((one) => isAsked(one))];
      const resting: string[] = [];
      const list = inTurn.flatMap(({ engine, because }): readonly Candidate[] => {
        const permitted = permits(healthOf(engine, wish.model), generationId, now);
        if (permitted === 'no') {
          resting.push(engine);
          return [];
        }
        const why = `${because}${afterWhat(tried)}${whileResting(resting)}`;
        return [{ engine, because: why, isProbe: permitted === 'as_probe' }];
      });
      return { ...rest, list, isLater: list.length === 0 && ordered.length > 0 };
    },
    goesOn(wish, trouble, tried) {
      const route = findRoute(config, wish);
      if (route === null || !route.fallbackOn.has(trouble)) return false;
      const count = tried.filter((one) => one.trouble !== 'full' && one.trouble !== 'unreachable').length;
      return count < route.mostTries && supporting(known, wish).ids.some((id) => isOpen(id, tried));
    },
  };
}

/** The engines of its route that can make it, and the sentences of those that cannot. */
function supporting(
  { config, engines, settings }: Known,
  wish: RoutedWish,
): { readonly ids: readonly string[]; readonly rest: Omit<Candidates, 'list'> } {
  const route = findRoute(config, wish);
  const ids: string[] = [];
  const notes: string[] = [];
  const reasons: string[] = [];
  if (route === null) reasons.push(`No route of the configuration leads ${wish.model} to an engine.`);
  for (const id of route?.engines ?? []) {
    const support = supportOf(engines.get(id), settings.get(id), id, wish);
    if (!support.supported) reasons.push(support.why);
    else {
      // Of the first only: the caller is told of what will most likely happen.
      if (ids.length === 0) notes.push(...(support.notes ?? []));
      ids.push(id);
    }
  }
  if (config === null && wish.environment === 'live' && ids.length > 0)
    notes.push('The studio made this, not a hosted model: it is the only engine configured.');
  return { ids, rest: { notes, why: reasons.join(' '), isLater: false } };
}

function supportOf(
  engine: Engine | undefined,
  settings: RoutedEngine | undefined,
  id: string,
  wish: RoutedWish,
): Support {
  if (!engine) return { supported: false, why: `${id}: not configured here.` };
  const allowed = settings?.models ?? null;
  if (allowed !== null && !allowed.has(wish.model))
    return { supported: false, why: `${id}: does not serve ${wish.model}.` };
  return engine.supports(wish);
}

function estimateOf({ engines, settings }: Known, engineId: string, wish: RoutedWish): ReturnType<Estimate> {
  const seconds = wish.durationSeconds ?? null;
  const price = settings.get(engineId)?.prices.get(wish.model);
  if (price) return toMicros(times(price.perSecondMicros, Math.ceil(seconds ?? 0)) + price.perVideoMicros);
  if (seconds === null) return null;
  const { model, mode, pictureClass = '720p', sound = false } = wish;
  const asked = { model, mode, pictureClass, sound, durationSeconds: Math.ceil(seconds) };
  return engines.get(engineId)?.listPrice?.(asked) ?? null;
}

const STUDIO_ALONE: Route = {
  models: null,
  modes: null,
  accounts: null,
  policy: 'ordered',
  engines: ['studio'],
  fallbackOn: new Set(),
  mostTries: 1,
};

function fits(allowed: ReadonlySet<string> | null, value: string | null): boolean {
  return allowed === null || (value !== null && allowed.has(value));
}

/** Test keys are always on the studio and never spend. */
function findRoute(config: RouterConfig | null, wish: RoutedWish): Route | null {
  if (config === null || wish.environment === 'test') return STUDIO_ALONE;
  return (
    config.routes.find(
      (route) =>
        fits(route.models, wish.model) &&
        fits(route.modes, wish.mode) &&
        fits(route.accounts, wish.accountId),
    ) ?? null
  );
}

/** What was full may have room again, and what could not be reached may be back; what failed would fail again. */
function isOpen(id: string, tried: readonly Tried[]): boolean {
  const there = tried.filter((one) => one.engine === id);
  const unreachable = there.filter((one) => one.trouble === 'unreachable').length;
  return (
    unreachable < MOST_UNREACHABLE &&
    there.every((one) => one.trouble === 'full' || one.trouble === 'unreachable')
  );
}

function whileResting(resting: readonly string[]): string {
  if (resting.length === 0) return '';
  return `, while ${resting.join(' and ')} ${resting.length === 1 ? 'rests' : 'rest'}`;
}

function afterWhat(tried: readonly Tried[]): string {
  const last = tried.at(-1);
  return last?.trouble ? `, after ${last.engine}: ${last.trouble}` : '';
}
