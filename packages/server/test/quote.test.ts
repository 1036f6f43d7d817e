/** What a submit would cost, asked before. */
import { describe, expect, test } from 'vitest';
import { ErrorBody } from '../src/contract/generation-view.ts';
import { QuoteView } from '../src/contract/quote.ts';
import { createExpectedWait } from '../src/http/native/expected-wait.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { nativeApi, type RequestOptions } from './support/native-api.ts';

type Api = Awaited<ReturnType<typeof nativeApi>>;

const PNG = Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\0\0\0\0\0', 'latin1').toString('base64');
const MP4 = Buffer.from('\0\0\0\x18ftypisom\0\0\0\0', 'latin1').toString('base64');
const MOTION = {
  model: 'kling_3_motion',
  reference_video_url: 'https://a.example/v.mp4',
  reference_image_url: 'https://a.example/i.png',
};

async function ask(api: Api, body: unknown, options: RequestOptions = {}): Promise<Response> {
  return api.send('POST', '/v1/kling/quote', body, options);
}

async function quote(api: Api, body: unknown, options: RequestOptions = {}): Promise<QuoteView> {
  const response = await ask(api, body, options);
  const json: unknown = await response.json();
  if (response.status !== 200) throw new Error(`HTTP ${response.status}: ${JSON.stringify(json)}`);
  return QuoteView.parse(json);
}

/** Everything that a submit would have written. */
async function written({ database: { db } }: Api) {
  const count = async (table: 'generations' | 'ledger_entries' | 'assets' | 'inputs' | 'idempotency_keys') =>
    (
      await db
        .selectFrom(table)
        .select((row) => row.fn.countAll<bigint>().as('count'))
        .executeTakeFirstOrThrow()
    ).count;
  return {
    rows: await Promise.all([
      count('generations'),
      count('ledger_entries'),
      count('assets'),
      count('inputs'),
    ]),
    balances: await db.selectFrom('balances').selectAll().execute(),
  };
}

