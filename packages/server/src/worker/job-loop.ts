/**
 * Holds jobs of one queue: fetches as many as there is room for, keeps them ours, and gives up those that are not.
 * What is done with a job is the caller's.
 */
import { DatabaseAwayError } from '../db/database-away.ts';
import type { Job, Jobs, QueueName } from '../jobs/jobs.ts';
import type { Clock, Sleep } from '../kernel/clock.ts';
import type { Logger } from '../kernel/log.ts';

/** How long a job is kept silent at most; three of these fit into the heartbeat that the queue allows. */
const TOUCH_MILLISECONDS = 3_000;
/** Without a confirmed touch for this long a job may be somebody else's by now (the queue's limit is 10 s). */
const LEASE_MILLISECONDS = 9_000;
const RETRY_AFTER_ERROR_SECONDS = 2;
const MOST_FETCHED_AT_ONCE = 100;

export type JobEnd =
  | { readonly kind: 'done' }
  | { readonly kind: 'give_back'; readonly afterSeconds: number };

export interface JobLoopOptions {
  readonly jobs: Jobs;
  readonly queue: QueueName;
  readonly log: Logger;
  readonly clock: Clock;
  /** Milliseconds since some moment, on a clock that nobody sets. */
  readonly uptime: () => number;
  readonly sleep: Sleep;
  /** How many jobs this process holds at once. */
  readonly capacity: number;
  /** The longest wait before jobs that other processes made are seen. */
  readonly pollMilliseconds: number;
  /**
   * Does the work of one job. `signal` aborts when the job is not ours any more or the process stops; then it must
   * end soon, by throwing, and write nothing. `isOurs` is false as soon as the job may be somebody else's, also when the
   * process has stood still since and nothing was told to it: to be asked right before what cannot be undone.
   */
  readonly run: (job: Job, signal: AbortSignal, isOurs: () => boolean) => Promise<JobEnd>;
}

export interface JobLoop {
  /** Stops fetching, aborts what runs, and gives it back so that another process can go on at once. */
  stop(): Promise<void>;
}

/** On two clocks: the time of day may be set back, and the other one stands still while the machine sleeps. */
interface Moment {
  readonly time: number;
  readonly uptime: number;
}

interface HeldJob {
  readonly job: Job;
  readonly control: AbortController;
  /** When the queue was asked that last confirmed it. An answer may take its time, and the lease began before it. */
  confirmedAt: Moment;
  isLost: boolean;
  finished: Promise<void>;
}

export function startJobLoop(options: JobLoopOptions): JobLoop {
  const held = new Set<HeldJob>();
  const stopping = new AbortController();
  const allGivenBack = new AbortController();
  const bell = createBell(options.sleep);
  const unsubscribe = options.jobs.onWake(options.queue, bell.ring);
  const fetching = fetchUntilStopped(options, held, stopping.signal, bell);
  const touching = touchUntilStopped(options, held, allGivenBack.signal);
  return {
    async stop() {
      stopping.abort();
      bell.ring();
      unsubscribe();
      await fetching;
      for (const one of held) one.control.abort();
      await Promise.all([...held].map((one) => one.finished));
      allGivenBack.abort();
      await touching;
    },
  };
}

async function fetchUntilStopped(
  options: JobLoopOptions,
  held: Set<HeldJob>,
  signal: AbortSignal,
  bell: Bell,
): Promise<void> {
  while (!signal.aborted) {
    const room = Math.min(options.capacity - held.size, MOST_FETCHED_AT_ONCE);
    const askedAt = momentOf(options);
    const fetched = room > 0 ? await fetchJobs(options, room) : [];
    for (const job of fetched) hold(options, held, { job, confirmedAt: askedAt }, bell.ring);
    // Whatever was fetched is held now, so a stop from here on gives it back.
    if (fetched.length === 0 || fetched.length < room) await bell.wait(options.pollMilliseconds, signal);
  }
}

async function fetchJobs({ jobs, queue, log }: JobLoopOptions, limit: number): Promise<readonly Job[]> {
  try {
    return await jobs.fetch(queue, limit);
  } catch (error) {
    log.warn({ queue, err: errorText(error) }, 'jobs could not be fetched; trying again');
    return [];
  }
}

