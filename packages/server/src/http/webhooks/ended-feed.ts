import type { Db } from '../../db/transaction.ts';
import {
  findEndedAfter,
  type EndedGeneration,
  type EndPosition,
  type Owner,
} from '../../generations/watching.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Logger } from '../../kernel/log.ts';
import { createLookLoop, type LookLoop } from '../look-loop.ts';

/**
 * The time of an end is set before its commit, by the clock of a worker: ends become visible out of order. Those of so many
 * seconds before the latest are looked at again, so that none is missed whose commit or clock is no later than that.
 */
const OVERLAP_MILLISECONDS = 5_000;
const PAGE = 100;
/** In front of all ids. */
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

export interface EndListener {
  /** Called once for each end, in the order in which they are found. */
  tell(ended: EndedGeneration): void;
  /** Resolves when it can be told more. */
  hasRoom(): Promise<void>;
  isOpen(): boolean;
}

/** The ends of generations, as they come, for all who listen in this process. */
export interface EndedFeed {
  /** Tells of all ends after `from`; without it of those that are committed from now on. Resolves with the way out. */
  listen(owner: Owner, from: EndPosition | null, listener: EndListener): Promise<() => void>;
}

interface Seat {
  readonly listener: EndListener;
  /** Only what is after this is told ... */
  readonly after: EndPosition;
  /** ... and not what was told, or passed over, before the seat was taken. */
  readonly known: ReadonlySet<string>;
}

interface Feed {
  readonly seats: Set<Seat>;
  readonly loop: LookLoop;
  latest: Date;
  /** What was found within the overlap. */
  recent: readonly EndedGeneration[];
}

interface FeedDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Logger;
}

/** One statement a look for each account and environment that somebody listens to. */
export function createEndedFeed(deps: FeedDeps): EndedFeed {
  const feeds = new Map<string, Feed>();

  function feedOf(owner: Owner): Feed {
    const key = `${owner.accountId}:${owner.environment}`;
    const known = feeds.get(key);
    if (known) return known;
    const feed: Feed = {
      seats: new Set(),
      latest: deps.clock.now(),
      recent: [],
      loop: createLookLoop({
        look: () => look(deps, owner, feed),
        isNeeded: () => {
          if (feed.seats.size === 0) feeds.delete(key);
          return feed.seats.size > 0;
        },
        log: deps.log,
      }),
    };
    feeds.set(key, feed);
    return feed;
  }

  return {
    async listen(owner, from, listener) {
      const seat =
        from === null ? await seatFromNow(deps, owner, listener) : await catchUp(deps, owner, from, listener);
      const feed = feedOf(owner);
      // Found by the feed since this seat has looked itself.
      for (const ended of feed.recent) offer(seat, ended);
      feed.seats.add(seat);
      feed.loop.wake();
      return () => void feed.seats.delete(seat);
    },
  };
}

async function look({ db, clock }: FeedDeps, owner: Owner, feed: Feed): Promise<void> {
  const after = { completedAt: earlier(feed.latest), id: FIRST_ID };
  feed.recent = feed.recent.filter((ended) => isAfter(ended, after));
  const known = feed.recent.map(({ id }) => id);
  const found = await findEndedAfter(db, owner, after, { known, limit: PAGE, now: clock.now() });
  feed.recent = [...feed.recent, ...found];
  // A worker whose clock is ahead must not hide what the others end.
  const last = Math.min(found.at(-1)?.completedAt.getTime() ?? 0, clock.now().getTime());
  if (last > feed.latest.getTime()) feed.latest = new Date(last);
  for (const seat of feed.seats) for (const ended of found) offer(seat, ended);
}

function offer({ listener, after, known }: Seat, ended: EndedGeneration): void {
  if (isAfter(ended, after) && !known.has(ended.id)) listener.tell(ended);
}

/** What is visible by now is passed over, also when its time is a little ahead of ours. */
async function seatFromNow({ db, clock }: FeedDeps, owner: Owner, listener: EndListener): Promise<Seat> {
  const after = { completedAt: earlier(clock.now()), id: FIRST_ID };
  const known = new Set<string>();
  for (let at: EndPosition | undefined = after; at !== undefined;) {
    const page: readonly EndedGeneration[] = await findEndedAfter(db, owner, at, {
      known: [],
      limit: PAGE,
      now: clock.now(),
    });
    for (const { id } of page) known.add(id);
    at = page.length < PAGE ? undefined : page.at(-1);
  }
  return { listener, after, known };
}

/** Tells of what has ended meanwhile, no faster than it is read. */
async function catchUp(
  { db, clock }: FeedDeps,
  owner: Owner,
  from: EndPosition,
  listener: EndListener,
): Promise<Seat> {
  let known: EndedGeneration[] = [];
  for (let at: EndPosition | undefined = from; at !== undefined && listener.isOpen();) {
    const page: readonly EndedGeneration[] = await findEndedAfter(db, owner, at, {
      known: [],
      limit: PAGE,
      now: clock.now(),
    });
    for (const ended of page) {
      await listener.hasRoom();
      listener.tell(ended);
    }
    const last = page.at(-1);
    if (last) known = [...known, ...page].filter((ended) => ended.completedAt >= earlier(last.completedAt));
    at = page.length < PAGE ? undefined : last;
  }
  return { listener, after: from, known: new Set(known.map(({ id }) => id)) };
}

function earlier(time: Date): Date {
  return new Date(time.getTime() - OVERLAP_MILLISECONDS);
}

function isAfter(one: EndPosition, other: EndPosition): boolean {
  const difference = one.completedAt.getTime() - other.completedAt.getTime();
  return difference === 0 ? one.id > other.id : difference > 0;
}
