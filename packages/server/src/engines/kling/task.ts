/** A task of Kling's, whichever standard told of it, and what it is to the worker. */
import type { EngineTrouble } from '../../kernel/engine-troubles.ts';
import { FAILURES, type FailureReason } from '../../kernel/failures.ts';
import type { JsonObject, JsonValue } from '../../kernel/json.ts';
import type { EngineStatus } from '../engine.ts';
import { billOf, type Charge } from './billing.ts';

export interface Task {
  readonly id: string;
  /** Our key as Kling has it; null when it does not say. */
  readonly key: string | null;
  /** Its status, in Kling's word. */
  readonly word: string;
  /** Why it failed. The message beside the code says SUCCEED also then. */
  readonly message: string;
  readonly video: { readonly url: string; readonly durationSeconds: string | null } | null;
  readonly charges: readonly Charge[];
  /** The same as Kling wrote it. */
  readonly billing: JsonValue;
}

type Step =
  | { readonly state: 'pending'; readonly progress: number }
  | { readonly state: 'succeeded' | 'failed' };

/** `succeed` is the legacy standard's word. Kling tells no percentage. */
const STEPS: ReadonlyMap<string, Step> = new Map<string, Step>([
  ['submitted', { state: 'pending', progress: 0 }],
  ['processing', { state: 'pending', progress: 50 }],
  ['succeeded', { state: 'succeeded' }],
  ['succeed', { state: 'succeeded' }],
  ['failed', { state: 'failed' }],
]);
const UNKNOWN_STEP: Step = { state: 'pending', progress: 0 };

export function isKnownWord(word: string): boolean {
  return STEPS.has(word);
}

interface Cause {
  readonly pattern: RegExp;
  readonly reason: FailureReason;
  readonly trouble: EngineTrouble;
}

/**
 * A failed task has no code, nothing but words: "such as triggering the content risk control of the platform", says the
 * documentation; the others are the words of codes 1300 and 1301. What is not recognised counts as a failure of the engine.
 */
const CAUSES: readonly Cause[] = [
  {
    pattern: /risk control|platform policy|content security/i,
    reason: 'CONTENT_POLICY_VIOLATION',
    trouble: 'content',
  },
];
const NO_CAUSE = { reason: 'TASK_FAILED', trouble: 'failed' } as const;

export interface TaskReading {
  readonly unitPriceUsd: number | undefined;
  /** What was asked for, kept with the work. */
  readonly asked: JsonObject;
  readonly redact: (text: string) => string;
}

export function statusOf(task: Task, { unitPriceUsd, asked, redact }: TaskReading): EngineStatus {
  const step = STEPS.get(task.word) ?? UNKNOWN_STEP;
  if (step.state === 'pending') return step;
  const costMicros = billOf(task.charges, unitPriceUsd);
  const bill = costMicros === null ? {} : { bill: { costMicros } };
  if (step.state === 'failed') {
    const { reason, trouble } = CAUSES.find(({ pattern }) => pattern.test(task.message)) ?? NO_CAUSE;
    return {
      ...bill,
      state: 'failed',
      reason,
      trouble,
      detail: FAILURES[reason].sentence,
      note: redact(`Kling task ${task.id} failed: ${task.message}`),
    };
  }
  if (task.video === null)
    return {
      ...bill,
      state: 'failed',
      reason: 'TASK_FAILED',
      trouble: 'result_lost',
      detail: FAILURES.TASK_FAILED.sentence,
      note: `Kling task ${task.id} succeeded and has no video`,
    };
  return {
    ...bill,
    state: 'succeeded',
    outputs: [{ kind: 'remote_video', url: task.video.url, via: 'internet' }],
    report: {
      upstream: 'kling',
      taskId: task.id,
      ...asked,
      videoSeconds: task.video.durationSeconds,
      billing: task.billing,
    },
  };
}
