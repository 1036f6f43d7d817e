import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createKey } from '../src/accounts/accounts.ts';
import { createFindCaller } from '../src/accounts/find-caller.ts';
import { listKeys, revokeKey } from '../src/accounts/statements.ts';
import { ensureFirstAccount } from '../src/commands/ensure-first-account.ts';
import { newId } from '../src/kernel/ids.ts';
import { readBalance } from '../src/ledger/ledger.ts';
import { fixedClock } from './support/fixed-clock.ts';
import { freshDatabase } from './support/fresh-database.ts';
import { dollar } from './support/test-bench.ts';

const deps = { newId, randomBytes };

test('the first start makes an account with a test key, a live key and play money, and later starts make nothing', async () => {
  const { db } = await freshDatabase();
  const starts = await Promise.all([1, 2, 3].map(() => ensureFirstAccount(db, deps)));
  const [keys, ...others] = starts.map((start) => start.createdKeys).filter((keys) => keys !== null);
  expect(others).toEqual([]);
  expect(keys?.test).toMatch(/^rk_test_[\w-]{43}$/);
  expect(keys?.live).toMatch(/^rk_live_[\w-]{43}$/);
  const accountId = starts[0]?.accountId ?? '';
  expect(await readBalance(db, { accountId, environment: 'test' })).toBe(dollar(1000));
  expect(await readBalance(db, { accountId, environment: 'live' })).toBe(0n);
  const findCaller = createFindCaller(db, fixedClock());
  expect(await findCaller(keys?.live ?? '')).toMatchObject({ accountId, environment: 'live' });
});

test('a bootstrap key works after every start, also when it is new', async () => {
  const { db } = await freshDatabase();
  const findCaller = createFindCaller(db, fixedClock());
  for (const bootstrapKey of [
    'rk_test_0123456789abcdef',
    'rk_test_0123456789abcdef',
    'rk_test_fedcba9876543210',
  ]) {
    const { accountId } = await ensureFirstAccount(db, deps, { bootstrapKey });
    expect(await findCaller(bootstrapKey)).toMatchObject({ accountId, environment: 'test' });
  }
});

test('a bootstrap key that is too short or for live use is refused', async () => {
  const { db } = await freshDatabase();
  for (const bootstrapKey of ['rk_test_short', 'rk_live_0123456789abcdef', ''])
    await expect(ensureFirstAccount(db, deps, { bootstrapKey })).rejects.toThrow(/REELAY_BOOTSTRAP_KEY/);
});

test('only the hash of a key is stored', async () => {
  const { db } = await freshDatabase();
  const { createdKeys } = await ensureFirstAccount(db, deps);
  const rows = await db.selectFrom('api_keys').selectAll().execute();
  expect(JSON.stringify(rows)).not.toContain(createdKeys?.test);
  expect(rows.map((row) => row.prefix)).toEqual(
    expect.arrayContaining([createdKeys?.test.slice(0, 12), createdKeys?.live.slice(0, 12)]),
  );
});

test('a revoked key stops working within five seconds, and what is no key never works', async () => {
  const { db } = await freshDatabase();
  const clock = fixedClock();
  const findCaller = createFindCaller(db, clock);
  const { accountId } = await ensureFirstAccount(db, deps);
  const { key, keyId } = await createKey(db, deps, { accountId, environment: 'test', name: 'mine' });
  expect(await findCaller(key)).toMatchObject({ keyId });
  expect(await revokeKey(db, accountId, keyId, clock.now())).toBe(true);
  clock.advanceSeconds(6);
  expect(await findCaller(key)).toBeNull();
  for (const wrong of ['', 'rk_test_', `${key}x`, "rk_test_' or 1=1 --", 'x'.repeat(10_000)])
    expect(await findCaller(wrong)).toBeNull();
  expect((await listKeys(db, accountId)).map((listed) => listed.name)).toContain('mine');
});
