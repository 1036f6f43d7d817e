/** The embedded server cannot run here. The message always names the way out: an own server in DATABASE_URL. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';

  constructor(what: string, cause?: unknown) {
    super(
      `${what} Set DATABASE_URL to a PostgreSQL server (version 15 or newer) to do without the embedded one.`,
      cause === undefined ? undefined : { cause },
    );
  }
}
