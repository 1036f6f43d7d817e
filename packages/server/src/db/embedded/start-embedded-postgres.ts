import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { findNativeDirectory, restoreLibraryLinks, thisHost, type HostPlatform } from './binaries.ts';
import {
  EMBEDDED_ROLE,
  ensureDataDirectory,
  findRunningServer,
  removeLock,
  syncDataDirectory,
  type RunningServer,
} from './data-directory.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { ensureSocketDirectory } from './private-directory.ts';
import { chooseServerUser, type ServerUser } from './server-user.ts';
import { signOff, signOn, startWatchdog } from './watchdog.ts';

const SETTINGS = {
  // no network at all: the socket's directory is the only door
  listen_addresses: "''",
  shared_buffers: '64MB',
  max_connections: '200',
  wal_compression: 'on',
} as const satisfies Record<string, string>;

const LOOK_AGAIN_MILLISECONDS = 40;
/** Recovery after a crash can take a while on a slow disk. */
const MOST_LOOKS = 60_000 / LOOK_AGAIN_MILLISECONDS;
const MOST_STARTS = 5;
/** Long enough for the children of a killed server to end; some containers never clear away the dead process itself. */
const MOST_LOOKS_AT_DEAD = 5_000 / LOOK_AGAIN_MILLISECONDS;

export interface EmbeddedPostgresOptions {
  /** Where the database lives; created when absent. */
  readonly dataDir: string;
  /** Settings of postgresql.conf, over the defaults. */
  readonly settings?: Readonly<Record<string, string>>;
  /** For tests: another machine, other binaries, no user namespaces. */
  readonly host?: HostPlatform;
  readonly nativeDirectory?: string;
  readonly mayUseNamespace?: boolean;
}

export interface EmbeddedPostgres {
  /** A connection string for the database `postgres` in it. */
  readonly url: string;
  /** Process id of the server. */
  readonly pid: number;
  /** True when the server was already running, started by another process. */
  readonly adopted: boolean;
  /** Ends our use; the server itself stops with its last user. */
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL on `dataDir`, or joins the server that already runs there. It ends with the last process that
 * uses it, however that ends. Throws `EmbeddedPostgresError`, which names DATABASE_URL, when it cannot run here.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDirectory = resolve(options.dataDir);
  const nativeDirectory = options.nativeDirectory ?? findNativeDirectory(options.host ?? thisHost());
  await restoreLibraryLinks(nativeDirectory);
  const user = await chooseServerUser({
    nativeDirectory,
    isRoot: process.getuid?.() === 0,
    mayUseNamespace: options.mayUseNamespace ?? true,
  });
  const isNew = await ensureDataDirectory(dataDirectory, user);
  if (isNew && options.settings?.['fsync'] !== 'off') void syncDataDirectory(dataDirectory, user);
  const socketDirectory = await ensureSocketDirectory(dataDirectory, user);
  const usersDirectory = `${dataDirectory}.users`;
  const signOnFile = await signOn(usersDirectory);
  try {
    const settings = options.settings ?? {};
    const { server, adopted, isHere } = await startOrAdopt(dataDirectory, socketDirectory, user, settings);
    const watchdog = isHere ? startWatchdog(dataDirectory, usersDirectory, signOnFile, user) : null;
    return {
      url: `postgres://${EMBEDDED_ROLE}@localhost/postgres?host=${encodeURIComponent(server.socketDirectory)}`,
      pid: server.pid,
      adopted,
      stop: () => watchdog?.release() ?? signOff(signOnFile),
    };
  } catch (error) {
    await signOff(signOnFile);
    throw error;
  }
}

interface FoundServer {
  readonly server: RunningServer;
  readonly adopted: boolean;
  /** False when the process is not among ours: it runs in another container that shares the directory. */
  readonly isHere: boolean;
}

async function startOrAdopt(
  dataDirectory: string,
  socketDirectory: string,
  user: ServerUser,
  settings: Readonly<Record<string, string>>,
): Promise<FoundServer> {
  let adopted = true;
  let starts = 0;
  let looksAtDead = 0;
  for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
    const server = findRunningServer(dataDirectory);
    const state = server?.state ?? 'gone';
    if (server && state !== 'starting' && state !== 'stopping' && (await answers(server.socketDirectory)))
      return { server, adopted, isHere: state === 'ready' };
    if (state === 'gone') {
      const end = await user.run('pg_ctl', startArguments(dataDirectory, socketDirectory, settings));
      if (end.status === 0) adopted = false;
      else starts += 1;
      if (starts >= MOST_STARTS) throw await startFailure(dataDirectory, end.errorOutput);
    } else if (state === 'dead') {
      looksAtDead += 1;
      if (looksAtDead > MOST_LOOKS_AT_DEAD) await removeLock(dataDirectory);
    }
    await pause(LOOK_AGAIN_MILLISECONDS);
  }
  throw await startFailure(dataDirectory, 'it did not become ready in time');
}

function startArguments(
  dataDirectory: string,
  socketDirectory: string,
  settings: Readonly<Record<string, string>>,
): readonly string[] {
  const all = { ...SETTINGS, unix_socket_directories: `'${socketDirectory}'`, ...settings };
  const flags = Object.entries(all).map(([name, value]) => `-c ${name}=${value}`);
  const log = join(dataDirectory, 'server.log');
  return ['start', '-D', dataDirectory, '-w', '-t', '60', '-l', log, '-o', flags.join(' ')];
}

async function startFailure(dataDirectory: string, errorOutput: string): Promise<EmbeddedPostgresError> {
  const log = await readFile(join(dataDirectory, 'server.log'), 'utf8').catch(() => '');
  return new EmbeddedPostgresError(
    `The embedded PostgreSQL in ${dataDirectory} did not start: ${errorOutput.trim()} ${log.slice(-500).trim()}`,
  );
}

function answers(socketDirectory: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(join(socketDirectory, '.s.PGSQL.5432'));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
