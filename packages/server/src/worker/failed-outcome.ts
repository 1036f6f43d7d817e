import type { Outcome } from '../commands/record-outcome.ts';
import type { EngineFailure } from '../engines/engine.ts';

/** What an engine says of a failure, as the end of the generation if nobody else makes it. */
export function failedOutcome({ reason, detail, trouble, note }: EngineFailure): Outcome {
  return {
    state: 'failed',
    reason,
    detail,
    ...(trouble === undefined ? {} : { trouble }),
    ...(note === undefined ? {} : { upstreamNote: note }),
  };
}
