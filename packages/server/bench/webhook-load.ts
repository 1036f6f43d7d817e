/** How many webhooks a second one worker delivers, alone and beside a receiver that never answers. */
import { createServer, type Server } from 'node:http';
import { ensureFirstAccount } from '../src/commands/ensure-first-account.ts';
import { secureRandomBytes } from '../src/accounts/secrets.ts';
import { openDatabase } from '../src/db/pool.ts';
import { inTransaction } from '../src/db/transaction.ts';
import { startJobs } from '../src/jobs/start-jobs.ts';
import { newId } from '../src/kernel/ids.ts';
import { silentLogger } from '../src/kernel/log.ts';
import { insertDelivery } from '../src/webhooks/statements.ts';
import { percentile } from './percentile.ts';
import type { Scene } from './scene.ts';

export interface WebhookResult {
  readonly delivered: number;
  readonly perSecond: number;
  /** From when the first of its batch was committed to its arrival. */
  readonly p95Milliseconds: number;
}

const MOST_MILLISECONDS = 120_000;

/** `deadCount` messages for a receiver that takes the connection and says nothing are enqueued in front of the others. */
export async function deliverWebhooks(
  scene: Scene,
  { count, deadCount }: { readonly count: number; readonly deadCount: number },
): Promise<WebhookResult> {
  const arrivals: number[] = [];
  const { promise: allArrived, resolve } = Promise.withResolvers<void>();
  const receiver = await serve((end) => {
    arrivals.push(performance.now());
    if (arrivals.length === count) resolve();
    end();
  });
  const dead = await serve(() => {});
  const worker = await scene.start('packages/server/bin/reelay.mjs', 'serve', '--role', 'worker');
  try {
    const since = performance.now();
    await enqueue(scene.databaseUrl, [
      ...Array.from({ length: deadCount }, () => dead.url),
      ...Array.from({ length: count }, () => receiver.url),
    ]);
    const committed = performance.now();
    await Promise.race([allArrived, tooLate(() => arrivals.length)]);
    const waits = arrivals.map((at) => at - committed).toSorted((a, b) => a - b);
    const seconds = ((arrivals.at(-1) ?? since) - committed) / 1000;
    return {
      delivered: arrivals.length,
      perSecond: arrivals.length / seconds,
      p95Milliseconds: percentile(waits, 0.95),
    };
  } finally {
    await worker.stop();
    for (const one of [receiver, dead]) {
      one.server.closeAllConnections();
      one.server.close();
    }
  }
}

async function enqueue(databaseUrl: string, urls: readonly string[]): Promise<void> {
  const database = openDatabase({ url: databaseUrl, log: silentLogger });
  const jobs = await startJobs({ database, log: silentLogger, supervise: false });
  try {
    const { accountId } = await ensureFirstAccount(database.db, { newId, randomBytes: secureRandomBytes });
    await inTransaction(database.db, async (tx) => {
      const deliveries = urls.map((url) => ({ id: newId(), url }));
      for (const { id, url } of deliveries)
        await insertDelivery(tx, {
          id,
          accountId,
          environment: 'test',
          generationId: null,
          url,
          body: JSON.stringify({ generation_id: id, status: 'completed', message: null }),
          createdAt: new Date(),
        });
      await jobs.enqueueMany(
        tx,
        'webhooks',
        deliveries.map(({ id }) => ({ subjectId: id })),
      );
    });
  } finally {
    await jobs.stop();
    await database.close();
  }
}

async function serve(
  answer: (end: () => void) => void,
): Promise<{ readonly url: string; readonly server: Server }> {
  const server = createServer((request, response) => {
    request.resume();
    request.once('end', () => answer(() => response.end()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/`, server };
}

async function tooLate(arrived: () => number): Promise<never> {
  await new Promise((resolve) => setTimeout(resolve, MOST_MILLISECONDS).unref());
  throw new Error(`only ${arrived()} webhooks arrived within ${MOST_MILLISECONDS / 1000} s`);
}
