import type { AttemptState } from '../db/schema.ts';
import type { GenerationStatus } from '../kernel/environment.ts';

/** Where a generation may go from each status. The two ends lead nowhere. */
const TRANSITIONS = {
  pending: ['processing', 'failed'],
  processing: ['completed', 'failed'],
  completed: [],
  failed: [],
} as const satisfies Record<GenerationStatus, readonly GenerationStatus[]>;

export function canMove(from: GenerationStatus, to: GenerationStatus): boolean {
  const next: readonly GenerationStatus[] = TRANSITIONS[from];
  return next.includes(to);
}

/** True when nothing will change any more. */
export function isFinished(status: GenerationStatus): boolean {
  return TRANSITIONS[status].length === 0;
}

/** Whether an attempt was begun and has no end yet: only its engine can tell what becomes of it. */
export function isUnderWay(state: AttemptState): boolean {
  return state === 'intent' || state === 'started';
}
