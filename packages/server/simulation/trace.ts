import { createHash } from 'node:crypto';

/** What happened in a world, one step a line. Two runs of one seed have the same hash, or the world is not closed. */
export interface Trace {
  tell(at: number, who: string, what: string): void;
  /** The same for what only a reader wants to know; worked out, and kept, only when there is one. */
  explain(at: number, who: string, what: () => string): void;
  readonly lines: () => readonly string[];
  readonly hash: () => string;
}

export function createTrace(startedAt: number, hasReader: boolean): Trace {
  const told: string[] = [];
  const all: string[] = [];
  const write = (at: number, who: string, what: string): string =>
    `${((at - startedAt) / 1000).toFixed(3).padStart(9)}  ${who.padEnd(12)} ${what}`;
  return {
    tell(at, who, what) {
      const line = write(at, who, what);
      told.push(line);
      if (hasReader) all.push(line);
    },
    explain(at, who, what) {
      if (hasReader) all.push(write(at, who, what()));
    },
    lines: () => (hasReader ? all : told),
    hash: () => createHash('sha256').update(told.join('\n')).digest('hex').slice(0, 16),
  };
}
