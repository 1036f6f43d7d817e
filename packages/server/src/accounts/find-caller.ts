import type { Db } from '../db/transaction.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Caller } from './caller.ts';
import { hashKey } from './secrets.ts';
import { findKeyByHash } from './statements.ts';

export type FindCaller = (key: string) => Promise<Caller | null>;

const KEY_FORM = /^rk_(test|live)_[\w-]{16,200}$/;
/** How long a revoked key may still work. */
const REMEMBERED_MILLISECONDS = 5_000;
const MOST_REMEMBERED = 10_000;

/** Makes the lookup of keys, which remembers the good ones for 5 seconds. Wrong keys are never remembered. */
export function createFindCaller(db: Db, clock: Clock): FindCaller {
  const remembered = new Map<string, { readonly caller: Caller; readonly until: number }>();
  return async (key) => {
    if (!KEY_FORM.test(key)) return null;
    const hash = hashKey(key);
    const name = hash.toString('base64');
    const now = clock.now().getTime();
    const known = remembered.get(name);
    if (known && known.until > now) return known.caller;
    const caller = await findKeyByHash(db, hash, clock.now());
    if (!caller) return null;
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(name, { caller, until: now + REMEMBERED_MILLISECONDS });
    return caller;
  };
}
