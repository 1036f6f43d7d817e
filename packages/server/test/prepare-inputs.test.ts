/** Inputs in the worker: what survives a crash, and what a slow server may not hold up. */
import { expect, test, vi } from 'vitest';
import { claimGeneration } from '../src/commands/claim-generation.ts';
import { createGeneration, type NewGeneration } from '../src/commands/create-generation.ts';
import type { Engine } from '../src/engines/engine.ts';
import { auditSlots } from '../src/jobs/slots.ts';
import { systemSleep } from '../src/kernel/clock.ts';
import { auditLedger, readBalance } from '../src/ledger/ledger.ts';
import { createCrowd } from '../src/worker/crowd.ts';
import { prepareInputs } from '../src/worker/prepare-inputs.ts';
import { fakeEngine, type FakeEngine } from './support/fake-engine.ts';
import { fakePicture, fakeVideo } from './support/fake-media.ts';
import { fileServer } from './support/file-server.ts';
import { fixedClock } from './support/fixed-clock.ts';
import { aRequest, dollar, testBench, workerDeps, type TestBench } from './support/test-bench.ts';
import { onItsEngine } from './support/on-its-engine.ts';

const PATIENCE = { timeout: 20_000, interval: 20 };

function engineMap(engine: Engine): ReadonlyMap<string, Engine> {
  return new Map([[engine.id, engine]]);
}

async function submit(bench: TestBench, changes: Partial<NewGeneration>): Promise<string> {
  return (await createGeneration(bench.deps, bench.caller, aRequest(changes))).generation.id;
}

async function expectStatus(bench: TestBench, id: string, status: string): Promise<void> {
  await vi.waitFor(async () => expect((await bench.read(id)).status).toBe(status), PATIENCE);
}

const motion = (url: string): Partial<NewGeneration> => ({
  mode: 'motion_control',
  engineRequest: { ...Object(aRequest().engineRequest), mode: 'motion_control', durationSeconds: null },
  durationSeconds: null,
  price: dollar(3),
  openRate: dollar(0.1),
  inputs: [
    { role: 'reference_image', kind: 'remote', url: `${url}/character.png` },
    { role: 'reference_video', kind: 'remote', url: `${url}/dance.mp4` },
  ],
});

const picture = (url: string): Partial<NewGeneration> => ({
  mode: 'image_to_video',
  engineRequest: { ...Object(aRequest().engineRequest), mode: 'image_to_video' },
  inputs: [{ role: 'image', kind: 'remote', url }],
});

/** Prepares as a worker that dies afterwards, or on the way. */
async function prepareOnce(bench: TestBench, engine: FakeEngine, id: string): Promise<void> {
  const claimed = await claimGeneration(bench.deps, id, onItsEngine());
  if (claimed.kind !== 'to_prepare') throw new Error(`nothing to prepare: ${claimed.kind}`);
  const { generation } = claimed;
  const never = new AbortController().signal;
  await prepareInputs({
    deps: {
      ...workerDeps(bench.deps, engineMap(engine)),
      unknownRestSeconds: 1,
      downloadRetryMilliseconds: [],
      preparing: createCrowd(1),
      sleep: systemSleep,
      cancels: { begin: () => ({ cancelled: never, calledBack: () => never, end: () => undefined }) },
    },
    generation,
    attempts: [],
    because: 'the only engine',
    calledBack: () => never,
    engine,
    fenced: { generationId: id, fence: generation.fence },
    signal: never,
    cancelled: never,
    isOurs: () => true,
    disturbed: never,
  });
}

test('what was stored before a crash is not downloaded again, and the price is fixed once', async () => {
  const bench = await testBench();
  const engine = fakeEngine({ directory: bench.directory });
  const server = await fileServer({
    '/character.png': fakePicture(),
    '/dance.mp4': fakeVideo({ durationSeconds: 7.4 }),
  });
  const [half, whole] = [await submit(bench, motion(server.url)), await submit(bench, motion(server.url))];
  await prepareOnce(bench, engine, whole);
  server.files['/dance.mp4'] = 'hang';
  const dying = bench.startWorker(engineMap(engine));
  await vi.waitFor(() => expect(server.asked).toHaveLength(4), PATIENCE);
  await dying.stop();
  expect(await bench.read(half)).toMatchObject({ status: 'pending', openRate: dollar(0.1) });
  server.files['/dance.mp4'] = fakeVideo({ durationSeconds: 3.2 });
  // The other one may have been stopped between the intent of the one that was whole and its start.
  bench.startWorker(engineMap(engine), { startGraceMilliseconds: 10 });
  for (const [id, seconds] of [
    [whole, 8],
    [half, 4],
  ] as const) {
    await expectStatus(bench, id, 'completed');
    expect(await bench.read(id)).toMatchObject({ durationSeconds: seconds, price: dollar(seconds / 10) });
  }
  expect(server.asked.filter((path) => path === '/character.png')).toHaveLength(2);
  expect(server.asked.filter((path) => path === '/dance.mp4')).toHaveLength(3);
  expect(await readBalance(bench.database.db, bench.caller)).toBe(dollar(10 - 1.2));
  expect(await auditLedger(bench.database.db)).toEqual({ wrongBalances: [], wrongHolds: [] });
  expect(await auditSlots(bench.database.db)).toEqual([]);
});

