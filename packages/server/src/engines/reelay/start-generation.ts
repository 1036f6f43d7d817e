/** The POST of an attempt, and what its answer proves. */
import { z } from 'zod';
import { FAILURES, type FailureReason } from '../../kernel/failures.ts';
import type { EngineTrouble } from '../../kernel/engine-troubles.ts';
import type { EngineRequest, StartAnswer } from '../engine.ts';
import { NoReplyError, NotSentError, type Upstream, type UpstreamReply } from '../http.ts';
import { isFailureCode, meaningOfFailure } from './generation.ts';
import { upstreamModelOf, type ReelayOptions } from './options.ts';
import { submitOf } from './submit-body.ts';
import { TROUBLES_OF_STATUSES } from '../troubles-of-statuses.ts';

export interface StartDeps {
  readonly upstream: Upstream;
  readonly options: ReelayOptions;
  /** The same start was made before, and nobody knows what became of it. */
  readonly isRepeat: boolean;
}

export async function startGeneration(
  { upstream, options, isRepeat }: StartDeps,
  request: EngineRequest,
  key: string,
  signal: AbortSignal,
): Promise<StartAnswer> {
  const id = upstreamModelOf(request.model, options);
  if (id === null && isRepeat) throw new NoReplyError(`there is no model for ${request.model} any more`);
  if (id === null) return refusal('unserved', `there is no model for ${request.model}`);
  const { path, json } = await submitOf(request, id, options);
  const headers = options.dedupes ? { 'idempotency-key': key } : {};
  try {
    const reply = await upstream.call({ method: 'POST', path, json, headers }, signal);
    return readAnswer(reply, isRepeat);
  } catch (error) {
    // That this one did not leave says nothing of the one before it.
    if (error instanceof NotSentError && !isRepeat) return refusal('unreachable', error.message);
    throw error;
  }
}

const Accepted = z.object({ generation_id: z.string().min(1) });

function readAnswer(reply: UpstreamReply, isRepeat: boolean): StartAnswer {
  if (reply.status >= 200 && reply.status < 300) {
    const { data } = Accepted.safeParse(reply.json);
    if (!data) throw unclear(reply);
    return { state: 'started', operation: { id: data.generation_id } };
  }
  if (isRepeat && REFUSED_BEFORE_LOOK_UP.has(reply.status)) throw unclear(reply);
  if (reply.status === 429)
    return { state: 'full', retryAfterSeconds: reply.retryAfterSeconds, note: reply.note };
  const refused = refusedBy(reply);
  if (refused === null) throw unclear(reply);
  return refused;
}

/** With these an upstream refuses before it looks for the Idempotency-Key: it may have taken the start before this one. */
const REFUSED_BEFORE_LOOK_UP: ReadonlySet<number> = new Set([401, 403, 404, 405, 429]);

/** Which file of ours the upstream does not take, by the field that it names. */
const REASONS_OF_FIELDS: readonly (readonly [prefix: string, FailureReason])[] = [
  ['image', 'INVALID_IMAGE'],
  ['reference_image', 'INVALID_IMAGE'],
  ['reference_video', 'INVALID_VIDEO'],
];

const ErrorBody = z.object({
  detail: z.string().optional().catch(undefined),
  message: z.string().optional().catch(undefined),
  code: z.string().optional().catch(undefined),
  field: z.string().optional().catch(undefined),
});

function refusedBy(reply: UpstreamReply): StartAnswer | null {
  const { code, message, detail, field = '' } = ErrorBody.safeParse(reply.json).data ?? {};
  const word =
    [code, message, detail].find((text) => text !== undefined && /^[A-Z][A-Z_]+$/.test(text)) ?? '';
  // The key is of a work already, though not of this body.
  if (word === 'IDEMPOTENCY_MISMATCH') return null;
  if (word === 'ENGINE_UNAVAILABLE') return refusal('unserved', reply.note);
  const trouble = TROUBLES_OF_STATUSES[reply.status];
  if (trouble === undefined) return null;
  if (isFailureCode(word)) {
    const meaning = meaningOfFailure(word);
    return {
      state: 'refused',
      detail: FAILURES[meaning.reason].sentence,
      ...meaning,
      note: reply.note,
    };
  }
  const input = REASONS_OF_FIELDS.find(([prefix]) => field.startsWith(prefix));
  if (trouble === 'rejected' && input)
    return {
      state: 'refused',
      reason: input[1],
      trouble: 'input',
      detail: FAILURES[input[1]].sentence,
      note: reply.note,
    };
  return refusal(trouble, reply.note);
}

function refusal(trouble: EngineTrouble, note: string): StartAnswer {
  const reason = trouble === 'rejected' ? 'TASK_FAILED' : 'ENGINE_UNAVAILABLE';
  return { state: 'refused', reason, trouble, detail: FAILURES[reason].sentence, note };
}

function unclear({ note }: UpstreamReply): NoReplyError {
  return new NoReplyError(`the upstream may have taken the work: ${note}`);
}
