/** `POST /callbacks/...`: where upstreams tell that something happened. It only makes the worker ask. */
import { expect, test, vi } from 'vitest';
import { createGeneration } from '../src/commands/create-generation.ts';
import { noteCallback } from '../src/generations/attempts.ts';
import { systemSleep, type Sleep } from '../src/kernel/clock.ts';
import type { EmulatedWork } from './emulators/emulated-upstream.ts';
import type { Emulator, EmulatorScript } from './emulators/emulator.ts';
import { replicateEmulator } from './emulators/replicate-emulator.ts';
import { anEmulator, anotherReelay, aRouterServer, PATIENT } from './support/a-router-server.ts';
import { fakeEngine } from './support/fake-engine.ts';
import { aRequest, testBench } from './support/test-bench.ts';

const TOKEN = 'r8_a_token_of_a_test';
const SIGNING_SECRET = 'whsec_dGhlIHNlY3JldCBvZiBhIHRlc3Q=';
/** Nothing here waits for a second question: without a message none would come within an hour. */
const POLL_SECONDS = 3_600;

/** A server with Replicate, which signs and cannot be asked by our key, and another Reelay beside it. */
async function withReplicate(script: Partial<EmulatorScript> = {}) {
  const emulator = await anEmulator(
    (world) => replicateEmulator(world, { apiToken: TOKEN, webhookSecret: SIGNING_SECRET }),
    script,
  );
  const replicate = {
    id: 'rep',
    kind: 'replicate',
    base_url: `${emulator.url}/v1`,
    api_token: TOKEN,
    webhook_secret: SIGNING_SECRET,
    poll_seconds: POLL_SECONDS,
  };
  const other = await anotherReelay('other');
  const server = await aRouterServer({ engines: [replicate, other.entry] });
  const { admin } = await server.account();
  const id = await server.submit(admin);
  const attempts = () => server.database.db.selectFrom('attempts').selectAll().orderBy('number').execute();
  return { emulator, server, admin, id, attempts };
}

/** The only work, once it was asked about for the first time. */
async function askedOnce(emulator: Emulator): Promise<EmulatedWork & { readonly callbackUrl: string }> {
  await vi.waitFor(() => expect(emulator.works[0]?.polls).toBe(1), PATIENT);
  const [work] = emulator.works;
  if (!work || work.callbackUrl === null) throw new Error('no message was asked for');
  return Object.assign(work, { callbackUrl: work.callbackUrl });
}

/** Tells until it was asked again: what comes before the worker's watch has seen the generation for the first time is missed. */
async function tellUntilAsked(emulator: Emulator, work: EmulatedWork, polls: number): Promise<void> {
  await vi.waitFor(async () => {
    expect(await emulator.sendCallback(work)).toEqual([200]);
    expect(work.polls).toBeGreaterThanOrEqual(polls);
  }, PATIENT);
}

async function post(url: string, init: RequestInit & { readonly duplex?: 'half' } = {}): Promise<number> {
  const response = await fetch(url, { method: 'POST', body: '{}', ...init });
  await response.arrayBuffer();
  return response.status;
}

test('a genuine message makes the worker ask at once, an hour before it would have', async () => {
  const { emulator, server, admin, id, attempts } = await withReplicate();
  const work = await askedOnce(emulator);
  await tellUntilAsked(emulator, work, 2);
  expect(await server.ended(id, admin)).toMatchObject({ status: 'completed', engine: 'rep' });
  expect(emulator.works).toHaveLength(1);
  expect(await attempts()).toMatchObject([{ state: 'succeeded', called_back_at: expect.any(Date) }]);
});

test('a message is not believed: the worker asks, and goes by what it is answered', async () => {
  const { emulator, server, admin, id } = await withReplicate({ pollsUntilEnd: 1_000 });
  const work = await askedOnce(emulator);
  await vi.waitFor(async () => {
    // What the message says is fixed at once: that it has succeeded. Whoever asks hears that it runs.
    emulator.script.pollsUntilEnd = 1;
    const sent = emulator.sendCallback(work);
    emulator.script.pollsUntilEnd = 1_000;
    expect(await sent).toEqual([200]);
    expect(work.polls).toBeGreaterThanOrEqual(2);
  }, PATIENT);
  expect(await server.read(id, admin)).toMatchObject({ status: 'processing', video_url: null });
});

test('an address that is not exactly that of the attempt is nobody’s, and nothing changes', async () => {
  const { emulator, server, admin, id, attempts } = await withReplicate({ end: 'never' });
  const { callbackUrl } = await askedOnce(emulator);
  const before = await attempts();
  const { origin, pathname } = new URL(callbackUrl);
  const [, , engine = '', key = '', token = ''] = pathname.split('/');
  expect([engine, key]).toEqual(['rep', `${id}-1`]);
  const altered = (token.startsWith('A') ? 'B' : 'A') + token.slice(1);
  const wrong = [
    ['rep', key, altered],
    ['rep', key, token.slice(0, -4)],
    ['rep', key, 'x'],
    ['rep', `${id}-2`, token],
    ['other', key, token],
    ['studio', key, token],
    ['nobody', key, token],
  ];
  for (const parts of wrong)
    expect({ parts, status: await post(`${origin}/callbacks/${parts.join('/')}`) }).toEqual({
      parts,
      status: 404,
    });
  expect(await post(`${origin}/callbacks/rep/${key}`)).toBe(404);
  expect(await attempts()).toEqual(before);
  expect(await server.read(id, admin)).toMatchObject({ status: 'processing' });
});

