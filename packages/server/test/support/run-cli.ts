/** The command line as a program, against an API in this process. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, vi } from 'vitest';

const PROGRAM = fileURLToPath(new URL('../../bin/reelay.mjs', import.meta.url));

/** Longer than a start takes on a machine that does much else. */
const PATIENCE = { timeout: 30_000, interval: 20 };

export interface CliEnd {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningCli {
  readonly process: ChildProcess;
  stdout(): string;
  stderr(): string;
  /** Resolves once one of its outputs has this. */
  says(pattern: RegExp): Promise<void>;
  end(): Promise<CliEnd>;
}

export interface CliOptions {
  readonly environment?: Readonly<Record<string, string>>;
  readonly directory?: string;
}

type Served = { readonly url: string; readonly key: string };

/** Starts `reelay ARGS` with the key of an API; killed with the test at the latest. */
export function startCli(api: Served | null, args: readonly string[], options: CliOptions = {}): RunningCli {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    env: {
      PATH: process.env['PATH'],
      // A third of the time of a start: there are some 150 of them.
      NODE_COMPILE_CACHE: join(tmpdir(), 'reelay-test-compile-cache'),
      ...(api === null ? {} : { REELAY_URL: api.url, REELAY_API_KEY: api.key }),
      ...options.environment,
    },
    cwd: options.directory ?? tmpdir(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => (stdout += String(chunk)));
  child.stderr.on('data', (chunk) => (stderr += String(chunk)));
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await closed;
  });
  return {
    process: child,
    stdout: () => stdout,
    stderr: () => stderr,
    says: (pattern) => vi.waitFor(() => expect(stdout + stderr).toMatch(pattern), PATIENCE),
    async end() {
      const code = await closed;
      // Nothing but a terminal is sent escape sequences.
      expect(stdout + stderr).not.toContain('\u001b');
      return { code, stdout, stderr };
    },
  };
}

/** Runs `reelay ARGS` to its end. */
export function runCli(
  api: Served | null,
  args: readonly string[],
  options: CliOptions = {},
): Promise<CliEnd> {
  return startCli(api, args, options).end();
}

/** Runs `reelay ARGS --json`, expects success, and answers the document. */
export async function cliJson(api: Served, args: readonly string[], options: CliOptions = {}) {
  const { code, stdout, stderr } = await runCli(api, [...args, '--json'], options);
  if (code !== 0) throw new Error(`exit code ${code}: ${stderr}`);
  return JSON.parse(stdout);
}

export async function aDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'reelay-cli-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}
