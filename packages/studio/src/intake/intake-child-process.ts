import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { Socket } from 'node:net';
import { Readable } from 'node:stream';
import type { Picture } from '../pixels/picture.ts';
import { AnswerReader } from './answer-reader.ts';
import type { ChildMessage, OutputCap } from './answer-reader.ts';
import { ChildWatch, residentMb } from './child-watch.ts';
import { ANSWER_FD } from './intake-wire.ts';
import type { IntakeAnswer } from './intake-answer.ts';
import type { IntakeOrder } from './intake-wire.ts';
import { CHILD_LIMITS, WALL_SECONDS } from './limits.ts';

/** Why a child did not answer. `died` means by itself: a decoder crashed. */
export type ChildTrouble = 'died' | 'memory' | 'time' | 'output';

export type Conclusion =
  | { readonly kind: 'answer'; readonly answer: IntakeAnswer }
  | {
      readonly kind: 'trouble';
      readonly trouble: ChildTrouble;
      /** The child had seen other files and sent nothing of this one: they may be to blame. */
      readonly maybeInnocent: boolean;
    };

/** What the parent does with an order's pictures and sound. The child waits meanwhile. */
export interface IntakeSink {
  readonly cap: OutputCap;
  readonly onPicture: (picture: Picture, index: number) => void | Promise<void>;
  readonly onSound: (left: Float32Array, right: Float32Array) => void;
}

/** For orders whose answer is all. */
export const NOTHING_SENT: IntakeSink = {
  cap: { mostPictures: 0, mostPixels: 0, mostSamples: 0 },
  onPicture: () => {},
  onSound: () => {},
};

const KIB_PER_MIB = 1024;
const STDERR_LIMIT = 2000;
const SHELL = '/bin/sh';
/** Each limit for itself: a system that lacks one (macOS has no -v) keeps the others. */
const LIMIT_SCRIPT = [
  `ulimit -t ${CHILD_LIMITS.cpuSeconds}`,
  `ulimit -v ${CHILD_LIMITS.addressSpaceMb * KIB_PER_MIB}`,
  'ulimit -f 0',
  `ulimit -n ${CHILD_LIMITS.openFiles}`,
  'ulimit -c 0',
]
  .map((command) => `${command} 2>/dev/null || :`)
  .join('; ');
/** Trap handlers of WebAssembly reserve more address space than the child may have; we use none in it. */
const NODE_FLAGS = ['--max-old-space-size=128', '--disable-wasm-trap-handler'];
/** Nothing of ours. One arena: glibc reserves 64 MB of address space for each. */
const ENVIRONMENT = { UV_THREADPOOL_SIZE: '4', MALLOC_ARENA_MAX: '1' };

/**
 * One process for strangers' media, with limits on memory, processor time, files and output, and without our
 * environment. It does one order at a time. It dies with us: its standard input closes.
 */
export class IntakeChildProcess {
  readonly #child: ChildProcess;
  readonly #reader: AnswerReader;
  readonly #ended: Promise<NodeJS.Signals | null>;
  /** Its last complaint has been read. */
  readonly #silent: Promise<void>;
  #complaints = '';
  #spawnError: Error | null = null;
  #trouble: ChildTrouble | null = null;
  #cpuSeconds = 0;
  #orders = 0;