describe('a quote', () => {
  test('says what a submit would cost, who would make it, and whether it is covered', async () => {
    const api = await nativeApi();
    expect(await quote(api, { prompt: 'a cat' })).toEqual({
      price: '0.2100',
      price_is_final: true,
      currency: 'USD',
      duration: '5',
      model: 'kling_2.5_turbo',
      mode: 'text_to_video',
      engine: 'studio',
      warnings: [],
      expected_wait_seconds: null,
      queue_position: 1,
      balance: '10.0000',
      covered: true,
    });
  });

  test.each([
    { prompt: 'a cat', model: 'kling_3', duration: 15 },
    { prompt: 'a cat', model: 'kling_2.6', sound: false, duration: '10' },
    { prompt: 'a cat', model: 'kling_2.1', image_url: 'https://a.example/i.png' },
  ])('has the price that the submit then has: %j', async (body) => {
    const api = await nativeApi();
    const { price } = await quote(api, body);
    expect((await api.accepted(body)).body.price).toBe(price);
  });

  test('that the balance does not cover is an answer', async () => {
    const api = await nativeApi({ balance: '0.20' });
    expect(await quote(api, { prompt: 'a cat' })).toMatchObject({
      covered: false,
      balance: '0.2000',
      price: '0.2100',
    });
  });

  test('of a motion with an unmeasured driver is the most that it can cost, and the price of a second', async () => {
    const api = await nativeApi();
    const open = {
      price_is_final: false,
      price_per_second: '0.0410',
      duration: null,
      mode: 'motion_control',
    };
    expect(await quote(api, MOTION)).toMatchObject({ ...open, price: '1.2300' });
    expect(await quote(api, { ...MOTION, character_orientation: 'image' })).toMatchObject({
      ...open,
      price: '0.4100',
    });
    const inline = { model: 'kling_3_motion', reference_video_base64: MP4, reference_image: PNG };
    expect(await quote(api, inline)).toMatchObject({ ...open, price: '1.2300' });
  });

  test('of an uploaded driver is final', async () => {
    const api = await nativeApi();
    const { db } = api.database;
    const { account_id } = await db.selectFrom('api_keys').select('account_id').executeTakeFirstOrThrow();
    const id = '0198c2f4-7a3b-7c11-9d20-3f5f0f0a4b11';
    const file = { kind: 'file', storage_key: 'ab/cd', media_type: 'video/mp4', byte_count: 10n } as const;
    await db
      .insertInto('assets')
      .values({ ...file, id, account_id, generation_id: null, width: 64, height: 64, duration_seconds: 3.2 })
      .execute();
    const body = { ...MOTION, reference_video_url: `reelay://file_${id}` };
    expect(await quote(api, body)).toMatchObject({ price: '0.1640', price_is_final: true, duration: '4' });
    const strangers = await ask(api, body, { key: await api.keyOf('test', '1') });
    expect([strangers.status, ErrorBody.parse(await strangers.json()).field]).toEqual([
      422,
      'reference_video_url',
    ]);
  });

  test('of an O1 or O3 model follows the rules of its own endpoint', async () => {
    const api = await nativeApi();
    const body = {
      prompt: 'a cat',
      model: 'kling_o1',
      duration: '7',
      aspect_ratio: '16:9',
      images_urls: ['https://a.example/i.png'],
    };
    expect(await quote(api, body)).toMatchObject({
      model: 'kling_o1',
      mode: 'image_to_video',
      duration: '7',
    });
    expect((await ask(api, { ...body, images_urls: [] })).status).toBe(422);
    expect(await quote(api, { prompt: 'a cat', model: 'kling_o3', duration: 15 })).toMatchObject({
      price: '1.2600',
    });
  });

  test('gives the warnings of the submit, and refuses them when handling is strict', async () => {
    const api = await nativeApi();
    const body = { prompt: 'a cat', cfg_scale: 0.4 };
    const live = { key: await api.keyOf('live', '10') };
    const { warnings } = await quote(api, body, live);
    expect(warnings).toEqual((await api.accepted(body, live)).body.warnings);
    expect((await ask(api, body, { headers: { prefer: 'handling=strict' } })).status).toBe(422);
  });

  test.each([
    ['{broken', 400],
    [{ prompt: 'a cat', model: 'kling_2.1' }, 400],
    [{ prompt: 'a cat', duration: 7 }, 422],
    [{ prompt: 'reelay:no-such-word' }, 422],
    [{ prompt: 'a cat', callback_url: 'https://10.0.0.1/hook' }, 422],
    [{ prompt: 'a cat', image_base64: 'bm8gcGljdHVyZSBhdCBhbGw=' }, 422],
  ])('refuses %j as a submit does', async (body, status) => {
    const api = await nativeApi();
    const asked = await ask(api, body);
    const submitted = await api.refused(body);
    const { detail, field } = ErrorBody.parse(await asked.json());
    expect([asked.status, submitted.status]).toEqual([status, status]);
    expect([detail, field]).toEqual([submitted.body.detail, submitted.body.field]);
  });

  test('of what no engine makes is the 503 of the submit', async () => {
    const api = await nativeApi({ modes: ['image_to_video'] });
    expect((await ask(api, { prompt: 'a cat' })).status).toBe(503);
  });

  test('holds nothing and writes nothing', async () => {
    const api = await nativeApi();
    const before = await written(api);
    await quote(api, { prompt: 'a cat', image_base64: PNG }, { headers: { 'idempotency-key': 'one' } });
    await quote(api, MOTION);
    expect(await written(api)).toEqual(before);
  });

  test('knows from the last day how long it takes, and how many wait', async () => {
    const api = await nativeApi();
    const { db } = api.database;
    const ids = [];
    for (const prompt of ['a', 'b', 'c', 'd', 'e'])
      ids.push((await api.accepted({ prompt })).body.generation_id);
    const seconds = [10, 20, 90];
    for (const [index, id] of ids.slice(0, 3).entries()) {
      const completed_at = new Date(Date.now() - 3_600_000);
      const started_at = new Date(completed_at.getTime() - (seconds[index] ?? 0) * 1000);
      await db
        .updateTable('generations')
        .set({ status: 'completed', started_at, completed_at })
        .where('id', '=', id)
        .execute();
    }
    const long = {
      status: 'completed',
      started_at: new Date(0),
      completed_at: new Date(Date.now() - 25 * 3_600_000),
    } as const;
    await db
      .updateTable('generations')
      .set(long)
      .where('id', '=', ids[3] ?? '')
      .execute();
    expect(await quote(api, { prompt: 'a cat' })).toMatchObject({
      queue_position: 2,
      expected_wait_seconds: 20,
    });
    expect(await quote(api, { prompt: 'a cat', image_url: 'https://a.example/i.png' })).toMatchObject({
      expected_wait_seconds: null,
    });
    const expectedWait = createExpectedWait({ db, clock: systemClock, engineConcurrency: () => 2 });
    expect(await expectedWait({ engine: 'studio', mode: 'text_to_video', ahead: 3 })).toBe(50);
  });
});
