import { parentPort, workerData } from 'node:worker_threads';
import { drawFrame } from '../render/draw-frame.ts';
import { createFrame } from '../render/frame.ts';
import type { DrawingTable, DrawOrder } from './frame-pool.ts';

/** A drawing thread: one frame buffer of its own, copied to the shared slot when the picture is done. */
function serve(table: DrawingTable): void {
  const port = parentPort;
  if (!port) throw new Error('draw-thread runs only as a worker thread');
  const frame = createFrame(table.shot.width, table.shot.height, false);
  port.on('message', (order: DrawOrder) => {
    drawFrame(frame, table.shot, table.baked, order.frame);
    const slot = table.slots[order.slot];
    if (!slot) throw new Error(`no picture memory ${order.slot}`);
    new Uint8ClampedArray(slot).set(frame.rgba);
    port.postMessage(order);
  });
}

serve(workerData);
