import {
  AuthenticationError,
  ConnectionError,
  InsufficientCreditsError,
  JobFailedError,
  NotFoundError,
  PermissionError,
  ReelayError,
} from '@reelay/client';
import { ERRORS } from '../../kernel/errors.ts';
import { plainText } from '../terminal/plain-text.ts';
import { AboutOption } from '../request/about-option.ts';
import { commandName } from '../request/command-name.ts';
import { nameOption, type OptionOf } from '../request/name-option.ts';

/** What a command knows about the refusals that it can be given. */
export interface ErrorContext {
  /** Which option each field of the request comes from. */
  readonly optionOf?: OptionOf;
  /** The command that shows the ids there are, such as `generations ls`. */
  readonly listedBy?: string;
}

/** What the contract calls the part of an upload. */
const FILE_FIELD = 'file';

/** One line: what was wrong, where, what to do next, and the request to name when it is reported. */
export function describeError(error: unknown, context: ErrorContext): string {
  if (error instanceof AboutOption)
    return describeError(error.refusal, { ...context, optionOf: { [FILE_FIELD]: error.option } });
  if (!(error instanceof ReelayError)) return error instanceof Error ? error.message : String(error);
  const sentences = [sentenceOf(error, context.optionOf ?? {}), nextStep(error, context)];
  const request = error.requestId === undefined ? '' : ` (request ${error.requestId})`;
  return plainText(`${sentences.filter((part) => part !== '').join(' ')}${request}`);
}

function sentenceOf(error: ReelayError, optionOf: OptionOf): string {
  const { field, code } = error;
  if (error instanceof JobFailedError)
    return `Generation ${error.generation.generation_id} failed with ${code}: ${error.detail}`;
  // Some details are a code, because clients of other servers compare them.
  const message = error.detail === code ? sentenceOfCode(code) : error.detail;
  return nameOption({ field, message }, optionOf).replace(/(?<![.!?])$/, '.');
}

function sentenceOfCode(code: string): string {
  const known: Readonly<Record<string, { readonly sentence: string } | undefined>> = ERRORS;
  return known[code]?.sentence ?? code;
}

/** What to do, where the sentence of the server does not say it. */
function nextStep(error: ReelayError, { listedBy }: ErrorContext): string {
  if (error instanceof ConnectionError) return connectionStep(error);
  if (error instanceof JobFailedError) return '';
  if (error instanceof AuthenticationError)
    return 'Set REELAY_API_KEY to a key of this server; its first start printed two.';
  if (error instanceof PermissionError) return 'Set REELAY_API_KEY to a key that may do it.';
  if (error instanceof NotFoundError && listedBy !== undefined)
    return `"${commandName()} ${listedBy}" shows what this key can see.`;
  const seconds = error instanceof InsufficientCreditsError ? undefined : error.retryAfterSeconds;
  return seconds === undefined ? '' : `Try again in ${seconds} s.`;
}

function connectionStep(error: ConnectionError): string {
  const doubt = error.outcomeUnknown
    ? ' What was asked for may have been done all the same: look before you repeat it.'
    : '';
  return `Is a server running there? "${commandName()} serve" starts one; --url or REELAY_URL says where it is.${doubt}`;
}

/** The whole chain of causes, for `--verbose`. */
export function describeCauses(error: unknown): string {
  const lines: string[] = [];
  for (let one = error, depth = 0; one instanceof Error && depth < 8; one = one.cause, depth++) {
    const facts =
      one instanceof ReelayError ? ` [${one.code}${one.status === 0 ? '' : `, HTTP ${one.status}`}]` : '';
    lines.push(`${depth === 0 ? '' : 'caused by '}${one.stack ?? one.message}${facts}`);
  }
  return lines.join('\n');
}
