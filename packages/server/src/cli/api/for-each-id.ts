import { Interrupted } from './interruption.ts';
import type { Session } from './session.ts';
import { AboutOption } from '../request/about-option.ts';
import { UsageError } from '../usage-error.ts';
import { EXIT_CODES, type ExitCode } from '../exit-codes.ts';

/** What became of each id that a command was given. */
export interface Done<Result> {
  /** Of those that worked, in their order. */
  readonly results: readonly Result[];
  /** The highest of all, which is 0 when all worked. */
  readonly exitCode: ExitCode;
}

/** Does the same with each id, one after the other, and goes on when one of them is refused, having said so. */
export async function forEachId<Result>(
  session: Session,
  ids: readonly string[],
  work: (id: string) => Promise<Result>,
): Promise<Done<Result>> {
  const results: Result[] = [];
  const exitCodes: ExitCode[] = [EXIT_CODES.done.code];
  for (const id of new Set(ids)) {
    try {
      results.push(await work(id));
    } catch (error) {
      if (error instanceof Interrupted || ids.length === 1) throw error;
      // Those say themselves what they are about.
      const isNamed = error instanceof UsageError || error instanceof AboutOption;
      exitCodes.push(session.fail(error, isNamed ? undefined : id));
    }
  }
  return { results, exitCode: highest(exitCodes) };
}

/** The exit code of several things together: the highest. */
export function highest(exitCodes: readonly ExitCode[]): ExitCode {
  return exitCodes.reduce((most, code) => (code > most ? code : most), EXIT_CODES.done.code);
}
