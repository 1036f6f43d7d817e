import { expect, onTestFinished, test, vi } from 'vitest';
import { openBerth, type Berth } from '../simulation/berth.ts';
import { huntMutations } from '../simulation/hunt-mutations.ts';
import { createIncarnation } from '../simulation/incarnation.ts';
import { countPlaces, MUTATIONS, type MutationName } from '../simulation/mutations.ts';
import { planOf } from '../simulation/plan.ts';
import { playSeeds } from '../simulation/play-seeds.ts';
import { openProcessDatabase } from '../simulation/process-database.ts';
import { runSeed } from '../simulation/run-seed.ts';
import { createStage } from '../simulation/stage.ts';
import { createWorld } from '../simulation/world.ts';
import { inTransaction, type Db } from '../src/db/transaction.ts';
import type { Job, Jobs } from '../src/jobs/jobs.ts';
import { startJobs } from '../src/jobs/start-jobs.ts';
import { silentLogger } from '../src/kernel/log.ts';
import { freshDatabase } from './support/fresh-database.ts';

/** `npm run simulate` plays more of them; these are for every run of the tests. */
const SEEDS = Number(process.env['REELAY_SIMULATION_SEEDS'] ?? 400);
const MINUTES = 60_000;

async function databases(count: number): Promise<readonly string[]> {
  const fresh = await Promise.all(Array.from({ length: count }, () => freshDatabase()));
  return fresh.map(({ url }) => url);
}

async function berth(): Promise<Berth> {
  const opened = await openBerth((await freshDatabase()).url);
  onTestFinished(() => opened.close());
  return opened;
}

function seedsUpTo(last: number): readonly number[] {
  return Array.from({ length: last }, (_, index) => index + 1);
}

test(
  'whatever goes wrong, in no world is anything lost, paid for twice or left behind',
  async () => {
    const said: string[] = [];
    await playSeeds(seedsUpTo(SEEDS), await databases(4), (line) => said.push(line));
    console.info(said.at(-1));
    // One line that sums up, and nothing to tell.
    expect(said).toHaveLength(1);
  },
  5 * MINUTES,
);

async function hashes(place: Berth, seeds: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const found = new Map<number, string>();
  for (const seed of seeds) found.set(seed, (await runSeed(place, seed, false)).hash);
  return found;
}

test('a seed plays the same world every time, wherever it is played and whatever was played there before', async () => {
  const seeds = seedsUpTo(25);
  const [one, other] = await Promise.all([
    hashes(await berth(), seeds),
    hashes(await berth(), seeds.toReversed()),
  ]);
  expect(new Map([...other].toReversed())).toEqual(one);
  expect(new Set(one.values()).size).toBe(seeds.length);
});

/** Those that a few dozen worlds find. All of them: `npm run simulate -- --mutate all`. */
const QUICK: readonly MutationName[] = [
  'outcome_without_fence',
  'start_without_intent',
  'start_again_after_lost_reply',
  'start_again_when_unknown',
  'stale_job_completed',
  'failed_job_completed',
  'place_not_given_back',
  'place_above_limit',
  'price_not_settled',
  'end_not_announced',
  'key_not_claimed',
  'left_without_ending_the_try',
  'gone_on_after_unknown_start',
  'budget_not_corrected',
];

test(
  'defects that are put into the source are found',
  async () => {
    const said: string[] = [];
    await huntMutations(QUICK, seedsUpTo(300), await databases(4), (line) => said.push(line));
    expect(said.filter((line) => !line.startsWith('found'))).toEqual([]);
    expect(said).toHaveLength(QUICK.length);
  },
  5 * MINUTES,
);

test('what each defect changes stands in the source exactly once', () => {
  for (const [name, mutation] of Object.entries(MUTATIONS))
    expect([name, countPlaces(mutation)]).toEqual([name, 1]);
});

interface QueueBench {
  readonly jobs: Jobs;
  readonly db: Db;
  /** Does `work`, in whose time things happen. */
  play(work: () => Promise<void>): Promise<void>;
  /** Until `check` no longer throws, or half a minute has passed. */
  readonly eventually: (check: () => Promise<void>) => Promise<void>;
}

