import { Worker } from 'node:worker_threads';
import type { MutationName } from './mutations.ts';
import type { SeedReport } from './run-seed.ts';

/** Databases of one thread: while one world waits for its database, another goes on. */
export const BERTHS_OF_THREAD = 2;

export interface ThreadTask {
  readonly urls: readonly string[];
  readonly seeds: readonly number[];
  readonly mutation: MutationName | null;
  readonly stopsAtFailure: boolean;
}

/** Plays every seed once, shared out among as many threads as the databases are enough for. */
export async function playInThreads(task: ThreadTask, onReport: (report: SeedReport) => void): Promise<void> {
  const threads = Math.max(1, Math.floor(task.urls.length / BERTHS_OF_THREAD));
  const parts = Array.from({ length: threads }, (_, thread): ThreadTask => {
    const isOfThread = (_one: unknown, index: number): boolean => index % threads === thread;
    return { ...task, urls: task.urls.filter(isOfThread), seeds: task.seeds.filter(isOfThread) };
  });
  await Promise.all(parts.map((part) => playInThread(part, onReport)));
}

async function playInThread(task: ThreadTask, onReport: (report: SeedReport) => void): Promise<void> {
  const thread = new Worker(new URL('./seed-thread-main.ts', import.meta.url), { workerData: task });
  await new Promise<void>((resolve, reject) => {
    thread.on('message', onReport);
    thread.on('error', reject);
    thread.on('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`a thread that plays seeds ended with ${code}`));
    });
  });
}
