import { parentPort, workerData } from 'node:worker_threads';
import { openPainter } from './footage.ts';
import type { DrawingTable, DrawOrder } from './frame-pool.ts';

/** A drawing thread: draws the ordered picture into the ordered piece of shared memory. */
function serve(table: DrawingTable): void {
  const port = parentPort;
  if (!port) throw new Error('draw-thread runs only as a worker thread');
  const paint = openPainter(table.footage);
  const pictures = table.slots.map((slot) => new Uint8ClampedArray(slot));
  port.on('message', (order: DrawOrder) => {
    const picture = pictures[order.slot];
    if (!picture) throw new Error(`no picture memory ${order.slot}`);
    paint(picture, order.frame);
    port.postMessage(order);
  });
}

serve(workerData);
