import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { Hono } from 'hono';
import { expect, onTestFinished, test } from 'vitest';
import { listen } from '../main/listen.ts';
import { silentLogger } from '../kernel/log.ts';
import { errorResponse } from './error-response.ts';
import { readBody, type Patience } from './read-body.ts';
import type { HttpEnv } from './request-context.ts';

/** A server that counts the bytes of a body; answers what it says to what is written on a connection. */
async function server(patience: Patience, mostBytes = 1_000) {
  const app = new Hono<HttpEnv>();
  app.use(async (c, next) => {
    c.set('log', silentLogger);
    await next();
  });
  app.onError(errorResponse);
  app.post('/', async (c) => {
    let byteCount = 0;
    for await (const bytes of readBody(c, { mostBytes, patience })) byteCount += bytes.length;
    return c.text(`${byteCount} bytes`);
  });
  const listener = await listen(app.fetch, { host: '127.0.0.1', port: 0 });
  onTestFinished(() => listener.close());
  const { port } = new URL(listener.url);
  return async (...pieces: readonly string[]): Promise<string> => {
    const socket = connect(Number(port), '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    for (const piece of pieces) socket.write(piece);
    return text(socket);
  };
}

const head = (fields: string): string => `POST / HTTP/1.1\r\nHost: a\r\n${fields}\r\n\r\n`;

test('who stops sending is told so with 408, and the connection is closed', async () => {
  const send = await server({ milliseconds: 50, leastBytes: 10 });
  const answer = await send(head('Content-Length: 100'), 'only so much');
  expect(answer).toMatch(/^HTTP\/1\.1 408 /);
  expect(answer).toContain('"code":"REQUEST_TIMEOUT"');
});

test('a body without a length that grows too large is told so with 413, though the caller would go on', async () => {
  const send = await server({ milliseconds: 30_000, leastBytes: 10 });
  const chunk = `400\r\n${'x'.repeat(1024)}\r\n`;
  const answer = await send(head('Transfer-Encoding: chunked'), chunk, chunk);
  expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  expect(answer).toContain('larger than 1000 bytes');
});

test('an announced length that is too large is refused before anything is read', async () => {
  const send = await server({ milliseconds: 30_000, leastBytes: 10 });
  expect(await send(head('Content-Length: 1001'))).toMatch(/^HTTP\/1\.1 413 /);
});

test('a body that comes whole is read whole', async () => {
  const send = await server({ milliseconds: 30_000, leastBytes: 10 });
  const answer = await send(head('Content-Length: 5\r\nConnection: close'), 'hello');
  expect(answer).toContain('5 bytes');
});
