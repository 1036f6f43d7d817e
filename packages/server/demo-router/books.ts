/** What our books and those of the upstreams say, side by side. */
import { auditLedger, readPurse } from '../src/ledger/ledger.ts';
import type { Db } from '../src/db/transaction.ts';
import type { EngineTrouble } from '../src/kernel/engine-troubles.ts';
import type { EmulatedWork } from '../test/emulators/emulated-upstream.ts';
import { count } from './faults.ts';
import type { Stage } from './stage.ts';
import type { Upstream } from './upstreams.ts';

export interface AttemptRow {
  readonly generation_id: string;
  readonly number: number;
  readonly engine: string;
  readonly state: string;
  readonly trouble: EngineTrouble | null;
  readonly failure: string | null;
  readonly because: string | null;
  readonly cost_micros: bigint | null;
}

export interface Books {
  readonly statuses: ReadonlyMap<string, number>;
  readonly attempts: readonly AttemptRow[];
  /** Why a generation went from one engine to another, and how often. */
  readonly fallbacks: ReadonlyMap<string, number>;
  /** The figures that have to be 0, by name. */
  readonly zeros: ReadonlyMap<string, number>;
}

export interface Read {
  readonly stage: Stage;
  readonly upstreams: readonly Upstream[];
  /** Generation by prompt, as the API answered. */
  readonly ids: ReadonlyMap<string, string>;
  /** What the API showed at the end. */
  readonly shown: readonly string[];
}

function isOpen(status: string): boolean {
  return status !== 'completed' && status !== 'failed';
}

export async function readBooks({ stage, upstreams, ids, shown }: Read): Promise<Books> {
  const { db } = stage;
  const attempts = await findAttempts(db);
  const statuses = await countStatuses(db);
  const audit = await auditLedger(db);
  const purse = await readPurse(db, { accountId: stage.accountId, environment: 'live' });
  const open = [...statuses].reduce((sum, [status, all]) => sum + (isOpen(status) ? all : 0), 0);
  return {
    statuses,
    attempts,
    fallbacks: fallbacksOf(attempts),
    zeros: new Map([
      ['not ended, by the rows', open],
      ['not ended, by the API', shown.filter(isOpen).length],
      ['not accepted exactly once', Math.abs([...statuses.values()].reduce((a, b) => a + b, 0) - ids.size)],
      ['made twice by one engine', madeTwice(upstreams)],
      ['paid twice, over all engines', paidTwice(upstreams)],
      ['completed without exactly one success', wronglyCompleted(attempts, statuses)],
      ['ledgers that differ by a micro-dollar', differences(upstreams, attempts, ids)],
      ['wrong balances', audit.wrongBalances.length],
      ['wrong holds', audit.wrongHolds.length],
      ['micro-dollars still held', Number(purse.held)],
      [
        'over the places of an account',
        upstreams.filter((one) => one.emulator.mostAtOnce() > one.places).length,
      ],
    ]),
  };
}

function findAttempts(db: Db): Promise<readonly AttemptRow[]> {
  return db
    .selectFrom('attempts')
    .select(['generation_id', 'number', 'engine', 'state', 'trouble', 'failure', 'because', 'cost_micros'])
    .orderBy('generation_id')
    .orderBy('number')
    .execute();
}

async function countStatuses(db: Db): Promise<ReadonlyMap<string, number>> {
  const rows = await db.selectFrom('generations').select(['status', 'failure']).execute();
  const counts = new Map<string, number>();
  for (const { status } of rows) count(counts, status);
  return counts;
}

function fallbacksOf(attempts: readonly AttemptRow[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const [index, next] of attempts.entries()) {
    const before = attempts[index - 1];
    if (before?.generation_id === next.generation_id && before.engine !== next.engine)
      count(counts, `${before.engine} -> ${next.engine}: ${before.trouble ?? 'lost'}`);
  }
  return counts;
}

/** One work for each generation and engine; a second one would be charged as well. */
function madeTwice(upstreams: readonly Upstream[]): number {
  return upstreams.reduce((sum, { emulator }) => {
    const { works } = emulator;
    return sum + works.length - new Set(works.map(({ prompt }) => prompt)).size;
  }, 0);
}

function paidTwice(upstreams: readonly Upstream[]): number {
  const paid = new Map<string, number>();
  for (const { prompt, chargedMicros } of upstreams.flatMap(({ emulator }) => emulator.works))
    if (chargedMicros > 0n) count(paid, prompt);
  return [...paid.values()].filter((times) => times > 1).length;
}

function wronglyCompleted(attempts: readonly AttemptRow[], statuses: ReadonlyMap<string, number>): number {
  const succeeded = attempts.filter(({ state }) => state === 'succeeded');
  const generations = new Set(succeeded.map((one) => one.generation_id));
  return succeeded.length - generations.size + Math.abs(generations.size - (statuses.get('completed') ?? 0));
}

/** Compared work by work, so that two mistakes cannot make a right sum. */
function differences(
  upstreams: readonly Upstream[],
  attempts: readonly AttemptRow[],
  ids: ReadonlyMap<string, string>,
): number {
  const ours = new Map<string, bigint>();
  for (const { generation_id: id, engine, cost_micros: cost } of attempts)
    ours.set(`${engine} ${id}`, (ours.get(`${engine} ${id}`) ?? 0n) + (cost ?? 0n));
  const theirs = new Map<string, bigint>();
  const note = (engine: string, { prompt, chargedMicros }: EmulatedWork): void => {
    const name = `${engine} ${ids.get(prompt) ?? `nobody: ${prompt}`}`;
    theirs.set(name, (theirs.get(name) ?? 0n) + chargedMicros);
  };
  for (const { id, emulator } of upstreams) for (const work of emulator.works) note(id, work);
  const names = new Set([...ours.keys(), ...theirs.keys()]);
  return [...names].filter((name) => (ours.get(name) ?? 0n) !== (theirs.get(name) ?? 0n)).length;
}
