import { abandonTry } from '../commands/abandon-try.ts';
import { claimGeneration, type EngineChoices } from '../commands/claim-generation.ts';
import { endUnstartedTry } from '../commands/end-unstarted-try.ts';
import { leaveEngine } from '../commands/leave-engine.ts';
import { attemptEnd, recordOutcome, type Outcome } from '../commands/record-outcome.ts';
import type { Attempt } from '../generations/attempts.ts';
import type { Generation } from '../generations/generation.ts';
import { countUnpreparedBefore } from '../generations/statements.ts';
import { accountScope, engineScope } from '../jobs/slots.ts';
import { troubleOf } from '../kernel/engine-troubles.ts';
import { FAILURES } from '../kernel/failures.ts';
import { parseTestDirectives, rendersNothing } from '../kernel/test-directives.ts';
import { beginAttempt, type Begun } from './begin-attempt.ts';
import { CANCELLED, isOverdue, StaleDriveError, type Drive, type DriveDeps } from './drive.ts';
import { failedOutcome } from './failed-outcome.ts';
import { giveBack } from './give-back.ts';
import { giveUpUnknown } from './give-up-unknown.ts';
import { fullOutcome, goOn, waitForRoom } from './go-on.ts';
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
/** Longer than what is known of budgets may be old. */
const OVER_BUDGET_SECONDS = 1;
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
    return await claimAndDrive(deps, generationId, {
      signal,
      isOurs,
      seen: watched.cancelled,
      calledBack: () => watched.calledBack(),
    });
  } catch (error) {
    if (error instanceof StaleDriveError) return giveBack(STALE_SECONDS);
    throw error;
  } finally {
    watched.end();
  }
}

interface Held extends Pick<Drive, 'signal' | 'isOurs' | 'calledBack'> {
  readonly seen: AbortSignal;
}

async function claimAndDrive(deps: DriveDeps, generationId: string, held: Held): Promise<JobEnd> {
  const choicesOf = await createChoices(deps);
  const claimed = await claimGeneration(deps, generationId, choicesOf);
  if (claimed.kind === 'finished') return DONE;
  if (claimed.kind === 'busy') return giveBack(busySeconds(claimed.ahead));
  if (claimed.kind === 'nobody') return endWithoutEngine(deps, claimed.generation, claimed.why);
  if (claimed.kind === 'claimed') return driveWith(deps, claimed, held, driveToEnd);
  // No engine is chosen yet: its inputs are the same for all.
  return driveWith(deps, { ...claimed, attempts: [], because: '' }, held, prepare);
}

async function driveWith(
  deps: DriveDeps,
  { generation, attempts, because }: Pick<Drive, 'generation' | 'attempts' | 'because'>,
  { signal, isOurs, calledBack, seen }: Held,
  go: (drive: Drive) => Promise<JobEnd>,
): Promise<JobEnd> {
  const engine = deps.engines.get(generation.engine);
  if (!engine) return waitForEngine(deps, generation, attempts);
  const cancelled = generation.cancelRequestedAt === null ? seen : AbortSignal.abort();
  return go({
    deps,
    generation,
    attempts,
    because,
    engine,
    fenced: { generationId: generation.id, fence: generation.fence },
    signal,
    isOurs,
    calledBack,
    cancelled,
    disturbed: AbortSignal.any([signal, cancelled]),
  });
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
  for (;;) {
    drive.signal.throwIfAborted();
    const begun = await beginAttempt(drive);
    if (begun.kind !== 'running') return endOfBegun(drive, begun);
    const { attemptId, operation, since } = begun;
    const polled = await pollOperation(drive, operation, since);
    if (polled.kind === 'unknown') return giveBack(drive.deps.unknownRestSeconds);
    if (polled.kind === 'ended')
      return (await goOn(drive, attemptId, polled.outcome)) ?? end(drive, attemptId, polled.outcome);
    await noteLost(drive, attemptId);
  }
}

/** What follows when there is nothing to ask about. */
async function endOfBegun(drive: Drive, begun: Exclude<Begun, { kind: 'running' }>): Promise<JobEnd> {
  if (begun.kind === 'unknown')
    return (await giveUpUnknown(drive, begun.attemptId)) ?? giveBack(drive.deps.unknownRestSeconds);
  if (begun.kind === 'ended') return end(drive, begun.attemptId, begun.outcome);
  if (begun.kind === 'over_budget') return leaveUnbegun(drive);
  return heard(drive, begun);
}

