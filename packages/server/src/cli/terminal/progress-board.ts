import { lookOf, type Look } from './look.ts';

/** How far one thing is. */
export interface ProgressRow {
  /** What it is about; left out when it is clear. */
  readonly label?: string;
  readonly phase: string;
  /** 0 to 100; null when nobody can tell. */
  readonly percent: number | null;
  /** Place in the queue, time left. */
  readonly rest?: string;
}

/**
 * Rows that are drawn over themselves on a terminal, and below which nothing else may be written meanwhile. Elsewhere, in
 * logs and CI, a row is a line whenever its phase changes or another tenth is done.
 */
export interface ProgressBoard {
  /** Shows a row, or changes the one with the same key. */
  update(key: string, row: ProgressRow): void;
  /** Takes a row away. On a terminal its last state stays when `keep` is said. */
  remove(key: string, options?: { readonly keep: boolean }): void;
  /** Lets others write: takes the rows off the screen, and draws them again below. */
  around(write: () => void): void;
  /** Leaves what is shown where it is. */
  end(): void;
}

/** Beside a label there is less room. */
const BAR_WIDTHS = { alone: 30, labelled: 12 } as const;
const UP = '\u001b[A';
const CLEAR_BELOW = '\r\u001b[J';

export function progressBoard(stream: NodeJS.WriteStream): ProgressBoard {
  return lookOf(stream).hasEscapes ? drawnBoard(stream) : printedBoard(stream);
}

function drawnBoard(stream: NodeJS.WriteStream): ProgressBoard {
  const rows = new Map<string, string>();
  let drawn = 0;
  const erased = (): string => (drawn === 0 ? '' : `${UP.repeat(drawn)}${CLEAR_BELOW}`);
  const draw = (above = ''): void => {
    const lines = visibleLines(rows, lookOf(stream));
    stream.write(`${erased()}${above}${lines.map((line) => `${line}\n`).join('')}`);
    drawn = lines.length;
  };
  return {
    update(key, row) {
      const line = describeRow(row);
      if (rows.get(key) === line) return;
      rows.set(key, line);
      draw();
    },
    remove(key, { keep } = { keep: false }) {
      const line = rows.get(key);
      if (line === undefined) return;
      rows.delete(key);
      draw(keep ? `${line}\n` : '');
    },
    around(write) {
      stream.write(erased());
      drawn = 0;
      write();
      if (rows.size > 0) draw();
    },
    end() {
      rows.clear();
      drawn = 0;
    },
  };
}

/** A line that wraps, or more lines than the screen has, could not be drawn over. */
function visibleLines(rows: ReadonlyMap<string, string>, { columns, rows: height }: Look): readonly string[] {
  const lines = [...rows.values()].map((line) => line.slice(0, (columns ?? 80) - 1));
  const most = Math.max(1, height - 2);
  return lines.length <= most
    ? lines
    : [...lines.slice(0, most - 1), `... and ${lines.length - most + 1} more`];
}

function printedBoard(stream: NodeJS.WriteStream): ProgressBoard {
  const printed = new Map<string, string>();
  return {
    update(key, row) {
      const step = `${row.phase} ${Math.floor((row.percent ?? 0) / 10)}`;
      if (printed.get(key) === step) return;
      printed.set(key, step);
      stream.write(`${describeRow(row)}\n`);
    },
    remove(key) {
      printed.delete(key);
    },
    around: (write) => write(),
    end: () => printed.clear(),
  };
}

function describeRow({ label, phase, percent, rest }: ProgressRow): string {
  const about = label === undefined ? '' : `${label}  `;
  const width = label === undefined ? BAR_WIDTHS.alone : BAR_WIDTHS.labelled;
  const share =
    percent === null ? '' : `${bar(percent, width)} ${String(Math.floor(percent)).padStart(3)} %  `;
  return `${about}${share}${phase.padEnd(12)}${rest ?? ''}`.trimEnd();
}

function bar(percent: number, width: number): string {
  const filled = Math.round((width * percent) / 100);
  return `[${'#'.repeat(filled)}${'.'.repeat(width - filled)}]`;
}
