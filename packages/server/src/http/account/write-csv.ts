/** A spreadsheet takes a cell that begins so for a formula, and a formula may send its sheet away. */
const FORMULA_STARTS = /^[=+\-@\t\r]/;

/** RFC 4180: a header line, CRLF after every line, quotes where they are needed. Texts that could be formulas begin with '. */
export function writeCsv<Name extends string>(
  names: readonly Name[],
  rows: readonly Readonly<Record<Name, string | number | null>>[],
): string {
  const lines = [names.join(','), ...rows.map((row) => names.map((name) => cell(row[name])).join(','))];
  return lines.map((line) => `${line}\r\n`).join('');
}

function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = FORMULA_STARTS.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
