import { errors } from 'undici';
import { NameLookupError } from './address-guard.ts';
import { DialTimeoutError } from './dial.ts';

/** Codes of Node, of OpenSSL and of undici. The words come after "The address " and before a full stop. */
const BY_CODE: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refuses connections',
  ECONNRESET: 'broke the connection off',
  EPIPE: 'broke the connection off',
  UND_ERR_SOCKET: 'broke the connection off',
  EHOSTUNREACH: 'cannot be reached',
  ENETUNREACH: 'cannot be reached',
  EADDRNOTAVAIL: 'cannot be reached',
  ETIMEDOUT: 'did not accept a connection in time',
  UND_ERR_HEADERS_TIMEOUT: 'did not begin to answer in time',
  UND_ERR_BODY_TIMEOUT: 'stopped sending in the middle of its answer',
  UND_ERR_HEADERS_OVERFLOW: 'answers with too many headers',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'sent fewer or more bytes than it announced',
  CERT_HAS_EXPIRED: 'has an expired certificate',
  ERR_TLS_CERT_ALTNAME_INVALID: 'has a certificate for another name',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'has a certificate that nobody vouches for',
  SELF_SIGNED_CERT_IN_CHAIN: 'has a certificate that nobody vouches for',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'has a certificate that nobody vouches for',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'has a certificate that nobody vouches for',
};

/**
 * Says in a sentence for the caller what went wrong between us and an address; null when the error is not about the
 * network. Never the system's own message: it names addresses that are nobody's business.
 */
export function describeNetworkFailure(error: unknown): string | null {
  if (error instanceof NameLookupError) return 'Its host name could not be resolved to an address.';
  if (error instanceof DialTimeoutError || error instanceof errors.ConnectTimeoutError)
    return 'The address did not accept a connection in time.';
  if (error instanceof errors.HTTPParserError) return 'The address does not speak HTTP.';
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (typeof code !== 'string') return null;
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_')) return 'The address does not speak TLS as we do.';
  return `The address ${BY_CODE[code] ?? `cannot be used (${code})`}.`;
}
