import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { writeBase64 } from './base64-stream.ts';

async function scratch(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'reelay-base64-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** Bytes that use every letter of the alphabet, `+` and `/` too. */
function someBytes(count: number): Buffer {
  return Buffer.from(
    Uint8Array.from({ length: count }, (_, index) => (index * 73 + (index >> 8) * 31) & 0xff),
  );
}

const SPELLINGS = {
  raw: (bytes) => bytes.toString('base64'),
  'URL-safe without padding': (bytes) => bytes.toString('base64url'),
  'without padding': (bytes) => bytes.toString('base64').replaceAll('=', ''),
  'a data: URI': (bytes) => `data:image/png;base64,${bytes.toString('base64')}`,
  'a data: URI with parameters, in capitals': (bytes) =>
    `DATA:image/png;charset=utf-8;BASE64,${bytes.toString('base64')}`,
  'with line breaks': (bytes) => bytes.toString('base64').replace(/.{76}/g, '$&\r\n'),
  'with white space around': (bytes) => `\n  ${bytes.toString('base64')}\t\n`,
} as const satisfies Record<string, (bytes: Buffer) => string>;

test.each(Object.entries(SPELLINGS))('%s base64 becomes the bytes it stands for', async (_name, spell) => {
  const path = join(await scratch(), 'file');
  // Across several slices, with every remainder.
  for (const count of [1, 2, 3, 300_000, 300_001, 300_002]) {
    const bytes = someBytes(count);
    expect(await writeBase64(spell(bytes), path, count)).toEqual({ kind: 'done', byteCount: count });
    expect((await readFile(path)).equals(bytes)).toBe(true);
  }
});

test('any bytes, broken into lines anywhere, come back', async () => {
  const path = join(await scratch(), 'file');
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 200 }), fc.nat(50), async (bytes, at) => {
      const text = Buffer.from(bytes).toString('base64');
      const broken = `${text.slice(0, at)} \n ${text.slice(at)}`;
      expect(await writeBase64(broken, path, 200)).toEqual({ kind: 'done', byteCount: bytes.length });
      expect((await readFile(path)).equals(bytes)).toBe(true);
    }),
    { numRuns: 50 },
  );
});

const REFUSED = [
  ['', 'It holds no data.'],
  [' \n', 'It holds no data.'],
  ['data:image/png;base64,', 'It holds no data.'],
  ['aGVs!G8=', 'Character 5 (!) does not belong in base64 there.'],
  ['data:image/png;base64,aGVs\nbG%3D', 'Character 30 (%) does not belong in base64 there.'],
  ['aGVsbG8\u0000', 'Character 8 (U+0000) does not belong in base64 there.'],
  ['aGVs\u{1f600}', 'Character 5 (U+1F600) does not belong in base64 there.'],
  ['aGVsbG8=aGVs', 'Character 9 (a) does not belong in base64 there.'],
  ['=', 'It holds no data.'],
  ['aGVsbA===', 'Character 9 (=) does not belong in base64 there.'],
  ['aGVsbG8==', 'Its padding is wrong: 7 characters and 2 "=" do not make a multiple of 4.'],
  ['aGVsb', 'It is cut off: 5 characters of base64 do not make whole bytes.'],
  [
    'data:image/png,aGVsbG8=',
    'It is a data: URI that is not in base64; write "data:image/png;base64," before the data.',
  ],
  ['data:image/png;base64;aGVsbG8=', 'It is a data: URI without a comma in its first 256 characters.'],
] as const;

test.each(REFUSED)('%j is refused with a sentence and leaves no file', async (text, why) => {
  const directory = await scratch();
  expect(await writeBase64(text, join(directory, 'file'), 100)).toEqual({ kind: 'refused', why });
  expect(await readdir(directory)).toEqual([]);
});

test('a field that decodes to more than is allowed is cut off, whatever its line breaks', async () => {
  const directory = await scratch();
  const text = someBytes(2_000_000).toString('base64').replace(/.{4}/g, '$&\n');
  expect(await writeBase64(text, join(directory, 'file'), 1_500_000)).toEqual({
    kind: 'refused',
    why: 'It decodes to more than the 1.5 MB allowed.',
  });
  expect(await readdir(directory)).toEqual([]);
});

test('a disk that cannot be written is not a refusal', async () => {
  await expect(writeBase64('aGVsbG8=', join(await scratch(), 'missing', 'file'), 100)).rejects.toThrow(
    'ENOENT',
  );
});
