/**
 * Servers of `/v1/videos` behind the port: own weights on SGLang-Diffusion or vLLM-Omni, and relays that speak OpenAI's
 * Videos API. They take no key of ours and cannot be asked by one: a start whose reply was lost is never made again.
 */
import { FAILURES } from '../../kernel/failures.ts';
import type { Engine, EngineStatus, Operation, RemoteOutput } from '../engine.ts';
import type { EngineKindDeps, EngineSettings } from '../engine-kind.ts';
import { createUpstream, type Upstream, type UpstreamLimits, type UpstreamReply, whyOf } from '../http.ts';
import { dialectOf } from './dialects.ts';
import { readOperation, type VideosOperation } from './operation.ts';
import { restartsLost, type VideosOptions } from './options.ts';
import { startVideo } from './start-video.ts';
import { supportOf } from './support.ts';
import { failureOf, isKnownWord, readVideo, reportOf, type Video } from './video.ts';
import { createNoteStrange } from '../strange-words.ts';

export function videosEngine(
  settings: EngineSettings,
  options: VideosOptions,
  { log, hasPublicUrl }: EngineKindDeps,
  limits: Partial<UpstreamLimits> = {},
): Engine {
  const { apiKey, dialect } = options;
  const baseUrl = options.baseUrl.replace(/\/+$/, '').replace(/\/v1$/, '');
  const upstream = createUpstream({
    baseUrl,
    headers: () => (apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
    secrets: apiKey === undefined ? [] : [apiKey],
    limits,
  });
  const noteStrange = createNoteStrange({
    engine: settings.id,
    log,
    isKnown: isKnownWord,
    redact: (text) => upstream.redact(text),
  });

  return {
    ...settings,
    supports: (wish) => supportOf(wish, options, hasPublicUrl),
    start: (request, _key, signal) => startVideo(upstream, options, request, signal),
    async status(operation, signal) {
      const known = readOperation(operation);
      const reply = await upstream.call({ method: 'GET', path: pathOf(known) }, signal);
      if (isForgotten(reply)) return forgotten(reply, options);
      const video = reply.status === 200 ? readVideo(reply.json) : undefined;
      if (!video) throw new Error(`the server did not say how the work stands: ${reply.note}`);
      noteStrange(video.status);
      return statusOf(video, known, { baseUrl, upstream });
    },
    ...(dialectOf(dialect).deleteStops
      ? {
          cancel: (operation: Operation, signal: AbortSignal) => cancel(upstream, operation, signal),
        }
      : {}),
    fetch: ({ url }, toPath, signal) => upstream.fetchFile(url, toPath, signal),
    check: (signal) => checkServer(upstream, options, signal),
    close: () => upstream.close(),
  };
}

function pathOf({ id }: VideosOperation): string {
  return `/v1/videos/${encodeURIComponent(id)}`;
}

/** The server's own answer, not that of a proxy before it, whose pages are no JSON. */
function isForgotten({ status, json }: UpstreamReply): boolean {
  return status === 404 && json !== undefined;
}

/** Works live in the memory of SGLang and vLLM-Omni: one that is not there any more went with the process that had it. */
function forgotten(reply: UpstreamReply, options: VideosOptions): EngineStatus | { readonly state: 'lost' } {
  if (restartsLost(options)) return { state: 'lost' };
  if (!dialectOf(options.dialect).forgetsAtRestart)
    throw new Error(`the server does not know the work: ${reply.note}`);
  return {
    state: 'failed',
    reason: 'TASK_FAILED',
    trouble: 'result_lost',
    detail: FAILURES.TASK_FAILED.sentence,
    note: `the server does not know the work any more: ${reply.note}`.slice(0, 500),
  };
}

interface StatusDeps {
  readonly baseUrl: string;
  readonly upstream: Upstream;
}

function statusOf(video: Video, known: VideosOperation, deps: StatusDeps): EngineStatus {
  if (video.status === 'failed') return { state: 'failed', ...failureOf(video, deps.upstream) };
  if (video.status !== 'completed') return { state: 'pending', progress: video.progress ?? 0 };
  return {
    state: 'succeeded',
    outputs: [outputOf(known, deps.baseUrl)],
    report: reportOf(video, known.asked),
  };
}

function outputOf(known: VideosOperation, baseUrl: string): RemoteOutput {
  const { keepSeconds } = known;
  return {
    kind: 'remote_video',
    url: `${baseUrl}${pathOf(known)}/content`,
    via: 'engine',
    ...(keepSeconds === null ? {} : { keepSeconds }),
  };
}

/** Stops the work and forgets it. One that is not there was stopped before, or its server was. */
async function cancel(upstream: Upstream, operation: Operation, signal: AbortSignal): Promise<void> {
  const reply = await upstream.call({ method: 'DELETE', path: pathOf(readOperation(operation)) }, signal);
  const isDone = (reply.status >= 200 && reply.status < 300) || isForgotten(reply);
  if (!isDone) throw new Error(`the server did not stop the work: ${reply.note}`);
}

async function checkServer(
  upstream: Upstream,
  { dialect }: VideosOptions,
  signal: AbortSignal,
): Promise<string | null> {
  const { checkPath, name } = dialectOf(dialect);
  try {
    const reply = await upstream.call({ method: 'GET', path: checkPath }, signal);
    if (reply.status === 200 && reply.json !== undefined) return null;
    return reply.status === 401 || reply.status === 403
      ? `The server does not take the key: ${reply.note}`
      : `What answers at its address is not ${name}: ${reply.note}`;
  } catch (error) {
    return `The server cannot be reached: ${upstream.redact(whyOf(error))}`;
  }
}
