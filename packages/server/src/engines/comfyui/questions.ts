/** What ComfyUI is asked: its queue, its history, and both for a mark of ours. It keeps both in memory alone. */
import type { Upstream, UpstreamReply } from '../http.ts';
import { promptIdOf } from './operation.ts';
import { readHistory, readQueue, type HistoryEntry, type Queue } from './wire.ts';

/** Entries of the history have the whole graph in them, some 8 kB; a reply is read up to 4 MB. */
const PAGE = 100;

export async function askQueue(upstream: Upstream, signal: AbortSignal): Promise<Queue> {
  const reply = await upstream.call({ method: 'GET', path: '/queue' }, signal);
  const queue = reply.status === 200 ? readQueue(reply.json) : undefined;
  if (!queue) throw notTold(reply);
  return queue;
}

/** Undefined when it is not in there: not ended, or not known. */
export async function askHistory(
  upstream: Upstream,
  promptId: string,
  signal: AbortSignal,
): Promise<HistoryEntry | undefined> {
  const path = `/history/${encodeURIComponent(promptId)}`;
  const reply = await upstream.call({ method: 'GET', path }, signal);
  const history = reply.status === 200 ? readHistory(reply.json) : undefined;
  if (!history) throw notTold(reply);
  return history[promptId];
}

/**
 * The prompt that carries our key; null when none does. A work moves from the queue to the history and never back: in this
 * order none is overlooked.
 */
export async function findPrompt(
  upstream: Upstream,
  key: string,
  signal: AbortSignal,
): Promise<string | null> {
  const { running, pending } = await askQueue(upstream, signal);
  const queued = [...running, ...pending].find(({ mark }) => mark?.key === key);
  if (queued) return queued.promptId;
  const own = promptIdOf(key);
  return (await askHistory(upstream, own, signal)) ? own : findInHistory(upstream, key, signal);
}

/** The newest page first; then all from the oldest on, which is what an offset counts from. */
async function findInHistory(upstream: Upstream, key: string, signal: AbortSignal): Promise<string | null> {
  for (let offset: number | null = null; ; offset = offset === null ? 0 : offset + PAGE) {
    const query = { max_items: String(PAGE), ...(offset === null ? {} : { offset: String(offset) }) };
    const reply = await upstream.call({ method: 'GET', path: '/history', query }, signal);
    const page = reply.status === 200 ? readHistory(reply.json) : undefined;
    if (!page) throw notTold(reply);
    const entries = Object.entries(page);
    const found = entries.find(([, entry]) => entry.prompt.mark?.key === key);
    if (found) return found[0];
    if (entries.length < PAGE) return null;
  }
}

function notTold({ note }: UpstreamReply): Error {
  return new Error(`ComfyUI did not tell of its works: ${note}`);
}
