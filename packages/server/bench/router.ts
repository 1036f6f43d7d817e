/**
 * `npm run bench:router`: what a router costs per generation, against calling the upstream directly, for Reelay and for
 * `@portkey-ai/gateway` in front of the same emulator in the same run. Rounds alternate so that drift hits all three.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { request } from 'undici';
import { z } from 'zod';
import { findFreePorts } from '../chaos/free-ports.ts';
import { createAccount, createKey } from '../src/accounts/accounts.ts';
import { secureRandomBytes } from '../src/accounts/secrets.ts';
import { startEmbeddedPostgres } from '../src/db/embedded/start-embedded-postgres.ts';
import { openDatabase } from '../src/db/pool.ts';
import { inTransaction } from '../src/db/transaction.ts';
import { newId } from '../src/kernel/ids.ts';
import { silentLogger } from '../src/kernel/log.ts';
import { parseDollars } from '../src/kernel/money.ts';
import { grant } from '../src/ledger/ledger.ts';
import { median } from './percentile.ts';

const ROUNDS = 5;
const GENERATIONS = 100;
const CLIENTS = 10;
/** The least that the configuration file takes; the same for all three. */
const POLL_MILLISECONDS = 100;
const UPSTREAM_KEY = 'bench-key-of-the-upstream';
/** Of Linux: /proc counts CPU in hundredths of a second. */
const TICKS_PER_SECOND = 100;

interface Way {
  readonly name: string;
  readonly about: string;
  readonly origin: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Answers when it has ended by itself, in place of being asked again and again. */
  readonly waits: boolean;
  /** Processes between the client and the upstream. */
  readonly pids: () => readonly number[];
}

interface Round {
  readonly milliseconds: number;
  readonly cpuMilliseconds: number;
}

const Answer = z.object({ generation_id: z.string(), status: z.string() });

async function generate({ origin, headers, waits }: Way): Promise<number> {
  const begun = performance.now();
  const body = JSON.stringify({ prompt: 'A red kite over a green hill', model: 'kling_3', duration: 5 });
  const { generation_id: id } = await call(`${origin}/kling/generate`, { method: 'POST', headers, body });
  for (;;) {
    const url = `${origin}/kling/generations/${id}${waits ? '?wait=60' : ''}`;
    const { status } = await call(url, { method: 'GET', headers });
    if (status === 'completed') return performance.now() - begun;
    if (status === 'failed') throw new Error(`${id} failed`);
    if (!waits) await pause(POLL_MILLISECONDS);
  }
}

async function call(
  url: string,
  options: { readonly method: 'GET' | 'POST'; readonly headers: Way['headers']; readonly body?: string },
): Promise<z.infer<typeof Answer>> {
  const reply = await request(url, {
    ...options,
    headers: { ...options.headers, 'content-type': 'application/json' },
  });
  const text = await reply.body.text();
  if (reply.statusCode >= 300) throw new Error(`HTTP ${reply.statusCode} of ${url}: ${text.slice(0, 300)}`);
  return Answer.parse(JSON.parse(text));
}

async function playRound(way: Way): Promise<Round> {
  const cpuBefore = cpuMilliseconds(way.pids());
  const took: number[] = [];
  let left = GENERATIONS;
  const client = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      took.push(await generate(way));
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return {
    milliseconds: took.reduce((sum, one) => sum + one, 0) / took.length,
    cpuMilliseconds: (cpuMilliseconds(way.pids()) - cpuBefore) / GENERATIONS,
  };
}

/** Of processes that are there now; what has ended since is counted by its parent. */
function cpuMilliseconds(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    const fields = statOf(pid);
    // utime, stime, cutime and cstime: the 14th to the 17th field, of which two are before the name's end.
    const ticks = [11, 12, 13, 14].reduce((all, at) => all + Number(fields[at] ?? 0), 0);
    return sum + (ticks * 1_000) / TICKS_PER_SECOND;
  }, 0);
}

function statOf(pid: number): readonly string[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}

function withChildren(parent: number): readonly number[] {
  const pids = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  return [parent, ...pids.filter((pid) => Number(statOf(pid)[1]) === parent)];
}

async function startChild(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  for await (const chunk of child.stdout ?? []) {
    output += String(chunk);
    const ready = /ready at (http:\S+)|(Ready for connections)/.exec(output);
    if (ready) {
      child.stdout?.resume();
      return { child, url: ready[1] ?? '' };
    }
  }
  throw new Error(`${args.join(' ')} ended before it was ready`);
}

