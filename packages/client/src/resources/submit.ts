import type { CallOptions } from '../calls/api-request.ts';
import { randomHex } from '../calls/random-hex.ts';
import type { Transport } from '../calls/transport.ts';
import { SubmittedJob } from '../jobs/job.ts';
import { PendingJob } from '../jobs/pending-job.ts';
import type { Accepted } from '../wire-types.ts';

export interface SubmitOptions extends CallOptions {
  /**
   * The same key and body give the same generation, for 7 days. One is made for every call unless said, and kept over its
   * retries; say one to make a submit repeatable over the end of your program.
   */
  readonly idempotencyKey?: string | undefined;
  /** Refuses parameters that the model does not take, instead of ignoring them with a warning. */
  readonly strict?: boolean | undefined;
}

/** Starts at once. */
export function submit(
  transport: Transport,
  path: string,
  body: unknown,
  options: SubmitOptions = {},
): PendingJob {
  const accepted = transport.json<Accepted>({
    method: 'POST',
    path,
    json: body,
    headers: {
      'idempotency-key': options.idempotencyKey ?? randomHex(),
      ...(options.strict ? { prefer: 'handling=strict' } : {}),
    },
    isRepeatable: true,
    options,
  });
  return new PendingJob(
    accepted.then((answer) => new SubmittedJob(transport, answer)),
    options.signal,
  );
}
