/** The keys of an account over HTTP: made, shown, changed, replaced and ended. */
import { describe, expect, test } from 'vitest';
import type { CreatedKeyView, KeyView } from '../src/contract/key-view.ts';
import { fixedClock } from './support/fixed-clock.ts';
import { nativeApi } from './support/native-api.ts';

type Api = Awaited<ReturnType<typeof nativeApi>>;

/** A JSON answer whose shape the test itself states. */
// oxlint-disable-next-line typescript/no-explicit-any -- what it holds is what is being asserted
const jsonOf = async (response: Response): Promise<any> => response.json();

const refusal = async (response: Response) => {
  const { field, detail } = await jsonOf(response);
  return [response.status, field, detail];
};

async function create(api: Api, body: object = {}, key?: string): Promise<CreatedKeyView> {
  const as = key === undefined ? {} : { key };
  const response = await api.send('POST', '/v1/keys', { name: 'mine', ...body }, as);
  if (response.status !== 201) throw new Error(await response.text());
  return jsonOf(response);
}

const listOf = async (api: Api, key: string, query = ''): Promise<{ data: KeyView[]; next_cursor: string }> =>
  jsonOf(await api.send('GET', `/v1/keys${query}`, undefined, { key }));

/** A second account's keys, and a live key of it. */
const liveApi = async () => {
  const api = await nativeApi();
  return { api, live: await api.keyOf('live', '10') };
};

const opens = async (api: Api, key: string): Promise<boolean> =>
  (await api.send('GET', '/v1/data/balance', undefined, { key })).status === 200;

