/** The one submit of an attempt, and what its answer proves. None of these upstreams knows our key: never a second one. */
import { ENGINE_TROUBLES, type EngineTrouble } from '../../kernel/engine-troubles.ts';
import { FAILURES } from '../../kernel/failures.ts';
import type { JsonValue } from '../../kernel/json.ts';
import type { EngineInputs, EngineRequest, StartAnswer } from '../engine.ts';
import { NoReplyError, NotSentError, type Upstream, type UpstreamCall, type UpstreamReply } from '../http.ts';
import { textAt } from './at-path.ts';
import type { Description } from './description.ts';
import { planOf, type Plan } from './plan.ts';
import { fill, fillPath } from './template.ts';
import { valuesOf } from './values.ts';

export async function startTask(
  upstream: Upstream,
  description: Description,
  request: EngineRequest,
  signal: AbortSignal,
): Promise<StartAnswer> {
  const plan = planOf(description, request.model, request.mode);
  if (plan === null) return refusal('unserved', `no description of ${request.model} with ${request.mode}`);
  // Without its picture a request would be one for another video.
  if (hasHiddenInput(request.inputs)) return refusal('unserved', 'an input has no public address');
  const call = callOf(description, plan, request);
  if (call === null) return refusal('unserved', `the path of ${request.model} cannot be filled in`);
  try {
    return readAnswer(description, plan, await upstream.call(call, signal));
  } catch (error) {
    if (error instanceof NotSentError) return refusal('unreachable', error.message);
    throw error;
  }
}

function hasHiddenInput({
  image,
  furtherImages = [],
  referenceImage,
  referenceVideo,
}: EngineInputs): boolean {
  return [image, ...furtherImages, referenceImage, referenceVideo].some((input) => input?.publicUrl === null);
}

function callOf({ submit, maps }: Description, plan: Plan, request: EngineRequest): UpstreamCall | null {
  const values = valuesOf(request, plan.entry);
  // The upstream's name of a model may be several segments; it is the operator's, not a caller's.
  const path = fillPath(submit.path, values, (name) => name.startsWith('model.'));
  const json = fill(plan.body, values, maps);
  if (path === undefined || json === undefined) return null;
  return {
    method: submit.method,
    path,
    json,
    query: queryOf(submit.query, (one) => fill(one, values, maps)),
  };
}

export function queryOf(
  query: Readonly<Record<string, string>>,
  fillOne: (template: string) => JsonValue | undefined,
): Readonly<Record<string, string>> {
  const filled = Object.entries(query).map(([name, template]) => [name, fillOne(template)] as const);
  return Object.fromEntries(
    filled.flatMap(([name, value]) =>
      value === undefined || typeof value === 'object' ? [] : [[name, String(value)]],
    ),
  );
}

function readAnswer(description: Description, { entry }: Plan, reply: UpstreamReply): StartAnswer {
  if (isWell(description, reply)) {
    const id = textAt(reply.json, description.submit.id);
    if (id === undefined) throw unclear(reply);
    return { state: 'started', operation: { id, asked: { ...entry.values } } };
  }
  const trouble = troubleOf(description, reply);
  if (trouble === null) throw unclear(reply);
  if (trouble === 'full')
    return { state: 'full', retryAfterSeconds: reply.retryAfterSeconds, note: reply.note };
  return refusal(trouble, reply.note);
}

/** By its HTTP status, and by its own code where it has one. */
export function isWell({ envelope }: Description, { status, json }: UpstreamReply): boolean {
  if (status < 200 || status > 299) return false;
  if (envelope === undefined) return true;
  const code = textAt(json, envelope.code);
  return envelope.ok.some((ok) => String(ok) === code);
}

/** What the description knows of a refusal; null leaves doubt. A code beside a 5xx is not trusted: it may be of a proxy. */
export function troubleOf(
  { envelope, submit }: Description,
  { status, json }: UpstreamReply,
): EngineTrouble | null {
  const { codes, httpStatuses } = submit.refusals;
  const code = textAt(json, envelope?.code);
  if (status < 500 && code !== undefined && Object.hasOwn(codes, code)) return codes[code] ?? null;
  return httpStatuses[String(status)] ?? null;
}

function refusal(trouble: EngineTrouble, note: string): StartAnswer {
  const { reason } = ENGINE_TROUBLES[trouble];
  return { state: 'refused', reason, trouble, detail: FAILURES[reason].sentence, note };
}

function unclear({ note }: UpstreamReply): NoReplyError {
  return new NoReplyError(`the upstream may have taken the work: ${note}`);
}
