import { type CallOptions, pathOf } from '../calls/api-request.ts';
import type { Transport } from '../calls/transport.ts';
import type { Model } from '../wire-types.ts';
import { listOf } from './list-of.ts';
import type { Pages } from './pages.ts';

/** `client.models`: what can be made, what it costs, and what it takes. */
export class Models {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  list(options?: CallOptions): Pages<Model> {
    return listOf(this.#transport, '/v1/models', {}, options);
  }

  /** `parameters` is the JSON Schema of the bodies that it takes. */
  get(id: string, options?: CallOptions): Promise<Model> {
    return this.#transport.json({
      method: 'GET',
      path: pathOf`/v1/models/${id}`,
      isRepeatable: true,
      options,
    });
  }
}
