import { claimGeneration } from '../commands/claim-generation.ts';
import { recordOutcome, type Outcome } from '../commands/record-outcome.ts';
import { endAttempt, findLatestAttempt } from '../generations/attempts.ts';
import type { Generation } from '../generations/generation.ts';
import { countUnpreparedBefore } from '../generations/statements.ts';
import { accountScope, engineScope, type SlotWish } from '../jobs/slots.ts';
import { FAILURES } from '../kernel/failures.ts';
import { parseTestDirectives, rendersNothing } from '../kernel/test-directives.ts';
import { beginAttempt } from './begin-attempt.ts';
import { CANCELLED, isOverdue, StaleDriveError, type Drive, type DriveDeps } from './drive.ts';
import type { JobEnd } from './job-loop.ts';
import { pollOperation } from './poll-operation.ts';
import { prepareInputs } from './prepare-inputs.ts';

const DONE: JobEnd = { kind: 'done' };
/**
 * A drive whose writes do not count any more does not know whether the generation has ended or is somebody else's. That may be
 * a worker that stood still, has taken it over late and has no job for it: only the next claim can tell that nobody is needed.
 */
const STALE_SECONDS = 1;
/** One that waits for a place looks again after this, and later the more are in front of it. */
const BUSY_SECONDS = 0.5;
const BUSY_SECONDS_PER_WAITING = 0.02;
const MOST_BUSY_SECONDS = 10;
/** One whose account has enough downloads under way: about half the time that those in front of it will take. */
const CROWDED_SECONDS = 2;
const CROWDED_SECONDS_PER_WAITING = 0.05;
const MOST_CROWDED_SECONDS = 30;
/** An engine that was taken out of the configuration may come back with the next start. */
const MISSING_ENGINE_SECONDS = 30;

/**
 * Takes a generation from wherever it is towards its end. Steps that talk to the engine hold no transaction; whatever
 * happens between two steps, the next worker finds in the rows how far this one came.
 */
export async function driveGeneration(
  deps: DriveDeps,
  generationId: string,
  signal: AbortSignal,
  isOurs: () => boolean = () => true,
): Promise<JobEnd> {
  // Watched from before the claim on: a cancel is either in the row that was claimed, or will be seen.
  const watched = deps.cancels.begin(generationId);
  try {
    return await claimAndDrive(deps, generationId, { signal, isOurs, seen: watched.cancelled });
  } catch (error) {
    if (error instanceof StaleDriveError) return giveBack(STALE_SECONDS);
    throw error;
  } finally {
    watched.end();
  }
}

async function claimAndDrive(
  deps: DriveDeps,
  generationId: string,
  held: Pick<Drive, 'signal' | 'isOurs'> & { readonly seen: AbortSignal },
): Promise<JobEnd> {
  const { signal, isOurs, seen } = held;
  const claimed = await claimGeneration(deps, generationId, (generation) => slotWishes(deps, generation));
  if (claimed.kind === 'finished') return DONE;
  if (claimed.kind === 'busy') return giveBack(busySeconds(claimed.ahead));
  const { generation } = claimed;
  const engine = deps.engines.get(generation.engine);
  if (!engine) return endWithoutEngine(deps, generation);
  const cancelled = generation.cancelRequestedAt === null ? seen : AbortSignal.abort();
  const drive: Drive = {
    deps,
    generation,
    engine,
    fenced: { generationId, fence: generation.fence },
    signal,
    isOurs,
    cancelled,
    disturbed: AbortSignal.any([signal, cancelled]),
  };
  return claimed.kind === 'to_prepare' ? prepare(drive) : driveToEnd(drive);
}

/** What is ready goes back to the queue, to wait for a place of its engine like any other. */
async function prepare(drive: Drive): Promise<JobEnd> {
  const { deps, generation } = drive;
  // Out of time it downloads nothing more, and need not wait for room to be told so.
  const refusal = isOverdue(drive)
    ? await prepareUnlessCancelled(drive)
    : await deps.preparing.run(generation.accountId, () => prepareUnlessCancelled(drive));
  if (refusal === 'crowded')
    return giveBack(crowdedSeconds(await countUnpreparedBefore(deps.db, generation)));
  return refusal === null ? giveBack(0) : end(drive, null, refusal);
}

/** One that no engine has is ended by the cancel itself: what is being downloaded for it is of no use any more. */
async function prepareUnlessCancelled(drive: Drive): ReturnType<typeof prepareInputs> {
  try {
    return await prepareInputs({ ...drive, signal: drive.disturbed });
  } catch (error) {
    drive.signal.throwIfAborted();
    if (drive.cancelled.aborted) throw new StaleDriveError();
    throw error;
  }
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
  if (recorded === 'stale') throw new StaleDriveError();
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
  const recorded = await recordOutcome(deps, {
    generationId: generation.id,
    fence: generation.fence,
    attemptId: null,
    outcome:
      generation.cancelRequestedAt === null
        ? { state: 'failed', reason: 'ENGINE_UNAVAILABLE', detail: FAILURES.ENGINE_UNAVAILABLE.sentence }
        : CANCELLED,
  });
  return recorded === 'stale' ? giveBack(STALE_SECONDS) : DONE;
}

function slotWishes(deps: DriveDeps, generation: Generation): readonly SlotWish[] {
  const { accountConcurrency } = deps;
  const directives = parseTestDirectives(generation.testDirectives);
  // What renders nothing needs none of the engine's places, and may be under way for minutes.
  const engine = directives && rendersNothing(directives) ? null : deps.engines.get(generation.engine);
  const engineConcurrency = engine?.concurrency ?? null;
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

function crowdedSeconds(ahead: number): number {
  return Math.min(CROWDED_SECONDS + ahead * CROWDED_SECONDS_PER_WAITING, MOST_CROWDED_SECONDS);
}

function giveBack(afterSeconds: number): JobEnd {
  return { kind: 'give_back', afterSeconds };
}