describe('a new key', () => {
  test('is shown once, works, and is only recognisable afterwards', async () => {
    const api = await nativeApi();
    const made = await create(api, { name: '  render farm ' });
    expect(made.key).toMatch(/^rk_test_[\w-]{43}$/);
    expect(made).toMatchObject({
      name: 'render farm',
      environment: 'test',
      prefix: made.key.slice(0, 12),
      scopes: ['generate', 'read', 'admin'],
      status: 'active',
      limits: { submits_per_minute: null, reads_per_minute: null, concurrency: null, daily_spend: null },
      expires_at: null,
      revoked_at: null,
      rotated_from: null,
    });
    expect(await opens(api, made.key)).toBe(true);
    const once = await api.send('POST', '/v1/keys', { name: 'x' }, {});
    expect(once.headers.get('cache-control')).toBe('no-store');
    const { key, ...shown } = made;
    const again = await jsonOf(await api.send('GET', `/v1/keys/${made.id}`, undefined, {}));
    expect({ ...again, last_used_at: null }).toEqual({ ...shown, last_used_at: null });
    expect(JSON.stringify(await listOf(api, api.key))).not.toContain(key);
  });

  test('has the scopes, the end and the limits that were asked for', async () => {
    const clock = fixedClock();
    const api = await nativeApi({ clock });
    const limits = { submits_per_minute: 5, reads_per_minute: 7, concurrency: 2, daily_spend: '12.5' };
    const made = await create(api, { scopes: ['read', 'generate', 'read'], expires_in_days: 3, limits });
    expect(made).toMatchObject({
      scopes: ['generate', 'read'],
      created_at: '2030-01-01T00:00:00Z',
      expires_at: '2030-01-04T00:00:00Z',
      limits: { ...limits, daily_spend: '12.5000' },
    });
    const dated = await create(api, { expires_at: '2030-01-01T02:00:00+01:00' });
    expect(dated.expires_at).toBe('2030-01-01T01:00:00Z');
    clock.advanceSeconds(3_600);
    expect(await opens(api, dated.key)).toBe(false);
  });

  test('never may more than the key that made it', async () => {
    const { api, live } = await liveApi();
    const some = await create(api, { scopes: ['admin', 'read'] });
    const post = (body: object, key: string) =>
      api.send('POST', '/v1/keys', { name: 'more', ...body }, { key });
    expect(await refusal(await post({ scopes: ['generate', 'read'] }, some.key))).toEqual([
      403,
      'scopes',
      'This key has the scopes read, admin and cannot give generate.',
    ]);
    expect(await refusal(await post({ environment: 'live' }, api.key))).toEqual([
      403,
      'environment',
      'A test key makes test keys only. Use a live key with the scope admin.',
    ]);
    // Without being asked for, it gets what the maker has.
    expect((await create(api, {}, some.key)).scopes).toEqual(['read', 'admin']);
    expect((await create(api, {}, live)).environment).toBe('live');
    expect((await create(api, { environment: 'test' }, live)).environment).toBe('test');
  });

  const wrong: readonly (readonly [object | string, number, string | undefined, RegExp])[] = [
    [{}, 422, 'name', /1 to 100 characters/],
    [{ name: ' ' }, 422, 'name', /must not be empty/],
    [{ name: 'a\u0000b' }, 422, 'name', /control characters/],
    [{ name: 'x'.repeat(101) }, 422, 'name', /at most 100/],
    [{ name: 'x', scope: ['read'] }, 422, 'scope', /knows no such field/],
    [{ name: 'x', scopes: [] }, 422, 'scopes', /generate, read, admin/],
    [{ name: 'x', scopes: ['root'] }, 422, 'scopes.0', /generate, read, admin\. Got "root"/],
    [{ name: 'x', environment: 'prod' }, 422, 'environment', /test or live\. Got "prod"/],
    [{ name: 'x', expires_at: '2020-01-01T00:00:00Z' }, 422, 'expires_at', /in the future/],
    [{ name: 'x', expires_at: '9999-01-01T00:00:00Z' }, 422, 'expires_at', /at most 100 years/],
    [{ name: 'x', expires_at: 'tomorrow' }, 422, 'expires_at', /a time such as/],
    [{ name: 'x', expires_in_days: 0 }, 422, 'expires_in_days', /1 to 3650\. Got 0/],
    [
      { name: 'x', expires_in_days: 1, expires_at: '2999-01-01T00:00:00Z' },
      422,
      'expires_in_days',
      /Send one of them/,
    ],
    [{ name: 'x', limits: { concurrency: 0 } }, 422, 'limits.concurrency', /1 to 100000.*Got 0/],
    [{ name: 'x', limits: { per_day: 0 } }, 422, 'limits.per_day', /knows no such field/],
    [{ name: 'x', limits: { daily_spend: 5 } }, 422, 'limits.daily_spend', /as a string/],
    [{ name: 'x', limits: { daily_spend: '-1' } }, 422, 'limits.daily_spend', /6 decimals/],
    ['[]', 400, undefined, /must be a JSON object/],
    ['{', 400, undefined, /not valid JSON/],
  ];
  test('is refused in words that name the field, what it got and what is allowed', async () => {
    const api = await nativeApi();
    for (const [body, status, field, sentence] of wrong) {
      const answer = await refusal(await api.send('POST', '/v1/keys', body, {}));
      expect(answer).toEqual([status, field, expect.stringMatching(sentence)]);
    }
  });
});

describe('the list', () => {
  test('is newest first, in pages that miss and repeat nothing, also among keys of one moment', async () => {
    const api = await nativeApi({ clock: fixedClock() });
    for (let nth = 0; nth < 6; nth += 1) await create(api, { name: `key ${nth}` });
    // The very first has the database's microseconds.
    const whole = await listOf(api, api.key, '?limit=100');
    const names: string[] = [];
    for (let cursor = ''; ;) {
      const page = await listOf(api, api.key, `?limit=2${cursor}`);
      names.push(...page.data.map(({ name }) => name));
      if (page.next_cursor === null) break;
      cursor = `&cursor=${page.next_cursor}`;
    }
    expect(names).toEqual(whole.data.map(({ name }) => name));
    expect(names).toHaveLength(7);
    expect(names.slice(0, 6)).toEqual([5, 4, 3, 2, 1, 0].map((nth) => `key ${nth}`));
  });

  test('shows a test key the test keys only, and a live key both', async () => {
    const { api, live } = await liveApi();
    const play = await create(api, { environment: 'test', name: 'play' }, live);
    expect((await listOf(api, live)).data.map(({ name }) => name)).toEqual(['play', 'key']);
    expect((await listOf(api, play.key)).data.map(({ name }) => name)).toEqual(['play']);
  });
});

