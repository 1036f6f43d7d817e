/** Every magic word as a caller meets it: submitted with a test key, played by a real worker over a fast inner engine. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { expect, onTestFinished, test, vi } from 'vitest';
import { testMode, type TestModeDeps } from '../src/engines/test-mode/engine.ts';
import { auditSlots } from '../src/jobs/slots.ts';
import type { Clock } from '../src/kernel/clock.ts';
import { FAILURES } from '../src/kernel/failures.ts';
import { silentLogger } from '../src/kernel/log.ts';
import { auditLedger } from '../src/ledger/ledger.ts';
import { listen } from '../src/main/listen.ts';
import type { FakeEngine } from './support/fake-engine.ts';
import { nativeApi } from './support/native-api.ts';

const PATIENCE = { timeout: 20_000, interval: 20 };
type Api = Awaited<ReturnType<typeof nativeApi>>;

const NO_CLIP: TestModeDeps['clip'] = {
  make: () => Promise.reject(new Error('no clip in this test')),
  close: async () => {},
};

/** A clock that runs like the system's, and can be put forward. */
function leapingClock(): Clock & { leap(seconds: number): void } {
  let ahead = 0;
  return {
    now: () => new Date(Date.now() + ahead),
    leap(seconds) {
      ahead += seconds * 1000;
    },
  };
}

async function testModeApi(options: Parameters<typeof nativeApi>[0] = {}) {
  const clock = leapingClock();
  const api = await nativeApi({ clock, ...options });
  const work = (clip = NO_CLIP): void => {
    const played = testMode(api.engine, { clock, clip, log: silentLogger });
    api.work({ engines: new Map([[played.id, played]]) });
  };
  return { api, clock, work };
}

async function submit(api: Api, prompt: string, key?: string): Promise<string> {
  const { body } = await api.accepted({ prompt }, key === undefined ? {} : { key });
  return body.generation_id;
}

async function expectSoundBooks(api: Api): Promise<void> {
  expect(await auditLedger(api.database.db)).toEqual({ wrongBalances: [], wrongHolds: [] });
  expect(await auditSlots(api.database.db)).toEqual([]);
}

const promptsSeenBy = (engine: FakeEngine): readonly string[] => engine.requests.map(({ prompt }) => prompt);

test('reelay:fail=CODE ends failed with every code there is and its sentence, refunded, and nothing is rendered', async () => {
  const { api, clock, work } = await testModeApi();
  work();
  const ids = new Map<string, string>();
  for (const code of Object.keys(FAILURES))
    ids.set(code, await submit(api, `a red kite reelay:fail=${code}`));
  for (const id of ids.values())
    await vi.waitFor(async () => expect((await api.read(id)).body.status).toBe('processing'), PATIENCE);
  clock.leap(2);
  for (const [code, { sentence }] of Object.entries(FAILURES))
    expect(await api.ended(ids.get(code) ?? '')).toMatchObject({
      status: 'failed',
      message: code,
      error: { code, message: sentence },
      video_url: null,
    });
  const balance = await api.database.db.selectFrom('balances').select('balance_micros').execute();
  expect(balance).toEqual([{ balance_micros: 10_000_000n }]);
  expect(api.engine.starts).toEqual([]);
  await expectSoundBooks(api);
});

test('reelay:at=40% is the progress at which it fails', async () => {
  const { api, clock, work } = await testModeApi();
  work();
  const id = await submit(api, 'reelay:fail=TASK_FAILED reelay:at=40% reelay:delay=10s');
  await vi.waitFor(async () => expect((await api.read(id)).body.status).toBe('processing'), PATIENCE);
  clock.leap(6);
  await vi.waitFor(async () => expect((await api.read(id)).body.progress).toBe(40), PATIENCE);
  clock.leap(5);
  expect(await api.ended(id)).toMatchObject({ status: 'failed', progress: 40 });
});

test('reelay:delay=5m renders the rest of the prompt, moves, and ends no sooner', async () => {
  const { api, clock, work } = await testModeApi({ script: { pollsUntilEnd: 1 } });
  work();
  const id = await submit(api, 'a red kite reelay:delay=5m');
  await vi.waitFor(() => expect(api.engine.statusCount()).toBeGreaterThan(5), PATIENCE);
  expect(promptsSeenBy(api.engine)).toEqual(['a red kite']);
  clock.leap(150);
  await vi.waitFor(async () => expect((await api.read(id)).body.progress).toBeGreaterThan(40), PATIENCE);
  expect((await api.read(id)).body).toMatchObject({
    status: 'processing',
    prompt: 'a red kite reelay:delay=5m',
  });
  clock.leap(151);
  expect(await api.ended(id)).toMatchObject({ status: 'completed', progress: 100 });
});

