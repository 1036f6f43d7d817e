import { Webhook } from 'standardwebhooks';
import { expect, test, vi } from 'vitest';
import { createGeneration } from '../src/commands/create-generation.ts';
import type { Sleep } from '../src/kernel/clock.ts';
import { fakeEngine } from './support/fake-engine.ts';
import { fixedClock } from './support/fixed-clock.ts';
import { aRequest, testBench } from './support/test-bench.ts';
import {
  aDelivery,
  answering,
  readDelivery,
  readWebhookSecret,
  webhookReceiver,
  webhookSender,
} from './support/webhook-receiver.ts';

test('a finished generation calls its callback once, signed, with its query string, after it can be read as finished', async () => {
  const bench = await testBench();
  const statuses: string[] = [];
  const { url, received } = await webhookReceiver(async (_request, response) => {
    statuses.push((await bench.read(made.generation.id)).status);
    response.end();
  });
  const callbackUrl = `${url}/hook?order=7&x=%2F`;
  bench.startWorker(new Map([['fake', fakeEngine({ directory: bench.directory })]]));
  const made = await createGeneration(bench.deps, bench.caller, aRequest({ callbackUrl }));
  await vi.waitFor(() => expect(statuses).toHaveLength(1), { timeout: 20_000 });
  const [call] = received;
  expect(call?.url).toBe('/hook?order=7&x=%2F');
  const secret = await readWebhookSecret(bench.database.db, bench.caller);
  const verified = new Webhook(secret).verify(call?.body ?? '', call?.headers ?? {});
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
  const { url, received } = await webhookReceiver(answering(204));
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
  const clock = fixedClock();
  const bench = await testBench({ clock });
  const { url, received } = await webhookReceiver(answering(500));
  const id = await aDelivery(bench, url);
  const send = webhookSender(bench);
  for (const afterSeconds of [30, 60, 120, 240, 480]) {
    expect(await send(id)).toEqual({ kind: 'give_back', afterSeconds });
    const dueAt = new Date(clock.now().getTime() + afterSeconds * 1000);
    expect(await readDelivery(bench, id)).toMatchObject({ status: 'pending', nextAttemptAt: dueAt });
    clock.advanceSeconds(afterSeconds);
  }
  expect(await send(id)).toEqual({ kind: 'done' });
  expect(await readDelivery(bench, id)).toMatchObject({
    status: 'exhausted',
    attempts: 6,
    lastStatus: 500,
    nextAttemptAt: null,
  });
  expect(await send(id)).toEqual({ kind: 'done' });
  expect(received).toHaveLength(6);
  expect(new Set(received.map((call) => call.headers['webhook-id']))).toEqual(new Set([id]));
});

test('a redirect is a failure and is not followed', async () => {
  const bench = await testBench({ clock: fixedClock() });
  const elsewhere = await webhookReceiver(answering(200));
  const { url } = await webhookReceiver(answering(302, { location: elsewhere.url }));
  const id = await aDelivery(bench, url);
  expect(await webhookSender(bench)(id)).toEqual({ kind: 'give_back', afterSeconds: 30 });
  expect(await readDelivery(bench, id)).toMatchObject({ status: 'pending', lastStatus: 302 });
  expect(elsewhere.received).toEqual([]);
});

test('a receiver that answers 410 is not called again', async () => {
  const bench = await testBench();
  const { url } = await webhookReceiver(answering(410));
  const id = await aDelivery(bench, url);
  expect(await webhookSender(bench)(id)).toEqual({ kind: 'done' });
  expect(await readDelivery(bench, id)).toMatchObject({ status: 'disabled', lastStatus: 410 });
});

test('a receiver may ask for a longer pause but not for a shorter one', async () => {
  const bench = await testBench({ clock: fixedClock() });
  const slow = await webhookReceiver(answering(503, { 'retry-after': '100' }));
  const hasty = await webhookReceiver(answering(503, { 'retry-after': '1' }));
  const send = webhookSender(bench);
  expect(await send(await aDelivery(bench, slow.url))).toMatchObject({ afterSeconds: 100 });
  expect(await send(await aDelivery(bench, hasty.url))).toMatchObject({ afterSeconds: 30 });
});

test('a receiver on a private address is never connected to', async () => {
  const bench = await testBench();
  const { url, received } = await webhookReceiver(answering(200));
  const { port } = new URL(url);
  const send = webhookSender(bench, { allowLoopback: false, extraPorts: [Number(port)] });
  const forms = [`https://127.0.0.1:${port}`, `https://localhost:${port}`, `https://[::1]:${port}`, url];
  const more = [
    `https://[::ffff:127.0.0.1]:${port}`,
    `https://2130706433:${port}`,
    'https://169.254.169.254/latest',
  ];
  for (const form of [...forms, ...more]) {
    const id = await aDelivery(bench, form);
    expect(await send(id)).toMatchObject({ kind: 'give_back' });
    expect((await readDelivery(bench, id)).lastError).toMatch(/not a public address|not https/);
  }
  expect(received).toEqual([]);
});

