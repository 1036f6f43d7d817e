/** Our books against those of the upstream, which knows best what it was asked for and what it charges. */
import { isCharged, type Task, type UpstreamBooks } from '../upstream-ledger.ts';
import type { Finding, Violation } from './finding.ts';
import type { GenerationFacts, Snapshot } from './snapshot.ts';

/** An attempt's key is the generation's id and a number. */
const ID_LENGTH = 36;

/**
 * Never two starts for one generation, unless the upstream has lost the earlier one, which it does not charge for; and none
 * that is taken when the generation has ended: the caller was refunded, and the charge is ours.
 */
export function checkStarts(books: UpstreamBooks, { generations }: Snapshot): Finding {
  const violations: Violation[] = [];
  for (const [id, tasks] of tasksByGeneration(books)) {
    const row = generations.get(id);
    if (!row) violations.push({ generationId: id, what: 'was started and has no row' });
    const lasting = tasks.filter((task) => task.end !== 'forgotten');
    if (lasting.length > 1)
      violations.push({ generationId: id, what: `started twice: ${describeAll(lasting)}` });
    const late = tasks.filter(({ takenAt }) => row?.completedAt && takenAt > row.completedAt.getTime());
    if (late.length > 0)
      violations.push({ generationId: id, what: `started after its end: ${describeAll(late)}` });
  }
  const restarts = books.tasks.filter((task) => task.end === 'forgotten').length;
  return {
    name: 'generations started twice or too late',
    figure: `${violations.length} (${books.tasks.length} starts taken, ${books.refusedStarts} not taken, ${restarts} lost by the upstream)`,
    violations,
  };
}

/** What the upstream charges for, somebody has paid for: once. */
export function checkCharges(books: UpstreamBooks, { generations }: Snapshot): Finding {
  const violations: Violation[] = [];
  const notes: string[] = [];
  const byGeneration = tasksByGeneration(books);
  let charges = 0;
  let settled = 0;
  for (const row of generations.values()) {
    const charged = (byGeneration.get(row.id) ?? []).filter(isCharged);
    charges += charged.length;
    settled += row.settles;
    const fault = faultOf(row, charged);
    if (fault === null) continue;
    if (fault.isException) notes.push(`${row.id}: ${fault.what}`);
    else violations.push({ generationId: row.id, what: fault.what });
  }
  return {
    name: 'charges without their payment',
    figure: `${violations.length} (${charges} charged, ${settled} settled, ${notes.length} known exceptions)`,
    violations,
    notes,
  };
}

/** Ended by us while the upstream could still finish: it was asked to stop, and the charge is ours to bear. */
const ENDED_BY_US: ReadonlySet<string | null> = new Set(['TIMEOUT', 'CANCELLED']);

function faultOf(
  row: GenerationFacts,
  charged: readonly Task[],
): { readonly what: string; readonly isException: boolean } | null {
  if (charged.length > 1)
    return { what: `charged ${charged.length} times: ${describeAll(charged)}`, isException: false };
  if (charged.length === row.settles) return null;
  if (row.settles > 0) return { what: 'paid for, and the upstream charged nothing', isException: false };
  return {
    what: `charged (${describeAll(charged)}) and refunded with ${row.failure ?? row.status}`,
    isException: ENDED_BY_US.has(row.failure),
  };
}

/** The upstream's own count of what ran at once. */
export function checkUpstreamConcurrency(
  books: UpstreamBooks,
  limit: number,
  { generations }: Snapshot,
): Finding {
  const isAbove = books.mostRunning > limit;
  const running = books.tasks.filter(
    ({ takenAt, endedAt }) =>
      takenAt <= books.mostRunningAt && (endedAt === null || endedAt > books.mostRunningAt),
  );
  const orphans = running.filter((task) => {
    const completedAt = generations.get(task.key.slice(0, ID_LENGTH))?.completedAt;
    return completedAt && completedAt.getTime() <= books.mostRunningAt;
  });
  const why = `at that moment ${running.length} ran, ${orphans.length} of them for generations that had ended: ${describeAll(orphans)}`;
  return {
    name: "engine concurrency by the upstream's count",
    figure: `${books.mostRunning} of at most ${limit}`,
    violations: isAbove ? [{ what: `${books.mostRunning} ran at once; ${why}` }] : [],
  };
}

/** Work that goes on for nobody: its generation has ended, and the upstream was not told, or did not hear it. */
export function checkOrphans(books: UpstreamBooks, { generations }: Snapshot): Finding {
  const violations = books.tasks
    .filter((task) => task.end === null)
    .map((task) => ({ task, row: generations.get(task.key.slice(0, ID_LENGTH)) }))
    .filter(({ row }) => row?.completedAt)
    .map(({ task, row }) => ({
      generationId: task.key.slice(0, ID_LENGTH),
      what: `${task.task} still runs and its generation has ended: ${row?.failure ?? row?.status ?? ''}`,
    }));
  return { name: 'work that goes on for nobody', figure: String(violations.length), violations };
}

function tasksByGeneration({ tasks }: UpstreamBooks): ReadonlyMap<string, readonly Task[]> {
  return Map.groupBy(tasks, ({ key }) => key.slice(0, ID_LENGTH));
}

function describeAll(tasks: readonly Task[]): string {
  return tasks
    .map(({ task, takenAt, end }) => `${task} at ${new Date(takenAt).toISOString()} ${end ?? 'runs'}`)
    .join(', ');
}
