import { deleteClaimsBefore } from '../generations/idempotency.ts';
import type { Clock, Sleep } from '../kernel/clock.ts';
import { deleteTriesBefore } from '../webhooks/retention-statements.ts';
import { removeDeletedMedia, removeOrphans, type RemovalDeps } from './remove-media.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Native API, section 1: an Idempotency-Key is kept for 7 days. */
const KEEP_CLAIMS_MILLISECONDS = 7 * DAY;
/** No upload, download or inspection takes nearly as long. */
const KEEP_INCOMING_MILLISECONDS = DAY;
/** Long enough to look into why a receiver said no; deliveries themselves stay. */
const KEEP_TRIES_MILLISECONDS = 30 * DAY;
/** A statement of so many takes some milliseconds, so that nobody waits for its locks. */
const TRIES_AT_ONCE = 1_000;

export interface HouseDeps extends RemovalDeps {
  readonly clock: Clock;
  readonly sleep: Sleep;
}

interface Chore {
  readonly what: string;
  readonly everyMilliseconds: number;
  /** Before the first time: what is dear is not done by each of many processes that start at once. */
  readonly firstAfterMilliseconds: number;
  readonly run: (deps: HouseDeps, signal: AbortSignal) => Promise<void>;
}

const CHORES: readonly Chore[] = [
  {
    what: 'old idempotency keys',
    everyMilliseconds: HOUR,
    firstAfterMilliseconds: 0,
    run: async ({ db, clock }) => {
      await deleteClaimsBefore(db, new Date(clock.now().getTime() - KEEP_CLAIMS_MILLISECONDS));
    },
  },
  {
    what: 'leftover files',
    everyMilliseconds: HOUR,
    firstAfterMilliseconds: 0,
    run: ({ store, clock }) =>
      store.removeLeftovers(new Date(clock.now().getTime() - KEEP_INCOMING_MILLISECONDS)),
  },
  {
    what: 'old tries of webhooks',
    everyMilliseconds: HOUR,
    firstAfterMilliseconds: 0,
    run: dropOldTries,
  },
  {
    what: 'media of what was deleted',
    everyMilliseconds: 5 * MINUTE,
    firstAfterMilliseconds: 0,
    run: removeDeletedMedia,
  },
  {
    what: 'media that nothing names',
    everyMilliseconds: DAY,
    firstAfterMilliseconds: 10 * MINUTE,
    run: removeOrphans,
  },
];

/** Removes what has had its time, until it is stopped. Any number of processes may do it. */
export async function keepHouse(deps: HouseDeps, signal: AbortSignal): Promise<void> {
  await Promise.all(CHORES.map((chore) => repeat(deps, chore, signal)));
}

async function dropOldTries({ db, clock }: HouseDeps, signal: AbortSignal): Promise<void> {
  const before = new Date(clock.now().getTime() - KEEP_TRIES_MILLISECONDS);
  let dropped = TRIES_AT_ONCE;
  while (dropped === TRIES_AT_ONCE && !signal.aborted)
    dropped = await deleteTriesBefore(db, before, TRIES_AT_ONCE);
}

async function repeat(deps: HouseDeps, chore: Chore, signal: AbortSignal): Promise<void> {
  const pause = (milliseconds: number): Promise<void> =>
    deps.sleep(milliseconds, signal).catch(() => undefined);
  if (chore.firstAfterMilliseconds > 0) await pause(chore.firstAfterMilliseconds);
  while (!signal.aborted) {
    try {
      await chore.run(deps, signal);
    } catch (error) {
      deps.log.warn(
        { what: chore.what, err: String(error) },
        'something could not be cleared away; trying again',
      );
    }
    await pause(chore.everyMilliseconds);
  }
}
