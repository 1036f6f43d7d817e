import { Hono, type Context } from 'hono';
import { findShownAttempts } from '../../generations/attempts.ts';
import { isFinished } from '../../generations/state.ts';
import { findWatched, type WatchedGeneration } from '../../generations/watching.ts';
import { AppError } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import type { Doors } from '../doors.ts';
import { openEventStream } from '../event-stream.ts';
import type { HttpDeps } from '../http-deps.ts';
import { badLastEventId, readLastEventId } from '../last-event-id.ts';
import type { HttpEnv } from '../request-context.ts';
import { createSeats } from '../seats.ts';
import { createWatchHub, type WatchHub } from '../watch-hub.ts';
import { listenRoutes } from '../webhooks/listen-routes.ts';
import { eventsOf, isOver } from './events-of.ts';
import { createGenerationReader } from './generation-reader.ts';
import { presentAttempt } from './present-attempt.ts';
import { createUrlOf } from './url-of.ts';
import { viewGeneration } from './view-generation.ts';
import { readWaitSeconds } from './wait-seconds.ts';
import { createCountAhead } from './waiting-line.ts';

/** Streams and waiting reads that one key may have open in one process. */
const MOST_SEATS_PER_KEY = 1_000;

/** A generation as it is now, as it is once it has ended, and as it goes on. */
export function watchRoutes(deps: HttpDeps, doors: Doors): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>({ strict: false });
  const hub = createWatchHub(deps);
  const readOwn = createGenerationReader(deps.db);
  const countAhead = createCountAhead(deps);
  const seats = createSeats(deps.settings.streamsPerKey ?? MOST_SEATS_PER_KEY);

  app.get('/v1/kling/generations/:generation_id', doors.read, async (c) => {
    const waitSeconds = readWaitSeconds(c);
    const id = c.req.param('generation_id');
    const { caller } = c.var;
    const withAttempts = c.req.query('include') === 'attempts';
    if (withAttempts && !caller.scopes.includes('admin'))
      throw new AppError('FORBIDDEN', {
        field: 'include',
        detail: 'include=attempts needs a key with the scope admin.',
      });
    let read = await readOwn(caller, id);
    if (waitSeconds > 0 && !isFinished(read.generation.status)) {
      const leave = seats.take(caller.keyId);
      await untilEnded(hub, id, waitSeconds, [c.req.raw.signal, deps.stopping]);
      leave();
      read = await readOwn(caller, id);
    }
    const view = await viewGeneration({ ...deps, countAhead }, c, read);
    if (!withAttempts) return c.json(view);
    const attempts = await findShownAttempts(deps.db, read.generation.id);
    return c.json({ ...view, attempts: attempts.map((attempt) => presentAttempt(attempt)) });
  });

  app.get('/v1/kling/generations/:generation_id/events', doors.read, async (c) => {
    const id = c.req.param('generation_id');
    const generation = isUuid(id) ? await findWatched(deps.db, c.get('caller'), id) : null;
    if (!generation) throw new AppError('GENERATION_NOT_FOUND');
    const after = readEventNumber(c);
    const urlOf = createUrlOf(deps, c);
    const isAfter = (event: { readonly id: number }): boolean => event.id > after;
    // Tells a browser's EventSource not to come back.
    if (isOver(generation) && !eventsOf(generation, urlOf).some(isAfter)) return c.body(null, 204);
    const leave = seats.take(c.get('caller').keyId);
    const stream = openEventStream(c, deps.stopping ?? null);
    stream.onEnd(leave);
    let last = after;
    const tell = (now: WatchedGeneration): void => {
      for (const { id: number, data } of eventsOf(now, urlOf)) {
        if (number <= last) continue;
        last = number;
        stream.send({ id: String(number), event: data.type, data });
      }
      if (isOver(now)) stream.end();
    };
    tell(generation);
    if (stream.isOpen()) stream.onEnd(hub.watch(generation, tell));
    return stream.response;
  });

  app.route('/', listenRoutes(deps, doors, seats));
  return app;
}

/** Resolves when it has ended, the time is up, or one of the signals aborts. */
async function untilEnded(
  hub: WatchHub,
  id: string,
  seconds: number,
  signals: readonly (AbortSignal | undefined)[],
): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const stop = (): void => resolve();
  const timer = setTimeout(stop, seconds * 1000).unref();
  // Nothing is taken for seen: whatever has happened since it was read is told at the first look.
  const leave = hub.watch({ id, mark: '' }, ({ status, isDeleted }) => {
    if (isDeleted || isFinished(status)) stop();
  });
  for (const signal of signals) signal?.addEventListener('abort', stop);
  if (signals.some((signal) => signal?.aborted)) stop();
  await promise;
  leave();
  clearTimeout(timer);
  for (const signal of signals) signal?.removeEventListener('abort', stop);
}

/** 0, which is before all events, when none was read yet. */
function readEventNumber(c: Context<HttpEnv>): number {
  const text = readLastEventId(c);
  if (text === null) return 0;
  if (!/^\d{1,9}$/.test(text)) throw badLastEventId(text);
  return Number(text);
}
