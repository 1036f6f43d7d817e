/** Files of lines, compressed, that are written and read as streams: a table may be larger than the memory. */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';

/** Only for whoever made it: there are secrets in it. */
const PRIVATE = 0o600;

export interface WrittenLines {
  readonly lineCount: number;
  /** Of the file as it lies there. */
  readonly sha256: string;
}

export async function writeLines(path: string, lines: AsyncIterable<string>): Promise<WrittenLines> {
  const hash = createHash('sha256');
  let lineCount = 0;
  async function* counted(): AsyncGenerator<string, void, undefined> {
    for await (const line of lines) {
      lineCount += 1;
      yield `${line}\n`;
    }
  }
  const hashed = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  await pipeline(
    Readable.from(counted()),
    createGzip({ level: 4 }),
    hashed,
    createWriteStream(path, { flags: 'wx', mode: PRIVATE, flush: true }),
  );
  return { lineCount, sha256: hash.digest('hex') };
}

/** Only a line feed ends a line: what else Unicode calls the end of one may stand in a row. */
export async function* readLines(path: string): AsyncGenerator<string, void, undefined> {
  const packed = createReadStream(path);
  const unpacked = createGunzip().setEncoding('utf8');
  packed.once('error', (error) => unpacked.destroy(error));
  packed.pipe(unpacked);
  let rest = '';
  for await (const text of unpacked as AsyncIterable<string>) {
    const lines = `${rest}${text}`.split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

/** Groups of at most `mostLines` lines, or so many that they have about `mostCharacters`. */
export async function* inGroups(
  lines: AsyncIterable<string>,
  mostLines: number,
  mostCharacters: number,
): AsyncGenerator<readonly string[], void, undefined> {
  let group: string[] = [];
  let characters = 0;
  for await (const line of lines) {
    group.push(line);
    characters += line.length;
    if (group.length < mostLines && characters < mostCharacters) continue;
    yield group;
    group = [];
    characters = 0;
  }
  if (group.length > 0) yield group;
}
