/** What the database has to be before anything in it can be looked at. */
import { compareMigrations } from '../../db/migrate.ts';
import { readServerFacts } from '../../db/server-facts.ts';
import type { Db } from '../../db/transaction.ts';
import { hasQueueTables } from '../../jobs/queue-statements.ts';
import type { Clock } from '../../kernel/clock.ts';
import { listed, ok, problem, warning, type Verdict } from './finding.ts';

const LEAST_VERSION = 150_000;
const BUSY_SHARE = 0.8;
/** Deadlines are set by one clock and looked at by another. */
const WARNING_SECONDS = 2;
const PROBLEM_SECONDS = 30;

export async function checkServer(db: Db, clock: Clock): Promise<readonly Verdict[]> {
  // The first question also opens the connection.
  await readServerFacts(db);
  const before = clock.now().getTime();
  const facts = await readServerFacts(db);
  const after = clock.now().getTime();
  const answer = `PostgreSQL ${facts.version} answers in ${after - before} ms; ${facts.openConnections} of ${facts.maxConnections} connections are open.`;
  return [checkVersion(facts, answer), checkClock((facts.now.getTime() - (before + after) / 2) / 1000)];
}

function checkVersion(
  facts: {
    readonly versionNumber: number;
    readonly openConnections: number;
    readonly maxConnections: number;
  },
  answer: string,
): Verdict {
  if (facts.versionNumber < LEAST_VERSION)
    return problem(
      answer,
      'Reelay needs PostgreSQL 15 or newer: upgrade the server, or set DATABASE_URL to another.',
    );
  return facts.openConnections > facts.maxConnections * BUSY_SHARE
    ? warning(answer, 'Raise max_connections, lower REELAY_DATABASE_CONNECTIONS, or put a pooler in between.')
    : ok(answer);
}

function checkClock(offsetSeconds: number): Verdict {
  const off = Math.abs(offsetSeconds);
  const sentence = `The clocks of this machine and of the database differ by ${off.toFixed(1)} s.`;
  const next = 'Let both machines take the time from the same servers (NTP).';
  if (off >= PROBLEM_SECONDS) return problem(sentence, next);
  return off >= WARNING_SECONDS ? warning(sentence, next) : ok(sentence);
}

/** `isUsable` is false when what else there is to look at is not there yet. */
export async function checkMigrations(
  db: Db,
): Promise<{ readonly isUsable: boolean; readonly verdict: Verdict }> {
  const { missing, unknown, changed } = await compareMigrations(db);
  const hasQueue = await hasQueueTables(db);
  if (changed.length > 0)
    return {
      isUsable: missing.length === 0 && hasQueue,
      verdict: problem(
        `${listed(changed)} was applied in another form than it has here.`,
        'Install the release that this database was migrated with, or a newer one.',
      ),
    };
  if (missing.length > 0 || !hasQueue)
    return {
      isUsable: false,
      verdict: problem(
        missing.length > 0
          ? `The database lacks ${listed(missing)}.`
          : 'The tables of the queue were not made.',
        'Run: reelay migrate',
      ),
    };
  return {
    isUsable: true,
    verdict:
      unknown.length > 0
        ? warning(
            `A newer version has migrated the database (${listed(unknown)}).`,
            'Install that version here too; this one cannot be started again.',
          )
        : ok('All migrations are applied.'),
  };
}
