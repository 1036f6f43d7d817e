/** The faults of webhooks that a magic prompt of a test key plays. */
import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { replayDelivery } from '../src/commands/replay-delivery.ts';
import { readTestDirectives } from '../src/kernel/test-directives.ts';
import { findSecretState } from '../src/webhooks/secret-statements.ts';
import { listTries } from '../src/webhooks/statements.ts';
import { fixedClock } from './support/fixed-clock.ts';
import { testBench } from './support/test-bench.ts';
import {
  aDelivery,
  answering,
  readDelivery,
  webhookReceiver,
  webhookSender,
} from './support/webhook-receiver.ts';

/** A delivery of a generation that asked for `webhook=...`, and a receiver that takes it. */
async function faulty(words: string) {
  const clock = fixedClock();
  const bench = await testBench({ clock });
  const receiver = await webhookReceiver(answering(200));
  const testDirectives = readTestDirectives(`a fox reelay:webhook=${words}`);
  const id = await aDelivery(bench, receiver.url, { testDirectives });
  const send = webhookSender(bench);
  /** Whether it is signed with the secret of the account. */
  const isSignedWell = async (call: number): Promise<boolean> => {
    const { secret } = await findSecretState(bench.database.db, bench.caller);
    const { headers = {}, body = '' } = receiver.received[call] ?? {};
    return headers['webhook-signature'] === new Webhook(secret).sign(id, clock.now(), body);
  };
  return {
    clock,
    bench,
    id,
    received: receiver.received,
    sendOnce: () => send(id),
    read: () => readDelivery(bench, id),
    tries: () => listTries(bench.database.db, id, 100),
    isSignedWell,
  };
}

test('fail:2 fails the first two tries without sending them', async () => {
  const { clock, sendOnce, received, read, tries } = await faulty('fail:2');
  expect(await sendOnce()).toEqual({ kind: 'give_back', afterSeconds: 30 });
  clock.advanceSeconds(30);
  expect(await sendOnce()).toEqual({ kind: 'give_back', afterSeconds: 60 });
  expect(received).toEqual([]);
  clock.advanceSeconds(60);
  expect(await sendOnce()).toEqual({ kind: 'done' });
  expect(received).toHaveLength(1);
  expect(await read()).toMatchObject({ status: 'delivered', attempts: 3 });
  expect((await tries()).map(({ httpStatus }) => httpStatus)).toEqual([500, 500, 200]);
});

test('lost is never sent and ends exhausted; a replay arrives', async () => {
  const { bench, id, sendOnce, received, read } = await faulty('lost');
  expect(await sendOnce()).toEqual({ kind: 'done' });
  expect(received).toEqual([]);
  expect(await read()).toMatchObject({ status: 'exhausted', attempts: 1, lastStatus: null });
  await replayDelivery({ ...bench.deps, videoUrl: String }, bench.caller, id);
  expect(await sendOnce()).toEqual({ kind: 'done' });
  expect(received).toHaveLength(1);
  expect(await read()).toMatchObject({ status: 'delivered' });
});

test('duplicate is sent twice with the same id', async () => {
  const { id, sendOnce, received, read, tries } = await faulty('duplicate');
  expect(await sendOnce()).toEqual({ kind: 'done' });
  expect(received.map(({ headers }) => headers['webhook-id'])).toEqual([id, id]);
  expect(await read()).toMatchObject({ status: 'delivered', attempts: 2 });
  expect((await tries()).map(({ number, httpStatus }) => [number, httpStatus])).toEqual([
    [1, 200],
    [2, 200],
  ]);
});

test('late:60s is first sent after a minute', async () => {
  const { clock, sendOnce, received, read } = await faulty('late:60s');
  const dueAt = new Date(clock.now().getTime() + 60_000);
  expect(await sendOnce()).toEqual({ kind: 'give_back', afterSeconds: 60 });
  expect(await read()).toMatchObject({ status: 'pending', attempts: 0, nextAttemptAt: dueAt });
  clock.advanceSeconds(60);
  expect(await sendOnce()).toEqual({ kind: 'done' });
  expect(received).toHaveLength(1);
});

test('bad_signature is signed with a secret that is not ours; a replay is signed well', async () => {
  const { bench, id, sendOnce, received, isSignedWell } = await faulty('bad_signature');
  await sendOnce();
  expect(received[0]?.headers['webhook-signature']).toMatch(/^v1,[A-Za-z0-9+/]{43}=$/);
  expect(await isSignedWell(0)).toBe(false);
  await replayDelivery({ ...bench.deps, videoUrl: String }, bench.caller, id);
  await sendOnce();
  expect(await isSignedWell(1)).toBe(true);
});
