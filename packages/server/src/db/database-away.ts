import pg from 'pg';

/**
 * The database cannot be reached, refuses to serve, or hung up: no bug of whoever asked, and the same may be asked again
 * soon. Whether a commit that was under way counts is not known.
 */
export class DatabaseAwayError extends Error {
  override readonly name = 'DatabaseAwayError';

  constructor(cause: unknown) {
    super(`the database is away: ${wordsOf(cause)}`, { cause });
  }
}

/** Connection exceptions: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const CONNECTION_CLASS = '08';

/** SQLSTATEs with which a server ends or refuses a session, whatever was asked in it. */
const AWAY_STATES: ReadonlySet<string> = new Set([
  '25P03', // idle_in_transaction_session_timeout: see `idleTransactionSeconds` of the pool
  '25P04', // transaction_timeout
  '53300', // too_many_connections
  '57P01', // admin_shutdown
  '57P02', // crash_shutdown
  '57P03', // cannot_connect_now: it is starting up, shutting down or recovering
  '57P05', // idle_session_timeout
]);

/** What the answer to a statement says. A connection that breaks gives no such answer: see `tellWhenAway`. */
export function saysAway(error: unknown): boolean {
  if (!(error instanceof pg.DatabaseError) || error.code === undefined) return false;
  return AWAY_STATES.has(error.code) || error.code.startsWith(CONNECTION_CLASS);
}

/** A name with several addresses fails with one error for each and no message of its own. */
function wordsOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  if (cause.message !== '') return cause.message;
  return cause instanceof AggregateError ? cause.errors.map(wordsOf).join('; ') : cause.name;
}
