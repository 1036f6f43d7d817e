/** The list of an account's generations: pages, filters, and how it is read. */
import { CompiledQuery, sql, type KyselyPlugin, type RootOperationNode } from 'kysely';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Caller } from '../src/accounts/caller.ts';
import { createFindCaller } from '../src/accounts/find-caller.ts';
import { ErrorBody, GenerationView } from '../src/contract/generation-view.ts';
import type { Db } from '../src/db/transaction.ts';
import { listGenerations, type GenerationFilters } from '../src/generations/listing.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { fixedClock } from './support/fixed-clock.ts';
import { nativeApi, type RequestOptions } from './support/native-api.ts';
import { testBench } from './support/test-bench.ts';

const Page = z.object({ data: z.array(GenerationView), next_cursor: z.string().nullable() });
type Api = Awaited<ReturnType<typeof nativeApi>>;

async function page(api: Api, query: string, request: RequestOptions = {}) {
  const response = await api.send('GET', `/v1/kling/generations${query}`, undefined, request);
  expect(response.status).toBe(200);
  return Page.parse(await response.json());
}

const idsOf = ({ data }: z.infer<typeof Page>) => data.map((one) => one.generation_id);

/** The ids of all pages, one page after the other. */
async function allPages(api: Api, query: string): Promise<readonly (readonly string[])[]> {
  const pages: (readonly string[])[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const one: z.infer<typeof Page> = await page(api, `?${query}${cursor && `&cursor=${cursor}`}`);
    pages.push(idsOf(one));
    cursor = one.next_cursor;
  }
  return pages;
}

async function submit(api: Api, body: object = {}, request: RequestOptions = {}): Promise<string> {
  const { body: accepted } = await api.accepted({ prompt: 'a red fox', ...body }, request);
  return accepted.generation_id;
}

async function refusalOf(api: Api, query: string): Promise<ErrorBody> {
  const response = await api.send('GET', `/v1/kling/generations${query}`, undefined, {});
  expect(response.status).toBe(422);
  return ErrorBody.parse(await response.json());
}

describe('pages', () => {
  test('come newest first, hold as many as asked for, and show each generation once', async () => {
    const clock = fixedClock();
    const api = await nativeApi({ clock });
    const ids: string[] = [];
    // In threes at the same time, so that the id has to decide.
    for (let count = 0; count < 7; count += 1) {
      if (count % 3 === 0) clock.advanceSeconds(1);
      ids.push(await submit(api));
    }
    const newestFirst = ids.toReversed();
    expect(await allPages(api, 'limit=3')).toEqual([
      newestFirst.slice(0, 3),
      newestFirst.slice(3, 6),
      newestFirst.slice(6),
    ]);
    expect(await allPages(api, 'limit=7')).toEqual([newestFirst]);
    expect(idsOf(await page(api, ''))).toEqual(newestFirst);
  });

  test('go on where they ended although others are added meanwhile', async () => {
    const api = await nativeApi();
    const [first, second] = [await submit(api), await submit(api)];
    const { next_cursor: cursor } = await page(api, '?limit=1');
    await submit(api);
    expect(idsOf(await page(api, `?limit=1&cursor=${cursor}`))).toEqual([first]);
    expect(second).not.toBe(first);
  });

  test('of nobody are empty, and end', async () => {
    const api = await nativeApi();
    expect(await page(api, '')).toEqual({ data: [], next_cursor: null });
  });

  test("show what is the caller's in the environment of its key, and nothing else", async () => {
    const api = await nativeApi();
    const mine = await submit(api);
    const [stranger, live] = [await api.keyOf('test', '10'), await api.keyOf('live', '10')];
    await submit(api, {}, { key: stranger });
    await submit(api, {}, { key: live });
    await sql`update generations set account_id = (select account_id from generations where id = ${mine})
      where environment = 'live'`.execute(api.database.db);
    expect(idsOf(await page(api, ''))).toEqual([mine]);
    expect(idsOf(await page(api, '', { key: live }))).toEqual([]);
  });

  test('show each generation as a read of it does, with its links', async () => {
    const api = await nativeApi();
    api.work();
    const ids = [await submit(api), await submit(api), await submit(api)];
    for (const id of ids) await api.ended(id);
    const { data } = await page(api, '');
    expect(data.map((one) => one.generation_id)).toEqual(ids.toReversed());
    for (const one of data) {
      const { body } = await api.read(one.generation_id);
      expect({ ...one, video_url: null, poster_url: null }).toEqual({
        ...body,
        video_url: null,
        poster_url: null,
      });
      expect((await api.app.request(String(one.video_url))).status).toBe(200);
    }
    expect(new Set(data.map((one) => one.video_url)).size).toBe(3);
  });
});

