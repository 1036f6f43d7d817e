import type { Generation } from '@reelay/client';
import type { ProgressRow } from './terminal/progress-board.ts';
import { showSeconds } from './terminal/show.ts';

/** How far a generation is, in words of people. */
export function progressOf(generation: Generation): ProgressRow {
  return { phase: phaseOf(generation), percent: generation.progress, rest: restOf(generation) };
}

export function phaseOf({ status, price, progress, cancel_requested }: Generation): string {
  if (cancel_requested) return 'cancelling';
  switch (status) {
    case 'pending':
      return price === 'calculating' ? 'measuring' : 'queued';
    case 'processing':
      if (progress === 0) return 'preparing';
      return progress >= 99 ? 'storing' : 'rendering';
    case 'completed':
    case 'failed':
      return status;
    default:
      return status satisfies never;
  }
}

function restOf({ status, queue_position, eta_seconds }: Generation): string {
  if (status === 'pending' && queue_position !== null) return `place ${queue_position} in the queue`;
  return status === 'processing' && eta_seconds !== null ? `about ${showSeconds(eta_seconds)} left` : '';
}
