import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { boundaryOf, readMultipart } from './read-multipart.ts';

interface Part {
  readonly name: string;
  readonly fileName: string | null;
  readonly bytes: Buffer;
}

const BOUNDARY = '----WebKitFormBoundaryX';

function form(parts: readonly Part[], boundary = BOUNDARY): Buffer {
  const pieces = parts.flatMap(({ name, fileName, bytes }) => [
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${fileName === null ? '' : `; filename="${fileName}"`}\r\nContent-Type: image/png\r\n\r\n`,
    bytes,
    '\r\n',
  ]);
  return Buffer.concat([...pieces, `--${boundary}--\r\n`].map((piece) => Buffer.from(piece)));
}

async function* cut(bytes: Buffer, ...at: readonly number[]) {
  let start = 0;
  for (const end of [...at, bytes.length].map((place) => Math.min(place, bytes.length))) {
    if (end > start) yield bytes.subarray(start, end);
    start = Math.max(start, end);
  }
}

async function read(chunks: AsyncIterable<Uint8Array>, boundary = BOUNDARY): Promise<Part[]> {
  const parts: { name: string; fileName: string | null; bytes: Buffer }[] = [];
  for await (const event of readMultipart(chunks, boundary))
    if (event.kind === 'part') parts.push({ ...event, bytes: Buffer.alloc(0) });
    else {
      const last = parts.at(-1) ?? expect.fail('bytes before a part');
      last.bytes = Buffer.concat([last.bytes, event.bytes]);
    }
  return parts.map(({ name, fileName, bytes }) => ({ name, fileName, bytes }));
}

const text = (body: string) => read(cut(Buffer.from(body.replaceAll('\n', '\r\n'))));
const refusal = async (body: string): Promise<string> =>
  text(body).then(
    () => expect.fail('was read'),
    (error: Error) => error.message,
  );

test('a form is read the same wherever its bytes are cut, also when they are full of things like boundaries', async () => {
  const bytes = fc
    .array(
      fc.oneof(
        fc.uint8Array({ maxLength: 40 }),
        fc.constantFrom('\r', '\r\n', '\r\n--', '--', `\r\n--${BOUNDARY.slice(0, -1)}`, `--${BOUNDARY}`),
      ),
      { maxLength: 8 },
    )
    .map((pieces) => Buffer.concat(pieces.map((piece) => Buffer.from(piece))));
  const part = fc.record({
    name: fc.constantFrom('file', 'purpose', ''),
    fileName: fc.constantFrom(null, 'a.png', 'ünï.png', ''),
    bytes,
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(part, { minLength: 1, maxLength: 4 }),
      fc.array(fc.nat(600), { maxLength: 60 }).map((places) => places.toSorted((a, b) => a - b)),
      async (parts, places) => {
        // A boundary inside would be one.
        fc.pre(parts.every((one) => !one.bytes.includes(`\r\n--${BOUNDARY}`)));
        expect(await read(cut(form(parts), ...places))).toEqual(parts);
      },
    ),
    { numRuns: 400 },
  );
});

test('one byte at a time is enough', async () => {
  const parts = [{ name: 'file', fileName: 'a.png', bytes: Buffer.from('\r\n-\r\n--\r\n---') }];
  const body = form(parts);
  expect(await read(cut(body, ...body.keys()))).toEqual(parts);
});

test('what stands before the first boundary and behind the last is left out', async () => {
  const parts = [{ name: 'file', fileName: null, bytes: Buffer.from('x') }];
  const body = Buffer.concat([Buffer.from('before\r\n'), form(parts), Buffer.from('behind --' + BOUNDARY)]);
  expect(await read(cut(body, 3, 30))).toEqual(parts);
});

const nameIn = async (disposition: string) =>
  (await text(`--${BOUNDARY}\nContent-Disposition: ${disposition}\n\nx\n--${BOUNDARY}--`)).map(
    ({ name, fileName }) => [name, fileName],
  );

describe('names', () => {
  test.each([
    ['form-data; name="file"; filename="my \\"best\\" clip.mp4"', 'my "best" clip.mp4'],
    ['form-data; name="file"; filename="my %22best%22 clip.mp4"', 'my "best" clip.mp4'],
    ['form-data; name=file; filename=clip.mp4', 'clip.mp4'],
    ['form-data; filename="a; name=b.mp4"; name="file"', 'a; name=b.mp4'],
    ['form-data; name="file"; filename="x"; filename*=UTF-8\'\'%E2%82%AC.mp4', '€.mp4'],
    ['form-data; name="file"; filename="x"; filename*=UTF-8\'\'%E2%82', 'x'],
    ['FORM-DATA; NAME="file"', null],
  ])('%s', async (disposition, fileName) => {
    expect(await nameIn(disposition)).toEqual([['file', fileName]]);
  });
});

describe('refused', () => {
  test('a form that breaks off', async () => {
    const body = form([{ name: 'file', fileName: null, bytes: Buffer.alloc(100) }]);
    for (const end of [0, 10, 100, 150, body.length - 5])
      await expect(read(cut(body.subarray(0, end)))).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });

  test('parts without end, without a name, or with endless headers', async () => {
    const part = `--${BOUNDARY}\nContent-Disposition: form-data; name="a"\n\nx\n`;
    expect(await refusal(`${part.repeat(21)}--${BOUNDARY}--`)).toContain('more than 20 parts');
    expect(await refusal(`--${BOUNDARY}\nContent-Type: image/png\n\nx\n--${BOUNDARY}--`)).toContain('name=');
    expect(await refusal(`--${BOUNDARY}\nX: ${'y'.repeat(9000)}`)).toContain('8192 bytes');
    expect(await refusal(`--${BOUNDARY}junk\n\nx\n--${BOUNDARY}--`)).toContain('boundary');
  });

  test('a content type without a boundary', () => {
    expect(boundaryOf('multipart/form-data; boundary=abc')).toBe('abc');
    expect(boundaryOf('multipart/form-data; charset=utf-8; boundary="a b:c"; x=y')).toBe('a b:c');
    for (const type of [
      'multipart/form-data',
      'multipart/form-data; boundary=',
      `multipart/form-data; boundary=${'a'.repeat(71)}`,
    ])
      expect(() => boundaryOf(type)).toThrow('boundary');
  });
});
