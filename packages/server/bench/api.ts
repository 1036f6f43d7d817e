/**
 * `npm run bench:api`: durable submits and status reads a second, each beside a bare hono route in the same run, as a
 * ratio. The server, its PostgreSQL and the load share this machine; the rounds alternate so that drift hits both.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseDollars } from '../src/kernel/money.ts';
import { readConfig } from '../src/main/config.ts';
import { createLogger } from '../src/main/create-logger.ts';
import { openAdmin } from '../src/main/open-admin.ts';
import { load, type LoadResult } from './load.ts';

const KEY = 'rk_test_bench_bench_bench_bench';
const ROUNDS = 3;
const SECONDS = 4;
const CONNECTIONS = 32;

const directory = await mkdtemp(join(tmpdir(), 'reelay-bench-'));
const environment = {
  PATH: process.env['PATH'],
  PORT: '0',
  REELAY_DATA_DIR: directory,
  REELAY_BOOTSTRAP_KEY: KEY,
  REELAY_SUBMITS_PER_MINUTE: '0',
  REELAY_READS_PER_MINUTE: '0',
  LOG_LEVEL: 'error',
  DATABASE_URL: process.env['DATABASE_URL'],
};
const children: ChildProcess[] = [];

async function start(...args: string[]): Promise<string> {
  const child = spawn(process.execPath, args, { env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  let output = '';
  for await (const chunk of child.stdout) {
    output += String(chunk);
    const url = /ready at (http:\S+)/.exec(output)?.[1];
    if (url) return url;
  }
  throw new Error(`${args.join(' ')} ended before it was ready`);
}

const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' };
const body = JSON.stringify({ prompt: 'A red kite over a green hill, pan left', seed: 7 });

function round(
  origin: string,
  path: string,
  method: 'GET' | 'POST',
  connections = CONNECTIONS,
): Promise<LoadResult> {
  return load({
    origin,
    connections,
    seconds: SECONDS,
    expectedStatus: method === 'POST' ? 201 : 200,
    request: () => ({ method, path, headers, ...(method === 'POST' ? { body } : {}) }),
  });
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

function report(name: string, ours: readonly LoadResult[], bare: readonly LoadResult[]): void {
  const perSecond = (results: readonly LoadResult[]): number =>
    median(results.map((result) => result.perSecond));
  const p50 = median(ours.map((result) => result.p50Milliseconds)).toFixed(1);
  const p99 = median(ours.map((result) => result.p99Milliseconds)).toFixed(1);
  const ratio = median(
    ours.map((result, index) => result.perSecond / (bare[index]?.perSecond ?? Number.NaN)),
  );
  console.log(
    `${name.padEnd(16)}${perSecond(ours).toFixed(0).padStart(8)}/s   bare hono ${perSecond(bare).toFixed(0).padStart(7)}/s   ratio ${ratio.toFixed(3)}   p50 ${p50} ms   p99 ${p99} ms`,
  );
}

try {
  const admin = await openAdmin(readConfig(environment), createLogger('error'));
  await admin.grant('test', parseDollars('1000000'));
  const server = await start('packages/server/bin/reelay.mjs', 'serve', '--role', 'api');
  await admin.close();
  const bare = await start('packages/server/bench/bare-hono.ts');
  const submitted = await fetch(`${server}/v1/kling/generate`, { method: 'POST', headers, body });
  const { generation_id: id } = JSON.parse(await submitted.text());
  const readPath = `/v1/kling/generations/${String(id)}`;

  const results: Record<'submit' | 'bareSubmit' | 'read' | 'bareRead', LoadResult[]> = {
    submit: [],
    bareSubmit: [],
    read: [],
    bareRead: [],
  };
  for (let n = 0; n < ROUNDS; n++) {
    results.submit.push(await round(server, '/v1/kling/generate', 'POST'));
    results.bareSubmit.push(await round(bare, '/submit', 'POST'));
    results.read.push(await round(server, readPath, 'GET'));
    results.bareRead.push(await round(bare, '/read', 'GET'));
  }
  console.log(
    `${ROUNDS} rounds of ${SECONDS} s, ${CONNECTIONS} connections, medians; PostgreSQL and the load on the same machine`,
  );
  report('durable submits', results.submit, results.bareSubmit);
  report('status reads', results.read, results.bareRead);
} finally {
  for (const child of children) child.kill('SIGTERM');
  await Promise.all(
    children.map(
      (child) =>
        new Promise((resolve) => (child.exitCode === null ? child.once('exit', resolve) : resolve(null))),
    ),
  );
  await rm(directory, { recursive: true, force: true });
}
