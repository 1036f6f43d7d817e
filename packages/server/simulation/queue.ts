/** The queue with the promises of `jobs/jobs.ts`, in memory: what is enqueued exists when its transaction commits. */
import { EventEmitter } from 'node:events';
import type { Job, Jobs, NewJob, QueueName } from '../src/jobs/jobs.ts';
import type { Incarnation } from './incarnation.ts';
import { shortId, type World } from './world.ts';

/** A job whose holder is silent for this long is handed on. */
const HEARTBEAT_MILLISECONDS = 10_000;

interface StoredJob {
  readonly id: string;
  readonly queue: QueueName;
  readonly subjectId: string;
  readonly dueAt: number;
  readonly priority: number;
  holding: number;
  /** When its holder was last heard; null while it waits. */
  heardAt: number | null;
}

export interface Queue {
  /** A transaction begins: what is enqueued from now on waits for its end. */
  begin(): void;
  commit(): void;
  discard(): void;
  /** The queue as one process sees it. */
  open(incarnation: Incarnation): Jobs;
  /** How many jobs there are, held ones included. */
  count(): number;
}

export function createQueue(world: World): Queue {
  const shelf = createShelf(world);
  let uncommitted: { readonly queue: QueueName; readonly job: NewJob }[] | null = null;
  const enqueue = (queue: QueueName, jobs: readonly NewJob[]): void => {
    if (uncommitted === null) return world.violate('a job is enqueued outside a transaction');
    for (const job of jobs) uncommitted.push({ queue, job });
  };
  return {
    begin() {
      uncommitted = [];
    },
    commit() {
      for (const { queue, job } of uncommitted ?? []) shelf.add(queue, job);
      uncommitted = null;
    },
    discard() {
      uncommitted = null;
    },
    count: shelf.count,
    open: (incarnation) => openQueue(incarnation, shelf, enqueue),
  };
}

type Shelf = ReturnType<typeof createShelf>;

/** The jobs that there are, and in whose hands. */
function createShelf(world: World) {
  const stored = new Map<string, StoredJob>();
  let count = 0;
  const add = (queue: QueueName, { subjectId, startAfterSeconds = 0, priority = 0 }: NewJob): void => {
    count += 1;
    const id = `j${count}`;
    const dueAt = world.now() + startAfterSeconds * 1000;
    stored.set(id, { id, queue, subjectId, dueAt, priority, holding: 0, heardAt: null });
  };
  /** The job, when that is still in the hands of who says so. */
  const held = ({ id, holding }: Job): StoredJob | undefined => {
    const job = stored.get(id);
    return job?.heardAt !== null && job?.holding === holding ? job : undefined;
  };
  return {
    add,
    count: () => stored.size,
    fetch(queue: QueueName, limit: number): readonly Job[] {
      for (const job of stored.values()) handOnWhenSilent(job, world.now());
      const due = [...stored.values()]
        .filter((job) => job.queue === queue && job.heardAt === null && job.dueAt <= world.now())
        .sort((one, other) => other.priority - one.priority)
        .slice(0, limit);
      for (const job of due) job.heardAt = world.now();
      return due.map(({ id, holding, subjectId }) => ({ id, queue, holding, subjectId }));
    },
    touch(jobs: readonly Job[]): ReadonlySet<string> {
      const ours = new Set<string>();
      for (const job of jobs) {
        const mine = held(job);
        if (!mine) continue;
        mine.heardAt = world.now();
        ours.add(mine.id);
      }
      return ours;
    },
    /** With a delay in seconds it is there again after that. */
    letGo(job: Job, againAfterSeconds: number | null): { readonly wasOurs: boolean } {
      const mine = held(job);
      if (!mine) return { wasOurs: false };
      stored.delete(job.id);
      if (againAfterSeconds !== null)
        add(job.queue, { subjectId: job.subjectId, startAfterSeconds: againAfterSeconds });
      return { wasOurs: true };
    },
  };
}

function openQueue(
  incarnation: Incarnation,
  shelf: Shelf,
  enqueue: (queue: QueueName, jobs: readonly NewJob[]) => void,
): Jobs {
  const bell = new EventEmitter().setMaxListeners(0);
  const step = <Result>(what: string, effect: () => Result, tell: (result: Result) => string) =>
    incarnation.call({
      who: incarnation.name,
      kind: 'database',
      what: (result) => (result === undefined ? what : `${what} ${tell(result)}`),
      effect,
    });
  return {
    enqueue: async (_tx, queue, subjectId, options = {}) => enqueue(queue, [{ subjectId, ...options }]),
    enqueueMany: async (_tx, queue, jobs) => enqueue(queue, jobs),
    fetch: (queue, limit) => step(`fetch ${queue}`, () => shelf.fetch(queue, limit), tellJobs),
    touch: async (queue, jobs) =>
      jobs.length === 0 ? new Set() : step(`touch ${queue}`, () => shelf.touch(jobs), tellIds),
    async complete(job) {
      await step(`complete ${job.id}`, () => shelf.letGo(job, null), tellEnd);
    },
    async giveBack(job, afterSeconds) {
      const what = `give back ${job.id} for ${afterSeconds.toFixed(1)} s`;
      await step(what, () => shelf.letGo(job, afterSeconds), tellEnd);
      if (afterSeconds === 0) bell.emit(job.queue);
    },
    wake: (name) => void bell.emit(name),
    onWake(name, listener) {
      bell.on(name, listener);
      return () => bell.off(name, listener);
    },
    stop: async () => {},
  };
}

function handOnWhenSilent(job: StoredJob, now: number): void {
  if (job.heardAt === null || now - job.heardAt < HEARTBEAT_MILLISECONDS) return;
  job.heardAt = null;
  job.holding += 1;
}

function tellJobs(jobs: readonly Job[]): string {
  return (
    jobs.map(({ id, holding, subjectId }) => `${id}.${holding} of ${shortId(subjectId)}`).join(', ') || '-'
  );
}

function tellIds(ids: ReadonlySet<string>): string {
  return [...ids].join(', ') || '-';
}

function tellEnd({ wasOurs }: { readonly wasOurs: boolean }): string {
  return wasOurs ? '' : '(not ours)';
}