const queues: Readonly<Record<'real' | 'simulated', () => Promise<QueueBench>>> = {
  async real() {
    const database = await freshDatabase();
    const jobs = await startJobs({ database, log: silentLogger, supervise: true });
    onTestFinished(() => jobs.stop());
    return {
      jobs,
      db: database.db,
      play: (work) => work(),
      eventually: (check) => vi.waitFor(check, { timeout: 30_000, interval: 100 }),
    };
  },
  async simulated() {
    const world = createWorld({ ...planOf(1), calmAtMilliseconds: 0 }, false);
    const place = await berth();
    await place.begin({ timeLimitSeconds: 60, limits: {}, budgets: new Map(), blind: [] }, (what) =>
      world.violate(what),
    );
    onTestFinished(() => place.end());
    const stage = createStage(world, place);
    const incarnation = createIncarnation(world, 'one', () => {});
    return {
      jobs: stage.queue.open(incarnation),
      db: openProcessDatabase(stage, incarnation, 'one'),
      async play(work) {
        let isOver = false;
        const playing = work().finally(() => {
          isOver = true;
        });
        await Promise.all([playing, world.runUntil(() => isOver)]);
        expect(world.violations).toEqual([]);
      },
      async eventually(check) {
        for (let tries = 0; ; tries += 1)
          try {
            return await check();
          } catch (error) {
            if (tries > 300) throw error;
            await new Promise<void>((resolve) => world.after(100, resolve));
          }
      },
    };
  },
};

async function onlyJob(jobs: Jobs): Promise<Job> {
  const [job, ...others] = await jobs.fetch('generations', 5);
  if (!job || others.length > 0) throw new Error(`expected one job, got ${job ? others.length + 1 : 0}`);
  return job;
}

const promises: Readonly<Record<string, (bench: QueueBench) => Promise<void>>> = {
  async 'a job exists exactly when the transaction that enqueued it commits'({ db, jobs }) {
    const changed = inTransaction(db, async (tx) => {
      await jobs.enqueueMany(tx, 'generations', [{ subjectId: NEVER }]);
      throw new Error('changed my mind');
    });
    await expect(changed).rejects.toThrow('changed my mind');
    expect(await jobs.fetch('generations', 5)).toEqual([]);
    await inTransaction(db, (tx) => jobs.enqueue(tx, 'generations', ONCE));
    expect(await jobs.fetch('webhooks', 5)).toEqual([]);
    expect(await onlyJob(jobs)).toMatchObject({ subjectId: ONCE });
    expect(await jobs.fetch('generations', 5)).toEqual([]);
  },
  async 'a job that is given back can be fetched at once, or only after the delay'({ db, jobs, eventually }) {
    await inTransaction(db, (tx) => jobs.enqueue(tx, 'generations', ONCE));
    await jobs.giveBack(await onlyJob(jobs), 0);
    await jobs.giveBack(await onlyJob(jobs), 0.5);
    expect(await jobs.fetch('generations', 1)).toEqual([]);
    await eventually(async () => void (await onlyJob(jobs)));
  },
  async 'an old holder can neither complete nor give back, and is told so by a touch'({ db, jobs }) {
    await inTransaction(db, (tx) => jobs.enqueue(tx, 'generations', ONCE));
    const job = await onlyJob(jobs);
    const old = { ...job, holding: job.holding + 1 };
    expect(await jobs.touch('generations', [job])).toEqual(new Set([job.id]));
    expect(await jobs.touch('generations', [old])).toEqual(new Set());
    await jobs.complete(old);
    await jobs.giveBack(old, 0);
    expect(await jobs.fetch('generations', 5)).toEqual([]);
    expect(await jobs.touch('generations', [job])).toEqual(new Set([job.id]));
    await jobs.complete(job);
    expect(await jobs.touch('generations', [job])).toEqual(new Set());
    expect(await jobs.fetch('generations', 5)).toEqual([]);
  },
  async 'a job whose holder is silent goes to another, and the silent one can do nothing with it'(bench) {
    const { db, jobs, eventually } = bench;
    await inTransaction(db, (tx) => jobs.enqueue(tx, 'generations', ONCE));
    const silent = await onlyJob(jobs);
    await eventually(async () => {
      const next = await onlyJob(jobs);
      expect(next).toMatchObject({ subjectId: ONCE });
      expect(next.holding).toBeGreaterThan(silent.holding);
    });
    expect(await jobs.touch('generations', [silent])).toEqual(new Set());
    await jobs.complete(silent);
    await jobs.giveBack(silent, 0);
    expect(await jobs.fetch('generations', 5)).toEqual([]);
  },
};

const NEVER = '00000000-0000-7000-8000-00000000dead';
const ONCE = '00000000-0000-7000-8000-000000000001';

for (const [name, keep] of Object.entries(promises))
  for (const [kind, open] of Object.entries(queues))
    // oxlint-disable-next-line vitest/valid-title -- the titles are in the table
    test(`${name}, in the ${kind} queue`, async () => {
      const bench = await open();
      await bench.play(() => keep(bench));
    });
