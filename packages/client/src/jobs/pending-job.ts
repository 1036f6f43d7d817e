import type { FollowOptions } from '../events/follow-events.ts';
import type { Generation } from '../wire-types.ts';
import type { Downloaded } from './download-video.ts';
import type { JobEvent, SubmittedJob } from './job.ts';
import type { WaitOptions } from './wait-until-ended.ts';

/**
 * A submit that is under way: `await` it for the job, or go straight on with `.wait()`, `.download()`, `.video()` or
 * `.events()`. The signal of the submit is also that of what follows, unless another is given.
 */
export class PendingJob implements Promise<SubmittedJob> {
  readonly [Symbol.toStringTag] = 'PendingJob';
  readonly #job: Promise<SubmittedJob>;
  readonly #signal: AbortSignal | undefined;

  constructor(job: Promise<SubmittedJob>, signal: AbortSignal | undefined) {
    this.#job = job;
    this.#signal = signal;
  }

  // oxlint-disable-next-line unicorn/no-thenable -- to be awaited is what it is for
  then<Done = SubmittedJob, Failed = never>(
    onDone?: ((job: SubmittedJob) => Done | PromiseLike<Done>) | null,
    onFailed?: ((reason: unknown) => Failed | PromiseLike<Failed>) | null,
  ): Promise<Done | Failed> {
    return this.#job.then(onDone, onFailed);
  }

  catch<Failed = never>(
    onFailed?: ((reason: unknown) => Failed | PromiseLike<Failed>) | null,
  ): Promise<SubmittedJob | Failed> {
    return this.#job.catch(onFailed);
  }

  finally(onEnd?: (() => void) | null): Promise<SubmittedJob> {
    return this.#job.finally(onEnd);
  }

  async wait(options: WaitOptions = {}): Promise<Generation> {
    return (await this.#job).wait(this.#withSignal(options));
  }

  async video(options: WaitOptions = {}): Promise<Response> {
    return (await this.#job).video(this.#withSignal(options));
  }

  async download(path: string, options: WaitOptions = {}): Promise<Downloaded> {
    return (await this.#job).download(path, this.#withSignal(options));
  }

  async *events(options: FollowOptions = {}): AsyncGenerator<JobEvent, void, undefined> {
    yield* (await this.#job).events(this.#withSignal(options));
  }

  #withSignal<Options extends { readonly signal?: AbortSignal | undefined }>(options: Options): Options {
    return { ...options, signal: options.signal ?? this.#signal };
  }
}
