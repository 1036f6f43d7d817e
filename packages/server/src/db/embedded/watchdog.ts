import { spawn } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PROGRAM_ENVIRONMENT } from './run-program.ts';
import type { ServerUser } from './server-user.ts';

/**
 * Waits until its standard input ends, which happens however its process ends; then signs that process off and stops
 * the server when nobody else is signed on. $1: our sign-on file, $2: the directory of them, the rest: how to stop.
 * A process of another user answers kill -0 with an error, hence the second look in /proc.
 */
const WATCH_SCRIPT = `
cat >/dev/null
mine=$1; users=$2; shift 2
rm -f "$mine"
for file in "$users"/*; do
  [ -e "$file" ] || continue
  pid=\${file##*/}
  if kill -0 "$pid" 2>/dev/null || [ -d "/proc/$pid" ]; then exit 0; fi
  rm -f "$file"
done
exec "$@"
`;

export interface Watchdog {
  /** Signs this process off; resolves when the server was stopped or is left to the others. */
  release(): Promise<void>;
}

/** Says that this process uses the server, before it looks whether one runs. */
export async function signOn(usersDirectory: string): Promise<string> {
  await mkdir(usersDirectory, { recursive: true, mode: 0o700 });
  const file = join(usersDirectory, String(process.pid));
  await writeFile(file, '');
  return file;
}

export async function signOff(file: string): Promise<void> {
  await rm(file, { force: true });
}

/** The server stops with the last process that uses it, also when that is killed without a chance to say so. */
export function startWatchdog(
  dataDirectory: string,
  usersDirectory: string,
  signOnFile: string,
  user: ServerUser,
): Watchdog {
  const [command, args] = user.commandLine('pg_ctl', ['stop', '-D', dataDirectory, '-m', 'fast', '-w']);
  const stopCommand =
    user.owner === null
      ? [command, ...args]
      : ['setpriv', ...dropTo(user.owner.uid, user.owner.gid), command, ...args];
  const watcher = spawn(
    'sh',
    ['-c', WATCH_SCRIPT, 'reelay-watchdog', signOnFile, usersDirectory, ...stopCommand],
    {
      cwd: '/',
      env: PROGRAM_ENVIRONMENT,
      // a group of its own: Ctrl-C in the terminal must reach the owner first
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    },
  );
  const ended = new Promise<void>((resolve) => {
    watcher.once('close', () => resolve());
    watcher.once('error', () => resolve());
  });
  watcher.unref();
  return {
    async release() {
      watcher.ref();
      watcher.stdin.end();
      await ended;
    },
  };
}

function dropTo(uid: number, gid: number): readonly string[] {
  return [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', '--'];
}
