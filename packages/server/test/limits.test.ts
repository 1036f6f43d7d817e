/** What holds a key or an account back: requests a minute, generations at once, money a day. */
import { randomBytes } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import type { Caller } from '../src/accounts/caller.ts';
import { createKey } from '../src/accounts/accounts.ts';
import { createFindCaller } from '../src/accounts/find-caller.ts';
import { claimGeneration } from '../src/commands/claim-generation.ts';
import { createGeneration } from '../src/commands/create-generation.ts';
import { recordOutcome } from '../src/commands/record-outcome.ts';
import { auditSlots } from '../src/jobs/slots.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { auditLedger, readBalance } from '../src/ledger/ledger.ts';
import type { Engine } from '../src/engines/engine.ts';
import { fakeEngine } from './support/fake-engine.ts';
import { fixedClock } from './support/fixed-clock.ts';
import { nativeApi } from './support/native-api.ts';
import { aRequest, dollar, testBench, workerDeps, type TestBench } from './support/test-bench.ts';
import { onItsEngine } from './support/on-its-engine.ts';

const PATIENCE = { timeout: 20_000, interval: 20 };

type Api = Awaited<ReturnType<typeof nativeApi>>;

/** A JSON answer whose shape the test itself states. */
// oxlint-disable-next-line typescript/no-explicit-any -- what it holds is what is being asserted
const jsonOf = async (response: Response): Promise<any> => response.json();

async function keyWith(api: Api, limits: object): Promise<string> {
  return (await jsonOf(await api.send('POST', '/v1/keys', { name: 'limited', limits }, {}))).key;
}

const read = (api: Api, key: string) => api.send('GET', '/v1/data/balance', undefined, { key });

const submit = (api: Api, key: string) =>
  api.send('POST', '/v1/kling/generate', { prompt: 'a red fox' }, { key });

/** Status, what is left, and how long to wait. */
const limitsOf = ({ status, headers }: Response) => [
  status,
  headers.get('ratelimit'),
  headers.get('retry-after'),
];

describe('requests a minute', () => {
  test('are limited by key and by account, both named in every answer', async () => {
    const clock = fixedClock();
    const settings = { readsPerMinute: 2, readsPerMinuteOfAccount: 3 };
    const api = await nativeApi({ clock, settings });
    const other = await keyWith(api, { reads_per_minute: 10 });
    clock.advanceSeconds(60);
    const first = await read(api, api.key);
    expect(first.headers.get('ratelimit-policy')).toBe('"reads";q=2;w=60, "reads-of-account";q=3;w=60');
    expect(limitsOf(first)).toEqual([200, '"reads";r=1;t=60, "reads-of-account";r=2;t=60', null]);
    clock.advanceSeconds(20.5);
    await read(api, api.key);
    const third = await read(api, api.key);
    expect(limitsOf(third)).toEqual([429, '"reads";r=0;t=40, "reads-of-account";r=1;t=40', '40']);
    expect(third.headers.get('ratelimit-policy')).toBe('"reads";q=2;w=60, "reads-of-account";q=3;w=60');
    expect(await jsonOf(third)).toMatchObject({ detail: 'RATE_LIMITED', code: 'RATE_LIMITED' });
    // What was refused has taken nothing from the other keys of the account.
    expect((await read(api, other)).status).toBe(200);
    const bitten = await read(api, other);
    expect(limitsOf(bitten)).toEqual([429, '"reads";r=9;t=60, "reads-of-account";r=0;t=40', '40']);
    expect((await read(api, await api.keyOf('test', '1'))).status).toBe(200);
    clock.advanceSeconds(40);
    expect((await read(api, api.key)).status).toBe(200);
  });

  test("are limited by the key's own number where it has one, lower or higher than the server's", async () => {
    const api = await nativeApi({ clock: fixedClock(), settings: { submitsPerMinute: 2 } });
    const [low, high] = [
      await keyWith(api, { submits_per_minute: 1 }),
      await keyWith(api, { submits_per_minute: 3 }),
    ];
    const statuses = async (key: string) => {
      const all = [];
      for (let nth = 0; nth < 4; nth += 1) all.push((await submit(api, key)).status);
      return all;
    };
    expect(await statuses(low)).toEqual([201, 429, 429, 429]);
    expect(await statuses(api.key)).toEqual([201, 201, 429, 429]);
    expect(await statuses(high)).toEqual([201, 201, 201, 429]);
    // Reads are counted on their own.
    expect((await read(api, low)).status).toBe(200);
  });

  test('follow a changed limit within five seconds, also in the middle of a minute', async () => {
    const clock = fixedClock();
    const api = await nativeApi({ clock });
    const key = await keyWith(api, { reads_per_minute: 1 });
    const [{ id }] = (await jsonOf(await api.send('GET', '/v1/keys', undefined, {}))).data;
    expect([(await read(api, key)).status, (await read(api, key)).status]).toEqual([200, 429]);
    await api.send('PATCH', `/v1/keys/${id}`, { limits: { reads_per_minute: 2 } }, {});
    clock.advanceSeconds(5);
    expect([(await read(api, key)).status, (await read(api, key)).status]).toEqual([200, 429]);
  });

  test('are not counted, and no field speaks of them, where there is no limit', async () => {
    const api = await nativeApi();
    const answer = await read(api, api.key);
    expect([...answer.headers.keys()].filter((name) => name.startsWith('ratelimit'))).toEqual([]);
  });
});

