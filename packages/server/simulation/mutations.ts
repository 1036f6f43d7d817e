/**
 * Defects that someone could make, each written into the real source as it is loaded. A simulation that does not find them
 * proves nothing by finding none elsewhere.
 */
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

export interface Mutation {
  /** Under `packages/server/src`. */
  readonly file: string;
  /** Stands there exactly once. */
  readonly find: string;
  readonly replace: string;
}

export const MUTATIONS = {
  outcome_without_fence: {
    file: 'commands/record-outcome.ts',
    find: '!generation || generation.fence !== record.fence',
    replace: '!generation',
  },
  progress_without_fence: {
    file: 'generations/statements.ts',
    find: `progress}::smallint)\` })
    .where('id', '=', generationId)
    .where('fence', '=', fence)`,
    replace: `progress}::smallint)\` })
    .where('id', '=', generationId)`,
  },
  intent_without_fence: {
    file: 'generations/attempts.ts',
    find: `and fence = \${attempt.fence} and status`,
    replace: `and \${attempt.fence}::integer is not null and status`,
  },
  intent_after_cancel: {
    file: 'generations/attempts.ts',
    find: `
      and cancel_requested_at is null`,
    replace: '',
  },
  start_without_intent: {
    file: 'worker/begin-attempt.ts',
    find: 'const written = await beginTry(deps, intent, dailyBudget);',
    replace: `const written = 'begun' as Awaited<ReturnType<typeof beginTry>>;`,
  },
  start_again_after_lost_reply: {
    file: 'worker/begin-attempt.ts',
    find: `return started === 'no_reply' ? reconcile(drive, attempt, 0) : begunOf(attempt, started);`,
    replace: `return started === 'no_reply'
    ? beginNew(drive, await findAttempts(deps.db, generation.id))
    : begunOf(attempt, started);`,
  },
  start_again_when_unknown: {
    file: 'worker/begin-attempt.ts',
    find: `if (answer === 'absent') {`,
    replace: `if (answer === 'absent' || answer === 'unknown') {`,
  },
  start_after_standing_still: {
    file: 'worker/begin-attempt.ts',
    find: 'if (!drive.isOurs()) throw new StaleDriveError();',
    replace: '',
  },
  start_while_another_is_on_its_way: {
    file: 'worker/begin-attempt.ts',
    find: 'const remaining = certainAt - askedAt;',
    replace: 'const remaining = 0;',
  },
  start_again_without_looking: {
    file: 'worker/begin-attempt.ts',
    find: 'if (!counts) throw new StaleDriveError();',
    replace: '',
  },
  operation_not_saved: {
    file: 'worker/begin-attempt.ts',
    find: `if (answer.state === 'started') await keepOperation(drive, attempt, answer.operation);`,
    replace: '',
  },
  left_without_fence: {
    file: 'commands/leave-engine.ts',
    find: '!generation || generation.fence !== fenced.fence',
    replace: '!generation',
  },
  left_without_ending_the_try: {
    file: 'commands/leave-engine.ts',
    find: 'else await endTry(deps, tx, left.attemptId, left.end);',
    replace: '',
  },
  gone_on_after_unknown_start: {
    file: 'worker/drive-generation.ts',
    find: `if (begun.kind === 'unknown')`,
    replace: `if (begun.kind === 'unknown')
    return heard(drive, { ...begun, kind: 'refused', failure: { reason: 'ENGINE_UNAVAILABLE', detail: '' } });
  if ((begun as Begun).kind === 'unknown')`,
  },
  probe_not_released: {
    file: 'commands/end-try.ts',
    find: 'return model === null ? undefined : releaseProbes(tx, generationId);',
    replace: 'return;',
  },
  budget_not_corrected: {
    file: 'commands/end-try.ts',
    find: 'if (difference !== 0n) await correctDay(tx, ended.engine, ended.createdAt, difference);',
    replace: '',
  },
  budget_exceeded: {
    file: 'commands/begin-try.ts',
    find: 'const amount = { estimate, most: dailyBudget };',
    replace: 'const amount = { estimate, most: null };',
  },
  full_ends_job: {
    file: 'worker/go-on.ts',
    find: `return giveBack(Math.max(full.retryAfterSeconds ?? 0, waitSeconds(drive, 'full')));`,
    replace: `return { kind: 'done' };`,
  },
  full_taken_for_refused: {
    file: 'worker/begin-attempt.ts',
    find: `return { kind: 'full', attemptId, retryAfterSeconds: answer.retryAfterSeconds, note: answer.note };`,
    replace: `return { kind: 'ended', attemptId, outcome: { state: 'failed', reason: 'ENGINE_UNAVAILABLE', detail: '' } };`,
  },
  stale_job_completed: {
    file: 'worker/drive-generation.ts',
    find: 'if (error instanceof StaleDriveError) return giveBack(STALE_SECONDS);',
    replace: 'if (error instanceof StaleDriveError) return DONE;',
  },
  failed_job_completed: {
    file: 'worker/job-loop.ts',
    find: `return { kind: 'give_back', afterSeconds: RETRY_AFTER_ERROR_SECONDS };`,
    replace: `return { kind: 'done' };`,
  },
  holdings_mixed_up: {
    file: 'worker/job-loop.ts',
    find: 'held.delete(one);',
    replace: 'for (const other of held) if (other.job.id === one.job.id) held.delete(other);',
  },
  deadline_forgotten: {
    file: 'worker/drive.ts',
    find: 'return deps.clock.now() >= generation.deadlineAt;',
    replace: 'return false && deps.clock.now() >= generation.deadlineAt;',
  },
  place_not_given_back: {
    file: 'commands/fail-generation.ts',
    find: 'await releaseSlots(tx, generation.id);',
    replace: '',
  },
  place_above_limit: {
    file: 'jobs/slots.ts',
    find: 'if (used >= limit) return false;',
    replace: 'if (used > limit) return false;',
  },
  end_not_announced: {
    file: 'commands/record-outcome.ts',
    find: 'await announceEnd(deps, tx, completed, video === undefined ? null : deps.videoUrl(video));',
    replace: '',
  },
  price_not_settled: {
    file: 'commands/record-outcome.ts',
    find: 'await settle(tx, generation.id, generation.price);',
    replace: '',
  },
  ended_twice: {
    file: 'commands/record-outcome.ts',
    find: `if (!canMove(generation.status, outcome.state === 'succeeded' ? 'completed' : 'failed')) return null;`,
    replace: '',
  },
  cancel_of_what_runs_refunds: {
    file: 'commands/cancel-generation.ts',
    find: `if (status === 'processing') return { kind: 'asked', generation: asked };`,
    replace: '',
  },
  key_not_claimed: {
    file: 'commands/create-generation.ts',
    find: 'keyed.filter((one) => !ours.has(one.id))',
    replace: 'keyed.slice(keyed.length)',
  },
  job_not_enqueued_with_row: {
    file: 'commands/create-generation.ts',
    find: 'submits.map(({ request }) => jobOf(request)),',
    replace: 'submits.slice(1).map(({ request }) => jobOf(request)),',
  },
  failed_try_not_repeated: {
    file: 'worker/send-webhook.ts',
    find: `if (after?.status !== 'pending' || after.nextAttemptAt === null) return DONE;`,
    replace: 'return DONE;',
  },
} as const satisfies Record<string, Mutation>;

export type MutationName = keyof typeof MUTATIONS;

const SOURCES = new URL('../src/', import.meta.url);

export function isMutationName(name: string): name is MutationName {
  return Object.hasOwn(MUTATIONS, name);
}

/** How often the text that a mutation changes stands in its file: once, or the mutation has to be written anew. */
export function countPlaces({ file, find }: Mutation): number {
  return readFileSync(fileURLToPath(new URL(file, SOURCES)), 'utf8').split(find).length - 1;
}

/** From now on this thread loads the source with the defect in it. Nothing of it may have been loaded before. */
export function loadMutated({ file, find, replace }: Mutation): void {
  const { href } = new URL(file, SOURCES);
  registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context);
      if (url !== href) return loaded;
      const source =
        typeof loaded.source === 'string'
          ? loaded.source
          : new TextDecoder().decode(loaded.source ?? undefined);
      if (!source.includes(find)) throw new Error(`${file} has changed: there is nothing to mutate`);
      return { ...loaded, source: source.replace(find, () => replace) };
    },
  });
}
