/**
 * ComfyUI behind the port: graphs of nodes on the operator's own GPUs. It takes the same work twice, and yet none is made
 * twice: every work carries our key, and can be looked up by it in the queue and in the history. Both live in its memory, so
 * what is in neither is lost with its process, and may be started again.
 */
import { z } from 'zod';
import type { Engine, EngineStatus, Operation } from '../engine.ts';
import type { EngineKindDeps, EngineSettings } from '../engine-kind.ts';
import { createUpstream, type Upstream, type UpstreamLimits, whyOf } from '../http.ts';
import { endOf, isKnownWord, wordOf } from './ended-prompt.ts';
import { operationOf, readOperation, type ComfyuiOperation } from './operation.ts';
import type { ComfyuiOptions } from './options.ts';
import { createProgressFeed, type ProgressFeed } from './progress-feed.ts';
import { askHistory, askQueue, findPrompt } from './questions.ts';
import { startPrompt, type StartDeps } from './start-prompt.ts';
import { supportOf } from './support.ts';
import { loadWorkflows, type Workflows } from './workflows.ts';
import { createNoteStrange } from '../strange-words.ts';

/** Shown while nothing was heard of a work that runs. */
const BEGUN_PROGRESS = 5;

export function comfyuiEngine(
  settings: EngineSettings,
  options: ComfyuiOptions,
  { log, clock, newId }: EngineKindDeps,
  limits: Partial<UpstreamLimits> = {},
): Engine {
  const workflows = loadWorkflows(options);
  const { baseUrl } = options;
  const headers = (): Readonly<Record<string, string>> => keyHeader(options);
  const upstream = createUpstream({ baseUrl, headers, secrets: [options.apiKey ?? []].flat(), limits });
  const clientId = newId();
  const feed = createProgressFeed({ baseUrl, clientId, headers, clock });
  const reading = { baseUrl, redact: (text: string) => upstream.redact(text) };
  const noteStrange = createNoteStrange({
    engine: settings.id,
    log,
    isKnown: isKnownWord,
    redact: (text) => upstream.redact(text),
  });

  async function endIn(known: ComfyuiOperation, signal: AbortSignal): Promise<EngineStatus | null> {
    const entry = await askHistory(upstream, known.promptId, signal);
    if (!entry) return null;
    noteStrange(wordOf(entry));
    const end = endOf(known, entry, reading);
    if (end.state !== 'pending') feed.forget(known.promptId);
    return end;
  }

  return {
    ...settings,
    supports: (wish) => supportOf(wish, workflows, options),
    ...startsOf({ upstream, options, workflows, clientId }, feed, (why) =>
      log.warn({ engine: settings.id, why }, 'a lost start was not looked up'),
    ),
    async status(operation, signal) {
      const known = readOperation(operation);
      // Between two questions it may move on: from the queue into the history, which is asked once more.
      return (
        (await endIn(known, signal)) ??
        (await progressIn(upstream, feed, known.promptId, signal)) ??
        (await endIn(known, signal)) ?? { state: 'lost' }
      );
    },
    cancel: (operation, signal) => cancel(upstream, operation, signal),
    fetch: ({ url }, toPath, signal) => upstream.fetchFile(url, toPath, signal),
    check: (signal) => checkNodes(upstream, workflows, signal),
    async close() {
      feed.close();
      await upstream.close();
    },
  };
}

function startsOf(
  deps: StartDeps,
  feed: ProgressFeed,
  warn: (why: string) => void,
): Required<Pick<Engine, 'start' | 'find'>> {
  return {
    start(request, key, signal) {
      feed.listen();
      return startPrompt(deps, request, key, signal);
    },
    async find(key, signal) {
      try {
        const promptId = await findPrompt(deps.upstream, key, signal);
        return promptId === null ? 'absent' : operationOf(promptId);
      } catch (error) {
        warn(deps.upstream.redact(String(error)));
        return 'unknown';
      }
    },
  };
}

function keyHeader({ apiKey, apiKeyHeader }: ComfyuiOptions): Readonly<Record<string, string>> {
  if (apiKey === undefined) return {};
  const name = apiKeyHeader.toLowerCase();
  return { [name]: name === 'authorization' ? `Bearer ${apiKey}` : apiKey };
}

/** Null when it is not in the queue. */
async function progressIn(
  upstream: Upstream,
  feed: ProgressFeed,
  promptId: string,
  signal: AbortSignal,
): Promise<EngineStatus | null> {
  const { running, pending } = await askQueue(upstream, signal);
  const item = running.find((one) => one.promptId === promptId);
  if (!item)
    return pending.some((one) => one.promptId === promptId) ? { state: 'pending', progress: 0 } : null;
  feed.listen();
  const percent = feed.percentOf(promptId, item.graph) ?? 0;
  return { state: 'pending', progress: Math.max(BEGUN_PROGRESS, percent) };
}

/** Out of the queue if it waits; interrupted if it runs, and only then: older versions interrupt whatever runs. */
async function cancel(upstream: Upstream, operation: Operation, signal: AbortSignal): Promise<void> {
  const { promptId } = readOperation(operation);
  await tell(upstream, '/queue', { delete: [promptId] }, signal);
  const { running } = await askQueue(upstream, signal);
  if (running.some((one) => one.promptId === promptId))
    await tell(upstream, '/interrupt', { prompt_id: promptId }, signal);
}

async function tell(
  upstream: Upstream,
  path: string,
  json: { readonly delete: readonly string[] } | { readonly prompt_id: string },
  signal: AbortSignal,
): Promise<void> {
  const { status, note } = await upstream.call({ method: 'POST', path, json }, signal);
  if (status !== 200) throw new Error(`ComfyUI did not take the cancel: ${note}`);
}

const SystemStats = z.object({ system: z.looseObject({}) });
const NodeInfo = z.record(z.string(), z.json());

async function checkNodes(
  upstream: Upstream,
  workflows: Workflows,
  signal: AbortSignal,
): Promise<string | null> {
  try {
    const reply = await upstream.call({ method: 'GET', path: '/system_stats' }, signal);
    if (reply.status !== 200 || !SystemStats.safeParse(reply.json).success)
      return `What answers at its address is not ComfyUI, or does not take the key: ${reply.note}`;
    const missing = await missingNodes(upstream, workflows, signal);
    return missing.length === 0
      ? null
      : `ComfyUI has no node ${missing.join(', ')}: install the node packs that the workflows need, or set a mode to null.`;
  } catch (error) {
    return `ComfyUI cannot be reached: ${upstream.redact(whyOf(error))}`;
  }
}

async function missingNodes(
  upstream: Upstream,
  workflows: Workflows,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const wanted = new Set([...workflows.values()].flatMap((workflow) => workflow?.classes ?? []));
  const missing: string[] = [];
  for (const name of wanted) {
    const path = `/object_info/${encodeURIComponent(name)}`;
    const { json, status } = await upstream.call({ method: 'GET', path }, signal);
    const { data } = NodeInfo.safeParse(json);
    if (status === 200 && data && !Object.hasOwn(data, name)) missing.push(name);
  }
  return missing;
}
