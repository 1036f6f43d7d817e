/** What every benchmark of the server starts: one PostgreSQL, the server's processes over it, and a way to end them all. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../src/db/embedded/start-embedded-postgres.ts';
import { parseDollars } from '../src/kernel/money.ts';
import { readConfig } from '../src/main/config.ts';
import { createLogger } from '../src/main/create-logger.ts';
import { openAdmin } from '../src/main/open-admin.ts';

export const KEY = 'rk_test_bench_bench_bench_bench';

export interface Scene {
  readonly databaseUrl: string;
  /** Starts a program and answers its address, or '' for one that only says that it is running. */
  start(...args: string[]): Promise<Started>;
  end(): Promise<void>;
}

export interface Started {
  readonly url: string;
  /** Resident megabytes; null where /proc is missing. */
  residentMegabytes(): Promise<number | null>;
  stop(): Promise<void>;
}

/** The account of `KEY` has a million dollars of play money, and no limit bites. */
export async function openScene(): Promise<Scene> {
  const directory = await mkdtemp(join(tmpdir(), 'reelay-bench-'));
  const given = process.env['DATABASE_URL'];
  const postgres =
    given === undefined ? await startEmbeddedPostgres({ dataDir: join(directory, 'postgres') }) : null;
  const databaseUrl = given ?? postgres?.url ?? '';
  const environment = {
    PATH: process.env['PATH'],
    PORT: '0',
    REELAY_DATA_DIR: directory,
    REELAY_BOOTSTRAP_KEY: KEY,
    REELAY_SUBMITS_PER_MINUTE: '0',
    REELAY_READS_PER_MINUTE: '0',
    REELAY_STREAMS_PER_KEY: '20000',
    REELAY_ALLOW_PRIVATE_URLS: 'loopback',
    LOG_LEVEL: 'error',
    DATABASE_URL: databaseUrl,
  };
  const admin = await openAdmin(readConfig(environment), createLogger('error'));
  await admin.grant('test', parseDollars('1000000'));
  await admin.close();
  const children: ChildProcess[] = [];
  return {
    databaseUrl,
    async start(...args) {
      const child = spawn(process.execPath, args, { env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
      children.push(child);
      return { url: await readyUrl(child, args), ...controlsOf(child) };
    },
    async end() {
      for (const child of children) await stop(child);
      await postgres?.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function readyUrl(child: ChildProcess, args: readonly string[]): Promise<string> {
  let output = '';
  for await (const chunk of child.stdout ?? []) {
    output += String(chunk);
    const ready = /ready at (http:\S+)|worker is running/.exec(output);
    if (ready) return ready[1] ?? '';
  }
  throw new Error(`${args.join(' ')} ended before it was ready`);
}

function controlsOf(child: ChildProcess): Pick<Started, 'residentMegabytes' | 'stop'> {
  return {
    async residentMegabytes() {
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
      const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(status)?.[1];
      return kilobytes === undefined ? null : Number(kilobytes) / 1024;
    },
    stop: () => stop(child),
  };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}
