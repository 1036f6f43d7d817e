import { vi } from 'vitest';
import type { GenerationMode } from '../../src/kernel/environment.ts';
import { formatDollars } from '../../src/kernel/money.ts';
import { auditLedger, readPurse } from '../../src/ledger/ledger.ts';
import type { FaultCase } from './faults.ts';
import { hasEnded, openScene } from './scene.ts';
import type { Subject } from './subject.ts';

const PATIENT = { timeout: 25_000, interval: 20 };
/** Beyond the 15 minutes of a generation and the operator's patience after it. */
const ALL_THE_TIME_MILLISECONDS = 20 * 60_000;

/** What came of a generation under a fault. */
export interface Verdict {
  readonly subject: string;
  readonly mode: GenerationMode;
  readonly fault: string;
  readonly end: 'completed' | 'failed';
  readonly failure: string | null;
  /** What the upstream would charge for; more than 1 is what must never be. */
  readonly works: number;
  readonly creates: number;
  readonly held: string;
  readonly auditDifferences: number;
  /** Lines of the log and texts of the tries in which a secret is seen. */
  readonly leaks: readonly string[];
}

export async function playFault(subject: Subject, mode: GenerationMode, fault: FaultCase): Promise<Verdict> {
  const scene = await openScene(subject);
  for (const [operation, ...faults] of fault.inject) scene.inject(operation, ...faults);
  const id = await scene.submit(mode);
  const isForever = fault.end === 'by_lookup' && subject.dedupe === 'none';
  if (isForever) {
    await vi.waitFor(async () => {
      if (!(await scene.read(id)).generation.outcomeUnknown) throw new Error('not unknown yet');
    }, PATIENT);
    scene.advance(ALL_THE_TIME_MILLISECONDS);
  }
  await vi.waitFor(async () => {
    if (!hasEnded(await scene.read(id))) throw new Error(`not ended yet: ${scene.log.slice(-5).join('\n')}`);
  }, PATIENT);
  const { generation, attempts } = await scene.read(id);
  const audit = await auditLedger(scene.bench.database.db);
  const purse = await readPurse(scene.bench.database.db, scene.bench.caller);
  const texts = [...scene.log, ...attempts.map((attempt) => JSON.stringify(attempt, bigints))];
  return {
    subject: subject.name,
    mode,
    fault: fault.name,
    end: generation.status === 'completed' ? 'completed' : 'failed',
    failure: generation.failure,
    works: scene.emulator.works.length,
    creates: attempts.length,
    held: formatDollars(purse.held),
    auditDifferences: audit.wrongBalances.length + audit.wrongHolds.length,
    leaks: texts.filter((text) => subject.secrets.some((secret) => text.includes(secret))),
  };
}

function bigints(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
