import { writeFile, rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { compareMigrations } from '../db/migrate.ts';
import { ping } from '../db/server-facts.ts';
import type { Db } from '../db/transaction.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Logger } from '../kernel/log.ts';
import { rememberFor } from '../kernel/remember-for.ts';
import type { MediaStore } from '../media/store.ts';

/** Who balances load asks every second or so, often from several places. */
const REMEMBERED_MILLISECONDS = 1_000;
/** A write to a bucket costs money; one that failed is repeated with the next question all the same. */
const STORE_REMEMBERED_MILLISECONDS = 10_000;
/** What has not answered by then is as good as down for those whose request would wait for it. */
const MOST_MILLISECONDS = 2_000;

export interface ReadinessDeps {
  readonly db: Db;
  readonly store: MediaStore;
  readonly clock: Clock;
  readonly log: Logger;
  readonly stopping?: AbortSignal;
}

/** Whole sentences about what keeps this process from serving requests; none when it can. */
export type Readiness = () => Promise<readonly string[]>;

interface Check {
  /** For anybody who asks: it names no host, path or key. The log says more. */
  readonly problem: string;
  readonly rememberedMilliseconds: number;
  readonly run: (deps: ReadinessDeps) => Promise<void>;
}

const CHECKS: readonly Check[] = [
  {
    problem: 'The database does not answer.',
    rememberedMilliseconds: REMEMBERED_MILLISECONDS,
    run: ({ db }) => ping(db),
  },
  {
    problem: 'The database was not migrated to this version. Run: reelay migrate',
    rememberedMilliseconds: REMEMBERED_MILLISECONDS,
    run: async ({ db }) => {
      const { missing } = await compareMigrations(db);
      if (missing.length > 0) throw new Error(`missing: ${missing.join(', ')}`);
    },
  },
  {
    problem: 'The media store cannot be written.',
    rememberedMilliseconds: STORE_REMEMBERED_MILLISECONDS,
    run: ({ store }) => writeProbe(store),
  },
];

export function createReadiness(deps: ReadinessDeps): Readiness {
  const checks = CHECKS.map(({ problem, rememberedMilliseconds, run }) => {
    // A check that hangs is not begun a second time: it would hold one connection after another.
    const look = rememberFor(rememberedMilliseconds, deps.clock, () => run(deps));
    return async (): Promise<string | null> => {
      try {
        await within(MOST_MILLISECONDS, look());
        return null;
      } catch (error) {
        deps.log.warn({ err: String(error) }, `not ready: ${problem}`);
        return problem;
      }
    };
  });
  const look = rememberFor(REMEMBERED_MILLISECONDS, deps.clock, async () => {
    const found = await Promise.all(checks.map((check) => check()));
    return found.filter((problem) => problem !== null);
  });
  return async () => (deps.stopping?.aborted === true ? ['The server is stopping.'] : look());
}

/** Always the same bytes, so that a process that dies between the two leaves but one tiny file behind. */
async function writeProbe(store: MediaStore): Promise<void> {
  const path = await store.incomingPath();
  try {
    await writeFile(path, 'Reelay writes this to see whether it can.\n');
    await store.putFile(path, 'text/plain');
  } finally {
    await rm(path, { force: true });
  }
}

async function within<Value>(milliseconds: number, work: Promise<Value>): Promise<Value> {
  const control = new AbortController();
  const tooLate = pause(milliseconds, undefined, { signal: control.signal, ref: false }).then(() => {
    throw new Error(`no answer within ${milliseconds} ms`);
  });
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    control.abort();
    tooLate.catch(() => undefined);
  }
}
