import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';
import { createGeneration } from '../../src/commands/create-generation.ts';
import type { Caller } from '../../src/accounts/caller.ts';
import { type Db, inTransaction } from '../../src/db/transaction.ts';
import { type Sleep, systemSleep } from '../../src/kernel/clock.ts';
import { newId } from '../../src/kernel/ids.ts';
import { appendDelivery } from '../../src/webhooks/append-delivery.ts';
import { createDeliverer } from '../../src/webhooks/deliver.ts';
import type { Delivery } from '../../src/webhooks/delivery.ts';
import { findSecretState } from '../../src/webhooks/secret-statements.ts';
import { findDelivery } from '../../src/webhooks/statements.ts';
import { createSendWebhook } from '../../src/worker/send-webhook.ts';
import { aRequest, type TestBench } from './test-bench.ts';

export interface ReceivedWebhook {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

export type WebhookAnswer = (request: IncomingMessage, response: ServerResponse) => unknown;

export interface WebhookReceiver {
  /** Of this machine, such as `http://127.0.0.1:40000`. */
  readonly url: string;
  readonly received: readonly ReceivedWebhook[];
  /** May be changed while it runs. */
  answer: WebhookAnswer;
}

/** Receives webhooks on loopback until the test has finished. */
export async function webhookReceiver(answer: WebhookAnswer): Promise<WebhookReceiver> {
  const received: ReceivedWebhook[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += String(chunk);
    });
    request.on('end', () => {
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      );
      received.push({ url: request.url ?? '', headers, body });
      void receiver.answer(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening on a port');
  const receiver: WebhookReceiver = { url: `http://127.0.0.1:${address.port}`, received, answer };
  return receiver;
}

export const answering =
  (
    status: number,
    headers: Record<string, string | readonly string[]> = {},
    body = 'thank you',
  ): WebhookAnswer =>
  (_request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    response.writeHead(status).end(body);
  };

/** A delivery that is due, of a generation of its own. */
export async function aDelivery(
  bench: Pick<TestBench, 'deps' | 'caller'>,
  url: string,
  generation: Parameters<typeof aRequest>[0] = {},
): Promise<string> {
  const made = await createGeneration(bench.deps, bench.caller, aRequest(generation));
  const delivery = {
    id: newId(),
    accountId: bench.caller.accountId,
    environment: bench.caller.environment,
    generationId: made.generation.id,
    url,
    body: '{"status":"completed"}',
    createdAt: bench.deps.clock.now(),
  };
  await inTransaction(bench.deps.db, (tx) => appendDelivery(tx, bench.deps.jobs, delivery));
  return delivery.id;
}

/** Does the work of one job of the queue, as a worker would; it allows loopback unless said otherwise. */
export function webhookSender(
  bench: Pick<TestBench, 'deps'>,
  {
    sleep = systemSleep,
    ...options
  }: {
    readonly allowLoopback?: boolean;
    readonly extraPorts?: readonly number[];
    readonly sleep?: Sleep;
  } = {},
) {
  const { db, clock } = bench.deps;
  const deliverer = createDeliverer({ clock, allowLoopback: true, ...options });
  onTestFinished(() => deliverer.close());
  const send = createSendWebhook({ db, clock, deliverer, random: () => 0, sleep });
  return (id: string, signal = new AbortController().signal) => send(id, signal);
}

/** As a receiver knows it. */
export async function readWebhookSecret(
  db: Db,
  owner: Pick<Caller, 'accountId' | 'environment'>,
): Promise<string> {
  return (await findSecretState(db, owner)).secret;
}

export async function readDelivery(bench: Pick<TestBench, 'deps' | 'caller'>, id: string): Promise<Delivery> {
  const found = await findDelivery(bench.deps.db, bench.caller, id);
  if (!found) throw new Error(`no delivery ${id}`);
  return found;
}
