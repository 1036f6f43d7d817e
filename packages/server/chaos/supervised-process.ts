/** A process of the run that is started again whenever it has ended, and remembers how each of its lives ended. */
import { fork, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, writeSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readAmbush, type Ambushed } from './ambush.ts';

export type Role = 'api' | 'worker' | 'upstream' | 'receiver';

export interface ProcessOptions {
  readonly name: string;
  readonly role: Role;
  /** Beside this file. */
  readonly file: string;
  readonly args: readonly string[];
  /** Each life has its name in `CHAOS_LIFE` besides, such as `worker-2.7`: a name for its own streams of random numbers. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly logPath: string;
  /** True when a start at this time (milliseconds since 1970) may fail: what it needs was not there. */
  readonly isExcused: (startedAt: number) => boolean;
}

export interface Crash {
  readonly name: string;
  readonly at: number;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface SupervisedProcess {
  readonly name: string;
  readonly role: Role;
  readonly logPath: string;
  /** Where it answers, when it is an API and has said so in this life. */
  url(): string | null;
  isReady(): boolean;
  isFrozen(): boolean;
  /** SIGKILL; it comes back after so long. */
  kill(downMilliseconds: number): void;
  /** SIGTERM, as in a deployment; it has to end by itself. */
  terminate(): void;
  freeze(): void;
  thaw(): void;
  /** Ends that nobody asked for. */
  crashes(): readonly Crash[];
  /** The ambushes that it fell into. */
  ambushes(): readonly Ambushed[];
  /** Starts that failed because what they needed was down. */
  failedStarts(): number;
  /** Ends it, without a new life. */
  retire(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

const RESTART_MILLISECONDS = 300;
/** A process that was asked to end and has not by then is killed, and that is a crash. */
const TERM_MILLISECONDS = 45_000;

interface Life {
  readonly child: ChildProcess;
  readonly startedAt: number;
  readonly ended: Promise<void>;
  isReady: boolean;
  isFrozen: boolean;
  url: string | null;
  /** How it is meant to end, if it is. */
  wanted: 'SIGKILL' | 'SIGTERM' | null;
  downMilliseconds: number;
}

/** What is remembered from one life to the next. */
interface Past {
  lives: number;
  life: Life | null;
  isRetired: boolean;
  failedStarts: number;
  readonly crashes: Crash[];
  readonly ambushes: Ambushed[];
}

export function superviseProcess(options: ProcessOptions): SupervisedProcess {
  const record: Past = {
    lives: 0,
    life: null,
    isRetired: false,
    failedStarts: 0,
    crashes: [],
    ambushes: [],
  };
  begin(options, record);
  return {
    name: options.name,
    role: options.role,
    logPath: options.logPath,
    url: () => record.life?.url ?? null,
    isReady: () => record.life !== null && record.life.isReady && record.life.wanted === null,
    isFrozen: () => record.life?.isFrozen ?? false,
    kill: (downMilliseconds) => void end(record.life, 'SIGKILL', downMilliseconds),
    terminate: () => void end(record.life, 'SIGTERM', RESTART_MILLISECONDS),
    freeze() {
      if (!record.life) return;
      record.life.isFrozen = true;
      record.life.child.kill('SIGSTOP');
    },
    thaw: () => thaw(record.life),
    crashes: () => record.crashes,
    ambushes: () => record.ambushes,
    failedStarts: () => record.failedStarts,
    async retire(signal) {
      record.isRetired = true;
      await end(record.life, signal, 0);
    },
  };
}

function begin(options: ProcessOptions, record: Past): void {
  if (record.isRetired) return;
  record.lives += 1;
  const child = spawnChild(options, `${options.name}.${record.lives}`);
  const over = Promise.withResolvers<void>();
  const life: Life = {
    child,
    startedAt: Date.now(),
    ended: over.promise,
    isReady: false,
    isFrozen: false,
    url: null,
    wanted: null,
    downMilliseconds: RESTART_MILLISECONDS,
  };
  record.life = life;
  child.stdout?.on('data', (chunk: unknown) => listen(record, life, String(chunk)));
  // Not at its exit: what it said last, of an ambush for one, may come after that.
  child.once('close', (code, signal) => {
    record.life = null;
    bury(options, record, life, { name: options.name, at: Date.now(), code, signal });
    over.resolve();
    if (!record.isRetired) setTimeout(() => begin(options, record), life.downMilliseconds);
  });
}

function spawnChild(options: ProcessOptions, lifeName: string): ChildProcess {
  const log = openSync(options.logPath, 'a');
  writeSync(log, `--- ${lifeName} starts at ${new Date().toISOString()}\n`);
  const child = fork(fileURLToPath(new URL(options.file, import.meta.url)), options.args, {
    execArgv: [],
    env: { ...options.environment, CHAOS_LIFE: lifeName },
    stdio: ['ignore', 'pipe', log, 'ipc'],
  });
  closeSync(log);
  return child;
}

/** Notes how it ended, unless it was meant to end so. */
function bury(options: ProcessOptions, record: Past, life: Life, end: Crash): void {
  if (isMeant(life, end)) return;
  if (!life.isReady && options.isExcused(life.startedAt)) record.failedStarts += 1;
  else record.crashes.push(end);
}

function isMeant({ wanted, isReady }: Life, { code, signal }: Crash): boolean {
  if (wanted === 'SIGKILL') return signal === 'SIGKILL';
  // Before it is ready nothing listens for a SIGTERM, and it ends as every program does.
  return wanted === 'SIGTERM' && (code === 0 || (!isReady && signal === 'SIGTERM'));
}

function listen(record: Past, life: Life, said: string): void {
  const [ready, url = ''] = /^ready ?(\S*)/m.exec(said) ?? [];
  if (ready !== undefined) {
    life.isReady = true;
    life.url = url === '' ? null : url;
  }
  const ambush = readAmbush(said);
  if (!ambush) return;
  record.ambushes.push(ambush);
  if (ambush.stallMilliseconds === null) {
    life.wanted = 'SIGKILL';
    return;
  }
  life.isFrozen = true;
  setTimeout(() => thaw(life), ambush.stallMilliseconds);
}

async function end(
  life: Life | null,
  signal: 'SIGKILL' | 'SIGTERM',
  downMilliseconds: number,
): Promise<void> {
  if (!life) return;
  // A stopped process hears SIGTERM only when it goes on.
  thaw(life);
  life.wanted = life.wanted === 'SIGKILL' ? 'SIGKILL' : signal;
  life.downMilliseconds = downMilliseconds;
  life.child.kill(signal);
  if (signal === 'SIGTERM') setTimeout(() => life.child.kill('SIGKILL'), TERM_MILLISECONDS).unref();
  await life.ended;
}

function thaw(life: Life | null): void {
  if (!life?.isFrozen) return;
  life.isFrozen = false;
  life.child.kill('SIGCONT');
}
