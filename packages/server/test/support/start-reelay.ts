import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, vi } from 'vitest';

const PROGRAM = fileURLToPath(new URL('../../bin/reelay.mjs', import.meta.url));

/** The bootstrap key of every server that `startReelay` starts. */
export const PROGRAM_KEY = 'rk_test_whole_server_test_key';

export interface Program {
  readonly process: ChildProcess;
  /** Resolves with the match once the program has printed it. */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
  exit(): Promise<number | null>;
}

/** `reelay ARGS` with an environment of its own, in the working directory of the test unless said; killed with the test at the latest. */
export function startReelay(
  args: readonly string[],
  environment: Record<string, string>,
  workingDirectory?: string,
): Program {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    cwd: workingDirectory,
    env: { PATH: process.env['PATH'], PORT: '0', REELAY_BOOTSTRAP_KEY: PROGRAM_KEY, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const note = (chunk: unknown) => (output += String(chunk));
  child.stdout.on('data', note);
  child.stderr.on('data', note);
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return {
    process: child,
    async printed(pattern) {
      await vi.waitFor(() => expect(output).toMatch(pattern), { timeout: 30_000, interval: 25 });
      return pattern.exec(output) ?? expect.fail('unreachable');
    },
    exit: () => ended,
  };
}
