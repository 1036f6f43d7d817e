import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FormData } from 'undici';
import { expect, onTestFinished, test } from 'vitest';
import { createUpstream, NoReplyError, NotSentError, type Upstream, type UpstreamOptions } from './http.ts';

const SECRET = 'sk-live-0123456789abcdef';
const SIGNAL = new AbortController().signal;
const METHODS = ['GET', 'POST', 'PUT', 'DELETE'] as const;

function upstreamAt(baseUrl: string, changes: Partial<UpstreamOptions> = {}): Upstream {
  const headers = () => ({ authorization: `Bearer ${SECRET}` });
  const upstream = createUpstream({ baseUrl, headers, secrets: [SECRET], ...changes });
  onTestFinished(() => upstream.close());
  return upstream;
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a server that listens on a port has such an address
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function httpServer(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://${await listen(server)}`;
}

/** Counts the requests that arrive, whole, and does with each connection what it is told. */
async function rawServer(onRequest: (socket: Socket, count: number) => void) {
  const sockets = new Set<Socket>();
  let requests = 0;
  const server = createTcpServer((socket) => {
    let received = '';
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (piece) => {
      received += piece.toString('latin1');
      if (!isWhole(received)) return;
      received = '';
      requests += 1;
      onRequest(socket, requests);
    });
  });
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = await listen(server);
  return { address, url: `http://${address}`, requests: () => requests };
}

function isWhole(received: string): boolean {
  const [head = '', ...rest] = received.split('\r\n\r\n');
  const announced = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
  return rest.length > 0 && rest.join('\r\n\r\n').length >= announced;
}

/** Where nobody listens: a port that was just given back. */
async function closedPort(): Promise<string> {
  const server = createTcpServer();
  const address = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return address;
}

async function failureOf(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('it did not fail');
}

async function emptyDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'reelay-http-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

test('a call goes to its path behind the base address, with the headers of this very moment and the body as JSON', async () => {
  const seen: unknown[] = [];
  const url = await httpServer((request, response) => {
    const { authorization, 'content-type': type, 'x-one': one } = request.headers;
    const pieces: string[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece.toString()));
    request.on('end', () => {
      seen.push([request.method, request.url, authorization, type, one, pieces.join('')]);
      response.writeHead(201, { 'x-id': '7' }).end('{"id":"a"}');
    });
  });
  let count = 0;
  const headers = () => ({ authorization: `token ${(count += 1)}` });
  const upstream = upstreamAt(`${url}/base/`, { headers });
  const reply = await upstream.call(
    { method: 'POST', path: '/v1/tasks', query: { key: 'a b&c' }, json: { a: 1 }, headers: { 'x-one': '1' } },
    SIGNAL,
  );
  await upstream.call({ method: 'GET', path: '/v1' }, SIGNAL);
  expect(seen).toEqual([
    ['POST', '/base/v1/tasks?key=a+b%26c', 'token 1', 'application/json', '1', '{"a":1}'],
    ['GET', '/base/v1', 'token 2', undefined, undefined, ''],
  ]);
  expect(reply).toMatchObject({
    status: 201,
    json: { id: 'a' },
    text: '{"id":"a"}',
    note: 'HTTP 201 {"id":"a"}',
  });
  expect(reply.headers).toMatchObject({ 'x-id': '7' });
});

test('a form is sent as multipart', async () => {
  const url = await httpServer((request, response) => {
    request.resume().on('end', () => response.end(request.headers['content-type']));
  });
  const form = new FormData();
  form.set('name', 'value');
  const reply = await upstreamAt(url).call({ method: 'POST', path: '/upload', form }, SIGNAL);
  expect(reply.text).toMatch(/^multipart\/form-data; boundary=/);
});

test('what is no JSON is a reply all the same', async () => {
  const url = await httpServer((_request, response) =>
    response.writeHead(502).end('<html>bad gateway</html>'),
  );
  const reply = await upstreamAt(url).call({ method: 'GET', path: '/' }, SIGNAL);
  expect(reply).toMatchObject({ status: 502, json: undefined, note: 'HTTP 502 <html>bad gateway</html>' });
});

test.each([
  ['7', 7],
  ['0', 0],
  ['1.5', null],
  ['-1', null],
  ['99999999', null],
  ['Wed, 21 Oct 2026 07:28:00 GMT', null],
  [null, null],
])('Retry-After %j is %j seconds', async (value, seconds) => {
  const url = await httpServer((_request, response) =>
    response.writeHead(429, value === null ? {} : { 'retry-after': value }).end(),
  );
  const reply = await upstreamAt(url).call({ method: 'GET', path: '/' }, SIGNAL);
  expect(reply.retryAfterSeconds).toBe(seconds);
});

test.each([301, 302, 307, 308])('a redirect with %i is a reply, and is not followed', async (status) => {
  const paths: unknown[] = [];
  const url = await httpServer((request, response) => {
    paths.push(request.url);
    response.writeHead(status, { location: '/elsewhere' }).end();
  });
  const reply = await upstreamAt(url).call({ method: 'POST', path: '/tasks', json: {} }, SIGNAL);
  expect(reply.status).toBe(status);
  expect(paths).toEqual(['/tasks']);
});

