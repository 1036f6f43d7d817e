import type { JobEvent } from '@reelay/client';
import type { Session } from '../api/session.ts';
import { StillUnderWay } from './still-under-way.ts';

/** A timer that is asked for more fires at once. */
const LONGEST_MILLISECONDS = 2 ** 31 - 1;

/** The events of a generation; throws StillUnderWay when there are not all of them in so many seconds. */
export async function* eventsWithin(
  { client, signal }: Session,
  id: string,
  seconds: number,
): AsyncGenerator<JobEvent, void, undefined> {
  const limit = AbortSignal.timeout(Math.min(seconds * 1000, LONGEST_MILLISECONDS));
  try {
    yield* client.kling.generations.events(id, { signal: AbortSignal.any([signal, limit]) });
  } catch (error) {
    throw limit.aborted && !signal.aborted ? new StillUnderWay(id, undefined, error) : error;
  }
}
