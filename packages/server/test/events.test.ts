/** What a listener of one generation is told, over HTTP. */
import { sql, type Updateable } from 'kysely';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { GenerationEvent } from '../src/contract/generation-event.ts';
import type { Database, DeliveryStatus } from '../src/db/schema.ts';
import { listen } from '../src/main/listen.ts';
import { nativeApi } from './support/native-api.ts';
import { readEvents, type ReadEvent } from './support/read-events.ts';

type Api = Awaited<ReturnType<typeof nativeApi>>;

const ZERO = '00000000-0000-0000-0000-000000000000';

function open(api: Api, id: string, headers: Record<string, string> = {}, key?: string): Promise<Response> {
  return api.send('GET', `/v1/kling/generations/${id}/events`, undefined, {
    headers,
    ...(key ? { key } : {}),
  });
}

async function submit(api: Api, body: object = {}): Promise<string> {
  return (await api.accepted({ prompt: 'a cat', ...body })).body.generation_id;
}

/** Of a stream that is left at once. */
async function statusOf(api: Api, id: string): Promise<number> {
  const response = await open(api, id);
  await response.body?.cancel();
  return response.status;
}

const namesOf = (events: readonly ReadEvent[]) => events.map(({ event }) => event);
const idsOf = (events: readonly ReadEvent[]) => events.map(({ id }) => Number(id));

/** Writes what a worker writes, so that a test decides when it happens. */
function scriptOf({ database: { db } }: Api, id: string) {
  const set = (change: Updateable<Database['generations']>) =>
    db.updateTable('generations').set(change).where('id', '=', id).execute();
  return {
    start: () => set({ status: 'processing', started_at: new Date() }),
    progress: (progress: number) => set({ progress }),
    fail: () =>
      set({
        status: 'failed',
        failure: 'TASK_FAILED',
        failure_detail: 'secret words',
        completed_at: new Date(),
      }),
    announce: () =>
      sql`insert into deliveries (id, account_id, environment, generation_id, url, body)
        select id, account_id, environment, id, callback_url, '{}' from generations where id = ${id}`.execute(
        db,
      ),
    deliver: (tried: { number: number; httpStatus: number; status: DeliveryStatus }) =>
      db.transaction().execute(async (tx) => {
        await tx
          .insertInto('delivery_tries')
          .values({
            delivery_id: id,
            number: tried.number,
            started_at: new Date(),
            milliseconds: 5,
            http_status: tried.httpStatus,
            error: null,
            request_headers: '{}',
            response_body: null,
          })
          .execute();
        await tx
          .updateTable('deliveries')
          .set({ status: tried.status, attempts: tried.number })
          .where('id', '=', id)
          .execute();
      }),
  };
}

describe('the events of a generation', () => {
  test('come as they happen, each once, with ids that grow, and the stream ends with the last', async () => {
    const api = await nativeApi();
    const id = await submit(api);
    const reader = readEvents(await open(api, id));
    const script = scriptOf(api, id);
    expect(await reader.next()).toMatchObject({
      event: 'queued',
      data: { type: 'queued', generation_id: id },
    });
    await script.start();
    expect(await reader.next()).toMatchObject({ event: 'started' });
    await script.progress(20);
    expect(await reader.next()).toMatchObject({ event: 'progress', data: { progress: 20 } });
    await script.progress(70);
    expect(await reader.next()).toMatchObject({ event: 'progress', data: { progress: 70 } });
    await script.fail();
    const [last, ...more] = await reader.rest();
    expect(last).toMatchObject({
      event: 'failed',
      data: {
        message: 'TASK_FAILED',
        error: { code: 'TASK_FAILED', message: expect.not.stringContaining('secret') },
      },
    });
    expect(more).toEqual([]);
  });

  test('tell of what was made, under the address that a read shows', async () => {
    const api = await nativeApi();
    const id = await submit(api);
    const reader = readEvents(await open(api, id));
    api.work();
    const events = await reader.rest();
    expect(namesOf(events).filter((name) => name !== 'progress')).toEqual([
      'queued',
      'started',
      'stored',
      'completed',
    ]);
    expect(idsOf(events)).toEqual(idsOf(events).toSorted((a, b) => a - b));
    for (const { data } of events) expect(GenerationEvent.parse(data)).toEqual(data);
    const [stored, completed] = events.slice(-2).map(({ data }) => data);
    expect(stored).toMatchObject({ media_type: 'video/mp4', width: 640, height: 360, duration_seconds: 5 });
    expect(completed.price).toBe('0.2100');
    const video = await api.app.request(completed.video_url);
    expect((await video.arrayBuffer()).byteLength).toBe(stored.byte_count);
  });

  test('are the same for one who comes after the end', async () => {
    const api = await nativeApi();
    const id = await submit(api);
    api.work();
    await api.ended(id);
    const events = await readEvents(await open(api, id)).rest();
    expect(namesOf(events)).toEqual(['queued', 'started', 'stored', 'completed']);
  });

  test('go on after Last-Event-ID, as a header or in the address, with exactly the later ones', async () => {
    const api = await nativeApi();
    const id = await submit(api);
    api.work();
    await api.ended(id);
    const all = await readEvents(await open(api, id)).rest();
    for (const [index, event] of all.slice(0, -1).entries()) {
      const later = namesOf(all.slice(index + 1));
      const lastId = event.id ?? '';
      expect(namesOf(await readEvents(await open(api, id, { 'last-event-id': lastId })).rest())).toEqual(
        later,
      );
      const path = `/v1/kling/generations/${id}/events?last_event_id=${lastId}`;
      expect(namesOf(await readEvents(await api.send('GET', path, undefined, {})).rest())).toEqual(later);
    }
  });

  test('after the last one are a 204, which tells a browser not to come back', async () => {
    const api = await nativeApi();
    const id = await submit(api);
    await scriptOf(api, id).fail();
    const last = (await readEvents(await open(api, id)).rest()).at(-1)?.id ?? '';
    expect((await open(api, id, { 'last-event-id': last })).status).toBe(204);
  });

  test('tell of every try to deliver the webhook, and end when it is not tried again', async () => {
    const api = await nativeApi();
    const id = await submit(api, { callback_url: 'https://a.example/hook' });
    const script = scriptOf(api, id);
    await script.announce();
    await script.fail();
    const reader = readEvents(await open(api, id));
    expect([(await reader.next())?.event, (await reader.next())?.event]).toEqual(['queued', 'failed']);
    await script.deliver({ number: 1, httpStatus: 500, status: 'pending' });
    expect((await reader.next())?.data).toMatchObject({
      type: 'delivery',
      attempt: 1,
      status: 'pending',
      http_status: 500,
    });
    await script.deliver({ number: 2, httpStatus: 200, status: 'delivered' });
    const rest = await reader.rest();
    expect(rest.map(({ data }) => [data.attempt, data.status, data.http_status])).toEqual([
      [2, 'delivered', 200],
    ]);
  });
});

