/** The upstream's own books, which decide what was started and what is charged, whatever our database believes. */
import { z } from 'zod';
import { readAppendOnlyFile } from './append-only-file.ts';

const time = { at: z.number() };

const ledgerLine = z.discriminatedUnion('kind', [
  /** A start that it took. The key is not looked at: a second one is a second piece of work, and a second charge. */
  z.object({ kind: z.literal('taken'), task: z.string(), key: z.string(), request: z.number(), ...time }),
  /** A start that it did not take and never will. */
  z.object({ kind: z.literal('refused'), how: z.string(), key: z.string(), request: z.number(), ...time }),
  z.object({
    kind: z.literal('ended'),
    task: z.string(),
    how: z.enum(['succeed', 'fail', 'forgotten']),
    ...time,
  }),
  z.object({ kind: z.literal('cancelled'), task: z.string(), ...time }),
]);

export type LedgerLine = z.infer<typeof ledgerLine>;

export interface Task {
  readonly task: string;
  readonly key: string;
  /** The number of the request in the plan. */
  readonly request: number;
  readonly takenAt: number;
  end: 'succeed' | 'fail' | 'forgotten' | 'cancelled' | null;
  endedAt: number | null;
}

export interface UpstreamBooks {
  readonly lines: readonly LedgerLine[];
  /** Everything it took, in order. */
  readonly tasks: readonly Task[];
  /** Calls to start that it did not take. */
  readonly refusedStarts: number;
  /** The most that ran at once, and when. */
  readonly mostRunning: number;
  readonly mostRunningAt: number;
}

export function readUpstreamBooks(path: string): UpstreamBooks {
  const lines = readAppendOnlyFile(path).map((line) => ledgerLine.parse(line));
  const tasks = new Map<string, Task>();
  let running = 0;
  let mostRunning = 0;
  let mostRunningAt = 0;
  for (const line of lines) {
    if (line.kind === 'refused') continue;
    if (line.kind === 'taken') {
      const { task, key, request, at } = line;
      tasks.set(task, { task, key, request, takenAt: at, end: null, endedAt: null });
      running += 1;
      if (running > mostRunning) [mostRunning, mostRunningAt] = [running, line.at];
      continue;
    }
    const task = tasks.get(line.task);
    if (!task || task.end !== null) continue;
    task.end = line.kind === 'cancelled' ? 'cancelled' : line.how;
    task.endedAt = line.at;
    running -= 1;
  }
  return {
    lines,
    tasks: [...tasks.values()],
    refusedStarts: lines.filter(({ kind }) => kind === 'refused').length,
    mostRunning,
    mostRunningAt,
  };
}

/** What the upstream puts on its bill. */
export function isCharged(task: Task): boolean {
  return task.end === 'succeed';
}