/** Another key of the bench's account. */
async function callerWith(bench: TestBench, limits: Partial<Caller['limits']>): Promise<Caller> {
  const { db } = bench.database;
  const { key } = await createKey(
    db,
    {
      newId: bench.deps.newId,
      randomBytes,
    },
    {
      accountId: bench.caller.accountId,
      environment: 'live',
      name: 'limited',
      limits: { ...bench.caller.limits, ...limits },
    },
  );
  const caller = await createFindCaller(db, systemClock)(key);
  if (!caller) throw new Error('a new key does not work');
  return caller;
}

describe('generations of a key at once', () => {
  test('never are more than its limit over two workers, and keep no other key waiting', async () => {
    const bench = await testBench({ balance: '100' });
    const { db } = bench.database;
    const limited = await callerWith(bench, { concurrency: 2 });
    const countRunning = async ({ keyId }: Caller) =>
      (
        await db
          .selectFrom('generations')
          .select('id')
          .where('api_key_id', '=', keyId)
          .where('status', '=', 'processing')
          .execute()
      ).length;
    const engine = fakeEngine({ directory: bench.directory, concurrency: 6, script: { end: 'never' } });
    let most = 0;
    const counting: Engine = {
      ...engine,
      async start(...args) {
        most = Math.max(most, await countRunning(limited));
        return engine.start(...args);
      },
    };
    const make = async (caller: Caller) => createGeneration(bench.deps, caller, aRequest());
    for (let nth = 0; nth < 8; nth += 1) await make(limited);
    for (let nth = 0; nth < 3; nth += 1) await make(bench.caller);
    for (let nth = 0; nth < 2; nth += 1) bench.startWorker(new Map([[engine.id, counting]]));
    await vi.waitFor(
      async () => expect([await countRunning(limited), await countRunning(bench.caller)]).toEqual([2, 3]),
      PATIENCE,
    );
    engine.script.end = 'succeed';
    await vi.waitFor(async () => {
      const ended = db.selectFrom('generations').select('id').where('status', '=', 'completed');
      expect(await ended.execute()).toHaveLength(11);
    }, PATIENCE);
    expect(most).toBe(2);
    expect(await auditSlots(db)).toEqual([]);
    expect(await auditLedger(db)).toEqual({ wrongBalances: [], wrongHolds: [] });
  });

  test('are exact however many claims come at once, and follow a changed limit with the next claim', async () => {
    const bench = await testBench({ balance: '100' });
    const limited = await callerWith(bench, { concurrency: 3 });
    const made = await Promise.all(
      Array.from({ length: 12 }, () => createGeneration(bench.deps, limited, aRequest())),
    );
    const claimAll = async () => {
      const claims = await Promise.all(
        made.map(({ generation }) =>
          claimGeneration(bench.deps, generation.id, onItsEngine([{ scope: 'engine:fake', limit: 100 }])),
        ),
      );
      return claims.filter(({ kind }) => kind === 'claimed').length;
    };
    expect(await claimAll()).toBe(3);
    const { db } = bench.database;
    await db.updateTable('api_keys').set({ concurrency: 5 }).where('id', '=', limited.keyId).execute();
    // Those that hold a place keep it when they are claimed again.
    expect(await claimAll()).toBe(5);
    expect(await auditSlots(db)).toEqual([]);
  });
});

