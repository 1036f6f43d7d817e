import type { Session } from './session.ts';
import { type Column, formatTable } from '../terminal/format-table.ts';

/** A list as a table, or with `--json` as one array. */
export function printList<Row>(
  session: Session,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  words: {
    /** Said when there is nothing to show. */
    readonly empty: string;
    readonly hasMore?: boolean;
  },
): void {
  if (session.isJson) session.printJson(rows);
  else if (rows.length > 0) session.print(formatTable(columns, rows, session.look));
  if (rows.length === 0) session.note(words.empty);
  else if (words.hasMore) session.note(`There are more: show them with --limit ${rows.length * 5}.`);
}
