/** The one POST of an attempt, and what its answer proves. fal takes no key of ours: a second POST would be a second work. */
import { z } from 'zod';
import type { EngineTrouble } from '../../kernel/engine-troubles.ts';
import type { EngineRequest, StartAnswer } from '../engine.ts';
import { NoReplyError, NotSentError, type Upstream, type UpstreamReply } from '../http.ts';
import { planOf, type Overrides, type Plan } from './endpoints.ts';
import { failureOf, readError } from './error-types.ts';
import { readInputUrls, unfitInput } from './inputs.ts';
import { operationOf } from './operation.ts';
import { submitBodyOf, type SubmitBody } from './submit-body.ts';
import { callbackWithEndpoint } from './webhook.ts';

export interface StartDeps {
  readonly upstream: Upstream;
  readonly overrides: Overrides;
}

export async function startRequest(
  { upstream, overrides }: StartDeps,
  request: EngineRequest,
  signal: AbortSignal,
): Promise<StartAnswer> {
  const { furtherImages = [] } = request.inputs;
  const plan = planOf(request.model, request.mode, furtherImages.length, overrides);
  if (typeof plan === 'string') return refusal('unserved', plan);
  const unfit = unfitInput(request);
  if (unfit !== null) return { state: 'refused', ...unfit };
  const body = submitBodyOf(request, plan, await readInputUrls(request));
  try {
    return readAnswer(plan, body, await submit(upstream, plan, body, request.callbackUrl, signal));
  } catch (error) {
    if (error instanceof NotSentError) return refusal('unreachable', error.message);
    throw error;
  }
}

async function submit(
  upstream: Upstream,
  { endpoint }: Plan,
  { json }: SubmitBody,
  callbackUrl: string | null,
  signal: AbortSignal,
): Promise<UpstreamReply> {
  const query = callbackUrl === null ? {} : { fal_webhook: callbackWithEndpoint(callbackUrl, endpoint) };
  const headers = { 'x-fal-queue-priority': 'normal' };
  return upstream.call({ method: 'POST', path: `/${endpoint}`, query, json, headers }, signal);
}

const Submitted = z.object({ request_id: z.string().min(1) });

/**
 * In none of these was anything queued; every other status leaves doubt. 403 is also an account that is locked for its
 * balance, 404 an endpoint that fal no longer has.
 */
const TROUBLES: ReadonlyMap<number, EngineTrouble> = new Map<number, EngineTrouble>([
  [400, 'rejected'],
  [401, 'account'],
  [402, 'account'],
  [403, 'account'],
  [404, 'unserved'],
  [405, 'unserved'],
  [413, 'rejected'],
  [415, 'rejected'],
  [422, 'rejected'],
]);

function readAnswer({ endpoint }: Plan, { settings }: SubmitBody, reply: UpstreamReply): StartAnswer {
  if (reply.status >= 200 && reply.status < 300) {
    const { data } = Submitted.safeParse(reply.json);
    if (!data) throw unclear(reply);
    return { state: 'started', operation: operationOf(data.request_id, endpoint, settings) };
  }
  if (reply.status === 429)
    return { state: 'full', retryAfterSeconds: reply.retryAfterSeconds, note: reply.note };
  const trouble = TROUBLES.get(reply.status);
  if (trouble === undefined) throw unclear(reply);
  const error = readError(reply.json);
  return { state: 'refused', ...failureOf(trouble === 'rejected' ? error : null, trouble, reply.note) };
}

function refusal(trouble: EngineTrouble, note: string): StartAnswer {
  return { state: 'refused', ...failureOf(null, trouble, note) };
}

function unclear({ note }: UpstreamReply): NoReplyError {
  return new NoReplyError(`fal may have taken the work: ${note}`);
}
