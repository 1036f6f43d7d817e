import type { JobEnd } from './job-loop.ts';

/** Back to the queue, for whoever comes after so long. */
export function giveBack(afterSeconds: number): JobEnd {
  return { kind: 'give_back', afterSeconds };
}
