import type { Delivery } from '@reelay/client';
import type { Command } from 'commander';
import { setTimeout as pause } from 'node:timers/promises';
import { withApiOptions } from '../api/api-command.ts';
import type { ApiOptions } from '../api/connection.ts';
import type { RunApi } from '../api/run-api.ts';
import type { Session } from '../api/session.ts';
import { EXIT_CODES, type ExitCode } from '../exit-codes.ts';
import { commandName } from '../request/command-name.ts';
import { lastAnswer } from './deliveries.ts';

/** A try may take 10 s to connect and 30 s for its answer, and has to be picked up before. */
const MOST_MILLISECONDS = 50_000;
const PAUSE_MILLISECONDS = 250;

const EXAMPLES = ['reelay webhooks test https://example.com/hooks/reelay'];

/** `reelay webhooks test`. */
export function addTestCommand(webhooks: Command, run: RunApi): void {
  const command = webhooks
    .command('test')
    .description('Have the server send a signed test event to an address, once, and see how it is answered.')
    .argument('<url>', 'where to; for a server on your own machine use "reelay webhooks listen --forward"')
    .addHelpText('after', '\nExit code 1 when the address did not answer with 2xx.');
  withApiOptions(command, EXAMPLES).action((url: string, options: ApiOptions) =>
    run(options, { optionOf: { url: '<url>' } }, (session) => sendTest(session, url)),
  );
}

async function sendTest(session: Session, url: string): Promise<ExitCode> {
  const sent = await session.client.webhooks.test(url, { signal: session.signal });
  const delivery = await untilAnswered(session, sent);
  if (session.isJson) session.printJson(delivery);
  else session.print(`${delivery.delivery_id}  ${delivery.status}  ${lastAnswer(delivery)}`);
  if (delivery.status === 'delivered') return EXIT_CODES.done.code;
  session.note(
    delivery.status === 'pending'
      ? `It was not sent yet: is a worker running? "${commandName()} serve" is one.`
      : `See what came back: ${commandName()} webhooks deliveries ${delivery.delivery_id}`,
  );
  return EXIT_CODES.unexpected.code;
}

/** Reads until the one try was made, or should have been. */
async function untilAnswered({ client, signal }: Session, sent: Delivery): Promise<Delivery> {
  const end = performance.now() + MOST_MILLISECONDS;
  for (let delivery = sent; ;) {
    if (delivery.status !== 'pending' || performance.now() > end) return delivery;
    await pause(PAUSE_MILLISECONDS, undefined, { signal }).catch(() => signal.throwIfAborted());
    delivery = await client.webhooks.delivery(sent.delivery_id, { signal });
  }
}
