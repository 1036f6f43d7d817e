import type { Db } from '../db/transaction.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Logger } from '../kernel/log.ts';
import { setLastUsed } from './key-statements.ts';

export type NoteKeyUse = (keyId: string) => void;

/** Often enough to see that a key is in use, seldom enough to cost nothing. */
const EVERY_MILLISECONDS = 60_000;
const MOST_REMEMBERED = 10_000;

/**
 * Writes down when a key was last used, at most once a minute and key. Returns at once: nobody waits for the write, and
 * one that fails is logged and tried again with a use a minute later.
 */
export function createNoteKeyUse(deps: {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Logger;
}): NoteKeyUse {
  const notedAt = new Map<string, number>();
  return (keyId) => {
    const now = deps.clock.now();
    const last = notedAt.get(keyId);
    if (last !== undefined && now.getTime() < last + EVERY_MILLISECONDS) return;
    if (notedAt.size >= MOST_REMEMBERED) notedAt.clear();
    notedAt.set(keyId, now.getTime());
    const unlessSince = new Date(now.getTime() - EVERY_MILLISECONDS);
    setLastUsed(deps.db, keyId, { now, unlessSince }).catch((error: unknown) =>
      deps.log.warn({ keyId, err: String(error) }, 'the last use of a key could not be written down'),
    );
  };
}
