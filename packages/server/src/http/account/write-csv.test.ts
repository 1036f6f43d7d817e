import fc from 'fast-check';
import { expect, test } from 'vitest';
import { writeCsv } from './write-csv.ts';

/** Reads RFC 4180 the slow way. */
function readCsv(text: string): string[][] {
  const records: string[][] = [];
  let rest = text;
  while (rest !== '') {
    const record: string[] = [];
    for (;;) {
      const [whole = '', quoted, plain = ''] = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))/.exec(rest) ?? [];
      record.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
      rest = rest.slice(whole.length);
      if (!rest.startsWith(',')) break;
      rest = rest.slice(1);
    }
    if (!rest.startsWith('\r\n')) throw new Error(`no line end before ${JSON.stringify(rest)}`);
    rest = rest.slice(2);
    records.push(record);
  }
  return records;
}

const text = fc.string({
  unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '"', ',', "'", 'a', 'ü'),
});

test('what is written is read back, and no cell begins as a formula does', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ one: text, two: fc.option(fc.nat()), three: text })), (rows) => {
      const [header, ...records] = readCsv(writeCsv(['one', 'two', 'three'], rows));
      expect(header).toEqual(['one', 'two', 'three']);
      expect(records).toHaveLength(rows.length);
      for (const [index, row] of rows.entries()) {
        const [one = '', two, three = ''] = records[index] ?? [];
        for (const [cell, value] of [
          [one, row.one],
          [three, row.three],
        ] as const) {
          expect(cell).not.toMatch(/^[=+\-@\t\r]/);
          expect([value, `'${value}`]).toContain(cell);
        }
        expect(two).toBe(row.two === null ? '' : String(row.two));
      }
    }),
  );
});
