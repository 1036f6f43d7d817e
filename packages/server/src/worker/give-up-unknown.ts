import { recordOutcome } from '../commands/record-outcome.ts';
import { FAILURES } from '../kernel/failures.ts';
import { StaleDriveError, type Drive } from './drive.ts';
import type { JobEnd } from './job-loop.ts';

/**
 * The rule for what nobody can ever tell: an engine without a look-up, whose reply was lost and which has sent no message. It is
 * never started again. Once its time has been up for as long as the operator's patience, the caller is refunded; what it may
 * have cost stays counted as the try's estimate. Null while there is patience left.
 */
export async function giveUpUnknown(drive: Drive, attemptId: string): Promise<JobEnd | null> {
  const { deps, generation, engine, fenced } = drive;
  const patience = deps.unknownPatienceMilliseconds ?? null;
  if (patience === null || engine.find) return null;
  if (deps.clock.now().getTime() < generation.deadlineAt.getTime() + patience) return null;
  const estimate = deps.routing?.costs(generation).estimate ?? null;
  const recorded = await recordOutcome(deps, {
    ...fenced,
    attemptId,
    outcome: {
      state: 'failed',
      reason: 'TIMEOUT',
      detail: FAILURES.TIMEOUT.sentence,
      note: 'the reply of the engine was lost, and nothing was heard of the work in time',
      upstreamNote: 'the reply to the start was lost, and nothing was heard of it since',
      ...(estimate === null ? {} : { cost: { micros: estimate, source: 'listed' } }),
    },
  });
  if (recorded === 'stale') throw new StaleDriveError();
  deps.log.error(
    { generationId: generation.id, engine: engine.id },
    'given up: nobody knows what became of a start',
  );
  return { kind: 'done' };
}