describe('filters', () => {
  test('leave what fits all of them', async () => {
    const clock = fixedClock(new Date('2030-01-01T00:00:00.500Z'));
    const api = await nativeApi({ clock });
    const fox = await submit(api, { prompt: 'A red FOX at 100% speed' });
    clock.advanceSeconds(60);
    const cat = await submit(api, { prompt: 'a cat_in_a_hat', model: 'kling_3', duration: 3 });
    clock.advanceSeconds(60);
    const moving = await submit(api, { prompt: 'a fox', image_url: 'https://pictures.test/fox.png' });
    await api.send('POST', `/v1/kling/generations/${fox}/cancel`, undefined, {});
    const cases: readonly (readonly [query: string, ids: readonly string[]])[] = [
      ['status=failed', [fox]],
      ['status=pending', [moving, cat]],
      ['status=pending&model=kling_3', [cat]],
      ['model=kling_3', [cat]],
      ['mode=image_to_video', [moving]],
      ['mode=motion_control', []],
      ['engine=studio', [moving, cat, fox]],
      ['engine=other', []],
      ['prompt=fox', [moving, fox]],
      ['prompt=RED%20f', [fox]],
      ['prompt=0%25%20s', [fox]],
      ['prompt=%25%25', []],
      ['prompt=t_in', [cat]],
      ['prompt=__', []],
      [`prompt=${encodeURIComponent('\\\\')}`, []],
      ['prompt=fox&mode=text_to_video', [fox]],
      ['created_after=2030-01-01T00:01:00Z', [moving, cat]],
      ['created_before=2030-01-01T00:01:00Z', [fox]],
      ['created_after=2030-01-01T02:01:00%2B02:00&created_before=2030-01-01T00:02:00Z', [cat]],
      ['created_after=2030-01-01', [moving, cat, fox]],
      ['created_after=2030-01-02', []],
    ];
    for (const [query, ids] of cases)
      expect([query, idsOf(await page(api, `?${query}`))]).toEqual([query, ids]);
  });

  test('that cannot be used are refused with the name of the parameter', async () => {
    const api = await nativeApi();
    const cases: readonly (readonly [query: string, field: string])[] = [
      ['limit=0', 'limit'],
      ['limit=101', 'limit'],
      ['limit=ten', 'limit'],
      ['limit=', 'limit'],
      ['cursor=', 'cursor'],
      ['cursor=bm9ib2R5', 'cursor'],
      [`cursor=${Buffer.from('99999999999999999 x').toString('base64url')}`, 'cursor'],
      ['status=cancelled', 'status'],
      ['status=', 'status'],
      ['model=kling_9', 'model'],
      ['mode=video', 'mode'],
      ['engine=', 'engine'],
      ['engine=a%00b', 'engine'],
      ['prompt=a', 'prompt'],
      ['prompt=a%00b', 'prompt'],
      [`prompt=${'a'.repeat(201)}`, 'prompt'],
      ['created_after=yesterday', 'created_after'],
      ['created_before=2030-13-01', 'created_before'],
      ['status=failed&status=pending', 'status'],
      ['page=2', 'page'],
      ['created_at=2030-01-01&order=asc', 'created_at'],
    ];
    for (const [query, field] of cases) {
      const refusal = await refusalOf(api, `?${query}`);
      expect([query, refusal.field]).toEqual([query, field]);
      expect(refusal.detail).toContain(field);
    }
    expect((await refusalOf(api, '?created_at=2030-01-01&order=asc')).detail).toContain('"order"');
  });
});

