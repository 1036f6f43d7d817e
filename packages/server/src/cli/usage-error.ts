/** The command line or the environment asks for something that cannot be; the message says what and what to do. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
