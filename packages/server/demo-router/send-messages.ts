import { setTimeout as pause } from 'node:timers/promises';
import type { CallbackFault, EmulatedWork } from '../test/emulators/emulated-upstream.ts';
import type { Emulator } from '../test/emulators/emulator.ts';

export interface Messages {
  /** Every work has ended, and was told of. */
  isQuiet(): boolean;
  sent(): number;
  stop(): Promise<void>;
}

const LOOK_MILLISECONDS = 50;
/** A work ends by itself after so long, asked or not. */
const WORK_MILLISECONDS = 400;
const MOST_TRIES = 20;

/** Lets the works of an emulator end by themselves, and tells of each end where that was asked for. */
export function sendMessages(emulator: Emulator, fault: () => CallbackFault | null): Messages {
  const stopping = new AbortController();
  const seenAt = new Map<EmulatedWork, number>();
  const told = new Set<EmulatedWork>();
  let sent = 0;

  async function tell(work: EmulatedWork): Promise<void> {
    for (let tries = 0; tries < MOST_TRIES && !stopping.signal.aborted; tries += 1) {
      const statuses = await emulator.sendCallback(work, fault() ?? undefined).catch(() => [0]);
      sent += statuses.length;
      if (statuses.every((status) => status >= 200 && status < 300)) return;
      await pause(LOOK_MILLISECONDS);
    }
  }

  async function look(): Promise<void> {
    while (!stopping.signal.aborted) {
      const now = performance.now();
      const due = emulator.works.filter((work) => {
        if (!seenAt.has(work)) seenAt.set(work, now);
        return !told.has(work) && now - (seenAt.get(work) ?? now) >= WORK_MILLISECONDS;
      });
      for (const work of due) {
        work.polls = Math.max(work.polls, emulator.script.pollsUntilEnd);
        await tell(work);
        told.add(work);
      }
      await pause(LOOK_MILLISECONDS);
    }
  }

  const over = look();
  return {
    isQuiet: () => told.size === emulator.works.length,
    sent: () => sent,
    async stop() {
      stopping.abort();
      await over;
    },
  };
}
