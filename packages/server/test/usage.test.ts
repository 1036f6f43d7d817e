/** The balance and the usage report: what they say is what the ledger says. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createKey } from '../src/accounts/accounts.ts';
import { randomBytes } from 'node:crypto';
import type { Caller } from '../src/accounts/caller.ts';
import { claimGeneration } from '../src/commands/claim-generation.ts';
import { createGeneration, type NewGeneration } from '../src/commands/create-generation.ts';
import { recordOutcome } from '../src/commands/record-outcome.ts';
import { USAGE_DIMENSIONS, type UsageView } from '../src/contract/usage.ts';
import { newId } from '../src/kernel/ids.ts';
import { toMicros } from '../src/kernel/money.ts';
import { readPurse } from '../src/ledger/ledger.ts';
import { selectUsage, type UsageDimension, type UsageSums } from '../src/ledger/usage-statements.ts';
import { fixedClock, type FixedClock } from './support/fixed-clock.ts';
import { nativeApi } from './support/native-api.ts';
import { aRequest, testBench, workerDeps, type TestBench } from './support/test-bench.ts';
import { onItsEngine } from './support/on-its-engine.ts';

type Api = Awaited<ReturnType<typeof nativeApi>>;

/** A JSON answer whose shape the test itself states. */
// oxlint-disable-next-line typescript/no-explicit-any -- what it holds is what is being asserted
const jsonOf = async (response: Response): Promise<any> => response.json();

async function usageOf(api: Api, query = '', key?: string): Promise<UsageView> {
  const answer = await api.send('GET', `/v1/usage${query}`, undefined, key === undefined ? {} : { key });
  if (answer.status !== 200) throw new Error(await answer.text());
  return jsonOf(answer);
}

describe('the balance', () => {
  test('is a decimal string, with what is held beside it', async () => {
    const api = await nativeApi({ balance: '10' });
    await api.accepted({ prompt: 'a red fox' });
    const answer = await api.send('GET', '/v1/data/balance', undefined, {});
    expect(await answer.text()).toBe(
      '{"balance":"9.7900","held":"0.2100","currency":"USD","environment":"test"}',
    );
  });

  test("is of the key's environment, and nothing for an account that never had any", async () => {
    const api = await nativeApi();
    const live = await api.keyOf('live', '3.5');
    const made = await api.send('POST', '/v1/keys', { name: 'play', environment: 'test' }, { key: live });
    const { key } = await jsonOf(made);
    const balance = async (as: string) =>
      jsonOf(await api.send('GET', '/v1/data/balance', undefined, { key: as }));
    expect(await balance(live)).toMatchObject({ balance: '3.5000', environment: 'live' });
    expect(await balance(key)).toMatchObject({ balance: '0.0000', held: '0.0000', environment: 'test' });
  });

  test('never shows more than can be spent', async () => {
    const api = await nativeApi({ balance: '0.000199' });
    const answer = await api.send('GET', '/v1/data/balance', undefined, {});
    expect(await jsonOf(answer)).toMatchObject({ balance: '0.0001' });
  });
});

const generation = fc.record({
  who: fc.nat(1),
  model: fc.constantFrom('kling_2.5_turbo', 'kling_1.6'),
  engine: fc.constantFrom('fake', 'other'),
  micros: fc.bigInt(0n, 900_000n),
  end: fc.constantFrom('none' as const, 'claimed' as const, 'good' as const, 'bad' as const),
  isDeleted: fc.boolean(),
  hoursLater: fc.nat(40),
});
type Plan = typeof generation extends fc.Arbitrary<infer Value> ? Value : never;

async function play(
  bench: TestBench,
  clock: FixedClock,
  callers: readonly Caller[],
  plan: Plan,
): Promise<void> {
  const caller = callers[plan.who] ?? bench.caller;
  const changes: Partial<NewGeneration> = {
    model: plan.model,
    engine: plan.engine,
    price: toMicros(plan.micros),
  };
  const { id } = (await createGeneration(bench.deps, caller, aRequest(changes))).generation;
  if (plan.end !== 'none') {
    const claimed = await claimGeneration(bench.deps, id, onItsEngine());
    if (claimed.kind !== 'claimed') throw new Error(claimed.kind);
    const { fence } = claimed.generation;
    const outcome =
      plan.end === 'good'
        ? ({ state: 'succeeded', assets: [], report: null } as const)
        : ({ state: 'failed', reason: 'TASK_FAILED', detail: 'no' } as const);
    if (plan.end !== 'claimed')
      await recordOutcome(workerDeps(bench.deps, new Map()), {
        generationId: id,
        fence,
        attemptId: null,
        outcome,
      });
  }
  if (plan.isDeleted)
    await bench.database.db
      .updateTable('generations')
      .set({ deleted_at: clock.now() })
      .where('id', '=', id)
      .execute();
  clock.advanceSeconds(plan.hoursLater * 3_600);
}