test('a prompt of nothing but directives renders a neutral scene', async () => {
  const { api, clock, work } = await testModeApi();
  work();
  const id = await submit(api, 'Reelay:delay=1s');
  await vi.waitFor(() => expect(api.engine.starts).toHaveLength(1), PATIENCE);
  clock.leap(2);
  expect(await api.ended(id)).toMatchObject({ status: 'completed' });
  expect(promptsSeenBy(api.engine)).toEqual([expect.stringMatching(/^a red ball/)]);
});

test('reelay:queue=... stays pending, while others that came later are made, and is then started', async () => {
  const { api, work } = await testModeApi();
  work();
  const waiting = await submit(api, 'a red kite reelay:queue=14m');
  const soon = await submit(api, 'a red kite reelay:queue=1s');
  const later = await submit(api, 'a red kite');
  expect(await api.ended(later)).toMatchObject({ status: 'completed' });
  expect((await api.read(soon)).body.status).toBe('pending');
  expect(await api.ended(soon)).toMatchObject({ status: 'completed' });
  expect((await api.read(waiting)).body.status).toBe('pending');
});

test('reelay:stuck never ends, takes no place of the engine, and after 15 minutes it is TIMEOUT and refunded', async () => {
  const { api, clock, work } = await testModeApi();
  Object.assign(api.engine, { concurrency: 1 });
  work();
  const id = await submit(api, 'reelay:stuck');
  await vi.waitFor(async () => expect((await api.read(id)).body.status).toBe('processing'), PATIENCE);
  expect(await api.ended(await submit(api, 'a red kite'))).toMatchObject({ status: 'completed' });
  clock.leap(14 * 60);
  await vi.waitFor(async () => expect((await api.read(id)).body.progress).toBe(60), PATIENCE);
  clock.leap(61);
  expect(await api.ended(id)).toMatchObject({ status: 'failed', message: 'TIMEOUT' });
  await expectSoundBooks(api);
});

test('reelay:unknown: nobody can tell for 30 seconds, then the one start is found and completes', async () => {
  const { api, clock, work } = await testModeApi();
  work();
  const id = await submit(api, 'a red kite reelay:unknown');
  const { db } = api.database;
  const isUnknown = async () =>
    (await db.selectFrom('generations').select('outcome_unknown').executeTakeFirstOrThrow()).outcome_unknown;
  await vi.waitFor(async () => expect(await isUnknown()).toBe(true), PATIENCE);
  expect((await api.read(id)).body).toMatchObject({ status: 'processing', message: null });
  clock.leap(31);
  expect(await api.ended(id)).toMatchObject({ status: 'completed' });
  expect(api.engine.starts).toHaveLength(1);
  expect(await isUnknown()).toBe(false);
  await expectSoundBooks(api);
});

test('reelay:fast gives the prepared clip without a render', async () => {
  const { api, clock, work } = await testModeApi();
  work(await clipOf(Buffer.from('the clip')));
  const id = await submit(api, 'a red kite reelay:fast');
  await vi.waitFor(async () => expect((await api.read(id)).body.status).toBe('processing'), PATIENCE);
  clock.leap(1);
  const ended = await api.ended(id);
  expect(ended).toMatchObject({ status: 'completed', engine_report: { engine: 'clip' } });
  expect(await (await api.app.request(ended.video_url ?? '')).text()).toBe('the clip');
  expect(api.engine.starts).toEqual([]);
});

test('a clip that cannot be made fails the generation and gives the money back', async () => {
  const { api, clock, work } = await testModeApi();
  work();
  const id = await submit(api, 'reelay:fast');
  await vi.waitFor(async () => expect((await api.read(id)).body.status).toBe('processing'), PATIENCE);
  clock.leap(1);
  expect(await api.ended(id)).toMatchObject({ status: 'failed', message: 'TASK_FAILED' });
});

