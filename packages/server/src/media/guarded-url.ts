/** What a stranger's URL may look like, before any name is looked up. */

export type UrlCheck =
  | { readonly kind: 'url'; readonly url: URL }
  /** `why` is a sentence for whoever sent the URL. */
  | { readonly kind: 'refused'; readonly why: string };

/** Browsers and servers begin to disagree about longer ones. */
const MOST_CHARACTERS = 8_192;

/**
 * White space, control characters and the backslash mean different things to different parsers: WHATWG drops some and
 * turns others into slashes. No URL needs them unescaped.
 */
const AMBIGUOUS = /[\s\\\p{Cc}]/u;
const SCHEME = /^([a-z][a-z0-9+.-]{0,30}):/i;
/** `http:host`, `http:/host` and `http:///host` are the same URL to a browser and three others to the rest. */
const ABSOLUTE = /^https?:\/\/[^/?#]/i;
const CREDENTIALS = /^(?:[a-z][a-z0-9+.-]*:)?\/\/[^/?#]*@/i;

/** Reads an absolute http or https URL. Says nothing about where its host leads. */
export function readUrl(text: string): UrlCheck {
  const odd = oddity(text);
  if (odd !== null) return refused(odd);
  const scheme = SCHEME.exec(text)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https') return refused(schemeSentence(scheme));
  const url = ABSOLUTE.test(text) ? URL.parse(text) : null;
  return url ? { kind: 'url', url } : refused('It is not an absolute https or http URL.');
}

/** Reads the `Location` of a redirect, relative or not. From https it leads to https only. */
export function readLocation(from: URL, location: string): UrlCheck {
  const odd = oddity(location);
  const url = odd === null ? URL.parse(location, from.href) : null;
  if (url === null || url.hostname === '') return refused('It redirects to something that is not a URL.');
  const scheme = url.protocol.slice(0, -1);
  if (scheme !== 'http' && scheme !== 'https')
    return refused(`It redirects elsewhere: ${schemeSentence(scheme)}`);
  if (from.protocol === 'https:' && scheme === 'http')
    return refused('It redirects from https to http; only https to https is allowed.');
  return { kind: 'url', url };
}

function oddity(text: string): string | null {
  if (text.length > MOST_CHARACTERS)
    return `It has ${text.length} characters; at most ${MOST_CHARACTERS} are allowed.`;
  if (AMBIGUOUS.test(text))
    return 'It holds a space, a control character or a backslash; write them as %20 and so on.';
  if (CREDENTIALS.test(text)) return 'It holds a user name or password; none is allowed in a URL.';
  return null;
}

function schemeSentence(scheme: string): string {
  return `The scheme is ${scheme}; only https and http are allowed.`;
}

function refused(why: string): UrlCheck {
  return { kind: 'refused', why };
}
