/** One run: the load under the nemesis, the drain, and the verdict. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Db } from '../src/db/transaction.ts';
import { judge } from './judge.ts';
import { keepEvidence } from './evidence.ts';
import { startLoad, type Load } from './load.ts';
import { startNemesis, type Nemesis } from './nemesis.ts';
import type { ChaosOptions } from './options.ts';
import { startProgress, type Say } from './progress.ts';
import { describeRun } from './report.ts';
import { startSampler } from './sampler.ts';
import { shortenDeadlines } from './short-deadlines.ts';
import { setScene, untilAllReady, type Scene } from './scene.ts';

const LOOK_MILLISECONDS = 500;
/** After an outage a request that met it may still be answered. */
const TROUBLE_MILLISECONDS = 3_000;

/** True when every invariant held. `signal` ends it early, as a failure. */
export async function runChaos(options: ChaosOptions, say: Say, signal: AbortSignal): Promise<boolean> {
  const directory = mkdtempSync(join(tmpdir(), `reelay-chaos-${options.seed}-`));
  say(`seed ${options.seed}; everything of this run is in ${directory}`);
  const scene = await setScene(options, directory);
  let isGood = false;
  try {
    isGood = await play(options, scene, say, signal);
  } finally {
    await scene.strike();
    if (isGood && !options.keep) rmSync(directory, { recursive: true, force: true });
  }
  return isGood;
}

async function play(options: ChaosOptions, scene: Scene, say: Say, signal: AbortSignal): Promise<boolean> {
  const { db } = scene.database;
  const givingUp = new AbortController();
  await shortenDeadlines(db, { ...options, ...scene, accounts: scene.accounts.length });
  const sampler = startSampler(db);
  const load = startLoad({
    ...options,
    accounts: scene.accounts,
    addresses: scene.addresses,
    apis: () => scene.apis(),
    isTroubled: () =>
      scene.flags.isSet('disk-full') || scene.postgres.wasDownSince(Date.now() - TROUBLE_MILLISECONDS),
    signal: AbortSignal.any([signal, givingUp.signal]),
  });
  const nemesis = startNemesis({ ...options, ...scene, note: (text) => say(`        ${text}`) });
  const progress = startProgress({ load, nemesis, scene, say });
  try {
    await Promise.all([load.sent, nemesis.run(signal)]);
    const endedUnderFire = load.stories.filter(({ end }) => end !== null).length;
    const drainSeconds = await drain(options, scene, load, say, signal);
    givingUp.abort();
    await load.over;
    return await conclude(options, scene, { load, nemesis, sampler, drainSeconds, endedUnderFire, say });
  } finally {
    givingUp.abort();
    progress.stop();
    await sampler.stop();
  }
}

/** Lets everything go on in peace until nothing is left to do. Answers how long that took, in seconds. */
async function drain(
  { drainSeconds }: ChaosOptions,
  scene: Scene,
  load: Load,
  say: Say,
  signal: AbortSignal,
): Promise<number> {
  say('the nemesis has gone; everything runs until it is quiet');
  scene.flags.set('calm');
  await untilAllReady(scene);
  const begun = performance.now();
  const until = begun + drainSeconds * 1000;
  while (performance.now() < until && !signal.aborted) {
    if (load.stories.every(({ isOver }) => isOver) && (await isQuiet(scene.database.db))) break;
    await pause(LOOK_MILLISECONDS);
  }
  return (performance.now() - begun) / 1000;
}

async function isQuiet(db: Db): Promise<boolean> {
  const result = await sql<{ open: bigint }>`
    select (select count(*) from generations where status in ('pending', 'processing'))
      + (select count(*) from deliveries where status = 'pending') as open`.execute(db);
  return result.rows[0]?.open === 0n;
}

interface Played {
  readonly load: Load;
  readonly nemesis: Nemesis;
  readonly sampler: ReturnType<typeof startSampler>;
  readonly drainSeconds: number;
  readonly endedUnderFire: number;
  readonly say: Say;
}

async function conclude(options: ChaosOptions, scene: Scene, played: Played): Promise<boolean> {
  const { load, nemesis, sampler, drainSeconds, endedUnderFire, say } = played;
  await sampler.stop();
  const findings = await judge(options, scene, load.stories, sampler);
  const isGood = findings.every(({ violations }) => violations.length === 0);
  const { stories } = load;
  const sum = (figure: (story: (typeof stories)[number]) => number): number =>
    stories.reduce((total, story) => total + figure(story), 0);
  say(
    describeRun(options, findings, nemesis, {
      clients: `${stories.length} requests, ${sum(({ submits }) => submits)} submits, ${sum(({ lostReplies }) => lostReplies)} of them without a usable reply and ${sum(({ heldBack }) => heldBack)} held back by limits, ${sum(({ acceptedIds }) => Math.min(1, acceptedIds.size))} accepted, ${sum(({ refusal }) => (refusal === 402 ? 1 : 0))} refused for want of credit, ${sum(({ isCancelled }) => (isCancelled ? 1 : 0))} cancelled`,
      'answers of 5xx': `${sum(({ serverErrors }) => serverErrors)}, ${sum(({ unexcusedErrors }) => unexcusedErrors)} of them while database and disk were well`,
      ambushes: countAmbushes(scene),
      'the drain': `${drainSeconds.toFixed(0)} s; ${endedUnderFire} generations had ended before it`,
    }),
  );
  if (!isGood) {
    const target = await keepEvidence(
      scene.database.db,
      scene.directory,
      findings,
      textFilesOf(scene.directory),
    );
    say(`what belongs to it: ${target}`);
  }
  return isGood;
}

function countAmbushes({ processes }: Scene): string {
  const names = processes
    .flatMap((one) => one.ambushes())
    .map(({ point, stallMilliseconds }) => `${stallMilliseconds === null ? 'died' : 'stalled'} ${point}`);
  const counts = Map.groupBy(names, (name) => name);
  return [...counts].map(([name, all]) => `${name} ${all.length}`).join(', ') || 'none';
}

function textFilesOf(directory: string): readonly string[] {
  const logs = readdirSync(join(directory, 'logs')).map((name) => join(directory, 'logs', name));
  const journals = readdirSync(directory)
    .filter((name) => name.endsWith('.jsonl'))
    .map((name) => join(directory, name));
  return [...journals, ...logs];
}
