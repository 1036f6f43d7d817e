/** The webhooks of an account as a stream. */
import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { ErrorBody } from '../src/contract/generation-view.ts';
import { ListenedWebhook } from '../src/contract/listened-webhook.ts';
import { nativeApi, type RequestOptions } from './support/native-api.ts';
import { readEvents, type ReadEvent } from './support/read-events.ts';

type Api = Awaited<ReturnType<typeof nativeApi>>;

async function listen(api: Api, options: RequestOptions = {}) {
  return readEvents(await api.send('GET', '/v1/webhooks/events', undefined, options));
}

const after = (event: ReadEvent | null) => ({ headers: { 'last-event-id': event?.id ?? '' } });

async function submit(api: Api, body: object = {}, options: RequestOptions = {}): Promise<string> {
  return (await api.accepted({ prompt: 'a cat', ...body }, options)).body.generation_id;
}

/** Ends a generation at a time that the test chooses. */
async function end({ database: { db } }: Api, id: string, completedAt = new Date()): Promise<void> {
  await db
    .updateTable('generations')
    .set({ status: 'failed', failure: 'TASK_FAILED', completed_at: completedAt })
    .where('id', '=', id)
    .execute();
}

const subjectOf = (event: ReadEvent | null): string => JSON.parse(event?.data.body).generation_id;

describe('a listener', () => {
  test('is told of every end, signed as a delivery is, whether or not it has a callback_url', async () => {
    const api = await nativeApi();
    const { db } = api.database;
    const listener = await listen(api);
    api.work();
    const id = await submit(api);
    const event = await listener.next();
    expect(event?.event).toBe('webhook');
    const { headers, body } = ListenedWebhook.parse(event?.data);
    const { secret } = await db
      .selectFrom('webhook_secrets')
      .select('secret')
      .where('environment', '=', 'test')
      .executeTakeFirstOrThrow();
    expect(new Webhook(secret).verify(body, headers)).toMatchObject({
      generation_id: id,
      status: 'completed',
      message: null,
    });
    expect(headers).toMatchObject({ 'webhook-id': id, 'content-type': 'application/json' });
    expect((await api.app.request(JSON.parse(body).video_url)).status).toBe(200);
  });

  test('is told the exact bytes and the id of the delivery when there is one', async () => {
    const api = await nativeApi();
    const listener = await listen(api);
    api.work();
    await submit(api, { callback_url: 'http://127.0.0.1:1/nobody' });
    const event = await listener.next();
    const delivery = await api.database.db.selectFrom('deliveries').selectAll().executeTakeFirstOrThrow();
    expect(event?.data).toMatchObject({ id: delivery.id, body: delivery.body });
    expect(event?.data.headers['webhook-id']).toBe(delivery.id);
  });

  test('hears nothing of what ended before', async () => {
    const api = await nativeApi();
    await end(api, await submit(api));
    const listener = await listen(api);
    const later = await submit(api);
    await end(api, later);
    expect(subjectOf(await listener.next())).toBe(later);
  });

  test('who comes back by the id of an event hears exactly what ended since, and what ends then', async () => {
    const api = await nativeApi();
    const first = await listen(api);
    const ids = [await submit(api), await submit(api), await submit(api)];
    await end(api, ids[0] ?? '');
    const heard = await first.next();
    await first.leave();
    for (const id of ids.slice(1)) await end(api, id);
    const second = await listen(api, after(heard));
    expect([subjectOf(await second.next()), subjectOf(await second.next())]).toEqual(ids.slice(1));
    const last = await submit(api);
    await end(api, last);
    expect(subjectOf(await second.next())).toBe(last);
  });

  test('hears, each once, of ends that become visible out of order', async () => {
    const api = await nativeApi();
    const listener = await listen(api);
    const ids = [await submit(api), await submit(api), await submit(api)] as const;
    const now = Date.now();
    await end(api, ids[1], new Date(now));
    expect(subjectOf(await listener.next())).toBe(ids[1]);
    await end(api, ids[0], new Date(now - 2_000));
    expect(subjectOf(await listener.next())).toBe(ids[0]);
    await end(api, ids[2], new Date(now + 1_000));
    expect(subjectOf(await listener.next())).toBe(ids[2]);
  });

  test('hears of a long absence in pages, in order', async () => {
    const api = await nativeApi({ balance: '100' });
    const ids = await Promise.all(Array.from({ length: 230 }, () => submit(api)));
    const start = Date.now() - 60_000;
    for (const [index, id] of ids.entries()) await end(api, id, new Date(start + Math.floor(index / 50)));
    const position = Buffer.from(`${start - 1} ${ids[0]}`).toString('base64url');
    const listener = await listen(api, { headers: { 'last-event-id': position } });
    const heard: string[] = [];
    while (heard.length < ids.length) heard.push(subjectOf(await listener.next()));
    expect(new Set(heard)).toEqual(new Set(ids));
  });

  test('hears only of its own account and environment', async () => {
    const api = await nativeApi();
    const stranger = await api.keyOf('test', '10');
    const listener = await listen(api);
    const foreign = await submit(api, {}, { key: stranger });
    await end(api, foreign);
    const live = await submit(api);
    await api.database.db
      .updateTable('generations')
      .set({ environment: 'live' })
      .where('id', '=', live)
      .execute();
    await end(api, live);
    const own = await submit(api);
    await end(api, own);
    expect(subjectOf(await listener.next())).toBe(own);
  });

  test('is signed for with both secrets while one takes the place of the other', async () => {
    const api = await nativeApi();
    const listener = await listen(api);
    await api.database.db
      .updateTable('webhook_secrets')
      .set({
        previous_secret: `whsec_${Buffer.from('the one before').toString('base64')}`,
        previous_until: new Date(Date.now() + 60_000),
      })
      .where('environment', '=', 'test')
      .execute();
    await end(api, await submit(api));
    expect((await listener.next())?.data.headers['webhook-signature']).toMatch(/^v1,\S+ v1,\S+$/);
  });

  test('needs the scope admin', async () => {
    const api = await nativeApi();
    await api.database.db
      .updateTable('api_keys')
      .set({ scopes: ['generate', 'read'] })
      .execute();
    expect((await api.send('GET', '/v1/webhooks/events', undefined, {})).status).toBe(403);
  });

  test.each(['nonsense', 'MSAy', Buffer.from(`9999999999999999 ${'0'.repeat(36)}`).toString('base64url')])(
    'with %s as the last id is refused with 422',
    async (lastId) => {
      const api = await nativeApi();
      const response = await api.send('GET', '/v1/webhooks/events', undefined, {
        headers: { 'last-event-id': lastId },
      });
      expect([response.status, ErrorBody.parse(await response.json()).field]).toEqual([422, 'Last-Event-ID']);
    },
  );

  test('takes a seat of its key', async () => {
    const api = await nativeApi({ settings: { streamsPerKey: 1 } });
    const first = await listen(api);
    expect((await api.send('GET', '/v1/webhooks/events', undefined, {})).status).toBe(429);
    await first.leave();
    await listen(api);
  });
});