const sumOf = (rows: readonly UsageSums[], name: 'spent' | 'refunded' | 'held'): bigint =>
  rows.reduce((sum, row) => sum + row[name], 0n);

/** The entries themselves, added up in another way than the report does it. */
async function ledgerTotals({ database, caller }: TestBench) {
  const entries = await database.db
    .selectFrom('ledger_entries')
    .selectAll()
    .where('account_id', '=', caller.accountId)
    .where('generation_id', 'is not', null)
    .execute();
  const ends = new Map(
    entries.filter(({ kind }) => kind !== 'hold').map((entry) => [entry.generation_id, entry]),
  );
  const totals = { spent: 0n, refunded: 0n, held: 0n };
  for (const { kind, generation_id: id, amount_micros: amount } of entries) {
    const end = ends.get(id);
    if (kind !== 'hold') continue;
    if (!end) totals.held -= amount;
    else if (end.kind === 'settle') totals.spent -= amount + end.amount_micros;
    else totals.refunded += end.amount_micros;
  }
  return totals;
}

test('however usage is grouped, its sums are those of the ledger, deleted generations included', async () => {
  const clock = fixedClock();
  const bench = await testBench({ clock, balance: '1000' });
  const { db } = bench.database;
  const { keyId } = await createKey(
    db,
    { newId, randomBytes },
    { accountId: bench.caller.accountId, environment: 'live', name: 'second' },
  );
  const callers = [bench.caller, { ...bench.caller, keyId }];
  const dimensions = fc.uniqueArray(fc.constantFrom<UsageDimension>(...USAGE_DIMENSIONS), { minLength: 1 });
  await fc.assert(
    fc.asyncProperty(fc.array(generation, { maxLength: 8 }), dimensions, async (plans, groupBy) => {
      for (const plan of plans) await play(bench, clock, callers, plan);
      const query = { from: new Date(0), until: new Date('2100-01-01'), mostRows: 10_000, withCost: true };
      const rows = await selectUsage(db, bench.caller, { ...query, groupBy: new Set(groupBy) });
      const totals = await ledgerTotals(bench);
      expect({
        spent: sumOf(rows, 'spent'),
        refunded: sumOf(rows, 'refunded'),
        held: sumOf(rows, 'held'),
      }).toEqual(totals);
      expect((await readPurse(db, bench.caller)).held).toBe(totals.held);
      const names = rows.map(({ day, model, keyId: key, engine }) => [day, model, key, engine].join());
      expect(new Set(names).size).toBe(names.length);
      const { count } = await db
        .selectFrom('generations')
        .select((all) => all.fn.countAll<bigint>().as('count'))
        .executeTakeFirstOrThrow();
      expect(BigInt(rows.reduce((sum, row) => sum + row.generations, 0))).toBe(count);
    }),
    { numRuns: 15 },
  );
});

