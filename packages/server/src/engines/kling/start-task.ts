/** The one POST of an attempt, and what its answer proves. */
import { FAILURES } from '../../kernel/failures.ts';
import type { JsonObject } from '../../kernel/json.ts';
import type { EngineRequest, Operation, StartAnswer } from '../engine.ts';
import { NoReplyError, NotSentError, type Upstream, type UpstreamReply } from '../http.ts';
import { currentCreate } from './current-wire.ts';
import { openEnvelope, readCreated } from './envelope.ts';
import { legacyCreate } from './legacy-wire.ts';
import { operationAt } from './operation.ts';
import { readPictures, unfitInput } from './pictures.ts';
import { planOf, type Place, type Plan, type PlanOptions } from './plan.ts';
import { meaningOf } from './service-codes.ts';

/** Kling: wait a second or more before asking for a place again. */
const LEAST_RETRY_SECONDS = 1;

export interface StartDeps {
  readonly upstream: Upstream;
  readonly options: PlanOptions;
  readonly find: (key: string, signal: AbortSignal) => Promise<Operation | 'absent' | 'unknown'>;
}

export async function startTask(
  deps: StartDeps,
  request: EngineRequest,
  key: string,
  signal: AbortSignal,
): Promise<StartAnswer> {
  const plan = planOf(request.model, request.mode, deps.options);
  if (typeof plan === 'string') return unserved(plan);
  const unfit = unfitInput(request);
  if (unfit !== null) return { state: 'refused', ...unfit };
  const create = createOf(request, plan, await readPictures(request), key);
  try {
    const { path, json } = create;
    const reply = await deps.upstream.call({ method: 'POST', path, json }, signal);
    return await readAnswer(deps, plan, create.settings, reply, key, signal);
  } catch (error) {
    if (!(error instanceof NotSentError)) throw error;
    return {
      state: 'refused',
      reason: 'ENGINE_UNAVAILABLE',
      trouble: 'unreachable',
      detail: FAILURES.ENGINE_UNAVAILABLE.sentence,
      note: error.message,
    };
  }
}

function createOf(
  request: EngineRequest,
  plan: Plan,
  pictures: Awaited<ReturnType<typeof readPictures>>,
  key: string,
): ReturnType<typeof currentCreate> {
  return plan.standard === 'current'
    ? currentCreate(request, plan, pictures, key)
    : legacyCreate(request, plan, pictures, key);
}

async function readAnswer(
  { find }: StartDeps,
  plan: Plan,
  settings: JsonObject,
  reply: UpstreamReply,
  key: string,
  signal: AbortSignal,
): Promise<StartAnswer> {
  const { code, data } = openEnvelope(reply);
  if (reply.status < 300 && code === 0) {
    const id = readCreated(plan.standard, data);
    if (id === null) throw unclear(reply);
    return { state: 'started', operation: operationAt(placeOf(plan), id, askedOf(plan, settings)) };
  }
  const meaning = meaningOf(reply.status, code);
  if (meaning.kind === 'unknown') throw unclear(reply);
  if (meaning.kind === 'full') return { state: 'full', retryAfterSeconds: waitOf(reply), note: reply.note };
  if (meaning.kind === 'refused') return refusal(meaning, reply);
  return orFound(await findSurely(find, key, signal, reply), reply);
}

/** One code stands for every invalid value, ours among them that is there already. Only the look-up tells which it is. */
async function findSurely(
  find: StartDeps['find'],
  key: string,
  signal: AbortSignal,
  reply: UpstreamReply,
): Promise<Operation | 'absent'> {
  const found = await find(key, signal);
  if (found === 'unknown') throw unclear(reply);
  return found;
}

function orFound(found: Operation | 'absent', reply: UpstreamReply): StartAnswer {
  return found === 'absent'
    ? refusal({ reason: 'TASK_FAILED', trouble: 'rejected' }, reply)
    : { state: 'started', operation: found };
}

function refusal(
  { reason, trouble }: Pick<Extract<ReturnType<typeof meaningOf>, { kind: 'refused' }>, 'reason' | 'trouble'>,
  { note }: UpstreamReply,
): StartAnswer {
  return { state: 'refused', reason, trouble, detail: FAILURES[reason].sentence, note };
}

function unserved(note: string): StartAnswer {
  return {
    state: 'refused',
    reason: 'ENGINE_UNAVAILABLE',
    trouble: 'unserved',
    detail: FAILURES.ENGINE_UNAVAILABLE.sentence,
    note,
  };
}

function waitOf({ retryAfterSeconds }: UpstreamReply): number | null {
  return retryAfterSeconds === null ? null : Math.max(LEAST_RETRY_SECONDS, retryAfterSeconds);
}

function placeOf(plan: Plan): Place {
  return plan.standard === 'current'
    ? { standard: 'current' }
    : { standard: 'legacy', product: plan.product };
}

function askedOf({ standard, product, name }: Plan, settings: JsonObject): JsonObject {
  return { standard, product, model: name, settings };
}

function unclear({ note }: UpstreamReply): NoReplyError {
  return new NoReplyError(`Kling may have taken the work: ${note}`);
}
