/** Reads that wait for the end of a generation. */
import { describe, expect, test } from 'vitest';
import { ErrorBody, GenerationView } from '../src/contract/generation-view.ts';
import { nativeApi } from './support/native-api.ts';
import { readEvents } from './support/read-events.ts';

type Api = Awaited<ReturnType<typeof nativeApi>>;

const ZERO = '00000000-0000-0000-0000-000000000000';

async function submit(api: Api): Promise<string> {
  return (await api.accepted({ prompt: 'a cat' })).body.generation_id;
}

function read(api: Api, id: string, wait: string, headers: Record<string, string> = {}): Promise<Response> {
  return api.send('GET', `/v1/kling/generations/${id}${wait}`, undefined, { headers });
}

const viewOf = async (response: Response) => GenerationView.parse(await response.json());

describe('a read that waits', () => {
  test('is answered when the generation has ended', async () => {
    const api = await nativeApi();
    const id = await submit(api);
    const waiting = read(api, id, '?wait=60');
    api.work();
    const view = await viewOf(await waiting);
    expect(view).toMatchObject({ status: 'completed', progress: 100 });
    expect(view.video_url).not.toBeNull();
  });

  test('is answered with the state as it is when the time is up', async () => {
    const api = await nativeApi();
    const response = await read(api, await submit(api), '?wait=1');
    expect([response.status, (await viewOf(response)).status]).toEqual([200, 'pending']);
  });

  test('may say so in a Prefer header, beside other preferences', async () => {
    const api = await nativeApi();
    const id = await submit(api);
    const waiting = read(api, id, '', { prefer: 'handling=strict, wait=60' });
    api.work();
    const response = await waiting;
    expect(response.headers.get('preference-applied')).toBe('wait=60');
    expect((await viewOf(response)).status).toBe('completed');
  });

  test('does not wait for what has ended, and a wait of 0 is none', async () => {
    const api = await nativeApi();
    const id = await submit(api);
    expect((await viewOf(await read(api, id, '?wait=0'))).status).toBe('pending');
    api.work();
    await api.ended(id);
    expect((await viewOf(await read(api, id, '?wait=60'))).status).toBe('completed');
  });

  test.each(['61', '-1', '1.5', 'abc', '', '007'])(
    'refuses to wait "%s" seconds and says what is allowed',
    async (wait) => {
      const api = await nativeApi();
      const response = await read(api, ZERO, `?wait=${wait}`);
      expect(response.status).toBe(422);
      expect(await response.json()).toMatchObject({
        field: 'wait',
        detail: expect.stringContaining('0 to 60'),
      });
    },
  );

  test('of nothing that the caller may see is a 404 at once', async () => {
    const api = await nativeApi();
    const id = await submit(api);
    expect((await read(api, ZERO, '?wait=60')).status).toBe(404);
    await api.database.db.updateTable('generations').set({ environment: 'live' }).execute();
    expect((await read(api, id, '?wait=60')).status).toBe(404);
  });

  test('is one of the connections that a key may hold open', async () => {
    const api = await nativeApi({ settings: { streamsPerKey: 1 } });
    const id = await submit(api);
    const stream = readEvents(await api.send('GET', `/v1/kling/generations/${id}/events`, undefined, {}));
    const refused = await read(api, id, '?wait=60');
    expect([refused.status, ErrorBody.parse(await refused.json()).detail]).toEqual([429, 'RATE_LIMITED']);
    await stream.leave();
    api.work();
    expect((await read(api, id, '?wait=60')).status).toBe(200);
    expect((await read(api, id, '?wait=60')).status).toBe(200);
  });

  test('ends with its caller, who frees the seat', async () => {
    const api = await nativeApi({ settings: { streamsPerKey: 1 } });
    const id = await submit(api);
    const hangUp = new AbortController();
    const headers = { authorization: `Bearer ${api.key}` };
    const request = new Request(`http://localhost/v1/kling/generations/${id}?wait=60`, {
      headers,
      signal: hangUp.signal,
    });
    const waiting = api.app.request(request);
    hangUp.abort();
    await waiting;
    api.work();
    expect((await read(api, id, '?wait=60')).status).toBe(200);
  });
});
