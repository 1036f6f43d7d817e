import { expect, test } from 'vitest';
import { progressBoard } from './progress-board.ts';

/** What a terminal would show: it obeys the two sequences that the board uses. */
function terminal(options: { readonly isTTY: boolean; readonly columns?: number; readonly rows?: number }) {
  const lines: string[] = [''];
  let written = '';
  const write = (text: string): boolean => {
    written += text;
    // oxlint-disable-next-line no-control-regex -- they are what is looked for
    for (const [piece] of text.matchAll(/\u001b\[A|\r\u001b\[J|\n|[^\u001b\r\n]+/g)) {
      if (piece === '\u001b[A') lines.pop();
      else if (piece === '\n') lines.push('');
      else if (piece.startsWith('\r')) lines[lines.length - 1] = '';
      else lines[lines.length - 1] += piece;
    }
    return true;
  };
  const stream = { columns: 80, rows: 24, ...options, write } as unknown as NodeJS.WriteStream;
  return { board: progressBoard(stream), shown: () => lines.slice(0, -1), written: () => written };
}

const row = (percent: number, phase = 'rendering') => ({ phase, percent });

test('on a terminal a row is drawn over itself, and what others write stands above it', () => {
  const { board, shown, written } = terminal({ isTTY: true });
  board.update('a', row(0, 'queued'));
  board.update('a', { ...row(50), rest: 'about 3 s left' });
  expect(shown()).toEqual(['[###############...............]  50 %  rendering   about 3 s left']);
  const before = written().length;
  board.update('a', { ...row(50), rest: 'about 3 s left' });
  expect(written().length).toBe(before);
  board.remove('a', { keep: true });
  expect(shown()).toHaveLength(1);
});

test('several rows move together, and one that is done leaves or stays above', () => {
  const { board, shown } = terminal({ isTTY: true });
  board.update('a', { label: 'A', ...row(10) });
  board.update('b', { label: 'B', ...row(20) });
  board.update('a', { label: 'A', ...row(30) });
  expect(shown().map((line) => line.slice(0, 1))).toEqual(['A', 'B']);
  board.remove('b', { keep: true });
  expect(shown().map((line) => line.slice(0, 1))).toEqual(['B', 'A']);
  board.remove('a');
  expect(shown()).toEqual([expect.stringMatching(/^B .* 20 %/)]);
});

test('no line wraps, and no more lines are drawn than fit', () => {
  const { board, shown } = terminal({ isTTY: true, columns: 30, rows: 6 });
  for (let index = 0; index < 9; index++)
    board.update(String(index), { label: `generation number ${index}`, ...row(index) });
  expect(shown()).toHaveLength(4);
  expect(shown().at(-1)).toBe('... and 6 more');
  for (const line of shown()) expect(line.length).toBeLessThan(30);
});

test('elsewhere a row is a line for each phase and each tenth, without any escape sequence', () => {
  const { board, shown, written } = terminal({ isTTY: false });
  board.update('a', row(0, 'queued'));
  for (const percent of [0, 3, 9, 10, 12, 25, 26, 100]) board.update('a', row(percent));
  expect(shown().map((line) => line.slice(32).trim())).toEqual([
    '0 %  queued',
    '0 %  rendering',
    '10 %  rendering',
    '25 %  rendering',
    '100 %  rendering',
  ]);
  expect(written()).not.toContain('\u001b');
});
