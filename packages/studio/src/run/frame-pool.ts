import { Worker } from 'node:worker_threads';
import { filmOf } from './footage.ts';
import type { Footage } from './footage.ts';
import { siblingModule } from './sibling-module.ts';

/** What a drawing thread is born with. */
export interface DrawingTable {
  readonly footage: Footage;
  /** Shared picture memory, one buffer per slot. */
  readonly slots: readonly SharedArrayBuffer[];
}

export interface DrawOrder {
  readonly frame: number;
  readonly slot: number;
}

/** More slots than threads, so that a thread may draw on while the encoder reads. */
const SPARE_SLOTS = 2;

/**
 * Draws every frame of a video on several threads and hands the pictures on strictly in film order. Frames do not depend
 * on each other, so the number of threads cannot change the result.
 */
export class FramePool {
  readonly #count: number;
  readonly #workers: Worker[] = [];
  readonly #idle: Worker[] = [];
  readonly #slots: SharedArrayBuffer[] = [];
  readonly #free: number[] = [];
  readonly #ready = new Map<number, number>();
  #next = 0;
  #waiting: {
    readonly frame: number;
    readonly resolve: (slot: number) => void;
    readonly reject: (error: Error) => void;
  } | null = null;
  #failure: Error | null = null;

  constructor(footage: Footage, threads: number) {
    const { width, height, frameCount } = filmOf(footage);
    this.#count = frameCount;
    const workers = Math.max(1, Math.min(threads, frameCount));
    for (let slot = 0; slot < workers + SPARE_SLOTS; slot++) {
      this.#slots.push(new SharedArrayBuffer(width * height * 4));
      this.#free.push(slot);
    }
    const table: DrawingTable = { footage, slots: this.#slots };
    for (let i = 0; i < workers; i++) this.#hire(table);
  }

  /** `consume` may use the picture until its promise resolves. */
  async run(consume: (rgba: Uint8ClampedArray, frame: number) => Promise<void>): Promise<void> {
    try {
      this.#pump();
      for (let frame = 0; frame < this.#count; frame++) {
        const slot = await this.#whenReady(frame);
        const memory = this.#slots[slot];
        if (!memory) throw new Error(`no picture memory ${slot}`);
        await consume(new Uint8ClampedArray(memory), frame);
        this.#free.push(slot);
        this.#pump();
      }
    } finally {
      await Promise.all(this.#workers.map((worker) => worker.terminate()));
    }
  }

  #hire(table: DrawingTable): void {
    const worker = new Worker(siblingModule(import.meta.url, 'draw-thread'), { workerData: table });
    worker.on('message', (order: DrawOrder) => {
      this.#idle.push(worker);
      this.#deliver(order);
      this.#pump();
    });
    worker.on('error', (error) => this.#fail(error instanceof Error ? error : new Error(String(error))));
    worker.on('exit', (code) => {
      if (code !== 0) this.#fail(new Error(`a drawing thread stopped with code ${code}`));
    });
    this.#workers.push(worker);
    this.#idle.push(worker);
  }

  /** Gives free picture memory to idle threads, in frame order: the frame awaited next always has its slot. */
  #pump(): void {
    while (this.#next < this.#count && this.#idle.length > 0 && this.#free.length > 0) {
      const worker = this.#idle.pop();
      const slot = this.#free.pop();
      if (!worker || slot === undefined) return;
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread, not a window
      worker.postMessage({ frame: this.#next, slot } satisfies DrawOrder);
      this.#next++;
    }
  }

  #deliver(order: DrawOrder): void {
    if (this.#waiting?.frame === order.frame) {
      this.#waiting.resolve(order.slot);
      this.#waiting = null;
    } else this.#ready.set(order.frame, order.slot);
  }

  #whenReady(frame: number): Promise<number> {
    if (this.#failure) return Promise.reject(this.#failure);
    const slot = this.#ready.get(frame);
    if (slot !== undefined) {
      this.#ready.delete(frame);
      return Promise.resolve(slot);
    }
    return new Promise((resolve, reject) => {
      this.#waiting = { frame, resolve, reject };
    });
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    this.#waiting?.reject(error);
    this.#waiting = null;
  }
}
