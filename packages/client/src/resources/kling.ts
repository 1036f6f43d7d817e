import type { CallOptions } from '../calls/api-request.ts';
import type { Transport } from '../calls/transport.ts';
import type { PendingJob } from '../jobs/pending-job.ts';
import type { GenerateBody, O1Body, O3Body, Quote } from '../wire-types.ts';
import { Generations } from './generations.ts';
import { submit, type SubmitOptions } from './submit.ts';

const O1_PATH = '/v1/kling/o1-video/generate';
const O3_PATH = '/v1/kling/o3-video/generate';

/** An endpoint that only submits. */
export interface Submits<Body> {
  generate(body: Body, options?: SubmitOptions): PendingJob;
}

/** `client.kling`. */
export class Kling {
  readonly generations: Generations;
  readonly o1: Submits<O1Body>;
  readonly o3: Submits<O3Body>;
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
    this.generations = new Generations(transport);
    this.o1 = { generate: (body, options) => submit(transport, O1_PATH, body, options) };
    this.o3 = { generate: (body, options) => submit(transport, O3_PATH, body, options) };
  }

  /**
   * Submits a generation. The price is held, and what is accepted is never lost. However often a reply gets lost on its
   * way, one call buys one video.
   */
  generate(body: GenerateBody, options?: SubmitOptions): PendingJob {
    return submit(this.#transport, '/v1/kling/generate', body, options);
  }

  /** What a submit would cost and how long it would take. Takes the bodies of O1 and O3 as well. */
  quote(
    body: GenerateBody | O1Body | O3Body,
    options: CallOptions & Pick<SubmitOptions, 'strict'> = {},
  ): Promise<Quote> {
    return this.#transport.json({
      method: 'POST',
      path: '/v1/kling/quote',
      json: body,
      headers: options.strict ? { prefer: 'handling=strict' } : {},
      isRepeatable: true,
      options,
    });
  }
}
