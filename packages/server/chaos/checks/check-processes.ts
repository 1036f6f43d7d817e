import { readFileSync } from 'node:fs';
import type { SupervisedProcess } from '../supervised-process.ts';
import type { Finding } from './finding.ts';

/** No process has ended unless it was killed or told to. */
export function checkProcesses(processes: readonly SupervisedProcess[]): Finding {
  const crashes = processes.flatMap((one) => one.crashes());
  const failedStarts = processes.reduce((sum, one) => sum + one.failedStarts(), 0);
  const complaints = processes.flatMap(complaintsIn);
  return {
    name: 'crashes that the nemesis did not cause',
    figure: `${crashes.length} (${failedStarts} starts failed while the database was down)`,
    violations: [
      ...crashes.map(({ name, code, signal, at }) => ({
        what: `${name} ended with ${signal ?? `code ${code ?? '-'}`} at ${new Date(at).toISOString()}`,
      })),
      ...complaints.map((what) => ({ what })),
    ],
  };
}

/** What Node says of a promise or an event that nobody listens to. */
function complaintsIn({ name, logPath }: SupervisedProcess): readonly string[] {
  return readFileSync(logPath, 'utf8')
    .split('\n')
    .filter((line) => /unhandled|uncaught|MaxListenersExceeded/i.test(line))
    .map((line) => `${name}: ${line.slice(0, 300)}`);
}
