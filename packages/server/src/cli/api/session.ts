import { Reelay } from '@reelay/client';
import type { ExitCode } from '../exit-codes.ts';
import { type Look, lookOf } from '../terminal/look.ts';
import { type ProgressBoard, progressBoard } from '../terminal/progress-board.ts';
import type { ApiOptions, Connection } from './connection.ts';
import { describeCauses, describeError, type ErrorContext } from './describe-error.ts';
import { exitCodeOf } from './exit-code-of.ts';
import { type Listeners, toldFetch } from './told-fetch.ts';

/** A try again waits up to half a second, then one, then two: longer than a restart takes, shorter than people wait. */
const RETRIES = 3;

/** What a command that talks to a server works with: data goes to standard output, all else to standard error. */
export interface Session {
  readonly client: Reelay;
  /** Aborts with `Interrupted` at Ctrl-C. */
  readonly signal: AbortSignal;
  /** `--json`: data is for programs. */
  readonly isJson: boolean;
  /** How the output may look. */
  readonly look: Look;
  /** How far things are, on standard error. */
  readonly board: ProgressBoard;
  /** Data as text. */
  print(text: string): void;
  /** Data as a document, or as one line of a stream of them. */
  printJson(value: unknown, options?: { readonly isLine: boolean }): void;
  /** Something that people should know. */
  note(text: string): void;
  /** Says what went wrong, with which of several things, and answers the exit code of it. */
  fail(error: unknown, about?: string): ExitCode;
  /** Another client of the same server, which tells what happens on its line. */
  connect(listeners: Listeners): Reelay;
}

export function openSession(
  connection: Connection,
  options: ApiOptions,
  context: ErrorContext & { readonly signal: AbortSignal },
): Session {
  const { baseUrl } = connection;
  const board = progressBoard(process.stderr);
  const writeLine = (stream: NodeJS.WriteStream, text: string): void =>
    board.around(() => void stream.write(`${text}\n`));
  const note = (text: string): void => writeLine(process.stderr, text);
  const print = (text: string): void => writeLine(process.stdout, text);
  const tellAnswer: NonNullable<Listeners['onAnswer']> = (answer) =>
    note(
      `${answer.method} ${answer.url} -> ${answer.status} in ${Math.round(answer.milliseconds)} ms (request ${answer.requestId ?? 'unknown'})`,
    );
  const connect = (listeners: Listeners): Reelay =>
    new Reelay({
      ...connection,
      retries: RETRIES,
      fetch: toldFetch(options.verbose ? { ...listeners, onAnswer: tellAnswer } : listeners),
    });
  return {
    client: connect({
      onTrouble: () => note(`No answer from ${baseUrl} yet ...`),
      onRecovery: () => note('The server answers again.'),
    }),
    signal: context.signal,
    isJson: options.json ?? false,
    look: lookOf(process.stdout),
    board,
    print,
    printJson: (value, { isLine } = { isLine: false }) =>
      print(JSON.stringify(value, null, isLine ? undefined : 2)),
    note,
    fail(error, about) {
      note(`reelay: ${about === undefined ? '' : `${about}: `}${describeError(error, context)}`);
      if (options.verbose) note(describeCauses(error));
      return exitCodeOf(error);
    },
    connect,
  };
}