test.each(METHODS)('a %s whose connection is cut after it was read is not sent again', async (method) => {
  const server = await rawServer((socket) => socket.destroy());
  const call = { method, path: '/tasks', ...(method === 'GET' ? {} : { json: { a: 1 } }) };
  expect(await failureOf(upstreamAt(server.url).call(call, SIGNAL))).toBeInstanceOf(NoReplyError);
  expect(server.requests()).toBe(1);
});

test.each(METHODS)(
  'nor is a %s that is cut on a connection that has served another before',
  async (method) => {
    const server = await rawServer((socket, count) => {
      if (count === 1) socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok');
      else socket.destroy();
    });
    const upstream = upstreamAt(server.url);
    await upstream.call({ method: 'GET', path: '/' }, SIGNAL);
    const call = { method, path: '/tasks', ...(method === 'GET' ? {} : { json: { a: 1 } }) };
    expect(await failureOf(upstream.call(call, SIGNAL))).toBeInstanceOf(NoReplyError);
    expect(server.requests()).toBe(2);
  },
);

test('what may cost never goes over a connection that was kept, which the other side may be closing', async () => {
  const served = new Map<Socket, number>();
  const server = await rawServer((socket) => {
    served.set(socket, (served.get(socket) ?? 0) + 1);
    socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok');
  });
  const upstream = upstreamAt(server.url);
  for (let count = 0; count < 3; count += 1) {
    await upstream.call({ method: 'GET', path: '/' }, SIGNAL);
    await upstream.call({ method: 'POST', path: '/tasks', json: {} }, SIGNAL);
  }
  expect([...served.values()].toSorted((a, b) => a - b)).toEqual([1, 1, 1, 3]);
});

test('where nobody listens nothing was sent', async () => {
  const address = await closedPort();
  const upstream = upstreamAt(`http://${address}`);
  const failure = await failureOf(upstream.call({ method: 'POST', path: '/', json: {} }, SIGNAL));
  expect(failure).toBeInstanceOf(NotSentError);
  expect(failure.message).toBe(`no connection: connect ECONNREFUSED ${address}`);
});

test('nor to a name that nobody has', async () => {
  const upstream = upstreamAt('http://upstream.invalid');
  const failure = await failureOf(upstream.call({ method: 'POST', path: '/', json: {} }, SIGNAL));
  expect(failure).toBeInstanceOf(NotSentError);
});

test('nor to what does not speak TLS', async () => {
  const server = createTcpServer((socket) => {
    socket.on('error', () => undefined);
    socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
  });
  onTestFinished(() => void server.close());
  const upstream = upstreamAt(`https://${await listen(server)}`);
  const failure = await failureOf(upstream.call({ method: 'POST', path: '/', json: {} }, SIGNAL));
  expect(failure).toBeInstanceOf(NotSentError);
});

test('nor to who takes the connection and never ends its handshake', async () => {
  const sockets: Socket[] = [];
  const server = createTcpServer((socket) => sockets.push(socket.on('error', () => undefined)));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const limits = { connectMilliseconds: 50 };
  const upstream = upstreamAt(`https://${await listen(server)}`, { limits });
  const failure = await failureOf(upstream.call({ method: 'POST', path: '/', json: {} }, SIGNAL));
  expect(failure).toBeInstanceOf(NotSentError);
});

