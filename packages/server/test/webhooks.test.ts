import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createGeneration } from '../src/commands/create-generation.ts';
import { inTransaction } from '../src/db/transaction.ts';
import { newId } from '../src/kernel/ids.ts';
import { appendDelivery } from '../src/webhooks/append-delivery.ts';
import { createDeliverer } from '../src/webhooks/deliver.ts';
import { findDelivery, type Delivery } from '../src/webhooks/statements.ts';
import { createSendWebhook } from '../src/worker/send-webhook.ts';
import { fakeEngine } from './support/fake-engine.ts';
import { fixedClock } from './support/fixed-clock.ts';
import { aRequest, testBench, type TestBench } from './support/test-bench.ts';

interface Received {
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

async function receiver(answer: Answer): Promise<{ readonly url: string; readonly received: Received[] }> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += String(chunk);
    });
    request.on('end', () => {
      received.push({ url: request.url ?? '', headers: request.headers, body });
      void answer(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, received };
}

type Answer = (request: IncomingMessage, response: ServerResponse) => unknown;

const answering =
  (status: number, headers: Record<string, string> = {}): Answer =>
  (_request, response) =>
    void response.writeHead(status, headers).end('thank you');

async function aDelivery(bench: TestBench, url: string): Promise<string> {
  const { generation } = await createGeneration(bench.deps, bench.caller, aRequest());
  const { accountId } = bench.caller;
  const delivery = {
    id: newId(),
    accountId,
    environment: 'live' as const,
    generationId: generation.id,
    url,
    body: '{"status":"completed"}',
  };
  await inTransaction(bench.database.db, (tx) => appendDelivery(tx, bench.jobs, delivery));
  return delivery.id;
}

function sender(bench: TestBench, allowLoopback = true, extraPorts: readonly number[] = []) {
  const deliverer = createDeliverer({ clock: bench.deps.clock, allowLoopback, extraPorts });
  onTestFinished(() => deliverer.close());
  const { db, clock } = bench.deps;
  const send = createSendWebhook({ db, clock, deliverer, random: () => 0 });
  return (id: string) => send(id, new AbortController().signal);
}

async function read(bench: TestBench, id: string): Promise<Delivery> {
  const found = await findDelivery(bench.database.db, id);
  if (!found) throw new Error('no such delivery');
  return found;
}

test('a finished generation calls its callback once, signed, with its query string, after it can be read as finished', async () => {
  const bench = await testBench();
  const statuses: string[] = [];
  const { url, received } = await receiver(async (_request, response) => {
    statuses.push((await bench.read(made.generation.id)).status);
    response.end();
  });
  const callbackUrl = `${url}/hook?order=7&x=%2F`;
  bench.startWorker(new Map([['fake', fakeEngine({ directory: bench.directory })]]));
  const made = await createGeneration(bench.deps, bench.caller, aRequest({ callbackUrl }));
  await vi.waitFor(() => expect(statuses).toHaveLength(1), { timeout: 20_000 });
  const [call] = received;
  expect(call?.url).toBe('/hook?order=7&x=%2F');
  const { webhook_secret: secret } = await bench.database.db
    .selectFrom('accounts')
    .select('webhook_secret')
    .executeTakeFirstOrThrow();
  const verified = new Webhook(secret).verify(call?.body ?? '', call?.headers as Record<string, string>);
  expect(verified).toMatchObject({
    generation_id: made.generation.id,
    status: 'completed',
    video_url: expect.stringMatching(/^https:\/\/media\.test\//),
    completed_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    model: 'kling_2.5_turbo',
    message: null,
  });
  expect(statuses).toEqual(['completed']);
});

test('a failed generation calls its callback with the failure code', async () => {
  const bench = await testBench();
  const { url, received } = await receiver(answering(204));
  bench.startWorker(new Map([['fake', fakeEngine({ directory: bench.directory, script: { end: 'fail' } })]]));
  await createGeneration(bench.deps, bench.caller, aRequest({ callbackUrl: url }));
  await vi.waitFor(() => expect(received).toHaveLength(1), { timeout: 20_000 });
  expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({
    status: 'failed',
    video_url: null,
    message: 'CONTENT_POLICY_VIOLATION',
  });
});

test('a receiver that keeps failing is tried after 0, 30, 60, 120, 240 and 480 seconds with the same id, then no more', async () => {
  const bench = await testBench({ clock: fixedClock() });
  const { url, received } = await receiver(answering(500));
  const id = await aDelivery(bench, url);
  const send = sender(bench);
  const waits: unknown[] = [];
  for (let tries = 0; tries < 6; tries += 1) waits.push(await send(id));
  expect(waits).toEqual([
    ...[30, 60, 120, 240, 480].map((afterSeconds) => ({ kind: 'give_back', afterSeconds })),
    { kind: 'done' },
  ]);
  expect(await read(bench, id)).toMatchObject({ status: 'exhausted', attempts: 6, lastStatus: 500 });
  expect(await send(id)).toEqual({ kind: 'done' });
  expect(received).toHaveLength(6);
  expect(new Set(received.map((call) => call.headers['webhook-id']))).toEqual(new Set([id]));
});

test('a redirect is a failure and is not followed', async () => {
  const bench = await testBench();
  const elsewhere = await receiver(answering(200));
  const { url } = await receiver(answering(302, { location: elsewhere.url }));
  const id = await aDelivery(bench, url);
  expect(await sender(bench)(id)).toEqual({ kind: 'give_back', afterSeconds: 30 });
  expect(await read(bench, id)).toMatchObject({ status: 'pending', lastStatus: 302 });
  expect(elsewhere.received).toEqual([]);
});

test('a receiver that answers 410 is not called again', async () => {
  const bench = await testBench();
  const { url } = await receiver(answering(410));
  const id = await aDelivery(bench, url);
  expect(await sender(bench)(id)).toEqual({ kind: 'done' });
  expect(await read(bench, id)).toMatchObject({ status: 'disabled', lastStatus: 410 });
});

test('a receiver may ask for a longer pause but not for a shorter one', async () => {
  const bench = await testBench();
  const slow = await receiver(answering(503, { 'retry-after': '100' }));
  const hasty = await receiver(answering(503, { 'retry-after': '1' }));
  const send = sender(bench);
  expect(await send(await aDelivery(bench, slow.url))).toMatchObject({ afterSeconds: 100 });
  expect(await send(await aDelivery(bench, hasty.url))).toMatchObject({ afterSeconds: 30 });
});

test('a receiver on a private address is never connected to', async () => {
  const bench = await testBench();
  const { url, received } = await receiver(answering(200));
  const { port } = new URL(url);
  const send = sender(bench, false, [Number(port)]);
  const forms = [`https://127.0.0.1:${port}`, `https://localhost:${port}`, `https://[::1]:${port}`, url];
  const more = [
    `https://[::ffff:127.0.0.1]:${port}`,
    `https://2130706433:${port}`,
    'https://169.254.169.254/latest',
  ];
  for (const form of [...forms, ...more]) {
    const id = await aDelivery(bench, form);
    expect(await send(id)).toMatchObject({ kind: 'give_back' });
    expect((await read(bench, id)).lastError).toMatch(/not a public address|not https/);
  }
  expect(received).toEqual([]);
});

test('a crowd of messages for one slow receiver leaves room for the others', async () => {
  const bench = await testBench({ balance: '100' });
  const slow = await receiver(() => undefined);
  const quick = await receiver(answering(200));
  const send = sender(bench);
  const stop = new AbortController();
  const deliverer = createDeliverer({ clock: bench.deps.clock, allowLoopback: true });
  onTestFinished(() => deliverer.close());
  const crowded = createSendWebhook({ ...bench.deps, deliverer, random: () => 0 });
  const ids = await Promise.all(Array.from({ length: 12 }, () => aDelivery(bench, slow.url)));
  const tries = ids.map((id) => crowded(id, stop.signal).catch(() => null));
  await vi.waitFor(() => expect(slow.received).toHaveLength(8), { timeout: 10_000 });
  expect(await send(await aDelivery(bench, quick.url))).toEqual({ kind: 'done' });
  stop.abort();
  const ends = await Promise.all(tries);
  expect(ends.filter((end) => end?.kind === 'give_back')).toHaveLength(4);
});
