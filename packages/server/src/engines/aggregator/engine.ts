/**
 * Upstreams of one pattern - submit a task, ask for it, fetch an address - each told by a JSON file. None of them can be
 * asked by our key: a start whose reply was lost is never made again.
 */
import type { JsonValue } from '../../kernel/json.ts';
import type { Engine, EngineCallback, EngineStatus, Operation } from '../engine.ts';
import type { EngineKindDeps, EngineSettings } from '../engine-kind.ts';
import { createUpstream, type Upstream, type UpstreamCall, type UpstreamLimits, whyOf } from '../http.ts';
import { textAt } from './at-path.ts';
import type { Description } from './description.ts';
import { meaningOfWord, statusOf } from './read-status.ts';
import { isWell, queryOf, startTask, troubleOf } from './start-task.ts';
import { supportOf } from './support.ts';
import { fill, fillPath } from './template.ts';
import { createNoteStrange } from '../strange-words.ts';

/** No task has it: asking for it only shows that the key is taken. */
const NO_TASK = 'reelay-doctor';

export interface AggregatorParts {
  readonly description: Description;
  readonly apiKey: string;
}

export function aggregatorEngine(
  settings: EngineSettings,
  { description, apiKey }: AggregatorParts,
  { log, hasPublicUrl }: EngineKindDeps,
  limits: Partial<UpstreamLimits> = {},
): Engine {
  const headers = headersOf(description, apiKey);
  const upstream = createUpstream({
    baseUrl: description.baseUrl,
    headers: () => headers,
    secrets: [apiKey],
    limits,
  });
  const noteStrange = createNoteStrange({
    engine: settings.id,
    log,
    isKnown: (word) => meaningOfWord(description, word) !== undefined,
    redact: (text) => upstream.redact(text),
  });

  return {
    ...settings,
    supports: (wish) => supportOf(wish, description, hasPublicUrl),
    start: (request, _key, signal) => startTask(upstream, description, request, signal),
    async status(operation, signal): Promise<EngineStatus> {
      const reply = await upstream.call(pollOf(description, operation), signal);
      const word = isWell(description, reply) ? textAt(reply.json, description.poll.status) : undefined;
      if (word === undefined) throw new Error(`the upstream did not say how it stands: ${reply.note}`);
      noteStrange(word);
      return statusOf(description, { json: reply.json, word, operation }, upstream);
    },
    ...cancelOf(upstream, description),
    fetch: ({ url }, toPath, signal) => upstream.fetchFile(url, toPath, signal),
    ...callbackOf(description),
    check: (signal) => checkKey(upstream, description, signal),
    close: () => upstream.close(),
  };
}

function headersOf(description: Description, apiKey: string): Readonly<Record<string, string>> {
  const entries = Object.entries(description.headers);
  return Object.fromEntries(
    entries.map(([name, value]) => [name.toLowerCase(), value.replaceAll('{apiKey}', () => apiKey)]),
  );
}

function pathOf(template: string, { id }: Operation): string {
  const path = typeof id === 'string' ? fillPath(template, { id }, () => false) : undefined;
  if (path === undefined) throw new Error('this operation is not of this kind of engine');
  return path;
}

function pollOf({ poll }: Description, operation: Operation): UpstreamCall {
  return {
    method: 'GET',
    path: pathOf(poll.path, operation),
    query: queryOf(poll.query, (one) => fill(one, operation, {})),
  };
}

function cancelOf(upstream: Upstream, { cancel }: Description): Pick<Engine, 'cancel'> {
  if (cancel === undefined) return {};
  return {
    async cancel(operation, signal) {
      const call = { method: cancel.method, path: pathOf(cancel.path, operation) } as const;
      const { status, note } = await upstream.call(call, signal);
      const isAnswer = (status >= 200 && status < 300) || cancel.httpStatuses.includes(status);
      if (!isAnswer) throw new Error(`the upstream did not take the cancel: ${note}`);
    },
  };
}

/** The unguessable address is the proof: how these upstreams sign, if they do, is not verified. */
function callbackOf({ callback }: Description): Pick<Engine, 'readCallback'> {
  if (callback === undefined) return {};
  return {
    async readCallback(_headers, rawBody): Promise<EngineCallback | null> {
      const id = textAt(parse(rawBody), callback.id);
      return { operation: id === undefined ? null : { id } };
    },
  };
}

function parse(rawBody: Uint8Array): JsonValue | undefined {
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what JSON.parse returns is JSON
    return JSON.parse(Buffer.from(rawBody).toString('utf8')) as JsonValue;
  } catch {
    return undefined;
  }
}

async function checkKey(
  upstream: Upstream,
  description: Description,
  signal: AbortSignal,
): Promise<string | null> {
  try {
    const reply = await upstream.call(pollOf(description, { id: NO_TASK }), signal);
    if (troubleOf(description, reply) === 'account')
      return `${description.name} does not take the key: ${reply.note}`;
    return reply.status >= 500 || reply.json === undefined
      ? `${description.name} does not answer as described: ${reply.note}`
      : null;
  } catch (error) {
    return `${description.name} cannot be reached: ${upstream.redact(whyOf(error))}`;
  }
}
