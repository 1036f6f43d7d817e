/**
 * The customers' side: receives webhooks on one port for each account, and serves the media that requests name.
 * `node receiver-process.ts <directory> <seed> <ports, first the media's> <secrets>`; lists with commas between.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { z } from 'zod';
import { fakePicture, fakeVideo } from '../test/support/fake-media.ts';
import { openAppendOnlyFile } from './append-only-file.ts';
import { openFlags } from './flags.ts';
import { cutReply } from './misbehave.ts';
import { randomOf } from './random.ts';
import {
  readReceiverJournal,
  RECEIVER_JOURNAL,
  receiverFaultOf,
  type ReceivedLine,
  type ReceiverFault,
} from './receiver.ts';

const SLOW_MILLISECONDS = 1_500;

const [, , directory = '', seedText = '', ports = '', secrets = ''] = process.argv;
const seed = Number(seedText);
const flags = openFlags(join(directory, 'flags'));
const journalPath = join(directory, RECEIVER_JOURNAL);
const comings = new Map<string, number>();
for (const { webhookId } of readReceiverJournal(journalPath))
  comings.set(webhookId, (comings.get(webhookId) ?? 0) + 1);
const journal = openAppendOnlyFile<ReceivedLine>(journalPath);
const verifiers = secrets.split(',').map((secret) => new Webhook(secret));
const random = randomOf(seed, 'media', process.env['CHAOS_LIFE'] ?? '');

const event = z.object({ generation_id: z.string(), status: z.string(), message: z.string().nullable() });

async function receive(account: number, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const webhookId = String(request.headers['webhook-id']);
  const coming = comings.get(webhookId) ?? 0;
  comings.set(webhookId, coming + 1);
  const fault = flags.isSet('calm') ? 'none' : receiverFaultOf(seed, webhookId, coming);
  if (fault === 'reset_unread') return cutReply(response);
  const body = await text(request);
  const { generation_id: generationId, status, message } = event.parse(JSON.parse(body));
  const signatureFault = faultOfSignature(account, request, body);
  journal.append({
    at: Date.now(),
    account,
    webhookId,
    generationId,
    status,
    message,
    signatureFault,
    fault,
  });
  await answer(response, fault);
}

async function answer(response: ServerResponse, fault: ReceiverFault): Promise<void> {
  switch (fault) {
    case 'slow':
      await pause(SLOW_MILLISECONDS);
      response.writeHead(204).end();
      return;
    case 'none':
      response.writeHead(204).end();
      return;
    case 'error_500':
      response.writeHead(500).end('out of order');
      return;
    case 'error_503_retry_after':
      response.writeHead(503, { 'retry-after': '2' }).end();
      return;
    case 'redirect':
      response.writeHead(302, { location: 'http://127.0.0.1/elsewhere' }).end();
      return;
    case 'reset_unread':
    case 'reset_after':
      cutReply(response);
      return;
    case 'hang':
  }
}

function faultOfSignature(account: number, request: IncomingMessage, body: string): string | null {
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
  );
  try {
    verifiers[account]?.verify(body, headers);
    return null;
  } catch (error) {
    return String(error);
  }
}

/** Pictures and films that are sometimes not to be had at the first try. */
async function serveMedia(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '', 'http://media.test');
  if (!flags.isSet('calm')) {
    if (random.chance(0.03)) return cutReply(response);
    if (random.chance(0.05)) await pause(random.between(500, 4_000));
  }
  const seconds = Number(url.searchParams.get('seconds'));
  const isPicture = url.pathname.startsWith('/picture/');
  const file = isPicture ? fakePicture() : fakeVideo({ durationSeconds: seconds });
  response.writeHead(200, { 'content-length': file.length }).end(file);
}

async function listenOn(
  port: number,
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<void> {
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      process.stderr.write(`receiver: ${String(error)}\n`);
      cutReply(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
}

const [mediaPort = 0, ...accountPorts] = ports.split(',').map(Number);
await listenOn(mediaPort, serveMedia);
for (const [account, port] of accountPorts.entries())
  await listenOn(port, (request, response) => receive(account, request, response));
process.once('disconnect', () => process.exit(0));
process.stdout.write('ready\n');
