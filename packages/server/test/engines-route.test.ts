/** `GET /v1/engines`: how the engines of the configuration are, for whoever runs the server. */
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { EngineList, type EngineView } from '../src/contract/engine-view.ts';
import { ErrorBody } from '../src/contract/generation-view.ts';
import {
  anotherReelay,
  aRouterServer,
  PATIENT,
  UPSTREAM_KEY,
  type RouterServer,
} from './support/a-router-server.ts';

const SIGNING_SECRET = 'whsec_dGhlIHNlY3JldCBvZiBhIHRlc3Q=';

async function enginesOf(server: RouterServer, key: string): Promise<ReadonlyMap<string, EngineView>> {
  const response = await server.send('GET', '/v1/engines', { key });
  expect(response.status).toBe(200);
  const { data } = EngineList.parse(await response.json());
  return new Map(data.map((engine) => [engine.id, engine]));
}

test('every engine of the file is listed in its order with what was configured, and nothing it is reached with', async () => {
  const first = await anotherReelay('first', {
    entry: {
      concurrency: 3,
      account: 'shared',
      weight: 2.5,
      daily_budget_usd: '7.5',
      webhook_secret: SIGNING_SECRET,
    },
  });
  const second = await anotherReelay('second', { entry: { concurrency: 3, account: 'shared' } });
  const server = await aRouterServer({ engines: [first.entry, second.entry] });
  const { admin } = await server.account();
  const listed = await enginesOf(server, admin);
  expect([...listed.keys()]).toEqual(['studio', 'first', 'second']);
  expect(listed.get('first')).toEqual({
    id: 'first',
    account: 'shared',
    concurrency: 3,
    in_flight: 0,
    weight: 2.5,
    spent_today: '0.0000',
    daily_budget: '7.5000',
    health: [],
  });
  expect(listed.get('second')).toMatchObject({ account: 'shared', weight: 1, daily_budget: null });
  expect(listed.get('studio')).toMatchObject({ account: 'studio', in_flight: 0, health: [] });
  const text = await (await server.send('GET', '/v1/engines', { key: admin })).text();
  for (const hidden of [UPSTREAM_KEY, SIGNING_SECRET, first.emulator.url, second.emulator.url])
    expect(text).not.toContain(hidden);
});

test('while a generation runs it is shown as in flight at its own engine, also beside one of the same account, and after its end nowhere', async () => {
  const one = await anotherReelay('one', {
    script: { end: 'never' },
    entry: { concurrency: 2, account: 'both', prices: { kling_3: { per_video: '0.30' } } },
  });
  const other = await anotherReelay('other', { entry: { concurrency: 2, account: 'both' } });
  const server = await aRouterServer({ engines: [one.entry, other.entry] });
  const { admin } = await server.account();
  const id = await server.submit(admin);
  await vi.waitFor(() => expect(one.emulator.works).toHaveLength(1), PATIENT);
  const running = await enginesOf(server, admin);
  expect(['one', 'other', 'studio'].map((name) => running.get(name)?.in_flight)).toEqual([1, 0, 0]);
  one.emulator.script.end = 'succeeded';
  expect(await server.ended(id, admin)).toMatchObject({ status: 'completed', engine: 'one' });
  const after = await enginesOf(server, admin);
  expect(['one', 'other'].map((name) => after.get(name)?.in_flight)).toEqual([0, 0]);
  // 0.42 is what the emulator says that it took, in the place of the 0.30 of the file.
  expect(after.get('one')).toMatchObject({
    spent_today: '0.4200',
    health: [
      {
        model: 'kling_3',
        state: 'closed',
        retry_at: null,
        consecutive_faults: 0,
        fault_share: 0,
        last_trouble: null,
      },
    ],
  });
  expect(after.get('one')?.health[0]?.typical_seconds).toBeGreaterThan(0);
  expect(after.get('other')).toMatchObject({ spent_today: '0.0000', health: [] });
});

