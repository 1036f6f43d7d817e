import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Engine } from '../engines/engine.ts';
import { WELL } from '../jobs/breaker.ts';
import { DEFAULT_BREAKER } from '../jobs/breaker.ts';
import { ENGINE_TROUBLES, type EngineTrouble } from '../kernel/engine-troubles.ts';
import { parseDollars, toMicros } from '../kernel/money.ts';
import type { Route, RoutedEngine, RouterConfig } from './router-config.ts';
import type { RoutedWish } from './routed-wish.ts';
import { createRouter, type Router } from './router.ts';

const NOW = new Date('2026-11-29T12:00:00Z');
const WISH: RoutedWish = {
  environment: 'live',
  accountId: 'acme',
  model: 'kling_3',
  mode: 'text_to_video',
  durationSeconds: 5,
};
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Object.keys forgets the key type
const TROUBLES = Object.keys(ENGINE_TROUBLES) as EngineTrouble[];

function engine(id: string, supported = true): Engine {
  return {
    id,
    concurrency: null,
    pollMilliseconds: 1_000,
    supports: () => (supported ? { supported: true } : { supported: false, why: `${id} cannot.` }),
    start: () => Promise.reject(new Error('not asked here')),
    status: () => Promise.reject(new Error('not asked here')),
  };
}

function settings(id: string, changes: Partial<RoutedEngine> = {}): RoutedEngine {
  return {
    id,
    models: null,
    account: id,
    concurrency: null,
    modelConcurrency: new Map(),
    weight: 1,
    prices: new Map(),
    dailyBudgetMicros: null,
    answerMilliseconds: null,
    tryMilliseconds: null,
    breaker: DEFAULT_BREAKER,
    ...changes,
  };
}

function route(engines: readonly string[], changes: Partial<Route> = {}): Route {
  return {
    models: null,
    modes: null,
    accounts: null,
    policy: 'ordered',
    engines,
    fallbackOn: new Set(TROUBLES.filter((trouble) => ENGINE_TROUBLES[trouble].fallsBack)),
    mostTries: 4,
    ...changes,
  };
}

function routerOf(config: RouterConfig | null, engines: readonly Engine[]): Router {
  return createRouter(config, new Map(engines.map((one) => [one.id, one])));
}

const ids = (
  router: Router,
  wish = WISH,
  generationId = 'g1',
  tried: readonly { engine: string; trouble: EngineTrouble }[] = [],
) => router.candidates(wish, { generationId, tried, now: NOW }, () => WELL).list.map((one) => one.engine);

const ABC = [engine('a'), engine('b'), engine('c')];
const SETTINGS = [settings('a'), settings('b'), settings('c')];

test('with no configuration the studio makes everything, and tells live keys so', () => {
  const router = routerOf(null, [engine('studio')]);
  expect(router.possible(WISH)).toMatchObject({
    list: [{ engine: 'studio' }],
    notes: [expect.stringContaining('The studio made this')],
  });
  expect(router.possible({ ...WISH, environment: 'test' }).notes).toEqual([]);
});

test('keys of test are on the studio whatever the routes say, and the studio never stands in for a live engine by itself', () => {
  const router = routerOf({ engines: [settings('a')], routes: [route(['a'])] }, [
    engine('studio'),
    engine('a', false),
  ]);
  expect(ids(router, { ...WISH, environment: 'test' })).toEqual(['studio']);
  expect(router.possible(WISH)).toMatchObject({ list: [], why: 'a cannot.' });
});

test('route by route, the one that fits first decides: models, modes and accounts', () => {
  const router = routerOf(
    {
      engines: SETTINGS,
      routes: [
        route(['a'], { accounts: new Set(['acme']), models: new Set(['kling_3']) }),
        route(['b'], { modes: new Set(['motion_control']) }),
        route(['c']),
      ],
    },
    ABC,
  );
  expect(ids(router)).toEqual(['a']);
  expect(ids(router, { ...WISH, accountId: 'other' })).toEqual(['c']);
  expect(ids(router, { ...WISH, model: 'kling_3_motion', mode: 'motion_control' })).toEqual(['b']);
});

test('an engine serves only the models that it may', () => {
  const router = routerOf(
    {
      engines: [settings('a', { models: new Set(['kling_2.6']) }), settings('b')],
      routes: [route(['a', 'b'])],
    },
    ABC,
  );
  expect(ids(router)).toEqual(['b']);
});

function price(dollars: string) {
  return new Map([['kling_3', { perSecondMicros: parseDollars(dollars), perVideoMicros: toMicros(0n) }]]);
}

