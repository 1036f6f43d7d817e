/** What fal says of a work. A failed one is COMPLETED as well: only its result tells. */
import { z } from 'zod';
import type { EngineStatus } from '../engine.ts';
import type { UpstreamReply } from '../http.ts';
import { failureOf, readError, type FalError } from './error-types.ts';
import type { FalOperation } from './operation.ts';

export type Step = 'pending' | 'ended';

/** fal tells no percentage. */
const WORDS = {
  IN_QUEUE: { step: 'pending', progress: 0 },
  IN_PROGRESS: { step: 'pending', progress: 50 },
  COMPLETED: { step: 'ended', progress: 100 },
} as const satisfies Record<string, { step: Step; progress: number }>;
const UNKNOWN_WORD = { step: 'pending', progress: 0 } as const;

export interface Progress {
  readonly step: Step;
  readonly progress: number;
  /** The word when nobody documented it; null for the known ones. */
  readonly strangeWord: string | null;
  /** Newer answers carry the error already here. */
  readonly error: FalError | null;
}

const StatusBody = z.object({
  status: z.string(),
  error: z.json().optional(),
  error_type: z.string().nullish().catch(undefined),
});

/** Null when it does not say how the work stands. */
export function readProgress({ status, json }: UpstreamReply): Progress | null {
  const { data } = StatusBody.safeParse(json);
  if (!data || (status !== 200 && status !== 202)) return null;
  const isKnown = isKnownWord(data.status);
  const word = isKnownWord(data.status) ? WORDS[data.status] : UNKNOWN_WORD;
  const { error = null, error_type: type } = data;
  const hasError = error !== null && error !== false && error !== '';
  return {
    ...word,
    strangeWord: isKnown ? null : data.status,
    error: hasError ? readStatusError(error, type ?? undefined) : null,
  };
}

function readStatusError(error: z.infer<ReturnType<typeof z.json>>, type: string | undefined): FalError {
  const detail = typeof error === 'string' || Array.isArray(error) ? error : JSON.stringify(error);
  const read = readError({ detail, ...(type === undefined ? {} : { error_type: type }) });
  return read ?? { meaning: null, isVerdict: true, text: JSON.stringify(error) };
}

function isKnownWord(word: string): word is keyof typeof WORDS {
  return Object.hasOwn(WORDS, word);
}

/**
 * What the result is answered with while the work goes on. A model may answer 400 for itself and fal has no code for this, so
 * nothing but the text tells them apart.
 */
const STILL_PENDING = { status: 400, detail: 'Request is still in progress' } as const;
const Detail = z.object({ detail: z.string() });

/** About the asking, and so not about the work. */
const ABOUT_ASKING: ReadonlySet<number> = new Set([401, 403, 404, 408, 425, 429]);

const Result = z.object({
  video: z.object({
    url: z.url({ protocol: /^https?$/ }),
    file_size: z.number().nullish().catch(null),
  }),
});

/** Null when it proves nothing yet: ask again. */
export function readResult(
  reply: UpstreamReply,
  { requestId, endpoint, asked }: FalOperation,
  told: FalError | null,
  redact: (text: string) => string,
): EngineStatus | null {
  if (reply.status >= 200 && reply.status < 300) return readSuccess(reply, { requestId, endpoint, asked });
  if (isStillPending(reply)) return { state: 'pending', progress: WORDS.IN_PROGRESS.progress };
  const error = readError(reply.json);
  if (!isVerdict(reply, error, requestId) && told === null) return null;
  const deciding = error?.meaning ? error : (told ?? error);
  const text = deciding?.text ?? '';
  return {
    state: 'failed',
    ...failureOf(
      deciding,
      'failed',
      redact(`fal request ${requestId} ended with HTTP ${reply.status}: ${text}`),
    ),
  };
}

function readSuccess(
  { json, headers }: UpstreamReply,
  { requestId, endpoint, asked }: FalOperation,
): EngineStatus | null {
  if (json === undefined) return null;
  const { data } = Result.safeParse(json);
  if (!data)
    return {
      state: 'failed',
      ...failureOf(null, 'result_lost', `fal request ${requestId} is complete and has no video`),
    };
  return {
    state: 'succeeded',
    outputs: [{ kind: 'remote_video', url: data.video.url, via: 'internet' }],
    report: {
      upstream: 'fal',
      requestId,
      endpoint,
      settings: asked,
      fileBytes: data.video.file_size ?? null,
      billableUnits: headers['x-fal-billable-units'] ?? null,
    },
  };
}

function isStillPending({ status, json }: UpstreamReply): boolean {
  return status === STILL_PENDING.status && Detail.safeParse(json).data?.detail === STILL_PENDING.detail;
}

/** A 5xx is the work's own end only when it says so: a hiccup on the way would else be taken for a failure. */
function isVerdict({ status, headers }: UpstreamReply, error: FalError | null, requestId: string): boolean {
  if (error === null) return false;
  if (error.isVerdict) return true;
  if (ABOUT_ASKING.has(status)) return false;
  return status < 500 || headers['x-fal-request-id'] === requestId;
}
