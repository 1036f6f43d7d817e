/**
 * Gets from wherever the last worker left off to an operation of the engine, without ever starting paid work twice.
 *
 *   nothing tried       -> write the intent, start
 *   an intent, no reply -> ask the engine by our key: it has it; or it never got it (start again, same key);
 *                          or nobody can tell (wait, and ask again; never start)
 *   an operation        -> go on with it
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Outcome } from '../commands/record-outcome.ts';
import type { EngineRequest, Operation } from '../engines/engine.ts';
import { findLatestAttempt, insertIntent, saveOperation, type Attempt } from '../generations/attempts.ts';
import { setOutcomeUnknown } from '../generations/statements.ts';
import { FAILURES } from '../kernel/failures.ts';
import { backoffMilliseconds, isOverdue, StaleDriveError, type Drive } from './drive.ts';
import { makeEngineRequest, readOperation } from './engine-request.ts';

/** An engine that keeps losing the work is not asked for ever. */
const MOST_ATTEMPTS = 5;
const START_MILLISECONDS = 30_000;
/** How often an engine that cannot tell is asked before the generation rests. */
const MOST_QUESTIONS = 6;

export type Begun =
  | { readonly kind: 'running'; readonly attemptId: string; readonly operation: Operation }
  | { readonly kind: 'ended'; readonly attemptId: string | null; readonly outcome: Outcome }
  /** Nobody can tell whether the engine took it. */
  | { readonly kind: 'unknown' };

export async function beginAttempt(drive: Drive): Promise<Begun> {
  const latest = await findLatestAttempt(drive.deps.db, drive.generation.id);
  if (latest === null || latest.state === 'abandoned') return beginNew(drive, latest?.number ?? 0);
  const operation = readOperation(latest.operation);
  if (operation) return { kind: 'running', attemptId: latest.id, operation };
  return reconcile(drive, latest);
}

async function beginNew(drive: Drive, tried: number): Promise<Begun> {
  if (isOverdue(drive)) return { kind: 'ended', attemptId: null, outcome: failed('TIMEOUT') };
  if (tried >= MOST_ATTEMPTS) return { kind: 'ended', attemptId: null, outcome: failed('TASK_FAILED') };
  const { deps, generation, fenced } = drive;
  const request = await makeEngineRequest(drive);
  const number = tried + 1;
  const attempt = { id: deps.newId(), number, idempotencyKey: `${generation.id}-${number}` };
  const written = await insertIntent(deps.db, { ...fenced, ...attempt, engine: generation.engine });
  if (!written) throw new StaleDriveError();
  const operation = await start(drive, attempt, request);
  return operation ? { kind: 'running', attemptId: attempt.id, operation } : reconcile(drive, attempt);
}

type OpenAttempt = Pick<Attempt, 'id' | 'number' | 'idempotencyKey'>;

/**
 * Calls the engine once; null when its reply was lost. The call is not aborted with the drive: a reply that is on its
 * way is worth more than a quick stop, because it says who owns the work.
 */
async function start(drive: Drive, attempt: OpenAttempt, request: EngineRequest): Promise<Operation | null> {
  const { deps, engine, generation } = drive;
  drive.signal.throwIfAborted();
  try {
    const operation = await engine.start(
      request,
      attempt.idempotencyKey,
      AbortSignal.timeout(START_MILLISECONDS),
    );
    await saveOperation(deps.db, attempt.id, operation, deps.clock.now());
    return operation;
  } catch (error) {
    deps.log.warn(
      { generationId: generation.id, engine: engine.id, attempt: attempt.number, err: String(error) },
      'no reply to a start; asking the engine whether it took the work',
    );
    return null;
  }
}

async function reconcile(drive: Drive, attempt: OpenAttempt): Promise<Begun> {
  for (let questions = 0; questions < MOST_QUESTIONS; questions += 1) {
    drive.signal.throwIfAborted();
    const answer = await ask(drive, attempt);
    if (answer === 'absent') {
      if (isOverdue(drive)) return { kind: 'ended', attemptId: attempt.id, outcome: failed('TIMEOUT') };
      const operation = await start(drive, attempt, await makeEngineRequest(drive));
      if (operation) return running(drive, attempt, operation);
    } else if (answer === 'unknown') {
      if (!(await setOutcomeUnknown(drive.deps.db, drive.fenced, true))) throw new StaleDriveError();
      if (!drive.engine.find) return { kind: 'unknown' };
    } else {
      return running(drive, attempt, answer);
    }
    await pause(backoffMilliseconds(drive, questions), undefined, { signal: drive.signal });
  }
  return { kind: 'unknown' };
}

/** What is known of the work: first from our own books, where a slower worker may have written it meanwhile. */
async function ask(drive: Drive, attempt: OpenAttempt): Promise<Operation | 'absent' | 'unknown'> {
  const { deps, engine, generation } = drive;
  const latest = await findLatestAttempt(deps.db, generation.id);
  const operation = readOperation(latest?.operation ?? null);
  if (operation) return operation;
  if (!engine.find) return 'unknown';
  try {
    const found = await engine.find(attempt.idempotencyKey, drive.signal);
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
  if (!(await setOutcomeUnknown(drive.deps.db, drive.fenced, false))) throw new StaleDriveError();
  return { kind: 'running', attemptId: attempt.id, operation };
}

function failed(reason: 'TIMEOUT' | 'TASK_FAILED'): Outcome {
  return { state: 'failed', reason, detail: FAILURES[reason].sentence };
}
