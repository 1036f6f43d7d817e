import { expect, test } from 'vitest';
import { type Column, formatFacts, formatTable } from './format-table.ts';

interface Row {
  readonly id: string;
  readonly price: string;
  readonly prompt: string;
}

const COLUMNS: readonly Column<Row>[] = [
  { title: 'ID', text: ({ id }) => id },
  { title: 'PRICE', text: ({ price }) => price, align: 'right', colour: () => 'green' },
  { title: 'PROMPT', text: ({ prompt }) => prompt, mayShrink: true },
];
const ROWS = [
  { id: 'long-id', price: '$1', prompt: 'a\nred\tkite' },
  { id: 'x', price: '$10.0000', prompt: 'a panda plays guitar by a fire' },
];
const PLAIN = { columns: null, hasEscapes: false };

test('columns are aligned, each row is one line, and nothing hangs over', () => {
  expect(formatTable(COLUMNS, ROWS, PLAIN).split('\n')).toEqual([
    'ID          PRICE  PROMPT',
    'long-id        $1  a red kite',
    'x        $10.0000  a panda plays guitar by a fire',
  ]);
});

test('on a terminal the last column is shortened to fit, and ids never', () => {
  const lines = formatTable(COLUMNS, ROWS, { columns: 40, hasEscapes: false }).split('\n');
  expect(lines[2]).toBe('x        $10.0000  a panda plays guitar…');
  expect(lines[1]).toContain('long-id');
});

test('colours stand around the padded text, so that columns stay aligned', () => {
  expect(formatTable(COLUMNS, ROWS, { columns: null, hasEscapes: true })).toContain(
    'long-id  \u001b[32m      $1\u001b[0m  a red kite',
  );
});

test('facts are aligned, and those that are not there are left out', () => {
  expect(
    formatFacts([
      ['id', 'x'],
      ['video', null],
      ['prompt', 'a\u001b[2Jb'],
      ['note', ''],
    ]),
  ).toBe('id      x\nprompt  a[2Jb');
});