test('any number of jobs for one delivery send it once', async () => {
  const bench = await testBench();
  const { url, received } = await webhookReceiver(answering(200));
  const id = await aDelivery(bench, url);
  const [one, other] = [webhookSender(bench), webhookSender(bench)];
  const ends = await Promise.all([one(id), other(id), one(id), other(id)]);
  expect(received).toHaveLength(1);
  // Those that were too late look again, unless they could see its end.
  expect(ends.filter((end) => end.kind === 'done').length).toBeGreaterThanOrEqual(1);
  for (const send of [one, other]) expect(await send(id)).toEqual({ kind: 'done' });
  expect(received).toHaveLength(1);
  expect(await readDelivery(bench, id)).toMatchObject({ status: 'delivered', attempts: 1 });
});

test('what a worker was sending when it was stopped is sent by the next at once', async () => {
  const bench = await testBench();
  const receiver = await webhookReceiver(() => undefined);
  const id = await aDelivery(bench, receiver.url);
  const stop = new AbortController();
  const stopped = webhookSender(bench)(id, stop.signal);
  await vi.waitFor(() => expect(receiver.received).toHaveLength(1));
  stop.abort();
  await expect(stopped).rejects.toThrow();
  receiver.answer = answering(200);
  expect(await webhookSender(bench)(id)).toEqual({ kind: 'done' });
  expect(receiver.received).toHaveLength(2);
});

test('what a worker was sending when it died is sent when its claim has lapsed', async () => {
  const clock = fixedClock();
  const bench = await testBench({ clock });
  const receiver = await webhookReceiver(() => undefined);
  const id = await aDelivery(bench, receiver.url);
  void webhookSender(bench)(id).catch(() => undefined);
  await vi.waitFor(() => expect(receiver.received).toHaveLength(1));
  receiver.answer = answering(200);
  const next = webhookSender(bench);
  expect(await next(id)).toEqual({ kind: 'give_back', afterSeconds: 12 });
  clock.advanceSeconds(12);
  expect(await next(id)).toEqual({ kind: 'done' });
  expect(receiver.received).toHaveLength(2);
  expect(await readDelivery(bench, id)).toMatchObject({ status: 'delivered' });
});

test('a crowd of messages for one silent receiver leaves room for the others', async () => {
  const bench = await testBench({ balance: '100' });
  const slow = await webhookReceiver(() => undefined);
  const quick = await webhookReceiver(answering(200));
  const send = webhookSender(bench);
  const stop = new AbortController();
  const ids = await Promise.all(Array.from({ length: 12 }, () => aDelivery(bench, slow.url)));
  const sentAway: string[] = [];
  const tries = ids.map((id) =>
    send(id, stop.signal).then(
      ({ kind }) => sentAway.push(kind),
      () => undefined,
    ),
  );
  await vi.waitFor(() => expect(slow.received).toHaveLength(1));
  expect(await send(await aDelivery(bench, quick.url))).toEqual({ kind: 'done' });
  await vi.waitFor(() => expect(sentAway).toEqual(Array.from({ length: 11 }, () => 'give_back')), {
    timeout: 10_000,
  });
  expect(slow.received).toHaveLength(1);
  stop.abort();
  await Promise.all(tries);
});

test('a try that takes long is not begun a second time meanwhile', async () => {
  const clock = fixedClock();
  const bench = await testBench({ clock });
  const receiver = await webhookReceiver(() => undefined);
  const id = await aDelivery(bench, receiver.url);
  const stop = new AbortController();
  const wakes: (() => void)[] = [];
  const sleep: Sleep = (_milliseconds, signal) =>
    new Promise((resolve, reject) => {
      wakes.push(resolve);
      signal.addEventListener('abort', () => reject(new Error('aborted')));
    });
  const slow = webhookSender(bench, { sleep })(id, stop.signal);
  await vi.waitFor(() => expect(receiver.received).toHaveLength(1));
  for (let passed = 4; passed <= 28; passed += 4) {
    clock.advanceSeconds(4);
    wakes.pop()?.();
    const dueAt = new Date(clock.now().getTime() + 12_000);
    await vi.waitFor(async () => expect((await readDelivery(bench, id)).nextAttemptAt).toEqual(dueAt));
    await vi.waitFor(() => expect(wakes).not.toEqual([]));
  }
  expect(await webhookSender(bench)(id)).toEqual({ kind: 'give_back', afterSeconds: 12 });
  expect(receiver.received).toHaveLength(1);
  stop.abort();
  await expect(slow).rejects.toThrow();
});
