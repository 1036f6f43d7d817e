import { existsSync, readFileSync } from 'node:fs';
import { chown, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import type { ServerUser } from './server-user.ts';

/** Names of lines in postmaster.pid, by PostgreSQL's own order (src/include/utils/pidfile.h). */
const PID_LINE = 0;
const SOCKET_DIRECTORY_LINE = 4;
const STATUS_LINE = 7;

/** The only role in an embedded server. It is reached through a private directory, so it has no password. */
export const EMBEDDED_ROLE = 'reelay';

export interface RunningServer {
  readonly pid: number;
  readonly socketDirectory: string;
  /**
   * `gone`: no process has its number. `dead`: the number belongs to something else by now, or to a killed server that
   * its parent has not yet cleared away, so that PostgreSQL would take it for alive.
   */
  readonly state: 'starting' | 'ready' | 'stopping' | 'gone' | 'dead';
}

/**
 * Creates the database cluster unless it exists. It is made beside its place and moved in as a whole, so that a crash
 * or a second starter never leaves half of one. Answers whether this call made it.
 */
export async function ensureDataDirectory(dataDirectory: string, user: ServerUser): Promise<boolean> {
  if (existsSync(join(dataDirectory, 'PG_VERSION'))) return false;
  await mkdir(dirname(dataDirectory), { recursive: true });
  const unfinished = `${dataDirectory}.init-${process.pid}`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  if (user.owner) await chown(unfinished, user.owner.uid, user.owner.gid);
  const end = await user.run('initdb', [
    `--pgdata=${unfinished}`,
    `--username=${EMBEDDED_ROLE}`,
    '--auth=trust',
    '--encoding=UTF8',
    // libc locales differ between machines and would make text indexes depend on the operating system
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    // a thousand small files take seconds on a busy disk; they are written out while the server starts
    '--no-sync',
  ]);
  if (end.status !== 0) {
    await rm(unfinished, { recursive: true, force: true });
    throw new EmbeddedPostgresError(
      `The database could not be created in ${dataDirectory}: ${end.errorOutput.trim()}`,
    );
  }
  try {
    await rename(unfinished, dataDirectory);
    return true;
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if (!existsSync(join(dataDirectory, 'PG_VERSION'))) throw error;
    return false;
  }
}

/** Makes the files of a new cluster survive a power cut. */
export async function syncDataDirectory(dataDirectory: string, user: ServerUser): Promise<void> {
  await user.run('initdb', ['--sync-only', `--pgdata=${dataDirectory}`]);
}

/** The server that the data directory says runs on it, and whether it still does. */
export function findRunningServer(dataDirectory: string): RunningServer | null {
  let lines: string[];
  try {
    lines = readFileSync(pidFile(dataDirectory), 'utf8').split('\n');
  } catch {
    return null;
  }
  const pid = Number(lines[PID_LINE]);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return {
    pid,
    socketDirectory: lines[SOCKET_DIRECTORY_LINE]?.trim() ?? '',
    state: isTaken(pid) ? stateOf(pid, lines[STATUS_LINE]?.trim()) : 'gone',
  };
}

/** Takes away the lock of a server that is dead for certain. Its children end by themselves within moments. */
export async function removeLock(dataDirectory: string): Promise<void> {
  await rm(pidFile(dataDirectory), { force: true });
}

function pidFile(dataDirectory: string): string {
  return join(dataDirectory, 'postmaster.pid');
}

function stateOf(pid: number, status: string | undefined): RunningServer['state'] {
  if (!isPostgres(pid)) return 'dead';
  if (status === 'ready') return 'ready';
  return status === 'stopping' ? 'stopping' : 'starting';
}

function isTaken(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** A zombie does not count. Where there is no /proc the answer is yes. */
function isPostgres(pid: number): boolean {
  try {
    return /\(postgres\) [^ZX]/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return true;
  }
}