const ways: readonly (readonly [string, string, unknown])[] = [
  ['GET', '', undefined],
  ['PATCH', '', { name: 'stolen' }],
  ['DELETE', '', undefined],
  ['DELETE', '?force=true', undefined],
  ['POST', '/rotate', {}],
];
test.each(ways)("%s of a key%s answers 404 for what is not the caller's", async (method, rest, body) => {
  const { api, live: other } = await liveApi();
  const mine = await create(api);
  const livesOwn = (await listOf(api, other)).data[0];
  const play = await create(api, { environment: 'test' }, other);
  const tries: readonly (readonly [string, string])[] = [
    [mine.id, other],
    // A test key of the same account does not reach its live keys either.
    [livesOwn?.id ?? '', play.key],
    ['00000000-0000-0000-0000-000000000000', api.key],
    ['no-uuid', api.key],
  ];
  for (const [id, key] of tries) {
    const answer = await api.send(method, `/v1/keys/${id}${rest}`, body, { key });
    expect(await refusal(answer)).toEqual([404, undefined, 'Key not found']);
  }
  expect(await jsonOf(await api.send('GET', `/v1/keys/${mine.id}`, undefined, {}))).toMatchObject({
    name: 'mine',
    status: 'active',
  });
});

describe('a change', () => {
  test('touches what it names and leaves the rest; null takes a limit or an end away', async () => {
    const api = await nativeApi({ clock: fixedClock() });
    const made = await create(api, { expires_in_days: 1, limits: { concurrency: 2, daily_spend: '5' } });
    const change = async (body: unknown) => jsonOf(await api.send('PATCH', `/v1/keys/${made.id}`, body, {}));
    expect(await change({ limits: { concurrency: 3 } })).toMatchObject({
      name: 'mine',
      expires_at: '2030-01-02T00:00:00Z',
      limits: { concurrency: 3, daily_spend: '5.0000' },
    });
    expect(await change({ name: 'yours', expires_at: null, limits: { daily_spend: null } })).toMatchObject({
      name: 'yours',
      expires_at: null,
      limits: { concurrency: 3, daily_spend: null },
    });
  });

  test('of scopes or environment is refused, because a key never becomes another', async () => {
    const api = await nativeApi();
    const { id } = await create(api);
    for (const field of ['scopes', 'environment', 'key']) {
      const answer = await api.send('PATCH', `/v1/keys/${id}`, { [field]: 'live' }, {});
      expect((await refusal(answer)).slice(0, 2)).toEqual([422, field]);
    }
  });

  test('of a key that has ended is refused, and it stays ended', async () => {
    const clock = fixedClock();
    const api = await nativeApi({ clock });
    const [revoked, expired] = [await create(api), await create(api, { expires_in_days: 1 })];
    await api.send('DELETE', `/v1/keys/${revoked.id}`, undefined, {});
    clock.advanceSeconds(86_400);
    for (const { id, key } of [revoked, expired]) {
      for (const [method, rest] of [
        ['PATCH', ''],
        ['POST', '/rotate'],
      ] as const)
        expect((await api.send(method, `/v1/keys/${id}${rest}`, {}, {})).status).toBe(409);
      expect(await opens(api, key)).toBe(false);
    }
  });
});

describe('the end of a key', () => {
  test('comes within five seconds, is for ever, and may be asked for twice', async () => {
    const clock = fixedClock();
    const api = await nativeApi({ clock });
    const made = await create(api);
    expect(await opens(api, made.key)).toBe(true);
    for (let time = 0; time < 2; time += 1) {
      const answer = await api.send('DELETE', `/v1/keys/${made.id}`, undefined, {});
      expect([answer.status, await answer.text(), answer.headers.get('warning')]).toEqual([204, '', null]);
    }
    clock.advanceSeconds(5);
    expect(await opens(api, made.key)).toBe(false);
    expect(await jsonOf(await api.send('GET', `/v1/keys/${made.id}`, undefined, {}))).toMatchObject({
      status: 'revoked',
      revoked_at: '2030-01-01T00:00:00Z',
    });
  });

  test('may be asked for with the key itself, which the answer says', async () => {
    const api = await nativeApi();
    const made = await create(api);
    const answer = await api.send('DELETE', `/v1/keys/${made.id}`, undefined, { key: made.key });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('warning')).toContain('the key of this request');
  });

  test('is refused for the last working admin key of an environment, unless forced', async () => {
    const { api, live } = await liveApi();
    const [last] = (await listOf(api, live)).data;
    await create(api, { scopes: ['read'] }, live);
    await create(api, { environment: 'test' }, live);
    const path = `/v1/keys/${last?.id}`;
    expect(await refusal(await api.send('DELETE', path, undefined, { key: live }))).toEqual([
      409,
      undefined,
      'This is the last working live key with the scope admin. Create another one first, or repeat with ?force=true.',
    ]);
    const wrong = await api.send('DELETE', `${path}?force=yes`, undefined, { key: live });
    expect((await refusal(wrong)).slice(0, 2)).toEqual([422, 'force']);
    expect((await api.send('DELETE', `${path}?force=true`, undefined, { key: live })).status).toBe(204);
  });

  test('is refused for one of the last two when both are revoked at once', async () => {
    const api = await nativeApi();
    const second = await create(api);
    const [first] = (await listOf(api, api.key, '?limit=100')).data.slice(-1);
    const answers = await Promise.all(
      [first?.id, second.id].map((id) => api.send('DELETE', `/v1/keys/${id}`, undefined, {})),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([204, 409]));
  });
});