test.each([
  ['half of the headers and the end', (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-')],
  [
    'half of the body and the end',
    (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{"a"'),
  ],
  [
    'a chunked body without its end',
    (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\n{"a"\r\n'),
  ],
  ['what is no HTTP', (socket: Socket) => socket.end('hello\r\n\r\n')],
  ['nothing', () => undefined],
  [
    'half of the body and nothing more',
    (socket: Socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{"a"'),
  ],
])('after %s nobody knows what became of a start', async (_what, behave) => {
  const server = await rawServer((socket) => behave(socket));
  const upstream = upstreamAt(server.url, { limits: { headersMilliseconds: 50, idleMilliseconds: 50 } });
  const failure = await failureOf(upstream.call({ method: 'POST', path: '/tasks', json: {} }, SIGNAL));
  expect(failure).toBeInstanceOf(NoReplyError);
  expect(server.requests()).toBe(1);
});

test('nor after the caller has waited long enough', async () => {
  const waiting = new AbortController();
  const server = await rawServer(() => waiting.abort());
  const failure = await failureOf(
    upstreamAt(server.url).call({ method: 'POST', path: '/tasks', json: {} }, waiting.signal),
  );
  expect(failure).toBeInstanceOf(NoReplyError);
  expect(failure.message).toBe('no reply in time');
});

test('a reply that is larger than it may be is not read to its end', async () => {
  let sent = 0;
  const url = await httpServer((_request, response) => {
    const pour = (): void => {
      while (!response.destroyed && response.write(Buffer.alloc(10_000))) sent += 10_000;
    };
    response.on('drain', pour);
    pour();
  });
  const upstream = upstreamAt(url, { limits: { mostReplyBytes: 50_000 } });
  const failure = await failureOf(upstream.call({ method: 'GET', path: '/' }, SIGNAL));
  expect(failure).toBeInstanceOf(NoReplyError);
  expect(failure.message).toContain('the reply is larger than 50000 bytes');
  expect(sent).toBeLessThan(50_000_000);
});

test('no note and no error has a secret', async () => {
  const url = await httpServer((request, response) =>
    response.writeHead(401).end(`wrong key: ${request.headers.authorization ?? ''}`),
  );
  const reply = await upstreamAt(url).call({ method: 'GET', path: '/' }, SIGNAL);
  expect(reply.note).toBe('HTTP 401 wrong key: Bearer [secret]');
  const nowhere = upstreamAt(`http://${SECRET}.invalid`);
  const failure = await failureOf(nowhere.call({ method: 'GET', path: '/' }, SIGNAL));
  expect(failure).toBeInstanceOf(NotSentError);
  expect(`${failure.message} ${failure.stack ?? ''} ${String(failure.cause)}`).not.toContain(SECRET);
  expect(nowhere.redact(`a ${SECRET}`)).toBe('a [secret]');
});

test('only what has scheme, name and port of the base address is its own', () => {
  const upstream = upstreamAt('https://api.test/base');
  expect(upstream.isOwn('https://api.test/files/1')).toBe(true);
  expect(upstream.isOwn('https://api.test:443/')).toBe(true);
  for (const other of [
    'http://api.test/',
    'https://api.test:444/',
    'https://api.test.evil.test/',
    'https://api.test@evil.test/',
    '/files/1',
    '',
  ])
    expect([other, upstream.isOwn(other)]).toEqual([other, false]);
});

test('a file is fetched with the key, and is there under its name when it is whole', async () => {
  const seen: unknown[] = [];
  const url = await httpServer((request, response) => {
    seen.push(request.headers.authorization);
    response.end('a video');
  });
  const directory = await emptyDirectory();
  const toPath = join(directory, 'video.mp4');
  expect(await upstreamAt(url).fetchFile(`${url}/files/1`, toPath, SIGNAL)).toEqual({
    kind: 'done',
    byteCount: 7,
  });
  expect(await readdir(directory)).toEqual(['video.mp4']);
  expect(await readFile(toPath, 'utf8')).toBe('a video');
  expect(seen).toEqual([`Bearer ${SECRET}`]);
});

const TOO_MUCH = `HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n${'x'.repeat(2_000)}`;

test.each([
  ['that is cut', (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 900\r\n\r\nhalf')],
  [
    'that is cut between two chunks',
    (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\nhalf\r\n'),
  ],
  [
    'that stops coming',
    (socket: Socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 900\r\n\r\nhalf'),
  ],
  ['that is too large', (socket: Socket) => socket.end(TOO_MUCH)],
  ['that is gone', (socket: Socket) => socket.end('HTTP/1.1 404 Not Found\r\ncontent-length: 4\r\n\r\ngone')],
  [
    'of which only a part is offered',
    (socket: Socket) => socket.end('HTTP/1.1 206 Partial\r\ncontent-length: 4\r\n\r\npart'),
  ],
  ['of a server that hangs up', (socket: Socket) => socket.destroy()],
])('a file %s leaves nothing behind', async (_what, behave) => {
  const server = await rawServer((socket) => behave(socket));
  const directory = await emptyDirectory();
  const limits = { mostFileBytes: 1_000, idleMilliseconds: 50 };
  const fetched = await upstreamAt(server.url, { limits }).fetchFile(
    `${server.url}/files/1?token=${SECRET}`,
    join(directory, 'video.mp4'),
    SIGNAL,
  );
  expect(fetched).toEqual({ kind: 'unreachable', why: expect.not.stringContaining(SECRET) });
  expect(await readdir(directory)).toEqual([]);
});

test('a fetch that is called off is no answer about the file, and leaves nothing behind', async () => {
  const waiting = new AbortController();
  const server = await rawServer((socket) => {
    socket.write('HTTP/1.1 200 OK\r\ncontent-length: 900\r\n\r\nhalf', () =>
      waiting.abort(new Error('called off')),
    );
  });
  const directory = await emptyDirectory();
  const fetching = upstreamAt(server.url).fetchFile(
    `${server.url}/f`,
    join(directory, 'v.mp4'),
    waiting.signal,
  );
  await expect(fetching).rejects.toThrow('called off');
  expect(await readdir(directory)).toEqual([]);
});

test('the key goes to no other origin: neither when asked to, nor when sent there', async () => {
  const other = await rawServer((socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok'));
  const url = await httpServer((_request, response) =>
    response.writeHead(302, { location: `${other.url}/files/1` }).end(),
  );
  const directory = await emptyDirectory();
  const upstream = upstreamAt(url);
  for (const address of [`${other.url}/files/1`, `${url}@${other.address}/`, `${url}/files/1`, 'no address'])
    expect(await upstream.fetchFile(address, join(directory, 'v.mp4'), SIGNAL)).toMatchObject({
      kind: 'unreachable',
    });
  expect(other.requests()).toBe(0);
  expect(await readdir(directory)).toEqual([]);
});
