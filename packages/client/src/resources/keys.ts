import { type CallOptions, pathOf } from '../calls/api-request.ts';
import type { Transport } from '../calls/transport.ts';
import type { ApiKey, CreatedKey, KeyChanges, NewKey } from '../wire-types.ts';
import { listOf } from './list-of.ts';
import type { Pages } from './pages.ts';

/** `client.keys`; needs a key with the scope admin. */
export class Keys {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** `key` of the answer is shown this once. Sent once: a repeat would make another. */
  create(body: NewKey, options?: CallOptions): Promise<CreatedKey> {
    return this.#transport.json({
      method: 'POST',
      path: '/v1/keys',
      json: body,
      isRepeatable: false,
      options,
    });
  }

  list(query: { readonly limit?: number | undefined } = {}, options?: CallOptions): Pages<ApiKey> {
    return listOf(this.#transport, '/v1/keys', query, options);
  }

  get(id: string, options?: CallOptions): Promise<ApiKey> {
    return this.#transport.json({ method: 'GET', path: pathOf`/v1/keys/${id}`, isRepeatable: true, options });
  }

  change(id: string, changes: KeyChanges, options?: CallOptions): Promise<ApiKey> {
    return this.#transport.json({
      method: 'PATCH',
      path: pathOf`/v1/keys/${id}`,
      json: changes,
      isRepeatable: true,
      options,
    });
  }

  /** A new key with the same rights; the old one works on for `overlapSeconds`. */
  rotate(
    id: string,
    { overlapSeconds, ...options }: CallOptions & { readonly overlapSeconds?: number | undefined } = {},
  ): Promise<CreatedKey> {
    return this.#transport.json({
      method: 'POST',
      path: pathOf`/v1/keys/${id}/rotate`,
      json: { overlap_seconds: overlapSeconds },
      isRepeatable: false,
      options,
    });
  }

  /** For ever. `force`: also the last working key of its environment with the scope admin. */
  revoke(
    id: string,
    { force, ...options }: CallOptions & { readonly force?: boolean | undefined } = {},
  ): Promise<void> {
    return this.#transport.remove({
      method: 'DELETE',
      path: pathOf`/v1/keys/${id}`,
      query: { force },
      isRepeatable: true,
      options,
    });
  }
}