  private constructor(modulePath: string) {
    const command = [process.execPath, ...NODE_FLAGS, modulePath];
    const limited = process.platform !== 'win32';
    const [program = SHELL, ...args] = limited
      ? [SHELL, '-c', `${LIMIT_SCRIPT}; exec "$@"`, 'sh', ...command]
      : command;
    this.#child = spawn(program, args, {
      stdio: ['pipe', 'ignore', 'pipe', 'pipe'],
      env: ENVIRONMENT,
      // A group of its own, to be killed as a whole.
      detached: limited,
    });
    const answers = this.#child.stdio[ANSWER_FD];
    if (!(answers instanceof Readable)) throw new Error('the intake process has no pipe for its answers');
    this.#reader = new AnswerReader(answers);
    const { stderr } = this.#child;
    stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#complaints = (this.#complaints + text).slice(-STDERR_LIMIT);
    });
    this.#silent = new Promise((resolve) => {
      stderr?.once('close', resolve);
    });
    // Orders to a dead child: its end is seen where its answer is awaited.
    this.#child.stdin?.on('error', () => {});
    // Not 'close', which waits until all that the child sent has been read: nobody may want it any more.
    this.#ended = new Promise((resolve) => {
      this.#child.once('exit', (_code, signal) => resolve(signal));
      this.#child.once('error', (error) => {
        this.#spawnError = error;
        resolve(null);
      });
    });
  }

  /** Rejects when this machine cannot run such a process at all: that is no fault of any file. */
  static async start(modulePath: string): Promise<IntakeChildProcess> {
    const child = new IntakeChildProcess(modulePath);
    const conclusion = await child.#converse(CHILD_LIMITS.startSeconds, NOTHING_SENT);
    if (conclusion.kind === 'answer' && conclusion.answer.kind === 'ready') return child;
    await child.kill();
    await child.#silent;
    const reason = child.#spawnError?.message ?? child.#complaints.trim();
    throw new Error(`the intake process did not start: ${reason || conclusion.kind}`);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  isAlive(): boolean {
    return this.#trouble === null && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Whether it may be given another order, of `most` in its life. */
  isFresh(most: number): boolean {
    return (
      this.isAlive() &&
      this.#orders < most &&
      this.#cpuSeconds < CHILD_LIMITS.retireCpuSeconds &&
      (residentMb(this.pid) ?? 0) < CHILD_LIMITS.retireResidentMb
    );
  }

  /** After trouble, or when the sink throws, the process is dead. */
  async run(order: IntakeOrder, sink: IntakeSink, wallSeconds?: number): Promise<Conclusion> {
    this.#orders++;
    this.#child.stdin?.write(`${JSON.stringify(order)}\n`);
    try {
      return await this.#converse(wallSeconds ?? WALL_SECONDS[order.kind], sink);
    } catch (error) {
      await this.kill();
      throw error;
    }
  }

  /** An idle child does not keep our process from ending. */
  keepsUsAlive(keeps: boolean): void {
    const handles = [this.#child.stdin, this.#child.stderr, this.#child.stdio[ANSWER_FD]];
    for (const handle of [this.#child, ...handles.filter((stream) => stream instanceof Socket)])
      if (keeps) handle.ref();
      else handle.unref();
  }

  async kill(): Promise<void> {
    this.keepsUsAlive(true);
    this.#stop('died');
    await this.#buried();
  }

  async #converse(wallSeconds: number, sink: IntakeSink): Promise<Conclusion> {
    const watch = new ChildWatch(this.pid, wallSeconds, (trouble) => this.#stop(trouble));
    try {
      for (let pictures = 0, received = false; ; received = true) {
        const message = await this.#reader.next(sink.cap, pictures);
        if (message.kind === 'answer') {
          this.#cpuSeconds = message.cpuSeconds;
          return { kind: 'answer', answer: message.answer };
        }
        if (message.kind === 'end' || message.kind === 'overstepped')
          return {
            kind: 'trouble',
            trouble: await this.#lost(message),
            maybeInnocent: this.#orders > 1 && !received,
          };
        watch.pause();
        if (message.kind === 'picture') await sink.onPicture(message.picture, pictures++);
        else sink.onSound(message.left, message.right);
        watch.resume();
      }
    } finally {
      watch.stop();
    }
  }

  /** A child that closes its pipe and lives on is still being watched, and meets its time limit here. */
  async #lost(message: ChildMessage): Promise<ChildTrouble> {
    if (message.kind === 'overstepped') this.#stop('output');
    const signal = await this.#buried();
    // Killed by the kernel: the limit on processor time, or the system's last resort when memory ends.
    this.#trouble ??= signal === 'SIGXCPU' || signal === 'SIGKILL' ? 'time' : 'died';
    return this.#trouble;
  }

  /** The child has ended, and nothing of it keeps our process from ending. */
  async #buried(): Promise<NodeJS.Signals | null> {
    const signal = await this.#ended;
    this.#child.stdin?.destroy();
    this.#child.stdio[ANSWER_FD]?.destroy();
    return signal;
  }

  #stop(trouble: ChildTrouble): void {
    this.#trouble ??= trouble;
    const { pid } = this.#child;
    if (pid === undefined || this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    if (process.platform === 'win32') this.#child.kill('SIGKILL');
    else
      try {
        process.kill(-pid, 'SIGKILL');
      } catch {
        // It has ended by itself between the question and the deed.
      }
  }
}
