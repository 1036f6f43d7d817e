import {
  AuthenticationError,
  ConflictError,
  InsufficientCreditsError,
  JobFailedError,
  ModerationError,
  NotFoundError,
  PermissionError,
  ReelayError,
  ValidationError,
} from '@reelay/client';
import { EXIT_CODES, type ExitCode } from '../exit-codes.ts';
import { StillUnderWay } from '../generations/still-under-way.ts';
import { AboutOption } from '../request/about-option.ts';
import { UsageError } from '../usage-error.ts';
import { MissingKeyError } from './connection.ts';
import { Interrupted } from './interruption.ts';

type Outcome = keyof typeof EXIT_CODES;
// oxlint-disable-next-line typescript/no-explicit-any -- what a constructor takes is nothing to an instanceof
type ErrorClass = abstract new (...given: any[]) => Error;

/** Before the class: codes that say something else than their HTTP status does. */
const OUTCOME_OF_CODE: Readonly<Record<string, Outcome>> = {
  // Not the trouble of a moment: no engine makes what was asked for.
  ENGINE_UNAVAILABLE: 'refused',
  // 403, but of a link and not of the key.
  LINK_EXPIRED: 'unexpected',
  REDIRECTED: 'usage',
};

/** The first that fits; ModerationError is a JobFailedError. Whatever is not here is unexpected. */
const OUTCOME_OF_CLASS: readonly (readonly [ErrorClass, Outcome])[] = [
  [Interrupted, 'interrupted'],
  [UsageError, 'usage'],
  [MissingKeyError, 'authentication'],
  [AuthenticationError, 'authentication'],
  [PermissionError, 'authentication'],
  [ValidationError, 'refused'],
  [InsufficientCreditsError, 'refused'],
  [NotFoundError, 'refused'],
  [ConflictError, 'refused'],
  [ModerationError, 'contentPolicy'],
  [JobFailedError, 'failed'],
  [StillUnderWay, 'timedOut'],
];

export function exitCodeOf(error: unknown): ExitCode {
  return EXIT_CODES[outcomeOf(error)].code;
}

function outcomeOf(given: unknown): Outcome {
  const error = given instanceof AboutOption ? given.refusal : given;
  // A generation that failed with ENGINE_UNAVAILABLE is no request that was refused with it.
  if (error instanceof ReelayError && !(error instanceof JobFailedError)) {
    const outcome = OUTCOME_OF_CODE[error.code];
    if (outcome !== undefined) return outcome;
  }
  return OUTCOME_OF_CLASS.find(([Class]) => error instanceof Class)?.[1] ?? 'unexpected';
}
