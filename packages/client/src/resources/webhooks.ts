import { type CallOptions, pathOf } from '../calls/api-request.ts';
import type { Transport } from '../calls/transport.ts';
import { followEvents, type FollowOptions } from '../events/follow-events.ts';
import { verifyWebhook } from '../webhooks/verify-webhook.ts';
import type {
  Delivery,
  DeliveryDetail,
  DeliveryFilter,
  ListenedWebhook,
  Replayed,
  ReplayFailedBody,
} from '../wire-types.ts';
import { listOf } from './list-of.ts';
import type { Pages } from './pages.ts';
import { WebhookSecrets } from './webhook-secrets.ts';

/** A signed message as a receiver would get it, with what `lastEventId` wants to go on after it. */
export type HeardWebhook = ListenedWebhook & { readonly eventId: string };

/** `client.webhooks`. Verifying needs no request; the rest shows and repeats what was sent. */
export class Webhooks {
  readonly verify = verifyWebhook;
  readonly secret: WebhookSecrets;
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
    this.secret = new WebhookSecrets(transport);
  }

  /** What was sent, newest first. `limit` is how many a page has. */
  deliveries(filter: DeliveryFilter = {}, options?: CallOptions): Pages<Delivery> {
    return listOf(this.#transport, '/v1/webhooks/deliveries', filter, options);
  }

  /** One of them, with its body and how each try went. */
  delivery(id: string, options?: CallOptions): Promise<DeliveryDetail> {
    return this.#transport.json({
      method: 'GET',
      path: pathOf`/v1/webhooks/deliveries/${id}`,
      isRepeatable: true,
      options,
    });
  }

  /** Sends one again, with the same `webhook-id`. Asked once: a repeat could send it twice. */
  replay(id: string, options?: CallOptions): Promise<Delivery> {
    return this.#transport.json({
      method: 'POST',
      path: pathOf`/v1/webhooks/deliveries/${id}/replay`,
      isRepeatable: false,
      options,
    });
  }

  /** Sends every one again that was given up and made since. */
  replayFailed(body: ReplayFailedBody, options?: CallOptions): Promise<Replayed> {
    return this.#transport.json({
      method: 'POST',
      path: '/v1/webhooks/deliveries/replay-failed',
      json: body,
      isRepeatable: false,
      options,
    });
  }

  /** Sends a test event to `url`; read the delivery to see how it went. */
  test(url: string, options?: CallOptions): Promise<Delivery> {
    return this.#transport.json({
      method: 'POST',
      path: '/v1/webhooks/test',
      json: { url },
      isRepeatable: false,
      options,
    });
  }

  /**
   * A signed message for every generation of the account that ends from now on, or after `lastEventId`, until you stop. For
   * a receiver without a public address: post `body` to it with `headers`. Needs a key with the scope admin.
   */
  async *listen(options: FollowOptions = {}): AsyncGenerator<HeardWebhook, void, undefined> {
    for await (const { id, data } of followEvents(this.#transport, '/v1/webhooks/events', options))
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the server's tests check its events against the same schema
      yield { ...(JSON.parse(data) as ListenedWebhook), eventId: id };
  }
}
