import { type Colour, type Look, paint } from './look.ts';
import { plainText } from './plain-text.ts';

export interface Column<Row> {
  readonly title: string;
  readonly text: (row: Row) => string;
  readonly align?: 'right';
  readonly colour?: (row: Row) => Colour | null;
  /** Shortened so that the line fits the terminal; only for the last column. */
  readonly mayShrink?: boolean;
}

const GAP = '  ';
const LEAST_SHRUNK = 12;

/** Rows under their titles, aligned, without a line end. Only text that was cleaned gets in. */
export function formatTable<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  look: Pick<Look, 'columns' | 'hasEscapes'>,
): string {
  const cells = rows.map((row) => columns.map(({ text }) => plainText(text(row))));
  const widths = columns.map(({ title }, index) =>
    Math.max(widthOf(title), ...cells.map((line) => widthOf(line[index] ?? ''))),
  );
  const lineOf = (texts: readonly string[], row: Row | null): string =>
    columns
      .map((column, index) => {
        const isLast = index === columns.length - 1;
        const before = widths.slice(0, index).reduce((sum, width) => sum + width + GAP.length, 0);
        const text = texts[index] ?? '';
        const shown = column.mayShrink ? shrink(text, look.columns, before) : text;
        const padded = pad(
          shown,
          isLast && column.align === undefined ? 0 : (widths[index] ?? 0),
          column.align,
        );
        return paint(padded, row === null ? null : (column.colour?.(row) ?? null), look);
      })
      .join(GAP)
      .trimEnd();
  const titles = lineOf(
    columns.map(({ title }) => title),
    null,
  );
  return [titles, ...rows.map((row, index) => lineOf(cells[index] ?? [], row))].join('\n');
}

/** Names and what they are, one a line, for a single thing. Those without a value are left out. */
export function formatFacts(facts: readonly (readonly [string, string | null | undefined])[]): string {
  const told = facts.flatMap(([name, value]) =>
    value === null || value === undefined || value === '' ? [] : [[name, plainText(value)] as const],
  );
  const width = Math.max(...told.map(([name]) => name.length));
  return told.map(([name, value]) => `${name.padEnd(width)}${GAP}${value}`).join('\n');
}

function shrink(text: string, columns: number | null, before: number): string {
  if (columns === null) return text;
  const room = Math.max(LEAST_SHRUNK, columns - before);
  const characters = Array.from(text);
  return characters.length <= room
    ? text
    : `${characters
        .slice(0, room - 1)
        .join('')
        .trimEnd()}…`;
}

function pad(text: string, width: number, align: 'right' | undefined): string {
  const missing = ' '.repeat(Math.max(0, width - widthOf(text)));
  return align === 'right' ? missing + text : text + missing;
}

/** In code points: what stands in the columns before the last has no wide characters. */
function widthOf(text: string): number {
  return Array.from(text).length;
}
