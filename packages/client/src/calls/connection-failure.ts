import type { FailedTry } from './retry-policy.ts';

/**
 * What Node and Bun say when no connection came about, and so nothing was sent. Browsers and Deno say nothing of the kind;
 * there a failure is taken for one after sending.
 */
const NEVER_CONNECTED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'ConnectionRefused',
  // The certificate is looked at before anything is sent.
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

export function connectionFailure(cause: unknown, baseUrl: string, isTimeUp: boolean): FailedTry {
  const code = codeIn(cause);
  const why = code === null ? '' : ` (${code})`;
  return {
    init: {
      code: isTimeUp ? 'TIMED_OUT' : 'CONNECTION_FAILED',
      detail: isTimeUp ? `No answer from ${baseUrl} in time.` : `No answer from ${baseUrl}${why}.`,
      cause,
    },
    wasSent: isTimeUp || code === null || !NEVER_CONNECTED.has(code),
  };
}

/** Of the system, which Node hides in the cause of what fetch throws. */
function codeIn(error: unknown): string | null {
  for (let one = error, depth = 0; one instanceof Error && depth < 4; one = one.cause, depth++)
    if ('code' in one && typeof one.code === 'string') return one.code;
  return null;
}
