import { Hono, type Context } from 'hono';
import type { MadeKey } from '../../accounts/accounts.ts';
import type { KeyLimits } from '../../accounts/caller.ts';
import { keyState, managedEnvironments, type Key } from '../../accounts/key.ts';
import { findKey, listKeys } from '../../accounts/key-statements.ts';
import { changeKey } from '../../commands/change-key.ts';
import { createKey, keyNotFound } from '../../commands/create-key.ts';
import { revokeKey } from '../../commands/revoke-key.ts';
import { rotateKey } from '../../commands/rotate-key.ts';
import {
  KeyChangesBody,
  NewKeyBody,
  RotateKeyBody,
  type CreatedKeyView,
  type KeyView,
} from '../../contract/key-view.ts';
import { isoSeconds } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/errors.ts';
import { isUuid } from '../../kernel/ids.ts';
import { formatDollars, parseDollars } from '../../kernel/money.ts';
import type { Doors } from '../doors.ts';
import type { HttpDeps } from '../http-deps.ts';
import { pageBody, readPage } from '../page.ts';
import { readFields } from '../read-fields.ts';
import type { HttpEnv } from '../request-context.ts';

const DAY_MILLISECONDS = 24 * 3_600_000;
/** Far enough for anybody, and a date that every client can hold. */
const MOST_YEARS = 100;

/** The keys of an account. */
export function keyRoutes(deps: HttpDeps, doors: Doors): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>({ strict: false });
  const now = () => deps.clock.now();

  app.post('/v1/keys', doors.admin, async (c) => {
    const body = await readFields(c, NewKeyBody);
    const caller = c.get('caller');
    const made = await createKey(deps, caller, {
      name: body.name,
      environment: body.environment ?? caller.environment,
      scopes: body.scopes ?? caller.scopes,
      limits: wholeLimits(limitsOf(body.limits)),
      expiresAt: readExpiry(body, now()) ?? null,
    });
    c.get('log').info({ keyId: made.key.id }, 'a key was created');
    return answerMade(c, made, now());
  });

  app.get('/v1/keys', doors.admin, async (c) => {
    const page = readPage(c);
    const rows = await listKeys(deps.db, ownerOf(c), { ...page, limit: page.limit + 1 });
    return c.json(pageBody(rows, page.limit, toPosition, (key) => presentKey(key, now())));
  });

  app.get('/v1/keys/:key_id', doors.admin, async (c) => {
    const key = await findKey(deps.db, ownerOf(c), keyIdOf(c));
    if (!key) throw keyNotFound();
    return c.json(presentKey(key, now()));
  });

  app.patch('/v1/keys/:key_id', doors.admin, async (c) => {
    const id = keyIdOf(c);
    const body = await readFields(c, KeyChangesBody);
    const key = await changeKey(deps, c.get('caller'), id, {
      name: body.name,
      expiresAt: readExpiry(body, now()),
      limits: limitsOf(body.limits),
    });
    return c.json(presentKey(key, now()));
  });

  app.delete('/v1/keys/:key_id', doors.admin, async (c) => {
    const id = keyIdOf(c);
    await revokeKey(deps, c.get('caller'), id, readForce(c.req.query('force')));
    c.get('log').info({ keyId: id }, 'a key was revoked');
    if (id === c.get('caller').keyId)
      c.header('Warning', '299 - "This was the key of this request; it stops working within 5 seconds."');
    return c.body(null, 204);
  });

  app.post('/v1/keys/:key_id/rotate', doors.admin, async (c) => {
    const id = keyIdOf(c);
    const body = await readFields(c, RotateKeyBody, { mayBeEmpty: true });
    const made = await rotateKey(deps, c.get('caller'), id, body.overlap_seconds);
    c.get('log').info({ keyId: id, successorId: made.key.id }, 'a key was rotated');
    return answerMade(c, made, now());
  });

  return app;
}

