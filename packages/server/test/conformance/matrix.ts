import type { MappingCounts } from './declare-mapping.ts';
import { FAULT_CASES, type FaultCase } from './faults.ts';
import type { Verdict } from './play-fault.ts';
import type { Subject } from './subject.ts';

/** The longest cell is 29 characters. */
const CELL_WIDTH = 31;

/** What must have come of a generation of this engine under this fault. */
export function expectedEnd(subject: Subject, fault: FaultCase): 'completed' | 'failed' {
  if (fault.end !== 'by_lookup') return fault.end;
  return subject.dedupe === 'none' ? 'failed' : 'completed';
}

/** How many works the upstream has made when all is over: a start that was lost on its way is made once it can be. */
export function expectedWorks(subject: Subject, fault: FaultCase): number {
  if (fault.end !== 'by_lookup') return fault.works;
  return subject.dedupe === 'none' ? fault.works : 1;
}

/** Engine x mode x fault as lines: what became of each, and the zeros. */
export function matrixLines(subjects: readonly Subject[], verdicts: readonly Verdict[]): readonly string[] {
  const width = Math.max(...FAULT_CASES.map(({ name }) => name.length));
  const lines: string[] = [];
  for (const subject of subjects) {
    const own = verdicts.filter((verdict) => verdict.subject === subject.name);
    const modes = [...new Set(own.map(({ mode }) => mode))];
    lines.push('', `${subject.name} (a lost start is found by: ${subject.dedupe})`);
    lines.push(
      `  ${'fault'.padEnd(width)}  ${modes.map((mode) => mode.padEnd(CELL_WIDTH)).join('')}`.trimEnd(),
    );
    for (const { name } of FAULT_CASES) {
      const cells = modes.map((mode) => cellOf(own.find((one) => one.mode === mode && one.fault === name)));
      lines.push(
        `  ${name.padEnd(width)}  ${cells.map((cell) => cell.padEnd(CELL_WIDTH)).join('')}`.trimEnd(),
      );
    }
  }
  return [...lines, '', ...zeroLines(verdicts)];
}

function cellOf(verdict: Verdict | undefined): string {
  if (!verdict) return '-';
  return `${verdict.failure ?? verdict.end} (${verdict.works} made)`;
}

function zeroLines(verdicts: readonly Verdict[]): readonly string[] {
  const count = (is: (verdict: Verdict) => boolean): number =>
    verdicts.filter((verdict) => is(verdict)).length;
  return [
    `generations played                        ${verdicts.length}`,
    `made twice by an upstream                 ${count(({ works }) => works > 1)}`,
    `paid by the caller and not made           ${count(({ end, works }) => end === 'completed' && works === 0)}`,
    `money still held, or books that differ    ${count(({ held, auditDifferences }) => held !== '0.0000' || auditDifferences > 0)}`,
    `secrets seen in logs, tries or errors     ${count(({ leaks }) => leaks.length > 0)}`,
  ];
}

/** How many combinations of model, mode and parameter each takes. */
export function mappingLines(counts: readonly MappingCounts[]): readonly string[] {
  return counts.map(
    ({ subject, taken, refused }) =>
      `${subject}: of model x mode x parameter ${taken} are taken by the strict upstream, ${refused} refused by name`,
  );
}
