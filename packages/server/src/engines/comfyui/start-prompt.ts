/** The uploads of an attempt, its one POST of work, and what the answer proves. */
import type { EngineTrouble } from '../../kernel/engine-troubles.ts';
import { FAILURES } from '../../kernel/failures.ts';
import type { EngineFailure, EngineInput, EngineRequest, StartAnswer } from '../engine.ts';
import { NoReplyError, NotSentError, type Upstream, type UpstreamReply } from '../http.ts';
import { operationOf, promptIdOf } from './operation.ts';
import type { ComfyuiOptions } from './options.ts';
import { framesOf, sizeOf } from './picture-size.ts';
import { fill, type Values } from './placeholders.ts';
import { UploadError, uploadInput } from './upload-input.ts';
import { readAccepted, readRefusal, type Mark } from './wire.ts';
import { findWorkflow, type Workflow, type Workflows } from './workflows.ts';

/** A driver that is said to last 5.04 seconds lasts 5. */
const SLACK_SECONDS = 0.5;

export interface StartDeps {
  readonly upstream: Upstream;
  readonly options: ComfyuiOptions;
  readonly workflows: Workflows;
  /** Of this process: progress is told to it. */
  readonly clientId: string;
}

export async function startPrompt(
  deps: StartDeps,
  request: EngineRequest,
  key: string,
  signal: AbortSignal,
): Promise<StartAnswer> {
  const workflow = findWorkflow(deps.workflows, request.model, request.mode);
  if (workflow === null) return refusal('unserved', `there is no workflow for ${request.mode}`);
  const tooLong = tooLongDriver(request, deps.options);
  if (tooLong !== null) return { state: 'refused', ...tooLong };
  const prepared = await valuesOf(deps, workflow, request, key, signal);
  if ('state' in prepared) return prepared;
  try {
    const json = {
      prompt: fill(workflow.graph, prepared),
      prompt_id: promptIdOf(key),
      client_id: deps.clientId,
      extra_data: { reelay: markOf(request, key, deps.options) },
    };
    const reply = await deps.upstream.call({ method: 'POST', path: '/prompt', json }, signal);
    return readAnswer(reply, deps.upstream);
  } catch (error) {
    if (error instanceof NotSentError) return refusal('unreachable', error.message);
    throw error;
  }
}

function tooLongDriver(
  { inputs: { referenceVideo } }: EngineRequest,
  { mostSeconds }: ComfyuiOptions,
): EngineFailure | null {
  const seconds = referenceVideo?.durationSeconds ?? null;
  if (seconds === null || seconds <= mostSeconds + SLACK_SECONDS) return null;
  const detail = `The reference video lasts ${seconds} seconds and this engine makes at most ${mostSeconds}. Send a shorter one.`;
  // Another engine may take it: the reason is told only when none is left.
  return { reason: 'INVALID_VIDEO', trouble: 'unserved', detail, note: detail };
}

/** Nothing is begun by an upload: whatever goes wrong with one, the start is refused for certain. */
async function valuesOf(
  { upstream, options }: StartDeps,
  { placeholders }: Workflow,
  request: EngineRequest,
  key: string,
  signal: AbortSignal,
): Promise<Values | StartAnswer> {
  const { inputs, prompt, negativePrompt, seed, sound } = request;
  const picture = inputs.image ?? inputs.referenceImage;
  const id = promptIdOf(key);
  const upload = async (name: 'image' | 'video', input: EngineInput | undefined) =>
    input && placeholders.has(name)
      ? { [name]: await uploadInput(upstream, input, `${id}-${name}`, signal) }
      : {};
  const seconds = secondsOf(request, options);
  try {
    return {
      id,
      prompt,
      negative_prompt: negativePrompt ?? '',
      seed,
      sound,
      seconds,
      fps: options.fps,
      frames: framesOf(seconds, options.fps, options.frameStep),
      ...sizeOf(request, picture, options.sizeStep),
      ...(await upload('image', picture)),
      ...(await upload('video', inputs.referenceVideo)),
    };
  } catch (error) {
    if (error instanceof NotSentError || error instanceof NoReplyError || error instanceof UploadError)
      return refusal('unreachable', `a file could not be sent: ${upstream.redact(error.message)}`);
    throw error;
  }
}

function secondsOf({ durationSeconds, inputs }: EngineRequest, { mostSeconds }: ComfyuiOptions): number {
  return durationSeconds ?? inputs.referenceVideo?.durationSeconds ?? mostSeconds;
}

function markOf(request: EngineRequest, key: string, options: ComfyuiOptions): Mark {
  return { key, keepSeconds: secondsOf(request, options) };
}

/** ComfyUI's own refusal is a 400; the others are those of a proxy before it. Nothing was begun in any of these. */
const TROUBLES: Readonly<Record<number, EngineTrouble>> = {
  400: 'unserved',
  401: 'account',
  403: 'account',
  404: 'unserved',
  405: 'unserved',
  413: 'unserved',
};

function readAnswer(reply: UpstreamReply, { redact }: Pick<Upstream, 'redact'>): StartAnswer {
  if (reply.status === 200) {
    const promptId = readAccepted(reply.json);
    if (promptId === null) throw unclear(reply);
    return { state: 'started', operation: operationOf(promptId) };
  }
  if (reply.status === 429)
    return { state: 'full', retryAfterSeconds: reply.retryAfterSeconds, note: reply.note };
  const trouble = TROUBLES[reply.status];
  if (trouble === undefined) throw unclear(reply);
  const why = readRefusal(reply.json);
  return refusal(trouble, why === null ? reply.note : redact(`ComfyUI does not take the workflow: ${why}`));
}

function refusal(trouble: EngineTrouble, note: string): StartAnswer {
  const reason = 'ENGINE_UNAVAILABLE';
  return { state: 'refused', reason, trouble, detail: FAILURES[reason].sentence, note };
}

function unclear({ note }: UpstreamReply): NoReplyError {
  return new NoReplyError(`ComfyUI may have taken the work: ${note}`);
}
