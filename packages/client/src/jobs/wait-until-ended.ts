import { type CallOptions, pathOf, type ApiRequest } from '../calls/api-request.ts';
import { isTransient, pauseAfter } from '../calls/retry-policy.ts';
import type { Transport } from '../calls/transport.ts';
import { failureOf, JobTimeoutError } from '../errors/job-errors.ts';
import { ReelayError } from '../errors/reelay-error.ts';
import type { Generation } from '../wire-types.ts';

/** A generation may take 15 minutes, and may have to wait before. */
const DEFAULT_WAIT_MILLISECONDS = 1_800_000;
/** How long one read waits for the end: proxies cut what is silent for longer than a minute, some after 30 seconds. */
const LONG_POLL_SECONDS = 25;
/** The same while somebody wants to see progress: a read that waits tells nothing before the end. */
const PROGRESS_SECONDS = 2;
/** Between two reads of a server that does not wait. */
const POLL_MILLISECONDS = 2_000;

export interface WaitOptions extends Pick<CallOptions, 'signal' | 'onResponse'> {
  /** How long to wait in all; 1,800,000 unless said. Then JobTimeoutError is thrown, and the generation goes on. */
  readonly timeoutMilliseconds?: number | undefined;
  /** Called with every read that has not ended yet, about every 2 seconds, and with the last. */
  readonly onProgress?: ((generation: Generation) => void) | undefined;
}

/**
 * Reads until the generation has completed, and throws when it failed. That the server is away, restarts or is busy is
 * waited for like the generation itself, until the time is up. Aborting stops the waiting, not the generation.
 */
export async function waitUntilEnded(
  transport: Transport,
  id: string,
  options: WaitOptions = {},
): Promise<Generation> {
  const { timing } = transport;
  const { signal, onProgress, timeoutMilliseconds = DEFAULT_WAIT_MILLISECONDS } = options;
  const deadline = timing.now() + timeoutMilliseconds;
  const reader = new PatientReader(transport, id, options);
  let last: Generation | null = null;
  for (;;) {
    signal?.throwIfAborted();
    const left = deadline - timing.now();
    if (left <= 0) throw new JobTimeoutError(id, last, reader.trouble ?? undefined);
    const generation = await reader.read(left);
    if (generation !== null) {
      last = generation;
      onProgress?.(generation);
      if (generation.status === 'completed') return generation;
      if (generation.status === 'failed') throw failureOf(generation);
    }
    const pause = Math.min(reader.pauseMilliseconds, deadline - timing.now());
    if (pause > 0) await timing.sleep(pause, signal);
  }
}

/** Reads a generation again and again, by long polls as far as the server and what stands between allow it. */
class PatientReader {
  readonly #transport: Transport;
  readonly #id: string;
  readonly #options: WaitOptions;
  #waitSeconds: number;
  #isFirst = true;
  #setbacks = 0;
  /** Why the last read failed. */
  trouble: ReelayError | null = null;
  /** Before the next read. */
  pauseMilliseconds = 0;

  constructor(transport: Transport, id: string, options: WaitOptions) {
    this.#transport = transport;
    this.#id = id;
    this.#options = options;
    this.#waitSeconds = options.onProgress === undefined ? LONG_POLL_SECONDS : PROGRESS_SECONDS;
  }

  /** Null when it could not be read now but may be later. */
  async read(leftMilliseconds: number): Promise<Generation | null> {
    const { timing } = this.#transport;
    const startedAt = timing.now();
    const isLook = this.#isLook();
    const waitSeconds = isLook ? 0 : Math.min(this.#waitSeconds, Math.floor(leftMilliseconds / 1000));
    this.#isFirst = false;
    try {
      const generation = await this.#transport.json<Generation>(this.#request(waitSeconds, leftMilliseconds));
      this.trouble = null;
      this.#setbacks = 0;
      // A server that answered long before its time does not wait, and must not be asked without end.
      const wasHeld = waitSeconds > 0 && timing.now() - startedAt >= waitSeconds * 500;
      const isNextHeld = isLook && this.#waitSeconds > 0;
      this.pauseMilliseconds = wasHeld || isNextHeld ? 0 : POLL_MILLISECONDS;
      return generation;
    } catch (error) {
      this.#options.signal?.throwIfAborted();
      if (!(error instanceof ReelayError)) throw error;
      this.#take(error, waitSeconds);
      return null;
    }
  }

  /** Without waiting: first, to show progress at once; and after a setback, for the waiting may be to blame. */
  #isLook(): boolean {
    return (this.#isFirst && this.#options.onProgress !== undefined) || this.trouble !== null;
  }

  #request(waitSeconds: number, leftMilliseconds: number): ApiRequest {
    const { signal, onResponse } = this.#options;
    const mostMilliseconds = waitSeconds * 1000 + this.#transport.timeoutMilliseconds;
    return {
      method: 'GET',
      path: pathOf`/v1/kling/generations/${this.#id}`,
      query: { wait: waitSeconds === 0 ? undefined : waitSeconds },
      isRepeatable: true,
      options: {
        signal,
        onResponse,
        retries: 0,
        timeoutMilliseconds: Math.min(mostMilliseconds, leftMilliseconds),
      },
    };
  }

  #take(error: ReelayError, waitSeconds: number): void {
    const { timing } = this.#transport;
    this.trouble = error;
    if (error.status === 422 && error.field === 'wait') {
      this.#waitSeconds = 0;
      this.pauseMilliseconds = 0;
      return;
    }
    if (!isTransient(error)) throw error;
    this.#setbacks += 1;
    this.pauseMilliseconds = pauseAfter(this.#setbacks, error, () => timing.random());
    // What stands between may cut a read that takes long.
    if (waitSeconds > 1) this.#waitSeconds = Math.ceil(this.#waitSeconds / 2);
  }
}