test('the cheapest comes first, by the price of the operator; without a price last', () => {
  const router = routerOf(
    {
      engines: [
        settings('a'),
        settings('b', { prices: price('0.09') }),
        settings('c', { prices: price('0.0842') }),
      ],
      routes: [route(['a', 'b', 'c'], { policy: 'cheapest' })],
    },
    ABC,
  );
  expect(ids(router)).toEqual(['c', 'b', 'a']);
  expect(router.estimate('c', WISH)).toBe(421_000n);
});

function timed(id: string) {
  return { ...WELL, typicalSeconds: id === 'a' ? 60 : 30 };
}

test('the fastest comes first, by what its successes took', () => {
  const router = routerOf({ engines: SETTINGS, routes: [route(['a', 'b'], { policy: 'fastest' })] }, ABC);
  const { list } = router.candidates(WISH, { generationId: 'g', tried: [], now: NOW }, timed);
  expect(list.map(({ engine: id, because }) => [id, because])).toEqual([
    ['b', 'typically 30.0 s'],
    ['a', 'typically 60.0 s'],
  ]);
});

test('weights share generations out, and every worker draws the same lot', () => {
  const config = {
    engines: [settings('a', { weight: 3 }), settings('b', { weight: 1 })],
    routes: [route(['a', 'b'], { policy: 'weighted' })],
  };
  const [one, other] = [routerOf(config, ABC), routerOf(config, ABC)];
  const firsts = Array.from({ length: 2_000 }, (_, index) => ids(one, WISH, `g${index}`)[0]);
  const share = firsts.filter((id) => id === 'a').length / firsts.length;
  expect(share).toBeGreaterThan(0.71);
  expect(share).toBeLessThan(0.79);
  expect(ids(other, WISH, 'g7')).toEqual(ids(one, WISH, 'g7'));
});

test('an engine that rests is passed over; when all rest, there will be one later', () => {
  const router = routerOf({ engines: SETTINGS, routes: [route(['a', 'b'])] }, ABC);
  const resting = { ...WELL, retryAt: new Date(NOW.getTime() + 30_000) };
  const facts = { generationId: 'g', tried: [], now: NOW };
  expect(
    router.candidates(WISH, facts, (id) => (id === 'a' ? resting : WELL)).list.map((one) => one.engine),
  ).toEqual(['b']);
  expect(router.candidates(WISH, facts, () => resting)).toMatchObject({ list: [], isLater: true });
});

test('what failed is not tried again; what was full or out of reach may be', () => {
  const router = routerOf({ engines: SETTINGS, routes: [route(['a', 'b'])] }, ABC);
  expect(ids(router, WISH, 'g', [{ engine: 'a', trouble: 'failed' }])).toEqual(['b']);
  expect(ids(router, WISH, 'g', [{ engine: 'a', trouble: 'full' }])).toEqual(['b', 'a']);
  const unreachable = Array.from({ length: 6 }, () => ({ engine: 'a', trouble: 'unreachable' }) as const);
  expect(ids(router, WISH, 'g', unreachable)).toEqual(['b']);
});

test('content and input faults go nowhere else unless the route says so', () => {
  const router = routerOf({ engines: SETTINGS, routes: [route(['a', 'b'])] }, ABC);
  for (const trouble of ['content', 'input', 'rejected', 'timeout', 'result_lost'] as const)
    expect(router.goesOn(WISH, trouble, [{ engine: 'a', trouble }])).toBe(false);
  for (const trouble of ['failed', 'account', 'unserved', 'unreachable', 'full'] as const)
    expect(router.goesOn(WISH, trouble, [{ engine: 'a', trouble }])).toBe(true);
});

test('whatever happens, it ends: a route goes on at most as often as it may', () => {
  const router = routerOf({ engines: SETTINGS, routes: [route(['a', 'b', 'c'])] }, ABC);
  fc.assert(
    fc.property(
      fc.infiniteStream(fc.constantFrom(...TROUBLES.filter((one) => one !== 'full'))),
      (troubles) => {
        const tried: { engine: string; trouble: EngineTrouble }[] = [];
        for (const trouble of troubles) {
          const [next] = ids(router, WISH, 'g', tried);
          if (next === undefined) break;
          tried.push({ engine: next, trouble });
          if (!router.goesOn(WISH, trouble, tried)) break;
        }
        expect(tried.length).toBeLessThanOrEqual(3 * 6 + 3);
      },
    ),
  );
});
