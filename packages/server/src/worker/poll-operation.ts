import type { Outcome } from '../commands/record-outcome.ts';
import type { EngineStatus, Operation } from '../engines/engine.ts';
import { setOutcomeUnknown, setProgress } from '../generations/statements.ts';
import { troubleOf } from '../kernel/engine-troubles.ts';
import { FAILURES } from '../kernel/failures.ts';
import {
  answerInTime,
  backoffMilliseconds,
  CANCELLED,
  isOverdue,
  rest,
  StaleDriveError,
  type Drive,
} from './drive.ts';
import { failedOutcome } from './failed-outcome.ts';
import { storeResult } from './store-result.ts';

/** Progress is written at most this often. */
const PROGRESS_MILLISECONDS = 1_000;
/** 100 is only shown once the result is stored. */
const MOST_PROGRESS = 99;

export type PollEnd =
  | { readonly kind: 'ended'; readonly outcome: Outcome }
  /** The engine does not know the work any more. */
  | { readonly kind: 'lost' }
  /** The time is up and the engine does not answer: nobody can tell whether it will still be made. */
  | { readonly kind: 'unknown' };

/**
 * Asks the engine until it has an end to report. Nothing is written while nothing changes. After a cancel, and when a try that
 * was begun at `since` has taken longer than its engine may, the engine is told and asked on: only it knows whether it stopped
 * in time. One that made the video all the same is paid for it.
 */
export async function pollOperation(drive: Drive, operation: Operation, since: Date): Promise<PollEnd> {
  const { engine, cancelled } = drive;
  const showProgress = createProgressWriter(drive);
  let isTold = false;
  let failures = 0;
  for (;;) {
    drive.signal.throwIfAborted();
    const isCancelled = cancelled.aborted;
    const isTooSlow = !isCancelled && isTryOver(drive, since);
    if ((isCancelled || isTooSlow) && !isTold) isTold = await tellCancel(drive, operation);
    // Before the question: a message that comes while it is being answered is news all the same.
    const called = drive.calledBack();
    const status = await askStatus(drive, operation);
    if (status === null) {
      failures += 1;
      if (isOverdue(drive)) return unknown(drive);
      await rest(drive, backoffMilliseconds(drive, failures), isCancelled, called);
      continue;
    }
    failures = 0;
    switch (status.state) {
      case 'lost':
        if (cancelled.aborted) return { kind: 'ended', outcome: CANCELLED };
        return isTooSlow ? { kind: 'ended', outcome: tooSlow(drive) } : { kind: 'lost' };
      case 'failed': {
        const isStopped =
          isTooSlow && isTold && (status.reason === 'CANCELLED' || troubleOf(status) === 'failed');
        const outcome = isStopped ? tooSlow(drive) : failedOutcome(status);
        return {
          kind: 'ended',
          outcome: {
            ...(cancelled.aborted && engine.cancel ? CANCELLED : outcome),
            ...costOf(drive, status),
          },
        };
      }
      case 'succeeded':
        return {
          kind: 'ended',
          outcome: { ...(await storeResult(drive, operation, status)), ...costOf(drive, status) },
        };
      case 'pending':
        if (isOverdue(drive)) {
          const end = await timeOut(drive, operation);
          if (end) return end;
          failures += 1;
          await rest(drive, backoffMilliseconds(drive, failures), isCancelled, called);
          continue;
        }
        await showProgress(status.progress);
        await rest(drive, engine.pollMilliseconds, isCancelled, called);
    }
  }
}

/** One that cannot be stopped is waited for as long as the generation has: it makes the video all the same, and is paid for it. */
function isTryOver({ deps, engine }: Drive, since: Date): boolean {
  const most = deps.routing?.timeouts(engine.id).tryMilliseconds ?? null;
  return most !== null && engine.cancel !== undefined && deps.clock.now().getTime() >= since.getTime() + most;
}

