/** Asking Kling about works: by its id or by our key, on either standard. */
import { inBatches } from '../../kernel/in-batches.ts';
import type { Upstream, UpstreamReply } from '../http.ts';
import { readCurrentTasks } from './current-wire.ts';
import { openEnvelope } from './envelope.ts';
import { readLegacyTask } from './legacy-wire.ts';
import type { LegacyProduct } from './plan.ts';
import { saysNoSuchWork } from './service-codes.ts';
import type { Task } from './task.ts';

/** Live limit of `GET /tasks`; more are refused with 1201. */
const MOST_IDS = 20;

export interface Questions {
  /** Together with whatever else is asked at that moment. Undefined when Kling does not list it. */
  currentById(id: string, signal: AbortSignal): Promise<Task | undefined>;
  currentByKey(key: string, signal: AbortSignal): Promise<readonly Task[]>;
  /** By Kling's id or by our key: it takes both. Undefined when it knows none of that product. */
  legacyBy(product: LegacyProduct, idOrKey: string, signal: AbortSignal): Promise<Task | undefined>;
}

interface Question {
  readonly id: string;
  readonly signal: AbortSignal;
}

/** `currency` is that of the account's balance. Questions for many works at once end with `closing`. */
export function createQuestions(upstream: Upstream, currency: string, closing: AbortSignal): Questions {
  const askTogether = inBatches<Question, Task>({
    most: MOST_IDS,
    keyOf: ({ id }) => id,
    async run(asked) {
      const wanted = whileWanted(
        asked.map(({ signal }) => signal),
        closing,
      );
      try {
        return byId(
          await ask(
            asked.map(({ id }) => id),
            wanted.signal,
          ),
        );
      } finally {
        wanted.forget();
      }
    },
  });

  async function ask(ids: readonly string[], signal: AbortSignal): Promise<readonly Task[]> {
    const reply = await getTasks(upstream, { task_ids: ids.join(',') }, signal);
    if (!isUnknownThere(reply)) return tasksOf(reply);
    // One id that it does not take must not keep the other nineteen from their answers.
    if (ids.length === 1) return [];
    const alone: Task[] = [];
    for (const id of ids) alone.push(...(await ask([id], signal)));
    return alone;
  }

  return {
    currentById: (id, signal) => unlessAborted(askTogether({ id, signal }), signal),
    async currentByKey(key, signal) {
      const reply = await getTasks(upstream, { external_task_ids: key }, signal);
      return isUnknownThere(reply) ? [] : tasksOf(reply);
    },
    async legacyBy(product, idOrKey, signal) {
      const path = `/v1/videos/${product}/${encodeURIComponent(idOrKey)}`;
      const reply = await upstream.call({ method: 'GET', path }, signal);
      if (isUnknownThere(reply)) return undefined;
      const { code, data } = openEnvelope(reply);
      const task = isGood(reply) && code === 0 ? readLegacyTask(data, currency) : null;
      if (task === null) throw notTold(reply);
      return task;
    },
  };
}

function getTasks(
  upstream: Upstream,
  query: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<UpstreamReply> {
  return upstream.call({ method: 'GET', path: '/tasks', query }, signal);
}

function tasksOf(reply: UpstreamReply): readonly Task[] {
  const { code, data } = openEnvelope(reply);
  const tasks = isGood(reply) && code === 0 ? readCurrentTasks(data) : null;
  if (tasks === null) throw notTold(reply);
  return tasks;
}

function byId(tasks: readonly Task[]): ReadonlyMap<string, Task> {
  return new Map(tasks.map((task) => [task.id, task]));
}

function isGood({ status }: UpstreamReply): boolean {
  return status >= 200 && status < 300;
}

function isUnknownThere(reply: UpstreamReply): boolean {
  return saysNoSuchWork(reply.status, openEnvelope(reply).code);
}

function notTold({ note }: UpstreamReply): Error {
  return new Error(`Kling did not tell of the work: ${note}`);
}

/**
 * Aborts once nobody waits any more: a question that hangs holds up the next batch, and must end with the patience of those
 * who asked it.
 */
function whileWanted(
  signals: readonly AbortSignal[],
  closing: AbortSignal,
): { readonly signal: AbortSignal; readonly forget: () => void } {
  const unwanted = new AbortController();
  const look = (): void => {
    if (signals.every(({ aborted }) => aborted)) unwanted.abort();
  };
  for (const signal of signals) signal.addEventListener('abort', look);
  look();
  return {
    signal: AbortSignal.any([closing, unwanted.signal]),
    forget() {
      for (const signal of signals) signal.removeEventListener('abort', look);
    },
  };
}

/** The question goes on for the others. */
function unlessAborted<Answer>(answer: Promise<Answer>, signal: AbortSignal): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(new Error('no answer in time'));
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    void answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
