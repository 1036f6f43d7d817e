/** The programs people start, as processes: API and workers over one database, with the real studio. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Reelay } from '@reelay/client';
import { expect, onTestFinished, test, vi } from 'vitest';
import { auditSlots } from '../src/jobs/slots.ts';
import { auditLedger } from '../src/ledger/ledger.ts';
import { freshDatabase } from './support/fresh-database.ts';
import { PROGRAM_KEY, startReelay, type Program } from './support/start-reelay.ts';

async function twoMachines() {
  const database = await freshDatabase();
  const directory = await mkdtemp(join(tmpdir(), 'reelay-whole-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const environment = {
    DATABASE_URL: database.url,
    REELAY_DATA_DIR: directory,
    REELAY_STUDIO_CONCURRENCY: '1',
  };
  const api = startReelay(['serve', '--role', 'api'], environment);
  const [, baseUrl = ''] = await api.printed(/ready at (http:\S+)/);
  return {
    database,
    client: new Reelay({ baseUrl, apiKey: PROGRAM_KEY }),
    worker: async (): Promise<Program> => {
      const worker = startReelay(['serve', '--role', 'worker'], environment);
      await worker.printed(/worker is running/);
      return worker;
    },
  };
}

const SMALL = {
  prompt: 'a red ball on a table, static shot',
  model: 'kling_3',
  duration: 3,
  aspect_ratio: '1:1',
  seed: 3,
} as const;

test('a worker killed in the middle of a render: another takes over within 15 seconds, and it completes and is paid once', async () => {
  const { database, client, worker } = await twoMachines();
  const first = await worker();
  const job = await client.kling.generate(SMALL);
  await vi.waitFor(async () => expect((await job.get()).progress).toBeGreaterThan(0), {
    timeout: 60_000,
    interval: 50,
  });
  await worker();
  first.process.kill('SIGKILL');

  const fence = () =>
    database.db.selectFrom('generations').select('fence').where('id', '=', job.id).executeTakeFirstOrThrow();
  await vi.waitFor(async () => expect((await fence()).fence).toBe(2), { timeout: 15_000, interval: 50 });

  const ended = await job.wait();
  expect(ended).toMatchObject({ status: 'completed', message: null });
  const video = Buffer.from(await (await fetch(ended.video_url ?? '')).arrayBuffer());
  expect(video.toString('latin1', 4, 8)).toBe('ftyp');
  const ledger = await database.db
    .selectFrom('ledger_entries')
    .select('kind')
    .where('generation_id', '=', job.id)
    .orderBy('id')
    .execute();
  expect(ledger).toEqual([{ kind: 'hold' }, { kind: 'settle' }]);
  expect(await auditLedger(database.db)).toEqual({ wrongBalances: [], wrongHolds: [] });
  expect(await auditSlots(database.db)).toEqual([]);
}, 120_000);

test('SIGTERM gives a running job back and ends with code 0; another worker goes on at once', async () => {
  const { database, client, worker } = await twoMachines();
  const first = await worker();
  const job = await client.kling.generate(SMALL);
  await vi.waitFor(async () => expect((await job.get()).progress).toBeGreaterThan(0), {
    timeout: 60_000,
    interval: 50,
  });
  first.process.kill('SIGTERM');
  expect(await first.exit()).toBe(0);
  await worker();
  expect(await job.wait()).toMatchObject({ status: 'completed' });
  expect(await auditLedger(database.db)).toEqual({ wrongBalances: [], wrongHolds: [] });
}, 120_000);
