import type { Db } from '../db/transaction.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Caller } from './caller.ts';
import { findKeyByHash } from './key-statements.ts';
import { hashKey } from './secrets.ts';

export type FindCaller = (key: string) => Promise<Caller | null>;

const KEY_FORM = /^rk_(test|live)_[\w-]{16,200}$/;
/** How long a revoked key may still work, and changed limits not yet count. */
const REMEMBERED_MILLISECONDS = 5_000;
const MOST_REMEMBERED = 10_000;

/**
 * Makes the lookup of keys, which remembers the good ones for 5 seconds, and none past the end of its time. Wrong keys
 * are never remembered: one that cannot be a key costs nothing, and any other one look into an index.
 */
export function createFindCaller(db: Db, clock: Clock): FindCaller {
  const remembered = new Map<string, { readonly caller: Caller; readonly until: number }>();
  return async (key) => {
    if (!KEY_FORM.test(key)) return null;
    const hash = hashKey(key);
    const name = hash.toString('base64');
    const now = clock.now();
    const known = remembered.get(name);
    if (known && known.until > now.getTime()) return known.caller;
    const found = await findKeyByHash(db, hash, now);
    if (!found) {
      remembered.delete(name);
      return null;
    }
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    const until = Math.min(
      now.getTime() + REMEMBERED_MILLISECONDS,
      found.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY,
    );
    remembered.set(name, { caller: found.caller, until });
    return found.caller;
  };
}