test('a server that does not answer holds up nobody: its generation takes no place until its picture is here', async () => {
  const bench = await testBench();
  const engine = fakeEngine({ directory: bench.directory, concurrency: 1 });
  const server = await fileServer({ '/slow.png': 'hang' });
  bench.startWorker(engineMap(engine));
  const slow = await submit(bench, picture(`${server.url}/slow.png`));
  await vi.waitFor(() => expect(server.asked).toHaveLength(1), PATIENCE);
  await expectStatus(bench, await submit(bench, {}), 'completed');
  expect(await bench.read(slow)).toMatchObject({ status: 'pending', startedAt: null });
});

test('servers that do not answer take no more than a part of the capacity, and the rest of their account waits', async () => {
  const bench = await testBench({ balance: '100' });
  const engine = fakeEngine({ directory: bench.directory });
  const server = await fileServer({ '/slow.png': 'hang' });
  bench.startWorker(engineMap(engine), { capacity: 20 });
  for (let n = 0; n < 30; n += 1) await submit(bench, picture(`${server.url}/slow.png`));
  await vi.waitFor(() => expect(server.asked).toHaveLength(16), PATIENCE);
  await expectStatus(bench, await submit(bench, {}), 'completed');
  expect(server.asked).toHaveLength(16);
});

test('a download that had no answer is tried again; an address that was refused is not', async () => {
  const bench = await testBench();
  const engine = fakeEngine({ directory: bench.directory });
  const server = await fileServer({ '/late.png': 503 });
  bench.startWorker(engineMap(engine), { downloadRetryMilliseconds: [1, 1] });
  const late = await submit(bench, picture(`${server.url}/late.png`));
  await expectStatus(bench, late, 'failed');
  expect(server.asked).toHaveLength(3);
  const refused = await submit(bench, picture('https://10.0.0.1/private.png'));
  await expectStatus(bench, refused, 'failed');
  for (const id of [late, refused])
    expect(await bench.read(id)).toMatchObject({ failure: 'IMAGE_INACCESSIBLE' });
  expect(await readBalance(bench.database.db, bench.caller)).toBe(dollar(10));
});

test('one whose inputs are not here when its time is up fails with TIMEOUT and is refunded', async () => {
  const clock = fixedClock();
  const bench = await testBench({ clock });
  const engine = fakeEngine({ directory: bench.directory });
  const id = await submit(bench, picture('https://10.0.0.1/never-asked.png'));
  clock.advanceSeconds(15 * 60);
  bench.startWorker(engineMap(engine));
  await expectStatus(bench, id, 'failed');
  expect(await bench.read(id)).toMatchObject({ failure: 'TIMEOUT' });
  expect(await readBalance(bench.database.db, bench.caller)).toBe(dollar(10));
});

test('an input whose file is gone is never started with, and the work is not marked as begun', async () => {
  const bench = await testBench();
  const engine = fakeEngine({ directory: bench.directory });
  const gone = { mediaType: 'image/png', byteCount: 9, width: 640, height: 480, durationSeconds: null };
  const id = await submit(bench, {
    ...picture(''),
    inputs: [
      {
        role: 'image',
        kind: 'stored',
        asset: {
          id: bench.deps.newId(),
          kind: 'input',
          storageKey: `${'0'.repeat(2)}/${'0'.repeat(62)}`,
          ...gone,
        },
      },
    ],
  });
  bench.startWorker(engineMap(engine));
  await expectStatus(bench, id, 'processing');
  await vi.waitFor(async () => expect((await bench.read(id)).fence).toBeGreaterThan(1), PATIENCE);
  expect(engine.starts).toEqual([]);
  expect(await bench.database.db.selectFrom('attempts').selectAll().execute()).toEqual([]);
});
