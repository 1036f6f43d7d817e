import { type Generation, type Job, type JobEvent, JobTimeoutError } from '@reelay/client';
import type { Session } from '../api/session.ts';
import { progressOf } from '../progress-of.ts';
import { StillUnderWay } from './still-under-way.ts';

export interface AwaitOptions {
  /** Whose generation this is, when several are waited for. */
  readonly label?: string;
  /** No limit of ours when absent: the client's is half an hour. */
  readonly timeoutSeconds?: number;
  /** Named in the command that goes on after a time-out. */
  readonly output?: string;
}

/**
 * Waits until a generation has completed, and shows how far it is: reads tell its place and the time left, events every
 * step in between. Throws what the client throws, but StillUnderWay when the time is up.
 */
export async function awaitJob(session: Session, job: Job, options: AwaitOptions = {}): Promise<Generation> {
  const { label, timeoutSeconds, output } = options;
  const shown = new ShownProgress(session, job, label);
  const over = new AbortController();
  const events = shown.follow(AbortSignal.any([session.signal, over.signal]));
  try {
    return await job.wait({
      signal: session.signal,
      timeoutMilliseconds: timeoutSeconds === undefined ? undefined : timeoutSeconds * 1000,
      onProgress: (generation) => shown.read(generation),
    });
  } catch (error) {
    throw error instanceof JobTimeoutError ? new StillUnderWay(job.id, output, error) : error;
  } finally {
    over.abort();
    await events;
    session.board.remove(job.id, { keep: true });
  }
}

/** The row of one generation: what was read last, and what events have told since. */
class ShownProgress {
  readonly #session: Session;
  readonly #job: Job;
  readonly #label: string | undefined;
  #last: Generation | null = null;

  constructor(session: Session, job: Job, label: string | undefined) {
    this.#session = session;
    this.#job = job;
    this.#label = label;
  }

  read(generation: Generation): void {
    // A read may be older than an event that overtook it.
    const progress = Math.max(generation.progress, this.#last?.progress ?? 0);
    this.#last = { ...generation, progress };
    this.#draw();
  }

  /** Until the signal; that the stream cannot be had is no trouble, since the reads tell the same later. */
  async follow(signal: AbortSignal): Promise<void> {
    try {
      for await (const event of this.#job.events({ signal })) this.#take(event);
    } catch {
      // told by the reads
    }
  }

  #take(event: JobEvent): void {
    if (this.#last === null || this.#last.status === 'completed' || this.#last.status === 'failed') return;
    if (event.type === 'started') this.#last = { ...this.#last, status: 'processing' };
    else if (event.type === 'progress') this.#last = advanced(this.#last, event.progress);
    else return;
    this.#draw();
  }

  #draw(): void {
    if (this.#last === null) return;
    const row = progressOf(this.#last);
    this.#session.board.update(
      this.#job.id,
      this.#label === undefined ? row : { ...row, label: this.#label },
    );
  }
}

/** The time left shrinks with what is left to do, until it is read again. */
function advanced(generation: Generation, progress: number): Generation {
  const { progress: before, eta_seconds: eta } = generation;
  const left = eta === null || before >= 100 ? null : Math.ceil((eta * (100 - progress)) / (100 - before));
  return { ...generation, status: 'processing', progress, eta_seconds: left };
}
