import { EXIT_CODES, type ExitCode } from '../exit-codes.ts';
import { type ApiOptions, MissingKeyError, readConnection } from './connection.ts';
import type { ErrorContext } from './describe-error.ts';
import { exitCodeOf } from './exit-code-of.ts';
import { Interrupted, openInterruption } from './interruption.ts';
import { openSession, type Session } from './session.ts';

/** Runs a command against a server; what it answers, or throws, becomes the exit code. */
export type RunApi = (
  options: ApiOptions,
  context: ErrorContext,
  work: (session: Session) => Promise<ExitCode | void>,
) => Promise<void>;

export function createRunApi(setExitCode: (code: number) => void): RunApi {
  return async (options, context, work) => {
    const connection = findConnection(options);
    if (connection === null) return setExitCode(EXIT_CODES.authentication.code);
    endQuietlyWithoutReader();
    const interruption = openInterruption();
    const session = openSession(connection, options, {
      ...context,
      signal: interruption.signal,
    });
    try {
      setExitCode((await work(session)) ?? EXIT_CODES.done.code);
    } catch (error) {
      setExitCode(error instanceof Interrupted ? exitCodeOf(error) : session.fail(error));
    } finally {
      session.board.end();
      interruption.close();
    }
  };
}

/** Null, having said so, when there is no key. */
function findConnection(options: ApiOptions) {
  try {
    return readConnection(options, process.env);
  } catch (error) {
    if (!(error instanceof MissingKeyError)) throw error;
    console.error(`reelay: ${error.message}`);
    return null;
  }
}

/** `reelay ... | head` has read what it wanted: that is no error, and nothing more need be written. */
function endQuietlyWithoutReader(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(EXIT_CODES.done.code);
      throw error;
    });
}