describe('money a day', () => {
  const day = new Date('2030-01-01T12:00:00Z');

  test('is exact when a hundred submits come at once, and what is refused leaves nothing behind', async () => {
    const bench = await testBench({ balance: '1000' });
    const limited = await callerWith(bench, { dailySpend: dollar(7.5) });
    const tries = await Promise.allSettled(
      Array.from({ length: 100 }, () => createGeneration(bench.deps, limited, aRequest())),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(7);
    const { db } = bench.database;
    expect(await db.selectFrom('generations').selectAll().execute()).toHaveLength(7);
    expect(await readBalance(db, bench.caller)).toBe(dollar(993));
    expect(await auditLedger(db)).toEqual({ wrongBalances: [], wrongHolds: [] });
  });

  test('counts what is held and what was spent, not what failed, and begins anew at midnight UTC', async () => {
    const clock = fixedClock(day);
    const bench = await testBench({ clock, balance: '100' });
    const limited = await callerWith(bench, { dailySpend: dollar(2) });
    const make = async () => (await createGeneration(bench.deps, limited, aRequest())).generation.id;
    const end = async (generationId: string, isGood: boolean) => {
      const claimed = await claimGeneration(bench.deps, generationId, onItsEngine());
      if (claimed.kind !== 'claimed') throw new Error(claimed.kind);
      const outcome = isGood
        ? ({ state: 'succeeded', assets: [], report: null } as const)
        : ({ state: 'failed', reason: 'TASK_FAILED', detail: 'no' } as const);
      const { fence } = claimed.generation;
      await recordOutcome(workerDeps(bench.deps, new Map()), {
        generationId,
        fence,
        attemptId: null,
        outcome,
      });
    };
    const [good, bad] = [await make(), await make()];
    await expect(make()).rejects.toMatchObject({
      code: 'SPEND_LIMIT_REACHED',
      detail:
        'This key may spend $2.0000 a day; with this one it would have spent $3.0000 today. Raise its limit daily_spend, or wait until 2030-01-02T00:00:00Z.',
      retryAfterSeconds: 12 * 3_600,
    });
    await end(good, true);
    await expect(make()).rejects.toMatchObject({ code: 'SPEND_LIMIT_REACHED' });
    await end(bad, false);
    await make();
    await expect(make()).rejects.toMatchObject({ code: 'SPEND_LIMIT_REACHED' });
    // The other key of the account has no such limit.
    await createGeneration(bench.deps, bench.caller, aRequest());
    clock.advanceSeconds(12 * 3_600);
    await make();
  });

  test('is told as 402 with the seconds to wait, and a repeated request is no new spending', async () => {
    const api = await nativeApi({ clock: fixedClock(day) });
    const key = await keyWith(api, { daily_spend: '0.21' });
    const headers = { 'idempotency-key': 'order-17' };
    const first = await api.accepted({ prompt: 'a red fox' }, { key, headers });
    expect(first.body.price).toBe('0.2100');
    const refused = await submit(api, key);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([402, '43200']);
    expect(await jsonOf(refused)).toMatchObject({ code: 'SPEND_LIMIT_REACHED' });
    const again = await api.accepted({ prompt: 'a red fox' }, { key, headers });
    expect(again.body).toEqual(first.body);
  });
});
