import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { runProgram, type Credentials, type ProgramEnd } from './run-program.ts';

/** `nobody` on every Linux and macOS. */
const NOBODY: Credentials = { uid: 65_534, gid: 65_534 };
const USER_NAMESPACE = ['-U', `--map-user=${NOBODY.uid}`, `--map-group=${NOBODY.gid}`];
/** A place that every user can read and that outlives a reboot. */
const SHARED_COPY_PARENT = '/var/tmp';

/**
 * Who runs the server's programs. PostgreSQL refuses to run as root, so root becomes somebody else:
 * in a user namespace where that is allowed (files stay root's), else by switching to `nobody`.
 */
export interface ServerUser {
  readonly how: 'self' | 'user namespace' | 'nobody';
  /** Set when files must belong to another user than ours. */
  readonly owner: Credentials | null;
  readonly binDirectory: string;
  /** The command line that runs `program` of PostgreSQL. */
  commandLine(program: string, args: readonly string[]): readonly [string, readonly string[]];
  run(program: string, args: readonly string[]): Promise<ProgramEnd>;
}

export interface ServerUserOptions {
  readonly nativeDirectory: string;
  readonly isRoot: boolean;
  /** False where namespaces are known not to work, and in tests of the other way. */
  readonly mayUseNamespace: boolean;
}

export async function chooseServerUser(options: ServerUserOptions): Promise<ServerUser> {
  const binDirectory = join(options.nativeDirectory, 'bin');
  if (!options.isRoot) return serverUser('self', binDirectory, null);
  if (options.mayUseNamespace && (await namespaceWorks(binDirectory)))
    return serverUser('user namespace', binDirectory, null);
  const readable = await makeReadable(options.nativeDirectory);
  return serverUser('nobody', join(readable, 'bin'), NOBODY);
}

function serverUser(how: ServerUser['how'], binDirectory: string, owner: Credentials | null): ServerUser {
  const commandLine: ServerUser['commandLine'] = (program, args) => {
    const path = join(binDirectory, program);
    return how === 'user namespace' ? ['unshare', [...USER_NAMESPACE, path, ...args]] : [path, args];
  };
  return {
    how,
    owner,
    binDirectory,
    commandLine,
    run: (program, args) => runProgram(...commandLine(program, args), owner),
  };
}

async function namespaceWorks(binDirectory: string): Promise<boolean> {
  const tried = await runProgram('unshare', [...USER_NAMESPACE, join(binDirectory, 'postgres'), '--version']);
  return tried.status === 0;
}

/** `nobody` cannot enter a private home, so the binaries are copied out of one; once, also when two processes try. */
async function makeReadable(nativeDirectory: string): Promise<string> {
  if (await worksForNobody(nativeDirectory)) return nativeDirectory;
  const digest = createHash('sha256').update(nativeDirectory).digest('hex').slice(0, 12);
  const copy = join(SHARED_COPY_PARENT, `reelay-postgres-${digest}`);
  if (!existsSync(copy)) {
    const unfinished = `${copy}.${process.pid}`;
    await mkdir(unfinished, { recursive: true, mode: 0o755 });
    await cp(nativeDirectory, unfinished, { recursive: true, verbatimSymlinks: true });
    await rename(unfinished, copy).catch(() => rm(unfinished, { recursive: true, force: true }));
  }
  if (await worksForNobody(copy)) return copy;
  throw new EmbeddedPostgresError('PostgreSQL does not run as root, and no other user could be used for it.');
}

async function worksForNobody(directory: string): Promise<boolean> {
  const tried = await runProgram(join(directory, 'bin', 'postgres'), ['--version'], NOBODY);
  return tried.status === 0;
}
