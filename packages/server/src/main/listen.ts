import { Server, type ServerResponse } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import type { Config } from './config.ts';
import { ConfigError } from './config.ts';

/** A slow client may hold a connection no longer than this while it sends its request. */
const REQUEST_MILLISECONDS = 300_000;
const HEADERS_MILLISECONDS = 15_000;
/** How long requests that are being answered may still take when we stop. */
const DRAIN_MILLISECONDS = 5_000;

export interface Listener {
  readonly url: string;
  /** Takes no new connection, waits for what is being answered, then cuts the rest. Every answer from now on ends its connection. */
  close(): Promise<void>;
}

type Fetch = (request: Request) => Response | Promise<Response>;

export async function listen(
  fetch: Fetch,
  config: Pick<Config, 'host' | 'port'>,
  drainMilliseconds: number = DRAIN_MILLISECONDS,
): Promise<Listener> {
  const server = createAdaptorServer({ fetch });
  if (!(server instanceof Server)) throw new TypeError('the adapter made no HTTP/1.1 server');
  server.requestTimeout = REQUEST_MILLISECONDS;
  server.headersTimeout = HEADERS_MILLISECONDS;
  const answering = noteAnswering(server);
  await bind(server, config);
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : config.port;
  const host = config.host === '0.0.0.0' || config.host === '::' ? '127.0.0.1' : config.host;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    close: () => drain(server, answering, drainMilliseconds),
  };
}

async function bind(server: Server, { host, port }: Pick<Config, 'host' | 'port'>): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE')
        reject(new ConfigError([`PORT: ${port} is in use; set PORT to a free one, or to 0`]));
      else if (error.code === 'EACCES')
        reject(new ConfigError([`PORT: ${port} may not be opened by this user`]));
      else reject(error);
    });
    server.listen(port, host, resolve);
  });
}

/** The answers that are not out yet. */
function noteAnswering(server: Server): ReadonlySet<ServerResponse> {
  const answering = new Set<ServerResponse>();
  server.on('request', (_request, response) => {
    answering.add(response);
    response.once('close', () => answering.delete(response));
  });
  return answering;
}

async function drain(
  server: Server,
  answering: ReadonlySet<ServerResponse>,
  drainMilliseconds: number,
): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  // A connection that is kept would be open for seconds after its answer, and bring requests that are cut in their middle.
  server.prependListener('request', (_request, response) => endConnectionAfter(server, response));
  for (const response of answering) endConnectionAfter(server, response);
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), drainMilliseconds);
  await closed;
  clearTimeout(cut);
}

/** The caller is told where that is still possible; who has the head already (a download) loses the connection when it is idle. */
function endConnectionAfter(server: Server, response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('Connection', 'close');
  else response.once('close', () => setImmediate(() => server.closeIdleConnections()));
}
