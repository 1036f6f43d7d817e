import { expect, test } from 'vitest';
import type { EngineKindDeps } from '../../engines/engine-kind.ts';
import { newId } from '../../kernel/ids.ts';
import { silentLogger } from '../../kernel/log.ts';
import { enginesFileReader, HOST_KEY } from '../../../test/support/engines-file-reader.ts';
import { ConfigError } from '../config.ts';

const deps: EngineKindDeps = {
  log: silentLogger,
  clock: { now: () => new Date(0) },
  newId,
  hasPublicUrl: true,
};
const { made, read, problemsOf } = enginesFileReader();
const engine = { id: 'one', kind: 'host', api_key: '${HOST_KEY}' };

test('an engine needs an id, a kind and its key; everything else has a default', () => {
  const { router, engines } = read({ engines: [engine] });
  expect(router).toEqual({
    engines: [
      {
        id: 'one',
        models: null,
        account: 'one',
        concurrency: null,
        modelConcurrency: new Map(),
        weight: 1,
        prices: new Map(),
        dailyBudgetMicros: null,
        answerMilliseconds: null,
        tryMilliseconds: null,
        breaker: {
          consecutiveFaults: 5,
          faultShare: 0.5,
          windowCount: 20,
          slowSeconds: null,
          restSeconds: 30,
        },
      },
    ],
    routes: [
      {
        models: null,
        modes: null,
        accounts: null,
        policy: 'ordered',
        engines: ['one'],
        fallbackOn: new Set(['unreachable', 'full', 'account', 'unserved', 'failed']),
        mostTries: 4,
      },
    ],
  });
  expect(engines).toMatchObject([
    { kind: 'host', settings: { id: 'one', concurrency: null, pollMilliseconds: 2_500 } },
  ]);
});

test('everything that can be said is read', () => {
  const account = '0199a0f6-9d2e-7c3a-b1f2-0242AC120002';
  const { router, engines } = read({
    $schema: './docs/reelay.config.schema.json',
    engines: [
      {
        ...engine,
        serves: ['kling_3', 'kling_2.6'],
        concurrency: 5,
        model_concurrency: { kling_3: 2 },
        account: 'shared',
        weight: 2.5,
        prices: {
          kling_3: { per_second: 0.042 },
          'kling_2.6': { per_second: '0.07', per_video: '0.000001' },
        },
        daily_budget_usd: 25,
        poll_seconds: 1.5,
        timeouts: { answer_seconds: 60, video_seconds: 900 },
        breaker: { consecutive_faults: 3, slow_seconds: 600, rest_seconds: 60 },
      },
      { ...engine, id: 'two', account: 'shared' },
    ],
    routes: [
      {
        models: ['kling_3'],
        modes: ['image_to_video'],
        accounts: [account],
        policy: 'cheapest',
        engines: ['one', 'studio'],
        fallback_on: ['failed', 'timeout'],
        most_tries: 2,
      },
      { engines: ['two', 'one'], fallback_on: [] },
    ],
  });
  expect(router.engines[0]).toEqual({
    id: 'one',
    models: new Set(['kling_3', 'kling_2.6']),
    account: 'shared',
    concurrency: 5,
    modelConcurrency: new Map([['kling_3', 2]]),
    weight: 2.5,
    prices: new Map([
      ['kling_3', { perSecondMicros: 42_000n, perVideoMicros: 0n }],
      ['kling_2.6', { perSecondMicros: 70_000n, perVideoMicros: 1n }],
    ]),
    dailyBudgetMicros: 25_000_000n,
    answerMilliseconds: 60_000,
    tryMilliseconds: 900_000,
    breaker: { consecutiveFaults: 3, faultShare: 0.5, windowCount: 20, slowSeconds: 600, restSeconds: 60 },
  });
  expect(router.routes).toEqual([
    {
      models: new Set(['kling_3']),
      modes: new Set(['image_to_video']),
      accounts: new Set([account.toLowerCase()]),
      policy: 'cheapest',
      engines: ['one', 'studio'],
      fallbackOn: new Set(['failed', 'timeout']),
      mostTries: 2,
    },
    expect.objectContaining({ engines: ['two', 'one'], fallbackOn: new Set() }),
  ]);
  expect(engines[0]?.settings.pollMilliseconds).toBe(1_500);
});

test('engines of one account have its places, whoever of them says how many', () => {
  const { router, engines } = read({
    engines: [
      { ...engine, account: 'shared' },
      { ...engine, id: 'two', account: 'shared', concurrency: 3, model_concurrency: { kling_3: 1 } },
    ],
  });
  expect(router.engines.map(({ concurrency }) => concurrency)).toEqual([3, 3]);
  expect(router.engines.map(({ modelConcurrency }) => modelConcurrency.get('kling_3'))).toEqual([1, 1]);
  expect(engines.map(({ settings }) => settings.concurrency)).toEqual([3, 3]);
});

test('an engine is made of what the file says, in the names of its kind, with the keys of the environment', () => {
  const { engines } = read({
    engines: [
      { ...engine, base_url: 'https://a.example', models: { kling_3: 'baseUrl' }, retry: { first_wait: 2 } },
    ],
  });
  expect(engines[0]?.create(deps).id).toBe('one');
  expect(made.at(-1)).toEqual({
    id: 'one',
    options: {
      apiKey: HOST_KEY,
      baseUrl: 'https://a.example',
      models: { kling_3: 'baseUrl' },
      retry: { firstWait: 2 },
    },
  });
});

test('an engine that cannot be made is a wrong configuration, told without its key', () => {
  const [prepared] = read({ engines: [{ ...engine, models: { kling_3: 'broken' } }] }).engines;
  expect(() => prepared?.create(deps)).toThrow(
    new ConfigError(['test.json: engines[0] (one) cannot be made: no file, with [secret]']),
  );
});

test('routes may lead to the studio alone, and no engine without a route is told', () => {
  expect(read({ engines: [], routes: [{ engines: ['studio'] }] }).router.engines).toEqual([]);
  expect(problemsOf({ engines: [] })).toEqual([
    'test.json: engines is empty: write an engine, or a route to studio.',
  ]);
});