function ownerOf(c: Context<HttpEnv>) {
  const caller = c.get('caller');
  return { accountId: caller.accountId, environments: managedEnvironments(caller) };
}

function keyIdOf(c: Context<HttpEnv>): string {
  const id = c.req.param('key_id') ?? '';
  if (!isUuid(id)) throw keyNotFound();
  return id.toLowerCase();
}

/** Undefined when nothing is said of it, null for a key without an end. */
function readExpiry(
  body: Pick<KeyChangesBody, 'expires_at' | 'expires_in_days'>,
  now: Date,
): Date | null | undefined {
  const { expires_at: at, expires_in_days: days } = body;
  if (days !== undefined) {
    if (at !== undefined)
      throw new AppError('INVALID_REQUEST', {
        field: 'expires_in_days',
        detail: 'expires_in_days: cannot be given together with expires_at. Send one of them.',
      });
    return new Date(now.getTime() + days * DAY_MILLISECONDS);
  }
  if (at === undefined || at === null) return at;
  const time = new Date(at);
  const last = new Date(now.getTime() + MOST_YEARS * 365 * DAY_MILLISECONDS);
  if (time > now && time <= last) return time;
  throw new AppError('INVALID_REQUEST', {
    field: 'expires_at',
    detail: `expires_at: must be in the future, after ${isoSeconds(now)}, and at most ${MOST_YEARS} years away. Got ${JSON.stringify(at)}. To end a key now, DELETE it.`,
  });
}

function readForce(text: string | undefined): boolean {
  if (text === undefined || text === 'false') return false;
  if (text === 'true') return true;
  throw new AppError('INVALID_REQUEST', {
    field: 'force',
    detail: `force: must be true or false. Got ${JSON.stringify(text.slice(0, 40))}.`,
  });
}

/** Undefined where nothing is said. */
function limitsOf(limits: KeyChangesBody['limits']) {
  const spend = limits?.daily_spend;
  return {
    submitsPerMinute: limits?.submits_per_minute,
    readsPerMinute: limits?.reads_per_minute,
    concurrency: limits?.concurrency,
    dailySpend: typeof spend === 'string' ? parseDollars(spend) : spend,
  };
}

function wholeLimits(limits: ReturnType<typeof limitsOf>): KeyLimits {
  return {
    submitsPerMinute: limits.submitsPerMinute ?? null,
    readsPerMinute: limits.readsPerMinute ?? null,
    concurrency: limits.concurrency ?? null,
    dailySpend: limits.dailySpend ?? null,
  };
}

/** As the list sorts and a cursor holds it: to the millisecond, which is what a Date has. */
function toPosition({ createdAt, id }: Key) {
  return { createdAt, id };
}

/** The only answer with the key itself, which nobody on the way may keep. */
function answerMade(c: Context<HttpEnv>, { key, secret }: MadeKey, now: Date): Response {
  c.header('Cache-Control', 'no-store');
  const view: CreatedKeyView = { ...presentKey(key, now), key: secret };
  return c.json(view, 201);
}

function presentKey(key: Key, now: Date): KeyView {
  const { limits } = key;
  return {
    id: key.id,
    name: key.name,
    environment: key.environment,
    prefix: key.prefix,
    scopes: [...key.scopes],
    status: keyState(key, now),
    limits: {
      submits_per_minute: limits.submitsPerMinute,
      reads_per_minute: limits.readsPerMinute,
      concurrency: limits.concurrency,
      daily_spend: limits.dailySpend === null ? null : formatDollars(limits.dailySpend),
    },
    created_at: isoSeconds(key.createdAt),
    expires_at: orNull(key.expiresAt),
    last_used_at: orNull(key.lastUsedAt),
    revoked_at: orNull(key.revokedAt),
    rotated_from: key.rotatedFrom,
  };
}

function orNull(time: Date | null): string | null {
  return time === null ? null : isoSeconds(time);
}