/** Others took the rest of the engine's day meanwhile: the next claim knows, and chooses another engine or none. */
async function leaveUnbegun({ deps, fenced }: Drive): Promise<JobEnd> {
  if ((await leaveEngine(deps, fenced, null)) === 'stale') throw new StaleDriveError();
  return giveBack(OVER_BUDGET_SECONDS);
}

/**
 * The engine has nothing of it, and said so. Of one that cannot be asked, nobody would ever learn that again: the try ends with
 * that answer also when the generation is somebody else's by now.
 */
async function heard(drive: Drive, begun: Extract<Begun, { kind: 'full' | 'refused' }>): Promise<JobEnd> {
  const { attemptId } = begun;
  const outcome = begun.kind === 'full' ? fullOutcome(begun.note) : failedOutcome(begun.failure);
  try {
    if (begun.kind === 'full') return await waitForRoom(drive, begun, outcome);
    return (await goOn(drive, attemptId, outcome)) ?? (await end(drive, attemptId, outcome));
  } catch (error) {
    if (error instanceof StaleDriveError && !drive.engine.find)
      await endUnstartedTry(drive.deps, attemptId, attemptEnd(outcome, drive.deps.clock.now()));
    throw error;
  }
}

async function noteLost({ deps, generation, engine, fenced }: Drive, attemptId: string): Promise<void> {
  deps.log.warn(
    { generationId: generation.id, engine: engine.id },
    'the engine lost the work; starting it again',
  );
  if ((await abandonTry(deps, fenced, attemptId)) === 'stale') throw new StaleDriveError();
  deps.meter?.tried(engine.id, 'lost');
}

async function end(drive: Drive, attemptId: string | null, outcome: Outcome): Promise<JobEnd> {
  const { deps, fenced, generation } = drive;
  // Also when the drive is being aborted: the outcome is known and stored, and the fence says whether it still counts.
  const recorded = await recordOutcome(deps, { ...fenced, attemptId, outcome });
  if (recorded === 'stale') throw new StaleDriveError();
  if (attemptId !== null)
    deps.meter?.tried(drive.engine.id, outcome.state === 'failed' ? troubleOf(outcome) : 'succeeded');
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

/** It may come back with the next start; while something runs there, only it could say what became of that. */
async function waitForEngine(
  deps: DriveDeps,
  generation: Generation,
  attempts: readonly Attempt[],
): Promise<JobEnd> {
  if (attempts.length > 0) {
    deps.log.error(
      { generationId: generation.id, engine: generation.engine },
      'the engine is not configured here',
    );
    return giveBack(MISSING_ENGINE_SECONDS);
  }
  return endWithoutEngine(deps, generation, `${generation.engine} is not configured here`);
}

/** Nobody makes it: what every engine said is in the tries, and this is the end. */
async function endWithoutEngine(deps: DriveDeps, generation: Generation, why: string): Promise<JobEnd> {
  deps.log.error({ generationId: generation.id, why }, 'no engine makes this generation');
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

type ChoicesOf = (generation: Generation, attempts: readonly Attempt[]) => EngineChoices;

/** With the health of the engines as it was a moment ago: read before any row is locked. */
async function createChoices(deps: DriveDeps): Promise<ChoicesOf> {
  const { accountConcurrency, routing } = deps;
  const enginesNow = await routing?.readHealth();
  return (generation, attempts) => {
    const account = accountScope(generation.accountId, generation.environment);
    const common = accountConcurrency === null ? [] : [{ scope: account, limit: accountConcurrency }];
    const directives = parseTestDirectives(generation.testDirectives);
    // What renders nothing needs none of the engine's places, and may be under way for minutes.
    if (directives && rendersNothing(directives))
      return { common, engines: [{ engine: generation.engine, because: 'test mode', wishes: [] }] };
    if (routing && enginesNow) return { common, ...routing.choices(generation, attempts, enginesNow) };
    const concurrency = deps.engines.get(generation.engine)?.concurrency ?? null;
    const wishes =
      concurrency === null ? [] : [{ scope: engineScope(generation.engine), limit: concurrency }];
    return { common, engines: [{ engine: generation.engine, because: 'the only engine', wishes }] };
  };
}

function busySeconds(ahead: number): number {
  return Math.min(BUSY_SECONDS + ahead * BUSY_SECONDS_PER_WAITING, MOST_BUSY_SECONDS);
}

function crowdedSeconds(ahead: number): number {
  return Math.min(CROWDED_SECONDS + ahead * CROWDED_SECONDS_PER_WAITING, MOST_CROWDED_SECONDS);
}
