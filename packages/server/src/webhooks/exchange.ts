/** What of one try is kept for its history: cut short, as text that PostgreSQL can hold, and without secrets. */

/** What was sent and what came back. */
export interface Exchange {
  /** Empty when nothing was sent. */
  readonly requestHeaders: Readonly<Record<string, string>>;
  /** Null without an answer. */
  readonly responseHeaders: Readonly<Record<string, string>> | null;
  /** The first 2,000 characters; null without an answer. */
  readonly responseBody: string | null;
}

const MOST_HEADERS = 20;
const MOST_HEADER_CHARACTERS = 200;
const MOST_BODY_CHARACTERS = 2_000;
/** Enough for as many characters in UTF-8. */
export const KEPT_BODY_BYTES = MOST_BODY_CHARACTERS * 4;

export const REDACTED = '[redacted]';
const SECRET_HEADER =
  /cookie|authorization|token|secret|signature|password|credential|session|api-?key|(?:^|-)key$/i;
/** A parameter of a URL whose name says that its value is a secret, such as `?access_token=`. */
const SECRET_PARAMETER =
  /([?&][^=&#\s]*(?:token|secret|sig|key|pass|auth|credential|session)[^=&#\s]*=)[^&#\s<>"']*/gi;
/** Control characters but tab and line ends. PostgreSQL holds no NUL, and nobody can read the others. */
const UNREADABLE = /[^\P{Cc}\t\n\r]/gu;
const REPLACEMENT = '\uFFFD';

/** The headers that we sent. Of the signatures it keeps how many there were. */
export function keptRequestHeaders(sent: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(sent).map(([name, value]) => [
      name,
      name === 'webhook-signature' ? value.replaceAll(/v1,\S+/g, `v1,${REDACTED}`) : value,
    ]),
  );
}

export function keptResponseHeaders(
  received: Readonly<Record<string, string | readonly string[] | undefined>>,
): Record<string, string> {
  const kept = Object.entries(received).slice(0, MOST_HEADERS);
  return Object.fromEntries(kept.map(([name, value]) => [keptText(name), keptHeader(name, value)]));
}

function keptHeader(name: string, value: string | readonly string[] | undefined): string {
  if (SECRET_HEADER.test(name)) return REDACTED;
  const text = typeof value === 'string' ? value : (value ?? []).join(', ');
  return keptText(text.replaceAll(SECRET_PARAMETER, `$1${REDACTED}`));
}

function keptText(text: string): string {
  return readable(text.slice(0, MOST_HEADER_CHARACTERS));
}

/** What is not UTF-8 text becomes U+FFFD. */
export function keptBody(bytes: Uint8Array): string {
  const characters = Array.from(readable(new TextDecoder().decode(bytes)));
  return characters.slice(0, MOST_BODY_CHARACTERS).join('');
}

/** Text that a column can hold, whoever wrote it. */
export function readable(text: string): string {
  return text.toWellFormed().replaceAll(UNREADABLE, REPLACEMENT);
}
