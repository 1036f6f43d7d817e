import fc from 'fast-check';
import { expect, test } from 'vitest';
import { multipartForm } from './multipart-form.ts';

async function read(form: Blob): Promise<File> {
  const file = (await new Response(form).formData()).get('file');
  if (!(file instanceof File)) throw new Error('there is no file');
  return file;
}

test('a form holds the file, whatever its bytes and its name', async () => {
  const name = fc.oneof(
    fc.string(),
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('"', 'a\r\nb: c', '--x--'),
  );
  await fc.assert(
    fc.asyncProperty(fc.uint8Array(), name, async (bytes, said) => {
      fc.pre(!said.includes('%') && said.isWellFormed());
      const file = await read(multipartForm(new Blob([new Uint8Array(bytes)], { type: 'image/png' }), said));
      expect(new Uint8Array(await file.arrayBuffer())).toEqual(bytes);
      expect(file.type).toBe('image/png');
      expect(file.name).toBe(said);
    }),
  );
});

test('two forms have different boundaries', () => {
  expect(multipartForm(new Blob([]), 'x').type).not.toBe(multipartForm(new Blob([]), 'x').type);
});
