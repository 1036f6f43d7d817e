/** Of long answers only the beginning is kept. */
const MOST_CHARACTERS = 500;
/** Shorter ones would blank out ordinary words. */
const LEAST_SECRET_LENGTH = 6;
/** A reply of megabytes is not searched for what looks like a key: only what may be kept is, and some more. */
const MOST_SEARCHED_CHARACTERS = 4_000;

/** Makes a function that takes secrets out of whatever is logged, stored or told. Anything that looks like a key goes too. */
export function createRedact(secrets: readonly string[]): (text: string) => string {
  // The longest first: of one that begins with another the rest would stay.
  const known = secrets
    .filter((secret) => secret.length >= LEAST_SECRET_LENGTH)
    .toSorted((a, b) => b.length - a.length);
  return (text) => {
    let clean = text;
    for (const secret of known) clean = clean.replaceAll(secret, '[secret]');
    clean = clean
      .slice(0, MOST_SEARCHED_CHARACTERS)
      .replaceAll(/\b(bearer|key|token)\s+[\w.~+/=-]{12,}/gi, '$1 [secret]')
      // Tokens (JWT), which are made anew and so are in no list.
      .replaceAll(/\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}/g, '[secret]')
      .replaceAll(
        /([?&][^=&\s]{0,40}(?:key|token|secret|signature|sig)[^=&\s]{0,40}=)[^&\s"']+/gi,
        '$1[secret]',
      );
    return clean.length > MOST_CHARACTERS ? `${clean.slice(0, MOST_CHARACTERS - 1)}…` : clean;
  };
}