test('what is in flight is shown at an engine without a limit of places too', async () => {
  const one = await anotherReelay('one', { script: { end: 'never' } });
  const server = await aRouterServer({ engines: [one.entry] });
  const { admin } = await server.account();
  const ids = [await server.submit(admin), await server.submit(admin)];
  await vi.waitFor(() => expect(one.emulator.works).toHaveLength(2), PATIENT);
  expect((await enginesOf(server, admin)).get('one')).toMatchObject({ concurrency: null, in_flight: 2 });
  one.emulator.script.end = 'succeeded';
  for (const id of ids) await server.ended(id, admin);
  expect((await enginesOf(server, admin)).get('one')).toMatchObject({ in_flight: 0 });
});

test('what an engine without a price in the file says that it took is counted into its day and its budget', async () => {
  const unpriced = await anotherReelay('unpriced', { entry: { daily_budget_usd: '0.40' } });
  const server = await aRouterServer({ engines: [unpriced.entry] });
  const { admin } = await server.account();
  await server.ended(await server.submit(admin), admin);
  expect((await enginesOf(server, admin)).get('unpriced')).toMatchObject({ spent_today: '0.4200' });
});

test('an engine whose breaker is open is shown as resting, with its reason and until when, for that model alone', async () => {
  const tired = await anotherReelay('tired', {
    entry: { breaker: { consecutive_faults: 2, rest_seconds: 600 } },
  });
  const spare = await anotherReelay('spare');
  tired.emulator.inject('create', 'account', 'account');
  const server = await aRouterServer({ engines: [tired.entry, spare.entry] });
  const { admin } = await server.account();
  for (let count = 0; count < 2; count += 1)
    expect(await server.ended(await server.submit(admin), admin)).toMatchObject({ engine: 'spare' });
  const before = Date.now();
  const listed = await enginesOf(server, admin);
  const [health, ...more] = listed.get('tired')?.health ?? [];
  expect(more).toEqual([]);
  expect(health).toMatchObject({
    model: 'kling_3',
    state: 'open',
    consecutive_faults: 2,
    last_trouble: 'account',
  });
  expect(health?.fault_share).toBeGreaterThan(0);
  const restSeconds = (Date.parse(health?.retry_at ?? '') - before) / 1_000;
  expect(restSeconds).toBeGreaterThan(500);
  expect(restSeconds).toBeLessThanOrEqual(600);
  expect(listed.get('spare')?.health).toMatchObject([{ state: 'closed', last_trouble: null }]);
  // Another model goes to it as before: it rests for one model only.
  const id = await server.submit(admin, { model: 'kling_2.6' });
  expect(await server.ended(id, admin)).toMatchObject({ status: 'completed', engine: 'tired' });
  const models = (await enginesOf(server, admin)).get('tired')?.health ?? [];
  expect(new Map(models.map(({ model, state }) => [model, state]))).toEqual(
    new Map([
      ['kling_3', 'open'],
      ['kling_2.6', 'closed'],
    ]),
  );
});

test('once its rest is over an engine is shown as half open, whichever process had seen it fall', async () => {
  const engine = await anotherReelay('engine');
  const server = await aRouterServer({ engines: [engine.entry] });
  const { admin } = await server.account();
  await server.database.db
    .insertInto('engine_health')
    .values({
      engine: 'engine',
      model: 'kling_3',
      consecutive_faults: 5,
      fault_share: 0.123_456,
      last_trouble: 'unreachable',
      retry_at: new Date(Date.now() - 1_000),
    })
    .execute();
  expect((await enginesOf(server, admin)).get('engine')?.health).toMatchObject([
    { state: 'half_open', consecutive_faults: 5, fault_share: 0.123, last_trouble: 'unreachable' },
  ]);
});

test('only a key of scope admin may see it', async () => {
  const engine = await anotherReelay('engine');
  const server = await aRouterServer({ engines: [engine.entry] });
  const { keyWith } = await server.account();
  const response = await server.send('GET', '/v1/engines', { key: await keyWith(['read', 'generate']) });
  expect(response.status).toBe(403);
  const refusal: unknown = await response.json();
  expect(ErrorBody.parse(refusal)).toMatchObject({ code: 'FORBIDDEN' });
  expect(z.record(z.string(), z.unknown()).parse(refusal)).not.toHaveProperty('data');
  expect((await server.send('GET', '/v1/engines', { key: 'rk_live_nobody_has_this' })).status).toBe(401);
});
