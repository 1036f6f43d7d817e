/** `?include=attempts` of the status: every try on every engine, for whoever runs the server. */
import { expect, test } from 'vitest';
import { ErrorBody } from '../src/contract/generation-view.ts';
import { anotherReelay, aRouterServer, UPSTREAM_KEY } from './support/a-router-server.ts';

const ATTEMPTS = '?include=attempts';

/** A generation that failed at `first` and was made by `second`, for 0.1234. */
async function madeBySecond() {
  const first = await anotherReelay('first', { script: { end: 'failed' } });
  const second = await anotherReelay('second', { script: { priceMicros: 123_400n } });
  const prices = { kling_3: { per_second: '0.05' } };
  const server = await aRouterServer({
    engines: [
      { ...first.entry, prices },
      { ...second.entry, prices },
    ],
  });
  const account = await server.account();
  const id = await server.submit(account.admin);
  await server.ended(id, account.admin);
  return { server, first, second, account, id };
}

test('an admin key sees each try in order: where, why there, under which name, what was wrong and what it cost', async () => {
  const { server, first, second, account, id } = await madeBySecond();
  const { attempts = [], ...view } = await server.read(id, account.admin, ATTEMPTS);
  expect(view).toMatchObject({ status: 'completed', engine: 'second' });
  expect(attempts).toMatchObject([
    {
      number: 1,
      engine: 'first',
      because: 'number 1 of the route',
      state: 'failed',
      idempotency_key: `${id}-1`,
      operation: { id: first.emulator.works[0]?.id },
      trouble: 'failed',
      failure: 'TASK_FAILED',
      estimated_cost: '0.2500',
    },
    {
      number: 2,
      engine: 'second',
      because: 'number 2 of the route, after first: failed',
      state: 'succeeded',
      idempotency_key: `${id}-2`,
      operation: { id: second.emulator.works[0]?.id },
      trouble: null,
      failure: null,
      note: null,
      estimated_cost: '0.2500',
      cost: '0.1234',
      cost_source: 'reported',
    },
  ]);
  for (const { created_at: created, started_at: started, ended_at: ended } of attempts) {
    expect(started !== null && created <= started).toBe(true);
    expect(ended !== null && started !== null && started <= ended).toBe(true);
  }
  expect(JSON.stringify(attempts)).not.toContain(UPSTREAM_KEY);
});

test('a try that was refused before anything was begun has no operation and the words of the upstream', async () => {
  const poor = await anotherReelay('poor');
  const rich = await anotherReelay('rich');
  poor.emulator.inject('create', 'account');
  const server = await aRouterServer({ engines: [poor.entry, rich.entry] });
  const { admin } = await server.account();
  const id = await server.submit(admin);
  const { attempts = [] } = await server.ended(id, admin, ATTEMPTS);
  expect(attempts).toMatchObject([
    {
      engine: 'poor',
      state: 'failed',
      operation: null,
      trouble: 'account',
      failure: 'ENGINE_UNAVAILABLE',
      note: expect.stringContaining('INSUFFICIENT_CREDITS'),
      cost: null,
      cost_source: null,
      started_at: null,
    },
    { engine: 'rich', because: 'number 2 of the route, after poor: account', state: 'succeeded' },
  ]);
});

test('the try under way is shown with its operation and without an end', async () => {
  const busy = await anotherReelay('busy', { script: { end: 'never' } });
  const server = await aRouterServer({ engines: [busy.entry] });
  const { admin } = await server.account();
  const id = await server.submit(admin);
  await expect
    .poll(async () => (await server.read(id, admin, ATTEMPTS)).attempts, { timeout: 20_000, interval: 25 })
    .toMatchObject([
      {
        state: 'started',
        operation: { id: busy.emulator.works[0]?.id ?? expect.any(String) },
        ended_at: null,
      },
    ]);
});

test('without the parameter nobody is told of tries', async () => {
  const { server, account, id } = await madeBySecond();
  expect(await server.read(id, account.admin)).not.toHaveProperty('attempts');
  expect(await server.read(id, await account.keyWith(['read']))).not.toHaveProperty('attempts');
});

test('a key without scope admin is refused, and is told of no try', async () => {
  const { server, account, id } = await madeBySecond();
  const key = await account.keyWith(['read', 'generate']);
  const response = await server.send('GET', `/v1/kling/generations/${id}${ATTEMPTS}`, { key });
  expect(response.status).toBe(403);
  const text = await response.text();
  expect(ErrorBody.parse(JSON.parse(text))).toMatchObject({ code: 'FORBIDDEN', field: 'include' });
  expect(text).not.toContain('second');
});

test("another account's admin key is answered as if there were no such generation", async () => {
  const { server, id } = await madeBySecond();
  const stranger = await server.account();
  const response = await server.send('GET', `/v1/kling/generations/${id}${ATTEMPTS}`, {
    key: stranger.admin,
  });
  expect(response.status).toBe(404);
  expect(ErrorBody.parse(await response.json())).toMatchObject({ code: 'GENERATION_NOT_FOUND' });
});
