import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { dialNetwork, type Dial } from './dial.ts';
import {
  createDownloader,
  type DownloadLimits,
  type DownloaderOptions,
  type DownloadResult,
} from './download.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => unknown;

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function serving(answer: Answer): Promise<string> {
  const server = createServer((request, response) => void answer(request, response));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return listening(server);
}

interface Bench {
  readonly directory: string;
  readonly toPath: string;
  readonly fetch: (url: string, signal?: AbortSignal) => Promise<DownloadResult>;
}

async function bench(options: Partial<DownloaderOptions> = {}, mostBytes = 100_000): Promise<Bench> {
  const directory = await mkdtemp(join(tmpdir(), 'reelay-download-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const toPath = join(directory, 'file');
  const downloader = createDownloader({ allowLoopback: true, ...options });
  return {
    directory,
    toPath,
    fetch: (url, signal = new AbortController().signal) =>
      downloader.download({ url, kind: 'image', toPath, mostBytes }, signal),
  };
}

/** Sends as much as is taken, for ever. */
function endless(response: ServerResponse): void {
  const piece = Buffer.alloc(16 * 1024);
  const more = (): void => {
    while (!response.destroyed && response.write(piece));
  };
  response.on('drain', more);
  more();
}

test('a file arrives whole, with what the server calls it', async () => {
  const { fetch, toPath, directory } = await bench();
  const bytes = Buffer.alloc(90_000, 'picture ');
  const url = await serving((_request, response) =>
    response.writeHead(200, { 'content-type': 'Image/PNG; charset=x' }).end(bytes),
  );
  expect(await fetch(url)).toEqual({ kind: 'done', byteCount: 90_000, mediaType: 'image/png' });
  expect((await readFile(toPath)).equals(bytes)).toBe(true);
  expect(await readdir(directory)).toEqual(['file']);
});

test('the server learns nothing but the host and what is wanted, not even its own cookie', async () => {
  const headers: IncomingMessage['headers'][] = [];
  const url = await serving((request, response) => {
    headers.push(request.headers);
    const again = headers.length === 1 ? { location: '/again' } : {};
    response.writeHead(headers.length === 1 ? 302 : 200, { ...again, 'set-cookie': 'a=b' }).end('x');
  });
  expect(await (await bench()).fetch(url)).toMatchObject({ kind: 'done', mediaType: null });
  const { host } = new URL(url);
  const sent = {
    host,
    accept: 'image/*',
    'accept-encoding': 'identity',
    'user-agent': 'Reelay/1',
    connection: 'keep-alive',
  };
  expect(headers).toEqual([sent, sent]);
});

test('proxies of the environment are not used', async () => {
  let proxied = 0;
  const proxy = await serving((_request, response) => {
    proxied += 1;
    response.end();
  });
  for (const name of ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'])
    vi.stubEnv(name, proxy);
  vi.stubEnv('NO_PROXY', '');
  onTestFinished(() => void vi.unstubAllEnvs());
  const url = await serving((_request, response) => response.end('x'));
  expect((await (await bench()).fetch(url)).kind).toBe('done');
  expect(proxied).toBe(0);
});

test('a body that says that it is too long is not begun', async () => {
  const { fetch, directory } = await bench({}, 10_000_000);
  const url = await serving((_request, response) => {
    response.writeHead(200, { 'content-length': '12345678' }).flushHeaders();
  });
  expect(await fetch(url)).toEqual({
    kind: 'refused',
    why: 'The file has 12.4 MB; at most 10 MB are allowed.',
  });
  expect(await readdir(directory)).toEqual([]);
});

test('a body that does not say how long it is is cut off where it becomes too long', async () => {
  const { fetch, directory } = await bench();
  const closed = Promise.withResolvers<void>();
  const url = await serving((_request, response) => {
    response.on('close', () => closed.resolve());
    endless(response);
  });
  expect(await fetch(url)).toEqual({
    kind: 'refused',
    why: 'The file has more than the 100000 bytes allowed.',
  });
  expect(await readdir(directory)).toEqual([]);
  await closed.promise;
});

test('a file of exactly the most bytes is taken', async () => {
  const { fetch } = await bench({}, 5);
  expect(await fetch(await serving((_request, response) => response.end('12345')))).toMatchObject({
    byteCount: 5,
  });
});

test('a compressed body is refused, since nobody asked for one', async () => {
  const url = await serving((_request, response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end('bomb'),
  );
  expect(await (await bench()).fetch(url)).toEqual({
    kind: 'refused',
    why: 'The address answers with a compressed body, though none was asked for.',
  });
});

test('any status but 200 is said, and its body is not', async () => {
  const { fetch } = await bench();
  for (const status of [201, 204, 206, 300, 304, 400, 401, 403, 404, 410, 429, 500, 503]) {
    const url = await serving((_request, response) =>
      response
        .writeHead(status, { location: '/elsewhere' })
        .end(status === 204 || status === 304 ? '' : 'secret'),
    );
    expect(await fetch(url)).toEqual({
      kind: 'unreachable',
      why: `The address answered ${status}; 200 is needed.`,
    });
  }
});

test('an empty file is none', async () => {
  const { fetch, directory } = await bench();
  expect(await fetch(await serving((_request, response) => response.end()))).toEqual({
    kind: 'unreachable',
    why: 'The address answered 200 with an empty body.',
  });
  expect(await readdir(directory)).toEqual([]);
});

test('three redirects are followed, a fourth is not, and a circle ends there too', async () => {
  const { fetch } = await bench();
  let requests = 0;
  const url = await serving((request, response) => {
    requests += 1;
    const left = Number(request.url?.slice(1));
    if (left === 0) return response.end('x');
    const location = Number.isNaN(left) ? request.url : String(left - 1);
    // A redirect may have a body of any length; it is not read.
    response.writeHead(302, { location });
    return endless(response);
  });
  expect((await fetch(`${url}/3`)).kind).toBe('done');
  expect(requests).toBe(4);
  const tooMany = { kind: 'refused', why: 'It redirects more than 3 times.' };
  expect(await fetch(`${url}/4`)).toEqual(tooMany);
  expect(await fetch(`${url}/circle`)).toEqual(tooMany);
  expect(requests).toBe(12);
});

test('a redirect without an address is an answer like any other', async () => {
  const url = await serving((_request, response) => response.writeHead(302).end());
  expect(await (await bench()).fetch(url)).toMatchObject({ why: 'The address answered 302; 200 is needed.' });
});

const BROKEN: Record<
  string,
  { readonly answer: Answer; readonly why: RegExp; readonly limits?: Partial<DownloadLimits> }
> = {
  'with fewer bytes than announced': {
    answer: (_request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half', () => response.socket?.destroySoon());
    },
    why: /broke the connection off|fewer or more bytes/,
  },
  'in the middle of a chunked body': {
    answer: (_request, response) => {
      response.writeHead(200);
      response.write('half', () => response.socket?.destroySoon());
    },
    why: /broke the connection off/,
  },
  'before it has answered': {
    answer: (request) => request.socket.destroy(),
    why: /broke the connection off/,
  },
  'by silence before the answer': {
    answer: () => undefined,
    why: /did not begin to answer in time/,
    limits: { headersMilliseconds: 150 },
  },
  'by silence in the middle': {
    answer: (_request, response) => {
      response.writeHead(200);
      response.write('half');
    },
    why: /stopped sending in the middle/,
    limits: { idleMilliseconds: 150 },
  },
  'by headers without end': {
    answer: (_request, response) => response.writeHead(200, { x: 'y'.repeat(20_000) }).end(),
    why: /too many headers/,
  },
};

test.each(Object.entries(BROKEN))(
  'a server that ends %s leaves no file',
  async (_name, { answer, why, limits = {} }) => {
    const { fetch, directory } = await bench({ limits });
    const result = await fetch(await serving(answer));
    expect(result).toEqual({ kind: 'unreachable', why: expect.stringMatching(why) });
    expect(await readdir(directory)).toEqual([]);
  },
);

test('a server that drips just fast enough is cut off by the total time', async () => {
  const { fetch, directory } = await bench({
    limits: { idleMilliseconds: 1_000, totalMilliseconds: { image: 200, video: 200 } },
  });
  const url = await serving((_request, response) => {
    const dripping = setInterval(() => response.write('.'), 10);
    response.on('close', () => clearInterval(dripping));
  });
  expect(await fetch(url)).toEqual({ kind: 'unreachable', why: 'It took longer than 0.2 seconds.' });
  expect(await readdir(directory)).toEqual([]);
});

test('something that does not speak HTTP is said to be so', async () => {
  const server = createTcpServer(
    (socket) => void socket.on('error', () => undefined).end('SSH-2.0-OpenSSH_9.6\r\n'),
  );
  onTestFinished(() => void server.close());
  expect(await (await bench()).fetch(await listening(server))).toEqual({
    kind: 'unreachable',
    why: 'The address does not speak HTTP.',
  });
});

test('the reason to stop is thrown, and no file is left', async () => {
  const { fetch, directory } = await bench();
  const stopping = new AbortController();
  const url = await serving((_request, response) => {
    response.writeHead(200);
    response.write('half', () => stopping.abort(new Error('the worker stops')));
  });
  await expect(fetch(url, stopping.signal)).rejects.toThrow('the worker stops');
  expect(await readdir(directory)).toEqual([]);
  await expect(fetch(url, stopping.signal)).rejects.toThrow('the worker stops');
});

test('a failure does not touch the file that was there', async () => {
  const { fetch, toPath, directory } = await bench();
  await writeFile(toPath, 'before');
  expect((await fetch(await serving((_request, response) => endless(response)))).kind).toBe('refused');
  expect(await readFile(toPath, 'utf8')).toBe('before');
  expect(await readdir(directory)).toEqual(['file']);
});

test('a disk that cannot be written is thrown and not blamed on the address', async () => {
  const { fetch, directory } = await bench();
  await rm(directory, { recursive: true });
  await expect(fetch(await serving((_request, response) => response.end('x')))).rejects.toThrow('ENOENT');
});

test('the next address of a name is tried when one does not answer, and no more than three are', async () => {
  const url = await serving((_request, response) => response.end('x'));
  const { port } = new URL(url);
  const tried: string[] = [];
  const dial: Dial = (target) => {
    tried.push(target.address);
    if (target.address === '127.0.0.4') return dialNetwork({ ...target, address: '127.0.0.1' });
    return Promise.reject(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }));
  };
  const names: Record<string, string[]> = {
    'third.test': ['127.0.0.2', '127.0.0.3', '127.0.0.4'],
    'fourth.test': ['127.0.0.2', '127.0.0.3', '127.0.0.5', '127.0.0.4'],
  };
  const { fetch } = await bench({ dial, resolve: async (name) => names[name] ?? [] });
  expect((await fetch(`http://third.test:${port}/`)).kind).toBe('done');
  expect(tried).toEqual(['127.0.0.2', '127.0.0.3', '127.0.0.4']);
  expect(await fetch(`http://fourth.test:${port}/`)).toEqual({
    kind: 'unreachable',
    why: 'The address refuses connections.',
  });
  expect(await fetch(`http://none.test:${port}/`)).toMatchObject({ kind: 'unreachable' });
});

test('for development, loopback is allowed on any port, and nothing else is', async () => {
  const url = await serving((_request, response) => response.end('x'));
  const { port } = new URL(url);
  const { fetch } = await bench();
  for (const host of ['127.0.0.1', 'localhost', '2130706433'])
    expect((await fetch(`http://${host}:${port}/`)).kind).toBe('done');
  for (const host of ['0.0.0.0', '10.0.0.1', '169.254.169.254', '[::ffff:127.0.0.1]', '1.1.1.1'])
    expect((await fetch(`http://${host}:${port}/`)).kind).toBe('refused');
});
