import { fileURLToPath } from 'node:url';
import type { MediaFault } from './inspection.ts';
import { IntakeChildProcess } from './intake-child-process.ts';
import type { ChildTrouble, IntakeSink } from './intake-child-process.ts';
import type { IntakeAnswer } from './intake-answer.ts';
import type { IntakeOrder } from './intake-wire.ts';
import { CHILD_LIMITS, WALL_SECONDS } from './limits.ts';

export interface IntakePoolOptions {
  /** Children at work at the same time. */
  readonly size: number;
  /**
   * Files that one child sees. 1, the default, keeps a file that takes a decoder over away from the next customer's; a
   * start costs 0.2 s.
   */
  readonly ordersPerChild?: number;
  /** Overrides the time limit of every order. */
  readonly wallSeconds?: number;
  /** Another program for the children: tests of the limits. */
  readonly childPath?: string;
}

export interface IntakeCounts {
  readonly orders: number;
  readonly starts: number;
  readonly troubles: Readonly<Record<ChildTrouble, number>>;
}

/** Runs orders in children with limits, a few at a time; dead and worn ones are replaced. */
export class IntakePool {
  readonly #options: IntakePoolOptions;
  readonly #idle: IntakeChildProcess[] = [];
  readonly #waiting: (() => void)[] = [];
  readonly #troubles = { died: 0, memory: 0, time: 0, output: 0 };
  #orders = 0;
  #starts = 0;
  #busy = 0;

  constructor(options: IntakePoolOptions) {
    this.#options = options;
  }

  get counts(): IntakeCounts {
    return { orders: this.#orders, starts: this.#starts, troubles: { ...this.#troubles } };
  }

  /** The child's answer; trouble with the child is a fault of the file. Rejects with the signal's reason. */
  async run(order: IntakeOrder, sink: IntakeSink, signal?: AbortSignal): Promise<IntakeAnswer> {
    await this.#enter();
    try {
      signal?.throwIfAborted();
      this.#orders++;
      for (;;) {
        const child = await this.#take();
        const conclusion = await runUntil(signal, child, () =>
          child.run(order, sink, this.#options.wallSeconds),
        );
        if (conclusion.kind === 'answer') {
          await this.#giveBack(child);
          return conclusion.answer;
        }
        this.#troubles[conclusion.trouble]++;
        // A used child that died, or had died before, is no proof against this file. Children run out of such doubt.
        if (!conclusion.maybeInnocent)
          return { kind: 'fault', fault: this.#faultOf(conclusion.trouble, order) };
      }
    } finally {
      this.#leave();
    }
  }

  /** Ends the idle children. */
  async close(): Promise<void> {
    await Promise.all(this.#idle.splice(0).map((child) => child.kill()));
  }

  /** Process ids of idle children, for tests and supervisors. */
  idlePids(): readonly number[] {
    return this.#idle.map((child) => child.pid);
  }

  async #enter(): Promise<void> {
    if (this.#busy >= this.#options.size) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#busy++;
  }

  /** A place goes straight to whoever waits longest. */
  #leave(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#busy--;
  }

  async #take(): Promise<IntakeChildProcess> {
    for (let child = this.#idle.pop(); child; child = this.#idle.pop()) {
      if (child.isAlive()) {
        child.keepsUsAlive(true);
        return child;
      }
      await child.kill();
    }
    this.#starts++;
    return IntakeChildProcess.start(this.#options.childPath ?? defaultChildPath());
  }

  async #giveBack(child: IntakeChildProcess): Promise<void> {
    if (!child.isFresh(this.#options.ordersPerChild ?? 1)) {
      await child.kill();
      return;
    }
    child.keepsUsAlive(false);
    this.#idle.push(child);
  }

  #faultOf(trouble: ChildTrouble, order: IntakeOrder): MediaFault {
    const seconds = this.#options.wallSeconds ?? WALL_SECONDS[order.kind];
    switch (trouble) {
      case 'died':
        return { code: 'damaged', sentence: 'The file is damaged: a decoder broke on it.' };
      case 'memory':
        return costly(`took more than the ${CHILD_LIMITS.residentMb} MB of memory that one file is given`);
      case 'time':
        return costly(`was not done after the ${seconds} s that one file is given`);
      case 'output':
        return costly('gave more than one file may hold');
      default:
        return trouble satisfies never;
    }
  }
}

/** An order that is not wanted any more ends with its child. */
async function runUntil<T>(
  signal: AbortSignal | undefined,
  child: IntakeChildProcess,
  run: () => Promise<T>,
): Promise<T> {
  // The child took its time to start.
  if (signal?.aborted) await child.kill();
  signal?.throwIfAborted();
  const stop = (): void => void child.kill();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const conclusion = await run();
    signal?.throwIfAborted();
    return conclusion;
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

function costly(what: string): MediaFault {
  return { code: 'too_costly', sentence: `Decoding the file ${what}.` };
}

/** The package runs as TypeScript and as built JavaScript. */
function defaultChildPath(): string {
  const ending = import.meta.url.endsWith('.ts') ? '.ts' : '.js';
  return fileURLToPath(new URL(`./intake-child${ending}`, import.meta.url));
}

const SHARED_SIZE = 2;
let shared: IntakePool | null = null;

/** The pool of everyone in this process who brings none. Made on first use; it holds no child while idle. */
export function sharedIntakePool(): IntakePool {
  shared ??= new IntakePool({ size: SHARED_SIZE });
  return shared;
}
