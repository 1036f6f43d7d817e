import { parentPort } from 'node:worker_threads';
import { runErrand } from './errand.ts';
import type { Errand } from './errand.ts';

/** A measuring thread: one errand at a time. */
function serve(): void {
  const port = parentPort;
  if (!port) throw new Error('errand-thread runs only as a worker thread');
  port.on('message', (errand: Errand) => {
    void runErrand(errand).then((finding) => port.postMessage(finding));
  });
}

serve();
