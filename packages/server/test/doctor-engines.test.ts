/** What the doctor finds about engines and their budgets. */
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { findFreePorts } from '../chaos/free-ports.ts';
import type { JsonObject } from '../src/kernel/json.ts';
import { parseDollars } from '../src/kernel/money.ts';
import { anotherReelay } from './support/a-router-server.ts';
import { ailments, enginesIn } from './support/ailments.ts';
import { testBench } from './support/test-bench.ts';

test('a budget that is used up, or less than any video, is a warning; until then it is told how far it is used', async () => {
  const { database } = await testBench();
  const cheap = await anotherReelay('cheap', {
    entry: { serves: ['kling_3'], daily_budget_usd: '0.30', prices: { kling_3: { per_second: '0.02' } } },
  });
  const dear = await anotherReelay('dear', {
    entry: { serves: ['kling_3'], daily_budget_usd: '0.30', prices: { kling_3: { per_video: '0.31' } } },
  });
  const used = async (dollars: string) => {
    const spent = { engine: 'cheap', day: sql<string>`(now() at time zone 'UTC')::date` };
    const amount = { spent_micros: parseDollars(dollars) };
    await database.db
      .insertInto('engine_days')
      .values({ ...spent, ...amount })
      .onConflict((conflict) => conflict.columns(['engine', 'day']).doUpdateSet(amount))
      .execute();
    return ailments({ DATABASE_URL: database.url, ...enginesIn([cheap.entry]) });
  };
  // The shortest video is of 3 seconds.
  expect(await used('0.24')).toEqual([]);
  const [next, level] = [expect.stringContaining('daily_budget_usd'), 'warning'];
  for (const dollars of ['0.25', '0.42'])
    expect(await used(dollars)).toEqual([
      {
        check: 'budgets',
        level,
        sentence: `cheap: ${dollars}00 of 0.3000 USD of today are used: it gets nothing more until 00:00 UTC.`,
        next,
      },
    ]);
  expect(await ailments({ DATABASE_URL: database.url, ...enginesIn([dear.entry]) })).toEqual([
    {
      check: 'budgets',
      level,
      sentence:
        'dear: its cheapest video costs 0.3100 USD, more than its budget of 0.3000 USD a day: it gets nothing.',
      next,
    },
  ]);
});

test('a budget of an engine whose prices nobody knows is a warning that names the models', async () => {
  const { database } = await testBench();
  const entry = { serves: ['kling_3', 'kling_2.6'], daily_budget_usd: '5' };
  const cheap = await anotherReelay('cheap', { entry });
  const found = async (routes?: readonly JsonObject[], prices: JsonObject = {}) =>
    (
      await ailments({
        DATABASE_URL: database.url,
        ...enginesIn([{ ...cheap.entry, prices }], routes),
      })
    ).map(({ check, level, sentence }) => `${check} ${level}: ${sentence}`);
  const rest = 'no price at cheap: its budget counts what it takes only afterwards.';
  expect(await found()).toEqual([`budgets warning: kling_3, kling_2.6 have ${rest}`]);
  expect(await found([{ engines: ['cheap'], models: ['kling_3'] }])).toEqual([
    `budgets warning: kling_3 has ${rest}`,
  ]);
  expect(await found(undefined, { kling_3: { per_video: 1 }, 'kling_2.6': { per_video: 1 } })).toEqual([]);
});

test('an upstream that cannot be reached is told in plain words, and that routes go on only where they can', async () => {
  const { database } = await testBench();
  const [port = 0] = await findFreePorts(1);
  const away = { id: 'away', kind: 'reelay', base_url: `http://127.0.0.1:${port}`, api_key: 'k' };
  const { entry: well } = await anotherReelay('well');
  const next = async (routes: readonly (readonly string[])[], fallback: JsonObject = {}) => {
    const models = ['kling_3', 'kling_2.6'];
    const found = await ailments({
      DATABASE_URL: database.url,
      ...enginesIn(
        [away, well],
        routes.map((engines, index) => ({ engines, models: [models[index] ?? ''], ...fallback })),
      ),
    });
    expect(found).toMatchObject([
      {
        check: 'engines',
        level: 'problem',
        sentence: `away: The upstream cannot be reached: no connection: connect ECONNREFUSED 127.0.0.1:${port}`,
      },
    ]);
    return found[0]?.next;
  };
  const onwards = 'Until it is mended, routes go on to their next engine.';
  expect(await next([['away', 'well']])).toBe(onwards);
  expect(await next([['away'], ['well']])).toMatch(/its videos fail and are refunded: no route goes on/);
  expect(await next([['away', 'well']], { fallback_on: [] })).toMatch(/no route goes on/);
  expect(await next([['away', 'well'], ['away']])).toMatch(/; what comes by a route without one fails/);
});
