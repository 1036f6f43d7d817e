/** What an entry of the history means. */
import { z } from 'zod';
import { FAILURES } from '../../kernel/failures.ts';
import type { EngineStatus } from '../engine.ts';
import type { Upstream } from '../http.ts';
import type { ComfyuiOperation } from './operation.ts';
import { filesOf, type HistoryEntry, type SavedFile } from './wire.ts';

const VIDEO_ENDING = /\.(?:mp4|webm|mkv|mov)$/i;

/** Older versions tell no status: what is in their history has been made. */
const MADE = 'success';
const WORDS: ReadonlySet<string> = new Set([MADE, 'error']);

export interface Reading extends Pick<Upstream, 'redact'> {
  readonly baseUrl: string;
}

export function wordOf({ status }: HistoryEntry): string {
  return status?.status_str ?? MADE;
}

export function isKnownWord(word: string): boolean {
  return WORDS.has(word);
}

export function endOf(operation: ComfyuiOperation, entry: HistoryEntry, reading: Reading): EngineStatus {
  const word = wordOf(entry);
  if (word === MADE) return madeOf(operation, entry, reading);
  if (word === 'error') return failedOf(operation, entry, reading);
  return { state: 'pending', progress: 0 };
}

function madeOf({ promptId }: ComfyuiOperation, entry: HistoryEntry, { baseUrl }: Reading): EngineStatus {
  // What is loaded and previewed is in the list too, with another type.
  const saved = filesOf(entry).find(({ type, filename }) => type === 'output' && VIDEO_ENDING.test(filename));
  if (!saved)
    return {
      state: 'failed',
      reason: 'TASK_FAILED',
      trouble: 'result_lost',
      detail: FAILURES.TASK_FAILED.sentence,
      note: `ComfyUI prompt ${promptId} has saved no video: its workflow needs a node such as SaveVideo.`,
    };
  const { mark } = entry.prompt;
  return {
    state: 'succeeded',
    outputs: [
      {
        kind: 'remote_video',
        url: addressOf(saved, baseUrl),
        via: 'engine',
        ...(mark ? { keepSeconds: mark.keepSeconds } : {}),
      },
    ],
    report: { upstream: 'comfyui', promptId, file: saved.filename },
  };
}

function addressOf({ filename, subfolder, type }: SavedFile, baseUrl: string): string {
  const query = new URLSearchParams({ filename, subfolder, type });
  return `${baseUrl.replace(/\/+$/, '')}/view?${query.toString()}`;
}

const ExecutionError = z.object({
  node_type: z.string().catch('?'),
  exception_type: z.string().catch('?'),
  exception_message: z.string().catch(''),
});

function failedOf(
  { promptId }: ComfyuiOperation,
  { status }: HistoryEntry,
  { redact }: Reading,
): EngineStatus {
  const messages = status?.messages ?? [];
  if (messages.some(([event]) => event === 'execution_interrupted'))
    return {
      state: 'failed',
      reason: 'CANCELLED',
      detail: FAILURES.CANCELLED.sentence,
      note: `ComfyUI prompt ${promptId} was interrupted.`,
    };
  const told = messages.find(([event]) => event === 'execution_error');
  const { data } = ExecutionError.safeParse(told?.[1]);
  const why = data
    ? `${data.node_type}: ${data.exception_type}: ${data.exception_message}`
    : 'no reason given';
  return {
    state: 'failed',
    reason: 'TASK_FAILED',
    trouble: 'failed',
    detail: FAILURES.TASK_FAILED.sentence,
    note: redact(`ComfyUI prompt ${promptId} failed: ${why}`),
  };
}
