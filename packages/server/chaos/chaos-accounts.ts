import { createAccount, createKey } from '../src/accounts/accounts.ts';
import { secureRandomBytes } from '../src/accounts/secrets.ts';
import { inTransaction, type Db } from '../src/db/transaction.ts';
import { newId } from '../src/kernel/ids.ts';
import { parseDollars } from '../src/kernel/money.ts';
import { grant } from '../src/ledger/ledger.ts';

export interface ChaosAccount {
  readonly accountId: string;
  readonly keyId: string;
  readonly key: string;
  readonly webhookSecret: string;
  readonly kind: AccountKind;
}

/** How many of each there are. `poor` run out of money, `narrow` may have few under way, `slow` may submit seldom. */
const KINDS = { plain: 5, poor: 3, narrow: 1, slow: 1 } as const;
type AccountKind = keyof typeof KINDS;

const PLENTY = '1000000';
/** Generations of a narrow account's key that may run at once. */
export const NARROW_CONCURRENCY = 2;
const SLOW_SUBMITS_PER_MINUTE = 60;
/** What a request costs on average, in dollars; a poor account has the money for a part of what it will be asked for. */
const AVERAGE_PRICE = 0.55;
const SHARE_PAYABLE = 0.4;

/** Accounts with live keys. `generations`: how many requests all of them together will make. */
export async function makeAccounts(db: Db, generations: number): Promise<readonly ChaosAccount[]> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of a table are its keys
  const kinds = (Object.keys(KINDS) as AccountKind[]).flatMap((kind) =>
    Array.from({ length: KINDS[kind] }, () => kind),
  );
  const poorBalance = ((generations / kinds.length) * AVERAGE_PRICE * SHARE_PAYABLE).toFixed(2);
  const accounts: ChaosAccount[] = [];
  for (const kind of kinds)
    accounts.push(await makeAccount(db, kind, kind === 'poor' ? poorBalance : PLENTY));
  return accounts;
}

async function makeAccount(db: Db, kind: AccountKind, balance: string): Promise<ChaosAccount> {
  const deps = { newId, randomBytes: secureRandomBytes };
  const accountId = await inTransaction(db, async (tx) => {
    const id = await createAccount(tx, deps, `chaos ${kind}`);
    await grant(tx, { accountId: id, environment: 'live' }, parseDollars(balance), 'for the run');
    return id;
  });
  const { keyId, key } = await createKey(db, deps, { accountId, environment: 'live', name: 'chaos' });
  await limitKey(db, keyId, kind);
  const { secret: webhookSecret } = await db
    .selectFrom('webhook_secrets')
    .select('secret')
    .where('account_id', '=', accountId)
    .where('environment', '=', 'live')
    .executeTakeFirstOrThrow();
  return { accountId, keyId, key, webhookSecret, kind };
}

async function limitKey(db: Db, keyId: string, kind: AccountKind): Promise<void> {
  if (kind !== 'narrow' && kind !== 'slow') return;
  const limits =
    kind === 'narrow' ? { concurrency: NARROW_CONCURRENCY } : { submits_per_minute: SLOW_SUBMITS_PER_MINUTE };
  await db.updateTable('api_keys').set(limits).where('id', '=', keyId).execute();
}
