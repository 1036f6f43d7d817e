import { claimGeneration } from '../commands/claim-generation.ts';
import { recordOutcome, type Outcome } from '../commands/record-outcome.ts';
import { endAttempt, findLatestAttempt } from '../generations/attempts.ts';
import type { Generation } from '../generations/generation.ts';
import { accountScope, engineScope, type SlotWish } from '../jobs/slots.ts';
import { FAILURES } from '../kernel/failures.ts';
import { beginAttempt } from './begin-attempt.ts';
import { isOverdue, StaleDriveError, type Drive, type DriveDeps } from './drive.ts';
import type { JobEnd } from './job-loop.ts';
import { pollOperation } from './poll-operation.ts';
import { prepareInputs } from './prepare-inputs.ts';

const DONE: JobEnd = { kind: 'done' };
/** One that waits for a place looks again after this, and later the more are in front of it. */
const BUSY_SECONDS = 0.5;
const BUSY_SECONDS_PER_WAITING = 0.02;
const MOST_BUSY_SECONDS = 10;
/** An engine that was taken out of the configuration may come back with the next start. */
const MISSING_ENGINE_SECONDS = 30;
/** One whose account has enough downloads under way. */
const CROWDED_SECONDS = 2;

/**
 * Takes a generation from wherever it is towards its end. Steps that talk to the engine hold no transaction; whatever
 * happens between two steps, the next worker finds in the rows how far this one came.
 */
export async function driveGeneration(
  deps: DriveDeps,
  generationId: string,
  signal: AbortSignal,
): Promise<JobEnd> {
  const claimed = await claimGeneration(deps, generationId, (generation) => slotWishes(deps, generation));
  if (claimed.kind === 'finished') return DONE;
  if (claimed.kind === 'busy') return giveBack(busySeconds(claimed.ahead));
  const { generation } = claimed;
  const engine = deps.engines.get(generation.engine);
  if (!engine) return endWithoutEngine(deps, generation);
  const fenced = { generationId, fence: generation.fence };
  try {
    const drive = { deps, generation, engine, fenced, signal };
    return claimed.kind === 'to_prepare' ? await prepare(drive) : await driveToEnd(drive);
  } catch (error) {
    if (error instanceof StaleDriveError) return DONE;
    throw error;
  }
}

/** What is ready goes back to the queue, to wait for a place of its engine like any other. */
async function prepare(drive: Drive): Promise<JobEnd> {
  const { accountId } = drive.generation;
  // Out of time it downloads nothing more, and need not wait for room to be told so.
  const refusal = isOverdue(drive)
    ? await prepareInputs(drive)
    : await drive.deps.preparing.run(accountId, () => prepareInputs(drive));
  if (refusal === 'crowded') return giveBack(CROWDED_SECONDS);
  return refusal === null ? giveBack(0) : end(drive, null, refusal);
}

async function driveToEnd(drive: Drive): Promise<JobEnd> {
  const { deps } = drive;
  for (;;) {
    drive.signal.throwIfAborted();
    const begun = await beginAttempt(drive);
    if (begun.kind === 'unknown') return giveBack(deps.unknownRestSeconds);
    if (begun.kind === 'ended') return end(drive, begun.attemptId, begun.outcome);
    const polled = await pollOperation(drive, begun.operation);
    if (polled.kind === 'unknown') return giveBack(deps.unknownRestSeconds);
    if (polled.kind === 'ended') return end(drive, begun.attemptId, polled.outcome);
    deps.log.warn(
      { generationId: drive.generation.id, engine: drive.engine.id },
      'the engine lost the work; starting it again',
    );
    const now = deps.clock.now();
    await endAttempt(deps.db, begun.attemptId, { state: 'abandoned', failure: null, detail: null, now });
  }
}

async function end(drive: Drive, attemptId: string | null, outcome: Outcome): Promise<JobEnd> {
  const { deps, fenced, generation } = drive;
  // Also when the drive is being aborted: the outcome is known and stored, and the fence says whether it still counts.
  const recorded = await recordOutcome(deps, { ...fenced, attemptId, outcome });
  if (recorded === 'recorded')
    deps.log.info(
      {
        generationId: generation.id,
        engine: generation.engine,
        outcome: outcome.state === 'failed' ? outcome.reason : outcome.state,
      },
      'a generation ended',
    );
  return DONE;
}

/** Nothing is known to run when nothing was tried; else only the engine could say. */
async function endWithoutEngine(deps: DriveDeps, generation: Generation): Promise<JobEnd> {
  deps.log.error(
    { generationId: generation.id, engine: generation.engine },
    'the engine is not configured here',
  );
  if ((await findLatestAttempt(deps.db, generation.id)) !== null) return giveBack(MISSING_ENGINE_SECONDS);
  await recordOutcome(deps, {
    generationId: generation.id,
    fence: generation.fence,
    attemptId: null,
    outcome: {
      state: 'failed',
      reason: 'ENGINE_UNAVAILABLE',
      detail: FAILURES.ENGINE_UNAVAILABLE.sentence,
    },
  });
  return DONE;
}

function slotWishes(deps: DriveDeps, generation: Generation): readonly SlotWish[] {
  const { accountConcurrency } = deps;
  const engineConcurrency = deps.engines.get(generation.engine)?.concurrency ?? null;
  const wishes: SlotWish[] = [];
  if (accountConcurrency !== null)
    wishes.push({
      scope: accountScope(generation.accountId, generation.environment),
      limit: accountConcurrency,
    });
  if (engineConcurrency !== null)
    wishes.push({ scope: engineScope(generation.engine), limit: engineConcurrency });
  return wishes;
}

function busySeconds(ahead: number): number {
  return Math.min(BUSY_SECONDS + ahead * BUSY_SECONDS_PER_WAITING, MOST_BUSY_SECONDS);
}

function giveBack(afterSeconds: number): JobEnd {
  return { kind: 'give_back', afterSeconds };
}