/**
 * A job may come back to us that we were too silent about and have not given up yet: from now on it is the new holding's, and
 * whoever works on the old one must end, or the two would drive each other out for ever.
 */
function hold(
  options: JobLoopOptions,
  held: Set<HeldJob>,
  fetched: Pick<HeldJob, 'job' | 'confirmedAt'>,
  onRoom: () => void,
): void {
  const control = new AbortController();
  const one: HeldJob = { ...fetched, control, isLost: false, finished: Promise.resolve() };
  for (const before of held) if (before.job.id === one.job.id) lose(before);
  held.add(one);
  one.finished = runToEnd(options, one).finally(() => {
    held.delete(one);
    onRoom();
  });
}

async function runToEnd(options: JobLoopOptions, one: HeldJob): Promise<void> {
  const { jobs, log, queue } = options;
  const isOurs = (): boolean => !one.isLost && isConfirmed(options, one);
  const end = await options.run(one.job, one.control.signal, isOurs).catch((error: unknown): JobEnd => {
    if (one.control.signal.aborted) return { kind: 'give_back', afterSeconds: 0 };
    // While the database is away every job fails, which is no bug of theirs.
    log[error instanceof DatabaseAwayError ? 'warn' : 'error'](
      { queue, subjectId: one.job.subjectId, err: errorText(error) },
      'a job failed; it is tried again',
    );
    return { kind: 'give_back', afterSeconds: RETRY_AFTER_ERROR_SECONDS };
  });
  if (one.isLost) return;
  try {
    if (end.kind === 'done') await jobs.complete(one.job);
    else await jobs.giveBack(one.job, end.afterSeconds);
  } catch (error) {
    // Its heartbeat ends with us, so the queue hands it on by itself.
    log.warn({ queue, subjectId: one.job.subjectId, err: errorText(error) }, 'a job could not be put back');
  }
}

async function touchUntilStopped(
  options: JobLoopOptions,
  held: ReadonlySet<HeldJob>,
  signal: AbortSignal,
): Promise<void> {
  while (await pauseUnlessAborted(options, TOUCH_MILLISECONDS, signal)) {
    const touched = [...held].filter((one) => !one.isLost);
    const askedAt = momentOf(options);
    const ours = await touchAll(options, touched);
    for (const one of touched) {
      if (ours?.has(one.job.id)) one.confirmedAt = askedAt;
      else if (held.has(one) && (ours !== null || !isConfirmed(options, one))) lose(one);
    }
  }
}

/** Null when it could not be found out. */
async function touchAll(
  { jobs, queue, log }: JobLoopOptions,
  touched: readonly HeldJob[],
): Promise<ReadonlySet<string> | null> {
  try {
    return await jobs.touch(
      queue,
      touched.map((one) => one.job),
    );
  } catch (error) {
    log.warn({ queue, err: errorText(error) }, 'jobs could not be touched; trying again');
    return null;
  }
}

function momentOf({ clock, uptime }: JobLoopOptions): Moment {
  return { time: clock.now().getTime(), uptime: uptime() };
}

function isConfirmed(options: JobLoopOptions, { confirmedAt }: HeldJob): boolean {
  const { time, uptime } = momentOf(options);
  return Math.max(time - confirmedAt.time, uptime - confirmedAt.uptime) <= LEASE_MILLISECONDS;
}

function lose(one: HeldJob): void {
  one.isLost = true;
  one.control.abort();
}

interface Bell {
  readonly ring: () => void;
  /** Resolves when somebody rings, also if that was since the last wait, or after the time. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
}

function createBell(sleep: Sleep): Bell {
  let rung = false;
  let awake: (() => void) | null = null;
  return {
    ring() {
      rung = true;
      awake?.();
    },
    async wait(milliseconds, signal) {
      if (!rung && !signal.aborted) {
        const ringing = new AbortController();
        awake = () => ringing.abort();
        await pauseUnlessAborted({ sleep }, milliseconds, ringing.signal);
      }
      rung = false;
      awake = null;
    },
  };
}

/** False when `signal` aborted it. */
async function pauseUnlessAborted(
  { sleep }: Pick<JobLoopOptions, 'sleep'>,
  milliseconds: number,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    await sleep(milliseconds, signal);
    return true;
  } catch {
    return false;
  }
}

function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
