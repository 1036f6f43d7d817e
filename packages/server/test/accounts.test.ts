import { randomBytes } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { createKey } from '../src/accounts/accounts.ts';
import { createFindCaller } from '../src/accounts/find-caller.ts';
import { createNoteKeyUse } from '../src/accounts/note-key-use.ts';
import { NO_KEY_LIMITS } from '../src/accounts/caller.ts';
import { ensureFirstAccount } from '../src/commands/ensure-first-account.ts';
import { revokeKey } from '../src/commands/revoke-key.ts';
import { KEY_SCOPES } from '../src/kernel/key-scopes.ts';
import { newId } from '../src/kernel/ids.ts';
import { silentLogger } from '../src/kernel/log.ts';
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

test('a bootstrap key that was revoked stays revoked, and a start says so', async () => {
  const { db } = await freshDatabase();
  const clock = fixedClock();
  const bootstrapKey = 'rk_test_0123456789abcdef';
  const { accountId, bootstrapKeyWorks } = await ensureFirstAccount(db, deps, { bootstrapKey });
  expect(bootstrapKeyWorks).toBe(true);
  const caller = await createFindCaller(db, clock)(bootstrapKey);
  if (!caller) throw new Error('the bootstrap key does not work');
  await revokeKey({ db, clock }, caller, caller.keyId, true);
  expect(await ensureFirstAccount(db, deps, { bootstrapKey })).toMatchObject({
    accountId,
    bootstrapKeyWorks: false,
  });
  expect(await createFindCaller(db, clock)(bootstrapKey)).toBeNull();
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

const aKey = { environment: 'test', name: 'mine' } as const;

test('a revoked key stops working within five seconds, and what is no key never works', async () => {
  const { db } = await freshDatabase();
  const clock = fixedClock();
  const findCaller = createFindCaller(db, clock);
  const { accountId } = await ensureFirstAccount(db, deps);
  const { key, keyId } = await createKey(db, deps, { accountId, ...aKey });
  const caller = await findCaller(key);
  expect(caller).toEqual({
    accountId,
    keyId,
    environment: 'test',
    scopes: KEY_SCOPES,
    limits: NO_KEY_LIMITS,
  });
  if (caller) await revokeKey({ db, clock }, caller, keyId, false);
  clock.advanceSeconds(5);
  expect(await findCaller(key)).toBeNull();
  for (const wrong of ['', 'rk_test_', `${key}x`, "rk_test_' or 1=1 --", 'x'.repeat(10_000)])
    expect(await findCaller(wrong)).toBeNull();
});

test('a key that is remembered works to its last second and not longer', async () => {
  const { db } = await freshDatabase();
  const clock = fixedClock();
  const findCaller = createFindCaller(db, clock);
  const { accountId } = await ensureFirstAccount(db, deps);
  const expiresAt = new Date(clock.now().getTime() + 3_000);
  const { key, keyId } = await createKey(db, deps, { accountId, ...aKey, expiresAt });
  expect(await findCaller(key)).toMatchObject({ keyId });
  clock.advanceSeconds(2.9);
  expect(await findCaller(key)).toMatchObject({ keyId });
  clock.advanceSeconds(0.1);
  expect(await findCaller(key)).toBeNull();
});

test('a wrong key costs one look into an index, what cannot be a key nothing, and a good key one in five seconds', async () => {
  const { db } = await freshDatabase();
  const clock = fixedClock();
  let queryCount = 0;
  const counted = db.withPlugin({
    transformQuery: ({ node }) => {
      queryCount += 1;
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  });
  const findCaller = createFindCaller(counted, clock);
  const { accountId } = await ensureFirstAccount(db, deps);
  const { key } = await createKey(db, deps, { accountId, ...aKey });
  for (const wrong of ['', 'hunter2', 'rk_test_', `rk_live_${'x'.repeat(300)}`]) await findCaller(wrong);
  expect(queryCount).toBe(0);
  for (let nth = 0; nth < 7; nth += 1) await findCaller(`rk_test_${String(nth).repeat(43)}`);
  expect(queryCount).toBe(7);
  for (let nth = 0; nth < 7; nth += 1) await findCaller(key);
  expect(queryCount).toBe(8);
});

test('the last use of a key is written at most once a minute, and nobody waits for it', async () => {
  const { db } = await freshDatabase();
  const clock = fixedClock();
  const { accountId } = await ensureFirstAccount(db, deps);
  const { keyId } = await createKey(db, deps, { accountId, ...aKey });
  const lastUse = async () => {
    const query = db.selectFrom('api_keys').select('last_used_at').where('id', '=', keyId);
    return (await query.executeTakeFirstOrThrow()).last_used_at;
  };
  const start = clock.now();
  // Two processes: each has a memory of its own, and together they still write once a minute.
  const notes = [1, 2].map(() => createNoteKeyUse({ db, clock, log: silentLogger }));
  for (const note of notes) expect(note(keyId)).toBeUndefined();
  await vi.waitFor(async () => expect(await lastUse()).toEqual(start));
  clock.advanceSeconds(59);
  for (const note of notes) note(keyId);
  clock.advanceSeconds(2);
  for (const note of notes) note(keyId);
  await vi.waitFor(async () => expect(await lastUse()).toEqual(clock.now()));
});

test('a last use that cannot be written is logged and troubles nobody', async () => {
  const { db } = await freshDatabase();
  const messages: string[] = [];
  const log = { ...silentLogger, warn: (_fields: object, message: string) => messages.push(message) };
  createNoteKeyUse({ db, clock: fixedClock(), log })('no uuid');
  await vi.waitFor(() => expect(messages).toEqual(['the last use of a key could not be written down']));
});
