import { spawn } from 'node:child_process';

/** All the environment that the server's programs get: no locale, time zone or libpq setting of the caller reaches them. */
export const PROGRAM_ENVIRONMENT = {
  LC_ALL: 'C',
  TZ: 'UTC',
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
} as const satisfies Record<string, string>;

export interface Credentials {
  readonly uid: number;
  readonly gid: number;
}

export interface ProgramEnd {
  /** The exit status; null when it could not be started or was killed. */
  readonly status: number | null;
  readonly errorOutput: string;
}

/** Runs a program to its end, in a directory that every user may enter. */
export function runProgram(
  command: string,
  args: readonly string[],
  credentials: Credentials | null = null,
): Promise<ProgramEnd> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: '/',
      env: PROGRAM_ENVIRONMENT,
      stdio: ['ignore', 'ignore', 'pipe'],
      ...credentials,
    });
    let errorOutput = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errorOutput += text;
    });
    child.on('error', (error) => resolve({ status: null, errorOutput: error.message }));
    child.on('close', (status) => resolve({ status, errorOutput }));
  });
}
