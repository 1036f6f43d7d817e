/** The one POST of an attempt, and what its answer proves. Replicate deduplicates by nothing and finds nothing by our key. */
import { z } from 'zod';
import type { EngineTrouble } from '../../kernel/engine-troubles.ts';
import { FAILURES } from '../../kernel/failures.ts';
import type { JsonObject } from '../../kernel/json.ts';
import type { EngineRequest, StartAnswer } from '../engine.ts';
import { NoReplyError, NotSentError, type Upstream, type UpstreamReply } from '../http.ts';
import type { ReplicateOptions } from './options.ts';
import { readPrediction } from './prediction.ts';
import { predictionBody, UnsendableInputError } from './prediction-body.ts';
import { planOf, type Plan } from './upstream-models.ts';
import { TROUBLES_OF_STATUSES } from '../troubles-of-statuses.ts';

export async function startPrediction(
  upstream: Upstream,
  { models }: Pick<ReplicateOptions, 'models'>,
  request: EngineRequest,
  signal: AbortSignal,
): Promise<StartAnswer> {
  const plan = planOf(request.model, models);
  if (plan === null) return refusal('unserved', `there is no model for ${request.model}`);
  const json = await bodyOrWhyNot(request, plan);
  if (typeof json === 'string') return refusal('unserved', json);
  try {
    // Without `Prefer: wait`: the answer comes at once, and with it the id.
    const path = `/models/${plan.id}/predictions`;
    return readAnswer(await upstream.call({ method: 'POST', path, json }, signal));
  } catch (error) {
    if (error instanceof NotSentError) return refusal('unreachable', error.message);
    throw error;
  }
}

async function bodyOrWhyNot(request: EngineRequest, plan: Plan): Promise<JsonObject | string> {
  try {
    return await predictionBody(request, plan);
  } catch (error) {
    if (error instanceof UnsendableInputError) return error.message;
    throw error;
  }
}

/** What Replicate's own refusals look like; a proxy's have no `detail`. */
const Problem = z.object({
  detail: z.string(),
  title: z.string().optional().catch(undefined),
  retry_after: z.number().nonnegative().optional().catch(undefined),
});

function readAnswer(reply: UpstreamReply): StartAnswer {
  if (reply.status >= 200 && reply.status < 300) {
    const prediction = readPrediction(reply.json);
    if (!prediction) throw unclear(reply);
    return { state: 'started', operation: { id: prediction.id } };
  }
  const problem = Problem.safeParse(reply.json).data;
  if (!problem) throw unclear(reply);
  if (reply.status === 429)
    return {
      state: 'full',
      retryAfterSeconds: reply.retryAfterSeconds ?? wholeSeconds(problem.retry_after),
      note: reply.note,
    };
  const trouble = TROUBLES_OF_STATUSES[reply.status];
  if (trouble === undefined) throw unclear(reply);
  return refusal(trouble, reply.note);
}

function wholeSeconds(seconds: number | undefined): number | null {
  return seconds === undefined ? null : Math.ceil(seconds);
}

function refusal(trouble: EngineTrouble, note: string): StartAnswer {
  const reason = trouble === 'rejected' ? 'TASK_FAILED' : 'ENGINE_UNAVAILABLE';
  return { state: 'refused', reason, trouble, detail: FAILURES[reason].sentence, note };
}

function unclear({ note }: UpstreamReply): NoReplyError {
  return new NoReplyError(`Replicate may have taken the work: ${note}`);
}