/** A clip of as many bytes, which no player would play. */
async function clipOf(bytes: Buffer): Promise<TestModeDeps['clip']> {
  const directory = await mkdtemp(join(tmpdir(), 'reelay-clip-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const path = join(directory, 'clip.mp4');
  await writeFile(path, bytes);
  const output = { kind: 'video', mediaType: 'video/mp4', path, width: 2, height: 2 } as const;
  return {
    ...NO_CLIP,
    make: async () => ({
      state: 'succeeded',
      outputs: [{ ...output, durationSeconds: 1 }],
      report: { engine: 'clip' },
    }),
  };
}

/** A receiver that takes everything and keeps what it was sent, by path. */
async function receiver() {
  const received = new Map<string, { readonly headers: Record<string, string>; readonly body: string }[]>();
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += String(chunk);
    });
    request.on('end', () => {
      const path = request.url ?? '';
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      );
      received.set(path, [...(received.get(path) ?? []), { headers, body }]);
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, at: (path: string) => received.get(path) ?? [] };
}

test('reelay:webhook=... fails, loses, repeats, delays or forges the webhook, and the history says so', async () => {
  const { api, work } = await testModeApi();
  const { url, at } = await receiver();
  work();
  for (const fault of ['fail:1', 'lost', 'duplicate', 'late:1s', 'bad_signature'])
    await api.accepted({ prompt: `a red kite reelay:webhook=${fault}`, callback_url: `${url}/${fault}` });
  const { db } = api.database;
  const delivery = (fault: string) =>
    db.selectFrom('deliveries').selectAll().where('url', 'like', `%/${fault}`).executeTakeFirst();
  const expectDelivery = (fault: string, wanted: object) =>
    vi.waitFor(async () => expect(await delivery(fault)).toMatchObject(wanted), PATIENCE);

  await expectDelivery('fail:1', { status: 'pending', attempts: 1, last_status: 500 });
  await expectDelivery('lost', { status: 'exhausted', last_status: null });
  for (const fault of ['duplicate', 'late:1s', 'bad_signature'])
    await expectDelivery(fault, { status: 'delivered', last_status: 200 });
  expect([at('/fail:1'), at('/lost')]).toEqual([[], []]);
  const late = await delivery('late:1s');
  expect(Number(late?.delivered_at) - Number(late?.created_at)).toBeGreaterThan(900);

  const { secret } = await db
    .selectFrom('webhook_secrets')
    .select('secret')
    .where('environment', '=', 'test')
    .executeTakeFirstOrThrow();
  const verify = ({ headers, body }: { readonly headers: Record<string, string>; readonly body: string }) =>
    new Webhook(secret).verify(body, headers);
  const copies = at('/duplicate');
  expect(copies).toHaveLength(2);
  expect(new Set(copies.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  for (const copy of copies) expect(verify(copy)).toMatchObject({ status: 'completed' });
  const [forged] = at('/bad_signature');
  expect(() => forged && verify(forged)).toThrow('signature');
});

const REFUSALS = [
  ['RATE_LIMITED', 429, '1'],
  ['INSUFFICIENT_CREDITS', 402, null],
  ['INTERNAL', 500, null],
  ['SHUTTING_DOWN', 503, '1'],
  ['ENGINE_UNAVAILABLE', 503, null],
  ['IDEMPOTENCY_IN_PROGRESS', 409, '1'],
] as const;

test('reelay:refuse=CODE gives that refusal every time, and nothing is made', async () => {
  const { api } = await testModeApi();
  for (const [code, status, after] of REFUSALS)
    for (const prompt of [`a red kite reelay:refuse=${code}`, `reelay:refuse=${code}`]) {
      const refused = await api.refused({ prompt });
      expect([refused.status, refused.body.code]).toEqual([status, code]);
      expect(refused.headers.get('retry-after')).toBe(after);
    }
  expect(await api.database.db.selectFrom('generations').selectAll().execute()).toEqual([]);
});

test('reelay:refuse=CODE*2 refuses the first two tries of each Idempotency-Key and accepts the third', async () => {
  const { api } = await testModeApi();
  const body = { prompt: 'a red kite reelay:refuse=SHUTTING_DOWN*2' };
  for (const key of ['one', 'two']) {
    const headers = { 'idempotency-key': key };
    expect((await api.refused(body, { headers })).status).toBe(503);
    expect((await api.refused(body, { headers })).status).toBe(503);
    const { body: accepted } = await api.accepted(body, { headers });
    expect((await api.accepted(body, { headers })).body).toEqual(accepted);
  }
  expect((await api.refused(body)).body).toMatchObject({ code: 'INVALID_REQUEST', field: 'prompt' });
});

test('a word that does not exist is a 422 on prompt that names what does', async () => {
  const { api } = await testModeApi();
  const { status, body } = await api.refused({ prompt: 'a red kite reelay:fial=TIMEOUT' });
  expect([status, body.code, body.field]).toEqual([422, 'INVALID_REQUEST', 'prompt']);
  expect(body.detail).toContain('reelay:fail=CODE');
  expect(await api.database.db.selectFrom('generations').selectAll().execute()).toEqual([]);
});

test('a live key ignores every word: even a misspelt one is part of the prompt, and the engine is given all of it', async () => {
  const { api, work } = await testModeApi();
  work();
  const key = await api.keyOf('live', '10');
  const prompts = [
    'reelay:fail=TIMEOUT reelay:at=40%',
    'reelay:stuck reelay:delay=14m reelay:queue=14m reelay:unknown reelay:fast',
    'reelay:refuse=RATE_LIMITED',
    'a kite,reelay:refuse=RATE_LIMITED*2 reelay:fial',
    'reelay:webhook=lost reelay:download=404',
  ];
  for (const prompt of prompts) {
    const id = await submit(api, prompt, key);
    await vi.waitFor(
      async () => expect((await api.read(id, { key })).body).toMatchObject({ status: 'completed', prompt }),
      PATIENCE,
    );
    const { video_url: url } = (await api.read(id, { key })).body;
    expect((await api.app.request(url ?? '')).status).toBe(200);
  }
  expect(promptsSeenBy(api.engine)).toEqual(prompts);
});

/** The API on a socket, for what only shows on one. */
async function listening(api: Api): Promise<string> {
  const listener = await listen(api.app.fetch, { host: '127.0.0.1', port: 0 });
  onTestFinished(() => listener.close());
  return listener.url;
}

/** The address of a finished video, without the origin. */
async function finished(api: Api, prompt: string): Promise<string> {
  const { video_url: url } = await api.ended(await submit(api, prompt));
  const { pathname, search } = new URL(url ?? '');
  return `${pathname}${search}`;
}

test('reelay:download=404, 500 or expired is the answer to every GET of the video, and not to HEAD', async () => {
  const { api, work } = await testModeApi();
  work();
  for (const [fault, status, code] of [
    ['404', 404, 'NOT_FOUND'],
    ['500', 500, 'INTERNAL'],
    ['expired', 403, 'LINK_EXPIRED'],
  ] as const) {
    const path = await finished(api, `a red kite reelay:download=${fault}`);
    for (let tries = 0; tries < 2; tries += 1) {
      const response = await api.app.request(path);
      expect([response.status, await response.json()]).toMatchObject([status, { code }]);
    }
    expect((await api.app.request(path, { method: 'HEAD' })).status).toBe(200);
  }
});

test('reelay:download=FAULT*1 goes away after one download, as a fresh link would', async () => {
  const { api, work } = await testModeApi();
  work();
  const path = await finished(api, 'a red kite reelay:download=expired*1');
  expect((await api.app.request(path)).status).toBe(403);
  expect((await api.app.request(path)).status).toBe(200);
});

test('reelay:download=truncated announces the whole video, sends half of it and breaks the connection', async () => {
  const { api, work } = await testModeApi();
  work();
  const base = await listening(api);
  const whole = await (await fetch(`${base}${await finished(api, 'a red kite')}`)).text();
  const response = await fetch(`${base}${await finished(api, 'a red kite reelay:download=truncated')}`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-length')).toBe(String(whole.length));
  let received = 0;
  const read = async () => {
    for await (const chunk of response.body ?? []) received += chunk.length;
  };
  await expect(read()).rejects.toThrow();
  expect(received).toBeLessThanOrEqual(whole.length / 2);
});

test('reelay:download=slow sends every byte at 100 kB a second', async () => {
  const { api, work } = await testModeApi();
  const bytes = randomBytes(40_000);
  work(await clipOf(bytes));
  const path = await finished(api, 'reelay:fast reelay:download=slow');
  const began = performance.now();
  const response = await api.app.request(path);
  expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
  expect(performance.now() - began).toBeGreaterThan(350);
});
