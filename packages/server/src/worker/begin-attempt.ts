/**
 * Gets from wherever the last worker left off to an operation of the engine, without ever starting paid work twice.
 *
 *   nothing tried       -> write the intent, start
 *   an intent, no reply -> ask the engine by our key: it has it; or it never got it (start again, same key, once the
 *                          start of a worker before this one cannot be on its way any more); or nobody can tell (wait,
 *                          and ask again; never start)
 *   an operation        -> go on with it
 *
 * What is cancelled ends as CANCELLED wherever a start would come next: a cancel that was committed before an intent keeps it
 * from being written, and one that is seen after it keeps the engine from being called.
 */
import type { Outcome } from '../commands/record-outcome.ts';
import { beginTry } from '../commands/begin-try.ts';
import { noteLostStart } from '../commands/note-lost-start.ts';
import type { EngineFailure, EngineRequest, Operation, StartAnswer } from '../engines/engine.ts';
import { findAttempts, findLatestAttempt, saveOperation, type Attempt } from '../generations/attempts.ts';
import { findCancelRequested, findStanding, setOutcomeUnknown } from '../generations/statements.ts';
import { FAILURES } from '../kernel/failures.ts';
import {
  ANSWER_MILLISECONDS,
  answerInTime,
  answerMilliseconds,
  backoffMilliseconds,
  CANCELLED,
  isOverdue,
  rest,
  StaleDriveError,
  type Drive,
} from './drive.ts';
import { makeEngineRequest, readOperation } from './engine-request.ts';

/** An engine that keeps losing the work is not asked for ever. */
const MOST_LOST = 5;
/** A start that was made before a claim may be on its way for so much longer than an answer, whatever became of who made it. */
const START_GRACE_MILLISECONDS = 5_000;
/** Characters of what an operator is told of a lost reply. */
const MOST_NOTE_LENGTH = 500;
/** How often the engine's name for the work is tried to be written down. */
const MOST_SAVES = 5;
const SAVE_AGAIN_MILLISECONDS = 1_000;
/** How often an engine that cannot tell is asked before the generation rests. */
const MOST_QUESTIONS = 6;

export type Begun =
  | {
      readonly kind: 'running';
      readonly attemptId: string;
      readonly operation: Operation;
      readonly since: Date;
    }
  | { readonly kind: 'ended'; readonly attemptId: string | null; readonly outcome: Outcome }
  /** The engine has nothing of it, and said so or could not be reached. */
  | { readonly kind: 'refused'; readonly attemptId: string; readonly failure: EngineFailure }
  | {
      readonly kind: 'full';
      readonly attemptId: string;
      readonly retryAfterSeconds: number | null;
      readonly note: string;
    }
  /** The engine may cost no more today: nothing was begun. */
  | { readonly kind: 'over_budget' }
  /** Nobody can tell whether the engine took it. */
  | { readonly kind: 'unknown'; readonly attemptId: string };

export async function beginAttempt(drive: Drive): Promise<Begun> {
  const attempts = await findAttempts(drive.deps.db, drive.generation.id);
  const latest = attempts.at(-1);
  if (!latest || hasEnded(latest)) return beginNew(drive, attempts);
  const operation = readOperation(latest.operation);
  if (operation) return { kind: 'running', attemptId: latest.id, operation, since: latest.createdAt };
  // Not less than for an engine that nothing is said of: what is not waited for any more may still arrive.
  const graceMilliseconds =
    Math.max(ANSWER_MILLISECONDS, answerMilliseconds(drive)) + START_GRACE_MILLISECONDS;
  return reconcile(drive, latest, drive.deps.startGraceMilliseconds ?? graceMilliseconds);
}

/** Lost by its engine, or left: the generation goes on with another try. */
function hasEnded({ state }: Attempt): boolean {
  return state === 'abandoned' || state === 'failed';
}

