import { readFileSync } from 'node:fs';
import { CHILD_LIMITS } from './limits.ts';

const KIB_PER_MIB = 1024;

/** Looks after one order of a child: its memory, and the time that we have waited for it. */
export class ChildWatch {
  readonly #ticker: NodeJS.Timeout;
  #waiting = true;
  #waitedSeconds = 0;

  constructor(pid: number, wallSeconds: number, onTrouble: (trouble: 'time' | 'memory') => void) {
    this.#ticker = setInterval(() => {
      // Ticks are counted and not the clock: a parent too busy to tick does not blame the child.
      if (this.#waiting) this.#waitedSeconds += CHILD_LIMITS.watchMilliseconds / 1000;
      if (this.#waitedSeconds > wallSeconds) onTrouble('time');
      else if ((residentMb(pid) ?? 0) > CHILD_LIMITS.residentMb) onTrouble('memory');
    }, CHILD_LIMITS.watchMilliseconds);
  }

  /** While the parent uses what the child sent, the child's time stands still. */
  pause(): void {
    this.#waiting = false;
  }

  resume(): void {
    this.#waiting = true;
  }

  stop(): void {
    clearInterval(this.#ticker);
  }
}

/** Memory that a process has in use. Null where the system does not tell (all but Linux), or the process has ended. */
export function residentMb(pid: number): number | null {
  try {
    const kib = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1];
    return kib === undefined ? null : Number(kib) / KIB_PER_MIB;
  } catch {
    return null;
  }
}
