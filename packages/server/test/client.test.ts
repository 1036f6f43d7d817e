/** `@reelay/client` against a real server, over HTTP. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type JobEvent, type WebhookEvent, verifyWebhook } from '@reelay/client';
import { Webhook } from 'standardwebhooks';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { listen } from '../src/main/listen.ts';
import { fakePicture, fakeVideo } from './support/fake-media.ts';
import { servedApi } from './support/served-api.ts';
import { answering, webhookReceiver } from './support/webhook-receiver.ts';

const BODY = { prompt: 'a cat' };
const NO_ID = '00000000-0000-0000-0000-000000000000';

async function aDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'reelay-client-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

async function all<Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

describe('a generation', () => {
  test('is submitted, waited for with progress, and downloaded', async () => {
    const api = await servedApi();
    const client = api.client();
    const job = await client.kling.generate({ ...BODY, model: 'kling_3', negative_prompt: 'x', sound: true });
    expect(job).toMatchObject({ price: '0.4200', accepted: { status: 'pending' } });
    expect(job.warnings).toEqual([expect.stringContaining('sound')]);
    const seen: string[] = [];
    const waiting = job.wait({ onProgress: ({ status }) => seen.push(status) });
    await vi.waitFor(() => expect(seen).toEqual(['pending']));
    api.work();
    const ended = await waiting;
    expect(ended).toMatchObject({ generation_id: job.id, status: 'completed', engine: 'studio' });
    expect(seen.at(-1)).toBe('completed');

    const directory = await aDirectory();
    const path = join(directory, 'out.mp4');
    const { byteCount } = await job.download(path);
    expect((await readFile(path)).byteLength).toBe(byteCount);
    expect(await (await job.video()).text()).toBe(await readFile(path, 'utf8'));
    expect(await readdir(directory)).toEqual(['out.mp4']);
  });

  test('is made and stored by one chain, and a directory that is not there is told before the work', async () => {
    const api = await servedApi();
    const client = api.client();
    const directory = await aDirectory();
    const job = client.kling.generate(BODY);
    await expect(job.download(join(directory, 'missing', 'out.mp4'))).rejects.toMatchObject({
      code: 'ENOENT',
    });
    api.work();
    const { generation } = await client.kling.generate(BODY).download(join(directory, 'out.mp4'));
    expect(generation.status).toBe('completed');
  });

  test('that the engine refuses is a ModerationError with the generation', async () => {
    const api = await servedApi({ script: { end: 'fail' } });
    api.work();
    await expect(api.client().kling.generate(BODY).wait()).rejects.toMatchObject({
      name: 'ModerationError',
      code: 'CONTENT_POLICY_VIOLATION',
      retryable: false,
      generation: { status: 'failed' },
    });
  });

  test('can be cancelled, deleted, and submitted again', async () => {
    const api = await servedApi();
    const client = api.client();
    const job = await client.kling.generate(BODY);
    expect(await job.cancel()).toMatchObject({ status: 'failed', message: 'CANCELLED' });
    await expect(job.wait()).rejects.toMatchObject({ code: 'CANCELLED', retryable: false });
    const again = await client.kling.generations.retry(job.id);
    expect(again.id).not.toBe(job.id);
    await client.kling.generations.delete(job.id);
    await expect(job.get()).rejects.toMatchObject({ name: 'NotFoundError', code: 'GENERATION_NOT_FOUND' });
    await expect(client.kling.generations.delete(again.id)).rejects.toMatchObject({ name: 'ConflictError' });
  });

  test('can be taken up by its id after the time to wait was up', async () => {
    const api = await servedApi();
    const client = api.client();
    const error: unknown = await client.kling
      .generate(BODY)
      .wait({ timeoutMilliseconds: 50 })
      .catch((one: unknown) => one);
    expect(error).toMatchObject({ name: 'JobTimeoutError', generation: { status: 'pending' } });
    api.work();
    const { generationId } = error as { generationId: string };
    expect((await client.kling.generations.job(generationId).wait()).status).toBe('completed');
  });

  test('is waited for while the server is away, and over its restart', async () => {
    const api = await servedApi();
    const first = await listen(api.app.fetch, { host: '127.0.0.1', port: 0 });
    const seen: string[] = [];
    const client = api.client({ baseUrl: first.url, onResponse: ({ status }) => seen.push(String(status)) });
    const waiting = client.kling.generate(BODY).wait({ onProgress: ({ status }) => seen.push(status) });
    await vi.waitFor(() => expect(seen).toContain('pending'));
    await first.close();
    api.work();
    const second = await listen(api.app.fetch, { host: '127.0.0.1', port: Number(new URL(first.url).port) });
    onTestFinished(() => second.close());
    expect((await waiting).status).toBe('completed');
  });
});

describe('events', () => {
  test('come in order until the end, and from where a reader was', async () => {
    const api = await servedApi();
    api.work();
    const client = api.client();
    const job = await client.kling.generate(BODY);
    const events = await all(job.events());
    expect(events.map(({ type }) => type).filter((type) => type !== 'progress')).toEqual([
      'queued',
      'started',
      'stored',
      'completed',
    ]);
    const { eventId: lastEventId = '' } = events.at(-3) ?? {};
    expect(await all(client.kling.generations.events(job.id, { lastEventId }))).toEqual(events.slice(-2));
  });

  test('are told once each over a connection that breaks', async () => {
    const api = await servedApi();
    const opened: ReadableStreamDefaultController[] = [];
    let streams = 0;
    const client = api.client({
      timing: { random: () => 0, sleep: () => new Promise((resolve) => setImmediate(resolve)) },
      fetch: async (input, init) => {
        const response = await fetch(input, init);
        if (!response.headers.get('content-type')?.startsWith('text/event-stream')) return response;
        streams += 1;
        return cuttable(response, (controller) => opened.push(controller));
      },
    });
    const job = await client.kling.generate(BODY);
    const events: JobEvent[] = [];
    const reading = (async () => {
      for await (const event of job.events()) events.push(event);
    })();
    await vi.waitFor(() => expect(events).toHaveLength(1));
    opened.at(-1)?.error(new Error('cut'));
    await vi.waitFor(() => expect(streams).toBe(2));
    api.work();
    await reading;
    const types = events.map(({ type }) => type);
    expect(types.filter((type) => type === 'queued')).toHaveLength(1);
    expect(types.at(-1)).toBe('completed');
  });

  test('of all that ends are signed, as a receiver would get them', async () => {
    const api = await servedApi();
    const client = api.client();
    const { secret } = await client.webhooks.secret.reveal();
    const stop = new AbortController();
    const heard: WebhookEvent[] = [];
    let isListening = false;
    const onResponse = (): void => void (isListening = true);
    const listening = (async () => {
      for await (const { body, headers } of client.webhooks.listen({ signal: stop.signal, onResponse }))
        heard.push(await client.webhooks.verify(body, headers, secret));
    })();
    await vi.waitFor(() => expect(isListening).toBe(true));
    api.work();
    const ended = await client.kling.generate(BODY).wait();
    await vi.waitFor(() => expect(heard).toHaveLength(1));
    expect(heard[0]).toMatchObject({
      generation_id: ended.generation_id,
      status: 'completed',
      message: null,
    });
    stop.abort(new Error('enough'));
    await expect(listening).rejects.toThrow('enough');
  });
});

describe('webhooks', () => {
  test('are verified as they are received, also while the secret is being changed', async () => {
    const api = await servedApi();
    const receiver = await webhookReceiver(answering(200));
    const client = api.client();
    const { secret: old } = await client.webhooks.secret.reveal();
    const { secret: fresh } = await client.webhooks.secret.rotate({ overlapSeconds: 60 });
    api.work();
    const job = await client.kling.generate({ ...BODY, callback_url: `${receiver.url}/hook` });
    await vi.waitFor(() => expect(receiver.received).toHaveLength(1), { timeout: 10_000 });
    const { body, headers } = receiver.received[0] ?? expect.fail();
    for (const secrets of [old, fresh, [old, fresh]]) {
      const event = await verifyWebhook(body, headers, secrets);
      expect(event).toMatchObject({ generation_id: job.id, status: 'completed', model: 'kling_2.5_turbo' });
    }
    const stranger = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
    await expect(verifyWebhook(body, headers, stranger)).rejects.toMatchObject({ code: 'WRONG_SIGNATURE' });
    await expect(verifyWebhook(`${body} `, headers, old)).rejects.toMatchObject({ code: 'WRONG_SIGNATURE' });
    expect(await client.webhooks.secret.get()).toMatchObject({ prefix: expect.stringMatching(/^whsec_/) });
  });

  test('of everyone who signs by the standard are verified', async () => {
    const secret = `whsec_${Buffer.alloc(24, 5).toString('base64')}`;
    const body = JSON.stringify({ generation_id: NO_ID, status: 'failed', message: 'TIMEOUT' });
    const headers = {
      'webhook-id': 'msg_1',
      'webhook-timestamp': String(Math.floor(Date.now() / 1000)),
      'webhook-signature': new Webhook(secret).sign('msg_1', new Date(), body),
    };
    expect(await verifyWebhook(body, headers, secret)).toMatchObject({ message: 'TIMEOUT' });
  });

  test('that were sent can be listed, read and sent again', async () => {
    const api = await servedApi();
    const receiver = await webhookReceiver(answering(500));
    const client = api.client();
    api.work();
    const sent = await client.webhooks.test(`${receiver.url}/test`);
    await vi.waitFor(
      async () => expect((await client.webhooks.delivery(sent.delivery_id)).status).toBe('exhausted'),
      { timeout: 10_000 },
    );
    const [found] = await all(client.webhooks.deliveries({ status: 'exhausted' }));
    expect(found).toMatchObject({ delivery_id: sent.delivery_id, event: 'test', last_http_status: 500 });
    receiver.answer = answering(200);
    await client.webhooks.replay(sent.delivery_id);
    await vi.waitFor(
      async () => expect((await client.webhooks.delivery(sent.delivery_id)).status).toBe('delivered'),
      { timeout: 10_000 },
    );
    expect(await client.webhooks.replayFailed({ since: '2026-01-01' })).toEqual({ replayed: 0 });
  });
});

test('lists go over all pages, newest first, and take filters', async () => {
  const api = await servedApi();
  const client = api.client();
  const ids: string[] = [];
  for (const prompt of ['one', 'two', 'three', 'four', 'five'])
    ids.push((await client.kling.generate({ prompt })).id);
  const found = await all(client.kling.generations.list({ limit: 2 }));
  expect(found.map((generation) => generation.generation_id)).toEqual(ids.toReversed());
  const page = await client.kling.generations.list({ limit: 2 }).page();
  expect(page.data).toHaveLength(2);
  expect(await all(client.kling.generations.list({ prompt: 'three' }))).toMatchObject([{ prompt: 'three' }]);
  await expect(all(client.kling.generations.list({ limit: 101 }))).rejects.toMatchObject({
    name: 'ValidationError',
    field: 'limit',
  });
});

test('files go up from a path, a Blob, a File or bytes, and stand for an address', async () => {
  const api = await servedApi();
  const client = api.client();
  const [picture, video] = [fakePicture({ width: 900, height: 1200 }), fakeVideo()];
  const path = join(await aDirectory(), 'photo of a cat.png');
  await writeFile(path, picture);
  const uploads = [
    client.files.upload(path),
    client.files.upload(new File([new Uint8Array(picture)], 'cat.png')),
    client.files.upload(new Blob([new Uint8Array(video)]), { name: 'my "best" dance.mp4' }),
    client.files.upload(picture),
    client.files.upload(new Uint8Array(picture).buffer),
  ];
  const files = await Promise.all(uploads);
  expect(files.map(({ name }) => name)).toEqual([
    'photo of a cat.png',
    'cat.png',
    'my "best" dance.mp4',
    'file',
    'file',
  ]);
  expect(files.map(({ bytes }) => bytes)).toEqual(
    [picture, picture, video, picture, picture].map(({ length }) => length),
  );
  const [first] = files;
  if (!first) throw new Error('no file');
  expect(await client.files.get(first.id)).toEqual(first);
  expect(await all(client.files.list({ limit: 2 }))).toHaveLength(5);
  await client.kling.generate({ ...BODY, image_url: first.url });
  await client.files.delete(first.id);
  await expect(client.files.get(first.id)).rejects.toMatchObject({ name: 'NotFoundError' });
  await expect(client.files.upload('/no/such/file.png')).rejects.toMatchObject({ code: 'ENOENT' });
  await expect(client.files.upload(new Blob(['not a picture']))).rejects.toMatchObject({
    name: 'ValidationError',
    status: 422,
  });
});

test('models, quotes, balance and usage are read', async () => {
  const api = await servedApi();
  const client = api.client();
  const models = await all(client.models.list());
  expect(models).toContainEqual(await client.models.get('kling_3'));
  expect(await client.kling.quote({ ...BODY, duration: 10 })).toMatchObject({
    price: '0.4200',
    covered: true,
  });
  await expect(client.kling.quote({ ...BODY, cfg_scale: 1 }, { strict: true })).rejects.toMatchObject({
    name: 'ValidationError',
    field: 'cfg_scale',
  });
  await client.kling.generate(BODY);
  expect(await client.balance()).toMatchObject({ balance: '9.7900', held: '0.2100' });
  expect(await client.usage({ group_by: 'model' })).toMatchObject({ totals: { generations: 1 } });
  expect(await client.usageCsv({ group_by: 'model' })).toMatch(/^[\w,]+\r?\n.*kling_2\.5_turbo/);
});

test('keys are made, changed, rotated and revoked', async () => {
  const api = await servedApi();
  const client = api.client();
  const made = await client.keys.create({ name: 'reader', scopes: ['read'] });
  const reader = api.client({ apiKey: made.key });
  await expect(reader.kling.generate(BODY)).rejects.toMatchObject({ name: 'PermissionError', status: 403 });
  expect(await client.keys.change(made.id, { name: 'viewer' })).toMatchObject({ name: 'viewer' });
  const next = await client.keys.rotate(made.id, { overlapSeconds: 0 });
  await client.keys.revoke(next.id);
  expect(await client.keys.get(next.id)).toMatchObject({ status: 'revoked', rotated_from: made.id });
  expect(await all(client.keys.list())).toHaveLength(3);
});

describe('a refusal', () => {
  test('is told by its class, code, field and request id', async () => {
    const api = await servedApi({ balance: '0.1' });
    const client = api.client();
    await expect(client.kling.generate({ ...BODY, duration: 7 })).rejects.toMatchObject({
      name: 'ValidationError',
      code: 'INVALID_REQUEST',
      field: 'duration',
      requestId: expect.stringMatching(/^req_/),
    });
    await expect(client.kling.generate(BODY)).rejects.toMatchObject({ name: 'InsufficientCreditsError' });
    await expect(client.kling.generations.get(NO_ID)).rejects.toMatchObject({ name: 'NotFoundError' });
    await expect(api.client({ apiKey: 'rk_test_wrong' }).balance()).rejects.toMatchObject({
      name: 'AuthenticationError',
    });
  });

  test('for too many requests is waited out', async () => {
    const api = await servedApi({ settings: { readsPerMinute: 1 } });
    const pauses: number[] = [];
    const client = api.client({
      timing: { random: () => 0, sleep: async (pause) => void pauses.push(pause) },
    });
    await client.balance();
    await expect(client.balance({ retries: 1 })).rejects.toMatchObject({
      name: 'RateLimitError',
      retryAfterSeconds: expect.any(Number),
    });
    expect(pauses).toHaveLength(1);
    expect(pauses[0]).toBeGreaterThan(1_000);
  });
});

/** The same answer, whose body the test can break. */
function cuttable(response: Response, take: (controller: ReadableStreamDefaultController) => void): Response {
  const reader = response.body?.getReader();
  if (!reader) return response;
  const body = new ReadableStream({
    start: take,
    async pull(controller) {
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: () => reader.cancel(),
  });
  return new Response(body, response);
}
