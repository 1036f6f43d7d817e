import { join } from 'node:path';
import {
  checkAccepted,
  checkAnswered,
  checkDeadlines,
  checkIdempotency,
  checkSurprises,
} from './checks/check-generations.ts';
import { checkSampledLimits, checkSlots } from './checks/check-limits.ts';
import { checkLedger, checkSettlements } from './checks/check-money.ts';
import { checkProcesses } from './checks/check-processes.ts';
import { checkReads } from './checks/check-reads.ts';
import {
  checkCharges,
  checkOrphans,
  checkStarts,
  checkUpstreamConcurrency,
} from './checks/check-upstream.ts';
import { checkWebhooks } from './checks/check-webhooks.ts';
import { NARROW_CONCURRENCY } from './chaos-accounts.ts';
import type { Finding } from './checks/finding.ts';
import { readSnapshot } from './checks/snapshot.ts';
import type { ClientStory } from './client.ts';
import type { ChaosOptions } from './options.ts';
import { readReceiverJournal, RECEIVER_JOURNAL } from './receiver.ts';
import type { Sampler } from './sampler.ts';
import { ACCOUNT_CONCURRENCY, type Scene } from './scene.ts';
import { UPSTREAM_LEDGER } from './upstream.ts';
import { readUpstreamBooks } from './upstream-ledger.ts';

/** Asks the APIs once more, ends every process, and compares all the books. */
export async function judge(
  { engineConcurrency }: ChaosOptions,
  scene: Scene,
  stories: readonly ClientStory[],
  sampler: Sampler,
): Promise<readonly Finding[]> {
  const { db } = scene.database;
  const [api = ''] = scene.apis();
  const reads = await checkReads(api, stories, await readSnapshot(db));
  const servers = scene.processes.filter(({ role }) => role === 'api' || role === 'worker');
  await Promise.all(servers.map((one) => one.retire('SIGTERM')));
  await Promise.all(scene.processes.map((one) => one.retire('SIGKILL')));
  const snapshot = await readSnapshot(db);
  const books = readUpstreamBooks(join(scene.directory, UPSTREAM_LEDGER));
  const received = readReceiverJournal(join(scene.directory, RECEIVER_JOURNAL));
  return [
    checkAnswered(stories),
    checkAccepted(stories, snapshot),
    checkIdempotency(stories, snapshot),
    checkDeadlines(snapshot),
    checkStarts(books, snapshot),
    checkCharges(books, snapshot),
    checkOrphans(books, snapshot),
    checkSettlements(snapshot),
    await checkLedger(db),
    checkSampledLimits(sampler, {
      engine: engineConcurrency,
      account: ACCOUNT_CONCURRENCY,
      key: NARROW_CONCURRENCY,
    }),
    checkUpstreamConcurrency(books, engineConcurrency, snapshot),
    await checkSlots(db, snapshot),
    checkWebhooks(snapshot, received),
    reads,
    checkSurprises(stories),
    checkProcesses(scene.processes),
  ];
}
