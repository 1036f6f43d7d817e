/** A promise per row of the native API's contract, sections 1 to 4 and 8. */
import { describe, expect, test } from 'vitest';
import { MODEL_IDS } from '../src/contract/models.ts';
import { findModel } from '../src/catalogue/models.ts';
import { ROUTES } from '../src/http/routes.ts';
import { nativeApi } from './support/native-api.ts';

/** A JSON answer whose shape the test itself states. */
// oxlint-disable-next-line typescript/no-explicit-any -- what it holds is what is being asserted
const jsonOf = async (response: Response): Promise<any> => response.json();

/** Status and `detail` of an answer. */
const detail = async (response: Response) => [response.status, (await jsonOf(response)).detail];

const ZERO = '00000000-0000-0000-0000-000000000000';
const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const ISO_SECONDS = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

describe('common rules', () => {
  test('says what is wrong with the credentials before it looks anything up', async () => {
    const api = await nativeApi();
    const path = `/v1/kling/generations/${ZERO}`;
    expect(await detail(await api.send('GET', path, undefined, { key: null }))).toEqual([
      401,
      'Missing credentials',
    ]);
    expect(
      await detail(await api.send('GET', path, undefined, { key: 'rk_test_wrongwrongwrongwrong' })),
    ).toEqual([401, 'Invalid API key']);
    expect(
      await detail(
        await api.send('GET', path, undefined, { key: null, headers: { authorization: 'Token abc' } }),
      ),
    ).toEqual([401, 'Invalid authorization format. Use: Bearer YOUR_API_KEY']);
    expect(await detail(await api.send('GET', path, undefined, {}))).toEqual([404, 'Generation not found']);
    expect(await detail(await api.send('POST', '/v1/kling/generate', '{broken', { key: null }))).toEqual([
      401,
      'Missing credentials',
    ]);
  });

  test('every refusal has a string detail, a stable code and the request id of the header', async () => {
    const api = await nativeApi();
    const { status, body, headers } = await api.refused({ prompt: 'a cat', aspect_ratio: '4:3' });
    expect(status).toBe(422);
    expect(body).toMatchObject({
      code: 'INVALID_REQUEST',
      message: 'INVALID_REQUEST',
      field: 'aspect_ratio',
    });
    for (const part of ['aspect_ratio', '4:3', '16:9', '9:16', '1:1']) expect(body.detail).toContain(part);
    expect(body.request_id).toBe(headers.get('x-request-id'));
  });

  test('a body nested or listed without end is a 400, whichever field it is in and with any key', async () => {
    const api = await nativeApi();
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    for (const field of ['prompt', 'camera_control', 'unknown']) {
      const headers = { 'idempotency-key': field };
      const { status, body } = await api.refused(`{"${field}":${deep}}`, { headers });
      expect([status, body.detail]).toEqual([400, 'The body is nested deeper than 32 levels.']);
    }
    const { status, body } = await api.refused(`{"unknown":[${'[],'.repeat(60_000)}[]]}`);
    expect([status, body.detail]).toEqual([400, 'The body has too many members to be a request.']);
  });

  test('a body that breaks off on its way is a 400', async () => {
    const api = await nativeApi();
    const body = new ReadableStream({
      pull(controller) {
        controller.error(new Error('the caller hung up'));
      },
    });
    const answer = await api.app.request('/v1/kling/generate', {
      method: 'POST',
      headers: { authorization: `Bearer ${api.key}`, 'content-type': 'application/json' },
      body,
      duplex: 'half',
    });
    expect(await detail(answer)).toEqual([400, 'The body broke off before its end.']);
  });

  test('malformed JSON is a 400, another content type a 415, a body that is not an object a 400', async () => {
    const api = await nativeApi();
    expect((await api.refused('{"prompt": ')).status).toBe(400);
    expect((await api.refused('')).status).toBe(400);
    expect((await api.refused('[1]')).status).toBe(400);
    expect(
      (await api.refused('prompt=a', { headers: { 'content-type': 'application/x-www-form-urlencoded' } }))
        .status,
    ).toBe(415);
  });

  test('a body that says it is larger than the limit is a 413', async () => {
    const api = await nativeApi();
    expect((await api.refused('{}', { headers: { 'content-length': '200000000' } })).status).toBe(413);
  });

  test('a trailing slash means nothing', async () => {
    const api = await nativeApi();
    const response = await api.send('POST', '/v1/kling/generate/', { prompt: 'a cat' }, {});
    expect(response.status).toBe(201);
    const { generation_id: id } = await jsonOf(response);
    expect((await api.send('GET', `/v1/kling/generations/${id}/`, undefined, {})).status).toBe(200);
  });

  test('unknown and unsupported fields are named in the warnings, and refused when handling is strict', async () => {
    const api = await nativeApi();
    const body = { prompt: 'a cat', cfg_scale: 0.4, frobnicate: true };
    const { body: accepted } = await api.accepted(body);
    expect(accepted.warnings).toHaveLength(2);
    expect(accepted.warnings?.join()).toMatch(/frobnicate.*cfg_scale/);
    expect((await api.refused(body, { headers: { prefer: 'handling=strict' } })).status).toBe(422);
    expect((await api.accepted({ prompt: 'a cat' })).body).not.toHaveProperty('warnings');
  });

  test('the same Idempotency-Key with the same body gives the same answer and one generation', async () => {
    const api = await nativeApi();
    const headers = { 'idempotency-key': 'order-1' };
    const first = await api.accepted({ prompt: 'a cat', duration: 5 }, { headers });
    const again = await api.accepted({ duration: 5, prompt: 'a cat' }, { headers });
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(await api.database.db.selectFrom('generations').select('id').execute()).toHaveLength(1);
  });

  test('the same Idempotency-Key with another body is a 422', async () => {
    const api = await nativeApi();
    const headers = { 'idempotency-key': 'order-1' };
    await api.accepted({ prompt: 'a cat' }, { headers });
    const { status, body } = await api.refused({ prompt: 'a dog' }, { headers });
    expect([status, body.detail, body.message]).toEqual([
      422,
      'IDEMPOTENCY_MISMATCH',
      'IDEMPOTENCY_MISMATCH',
    ]);
  });

  test('an Idempotency-Key belongs to the account: another account may use the same', async () => {
    const api = await nativeApi();
    const headers = { 'idempotency-key': 'order-1' };
    const mine = await api.accepted({ prompt: 'a cat' }, { headers });
    const theirs = await api.accepted({ prompt: 'a cat' }, { headers, key: await api.keyOf('test', '10') });
    expect(theirs.body.generation_id).not.toBe(mine.body.generation_id);
  });

  test('above the limit of a key the answer is 429 with Retry-After and RateLimit fields, for that key only', async () => {
    const api = await nativeApi({ settings: { submitsPerMinute: 2, readsPerMinute: 1 } });
    const first = await api.accepted({ prompt: 'a cat' });
    expect(first.headers.get('ratelimit')).toMatch(/^"submits";r=1;t=\d+$/);
    expect(first.headers.get('ratelimit-policy')).toBe('"submits";q=2;w=60');
    await api.accepted({ prompt: 'a cat' });
    const { status, body, headers } = await api.refused({ prompt: 'a cat' });
    expect([status, body.detail]).toEqual([429, 'RATE_LIMITED']);
    expect(headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
    await api.accepted({ prompt: 'a cat' }, { key: await api.keyOf('test', '10') });
    await api.read(first.body.generation_id);
    expect((await api.send('GET', `/v1/kling/generations/${ZERO}`, undefined, {})).status).toBe(429);
  });

  test('an unknown address and an unknown method are told apart', async () => {
    const api = await nativeApi();
    expect((await api.send('GET', '/v1/kling/nothing', undefined, {})).status).toBe(404);
    expect((await api.send('DELETE', '/v1/kling/generate', undefined, {})).status).toBe(405);
  });
});

describe('submitting', () => {
  test('answers 201 with a version 7 id, pending, and the price with four decimals', async () => {
    const api = await nativeApi();
    const { body } = await api.accepted({ prompt: 'a cat' });
    expect(body).toMatchObject({ status: 'pending', price: '0.2100' });
    expect(body.generation_id).toMatch(UUID_V7);
  });

  test.each(MODEL_IDS.filter((id) => findModel(id).modes.includes('text_to_video')))(
    '%s makes text to video at its own price',
    async (model) => {
      const api = await nativeApi({ balance: '100' });
      const { body } = await api.accepted({ prompt: 'a cat', model, duration: '5' });
      expect(body.price).toMatch(/^\d+\.\d{4}$/);
      expect(Number(body.price)).toBeGreaterThan(0);
      const { body: read } = await api.read(body.generation_id);
      expect(read).toMatchObject({ model, version: findModel(model).version, duration: '5' });
    },
  );

  test.each([
    ['kling_3', 3, '0.2520'],
    ['kling_3', 15, '1.2600'],
    ['kling_3_pro', 10, '1.1200'],
    ['kling_2.6', 5, '0.7000'],
    ['kling_2.5_turbo', 10, '0.4200'],
    ['kling_2.1_master', 5, '1.4000'],
  ])('%s for %d seconds costs %s', async (model, duration, price) => {
    const api = await nativeApi();
    expect((await api.accepted({ prompt: 'a cat', model, duration })).body.price).toBe(price);
  });

  test('a price that the balance does not cover is a 402, and nothing is queued or held', async () => {
    const api = await nativeApi({ balance: '0.20' });
    const { status, body } = await api.refused({ prompt: 'a cat' });
    expect([status, body.detail, body.message]).toEqual([
      402,
      'INSUFFICIENT_CREDITS',
      'INSUFFICIENT_CREDITS',
    ]);
    expect(await api.database.db.selectFrom('generations').select('id').execute()).toHaveLength(0);
    expect(
      await api.database.db.selectFrom('ledger_entries').select('id').where('kind', '=', 'hold').execute(),
    ).toHaveLength(0);
  });

  test('modes that no configured engine makes are a 503 that says so, after their own rules were checked', async () => {
    const api = await nativeApi({ modes: ['text_to_video'] });
    const image = await api.refused({
      prompt: 'a cat',
      image_url: 'https://a.example/i.png',
      aspect_ratio: '1:1',
    });
    expect([image.status, image.body.message]).toEqual([503, 'ENGINE_UNAVAILABLE']);
    expect(image.body.detail).toContain('image_to_video');
    const motion = {
      model: 'kling_3_motion',
      reference_video_url: 'https://a.example/v.mp4',
      reference_image_url: 'https://a.example/i.png',
    };
    expect((await api.refused(motion)).status).toBe(503);
    expect((await api.refused({ ...motion, reference_image_url: undefined })).status).toBe(400);
    expect((await api.refused({ prompt: 'a cat', model: 'kling_2.1' })).status).toBe(400);
  });

  test('a callback that could never be delivered is a 422 that says why', async () => {
    const api = await nativeApi({ settings: { allowLoopbackCallbacks: false } });
    for (const [callback_url, sentence] of [
      ['https://a.example:8443/hook', /port is 8443/],
      ['https://10.0.0.1/hook', /not a public address/],
    ] as const) {
      const { status, body } = await api.refused({ prompt: 'a cat', callback_url });
      expect([status, body.field]).toEqual([422, 'callback_url']);
      expect(body.detail).toMatch(sentence);
    }
    await api.accepted({ prompt: 'a cat', callback_url: 'https://a.example/hook?job=1' });
  });

  test('a live key on the studio is told that the studio made it', async () => {
    const api = await nativeApi();
    const { body } = await api.accepted({ prompt: 'a cat' }, { key: await api.keyOf('live', '10') });
    expect(body.warnings?.join()).toContain('studio');
  });
});

describe('reading', () => {
  test('a pending generation shows its place in the queue and null for what is not there yet', async () => {
    const api = await nativeApi();
    await api.accepted({ prompt: 'first' });
    const { body } = await api.accepted({ prompt: 'a cat', seed: 9 });
    const { body: read } = await api.read(body.generation_id);
    expect(read).toMatchObject({
      status: 'pending',
      prompt: 'a cat',
      video_url: null,
      message: null,
      error: null,
      progress: 0,
      queue_position: 2,
      seed: 9,
      engine: 'studio',
      price: '0.2100',
    });
    expect(read.created_at).toMatch(ISO_SECONDS);
    expect(read).not.toHaveProperty('completed_at');
  });

  test('a completed generation has a video that anybody with the link can read, whole and in parts', async () => {
    const api = await nativeApi();
    api.work();
    const { body } = await api.accepted({ prompt: 'a cat' });
    const read = await api.ended(body.generation_id);
    expect(read).toMatchObject({
      status: 'completed',
      message: null,
      error: null,
      progress: 100,
      duration: '5',
    });
    expect(read.completed_at).toMatch(ISO_SECONDS);

    const path = read.video_url ?? '';
    expect(path).toMatch(/^http:\/\/localhost\/media\/.+signature=/);
    const whole = await api.app.request(path);
    expect([whole.status, whole.headers.get('content-type')]).toEqual([200, 'video/mp4']);
    const bytes = Buffer.from(await whole.arrayBuffer());
    expect(whole.headers.get('content-length')).toBe(String(bytes.length));

    const part = await api.app.request(path, { headers: { range: 'bytes=4-7' } });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 4-7/${bytes.length}`]);
    expect(Buffer.from(await part.arrayBuffer())).toEqual(bytes.subarray(4, 8));
    expect((await api.app.request(path, { headers: { range: `bytes=${bytes.length}-` } })).status).toBe(416);
    const head = await api.app.request(path, { method: 'HEAD' });
    expect([head.status, (await head.arrayBuffer()).byteLength]).toEqual([200, 0]);
  });

  test('a media link with another signature, another asset or another expiry is refused', async () => {
    const api = await nativeApi();
    api.work();
    const { body } = await api.accepted({ prompt: 'a cat' });
    const url = new URL((await api.ended(body.generation_id)).video_url ?? '');
    const changed = (change: (copy: URL) => void) => {
      const copy = new URL(url);
      change(copy);
      return api.app.request(copy.href);
    };
    const late = String(Number(url.searchParams.get('expires')) + 1);
    expect((await changed((copy) => copy.searchParams.set('signature', 'AAAA'))).status).toBe(403);
    expect((await changed((copy) => copy.searchParams.set('expires', late))).status).toBe(403);
    expect((await changed((copy) => copy.searchParams.delete('signature'))).status).toBe(403);
    expect((await changed((copy) => (copy.pathname = `/media/${ZERO}.mp4`))).status).toBe(403);
  });

  test('a failed generation is still a 200, with the code, a sentence and the money back', async () => {
    const api = await nativeApi({ script: { end: 'fail' } });
    api.work();
    const { body } = await api.accepted({ prompt: 'a cat' });
    const read = await api.ended(body.generation_id);
    expect(read.status).toBe('failed');
    expect(read.video_url).toBeNull();
    expect(read.error).toMatchObject({ code: read.message });
    expect(read.error?.message.length).toBeGreaterThan(20);
    const balances = await api.database.db.selectFrom('balances').select('balance_micros').execute();
    expect(balances).toEqual([{ balance_micros: 10_000_000n }]);
  });

  test('an unknown, a malformed and a foreign id are the same 404', async () => {
    const api = await nativeApi();
    const { body } = await api.accepted({ prompt: 'a cat' });
    const stranger = await api.keyOf('test', '10');
    for (const [id, key] of [
      [ZERO, api.key],
      ['nonsense', api.key],
      [body.generation_id, stranger],
    ] as const) {
      const response = await api.send('GET', `/v1/kling/generations/${id}`, undefined, { key });
      expect([response.status, (await jsonOf(response)).detail]).toEqual([404, 'Generation not found']);
    }
  });
});

describe('what describes the API', () => {
  test('/openapi.json is OpenAPI 3.1 and names every route of the contract', async () => {
    const api = await nativeApi();
    const document = await jsonOf(await api.app.request('/openapi.json'));
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toEqual([...new Set(ROUTES.map((route) => route.path))]);
  });

  test('/healthz answers without a key', async () => {
    const api = await nativeApi();
    expect((await api.app.request('/healthz')).status).toBe(200);
  });
});
