/** Promises of the native API's contract that no other file has as its subject; most rows are in `native-api.test.ts`. */
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { Accepted, ErrorBody } from '../src/contract/generation-view.ts';
import { ModelView } from '../src/contract/model-view.ts';
import type { MODEL_IDS } from '../src/contract/models.ts';
import { ROUTES } from '../src/http/routes.ts';
import { GENERATION_STATUSES, type GenerationMode } from '../src/kernel/environment.ts';
import { FAILURES } from '../src/kernel/failures.ts';
import { silentLogger, type Logger } from '../src/kernel/log.ts';
import { readConfig } from '../src/main/config.ts';
import { keepHouse } from '../src/worker/housekeeping.ts';
import { fixedClock } from './support/fixed-clock.ts';
import { nativeApi } from './support/native-api.ts';
import { servedApi } from './support/served-api.ts';
import { tenants } from './support/tenants.ts';

type Api = Awaited<ReturnType<typeof nativeApi>>;

const NOBODYS = '00000000-0000-4000-8000-000000000000';
const DOLLARS = /^-?\d+\.\d{4}$/;
const ISO_SECONDS = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const WORDS = { prompt: 'a lighthouse in a storm' };

/** All that is described, with ids that nothing has and bodies that nothing takes. */
const KNOCKS = ROUTES.map(({ method, path }) => ({
  method: method.toUpperCase(),
  path: path.replaceAll(/\{\w+\}/g, NOBODYS),
  body: method === 'get' ? undefined : { unknown: true },
}));

/** Remembers what is logged with which request. */
function rememberingLogger(): Logger & { readonly requestIds: ReadonlySet<unknown> } {
  const requestIds = new Set<unknown>();
  const remember = (fields: Readonly<Record<string, unknown>>): void =>
    void requestIds.add(fields['requestId']);
  return { debug: remember, info: remember, warn: remember, error: remember, requestIds };
}

const isJson = (response: Response): boolean =>
  response.headers.get('content-type')?.startsWith('application/json') === true;

/** Null for any other answer, which is not read: it may be a stream without end. */
async function refusalIn(response: Response): Promise<ErrorBody | null> {
  if (isJson(response)) return ErrorBody.safeParse(await response.json()).data ?? null;
  await response.body?.cancel();
  return null;
}

describe('every answer', () => {
  test('has a request id of its own, which is found again in the log and in a refusal', async () => {
    const log = rememberingLogger();
    const api = await nativeApi({ log });
    const others = [
      { method: 'GET', path: '/v1/nothing', body: undefined },
      { method: 'PUT', path: '/v1/kling/generate', body: undefined },
      { method: 'GET', path: `/media/${NOBODYS}.mp4`, body: undefined },
      { method: 'GET', path: '/openapi.json', body: undefined },
      { method: 'GET', path: '/docs', body: undefined },
      { method: 'GET', path: '/metrics', body: undefined },
      { method: 'OPTIONS', path: '/v1/kling/generate', body: undefined },
    ];
    const seen = new Set<string>();
    for (const { method, path, body } of [...KNOCKS, ...others])
      for (const key of [api.key, null]) {
        const response = await api.send(method, path, body, { key });
        const id = response.headers.get('x-request-id') ?? '';
        const asked = { method, path };
        expect({ ...asked, id }).toEqual({ ...asked, id: expect.stringMatching(/^req_[0-9a-f]{32}$/) });
        expect(seen).not.toContain(id);
        expect(log.requestIds).toContain(id);
        seen.add(id);
        const refusal = await refusalIn(response);
        if (refusal) expect(refusal.request_id).toBe(id);
      }
  });

  test('is the same with a slash at the end of the address', async () => {
    const api = await nativeApi();
    for (const { method, path, body } of KNOCKS) {
      const response = await api.send(method, `${path}/`, body, {});
      const { detail = '' } = (await refusalIn(response)) ?? {};
      const asked = { method, path };
      const isRouted = response.status !== 405 && !detail.startsWith('Nothing answers');
      expect({ ...asked, isRouted }).toEqual({ ...asked, isRouted: true });
    }
  });

  test('writes every time as UTC to the second, and money as US dollars with four decimals', async () => {
    const { api, owner } = await tenants();
    const { key } = owner;
    await api.send(
      'POST',
      '/v1/keys',
      { name: 'x', expires_in_days: 1, limits: { daily_spend: '2' } },
      owner,
    );
    await api.send('POST', '/v1/webhooks/secret/rotate', undefined, owner);
    const own = new Map(Object.entries(owner.ids).map(([name, [id = '']]) => [name, id]));
    const texts: string[] = [];
    for (const { method, path } of ROUTES) {
      if (method !== 'get') continue;
      const address = path
        .replace('{model_id}', 'kling_3')
        .replaceAll(/\{(\w+)\}/g, (_, name: string) => own.get(name) ?? '');
      const response = await api.send('GET', address, undefined, { key });
      if (isJson(response)) texts.push(await response.text());
      else await response.body?.cancel();
    }
    const all = texts.join('\n');
    const times = all.match(/\d{4}-\d\d-\d\dT[^"\\]*/g) ?? [];
    expect(times.length).toBeGreaterThan(20);
    for (const time of times) expect(time).toMatch(ISO_SECONDS);
    const amounts = [
      ...all.matchAll(/"(\w*price\w*|balance|held|spent|refunded|daily_spend)":("[^"]*"|[^n"][^,}]*)/g),
    ];
    expect(new Set(amounts.map(([, name]) => name)).size).toBeGreaterThanOrEqual(6);
    for (const [, name, amount = ''] of amounts)
      expect({ name, amount: JSON.parse(amount) }).toEqual({ name, amount: expect.stringMatching(DOLLARS) });
  });
});

