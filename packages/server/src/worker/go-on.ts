/** From one engine to the next: a try that did not succeed, while the generation goes on. */
import { leaveEngine } from '../commands/leave-engine.ts';
import { attemptEnd, type Outcome } from '../commands/record-outcome.ts';
import { troubleOf } from '../kernel/engine-troubles.ts';
import { FAILURES } from '../kernel/failures.ts';
import { isOverdue, StaleDriveError, type Drive } from './drive.ts';
import { giveBack } from './give-back.ts';
import type { JobEnd } from './job-loop.ts';

/** Between two tries on an engine that is full or cannot be reached; longer with each. */
const LEAST_WAIT_SECONDS = 1;
const MOST_WAIT_SECONDS = 30;

/**
 * Null when the failure is the end. Otherwise the try is over, its places are free, and whoever claims the generation next asks
 * the router who makes it now. The failure of a try that cost something is kept with it.
 */
export async function goOn(drive: Drive, attemptId: string | null, outcome: Outcome): Promise<JobEnd | null> {
  const { deps, generation, engine, attempts } = drive;
  if (outcome.state !== 'failed' || attemptId === null || drive.cancelled.aborted) return null;
  const trouble = troubleOf(outcome);
  const failed = { engine: engine.id, trouble };
  if (isOverdue(drive) || deps.routing?.goesOn(generation, attempts, failed) !== true) return null;
  await leave(drive, attemptId, outcome);
  deps.log.warn(
    { generationId: generation.id, engine: engine.id, trouble, note: outcome.upstreamNote },
    'a try failed; the generation goes on to the next engine of its route',
  );
  // Another engine can begin at once; one that could not be reached needs a moment.
  const isSame = trouble === 'unreachable' && !deps.routing.hasUntried(generation, attempts, engine.id);
  return giveBack(isSame ? waitSeconds(drive, trouble) : 0);
}

/** An engine without a free place is no failure: the generation waits for it, or another takes it. */
export async function waitForRoom(
  drive: Drive,
  full: { readonly attemptId: string; readonly retryAfterSeconds: number | null },
  outcome: Outcome,
): Promise<JobEnd> {
  await leave(drive, full.attemptId, outcome);
  drive.deps.log.info({ generationId: drive.generation.id, engine: drive.engine.id }, 'the engine is full');
  const { routing } = drive.deps;
  if (routing?.hasUntried(drive.generation, drive.attempts, drive.engine.id)) return giveBack(0);
  return giveBack(Math.max(full.retryAfterSeconds ?? 0, waitSeconds(drive, 'full')));
}

/** How a try ends on an engine without a free place. */
export function fullOutcome(note: string): Outcome {
  const { sentence } = FAILURES.ENGINE_UNAVAILABLE;
  return {
    state: 'failed',
    reason: 'ENGINE_UNAVAILABLE',
    detail: sentence,
    trouble: 'full',
    upstreamNote: note,
  };
}

async function leave(drive: Drive, attemptId: string, outcome: Outcome): Promise<void> {
  const end = attemptEnd(outcome, drive.deps.clock.now());
  if ((await leaveEngine(drive.deps, drive.fenced, { attemptId, end })) === 'stale')
    throw new StaleDriveError();
  drive.deps.meter?.tried(drive.engine.id, end.trouble ?? 'failed');
}

function waitSeconds({ attempts, engine }: Drive, trouble: 'full' | 'unreachable'): number {
  const before = attempts.filter((one) => one.engine === engine.id && one.trouble === trouble).length;
  return Math.min(LEAST_WAIT_SECONDS * 2 ** Math.min(before, 10), MOST_WAIT_SECONDS);
}