async function startReelay(directory: string, upstreamUrl: string) {
  const postgres = await startEmbeddedPostgres({ dataDir: join(directory, 'postgres') });
  const engine = {
    id: 'upstream',
    kind: 'reelay',
    base_url: upstreamUrl,
    api_key: UPSTREAM_KEY,
    dedupes: true,
    poll_seconds: POLL_MILLISECONDS / 1_000,
  };
  const server = await startChild(['packages/server/bench/router-server.ts'], {
    PORT: '0',
    DATABASE_URL: postgres.url,
    REELAY_DATA_DIR: directory,
    REELAY_ALLOW_PRIVATE_URLS: 'loopback',
    REELAY_SUBMITS_PER_MINUTE: '0',
    REELAY_READS_PER_MINUTE: '0',
    REELAY_CONFIG_JSON: JSON.stringify({ engines: [engine] }),
  });
  return { postgres, server, key: await makeKey(postgres.url) };
}

async function makeKey(url: string): Promise<string> {
  const database = openDatabase({ url, log: silentLogger });
  const deps = { newId, randomBytes: secureRandomBytes };
  try {
    const accountId = await inTransaction(database.db, async (tx) => {
      const id = await createAccount(tx, deps, 'bench');
      await grant(tx, { accountId: id, environment: 'live' }, parseDollars('1000000'), 'for the bench');
      return id;
    });
    return (await createKey(database.db, deps, { accountId, environment: 'live', name: 'bench' })).key;
  } finally {
    await database.close();
  }
}

const directory = await mkdtemp(join(tmpdir(), 'reelay-bench-router-'));
const children: ChildProcess[] = [];
const emulator = await startChild(['packages/server/bench/router-emulator.ts'], {
  BENCH_UPSTREAM_KEY: UPSTREAM_KEY,
});
children.push(emulator.child);
const reelay = await startReelay(directory, emulator.url);
children.push(reelay.server.child);
const [portkeyPort = 0] = await findFreePorts(1);
const portkey = await startChild(
  ['packages/server/bench/router-portkey.ts', `--port=${portkeyPort}`, '--headless'],
  {
    NODE_ENV: 'production',
  },
);
children.push(portkey.child);

const pidOf = (child: ChildProcess): number => child.pid ?? 0;
const upstreamHeaders = { authorization: `Bearer ${UPSTREAM_KEY}` };
const ways: readonly Way[] = [
  {
    name: 'direct',
    about: 'the client creates and polls; nothing is between them, nothing is kept',
    origin: `${emulator.url}/v1`,
    headers: upstreamHeaders,
    waits: false,
    pids: () => [process.pid],
  },
  {
    name: 'portkey',
    about:
      'passes the same create and polls through; keeps nothing, fetches no result, counts no money; its 1.15.2 runs on Node 24 only with the headers of each answer copied, as here',
    origin: `http://127.0.0.1:${portkeyPort}/v1`,
    headers: {
      ...upstreamHeaders,
      'x-portkey-provider': 'openai',
      'x-portkey-custom-host': `${emulator.url}/v1`,
    },
    waits: false,
    pids: () => [process.pid, pidOf(portkey.child)],
  },
  {
    name: 'reelay',
    about:
      'durable: held money, a row before the call, one start, polls, the result fetched and stored (not re-encoded here), settled; the client waits with one read',
    origin: `${reelay.server.url}/v1`,
    headers: { authorization: `Bearer ${reelay.key}` },
    waits: true,
    pids: () => [process.pid, pidOf(reelay.server.child), ...withChildren(reelay.postgres.pid)],
  },
];

try {
  for (const way of ways) await playRound(way);
  const rounds = new Map(ways.map(({ name }) => [name, [] as Round[]]));
  for (let round = 0; round < ROUNDS; round += 1)
    for (const way of ways) rounds.get(way.name)?.push(await playRound(way));
  const direct = rounds.get('direct') ?? [];
  const ratio = (ours: readonly Round[], figure: (round: Round) => number): string =>
    median(ours.map((one, index) => figure(one) / figure(direct[index] ?? one))).toFixed(2);
  console.log(
    `medians of ${ROUNDS} rounds of ${GENERATIONS} generations, ${CLIENTS} clients, a poll every ${POLL_MILLISECONDS} ms; CPU of client and everything up to the upstream, PostgreSQL included`,
  );
  for (const { name, about } of ways) {
    const ours = rounds.get(name) ?? [];
    const milliseconds = median(ours.map((one) => one.milliseconds)).toFixed(0);
    const cpu = median(ours.map((one) => one.cpuMilliseconds)).toFixed(1);
    console.log(
      `${name.padEnd(8)} ${milliseconds.padStart(5)} ms (${ratio(ours, (one) => one.milliseconds)} x direct)   ${cpu.padStart(6)} ms CPU (${ratio(ours, (one) => one.cpuMilliseconds)} x direct)   ${about}`,
    );
  }
} finally {
  for (const child of children) child.kill('SIGTERM');
  await pause(1_000);
  await reelay.postgres.stop();
  await rm(directory, { recursive: true, force: true });
}
