/**
 * A receiver that believes only what Reelay signed: `REELAY_WEBHOOK_SECRET=whsec_... npm run example:receiver`.
 * Two secrets with a comma between them while one takes the place of the other.
 */
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { verifyWebhook, WebhookVerificationError } from '@reelay/client';

const port = Number(process.env['PORT'] ?? 3000);
const secrets = (process.env['REELAY_WEBHOOK_SECRET'] ?? '').split(',').filter((secret) => secret !== '');
if (secrets.length === 0) {
  console.error(
    'REELAY_WEBHOOK_SECRET is not set. `npm run reelay -- webhooks secret --reveal` shows the secret, once.',
  );
  process.exit(2);
}

const server = createServer((request, response) => {
  receive(request).then(
    (status) => response.writeHead(status).end(),
    (error: unknown) => {
      console.error(error);
      response.writeHead(500).end();
    },
  );
});
server.on('error', (error) => {
  console.error(`cannot listen at port ${port} (${error.message}); set PORT to a free one`);
  process.exitCode = 1;
});
server.listen(port, '127.0.0.1', () => console.log(`waiting for webhooks at http://127.0.0.1:${port}/`));

async function receive(request: IncomingMessage): Promise<number> {
  // The bytes as they came: JSON that was read and written again has another signature.
  const body = await text(request);
  try {
    const event = await verifyWebhook(body, headersOf(request), secrets);
    // Webhooks come at least once: the same webhook-id is the same message.
    console.log(`verified ${String(request.headers['webhook-id'])}: ${event.generation_id} ${event.status}`);
    console.log(event.video_url ?? event.message);
    return 204;
  } catch (error) {
    if (!(error instanceof WebhookVerificationError)) throw error;
    console.log(`refused: ${error.code}`);
    return 400;
  }
}

function headersOf(request: IncomingMessage): Headers {
  return new Headers(
    Object.entries(request.headers).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value] as [string, string]] : [],
    ),
  );
}