describe('the usage report', () => {
  test('has a row for each day of the last 30 that had a generation, and their totals', async () => {
    const clock = fixedClock(new Date('2029-12-03T23:59:59Z'));
    const api = await nativeApi({ clock });
    await api.accepted({ prompt: 'the day before' });
    clock.advanceSeconds(1);
    await api.accepted({ prompt: 'the first of thirty days' });
    clock.advanceSeconds(29 * 86_400);
    api.work();
    const { body } = await api.accepted({ prompt: 'today' });
    await api.ended(body.generation_id);
    const usage = await usageOf(api);
    expect(usage).toMatchObject({
      from: '2029-12-04',
      to: '2030-01-02',
      group_by: ['day'],
      environment: 'test',
      currency: 'USD',
    });
    expect(usage.data.map(({ day, generations }) => [day, generations])).toEqual([
      ['2029-12-04', 1],
      ['2030-01-02', 1],
    ]);
    expect(usage.data[1]).toMatchObject({
      model: null,
      key_id: null,
      key_name: null,
      engine: null,
      completed: 1,
      failed: 0,
      spent: '0.2100',
      refunded: '0.0000',
      held: '0.0000',
      seconds: 5,
    });
    expect(usage.totals).toMatchObject({ generations: 2 });
    expect((await usageOf(api, '?from=2029-12-03')).totals.generations).toBe(3);
    expect((await usageOf(api, '?to=2029-12-04')).totals.generations).toBe(2);
    expect((await usageOf(api, '?from=2029-12-03&to=2029-12-03')).totals.generations).toBe(1);
  });

  test('is grouped by what is asked for, with commas or repeated, and shows nobody else', async () => {
    const api = await nativeApi();
    const second = await jsonOf(await api.send('POST', '/v1/keys', { name: 'second' }, {}));
    await api.accepted({ prompt: 'one', model: 'kling_1.6' });
    await api.accepted({ prompt: 'two' }, { key: second.key });
    await api.accepted({ prompt: 'three' }, { key: second.key });
    await api.accepted({ prompt: 'not mine' }, { key: await api.keyOf('test', '5') });
    const byKey = await usageOf(api, '?group_by=key');
    expect(byKey.data.map((row) => [row.day, row.key_name, row.generations])).toEqual([
      [null, 'key', 1],
      [null, 'second', 2],
    ]);
    const both = await usageOf(api, '?group_by=engine,model&group_by=model');
    expect(both.group_by).toEqual(['model', 'engine']);
    expect(both.data.map((row) => [row.model, row.engine, row.key_id, row.generations])).toEqual([
      ['kling_1.6', 'studio', null, 1],
      ['kling_2.5_turbo', 'studio', null, 2],
    ]);
    const live = await api.keyOf('live', '5');
    expect((await usageOf(api, '', live)).data).toEqual([]);
  });

  const wrong: readonly (readonly [string, string, RegExp])[] = [
    ['?from=2030-02-30', 'from', /a day such as 2026-11-23 \(UTC\)\. Got "2030-02-30"/],
    ['?to=yesterday', 'to', /a day such as/],
    ['?from=', 'from', /a day such as/],
    ['?from=2030-01-02&to=2030-01-01', 'from', /2030-01-02 is after to, 2030-01-01/],
    ['?from=2030-01-01&to=2031-01-02', 'from', /are 367 days; at most 366/],
    ['?group_by=day,moon', 'group_by', /day, model, key, engine.*Got "moon"/],
    ['?group_by=', 'group_by', /Got ""/],
    ['?format=xml', 'format', /json or csv\. Got "xml"/],
  ];
  test('refuses what it cannot answer, in words that name the parameter', async () => {
    const api = await nativeApi();
    for (const [query, field, sentence] of wrong) {
      const answer = await api.send('GET', `/v1/usage${query}`, undefined, {});
      expect({ query, status: answer.status, ...(await jsonOf(answer)) }).toMatchObject({
        query,
        status: 422,
        field,
        detail: expect.stringMatching(sentence),
      });
    }
    expect((await usageOf(api, '?from=2030-01-01&to=2031-01-01')).data).toEqual([]);
  });

  test('comes as CSV when asked for, as a file, with nothing that a spreadsheet would run', async () => {
    const api = await nativeApi({ clock: fixedClock() });
    const name = '=HYPERLINK("http://evil.test";"a, b")';
    const { key, id } = await jsonOf(await api.send('POST', '/v1/keys', { name }, {}));
    await api.accepted({ prompt: 'one' }, { key });
    const asked = await api.send('GET', '/v1/usage?group_by=day,key&format=csv', undefined, {});
    expect(asked.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    expect(asked.headers.get('content-disposition')).toBe(
      'attachment; filename="usage-2029-12-03-2030-01-01.csv"',
    );
    const text = await asked.text();
    expect(text.split('\r\n')).toEqual([
      'day,model,key_id,key_name,engine,generations,completed,failed,spent,refunded,held,seconds,upstream_cost,margin',
      `2030-01-01,,${id},"'=HYPERLINK(""http://evil.test"";""a, b"")",,1,0,0,0.0000,0.0000,0.2100,0,0.0000,0.0000`,
      '',
    ]);
    const accept = async (accepted: string, query = '') => {
      const headers = { accept: accepted };
      const answer = await api.send('GET', `/v1/usage${query}`, undefined, { headers });
      return answer.headers.get('content-type')?.split(';')[0];
    };
    expect(await accept('text/csv')).toBe('text/csv');
    expect(await accept('text/csv', '?format=json')).toBe('application/json');
    expect(await accept('application/json, text/csv;q=0.5')).toBe('application/json');
    expect(await accept('*/*')).toBe('application/json');
  });
});
