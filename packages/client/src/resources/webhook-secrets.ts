import type { CallOptions } from '../calls/api-request.ts';
import type { Transport } from '../calls/transport.ts';
import type { ShownWebhookSecret, WebhookSecret } from '../wire-types.ts';

const PATH = '/v1/webhooks/secret';

/** `client.webhooks.secret`: what signs the webhooks of the key's account and environment. */
export class WebhookSecrets {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** How it begins, and until when the one before signs as well; not the secret itself. */
  get(options?: CallOptions): Promise<WebhookSecret> {
    return this.#transport.json({ method: 'GET', path: PATH, isRepeatable: true, options });
  }

  /** Shown once, ever. Asked once: a repeat would be refused. */
  reveal(options?: CallOptions): Promise<ShownWebhookSecret> {
    return this.#transport.json({ method: 'POST', path: `${PATH}/reveal`, isRepeatable: false, options });
  }

  /** A new secret; for `overlapSeconds` the old one signs beside it. Asked once: a repeat would drop the old one. */
  rotate({
    overlapSeconds,
    ...options
  }: CallOptions & { readonly overlapSeconds?: number | undefined } = {}): Promise<ShownWebhookSecret> {
    return this.#transport.json({
      method: 'POST',
      path: `${PATH}/rotate`,
      json: { overlap_seconds: overlapSeconds },
      isRepeatable: false,
      options,
    });
  }
}