async function beginNew(drive: Drive, attempts: readonly Attempt[]): Promise<Begun> {
  if (drive.cancelled.aborted) return { kind: 'ended', attemptId: null, outcome: CANCELLED };
  if (isOverdue(drive)) return { kind: 'ended', attemptId: null, outcome: failed('TIMEOUT') };
  // Its last try ended with an answer that somebody else has heard: nothing is unknown any more.
  if (drive.generation.outcomeUnknown) await setKnown(drive);
  const lost = attempts.filter(({ state }) => state === 'abandoned').length;
  if (lost >= MOST_LOST) return { kind: 'ended', attemptId: null, outcome: failed('TASK_FAILED') };
  const { deps, generation, fenced, because } = drive;
  const number = (attempts.at(-1)?.number ?? 0) + 1;
  const idempotencyKey = `${generation.id}-${number}`;
  const attempt = { id: deps.newId(), number, idempotencyKey, createdAt: deps.clock.now() };
  const request = await makeEngineRequest(drive, attempt.idempotencyKey);
  const { model, engine } = generation;
  const { estimate, dailyBudget } = deps.routing?.costs(generation) ?? { estimate: null, dailyBudget: null };
  const intent = { ...fenced, ...attempt, engine, model, because, estimate };
  const written = await beginTry(deps, intent, dailyBudget);
  if (written === 'over_budget') return { kind: 'over_budget' };
  if (written === 'stale' && (await isCancelled(drive)))
    return { kind: 'ended', attemptId: null, outcome: CANCELLED };
  if (written === 'stale') throw new StaleDriveError();
  const started = await start(drive, attempt, request);
  return started === 'no_reply' ? reconcile(drive, attempt, 0) : begunOf(attempt, started);
}

/** What an answer to a start means for the attempt. */
function begunOf({ id: attemptId, createdAt }: OpenAttempt, answer: StartAnswer | 'cancelled'): Begun {
  if (answer === 'cancelled') return { kind: 'ended', attemptId, outcome: CANCELLED };
  if (answer.state === 'started')
    return { kind: 'running', attemptId, operation: answer.operation, since: createdAt };
  if (answer.state === 'refused') return { kind: 'refused', attemptId, failure: answer };
  return { kind: 'full', attemptId, retryAfterSeconds: answer.retryAfterSeconds, note: answer.note };
}

/** Also a cancel that was committed a moment ago and that the watch has not seen yet. */
async function isCancelled({ deps, generation, cancelled }: Drive): Promise<boolean> {
  return cancelled.aborted || (await findCancelRequested(deps.db, [generation.id])).length > 0;
}

type OpenAttempt = Pick<Attempt, 'id' | 'number' | 'idempotencyKey' | 'createdAt'>;

/**
 * Calls the engine once, unless a cancel was seen. The call is not aborted with the drive: a reply that is on its way is
 * worth more than a quick stop, because it says who owns the work. A process that stood still since its last step, for
 * longer than its job stays its own, must not call: another may have asked the engine, heard that it has nothing, and started.
 */
