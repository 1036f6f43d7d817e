/**
 * Kling on Replicate behind the port. Replicate takes no key of ours: a start whose reply was lost is never made again, and
 * only its webhook, which carries the prediction, can mend it. Results are open for an hour; the worker copies them at once.
 */
import { z } from 'zod';
import type { Engine, EngineStatus, Operation } from '../engine.ts';
import type { EngineKindDeps, EngineSettings } from '../engine-kind.ts';
import { createUpstream, type Upstream, type UpstreamLimits, whyOf } from '../http.ts';
import { readMessage } from './callback.ts';
import { isGenuine } from '../standard-webhooks.ts';
import { listPriceOf } from './list-prices.ts';
import type { ReplicateOptions } from './options.ts';
import { isKnownWord, readPrediction, statusOf } from './prediction.ts';
import { startPrediction } from './start-prediction.ts';
import { supportOf } from './support.ts';
import { planOf } from './upstream-models.ts';
import { createNoteStrange } from '../strange-words.ts';

export function replicateEngine(
  settings: EngineSettings,
  options: ReplicateOptions,
  { log, hasPublicUrl }: EngineKindDeps,
  limits: Partial<UpstreamLimits> = {},
): Engine {
  const secrets = [options.webhookSecret ?? []].flat();
  const upstream = createUpstream({
    baseUrl: options.baseUrl,
    headers: () => ({ authorization: `Bearer ${options.apiToken}` }),
    secrets: [options.apiToken, ...secrets],
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
    start: (request, _key, signal) => startPrediction(upstream, options, request, signal),
    async status(operation, signal): Promise<EngineStatus> {
      const reply = await upstream.call({ method: 'GET', path: pathOf(operation) }, signal);
      const prediction = reply.status === 200 ? readPrediction(reply.json) : undefined;
      if (!prediction) throw new Error(`Replicate did not tell of the work: ${reply.note}`);
      noteStrange(prediction.status);
      return statusOf(prediction, upstream);
    },
    cancel: (operation, signal) => cancel(upstream, operation, signal),
    fetch: ({ url }, toPath, signal) => upstream.fetchFile(url, toPath, signal),
    async readCallback(headers, rawBody, now) {
      if (secrets.length > 0 && !isGenuine(headers, rawBody, secrets, now)) return null;
      return readMessage(rawBody);
    },
    listPrice(wish) {
      const plan = planOf(wish.model, options.models);
      return plan === null ? null : listPriceOf(plan.id, wish);
    },
    check: (signal) => checkToken(upstream, signal),
    close: () => upstream.close(),
  };
}

function pathOf({ id }: Operation): string {
  if (typeof id !== 'string') throw new Error('this operation is not of this kind of engine');
  return `/predictions/${encodeURIComponent(id)}`;
}

/** 404, 409 and 422: it has ended, or is not there; as the status will tell. */
const CANCEL_STATUSES: ReadonlySet<number> = new Set([200, 201, 202, 404, 409, 422]);

async function cancel(upstream: Upstream, operation: Operation, signal: AbortSignal): Promise<void> {
  const call = { method: 'POST', path: `${pathOf(operation)}/cancel` } as const;
  const { status, note } = await upstream.call(call, signal);
  if (!CANCEL_STATUSES.has(status)) throw new Error(`Replicate did not take the cancel: ${note}`);
}

const Account = z.object({ username: z.string() });

async function checkToken(upstream: Upstream, signal: AbortSignal): Promise<string | null> {
  try {
    const reply = await upstream.call({ method: 'GET', path: '/account' }, signal);
    if (reply.status === 401 || reply.status === 403)
      return `Replicate does not take the token: ${reply.note}`;
    return reply.status === 200 && Account.safeParse(reply.json).success
      ? null
      : `What answers at its address is not Replicate’s API: ${reply.note}`;
  } catch (error) {
    return `Replicate cannot be reached: ${upstream.redact(whyOf(error))}`;
  }
}