describe('a rotation', () => {
  test('makes a key of the same kind, and the old one works on for the overlap', async () => {
    const clock = fixedClock();
    const api = await nativeApi({ clock });
    const limits = { concurrency: 3, daily_spend: '7' };
    const old = await create(api, { scopes: ['read', 'admin'], expires_in_days: 10, limits });
    clock.advanceSeconds(86_400);
    const answer = await api.send('POST', `/v1/keys/${old.id}/rotate`, { overlap_seconds: 60 }, {});
    expect(answer.status).toBe(201);
    const fresh: CreatedKeyView = await jsonOf(answer);
    expect(fresh).toMatchObject({
      name: 'mine',
      scopes: old.scopes,
      limits: old.limits,
      rotated_from: old.id,
      created_at: '2030-01-02T00:00:00Z',
      expires_at: '2030-01-12T00:00:00Z',
    });
    expect(fresh.key).not.toBe(old.key);
    expect([await opens(api, old.key), await opens(api, fresh.key)]).toEqual([true, true]);
    clock.advanceSeconds(60);
    expect([await opens(api, old.key), await opens(api, fresh.key)]).toEqual([false, true]);
    expect(await jsonOf(await api.send('GET', `/v1/keys/${old.id}`, undefined, {}))).toMatchObject({
      status: 'expired',
      expires_at: '2030-01-02T00:01:00Z',
    });
  });

  test('without a body has an overlap of a day, and never makes the old one live longer', async () => {
    const api = await nativeApi({ clock: fixedClock() });
    const ends = [];
    for (const body of [{}, { expires_at: '2030-01-01T01:00:00Z' }]) {
      const { id } = await create(api, body);
      expect((await api.send('POST', `/v1/keys/${id}/rotate`, undefined, {})).status).toBe(201);
      ends.push((await jsonOf(await api.send('GET', `/v1/keys/${id}`, undefined, {}))).expires_at);
    }
    expect(ends).toEqual(['2030-01-02T00:00:00Z', '2030-01-01T01:00:00Z']);
  });

  test('can be done with the key itself, once: its successor is rotated next', async () => {
    const api = await nativeApi();
    const old = await create(api);
    const rotate = (id: string, overlap: unknown) =>
      api.send('POST', `/v1/keys/${id}/rotate`, { overlap_seconds: overlap }, { key: old.key });
    const tries = await Promise.all([rotate(old.id, 600), rotate(old.id, 600)]);
    expect(new Set(tries.map(({ status }) => status))).toEqual(new Set([201, 409]));
    for (const overlap of [-1, 604_801, 1.5, '60'])
      expect((await refusal(await rotate(old.id, overlap))).slice(0, 2)).toEqual([422, 'overlap_seconds']);
  });

  test('gives nobody a key that may more than the caller', async () => {
    const api = await nativeApi();
    const [strong, weak] = [await create(api), await create(api, { scopes: ['admin'] })];
    const answer = await api.send('POST', `/v1/keys/${strong.id}/rotate`, {}, { key: weak.key });
    expect((await refusal(answer)).slice(0, 2)).toEqual([403, 'scopes']);
    expect(await opens(api, strong.key)).toBe(true);
  });
});
