/** Something between a server and its PostgreSQL that can be shut, that refuses, and that loses replies. */
import { connect, createServer, type NetConnectOpts, type Socket } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** What becomes of new connections, and of what comes over those that are open. */
type Manner =
  | { readonly kind: 'open' }
  /** Takes connections and never says a word. */
  | { readonly kind: 'silent' }
  /** Answers the first message of a connection with this SQLSTATE and hangs up. */
  | { readonly kind: 'refusing'; readonly state: string }
  /** Passes the next commit on and hangs up before its reply. */
  | { readonly kind: 'losing_commit' };

export interface DatabaseDoor {
  /** The same database, by way of the door. */
  readonly url: string;
  set(manner: Manner): void;
  /** Hangs up on everybody and refuses connections. */
  shut(): Promise<void>;
  /** The same address takes connections again. */
  open(): Promise<void>;
}

/** Stands before the database of `url` on a port of loopback, and is gone with the test. */
export async function databaseDoor(url: string): Promise<DatabaseDoor> {
  const target = targetOf(url);
  const sockets = new Set<Socket>();
  let manner: Manner = { kind: 'open' };
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    if (manner.kind === 'silent') return;
    if (manner.kind === 'refusing') {
      const { state } = manner;
      socket.once('data', () => socket.end(fatal(state)));
      return;
    }
    passOn(socket, connect(target), () => {
      if (manner.kind !== 'losing_commit') return false;
      manner = { kind: 'open' };
      return true;
    });
  });
  let port = 0;
  const open = (): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
  const shut = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  await open();
  onTestFinished(shut);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening on a port');
  port = address.port;
  return { url: through(url, port), open, shut, set: (next) => void (manner = next) };
}

/** `losesReply` is asked at each commit. */
function passOn(client: Socket, server: Socket, losesReply: () => boolean): void {
  client.on('data', (bytes) => {
    server.write(bytes);
    if (!bytes.includes('commit') || !losesReply()) return;
    client.destroy();
  });
  server.on('data', (bytes) => {
    if (!client.destroyed) client.write(bytes);
  });
  server.on('error', () => undefined);
  // What was passed on is carried out also when nobody waits for it any more.
  client.on('close', () => server.end());
  server.on('close', () => client.destroy());
}

/** An error that ends the session: https://www.postgresql.org/docs/current/protocol-message-formats.html */
function fatal(state: string): Buffer {
  const fields = Buffer.from(`SFATAL\0VFATAL\0C${state}\0Mthe test says so\0\0`);
  const head = Buffer.alloc(5);
  head.write('E');
  head.writeUInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}

function targetOf(url: string): NetConnectOpts {
  const { hostname, port, searchParams } = new URL(url);
  const directory = searchParams.get('host');
  const number = Number(port || 5432);
  return directory?.startsWith('/')
    ? { path: join(directory, `.s.PGSQL.${number}`) }
    : { host: hostname, port: number };
}

function through(url: string, port: number): string {
  const changed = new URL(url);
  changed.searchParams.delete('host');
  changed.hostname = '127.0.0.1';
  changed.port = String(port);
  return changed.href;
}
