/**
 * Removes stored bytes that no row names. Nobody holds a lock meanwhile; time keeps it safe. Each round takes the time, asks
 * which keys no row names, and removes only what was last put so much earlier than that time. For bytes that a row comes to
 * name after the question there are two ways:
 *
 *   an upload  -> it puts the bytes, also when they are there already, and commits its row within the hour. Its put is then
 *                 less than an hour older than the question or came after it, and the store refuses to remove such bytes
 *                 in the same piece in which it looks at their time;
 *   a copy     -> a new row for the bytes of an older row, which stays locked until the new one is committed. So either the
 *                 question saw one of the two, or the older row was gone before and the copy was refused.
 */
import type { Db } from '../db/transaction.ts';
import { findUnnamed } from '../generations/assets.ts';
import { deleteRemovedMedia, findRemovedMedia } from '../generations/removed-media.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Logger } from '../kernel/log.ts';
import type { MediaStore } from '../media/store.ts';

/** From a put to the commit of its row it is seconds; a put that took longer than this would be a lost upload. */
const SETTLED_MILLISECONDS = 3_600_000;
/** What nothing ever named may also belong to an upload whose process is being looked into. */
const ORPHAN_MILLISECONDS = 24 * 3_600_000;
const AT_ONCE = 200;

export interface RemovalDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Logger;
  readonly store: MediaStore;
}

/** Removes the bytes of deleted rows. What was put within the hour waits for a later round. */
export async function removeDeletedMedia(deps: RemovalDeps, signal: AbortSignal): Promise<void> {
  for (let afterKey = ''; !signal.aborted;) {
    const now = deps.clock.now().getTime();
    const keys = await findRemovedMedia(deps.db, afterKey, AT_ONCE);
    const removed = await removeAll(deps, keys, new Date(now - SETTLED_MILLISECONDS), signal);
    await deleteRemovedMedia(deps.db, removed);
    const last = keys.at(-1);
    if (last === undefined || keys.length < AT_ONCE) return;
    afterKey = last;
  }
}

/** Removes bytes that were put a day ago and that nothing names, such as those of a request that was refused at its end. */
export async function removeOrphans(deps: RemovalDeps, signal: AbortSignal): Promise<void> {
  const putBefore = new Date(deps.clock.now().getTime() - ORPHAN_MILLISECONDS);
  let count = 0;
  const removeUnnamed = async (keys: readonly string[]): Promise<void> => {
    count += (await removeAll(deps, await findUnnamed(deps.db, keys), putBefore, signal)).length;
  };
  let old: string[] = [];
  for await (const { storageKey, modifiedAt } of deps.store.list()) {
    if (signal.aborted) break;
    if (modifiedAt < putBefore) old.push(storageKey);
    if (old.length < AT_ONCE) continue;
    await removeUnnamed(old);
    old = [];
  }
  await removeUnnamed(old);
  if (count > 0) deps.log.info({ count }, 'stored bytes that nothing names were removed');
}

/** Answers the keys that nothing is stored under any more. */
async function removeAll(
  { store }: RemovalDeps,
  storageKeys: readonly string[],
  putBefore: Date,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const removed: string[] = [];
  for (const storageKey of storageKeys) {
    if (signal.aborted) break;
    if (await store.remove(storageKey, putBefore)) removed.push(storageKey);
  }
  return removed;
}