test('a message that the upstream did not sign is refused, and nothing changes', async () => {
  const { emulator, server, attempts } = await withReplicate({ end: 'never' });
  const work = await askedOnce(emulator);
  const before = await attempts();
  expect(await emulator.sendCallback(work, 'forged')).toEqual([401]);
  expect(await post(work.callbackUrl, { body: JSON.stringify({ id: work.id, status: 'succeeded' }) })).toBe(
    401,
  );
  expect(await post(work.callbackUrl, { headers: { 'webhook-signature': 'v1,AAAA' } })).toBe(401);
  expect(await attempts()).toEqual(before);
  const told = server.lines.filter((line) => line.startsWith('a callback was not genuine'));
  expect(told).toHaveLength(3);
  expect(server.lines.join('\n')).not.toContain(SIGNING_SECRET);
});

test('a body above a megabyte is refused, with its length announced or without', async () => {
  const { emulator, attempts } = await withReplicate({ end: 'never' });
  const { callbackUrl } = await askedOnce(emulator);
  const before = await attempts();
  const bytes = new Uint8Array(1_000_001).fill(32);
  expect(await post(callbackUrl, { body: bytes })).toBe(413);
  expect(await post(callbackUrl, { body: new Blob([bytes]).stream(), duplex: 'half' })).toBe(413);
  // One byte less is read, and found not to be signed.
  expect(await post(callbackUrl, { body: bytes.subarray(1) })).toBe(401);
  expect(await attempts()).toEqual(before);
});

test('messages that come again are taken, and the generation ends and is paid for once', async () => {
  const { emulator, server, admin, id, attempts } = await withReplicate();
  const work = await askedOnce(emulator);
  await tellUntilAsked(emulator, work, 2);
  await server.ended(id, admin);
  const before = await attempts();
  expect(await emulator.sendCallback(work, 'duplicated')).toEqual([200, 200, 200]);
  expect(await emulator.sendCallback(work, 'reordered')).toEqual([200, 200]);
  expect(await attempts()).toEqual(before);
  const entries = await server.database.db
    .selectFrom('ledger_entries')
    .select('kind')
    .where('generation_id', '=', id)
    .orderBy('id')
    .execute();
  expect(entries).toEqual([{ kind: 'hold' }, { kind: 'settle' }]);
  expect(emulator.works).toHaveLength(1);
});

test('a start whose reply was lost, at an upstream that cannot be asked, is mended by the message and made once', async () => {
  const emulator = await anEmulator(
    (world) => replicateEmulator(world, { apiToken: TOKEN, webhookSecret: SIGNING_SECRET }),
    { pollsUntilEnd: 1 },
  );
  emulator.inject('create', 'accept_then_lose');
  const options = { base_url: `${emulator.url}/v1`, api_token: TOKEN, webhook_secret: SIGNING_SECRET };
  const server = await aRouterServer({
    engines: [{ id: 'rep', kind: 'replicate', poll_seconds: POLL_SECONDS, ...options }],
  });
  const { admin } = await server.account();
  const id = await server.submit(admin);
  const unknown = () =>
    server.database.db
      .selectFrom('generations')
      .select('outcome_unknown')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
  await vi.waitFor(async () => expect(await unknown()).toEqual({ outcome_unknown: true }), PATIENT);
  expect((await server.read(id, admin, '?include=attempts')).attempts).toMatchObject([
    { state: 'intent', operation: null },
  ]);
  const [work] = emulator.works;
  if (!work) throw new Error('nothing was begun');
  expect(await emulator.sendCallback(work)).toEqual([200]);
  const ended = await server.ended(id, admin, '?include=attempts');
  expect(ended).toMatchObject({
    status: 'completed',
    attempts: [{ state: 'succeeded', operation: { id: work.id } }],
  });
  expect(await unknown()).toEqual({ outcome_unknown: false });
  expect(emulator.works).toHaveLength(1);
});

test('a message that comes before the watch has looked for the first time wakes the worker too', async () => {
  const bench = await testBench();
  const engine = fakeEngine({ directory: bench.directory, pollMilliseconds: POLL_SECONDS * 1_000 });
  // The watch looks when it is woken only: no look is between the start and the message.
  const sleep: Sleep = (milliseconds, signal) =>
    systemSleep(milliseconds === 1_000 ? POLL_SECONDS * 1_000 : milliseconds, signal);
  bench.startWorker(new Map([['fake', engine]]), { sleep });
  const { generation } = await createGeneration(bench.deps, bench.caller, aRequest());
  await vi.waitFor(() => expect(engine.statusCount()).toBe(1), PATIENT);
  expect(await noteCallback(bench.database.db, `${generation.id}-1`, null, new Date())).toBe(true);
  bench.jobs.wake('cancels');
  await vi.waitFor(() => expect(engine.statusCount()).toBe(2), { timeout: 2_000, interval: 25 });
});
