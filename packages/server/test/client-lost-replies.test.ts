/**
 * The lost-reply table: the server reads a paid POST and accepts it, and the reply is lost on its way. What official clients
 * of other services make of that is up to six paid jobs; here it is one, whatever the fault.
 */
import { Reelay } from '@reelay/client';
import { describe, expect, test } from 'vitest';
import { auditLedger } from '../src/ledger/ledger.ts';
import { faultyDoor, REPLY_FAULTS, type ReplyFault } from './support/faulty-door.ts';
import { servedApi, type ServedApi } from './support/served-api.ts';

const FAULTS = Object.keys(REPLY_FAULTS) as ReplyFault[];

async function behind(fault: ReplyFault, losses: number) {
  const api = await servedApi();
  const door = await faultyDoor(api.url, fault, losses);
  // A try that hangs is given up after a moment; the server answers in much less, also when the machine is busy.
  const timeoutMilliseconds = fault === 'nothing comes, ever' ? 3_000 : 60_000;
  const timing = { random: () => 0, sleep: () => Promise.resolve() };
  const client = new Reelay({ apiKey: api.key, baseUrl: door.url, timeoutMilliseconds, timing });
  return { api, door, client };
}

const posts = (requests: readonly string[]) => requests.filter((line) => line.startsWith('POST')).length;

/** What the server has accepted and what it took for it. */
async function accepted({ database: { db } }: ServedApi) {
  const generations = await db.selectFrom('generations').select('id').execute();
  const ledger = await db.selectFrom('ledger_entries').select('kind').where('kind', '=', 'hold').execute();
  expect(await auditLedger(db)).toEqual({ wrongBalances: [], wrongHolds: [] });
  return { ids: generations.map(({ id }) => id), holds: ledger.length };
}

describe('a submit whose reply is lost twice buys one video, and the job is that one', () => {
  test.each(FAULTS)('when %s', async (fault) => {
    const { api, door, client } = await behind(fault, 2);
    const job = await client.kling.generate({ prompt: 'a cat' });
    expect(posts(door.requests)).toBe(3);
    expect(await accepted(api)).toEqual({ ids: [job.id], holds: 1 });
  });
});

describe('a submit whose reply is always lost buys one video, and says that it may have', () => {
  test.each(FAULTS)('when %s', async (fault) => {
    const { api, door, client } = await behind(fault, Number.POSITIVE_INFINITY);
    await expect(client.kling.generate({ prompt: 'a cat' }, { retries: 2 })).rejects.toMatchObject({
      outcomeUnknown: true,
    });
    expect(posts(door.requests)).toBe(3);
    expect(await accepted(api)).toMatchObject({ ids: { length: 1 }, holds: 1 });
  });
});

test('the same call with the same key later finds the video that was bought', async () => {
  const { api, door, client } = await behind('the connection is dropped', Number.POSITIVE_INFINITY);
  const submit = () => client.kling.generate({ prompt: 'a cat' }, { idempotencyKey: 'order 7', retries: 0 });
  await expect(submit()).rejects.toMatchObject({ name: 'ConnectionError', outcomeUnknown: true });
  door.losses = 0;
  const job = await submit();
  expect(await accepted(api)).toEqual({ ids: [job.id], holds: 1 });
});

test('O1, O3 and a retry of a generation are kept to one in the same way', async () => {
  const { api, door, client } = await behind('half of it comes', 0);
  api.work();
  const first = client.kling.generate({ prompt: 'a cat' });
  await first.wait();
  const submits = [
    () => client.kling.o1.generate({ prompt: 'a cat', duration: 5, aspect_ratio: '16:9' }),
    () => client.kling.o3.generate({ prompt: 'a cat' }),
    async () => client.kling.generations.retry((await first).id),
  ];
  for (const submit of submits) {
    door.losses = 2;
    await submit();
  }
  expect((await accepted(api)).ids).toHaveLength(1 + submits.length);
});

test('what has no key is sent once, and says that it may have been done', async () => {
  const { api, door, client } = await behind('the connection is dropped', 5);
  await expect(client.keys.create({ name: 'second' })).rejects.toMatchObject({ outcomeUnknown: true });
  expect(posts(door.requests)).toBe(1);
  expect(await api.database.db.selectFrom('api_keys').select('name').orderBy('id').execute()).toEqual([
    { name: 'key' },
    { name: 'second' },
  ]);
});
