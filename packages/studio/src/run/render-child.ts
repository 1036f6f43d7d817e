import type { ChildOrder, ChildReport } from './child-messages.ts';
import { makeVideo } from './make-video.ts';
import { RenderFailure } from './render-failure.ts';

/** The render process: takes one order over IPC, reports, and ends. Without its parent it ends at once. */
function serve(): void {
  process.once('disconnect', () => process.exit(1));
  process.once('message', (order: ChildOrder) => {
    void work(order);
  });
}

async function work(order: ChildOrder): Promise<void> {
  try {
    const manifest = await makeVideo(order, (progress) => send({ kind: 'progress', progress }));
    await sendLast({ kind: 'done', manifest });
    process.exit(0);
  } catch (error) {
    const reason = error instanceof RenderFailure ? error.reason : 'internal';
    await sendLast({ kind: 'failed', reason, detail: detailOf(error) });
    process.exit(1);
  }
}

function detailOf(error: unknown): string {
  if (error instanceof RenderFailure) return error.detail;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function send(report: ChildReport): void {
  process.send?.(report);
}

/** Resolves when the parent has it: an exit right after `send` may lose the message. */
function sendLast(report: ChildReport): Promise<void> {
  return new Promise((resolve) => {
    if (process.send) process.send(report, () => resolve());
    else resolve();
  });
}

serve();
