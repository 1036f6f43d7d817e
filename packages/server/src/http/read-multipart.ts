/**
 * Reads `multipart/form-data` (RFC 7578) as it arrives: a part is told by its header, then by its bytes, piece by piece, so
 * that nothing but a header and a few bytes at the edge of a chunk is ever kept. `@remix-run/multipart-parser` and
 * undici hold every part whole.
 */
import { AppError } from '../kernel/errors.ts';

/** A part begins, or more bytes of the part that began last. */
export type MultipartEvent =
  | { readonly kind: 'part'; readonly name: string; /** As sent. */ readonly fileName: string | null }
  | { readonly kind: 'bytes'; readonly bytes: Buffer };

const MOST_HEADER_BYTES = 8_192;
const MOST_PARTS = 20;
const LINE = Buffer.from('\r\n');
const HEADER_END = Buffer.from('\r\n\r\n');

/** The `boundary` of a Content-Type, or a refusal with 400. */
export function boundaryOf(contentType: string): string {
  const match = /;\s*boundary=(?:"([^"\r\n]{1,70})"|([^\s";,]{1,70}))\s*(?:;|$)/i.exec(contentType);
  const boundary = match?.[1] ?? match?.[2];
  if (boundary !== undefined) return boundary;
  throw malformed(
    'Its Content-Type names no boundary; leave the Content-Type to the program that makes the form.',
  );
}

/** Throws BAD_REQUEST on what is no form, breaks off before its end, or has more than 20 parts. */
export async function* readMultipart(
  chunks: AsyncIterable<Uint8Array>,
  boundary: string,
): AsyncGenerator<MultipartEvent, void, undefined> {
  const reader = createReader(boundary);
  for await (const chunk of chunks) yield* reader.read(chunk);
  if (!reader.hasEnded()) throw malformed('It breaks off before its last boundary.');
}

/** Where the reader stands: before the first boundary, in the lines after one, in a part, or behind the last one. */
type Stand = 'preamble' | 'header' | 'content' | 'end';

function createReader(boundary: string) {
  const delimiter = Buffer.from(`\r\n--${boundary}`, 'latin1');
  let stand: Stand = 'preamble';
  // The first boundary needs no line before it: this is that line.
  let rest: Buffer = LINE;
  let partCount = 0;

  /** Everything up to the next boundary, or as far as it is certain that none has begun; null when that is nothing. */
  function takeContent(): Buffer | null {
    const at = rest.indexOf(delimiter);
    const end = at === -1 ? Math.max(0, rest.length - delimiter.length + 1) : at;
    const content = rest.subarray(0, end);
    rest = rest.subarray(at === -1 ? end : at + delimiter.length);
    if (at !== -1) stand = 'header';
    return content.length > 0 ? content : null;
  }

  /** What stands after a boundary; null when more has to come. */
  function takeHeader(): MultipartEvent | 'end' | null {
    if (rest.length >= 2 && rest.toString('latin1', 0, 2) === '--') return 'end';
    const at = rest.indexOf(HEADER_END);
    if ((at === -1 ? rest.length : at) > MOST_HEADER_BYTES)
      throw malformed(`The header of a part is longer than ${MOST_HEADER_BYTES} bytes.`);
    if (at === -1) return null;
    partCount += 1;
    if (partCount > MOST_PARTS) throw malformed(`It has more than ${MOST_PARTS} parts.`);
    const header = rest.toString('utf8', 0, at);
    rest = rest.subarray(at + HEADER_END.length);
    stand = 'content';
    return readPartHeader(header);
  }

  function* read(chunk: Uint8Array): Generator<MultipartEvent, void, undefined> {
    if (stand === 'end') return;
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      if (stand === 'header') {
        const header = takeHeader();
        if (header === null) return;
        if (header === 'end') {
          stand = 'end';
          rest = Buffer.alloc(0);
          return;
        }
        yield header;
      }
      const isPart = stand === 'content';
      const bytes = takeContent();
      if (isPart && bytes !== null) yield { kind: 'bytes', bytes };
      if (stand !== 'header') return;
    }
  }

  return { read, hasEnded: () => stand === 'end' };
}

/** `block`: the rest of the boundary's line, which is blank, and the header lines after it. */
function readPartHeader(block: string): MultipartEvent {
  const [blank = '', ...lines] = block.split('\r\n');
  if (blank.trim() !== '') throw malformed('A boundary is followed by something else on its line.');
  const disposition = lines.find((line) => /^content-disposition\s*:/i.test(line)) ?? '';
  const parameters = readParameters(disposition);
  const name = parameters.get('name');
  if (name === undefined || !/^[\w-]+\s*:\s*form-data\s*(;|$)/i.test(disposition))
    throw malformed('A part has no header Content-Disposition: form-data; name="...".');
  return { kind: 'part', name, fileName: readFileName(parameters) };
}

function readParameters(header: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [, name = '', quoted, bare = ''] of header.matchAll(
    /;\s*([\w-]+\*?)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;"]*))/g,
  ))
    found.set(name.toLowerCase(), quoted === undefined ? bare.trim() : unescapeQuoted(quoted));
  return found;
}

/** Browsers write `%22` for a quote and curl `\"`; a backslash before anything else is part of a name. */
function unescapeQuoted(text: string): string {
  return text.replaceAll(/\\(["\\])/g, '$1').replaceAll('%22', '"');
}

/** RFC 7578 forbids `filename*`, and some clients send it all the same. */
function readFileName(parameters: ReadonlyMap<string, string>): string | null {
  const encoded = /^utf-8'[^']*'(.*)$/i.exec(parameters.get('filename*') ?? '')?.[1];
  if (encoded !== undefined)
    try {
      return decodeURIComponent(encoded);
    } catch {
      // Then the plain one has to do.
    }
  return parameters.get('filename') ?? null;
}

function malformed(what: string): AppError {
  return new AppError('BAD_REQUEST', { detail: `The body is not a multipart/form-data form. ${what}` });
}
