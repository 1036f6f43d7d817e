/** Retrying: the same request once more, as a new generation at the price of today. */
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { Accepted, ErrorBody } from '../src/contract/generation-view.ts';
import { newId } from '../src/kernel/ids.ts';
import { auditLedger } from '../src/ledger/ledger.ts';
import { fakePicture, fakeVideo } from './support/fake-media.ts';
import { fileServer } from './support/file-server.ts';
import { nativeApi, type RequestOptions } from './support/native-api.ts';

type Api = Awaited<ReturnType<typeof nativeApi>>;

const PATH = '/v1/kling/generations';

async function retry(api: Api, id: string, request: RequestOptions = {}) {
  const response = await api.send('POST', `${PATH}/${id}/retry`, undefined, request);
  const body: unknown = await response.json();
  return { status: response.status, headers: response.headers, body };
}

/** The 201 of a retry. */
async function retried(api: Api, id: string, request: RequestOptions = {}): Promise<Accepted> {
  const { status, body } = await retry(api, id, request);
  expect([status, body]).toMatchObject([201, {}]);
  return Accepted.parse(body);
}

async function made(api: Api, body: object): Promise<string> {
  const { generation_id: id } = (await api.accepted(body)).body;
  await api.ended(id);
  return id;
}

describe('a retry', () => {
  test('asks the engine for the very same, and is a generation of its own', async () => {
    const api = await nativeApi();
    api.work();
    const body = {
      prompt: 'a red fox',
      model: 'kling_1.6',
      cfg_scale: 0.3,
      negative_prompt: 'rain',
      seed: 11,
      duration: 10,
      aspect_ratio: '9:16',
      callback_url: 'http://127.0.0.1:9/hook',
      surprise: true,
    };
    const first = await made(api, body);
    const accepted = await retried(api, first);
    expect(accepted).toMatchObject({ status: 'pending', price: '0.5600' });
    expect(accepted.warnings?.join()).toContain('surprise');
    const second = await api.ended(accepted.generation_id);
    expect(second.generation_id).not.toBe(first);
    const { body: old } = await api.read(first);
    const own = { generation_id: '', created_at: '', completed_at: '', video_url: '' };
    expect({ ...second, ...own }).toEqual({ ...old, ...own });
    expect(second.video_url).not.toBe(old.video_url);
    expect(api.engine.requests[1]).toEqual(api.engine.requests[0]);
    const callbacks = await api.database.db.selectFrom('deliveries').select('url').execute();
    expect(callbacks.map(({ url }) => url)).toEqual(Array(2).fill(body.callback_url));
    expect(await auditLedger(api.database.db)).toEqual({ wrongBalances: [], wrongHolds: [] });
  });

  test('uses stored inputs as they are, which then belong to both', async () => {
    const api = await nativeApi();
    api.work();
    const [character, driver] = [fakePicture(), fakeVideo({ durationSeconds: 7.4 })];
    const server = await fileServer({ '/dance.mp4': driver });
    const first = await made(api, {
      model: 'kling_3_motion',
      reference_image_base64: character.toString('base64'),
      reference_video_url: `${server.url}/dance.mp4`,
    });
    const accepted = await retried(api, first);
    expect(accepted.price).toBe('0.3280');
    expect(await api.ended(accepted.generation_id)).toMatchObject({ status: 'completed', duration: '8' });
    expect(server.asked).toEqual(['/dance.mp4']);
    expect(api.engine.requests[1]?.inputs).toEqual(api.engine.requests[0]?.inputs);
    expect((await api.send('DELETE', `${PATH}/${first}`, undefined, {})).status).toBe(204);
    expect(await api.database.db.selectFrom('removed_media').selectAll().execute()).toHaveLength(1);
    const third = await retried(api, accepted.generation_id);
    expect(await api.ended(third.generation_id)).toMatchObject({ status: 'completed' });
  });

  test('downloads once more what could not be downloaded', async () => {
    const api = await nativeApi();
    const server = await fileServer({ '/dance.mp4': 404 });
    api.work({ downloadRetryMilliseconds: [] });
    const first = await made(api, {
      model: 'kling_3_motion',
      reference_image_base64: fakePicture().toString('base64'),
      reference_video_url: `${server.url}/dance.mp4`,
    });
    expect((await api.read(first)).body).toMatchObject({ message: 'VIDEO_INACCESSIBLE' });
    server.files['/dance.mp4'] = fakeVideo({ durationSeconds: 3 });
    const headers = { 'idempotency-key': 'once more' };
    const accepted = await retried(api, first, { headers });
    expect(accepted.price).toBe('calculating');
    expect(await api.ended(accepted.generation_id)).toMatchObject({ status: 'completed', price: '0.1230' });
    expect(await retried(api, first, { headers })).toEqual(accepted);
  });

  test('costs what it costs today', async () => {
    const api = await nativeApi({ balance: '1' });
    api.work();
    const first = await made(api, { prompt: 'a red fox' });
    await sql`update ledger_entries set amount_micros = -1 where generation_id = ${first} and kind = 'hold'`.execute(
      api.database.db,
    );
    await sql`update generations set price_micros = 1 where id = ${first}`.execute(api.database.db);
    const accepted = await retried(api, first);
    expect(accepted.price).toBe('0.2100');
    expect((await api.read(accepted.generation_id)).body.price).toBe('0.2100');
  });

  test('that cannot be paid is refused, and nothing has happened', async () => {
    const api = await nativeApi({ balance: '0.21' });
    api.work();
    const first = await made(api, { prompt: 'a red fox' });
    expect((await retry(api, first)).status).toBe(402);
    expect(await api.database.db.selectFrom('generations').select('id').execute()).toHaveLength(1);
  });

  test('with an Idempotency-Key is accepted once, and its key is good for nothing else', async () => {
    const api = await nativeApi();
    api.work();
    const [first, other] = [await made(api, { prompt: 'a red fox' }), await made(api, { prompt: 'a cat' })];
    const headers = { 'idempotency-key': 'again' };
    const answers = await Promise.all(Array.from({ length: 8 }, () => retry(api, first, { headers })));
    for (const answer of answers) expect(answer).toMatchObject({ status: 201, body: answers[0]?.body ?? {} });
    expect(await api.database.db.selectFrom('generations').select('id').execute()).toHaveLength(3);
    const replay = await retry(api, first, { headers });
    expect(replay.headers.get('idempotent-replayed')).toBe('true');
    expect((await retry(api, other, { headers })).status).toBe(422);
    expect((await api.refused({ prompt: 'a red fox' }, { headers })).status).toBe(422);
    expect((await retry(api, first, { headers: { 'idempotency-key': ' ' } })).status).toBe(400);
  });

  test('of one that is under way is refused with what to do', async () => {
    const api = await nativeApi();
    const { generation_id: id } = (await api.accepted({ prompt: 'a red fox' })).body;
    const { status, body } = await retry(api, id);
    expect(status).toBe(409);
    expect(ErrorBody.parse(body).detail).toContain('The generation is pending.');
  });

  test("of what is not the caller's, or is no more, is not found", async () => {
    const api = await nativeApi();
    api.work();
    const id = await made(api, { prompt: 'a red fox' });
    for (const key of [await api.keyOf('test', '1'), await api.keyOf('live', '1')])
      expect((await retry(api, id, { key })).status).toBe(404);
    for (const unknown of [newId(), 'x']) expect((await retry(api, unknown)).status).toBe(404);
    await api.send('DELETE', `${PATH}/${id}`, undefined, {});
    expect((await retry(api, id)).status).toBe(404);
    expect(await api.database.db.selectFrom('generations').select('id').execute()).toHaveLength(1);
  });

  test('that no engine can make is refused', async () => {
    const modes = ['text_to_video' as const];
    const api = await nativeApi({ modes });
    api.work();
    const id = await made(api, { prompt: 'a red fox' });
    modes.pop();
    expect((await retry(api, id)).status).toBe(503);
  });
});
