/**
 * The native API behind the port: another Reelay, or the vendor whose API it is.
 *
 * It cannot be asked by our key. Where it deduplicates by `Idempotency-Key`, asking once more is the look-up: a start with
 * the same key is the same work. Where it does not, a start whose reply was lost is never made again.
 */
import { z } from 'zod';
import { toMicros, times } from '../../kernel/money.ts';
import type { Engine, EngineStatus, ListPriceWish, Operation } from '../engine.ts';
import type { EngineKindDeps, EngineSettings } from '../engine-kind.ts';
import { createUpstream, type Upstream, type UpstreamLimits, whyOf } from '../http.ts';
import { readMessage } from './callback.ts';
import { isGenuine } from '../standard-webhooks.ts';
import { isKnownWord, readGeneration, statusOf } from './generation.ts';
import { upstreamModelOf, type ReelayOptions } from './options.ts';
import { startGeneration } from './start-generation.ts';
import { supportOf } from './support.ts';
import type { UpstreamModelId } from './upstream-models.ts';
import { createNoteStrange } from '../strange-words.ts';

export function reelayEngine(
  settings: EngineSettings,
  options: ReelayOptions,
  { log }: EngineKindDeps,
  limits: Partial<UpstreamLimits> = {},
): Engine {
  const secrets = [options.webhookSecret ?? []].flat();
  const upstream = createUpstream({
    baseUrl: options.baseUrl,
    headers: () => ({ authorization: `Bearer ${options.apiKey}` }),
    secrets: [options.apiKey, ...secrets],
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
    supports: (wish) => supportOf(wish, options),
    ...startsOf(upstream, options),
    async status(operation, signal): Promise<EngineStatus> {
      const reply = await upstream.call({ method: 'GET', path: pathOf(operation) }, signal);
      const generation = reply.status === 200 ? readGeneration(reply.json) : undefined;
      if (!generation) throw new Error(`the upstream did not say how it stands: ${reply.note}`);
      noteStrange(generation.status);
      return statusOf(generation, upstream);
    },
    // The vendor documents no cancel.
    ...(options.dedupes
      ? {
          cancel: (operation: Operation, signal: AbortSignal) => cancel(upstream, operation, signal),
        }
      : {}),
    fetch: ({ url }, toPath, signal) => upstream.fetchFile(url, toPath, signal),
    async readCallback(headers, rawBody, now) {
      if (secrets.length > 0 && !isGenuine(headers, rawBody, secrets, now)) return null;
      return readMessage(rawBody);
    },
    listPrice: (wish) => listPriceOf(wish, options),
    check: (signal) => checkKey(upstream, signal),
    close: () => upstream.close(),
  };
}

function startsOf(upstream: Upstream, options: ReelayOptions): Pick<Engine, 'start' | 'find'> {
  if (!options.dedupes)
    return {
      start: (request, key, signal) =>
        startGeneration({ upstream, options, isRepeat: false }, request, key, signal),
    };
  /** Keys of starts that may have arrived. Whoever starts again has asked `find` of this very process before. */
  const inDoubt = new Set<string>();
  return {
    async start(request, key, signal) {
      const isRepeat = inDoubt.has(key);
      inDoubt.add(key);
      const answer = await startGeneration({ upstream, options, isRepeat }, request, key, signal);
      inDoubt.delete(key);
      return answer;
    },
    /** Never wrong to say: a start with the same key is the same work, and so may be made again. */
    async find(key) {
      inDoubt.add(key);
      return 'absent';
    },
  };
}

function pathOf({ id }: Operation): string {
  if (typeof id !== 'string') throw new Error('this operation is not of this kind of engine');
  return `/v1/kling/generations/${encodeURIComponent(id)}`;
}

/** 409: it has ended already, as the status will tell. 404: so it will. */
const CANCEL_STATUSES: ReadonlySet<number> = new Set([200, 202, 404, 409]);

async function cancel(upstream: Upstream, operation: Operation, signal: AbortSignal): Promise<void> {
  const call = { method: 'POST', path: `${pathOf(operation)}/cancel` } as const;
  const { status, note } = await upstream.call(call, signal);
  if (!CANCEL_STATUSES.has(status)) throw new Error(`the upstream did not take the cancel: ${note}`);
}

/** USD per second, in millionths: the only prices that the vendor publishes (native API, section 4). */
const MOTION_MICROS_PER_SECOND: Partial<Record<UpstreamModelId, bigint>> = {
  kling_3_motion: 41_000n,
  kling_3_motion_pro: 82_000n,
  'kling_2.6_motion': 41_000n,
  'kling_2.6_motion_pro': 82_000n,
};

/** Another Reelay has a price book of its own, which is nobody's list. */
function listPriceOf(
  { model, durationSeconds }: ListPriceWish,
  options: ReelayOptions,
): ReturnType<typeof toMicros> | null {
  const id = upstreamModelOf(model, options);
  const perSecond = id === null || options.dedupes ? undefined : MOTION_MICROS_PER_SECOND[id];
  return perSecond === undefined ? null : times(toMicros(perSecond), durationSeconds);
}

const Balance = z.object({ balance: z.union([z.string(), z.number()]) });

async function checkKey(upstream: Upstream, signal: AbortSignal): Promise<string | null> {
  try {
    const reply = await upstream.call({ method: 'GET', path: '/v1/data/balance' }, signal);
    const { data } = Balance.safeParse(reply.json);
    if (reply.status === 401 || reply.status === 403)
      return `The upstream does not take the key: ${reply.note}`;
    if (reply.status !== 200 || !data)
      return `What answers at its address is not the native API: ${reply.note}`;
    return Number(data.balance) > 0
      ? null
      : `The account there has a balance of ${data.balance}: add credits.`;
  } catch (error) {
    return `The upstream cannot be reached: ${upstream.redact(whyOf(error))}`;
  }
}