/** Generations of an account, a second apart; the last of them has the only prompt with a unicorn in it. */
async function insertMany(db: Db, caller: Caller, count: number): Promise<void> {
  const { accountId, keyId, environment } = caller;
  await sql`
    insert into generations (id, account_id, api_key_id, environment, model, mode, engine, prompt, request, seed,
      price_micros, status, completed_at, created_at, deadline_at)
    select gen_random_uuid(), ${accountId}, ${keyId}, ${environment}, 'kling_2.5_turbo', 'text_to_video', 'fake',
      case when n = ${count} then 'a unicorn' else 'a red fox' end, '{}', 7, 1000, 'completed', now(),
      date_trunc('milliseconds', now()) - n * interval '1 second', now()
    from generate_series(1, ${count}::integer) as n`.execute(db);
  await sql`analyze generations`.execute(db);
}

/** How PostgreSQL carries out what `run` asks of it. */
async function planOf(db: Db, run: (db: Db) => Promise<unknown>): Promise<string> {
  const asked: { node: RootOperationNode | null } = { node: null };
  const listener: KyselyPlugin = {
    transformQuery: ({ node }) => (asked.node = node),
    transformResult: async ({ result }) => result,
  };
  await run(db.withPlugin(listener));
  if (!asked.node) throw new Error('nothing was asked');
  const executor = db.getExecutor();
  const { sql: text, parameters } = executor.compileQuery(asked.node, { queryId: 'plan' });
  const result = await db.executeQuery<Record<string, string>>(
    CompiledQuery.raw(`explain (analyze, timing off, summary off) ${text}`, [...parameters]),
  );
  return result.rows.map((row) => row['QUERY PLAN']).join('\n');
}

test('a page among a hundred thousand is read from the index, without sorting and without reading the rest', async () => {
  const bench = await testBench();
  await insertMany(bench.database.db, bench.caller, 100_000);
  const { accountId } = bench.caller;
  const middle = { createdAt: new Date(Date.now() - 50_000_000), id: bench.caller.keyId };
  const filters: readonly GenerationFilters[] = [
    {},
    { createdAfter: new Date(Date.now() - 70_000_000), createdBefore: new Date(Date.now() - 60_000_000) },
    { prompt: 'red' },
    { model: 'kling_2.5_turbo', status: 'completed' },
  ];
  for (const after of [null, middle])
    for (const one of filters) {
      const list = { accountId, environment: 'live', limit: 21, after, filters: one } as const;
      const plan = await planOf(bench.database.db, (db) => listGenerations(db, list));
      expect(plan).toContain('using generations_listed');
      expect(plan).not.toMatch(/Sort|Seq Scan|Bitmap/);
      expect(plan).toMatch(/Scan using generations_listed .*actual rows=21(\.00)? /);
    }
});

test('a filter that fits hardly anything looks at so many for each page, and finds all in the end', async () => {
  const api = await nativeApi();
  const caller = await createFindCaller(api.database.db, systemClock)(api.key);
  if (!caller) throw new Error('the key of the test is unknown');
  await insertMany(api.database.db, caller, 25_000);
  const pages = await allPages(api, 'prompt=unicorn');
  expect(pages.map((ids) => ids.length)).toEqual([0, 0, 1]);
  expect((await allPages(api, 'prompt=dragon')).flat()).toEqual([]);
  expect(await allPages(api, 'status=processing')).toEqual([[]]);
  const red = await allPages(api, 'prompt=red&limit=100');
  expect(new Set(red.flat()).size).toBe(24_999);
  expect(red.flat()).toHaveLength(24_999);
});
