import { ReelayError, type ReelayErrorInit } from './reelay-error.ts';
import {
  AuthenticationError,
  ConflictError,
  ConnectionError,
  InsufficientCreditsError,
  NotFoundError,
  PermissionError,
  RateLimitError,
  ServerError,
  ValidationError,
} from './refusals.ts';

type ErrorClass = new (init: ReelayErrorInit) => ReelayError;

/** Before the status: codes that mean something else than their status does. */
const CLASS_OF_CODE: Readonly<Record<string, ErrorClass>> = {
  IDEMPOTENCY_MISMATCH: ConflictError,
  REDIRECTED: ReelayError,
};

const CLASS_OF_STATUS: Readonly<Record<number, ErrorClass>> = {
  0: ConnectionError,
  400: ValidationError,
  401: AuthenticationError,
  402: InsufficientCreditsError,
  403: PermissionError,
  404: NotFoundError,
  409: ConflictError,
  413: ValidationError,
  415: ValidationError,
  422: ValidationError,
  429: RateLimitError,
};

/** The error that a program is told, by code and status and never by words. */
export function errorOf(init: ReelayErrorInit): ReelayError {
  const { code, status = 0 } = init;
  const Class = CLASS_OF_CODE[code] ?? CLASS_OF_STATUS[status] ?? (status >= 500 ? ServerError : ReelayError);
  return new Class(init);
}
