/** What Replicate says of a prediction, and what that means here. */
import { z } from 'zod';
import type { EngineTrouble } from '../../kernel/engine-troubles.ts';
import { FAILURES, type FailureReason } from '../../kernel/failures.ts';
import type { JsonObject, JsonValue } from '../../kernel/json.ts';
import type { EngineStatus } from '../engine.ts';
import type { Upstream } from '../http.ts';

const Prediction = z.object({
  id: z.string().min(1),
  status: z.string().min(1),
  model: z.string().nullish().catch(null),
  /** `hidden` for Replicate's official models. */
  version: z.string().nullish().catch(null),
  /** An address, or a list of one. */
  output: z.json().nullish(),
  error: z.json().nullish(),
  metrics: z.record(z.string(), z.json()).nullish().catch(null),
  data_removed: z.boolean().nullish().catch(null),
});
export type Prediction = z.infer<typeof Prediction>;

/** Undefined when it is none. */
export function readPrediction(json: JsonValue | undefined): Prediction | undefined {
  return Prediction.safeParse(json).data;
}

type Step =
  | { readonly state: 'pending'; readonly progress: number }
  | { readonly state: 'succeeded' }
  | { readonly state: 'failed'; readonly reason: FailureReason; readonly trouble?: EngineTrouble };

/** Replicate tells no percentage. `aborted` is a cancel of Replicate's own, before it ran. */
const STEPS: ReadonlyMap<string, Step> = new Map<string, Step>([
  ['starting', { state: 'pending', progress: 0 }],
  ['processing', { state: 'pending', progress: 50 }],
  ['succeeded', { state: 'succeeded' }],
  ['failed', { state: 'failed', reason: 'TASK_FAILED', trouble: 'failed' }],
  ['canceled', { state: 'failed', reason: 'CANCELLED' }],
  ['aborted', { state: 'failed', reason: 'TASK_FAILED', trouble: 'failed' }],
]);

export function isKnownWord(word: string): boolean {
  return STEPS.has(word);
}

interface Cause {
  readonly pattern: RegExp;
  readonly reason: FailureReason;
  readonly trouble: EngineTrouble;
}

/**
 * A failed prediction has nothing but text, in which Replicate and some models put a code in brackets: E005 is theirs for
 * flagged content. The other words are those of Kling itself, which reach us unchanged.
 */
const CAUSES: readonly Cause[] = [
  { pattern: /\(E005\)/, reason: 'CONTENT_POLICY_VIOLATION', trouble: 'content' },
  {
    pattern: /flagged as sensitive|risk control|platform policy|content security/i,
    reason: 'CONTENT_POLICY_VIOLATION',
    trouble: 'content',
  },
];

export function statusOf(prediction: Prediction, upstream: Pick<Upstream, 'isOwn' | 'redact'>): EngineStatus {
  const step = STEPS.get(prediction.status) ?? { state: 'pending', progress: 0 };
  if (step.state === 'pending') return step;
  if (step.state === 'succeeded') return succeededOf(prediction, upstream);
  const text = textOf(prediction.error);
  const { reason, trouble } = CAUSES.find(({ pattern }) => pattern.test(text)) ?? step;
  return {
    state: 'failed',
    reason,
    ...(trouble === undefined ? {} : { trouble }),
    detail: FAILURES[reason].sentence,
    note: upstream.redact(`Replicate prediction ${prediction.id} ${prediction.status}: ${text}`),
  };
}

function succeededOf(prediction: Prediction, { isOwn }: Pick<Upstream, 'isOwn' | 'redact'>): EngineStatus {
  const url = addressOf(prediction.output);
  if (url === null)
    return {
      state: 'failed',
      reason: 'TASK_FAILED',
      trouble: 'result_lost',
      detail: FAILURES.TASK_FAILED.sentence,
      note: `Replicate prediction ${prediction.id} succeeded and has no file${prediction.data_removed ? ' any more' : ''}.`,
    };
  return {
    state: 'succeeded',
    // Files of the API itself want the token; those of the delivery network are open for an hour.
    outputs: [{ kind: 'remote_video', url, via: isOwn(url) ? 'engine' : 'internet' }],
    report: reportOf(prediction),
  };
}

function addressOf(output: JsonValue | undefined): string | null {
  const one = Array.isArray(output) ? output[0] : output;
  return typeof one === 'string' && URL.canParse(one) ? one : null;
}

function reportOf({ id, model, version, metrics }: Prediction): JsonObject {
  return {
    upstream: 'replicate',
    predictionId: id,
    ...(model ? { model } : {}),
    ...(version ? { version } : {}),
    ...(metrics ? { metrics } : {}),
  };
}

function textOf(error: JsonValue | undefined): string {
  if (error === undefined || error === null) return 'no reason given';
  return typeof error === 'string' ? error : JSON.stringify(error);
}
