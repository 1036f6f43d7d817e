import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, lstat, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import type { ServerUser } from './server-user.ts';

/** sun_path holds 107 characters on Linux and 103 on macOS, and `/.s.PGSQL.5432` takes 14 of them. */
const LONGEST_SOCKET_DIRECTORY = 103 - '/.s.PGSQL.5432'.length;

/**
 * A directory that only the server's user can enter, with a path short enough for a unix socket: beside the data
 * when that fits, else in the system's temporary directory. Who can enter it can use the database.
 */
export async function ensureSocketDirectory(dataDirectory: string, user: ServerUser): Promise<string> {
  const digest = createHash('sha256').update(dataDirectory).digest('hex').slice(0, 12);
  const candidates = [
    join(dirname(dataDirectory), 'socket'),
    join(tmpdir(), `reelay-${digest}`),
    join('/tmp', `reelay-${digest}`),
  ];
  const directory = candidates.find((path) => Buffer.byteLength(path) <= LONGEST_SOCKET_DIRECTORY);
  if (directory === undefined)
    throw new EmbeddedPostgresError('No temporary directory has a path short enough for a socket.');
  const ownerId = user.owner?.uid ?? process.getuid?.() ?? 0;
  if (!existsSync(directory)) {
    await mkdir(directory, { mode: 0o700 });
    if (user.owner) await chown(directory, user.owner.uid, user.owner.gid);
  }
  const found = await lstat(directory);
  if (!found.isDirectory() || (found.mode & 0o077) !== 0 || (found.uid !== ownerId && found.uid !== 0))
    throw new EmbeddedPostgresError(`${directory} is not a private directory of ours.`);
  return directory;
}
