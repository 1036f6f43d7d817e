/** What has had its time is thrown away by the worker, and nothing else. */
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Db } from '../src/db/transaction.ts';
import { systemSleep } from '../src/kernel/clock.ts';
import { silentLogger } from '../src/kernel/log.ts';
import { deleteTriesBefore } from '../src/webhooks/retention-statements.ts';
import { keepHouse } from '../src/worker/housekeeping.ts';
import { fixedClock } from './support/fixed-clock.ts';
import { testBench } from './support/test-bench.ts';
import {
  aDelivery,
  answering,
  readDelivery,
  webhookReceiver,
  webhookSender,
} from './support/webhook-receiver.ts';

const DAY_SECONDS = 86_400;

async function triedBench() {
  const clock = fixedClock();
  const bench = await testBench({ clock });
  const sendOnce = webhookSender(bench);
  return {
    ...bench,
    clock,
    /** A delivery that was tried once, and so answered. */
    async tried(status: number): Promise<string> {
      const receiver = await webhookReceiver(answering(status));
      const id = await aDelivery(bench, receiver.url);
      await sendOnce(id);
      return id;
    },
  };
}

async function triedDeliveries(db: Db): Promise<readonly string[]> {
  const rows = await db.selectFrom('delivery_tries').select('delivery_id').orderBy('started_at').execute();
  return rows.map((row) => row.delivery_id);
}

test('tries are dropped 30 days after they began, once none is outstanding; their deliveries stay', async () => {
  const bench = await triedBench();
  const { db } = bench.database;
  const delivered = await bench.tried(200);
  const gone = await bench.tried(410);
  const waiting = await bench.tried(500);
  bench.clock.advanceSeconds(1);
  const young = await bench.tried(200);
  bench.clock.advanceSeconds(30 * DAY_SECONDS);
  const stopping = new AbortController();
  const kept = keepHouse({ ...bench.deps, log: silentLogger, sleep: systemSleep }, stopping.signal);
  onTestFinished(async () => {
    stopping.abort();
    await kept;
  });
  await vi.waitFor(async () => expect(await triedDeliveries(db)).toEqual([waiting, young]));
  expect(await readDelivery(bench, delivered)).toMatchObject({ status: 'delivered', attempts: 1 });
  expect(await readDelivery(bench, gone)).toMatchObject({ status: 'disabled', lastStatus: 410 });
});

test('tries are dropped a bounded number at a time, the oldest first', async () => {
  const bench = await triedBench();
  const { db } = bench.database;
  const ids: string[] = [];
  for (let count = 0; count < 3; count += 1) {
    ids.push(await bench.tried(200));
    bench.clock.advanceSeconds(1);
  }
  expect(await deleteTriesBefore(db, bench.clock.now(), 2)).toBe(2);
  expect(await triedDeliveries(db)).toEqual(ids.slice(2));
  expect(await deleteTriesBefore(db, bench.clock.now(), 2)).toBe(1);
  expect(await deleteTriesBefore(db, bench.clock.now(), 2)).toBe(0);
});
