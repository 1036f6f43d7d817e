import type { CallOptions } from './calls/api-request.ts';
import { readSettings, type ReelayOptions } from './calls/settings.ts';
import { createTransport, type Transport } from './calls/transport.ts';
import { Files } from './resources/files.ts';
import { Keys } from './resources/keys.ts';
import { Kling } from './resources/kling.ts';
import { Models } from './resources/models.ts';
import { Webhooks } from './resources/webhooks.ts';
import type { Balance, Usage, UsageQuery } from './wire-types.ts';

/**
 * A client of one Reelay server. What may safely be repeated is, after a lost connection, 408, 429 and 5xx; a submit
 * carries an Idempotency-Key made once per call and kept over its retries, so a lost reply never buys a video twice.
 * Refusals are thrown, as subclasses of ReelayError.
 */
export class Reelay {
  readonly kling: Kling;
  readonly models: Models;
  readonly files: Files;
  readonly webhooks: Webhooks;
  readonly keys: Keys;
  readonly #transport: Transport;

  /** Opens nothing. Throws a TypeError without a key. */
  constructor(options: ReelayOptions = {}) {
    const transport = createTransport(readSettings(options));
    this.#transport = transport;
    this.kling = new Kling(transport);
    this.models = new Models(transport);
    this.files = new Files(transport);
    this.webhooks = new Webhooks(transport);
    this.keys = new Keys(transport);
  }

  /** What can be spent, and what is held, in the environment of the key. */
  balance(options?: CallOptions): Promise<Balance> {
    return this.#transport.json({ method: 'GET', path: '/v1/data/balance', isRepeatable: true, options });
  }

  /** What was made and what it cost, by day unless `group_by` says otherwise; the last 30 days unless said. */
  usage(query: UsageQuery = {}, options?: CallOptions): Promise<Usage> {
    return this.#transport.json({ method: 'GET', path: '/v1/usage', query, isRepeatable: true, options });
  }

  /** The rows of the same as CSV, with a line of names. */
  usageCsv(query: UsageQuery = {}, options?: CallOptions): Promise<string> {
    return this.#transport.text({
      method: 'GET',
      path: '/v1/usage',
      query: { ...query, format: 'csv' },
      headers: { accept: 'text/csv, application/json;q=0.5' },
      isRepeatable: true,
      options,
    });
  }
}
