/** ComfyUI's answers (its server.py, 2026-09), read no further than is needed here. */
import { z } from 'zod';
import type { JsonObject, JsonValue } from '../../kernel/json.ts';

/** What goes along with a prompt under our name in `extra_data`, and is found again in the queue and in the history. */
const Mark = z.object({ key: z.string().min(1), keepSeconds: z.number().positive() });
export type Mark = z.infer<typeof Mark>;

const ExtraData = z.looseObject({ reelay: Mark.optional().catch(undefined) }).catch({});
/** Number, id, graph, extra data, and what came in later versions. */
const Item = z.tuple([z.number(), z.string(), z.record(z.string(), z.json()), ExtraData], z.json());

export interface QueueItem {
  readonly promptId: string;
  readonly graph: JsonObject;
  readonly mark: Mark | null;
}

const QueueItem = Item.transform(([, promptId, graph, { reelay }]): QueueItem => ({
  promptId,
  graph,
  mark: reelay ?? null,
}));

const Queue = z.object({ queue_running: z.array(QueueItem), queue_pending: z.array(QueueItem) });

export interface Queue {
  readonly running: readonly QueueItem[];
  readonly pending: readonly QueueItem[];
}

/** Undefined when it is none. */
export function readQueue(json: JsonValue | undefined): Queue | undefined {
  const { data } = Queue.safeParse(json);
  return data && { running: data.queue_running, pending: data.queue_pending };
}

const SavedFile = z.object({
  filename: z.string().min(1),
  subfolder: z.string().catch(''),
  type: z.string().catch('output'),
});
export type SavedFile = z.infer<typeof SavedFile>;

const Entry = z.object({
  prompt: QueueItem,
  /** By node: lists of files, under `images`, `gifs` or `videos`, and other things. */
  outputs: z.record(z.string(), z.record(z.string(), z.json())).catch({}),
  status: z
    .object({ status_str: z.string(), messages: z.array(z.tuple([z.string()], z.json())).catch([]) })
    .nullish(),
});
export type HistoryEntry = z.infer<typeof Entry>;

const History = z.record(z.string(), Entry);

/** By prompt id. Undefined when it is none. */
export function readHistory(json: JsonValue | undefined): Readonly<Record<string, HistoryEntry>> | undefined {
  return History.safeParse(json).data;
}

/** Every file that the nodes told of: what they saved, and also previews and inputs. */
export function filesOf({ outputs }: HistoryEntry): readonly SavedFile[] {
  return Object.values(outputs)
    .flatMap((node) => Object.values(node))
    .flatMap((list) => (Array.isArray(list) ? list : []))
    .flatMap((one) => SavedFile.safeParse(one).data ?? []);
}

const Accepted = z.object({ prompt_id: z.string().min(1) });

export function readAccepted(json: JsonValue | undefined): string | null {
  return Accepted.safeParse(json).data?.prompt_id ?? null;
}

const Problem = z.object({ type: z.string(), message: z.string(), details: z.string().catch('') });
const Refused = z.object({
  error: z.union([Problem, z.string()]),
  node_errors: z
    .record(z.string(), z.object({ class_type: z.string().catch('?'), errors: z.array(Problem).catch([]) }))
    .catch({}),
});

/** Why a graph is not taken: its first node's first error, else the error of the whole. Null when it says nothing. */
export function readRefusal(json: JsonValue | undefined): string | null {
  const { data } = Refused.safeParse(json);
  if (!data) return null;
  for (const [id, { class_type, errors }] of Object.entries(data.node_errors))
    for (const { type, message, details } of errors)
      return `node ${id} (${class_type}): ${type}: ${message}: ${details}`;
  if (typeof data.error === 'string') return data.error;
  return `${data.error.type}: ${data.error.message}: ${data.error.details}`;
}

const Uploaded = z.object({ name: z.string().min(1), subfolder: z.string().catch('') });

/** As nodes want it: the folder before the name. */
export function readUploaded(json: JsonValue | undefined): string | null {
  const { data } = Uploaded.safeParse(json);
  if (!data) return null;
  return data.subfolder === '' ? data.name : `${data.subfolder}/${data.name}`;
}
