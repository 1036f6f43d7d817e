import { Server } from 'node:http';
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
  /** Takes no new connection, waits for what is being answered, then cuts the rest. */
  close(): Promise<void>;
}

type Fetch = (request: Request) => Response | Promise<Response>;

export async function listen(fetch: Fetch, config: Pick<Config, 'host' | 'port'>): Promise<Listener> {
  const server = createAdaptorServer({ fetch });
  if (!(server instanceof Server)) throw new TypeError('the adapter made no HTTP/1.1 server');
  server.requestTimeout = REQUEST_MILLISECONDS;
  server.headersTimeout = HEADERS_MILLISECONDS;
  await bind(server, config);
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : config.port;
  const host = config.host === '0.0.0.0' || config.host === '::' ? '127.0.0.1' : config.host;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    close: () => drain(server),
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

async function drain(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MILLISECONDS);
  await closed;
  clearTimeout(cut);
}
