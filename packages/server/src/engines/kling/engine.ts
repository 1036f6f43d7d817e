/**
 * Kling's own API behind the port, on both of its standards. Our key goes along as `external_task_id`: Kling refuses it the
 * second time and can be asked by it, so a lost reply is never paid twice. It has no cancel.
 */
import type { Engine, EngineCallback, EngineStatus, Operation } from '../engine.ts';
import type { EngineKindDeps, EngineSettings } from '../engine-kind.ts';
import { createUpstream, type Upstream, type UpstreamLimits, whyOf } from '../http.ts';
import { createBearer } from './bearer.ts';
import { readMessage } from './callback.ts';
import { isGenuine } from '../standard-webhooks.ts';
import { openEnvelope } from './envelope.ts';
import { listPriceOf } from './list-prices.ts';
import { operationAt, readOperation, type KlingOperation } from './operation.ts';
import type { KlingOptions } from './options.ts';
import { placesOf, planOf, type Place } from './plan.ts';
import { createQuestions, type Questions } from './questions.ts';
import { saysNoSuchWork } from './service-codes.ts';
import { startTask } from './start-task.ts';
import { supportOf } from './support.ts';
import { isKnownWord, statusOf, type Task } from './task.ts';
import { createNoteStrange } from '../strange-words.ts';

/** Accounts of these are kept in yuan; all others in dollars. */
const YUAN_HOSTS: ReadonlySet<string> = new Set(['api-beijing.klingai.com']);
/** No work has it: asking for it only shows that the key is taken. */
const NO_WORK = 'reelay-doctor';

export function klingEngine(
  settings: EngineSettings,
  options: KlingOptions,
  { log, clock, hasPublicUrl }: EngineKindDeps,
  limits: Partial<UpstreamLimits> = {},
): Engine {
  const callbackSecrets = [options.callbackSecret ?? []].flat();
  const upstream = createUpstreamOf(options, callbackSecrets, createBearer(options, clock), limits);
  const closing = new AbortController();
  const currency = YUAN_HOSTS.has(new URL(options.baseUrl).hostname) ? 'CNY' : 'USD';
  const questions = createQuestions(upstream, currency, closing.signal);
  const places = placesOf(options);
  const find = (key: string, signal: AbortSignal) => findByKey(questions, places, key, signal);
  const noteStrange = createNoteStrange({
    engine: settings.id,
    log,
    isKnown: isKnownWord,
    redact: (text) => upstream.redact(text),
  });

  return {
    ...settings,
    supports: (wish) => supportOf(wish, options, hasPublicUrl),
    start: (request, key, signal) => startTask({ upstream, options, find }, request, key, signal),
    async status(operation, signal): Promise<EngineStatus> {
      const known = readOperation(operation);
      const task = await askFor(questions, places, known, signal);
      if (!task) throw new Error(`Kling does not list the task ${known.id}`);
      noteStrange(task.word);
      const { unitPriceUsd } = options;
      return statusOf(task, { unitPriceUsd, asked: known.asked, redact: (text) => upstream.redact(text) });
    },
    find,
    async readCallback(headers, rawBody, now) {
      if (callbackSecrets.length > 0 && !isGenuine(headers, rawBody, callbackSecrets, now)) return null;
      return readCallbackOf(rawBody, places);
    },
    listPrice(wish) {
      const plan = planOf(wish.model, wish.mode, options);
      return typeof plan === 'string' ? null : listPriceOf(plan.upstreamModel, wish);
    },
    check: (signal) => checkKey(upstream, places, signal),
    async close() {
      closing.abort();
      await upstream.close();
    },
  };
}

function createUpstreamOf(
  { baseUrl, apiKey, accessKey, secretKey }: KlingOptions,
  callbackSecrets: readonly string[],
  bearer: () => string,
  limits: Partial<UpstreamLimits>,
): Upstream {
  const secrets = [apiKey, accessKey, secretKey, ...callbackSecrets].filter((one) => one !== undefined);
  return createUpstream({
    baseUrl,
    headers: () => ({ authorization: `Bearer ${bearer()}` }),
    secrets,
    limits,
  });
}

async function askFor(
  questions: Questions,
  places: readonly Place[],
  known: KlingOperation,
  signal: AbortSignal,
): Promise<Task | undefined> {
  if (known.standard === 'current') return questions.currentById(known.id, signal);
  if (known.product !== null) return questions.legacyBy(known.product, known.id, signal);
  for (const place of places) {
    const task = place.standard === 'legacy' && (await questions.legacyBy(place.product, known.id, signal));
    if (task) return task;
  }
  return undefined;
}

/** The key says nothing about the place: absent is only what all of them say. */
async function findByKey(
  questions: Questions,
  places: readonly Place[],
  key: string,
  signal: AbortSignal,
): Promise<Operation | 'absent' | 'unknown'> {
  let isSure = true;
  for (const place of places) {
    const found = await findAt(questions, place, key, signal);
    if (typeof found !== 'string') return found;
    if (found === 'unknown') isSure = false;
  }
  return isSure ? 'absent' : 'unknown';
}

async function findAt(
  questions: Questions,
  place: Place,
  key: string,
  signal: AbortSignal,
): Promise<Operation | 'absent' | 'unknown'> {
  try {
    const tasks =
      place.standard === 'current'
        ? await questions.currentByKey(key, signal)
        : [await questions.legacyBy(place.product, key, signal)].filter((task) => task !== undefined);
    // A legacy answer without an id of ours is to a question for exactly that one.
    const task = tasks.find((one) => one.key === key || (one.key === null && place.standard === 'legacy'));
    if (task) return operationAt(place, task.id);
    return tasks.length === 0 ? 'absent' : 'unknown';
  } catch {
    return 'unknown';
  }
}

/** The documentation leaves open in which form an engine of one standard is told: where we work decides, if it is one. */
function readCallbackOf(rawBody: Uint8Array, places: readonly Place[]): EngineCallback | null {
  const message = readMessage(rawBody);
  if (message === null) return null;
  const { id, form } = message;
  const standard = places.some((place) => place.standard === form) ? form : places[0]?.standard;
  return {
    operation:
      standard === 'legacy'
        ? { standard, id, product: null, asked: {} }
        : { standard: 'current', id, asked: {} },
  };
}

async function checkKey(
  upstream: Upstream,
  places: readonly Place[],
  signal: AbortSignal,
): Promise<string | null> {
  const isCurrent = places.some(({ standard }) => standard === 'current');
  try {
    const reply = await upstream.call(
      isCurrent
        ? { method: 'GET', path: '/tasks', query: { external_task_ids: NO_WORK } }
        : { method: 'GET', path: '/v1/videos/text2video', query: { pageNum: '1', pageSize: '1' } },
      signal,
    );
    const { code } = openEnvelope(reply);
    if (code === 0 || saysNoSuchWork(reply.status, code)) return null;
    return code === null
      ? `What answers at its address is not Kling’s API: ${reply.note}`
      : `Kling does not take the key: ${reply.note}`;
  } catch (error) {
    return `Kling cannot be reached: ${upstream.redact(whyOf(error))}`;
  }
}
