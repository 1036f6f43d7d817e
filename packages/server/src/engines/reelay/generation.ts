/** What the native API says of a generation (its sections 3 and 6), and what that means here. */
import { z } from 'zod';
import { FAILURES, type FailureReason } from '../../kernel/failures.ts';
import type { EngineTrouble } from '../../kernel/engine-troubles.ts';
import type { JsonObject, JsonValue } from '../../kernel/json.ts';
import { parseDollars, toMicros } from '../../kernel/money.ts';
import type { EngineBill, EngineStatus } from '../engine.ts';
import type { Upstream } from '../http.ts';

const Generation = z.object({
  generation_id: z.string().min(1),
  status: z.string(),
  video_url: z.string().nullish(),
  message: z.string().nullish(),
  error: z.object({ message: z.string() }).nullish().catch(null),
  price: z.string().nullish().catch(null),
  progress: z.number().min(0).max(100).nullish().catch(null),
  model: z.string().nullish().catch(null),
  version: z.string().nullish().catch(null),
  duration: z.string().nullish().catch(null),
  seed: z.number().nullish().catch(null),
  engine: z.string().nullish().catch(null),
  warnings: z.array(z.string()).nullish().catch(null),
});
export type Generation = z.infer<typeof Generation>;

/** Undefined when it is none. */
export function readGeneration(json: JsonValue | undefined): Generation | undefined {
  return Generation.safeParse(json).data;
}

/** No other word is documented; a new one means that it has not ended as far as we know. */
const WORDS: ReadonlySet<string> = new Set(['pending', 'processing', 'completed', 'failed']);

export function isKnownWord(word: string): boolean {
  return WORDS.has(word);
}

export function statusOf(generation: Generation, upstream: Pick<Upstream, 'isOwn' | 'redact'>): EngineStatus {
  const { status, progress } = generation;
  if (status === 'completed') return succeededOf(generation, upstream);
  if (status === 'failed') return failedOf(generation, upstream);
  return { state: 'pending', progress: progress ?? 0 };
}

function succeededOf(
  generation: Generation,
  { isOwn, redact }: Pick<Upstream, 'isOwn' | 'redact'>,
): EngineStatus {
  const url = generation.video_url ?? '';
  if (!URL.canParse(url))
    throw new Error(redact(`${generation.generation_id} is completed and has no video_url yet`));
  const costMicros = readPrice(generation.price);
  return {
    state: 'succeeded',
    // Its own address may be one of a private network, which a fetch like a stranger's URL would refuse.
    outputs: [{ kind: 'remote_video', url, via: isOwn(url) ? 'engine' : 'internet' }],
    report: reportOf(generation),
    ...(costMicros === null ? {} : { bill: { costMicros } }),
  };
}

/** "calculating" while a driver is measured, and whatever else is no amount. */
function readPrice(price: string | null | undefined): EngineBill['costMicros'] | null {
  return price !== null && price !== undefined && /^\d{1,9}(\.\d{1,6})?$/.test(price)
    ? parseDollars(price)
    : null;
}

function reportOf({
  generation_id,
  model,
  version,
  duration,
  price,
  seed,
  engine,
  warnings,
}: Generation): JsonObject {
  const said = { model, version, duration, price, seed, engine, warnings };
  const kept = Object.entries(said).filter(
    (entry): entry is [string, string | number | string[]] => entry[1] !== null && entry[1] !== undefined,
  );
  return { upstreamId: generation_id, ...Object.fromEntries(kept) };
}

interface Meaning {
  readonly reason: FailureReason;
  readonly trouble?: EngineTrouble;
  readonly detail?: string;
}

/**
 * Their words are ours. Two of them blame the caller for what is between us and the upstream: our balance there, and files
 * that it could not fetch, which came from this server and not from the caller's address.
 */
const MEANINGS = {
  INSUFFICIENT_CREDITS: { reason: 'ENGINE_UNAVAILABLE', trouble: 'account' },
  TIMEOUT: { reason: 'TIMEOUT' },
  CONTENT_POLICY_VIOLATION: { reason: 'CONTENT_POLICY_VIOLATION' },
  IMAGE_INACCESSIBLE: {
    reason: 'IMAGE_INACCESSIBLE',
    trouble: 'failed',
    detail:
      'The engine could not fetch the image from this server. Tell the operator to check REELAY_PUBLIC_URL.',
  },
  INVALID_IMAGE: { reason: 'INVALID_IMAGE' },
  VIDEO_INACCESSIBLE: {
    reason: 'VIDEO_INACCESSIBLE',
    trouble: 'failed',
    detail:
      'The engine could not fetch the reference video from this server. Tell the operator to check REELAY_PUBLIC_URL.',
  },
  INVALID_VIDEO: { reason: 'INVALID_VIDEO' },
  NO_PERSON_FOUND: { reason: 'NO_PERSON_FOUND' },
  ENGINE_UNAVAILABLE: { reason: 'ENGINE_UNAVAILABLE' },
  TASK_FAILED: { reason: 'TASK_FAILED' },
  CANCELLED: { reason: 'CANCELLED' },
} as const satisfies Record<FailureReason, Meaning>;

export function isFailureCode(code: string): code is FailureReason {
  return Object.hasOwn(MEANINGS, code);
}

export function meaningOfFailure(code: FailureReason): Meaning {
  return MEANINGS[code];
}

function failedOf({ message, error }: Generation, { redact }: Pick<Upstream, 'redact'>): EngineStatus {
  const code = message ?? '';
  const { reason, trouble, detail } = meaningOfFailure(isFailureCode(code) ? code : 'TASK_FAILED');
  return {
    state: 'failed',
    reason,
    detail: detail ?? FAILURES[reason].sentence,
    ...(trouble === undefined ? {} : { trouble }),
    note: redact(`${code === '' ? 'failed without a code' : code}: ${error?.message ?? ''}`),
    // Every failed generation is refunded in full (native API, section 1).
    bill: { costMicros: toMicros(0n) },
  };
}