/** Every chore that begins at once is done once. */
async function keepHouseOnce({ core }: Api): Promise<void> {
  const stop = new AbortController();
  const sleep = async (): Promise<void> => stop.abort();
  await keepHouse({ ...core, log: silentLogger, sleep }, stop.signal);
}

async function keyOf(response: Response) {
  return z.object({ id: z.string(), key: z.string() }).parse(await response.json());
}

describe('an Idempotency-Key', () => {
  const headers = { 'idempotency-key': 'order-1' };

  test('that comes a thousand times at once, with two keys of one account, is one generation, one hold and one answer', async () => {
    const api = await servedApi();
    const second = await keyOf(await api.send('POST', '/v1/keys', { name: 'second' }, {}));
    const post = async (_: unknown, index: number) => {
      const response = await fetch(`${api.url}/v1/kling/generate`, {
        method: 'POST',
        headers: {
          ...headers,
          authorization: `Bearer ${index % 2 === 0 ? api.key : second.key}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify(WORDS),
      });
      const isReplay = response.headers.get('idempotent-replayed') === 'true';
      return { status: response.status, isReplay, text: await response.text() };
    };
    const answers = await Promise.all(Array.from({ length: 1_000 }, post));
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(201);
    expect(answers.filter(({ isReplay }) => !isReplay)).toHaveLength(1);
    const { db } = api.database;
    expect(await db.selectFrom('generations').select('id').execute()).toHaveLength(1);
    const entries = await db.selectFrom('ledger_entries').select('kind').orderBy('id').execute();
    expect(entries.map(({ kind }) => kind)).toEqual(['grant', 'hold']);
    expect(await api.core.jobs.fetch('generations', 10)).toHaveLength(1);
  });

  test('belongs to the account: it outlives the key that it came with', async () => {
    const api = await nativeApi();
    const first = await keyOf(await api.send('POST', '/v1/keys', { name: 'first' }, {}));
    const made = await api.accepted(WORDS, { headers, key: first.key });
    const rotated = await api.send('POST', `/v1/keys/${first.id}/rotate`, { overlap_seconds: 0 }, {});
    const next = await keyOf(rotated);
    const expectReplay = async (key: string): Promise<void> => {
      const again = await api.accepted(WORDS, { headers, key });
      expect([again.body, again.headers.get('idempotent-replayed')]).toEqual([made.body, 'true']);
    };
    await expectReplay(next.key);
    for (const { id } of [first, next]) await api.send('DELETE', `/v1/keys/${id}`, undefined, {});
    await expectReplay(api.key);
  });

  test('is kept for 7 days, and then free for another request', async () => {
    const clock = fixedClock(new Date());
    const api = await nativeApi({ clock });
    const made = await api.accepted(WORDS, { headers });
    clock.advanceSeconds(7 * 86_400 - 600);
    await keepHouseOnce(api);
    expect((await api.accepted(WORDS, { headers })).body).toEqual(made.body);
    clock.advanceSeconds(1_200);
    await keepHouseOnce(api);
    const other = await api.accepted({ prompt: 'a fox' }, { headers });
    expect(other.body.generation_id).not.toBe(made.body.generation_id);
  });

  test('that was accepted stays accepted: its repeat is a 201 without money, and without an engine', async () => {
    const modes: GenerationMode[] = ['text_to_video'];
    const api = await nativeApi({ balance: '0.21', modes });
    const made = await api.accepted(WORDS, { headers });
    modes.length = 0;
    expect((await api.refused(WORDS)).body.code).toBe('ENGINE_UNAVAILABLE');
    expect((await api.accepted(WORDS, { headers })).body).toEqual(made.body);
    api.work();
    expect(await api.ended(made.body.generation_id)).toMatchObject({ status: 'completed' });
    expect((await api.accepted(WORDS, { headers })).body).toEqual(made.body);
  });

  test('is of one environment: a live key and a test key of an account do not meet', async () => {
    const api = await nativeApi();
    const live = await api.keyOf('live', '10');
    const play = await keyOf(
      await api.send('POST', '/v1/keys', { name: 'x', environment: 'test' }, { key: live }),
    );
    await api.accepted(WORDS, { headers, key: live });
    // Not the live answer: a test account without money is refused.
    expect((await api.refused(WORDS, { headers, key: play.key })).status).toBe(402);
  });
});

describe('the words of the API', () => {
  test('for what becomes of a generation are four, and for why it failed eleven, each refunded', () => {
    expect(GENERATION_STATUSES).toEqual(['pending', 'processing', 'completed', 'failed']);
    expect(Object.keys(FAILURES).sort()).toEqual(
      [
        'INSUFFICIENT_CREDITS',
        'TIMEOUT',
        'CONTENT_POLICY_VIOLATION',
        'IMAGE_INACCESSIBLE',
        'INVALID_IMAGE',
        'VIDEO_INACCESSIBLE',
        'INVALID_VIDEO',
        'NO_PERSON_FOUND',
        'ENGINE_UNAVAILABLE',
        'TASK_FAILED',
        'CANCELLED',
      ].sort(),
    );
    for (const { refund, sentence } of Object.values(FAILURES)) {
      expect(refund).toBe(true);
      expect(sentence).toMatch(/^.{20,}\.$/);
    }
  });

  test('allow real clients to poll every half second: 600 reads and 120 submits a minute unless set', () => {
    expect(readConfig({})).toMatchObject({ readsPerMinute: 600, submitsPerMinute: 120 });
  });
});

const FILM = ['text_to_video', 'image_to_video'];
const MOTION = ['motion_control'];
const SECONDS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

/** Section 4 of the contract: version, modes, durations, negative_prompt, cfg_scale, sound, picture. */
const MODELS: Readonly<Record<(typeof MODEL_IDS)[number], readonly unknown[]>> = {
  kling_3: ['3.0', FILM, SECONDS, true, true, 'none', '720p'],
  kling_3_pro: ['3.0', FILM, SECONDS, true, true, 'none', '1080p'],
  kling_3_motion: ['3.0', MOTION, null, true, true, 'of_driver', '720p'],
  kling_3_motion_pro: ['3.0', MOTION, null, true, true, 'of_driver', '1080p'],
  'kling_2.6_motion': ['2.6', MOTION, null, false, false, 'of_driver', '720p'],
  'kling_2.6_motion_pro': ['2.6', MOTION, null, false, false, 'of_driver', '1080p'],
  'kling_2.6': ['2.6', FILM, [5, 10], false, false, 'optional', '1080p'],
  'kling_2.5_turbo': ['2.5', FILM, [5, 10], false, false, 'none', '720p'],
  'kling_2.5_turbo_pro': ['2.5', FILM, [5, 10], false, false, 'none', '1080p'],
  'kling_2.1': ['2.1', ['image_to_video'], [5, 10], true, false, 'none', '720p'],
  'kling_2.1_pro': ['2.1', ['image_to_video'], [5, 10], true, false, 'none', '1080p'],
  'kling_2.1_master': ['2.1', FILM, [5, 10], true, false, 'none', '1080p'],
  'kling_1.6': ['1.6', FILM, [5, 10], true, true, 'none', '720p'],
  'kling_1.6_pro': ['1.6', FILM, [5, 10], true, true, 'none', '1080p'],
};

describe('each model', () => {
  test('is what its row of the contract says', async () => {
    const api = await nativeApi();
    const { data } = z
      .object({ data: z.array(ModelView) })
      .parse(await (await api.send('GET', '/v1/models', undefined, {})).json());
    const rows = data.map((model) => {
      const parameters = JSON.stringify(model.parameters);
      const takes = (field: string): boolean => parameters.includes(`"${field}"`);
      return [
        model.id,
        [
          model.version,
          model.modes,
          model.durations,
          takes('negative_prompt'),
          takes('cfg_scale'),
          model.sound,
          model.picture,
        ],
      ] as const;
    });
    expect(Object.fromEntries(rows)).toMatchObject(MODELS);
  });

  test('takes its seconds as a number and as a string, over HTTP, at the same price, which is never 0', async () => {
    const api = await nativeApi({ balance: '1000' });
    for (const [model, [, modes, durations]] of Object.entries(MODELS)) {
      if (!Array.isArray(durations)) continue;
      const picture = modes === FILM ? {} : { image_url: 'https://a.example/i.png' };
      for (const seconds of durations) {
        const prices = [];
        for (const duration of [seconds, String(seconds)]) {
          const response = await api.send(
            'POST',
            '/v1/kling/generate',
            { ...WORDS, ...picture, model, duration },
            {},
          );
          prices.push(Accepted.parse(await response.json()).price);
        }
        const [price = '', ...same] = prices;
        expect({ model, price, same }).toEqual({
          model,
          price: expect.stringMatching(/[1-9]/),
          same: [price],
        });
      }
    }
  });
});