describe('a stream', () => {
  test('is not stored or held back by anybody, and says when to come back', async () => {
    const api = await nativeApi();
    const response = await open(api, await submit(api));
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('x-accel-buffering')).toBe('no');
    expect(response.headers.get('x-request-id')).toMatch(/^req_/);
    const reader = readEvents(response);
    await reader.next();
    expect(reader.text()).toMatch(/^retry: \d+\n\n/);
  });

  test("of an unknown, a malformed or a stranger's id is the same 404, and of the other environment too", async () => {
    const api = await nativeApi();
    const id = await submit(api);
    const stranger = await api.keyOf('test', '10');
    const asked = [[ZERO], ['nonsense'], [id, stranger]] as const;
    for (const [other, key] of asked) expect((await open(api, other, {}, key)).status).toBe(404);
    await api.database.db.updateTable('generations').set({ environment: 'live' }).execute();
    expect((await open(api, id)).status).toBe(404);
  });

  test('with an id that no event has is a 422 that names the header', async () => {
    const api = await nativeApi();
    const response = await open(api, await submit(api), { 'last-event-id': 'abc' });
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ field: 'Last-Event-ID' });
  });

  test('costs a seat, of which a key has so many, until it is left', async () => {
    const api = await nativeApi({ settings: { streamsPerKey: 2 } });
    const id = await submit(api);
    const first = readEvents(await open(api, id));
    readEvents(await open(api, id));
    const refused = await open(api, id);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '5']);
    expect(await refused.json()).toMatchObject({ detail: 'RATE_LIMITED' });
    expect((await open(api, id, {}, await api.keyOf('test', '1'))).status).toBe(404);
    await first.leave();
    readEvents(await open(api, id));
  });

  test('is let go of when its caller hangs up, and so is a read that waits', async () => {
    const api = await nativeApi({ settings: { streamsPerKey: 1 } });
    const id = await submit(api);
    const answered = vi.fn<(path: string) => void>();
    const server = await listen(
      async (request) => {
        const response = await api.app.fetch(request);
        answered(new URL(request.url).search);
        return response;
      },
      { host: '127.0.0.1', port: 0 },
    );
    onTestFinished(() => server.close());
    const connect = (path: string, signal: AbortSignal) =>
      fetch(`${server.url}/v1/kling/generations/${id}${path}`, {
        headers: { authorization: `Bearer ${api.key}` },
        signal,
      });

    const first = new AbortController();
    await connect('/events', first.signal);
    expect(await statusOf(api, id)).toBe(429);
    first.abort();
    await vi.waitFor(async () => expect(await statusOf(api, id)).toBe(200));

    const second = new AbortController();
    const waiting = connect('?wait=60', second.signal);
    await connect('', new AbortController().signal);
    second.abort();
    await expect(waiting).rejects.toThrow();
    await vi.waitFor(() => expect(answered).toHaveBeenCalledWith('?wait=60'));
  });

  test('ends when what is watched is deleted', async () => {
    const api = await nativeApi();
    const id = await submit(api, { callback_url: 'https://a.example/hook' });
    const reader = readEvents(await open(api, id));
    await reader.next();
    await api.database.db.updateTable('generations').set({ deleted_at: new Date() }).execute();
    expect(await reader.rest()).toEqual([]);
  });
});
