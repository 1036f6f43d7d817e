import { Hono, type Context } from 'hono';
import type { ListenedWebhook } from '../../contract/listened-webhook.ts';
import type { EndedGeneration, EndPosition } from '../../generations/watching.ts';
import { isUuid } from '../../kernel/ids.ts';
import { signatureHeaders } from '../../webhooks/sign.ts';
import { webhookBody } from '../../webhooks/webhook-body.ts';
import type { Doors } from '../doors.ts';
import { openEventStream } from '../event-stream.ts';
import type { HttpDeps } from '../http-deps.ts';
import { badLastEventId, readLastEventId } from '../last-event-id.ts';
import { createUrlOf, type UrlOf } from '../native/url-of.ts';
import type { HttpEnv } from '../request-context.ts';
import type { Seats } from '../seats.ts';
import { createEndedFeed } from './ended-feed.ts';

/** In front of all ids. */
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/**
 * The webhooks of an account as a stream, for who has no address that we could reach. It is for admins, like the secret:
 * whoever listens holds messages that are signed with it.
 */
export function listenRoutes(deps: HttpDeps, doors: Doors, seats: Seats): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>({ strict: false });
  const feed = createEndedFeed(deps);

  app.get('/v1/webhooks/events', doors.admin, async (c) => {
    const { accountId, environment, keyId } = c.get('caller');
    const from = readEndPosition(c);
    const urlOf = createUrlOf(deps, c);
    const leave = seats.take(keyId);
    const stream = openEventStream(c, deps.stopping ?? null);
    stream.onEnd(leave);
    const listener = {
      tell: (ended: EndedGeneration): void =>
        stream.send({
          id: writeEndPosition(ended),
          event: 'webhook',
          data: listenedWebhook(ended, { urlOf, now: deps.clock.now() }),
        }),
      hasRoom: () => stream.hasRoom(),
      isOpen: () => stream.isOpen(),
    };
    if (from === null) stream.mark(writeEndPosition({ completedAt: deps.clock.now(), id: FIRST_ID }));
    const seated = feed.listen({ accountId, environment }, from, listener).then(
      (leaveFeed) => stream.onEnd(leaveFeed),
      (error: unknown) => {
        c.get('log').warn(
          { err: String(error) },
          'the ends of generations could not be read; the listener comes back',
        );
        stream.end();
      },
    );
    // What ends once the answer is there is told; what ended before is sent while the answer is being read.
    if (from === null) await seated;
    return stream.response;
  });
  return app;
}

/** Signed now, as a delivery is when it is sent. */
function listenedWebhook(
  { id: generationId, model, failure, completedAt, videoId, delivery, secrets }: EndedGeneration,
  { urlOf, now }: { readonly urlOf: UrlOf; readonly now: Date },
): ListenedWebhook {
  const videoUrl = videoId === null ? null : urlOf({ id: videoId, kind: 'video' });
  const id = delivery?.id ?? generationId;
  const body = delivery?.body ?? webhookBody({ generationId, model, completedAt, videoUrl, failure });
  return {
    id,
    headers: { 'content-type': 'application/json', ...signatureHeaders(secrets, { id, body, sentAt: now }) },
    body,
  };
}

function writeEndPosition({ completedAt, id }: EndPosition): string {
  return Buffer.from(`${completedAt.getTime()} ${id}`).toString('base64url');
}

/** Null when none was read yet. */
function readEndPosition(c: Context<HttpEnv>): EndPosition | null {
  const text = readLastEventId(c);
  if (text === null) return null;
  const [time = '', id = '', ...more] = Buffer.from(text.slice(0, 200), 'base64url').toString().split(' ');
  // Fifteen digits are in the year 33658 at the latest, which a Date and a timestamptz can both hold.
  if (!/^\d{1,15}$/.test(time) || !isUuid(id) || more.length > 0) throw badLastEventId(text);
  return { completedAt: new Date(Number(time)), id };
}
