/** The one POST of an attempt, and what its answer proves. No dialect takes a key of ours, and none is asked by one. */
import { z } from 'zod';
import type { EngineTrouble } from '../../kernel/engine-troubles.ts';
import { FAILURES } from '../../kernel/failures.ts';
import type { EngineRequest, StartAnswer } from '../engine.ts';
import { NoReplyError, NotSentError, type Upstream, type UpstreamReply } from '../http.ts';
import { createBody, UnsendableError, type Create } from './create-body.ts';
import { operationOf } from './operation.ts';
import { servedBy, type VideosOptions } from './options.ts';
import { supportOf, wishOf } from './support.ts';
import { readVideo } from './video.ts';
import { TROUBLES_OF_STATUSES } from '../troubles-of-statuses.ts';

export async function startVideo(
  upstream: Upstream,
  options: VideosOptions,
  request: EngineRequest,
  signal: AbortSignal,
): Promise<StartAnswer> {
  const create = await createOrWhyNot(request, options);
  if (typeof create === 'string') return refusal('unserved', create);
  try {
    const reply = await upstream.call({ method: 'POST', path: '/v1/videos', ...create.body }, signal);
    return readAnswer(reply, request, create);
  } catch (error) {
    if (error instanceof NotSentError) return refusal('unreachable', error.message);
    throw error;
  }
}

async function createOrWhyNot(request: EngineRequest, options: VideosOptions): Promise<Create | string> {
  const served = servedBy(request.model, options);
  if (served === null) return `there is no model for ${request.model}`;
  // Whether there is an address shows below, at each input.
  const support = supportOf(wishOf(request), options, true);
  if (!support.supported) return support.why;
  try {
    return await createBody(request, served, options);
  } catch (error) {
    if (error instanceof UnsendableError) return error.message;
    throw error;
  }
}

/** Codes that mean another thing than their status: no money, though it says "too many requests" (OpenAI, new-api); content. */
const TROUBLES_OF_CODES: Readonly<Record<string, EngineTrouble>> = {
  insufficient_quota: 'account',
  insufficient_user_quota: 'account',
  billing_hard_limit_reached: 'account',
  moderation_blocked: 'content',
  content_policy_violation: 'content',
};

const Problem = z.object({ error: z.object({ code: z.string() }) });

function readAnswer(reply: UpstreamReply, request: EngineRequest, { asked }: Create): StartAnswer {
  const { status } = reply;
  if (status >= 200 && status < 300) {
    const video = readVideo(reply.json);
    if (!video) throw unclear(reply);
    return { state: 'started', operation: operationOf(video.id, request, asked) };
  }
  const code = Problem.safeParse(reply.json).data?.error.code ?? '';
  const isRefusal = status === 429 || TROUBLES_OF_STATUSES[status] !== undefined;
  const byCode = isRefusal && Object.hasOwn(TROUBLES_OF_CODES, code) ? TROUBLES_OF_CODES[code] : undefined;
  if (byCode !== undefined) return refusal(byCode, reply.note);
  if (status === 429) return { state: 'full', retryAfterSeconds: reply.retryAfterSeconds, note: reply.note };
  const trouble = TROUBLES_OF_STATUSES[status];
  if (trouble === undefined) throw unclear(reply);
  return refusal(trouble, reply.note);
}

const REASONS: Partial<Record<EngineTrouble, 'TASK_FAILED' | 'CONTENT_POLICY_VIOLATION'>> = {
  rejected: 'TASK_FAILED',
  content: 'CONTENT_POLICY_VIOLATION',
};

function refusal(trouble: EngineTrouble, note: string): StartAnswer {
  const reason = REASONS[trouble] ?? 'ENGINE_UNAVAILABLE';
  return { state: 'refused', reason, trouble, detail: FAILURES[reason].sentence, note };
}

function unclear({ note }: UpstreamReply): NoReplyError {
  return new NoReplyError(`the server may have taken the work: ${note}`);
}
