import { Worker } from 'node:worker_threads';
import { siblingModule } from '../run/sibling-module.ts';
import type { Errand, Finding } from './errand.ts';

/** Runs errands on some threads; findings come back in the order of the errands. */
export async function runErrands(
  errands: readonly Errand[],
  threads: number,
  onFinding: (done: number, finding: Finding) => void,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  let next = 0;
  let done = 0;
  const lane = async (): Promise<void> => {
    const worker = new Worker(siblingModule(import.meta.url, 'errand-thread'));
    try {
      for (let index = next++; index < errands.length; index = next++) {
        const errand = errands[index];
        if (errand === undefined) break;
        const finding = await ask(worker, errand);
        findings[index] = finding;
        onFinding(++done, finding);
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: Math.min(threads, errands.length) }, lane));
  return findings;
}

function ask(worker: Worker, errand: Errand): Promise<Finding> {
  return new Promise((resolve, reject) => {
    const onMessage = (finding: Finding): void => {
      worker.off('error', reject);
      resolve(finding);
    };
    worker.once('message', onMessage);
    worker.once('error', reject);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread, not a window
    worker.postMessage(errand);
  });
}
