import { createAccount, storeKey, type AccountDeps } from '../accounts/accounts.ts';
import { hasWorkingKey } from '../accounts/key-statements.ts';
import { hashKey, newApiKey } from '../accounts/secrets.ts';
import { findFirstAccountId } from '../accounts/statements.ts';
import { inTransaction, lockUntilCommit, type Db } from '../db/transaction.ts';
import { parseDollars } from '../kernel/money.ts';
import { grant } from '../ledger/ledger.ts';

const BOOTSTRAP_LOCK = 4_807_526_977n;
const BOOTSTRAP_KEY_FORM = /^rk_test_[\w-]{16,200}$/;
const FIRST_TEST_BALANCE = '1000';

export interface FirstAccount {
  readonly accountId: string;
  /** The keys that were made just now, shown this once; null when the account was there before. */
  readonly createdKeys: { readonly test: string; readonly live: string } | null;
  /** False when the operator's key was revoked or has expired: only another value helps, a start never revives one. */
  readonly bootstrapKeyWorks: boolean;
}

/**
 * Makes sure that there is an account to work with. The first start creates one with a test key, a live key and
 * USD 1,000 of play money; any number of processes may start at once. `bootstrapKey` is a test key of the operator's
 * choice that works after every start, unless somebody has revoked it.
 */
export async function ensureFirstAccount(
  db: Db,
  deps: AccountDeps,
  options: { readonly bootstrapKey?: string } = {},
): Promise<FirstAccount> {
  const { bootstrapKey } = options;
  if (bootstrapKey !== undefined && !BOOTSTRAP_KEY_FORM.test(bootstrapKey))
    throw new RangeError(
      'REELAY_BOOTSTRAP_KEY must be "rk_test_" and at least 16 letters, digits, "_" or "-".',
    );
  return inTransaction(db, async (tx) => {
    await lockUntilCommit(tx, BOOTSTRAP_LOCK);
    const known = await findFirstAccountId(tx);
    const accountId = known ?? (await createAccount(tx, deps, 'default'));
    const testKey = { accountId, environment: 'test', name: 'first test key' } as const;
    if (bootstrapKey !== undefined)
      await storeKey(tx, deps, { ...testKey, name: 'bootstrap key' }, bootstrapKey);
    const bootstrapKeyWorks =
      bootstrapKey === undefined || (await hasWorkingKey(tx, accountId, hashKey(bootstrapKey)));
    if (known !== null) return { accountId, createdKeys: null, bootstrapKeyWorks };
    const test = bootstrapKey ?? newApiKey('test', deps.randomBytes);
    const live = newApiKey('live', deps.randomBytes);
    if (bootstrapKey === undefined) await storeKey(tx, deps, testKey, test);
    await storeKey(tx, deps, { accountId, environment: 'live', name: 'first live key' }, live);
    await grant(tx, { accountId, environment: 'test' }, parseDollars(FIRST_TEST_BALANCE), 'play money');
    return { accountId, createdKeys: { test, live }, bootstrapKeyWorks };
  });
}