async function start(
  drive: Drive,
  attempt: OpenAttempt,
  request: EngineRequest,
): Promise<StartAnswer | 'no_reply' | 'cancelled'> {
  const { deps, engine, generation } = drive;
  drive.signal.throwIfAborted();
  if (!drive.isOurs()) throw new StaleDriveError();
  if (drive.cancelled.aborted) return 'cancelled';
  let answer: StartAnswer;
  try {
    answer = await engine.start(request, attempt.idempotencyKey, answerInTime(drive));
  } catch (error) {
    deps.log.warn(
      { generationId: generation.id, engine: engine.id, attempt: attempt.number, err: String(error) },
      'no reply to a start; asking the engine whether it took the work',
    );
    await noteLostStart(
      deps,
      attempt.id,
      `no reply to the start: ${messageOf(error)}`.slice(0, MOST_NOTE_LENGTH),
    );
    return 'no_reply';
  }
  if (answer.state === 'started') await keepOperation(drive, attempt, answer.operation);
  return answer;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Nobody else knows it, and of an engine that cannot be asked by our key nobody would ever learn it: one failure is not the end. */
async function keepOperation(
  { deps, generation, signal }: Drive,
  attempt: OpenAttempt,
  operation: Operation,
): Promise<void> {
  for (let tries = 1; ; tries += 1)
    try {
      return await saveOperation(deps.db, attempt.id, operation, deps.clock.now());
    } catch (error) {
      if (tries >= MOST_SAVES) throw error;
      deps.log.warn(
        { generationId: generation.id, attempt: attempt.number, err: String(error) },
        'what the engine calls the work could not be written down; trying again',
      );
      await deps.sleep(SAVE_AGAIN_MILLISECONDS, signal);
    }
}

/**
 * `graceMilliseconds`: how long the engine may still get a start that it has not got by now. Until then it is neither started
 * again nor ended: one that was refunded would still be made, and charged.
 */
async function reconcile(drive: Drive, attempt: OpenAttempt, graceMilliseconds: number): Promise<Begun> {
  const { clock } = drive.deps;
  const certainAt = clock.now().getTime() + graceMilliseconds;
  for (let questions = 0; questions < MOST_QUESTIONS; questions += 1) {
    drive.signal.throwIfAborted();
    const hasNoticedCancel = drive.cancelled.aborted;
    const askedAt = clock.now().getTime();
    const answer = await ask(drive, attempt);
    if (answer === 'absent') {
      const remaining = certainAt - askedAt;
      if (remaining > 0) {
        await rest(drive, remaining, hasNoticedCancel);
        continue;
      }
      const begun = await startAgain(drive, attempt);
      if (begun) return begun;
    } else if (answer === 'unknown') {
      if (!(await setOutcomeUnknown(drive.deps.db, drive.fenced, true))) throw new StaleDriveError();
      if (!drive.engine.find) return { kind: 'unknown', attemptId: attempt.id };
    } else {
      return running(drive, attempt, answer);
    }
    await rest(drive, backoffMilliseconds(drive, questions), hasNoticedCancel);
  }
  return { kind: 'unknown', attemptId: attempt.id };
}

/** The engine has not got it, and never will. Null when the reply was lost once more. */
async function startAgain(drive: Drive, attempt: OpenAttempt): Promise<Begun | null> {
  const request = await makeEngineRequest(drive, attempt.idempotencyKey);
  // Nothing has been written since the intent, long ago perhaps: somebody may have taken it over, or ended it by hand.
  const { counts, isCancelRequested } = await findStanding(drive.deps.db, drive.fenced);
  if (!counts) throw new StaleDriveError();
  if (isCancelRequested || drive.cancelled.aborted)
    return { kind: 'ended', attemptId: attempt.id, outcome: CANCELLED };
  if (isOverdue(drive)) return { kind: 'ended', attemptId: attempt.id, outcome: failed('TIMEOUT') };
  const started = await start(drive, attempt, request);
  if (started === 'no_reply') return null;
  // Whatever it answered, it is known now.
  await setKnown(drive);
  return begunOf(attempt, started);
}

/** What is known of the work: first from our own books, where a slower worker may have written it meanwhile. */
async function ask(drive: Drive, attempt: OpenAttempt): Promise<Operation | 'absent' | 'unknown'> {
  const { deps, engine, generation } = drive;
  const latest = await findLatestAttempt(deps.db, generation.id);
  const operation = readOperation(latest?.operation ?? null);
  if (operation) return operation;
  if (!engine.find) return 'unknown';
  try {
    const found = await engine.find(
      attempt.idempotencyKey,
      AbortSignal.any([drive.signal, answerInTime(drive)]),
    );
    if (typeof found !== 'string') await saveOperation(deps.db, attempt.id, found, deps.clock.now());
    return found;
  } catch (error) {
    drive.signal.throwIfAborted();
    deps.log.warn(
      { generationId: generation.id, engine: engine.id, err: String(error) },
      'the engine could not be asked whether it took the work',
    );
    return 'unknown';
  }
}

async function running(drive: Drive, attempt: OpenAttempt, operation: Operation): Promise<Begun> {
  await setKnown(drive);
  return { kind: 'running', attemptId: attempt.id, operation, since: attempt.createdAt };
}

async function setKnown({ deps, fenced }: Drive): Promise<void> {
  if (!(await setOutcomeUnknown(deps.db, fenced, false))) throw new StaleDriveError();
}

function failed(reason: 'TIMEOUT' | 'TASK_FAILED'): Outcome {
  return { state: 'failed', reason, detail: FAILURES[reason].sentence };
}
