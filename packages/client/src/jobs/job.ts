import { type CallOptions, pathOf } from '../calls/api-request.ts';
import type { Transport } from '../calls/transport.ts';
import { followEvents, type FollowOptions } from '../events/follow-events.ts';
import type { Accepted, Generation, GenerationEvent } from '../wire-types.ts';
import { type Downloaded, downloadVideo, openVideo } from './download-video.ts';
import { waitUntilEnded, type WaitOptions } from './wait-until-ended.ts';

/** An event, with what `lastEventId` wants to go on after it. */
export type JobEvent = GenerationEvent & { readonly eventId: string };

/** A generation by its id: one that was just submitted, or one that was submitted long ago by another program. */
export class Job {
  readonly id: string;
  readonly #transport: Transport;
  readonly #path: string;

  constructor(transport: Transport, id: string) {
    this.#path = pathOf`/v1/kling/generations/${id}`;
    this.#transport = transport;
    this.id = id;
  }

  /** As it is now. */
  get(options: CallOptions = {}): Promise<Generation> {
    return this.#transport.json({ method: 'GET', path: this.#path, isRepeatable: true, options });
  }

  /**
   * Waits until it has completed. Throws JobFailedError or ModerationError when it failed, and JobTimeoutError when the
   * time is up, after which it can be waited for again.
   */
  wait(options: WaitOptions = {}): Promise<Generation> {
    return waitUntilEnded(this.#transport, this.id, options);
  }

  /** What happens to it, from the beginning or after `lastEventId`, until it has ended and its webhook is delivered. */
  async *events(options: FollowOptions = {}): AsyncGenerator<JobEvent, void, undefined> {
    for await (const { id, data } of followEvents(this.#transport, `${this.#path}/events`, options))
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the server's tests check its events against the same schema
      yield { ...(JSON.parse(data) as GenerationEvent), eventId: id };
  }

  /** Asks for its end. What is answered may still be `processing`: then the engine is being told. */
  cancel(options: CallOptions = {}): Promise<Generation> {
    return this.#transport.json({
      method: 'POST',
      path: `${this.#path}/cancel`,
      isRepeatable: true,
      options,
    });
  }

  /** Waits until it has completed, and opens the video: `await (await job.video()).blob()`. */
  async video(options: WaitOptions = {}): Promise<Response> {
    return openVideo(this.#transport, await this.wait(options), options.signal);
  }

  /** Waits until it has completed, and writes the video to a file. Where there is a file system: Node, Bun, Deno. */
  download(path: string, options: WaitOptions = {}): Promise<Downloaded> {
    return downloadVideo(this.#transport, path, options.signal, () => this.wait(options));
  }
}

/** A generation that was just accepted, paid for and durable. */
export class SubmittedJob extends Job {
  readonly accepted: Accepted;

  constructor(transport: Transport, accepted: Accepted) {
    super(transport, accepted.generation_id);
    this.accepted = accepted;
  }

  /** US dollars with 4 decimals; "calculating" until the reference video of a motion model is measured. */
  get price(): string {
    return this.accepted.price;
  }

  /** What was ignored, and why. */
  get warnings(): readonly string[] {
    return this.accepted.warnings ?? [];
  }
}
