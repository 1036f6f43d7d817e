import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../src/kernel/clock.ts';
import { newId } from '../src/kernel/ids.ts';
import { createDeliverer, DELIVERY_TIMEOUTS } from '../src/webhooks/deliver.ts';

/** Takes connections and says `text`, and nothing more. */
async function receiverSaying(text: string): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.write(text);
    onTestFinished(() => {
      socket.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/`;
}

async function deliverTo(url: string) {
  const timeouts = { connectMilliseconds: 5_000, totalMilliseconds: 100 };
  const deliverer = createDeliverer({ clock: systemClock, allowLoopback: true, timeouts });
  onTestFinished(() => deliverer.close());
  const secret = `whsec_${randomBytes(32).toString('base64')}`;
  return deliverer.deliver({ id: newId(), url, body: '{}', secret }, new AbortController().signal);
}

test('a receiver has 10 seconds to connect and 30 for the whole request', () => {
  expect(DELIVERY_TIMEOUTS).toEqual({ connectMilliseconds: 10_000, totalMilliseconds: 30_000 });
});

test('a receiver that says nothing, or never ends its headers, has failed once the time is up', async () => {
  for (const text of ['', 'HTTP/1.1 200 OK\r\nx-slow: ']) {
    const result = await deliverTo(await receiverSaying(text));
    expect(result).toMatchObject({ kind: 'failed', httpStatus: null, error: 'no answer within 0.1 seconds' });
  }
});

test('a receiver that answered 200 and then stalls in its body was told: the status decides', async () => {
  const url = await receiverSaying('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf');
  expect(await deliverTo(url)).toMatchObject({ kind: 'delivered', httpStatus: 200 });
});
