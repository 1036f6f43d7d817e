/**
 * A model vendor that charges for every start it takes, whatever its key, and whose replies cannot be relied upon. Its
 * books are on the disk before it answers; everything else follows from them and the seed, so it may be killed at any time.
 */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { FailureReason } from '../src/kernel/failures.ts';
import { openAppendOnlyFile } from './append-only-file.ts';
import { START_FAULTS, startFateOf, workFateOf, type StartFate, type WorkFate } from './fate.ts';
import { readUpstreamBooks, type LedgerLine, type Task } from './upstream-ledger.ts';

export const UPSTREAM_LEDGER = 'upstream-ledger.jsonl';

export type TaskStatus =
  | { readonly state: 'pending'; readonly progress: number }
  | { readonly state: 'succeeded' }
  | { readonly state: 'failed'; readonly reason: FailureReason }
  | { readonly state: 'forgotten' };

export interface Upstream {
  /** Answers the task, or null when the work was not taken and never will be, and what shall happen to the reply. */
  start(key: string, request: number): Promise<{ readonly task: string | null; readonly fate: StartFate }>;
  /** `unknown`: for a while after a start nobody can tell. `absent`: no start with this key was taken. */
  find(key: string): { readonly task: string } | 'absent' | 'unknown';
  /** Null for a task that it never had. */
  status(task: string): TaskStatus | null;
  /** False when it had ended before; such work may have been charged for. */
  cancel(task: string): boolean;
}

export function openUpstream(directory: string, seed: number, isCalm: () => boolean): Upstream {
  const path = join(directory, UPSTREAM_LEDGER);
  const books = readUpstreamBooks(path);
  const file = openAppendOnlyFile<LedgerLine>(path);
  const works = new Map<string, Work>();
  const calls = new Map<number, number>();
  const takings = new Map<number, number>();
  let tasks = books.tasks.length;

  const follow = (task: Task): void => {
    const taking = count(takings, task.request);
    const work = { ...task, fate: workFateOf(seed, task.request, taking) };
    works.set(task.task, work);
    if (work.end === null && work.fate.end !== 'never')
      setTimeout(() => end(work), Math.max(0, work.takenAt + work.fate.workMilliseconds - Date.now()));
  };
  const end = (work: Work): void => {
    if (work.end !== null || work.fate.end === 'never') return;
    const line = { kind: 'ended', task: work.task, how: work.fate.end, at: Date.now() } as const;
    file.append(line);
    Object.assign(work, { end: line.how, endedAt: line.at });
  };

  for (const line of books.lines)
    if (line.kind === 'taken' || line.kind === 'refused') count(calls, line.request);
  for (const task of books.tasks) follow(task);

  return {
    async start(key, request) {
      const call = count(calls, request);
      const fate = isCalm() ? CALM : startFateOf(seed, request, call);
      await pause(fate.thinkMilliseconds);
      if (!START_FAULTS[fate.fault].taken) {
        file.append({ kind: 'refused', how: fate.fault, key, request, at: Date.now() });
        return { task: null, fate };
      }
      tasks += 1;
      const task = `task-${tasks}`;
      const takenAt = Date.now();
      file.append({ kind: 'taken', task, key, request, at: takenAt });
      follow({ task, key, request, takenAt, end: null, endedAt: null });
      return { task, fate };
    },
    find: (key) => find(works, key, isCalm()),
    status: (task) => statusOf(works.get(task)),
    cancel(task) {
      const work = works.get(task);
      if (!work || work.end !== null) return false;
      const at = Date.now();
      file.append({ kind: 'cancelled', task, at });
      Object.assign(work, { end: 'cancelled', endedAt: at });
      return true;
    },
  };
}

const CALM: StartFate = { fault: 'none', thinkMilliseconds: 2 };

interface Work extends Task {
  readonly fate: WorkFate;
}

/** The first work of this key: a caller that has made a second does not know of it. */
function find(works: ReadonlyMap<string, Work>, key: string, isCalm: boolean): ReturnType<Upstream['find']> {
  const work = [...works.values()].find((one) => one.key === key);
  if (!work) return 'absent';
  const isHidden = !isCalm && Date.now() < work.takenAt + work.fate.hiddenMilliseconds;
  return isHidden ? 'unknown' : { task: work.task };
}

function statusOf(work: Work | undefined): TaskStatus | null {
  if (!work) return null;
  if (work.end === null) return { state: 'pending', progress: progressOf(work) };
  if (work.end === 'succeed') return { state: 'succeeded' };
  if (work.end === 'forgotten') return { state: 'forgotten' };
  return { state: 'failed', reason: work.end === 'cancelled' ? 'CANCELLED' : work.fate.reason };
}

function progressOf({ takenAt, fate }: Work): number {
  return Math.min(99, Math.floor(((Date.now() - takenAt) / fate.workMilliseconds) * 100));
}

/** How often `name` was counted before. */
function count(counts: Map<number, number>, name: number): number {
  const before = counts.get(name) ?? 0;
  counts.set(name, before + 1);
  return before;
}
