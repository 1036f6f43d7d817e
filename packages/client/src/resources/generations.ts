import { type CallOptions, pathOf } from '../calls/api-request.ts';
import type { Transport } from '../calls/transport.ts';
import type { FollowOptions } from '../events/follow-events.ts';
import { Job, type JobEvent } from '../jobs/job.ts';
import type { PendingJob } from '../jobs/pending-job.ts';
import type { Generation, GenerationFilter } from '../wire-types.ts';
import { listOf } from './list-of.ts';
import type { Pages } from './pages.ts';
import { submit, type SubmitOptions } from './submit.ts';

/** `client.kling.generations`: what was submitted, by whatever program. */
export class Generations {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** A handle to wait for it, watch, cancel and download it. Asks nothing yet. */
  job(id: string): Job {
    return new Job(this.#transport, id);
  }

  /** As it is now, also when it failed. */
  get(id: string, options?: CallOptions): Promise<Generation> {
    return this.job(id).get(options);
  }

  /** Newest first. `limit` is how many a page has. */
  list(filter: GenerationFilter = {}, options?: CallOptions): Pages<Generation> {
    return listOf(this.#transport, '/v1/kling/generations', filter, options);
  }

  cancel(id: string, options?: CallOptions): Promise<Generation> {
    return this.job(id).cancel(options);
  }

  /** Removes its prompt, inputs and media; it must have ended. */
  delete(id: string, options?: CallOptions): Promise<void> {
    return this.#transport.remove({
      method: 'DELETE',
      path: pathOf`/v1/kling/generations/${id}`,
      isRepeatable: true,
      options,
    });
  }

  /** Submits its request again, as a new generation at the price of today. */
  retry(id: string, options?: Omit<SubmitOptions, 'strict'>): PendingJob {
    return submit(this.#transport, pathOf`/v1/kling/generations/${id}/retry`, undefined, options);
  }

  events(id: string, options?: FollowOptions): AsyncGenerator<JobEvent, void, undefined> {
    return this.job(id).events(options);
  }
}
