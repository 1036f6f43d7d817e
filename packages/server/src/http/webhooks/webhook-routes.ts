import { Hono, type Context } from 'hono';
import { replayDelivery } from '../../commands/replay-delivery.ts';
import { replayFailed } from '../../commands/replay-failed.ts';
import { revealWebhookSecret } from '../../commands/reveal-webhook-secret.ts';
import { rotateWebhookSecret } from '../../commands/rotate-webhook-secret.ts';
import { sendTestEvent } from '../../commands/send-test-event.ts';
import {
  DeliveryFilterQuery,
  ReplayFailedBody,
  RotateSecretBody,
  type ShownSecret,
  TestEventBody,
} from '../../contract/delivery-view.ts';
import { AppError } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import { isLoopbackAddress } from '../../kernel/public-address.ts';
import { isLocalhost } from '../../media/resolve-name.ts';
import type { Delivery } from '../../webhooks/delivery.ts';
import { findSecretState } from '../../webhooks/secret-statements.ts';
import { findDelivery, listDeliveries, listTries } from '../../webhooks/statements.ts';
import type { Doors } from '../doors.ts';
import type { HttpDeps } from '../http-deps.ts';
import { createUrlOf } from '../native/url-of.ts';
import { pageBody, PageQuery, readPage } from '../page.ts';
import { readFields } from '../read-fields.ts';
import { readQuery } from '../read-query.ts';
import type { HttpEnv } from '../request-context.ts';
import { presentDelivery, presentDeliveryDetail, presentSecret } from './present-delivery.ts';

/** A schedule has six tries; only replays make more. */
const MOST_TRIES_SHOWN = 100;

/** Deliveries: their history, sending them again, and the secret that signs them. */
export function webhookRoutes(deps: HttpDeps, doors: Doors): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>({ strict: false });
  const replayDeps = (c: Context<HttpEnv>) => {
    const urlOf = createUrlOf(deps, c);
    return { ...deps, videoUrl: (id: string) => urlOf({ id, kind: 'video' }) };
  };

  app.get('/v1/webhooks/deliveries', doors.read, async (c) => c.json(await listPage(deps, c)));

  app.post('/v1/webhooks/deliveries/replay-failed', doors.admin, async (c) => {
    const { since, until = deps.clock.now() } = await readFields(c, ReplayFailedBody);
    const replayed = await replayFailed(replayDeps(c), c.get('caller'), { since, until });
    return c.json({ replayed }, 202);
  });

  app.get('/v1/webhooks/deliveries/:delivery_id', doors.read, async (c) => {
    const delivery = await findOwn(deps, c, deliveryIdOf(c));
    return c.json(presentDeliveryDetail(delivery, await listTries(deps.db, delivery.id, MOST_TRIES_SHOWN)));
  });

  app.post('/v1/webhooks/deliveries/:delivery_id/replay', doors.admin, async (c) => {
    const id = deliveryIdOf(c);
    await replayDelivery(replayDeps(c), c.get('caller'), id);
    return c.json(presentDelivery(await findOwn(deps, c, id)), 202);
  });

  app.post('/v1/webhooks/test', doors.admin, async (c) => {
    const { url } = await readFields(c, TestEventBody);
    refuseReceiver(deps, url);
    const id = await sendTestEvent(deps, c.get('caller'), url);
    return c.json(presentDelivery(await findOwn(deps, c, id)), 202);
  });

  app.get('/v1/webhooks/secret', doors.admin, async (c) => {
    const state = await findSecretState(deps.db, c.get('caller'));
    return c.json(presentSecret(state, deps.clock.now()));
  });

  app.post('/v1/webhooks/secret/reveal', doors.admin, async (c) => {
    const secret = await revealWebhookSecret(deps, c.get('caller'));
    c.get('log').info({}, 'the secret of webhooks was shown');
    return c.json(await showSecret(deps, c, secret));
  });

  app.post('/v1/webhooks/secret/rotate', doors.admin, async (c) => {
    const { overlap_seconds } = await readFields(c, RotateSecretBody, { mayBeEmpty: true });
    const secret = await rotateWebhookSecret(deps, c.get('caller'), overlap_seconds);
    c.get('log').info({ overlapSeconds: overlap_seconds }, 'the secret of webhooks was rotated');
    return c.json(await showSecret(deps, c, secret), 201);
  });

  return app;
}

async function listPage(deps: HttpDeps, c: Context<HttpEnv>) {
  const query = readQuery(c, DeliveryFilterQuery, Object.keys(PageQuery.shape));
  const { limit, after } = readPage(c);
  const filter = {
    status: query.status ?? null,
    generationId: query.generation_id ?? null,
    createdAfter: query.created_after ?? null,
    createdBefore: query.created_before ?? null,
  };
  const rows = await listDeliveries(deps.db, c.get('caller'), filter, { limit: limit + 1, after });
  return pageBody(rows, limit, (delivery) => delivery, presentDelivery);
}

async function findOwn({ db }: HttpDeps, c: Context<HttpEnv>, id: string): Promise<Delivery> {
  const delivery = await findDelivery(db, c.get('caller'), id);
  if (!delivery) throw notFound();
  return delivery;
}

function deliveryIdOf(c: Context<HttpEnv>): string {
  const id = c.req.param('delivery_id') ?? '';
  if (!isUuid(id)) throw notFound();
  return id;
}

function notFound(): AppError {
  return new AppError('NOT_FOUND', { detail: 'Delivery not found' });
}

/** The rules of `callback_url`: https, and http to this machine only where the operator allows that. */
function refuseReceiver({ callbackGuard }: HttpDeps, url: string): void {
  const check = callbackGuard.checkUrl(url);
  if (check.kind === 'refused') throw refusal(check.why);
  const { protocol, hostname } = check.url;
  if (protocol === 'http:' && !isLocalhost(hostname) && !isLoopbackAddress(bareAddress(hostname)))
    throw refusal('must be https.');
}

function refusal(why: string): AppError {
  return new AppError('INVALID_REQUEST', { field: 'url', detail: `url: ${why}` });
}

/** URLs write IPv6 in brackets. */
function bareAddress(hostname: string): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}

async function showSecret(
  { db, clock }: HttpDeps,
  c: Context<HttpEnv>,
  secret: string,
): Promise<ShownSecret> {
  c.header('Cache-Control', 'no-store');
  const state = await findSecretState(db, c.get('caller'));
  return { ...presentSecret({ ...state, secret }, clock.now()), secret };
}
