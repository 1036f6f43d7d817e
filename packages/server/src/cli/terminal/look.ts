/** https://no-color.org: any value that is not empty counts. */
function isPlain(): boolean {
  return (process.env['NO_COLOR'] ?? '') !== '' || process.env['TERM'] === 'dumb';
}

type Stream = Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'rows'>;

/** What may be written to a stream: escape sequences only to a terminal whose owner has not asked for none. */
export interface Look {
  readonly isTerminal: boolean;
  /** Colours, and lines that are drawn over themselves. */
  readonly hasEscapes: boolean;
  /** Null where lines may have any length. */
  readonly columns: number | null;
  readonly rows: number;
}

export function lookOf(stream: Stream): Look {
  const isTerminal = stream.isTTY;
  return {
    isTerminal,
    hasEscapes: isTerminal && !isPlain(),
    columns: isTerminal ? stream.columns || 80 : null,
    rows: isTerminal ? stream.rows || 24 : Number.POSITIVE_INFINITY,
  };
}

const COLOURS = { red: 31, green: 32, yellow: 33, grey: 90 } as const;
export type Colour = keyof typeof COLOURS;

export function paint(text: string, colour: Colour | null, { hasEscapes }: Pick<Look, 'hasEscapes'>): string {
  return hasEscapes && colour !== null ? `\u001b[${COLOURS[colour]}m${text}\u001b[0m` : text;
}
