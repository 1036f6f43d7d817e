/** What the upstream does with a piece of work: known from the seed alone, so that a run can be played again. */
import type { FailureReason } from '../src/kernel/failures.ts';
import { randomOf } from './random.ts';

/** What happens to one call that wants work started. Only `taken` ones are charged for. */
export const START_FAULTS = {
  none: { taken: true, weight: 78 },
  /** Thinks for a while first. */
  slow: { taken: true, weight: 6 },
  /** Thinks for longer than a dead worker's lease lasts, and takes the work whether or not the caller is still there. */
  late: { taken: true, weight: 5 },
  reset_after: { taken: true, weight: 3 },
  half_reply: { taken: true, weight: 2 },
  error_after: { taken: true, weight: 1 },
  hang_after: { taken: true, weight: 0.5 },
  reset_before: { taken: false, weight: 3 },
  error_500: { taken: false, weight: 1.5 },
  error_502: { taken: false, weight: 1.5 },
  error_429: { taken: false, weight: 1 },
  hang_before: { taken: false, weight: 0.5 },
} as const satisfies Record<string, { taken: boolean; weight: number }>;

export type StartFault = keyof typeof START_FAULTS;

const START_WEIGHTS = weightsOf(START_FAULTS);

export interface StartFate {
  readonly fault: StartFault;
  /** Before it takes the work, or refuses it. */
  readonly thinkMilliseconds: number;
}

/** `call`: how many calls for this request came before, whatever became of them. After a few it behaves. */
export function startFateOf(seed: number, request: number, call: number): StartFate {
  const random = randomOf(seed, 'start', request, call);
  const fault = call < MOST_FAULTY_STARTS ? random.weighted(START_WEIGHTS) : 'none';
  return { fault, thinkMilliseconds: thinkingTime(fault, random.float()) };
}

const MOST_FAULTY_STARTS = 4;

/** A heartbeat is given up after 10 s, a start after 30 s. */
function thinkingTime(fault: StartFault, at: number): number {
  if (fault === 'late') return 11_000 + 3_000 * at;
  if (fault === 'slow') return 500 + 4_500 * at;
  return 2 + 40 * at;
}

/** How work that was taken ends. `never` and `forgotten` are not charged for, and neither is `fail`. */
export interface WorkFate {
  readonly end: 'succeed' | 'fail' | 'never' | 'forgotten';
  readonly reason: FailureReason;
  /** From being taken to the end. */
  readonly workMilliseconds: number;
  /** For so long after it was taken nobody can be told by key whether it is there. */
  readonly hiddenMilliseconds: number;
}

const END_WEIGHTS = { succeed: 80, slow: 6, stuck_then_found: 2, fail: 9, never: 1.5, forgotten: 1.5 };
const REASONS = ['CONTENT_POLICY_VIOLATION', 'TASK_FAILED', 'NO_PERSON_FOUND', 'ENGINE_UNAVAILABLE'] as const;

/** `taking`: how often this request was taken before; work that was forgotten is not forgotten again. */
export function workFateOf(seed: number, request: number, taking: number): WorkFate {
  const random = randomOf(seed, 'work', request, taking);
  const name = random.weighted(taking === 0 ? END_WEIGHTS : { ...END_WEIGHTS, never: 0, forgotten: 0 });
  const reason = random.pick(REASONS);
  const hiddenMilliseconds = random.chance(0.15) ? random.between(1_000, 6_000) : 0;
  const at = random.float();
  const common = { reason, hiddenMilliseconds, workMilliseconds: 150 + 1_850 * at };
  if (name === 'slow') return { ...common, end: 'succeed', workMilliseconds: 3_000 + 6_000 * at };
  // Longer than a dead worker's lease lasts.
  if (name === 'stuck_then_found')
    return { ...common, end: 'succeed', workMilliseconds: 12_000 + 6_000 * at };
  return { ...common, end: name };
}

/** What becomes of one question: for the status, by key, or to cancel. */
export const ANSWER_WEIGHTS = {
  none: 90.5,
  error_500: 3,
  error_502: 1,
  error_429: 1,
  reset: 1.5,
  half_reply: 1,
  slow: 1.5,
  hang: 0.5,
} as const;

function weightsOf<Name extends string>(
  table: Readonly<Record<Name, { readonly weight: number }>>,
): Record<Name, number> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same keys, other values
  return Object.fromEntries(
    Object.entries<{ readonly weight: number }>(table).map(([name, { weight }]) => [name, weight]),
  ) as Record<Name, number>;
}