/** What ended by our own word ends so; the route says whether another engine makes it. */
function tooSlow({ deps, engine }: Drive): Outcome {
  const seconds = (deps.routing?.timeouts(engine.id).tryMilliseconds ?? 0) / 1_000;
  return {
    state: 'failed',
    reason: 'TIMEOUT',
    detail: FAILURES.TIMEOUT.sentence,
    trouble: 'timeout',
    upstreamNote: `stopped after ${seconds} s, which is as long as a video may take there`,
  };
}

/** False when the engine could not be told, and must be told again. One that cannot be stopped finishes. */
async function tellCancel(drive: Drive, operation: Operation): Promise<boolean> {
  const { deps, engine, generation } = drive;
  try {
    await engine.cancel?.(operation, answerInTime(drive));
    return true;
  } catch (error) {
    deps.log.warn(
      { generationId: generation.id, engine: engine.id, err: String(error) },
      'a cancel was not answered',
    );
    return false;
  }
}

async function askStatus(
  drive: Drive,
  operation: Operation,
): Promise<EngineStatus | { readonly state: 'lost' } | null> {
  const { deps, engine, generation, signal } = drive;
  try {
    return await engine.status(operation, AbortSignal.any([signal, answerInTime(drive)]));
  } catch (error) {
    signal.throwIfAborted();
    deps.log.warn(
      { generationId: generation.id, engine: engine.id, err: String(error) },
      'the engine could not be asked for the status; asking again',
    );
    return null;
  }
}

async function unknown(drive: Drive): Promise<PollEnd> {
  if (!(await setOutcomeUnknown(drive.deps.db, drive.fenced, true))) throw new StaleDriveError();
  return { kind: 'unknown' };
}

/**
 * Null, to be tried again, when the engine could not be told: it would go on with the work, charge for it, and have one place
 * less than we believe. It may have ended meanwhile, and what is made is not thrown away.
 */
async function timeOut(drive: Drive, operation: Operation): Promise<PollEnd | null> {
  if (!(await tellCancel(drive, operation))) return null;
  const status = await askStatus(drive, operation);
  if (status === null) return null;
  if (status.state === 'succeeded')
    return {
      kind: 'ended',
      outcome: { ...(await storeResult(drive, operation, status)), ...costOf(drive, status) },
    };
  const detail = FAILURES.TIMEOUT.sentence;
  return {
    kind: 'ended',
    outcome: { state: 'failed', reason: 'TIMEOUT', detail, ...costOfStopped(drive, status) },
  };
}

/** One that goes on in spite of us will be charged for: what was expected stays counted. */
function costOfStopped(
  drive: Drive,
  status: Exclude<EngineStatus, { state: 'succeeded' }> | { readonly state: 'lost' },
): Pick<Outcome, 'cost'> {
  if (status.state === 'failed') return costOf(drive, status);
  return status.state === 'pending' ? listedCost(drive) : {};
}

/** What the upstream took, as it says; what the list says for a success of which it says nothing. */
function costOf(
  drive: Drive,
  status: Extract<EngineStatus, { state: 'succeeded' | 'failed' }>,
): Pick<Outcome, 'cost'> {
  if (status.bill) return { cost: { micros: status.bill.costMicros, source: 'reported' } };
  return status.state === 'succeeded' ? listedCost(drive) : {};
}

function listedCost({ deps, generation }: Drive): Pick<Outcome, 'cost'> {
  const estimate = deps.routing?.costs(generation).estimate ?? null;
  return estimate === null ? {} : { cost: { micros: estimate, source: 'listed' } };
}

function createProgressWriter(drive: Drive): (progress: number) => Promise<void> {
  const { db, clock } = drive.deps;
  let written = drive.generation.progress;
  let writtenAt = 0;
  return async (progress) => {
    const whole = Math.min(Math.floor(progress), MOST_PROGRESS);
    const now = clock.now().getTime();
    if (whole <= written || now - writtenAt < PROGRESS_MILLISECONDS) return;
    if (!(await setProgress(db, drive.fenced, whole))) throw new StaleDriveError();
    written = whole;
    writtenAt = now;
  };
}
