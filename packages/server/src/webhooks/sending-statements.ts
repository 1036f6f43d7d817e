/**
 * One SQL statement per function: what a worker reads and writes to send deliveries, many at a time. Every try begins with
 * a claim, so that any number of jobs for one delivery send it once: `next_attempt_at` moves to when the claim lapses,
 * and that exact time is its token. Whatever else moves it, a replay or another worker after a lapse, ends the claim.
 */
import { sql } from 'kysely';
import type { DeliveryEvent, DeliveryStatus } from '../db/schema.ts';
import type { Db } from '../db/transaction.ts';
import type { JsonValue } from '../kernel/json.ts';
import type { DeliveryResult } from './deliver.ts';
import { readable } from './exchange.ts';

/** How a delivery stands that could not be claimed. */
export interface DeliveryGlimpse {
  readonly status: DeliveryStatus;
  readonly nextAttemptAt: Date;
}

/** By id; without those that do not exist. The ids must be UUIDs. */
export async function glimpseDeliveries(
  db: Db,
  ids: readonly string[],
): Promise<ReadonlyMap<string, DeliveryGlimpse>> {
  const result = await sql<{ id: string; status: DeliveryStatus; due_at: Date }>`
    select id, status, coalesce(next_attempt_at, created_at) as due_at
    from deliveries where id = any(${ids}::uuid[])`.execute(db);
  return new Map(result.rows.map(({ id, status, due_at }) => [id, { status, nextAttemptAt: due_at }]));
}

/** A delivery whose next try is ours. */
export interface ClaimedDelivery {
  readonly id: string;
  /** The token of the claim, and when it lapses. */
  readonly claimedUntil: Date;
  readonly event: DeliveryEvent;
  readonly url: string;
  readonly body: string;
  readonly attempts: number;
  readonly triesBeforeReplay: number;
  readonly createdAt: Date;
  readonly secret: string;
  readonly previousSecret: string | null;
  readonly previousSecretUntil: Date | null;
  /** As they are stored with the generation; null without. */
  readonly testDirectives: JsonValue;
}

interface ClaimedRow {
  readonly id: string;
  readonly event: DeliveryEvent;
  readonly url: string;
  readonly body: string;
  readonly attempts: number;
  readonly tries_before_replay: number;
  readonly created_at: Date;
  readonly secret: string;
  readonly previous_secret: string | null;
  readonly previous_until: Date | null;
  readonly test_directives: JsonValue;
}

/**
 * Takes the next try of every delivery that is due by `dueBy`, until `claimedUntil`. Answers those by id; the others are
 * finished, not due, or somebody else's. Nobody is waited for.
 */
export async function claimDeliveries(
  db: Db,
  ids: readonly string[],
  times: { readonly dueBy: Date; readonly claimedUntil: Date },
): Promise<ReadonlyMap<string, ClaimedDelivery>> {
  const { dueBy, claimedUntil } = times;
  const result = await sql<ClaimedRow>`
    with due as (
      select id from deliveries
      where id = any(${ids}::uuid[]) and status = 'pending' and coalesce(next_attempt_at, created_at) <= ${dueBy}
      for update skip locked
    )
    update deliveries set next_attempt_at = ${claimedUntil}
    from due, webhook_secrets as secrets
    where deliveries.id = due.id
      and secrets.account_id = deliveries.account_id and secrets.environment = deliveries.environment
    returning deliveries.id, deliveries.event, deliveries.url, deliveries.body, deliveries.attempts,
      deliveries.tries_before_replay, deliveries.created_at,
      secrets.secret, secrets.previous_secret, secrets.previous_until,
      (select test_directives from generations where generations.id = deliveries.generation_id)`.execute(db);
  return new Map(result.rows.map((row) => [row.id, toClaimed(row, claimedUntil)]));
}

export interface MovedClaim {
  readonly id: string;
  readonly claimedUntil: Date;
  /** The new end of the claim, or, for one that is let go without a try, when the next try shall be. */
  readonly to: Date;
}

/** Moves the ends of claims. Nothing happens to those that have ended already. Answers the others by id. */
export async function moveClaims(db: Db, claims: readonly MovedClaim[]): Promise<ReadonlyMap<string, true>> {
  const ids = claims.map(({ id }) => id);
  const tokens = claims.map(({ claimedUntil }) => claimedUntil);
  const ends = claims.map(({ to }) => to);
  const result = await sql<{ id: string }>`
    with moved as (
      select deliveries.id, moved.next_attempt_at
      from unnest(${ids}::uuid[], ${tokens}::timestamptz[], ${ends}::timestamptz[])
        as moved (id, claimed_until, next_attempt_at)
      join deliveries on deliveries.id = moved.id
      where deliveries.status = 'pending' and deliveries.next_attempt_at = moved.claimed_until
      order by deliveries.id for update of deliveries
    )
    update deliveries set next_attempt_at = moved.next_attempt_at
    from moved where deliveries.id = moved.id
    returning deliveries.id`.execute(db);
  return new Map(result.rows.map(({ id }) => [id, true]));
}

/** How a try went, and what follows from it while its claim holds. */
export interface EndedTry {
  readonly id: string;
  readonly claimedUntil: Date;
  readonly startedAt: Date;
  readonly endedAt: Date;
  readonly result: DeliveryResult;
  readonly status: DeliveryStatus;
  /** Null when there is none. */
  readonly nextAttemptAt: Date | null;
}

/** How a delivery stands after a try was recorded. */
export interface AfterTry {
  readonly status: DeliveryStatus;
  readonly nextAttemptAt: Date | null;
}

/**
 * Writes tries, at most one of each delivery, into their history and moves the deliveries, all at once. When a claim has
 * ended meanwhile, its try joins the history but decides nothing: it does not count in the schedule, and a replay that
 * came in between stays due.
 */
export async function recordTries(
  db: Db,
  tries: readonly EndedTry[],
): Promise<ReadonlyMap<string, AfterTry>> {
  const result = await sql<{ id: string; status: DeliveryStatus; next_attempt_at: Date | null }>`
    with tried as (
      select * from jsonb_to_recordset(${JSON.stringify(tries.map(toColumns))}::jsonb) as tried (
        id uuid, claimed_until timestamptz, started_at timestamptz, ended_at timestamptz, milliseconds integer,
        http_status integer, error text, request_headers jsonb, response_headers jsonb, response_body text,
        status text, next_attempt_at timestamptz)
    ), locked as (
      -- in one order everywhere, so that two batches never wait for each other
      select deliveries.id, deliveries.status = 'pending' as is_open,
        deliveries.status = 'pending' and deliveries.next_attempt_at = tried.claimed_until as is_claimed
      from deliveries join tried on tried.id = deliveries.id
      order by deliveries.id for update of deliveries
    ), recorded as (
      update deliveries set
        attempts = attempts + 1,
        tries_before_replay = tries_before_replay + case when is_claimed then 0 else 1 end,
        status = case when is_claimed then tried.status else deliveries.status end,
        next_attempt_at = case when is_claimed then tried.next_attempt_at else deliveries.next_attempt_at end,
        last_status = case when is_open then tried.http_status else deliveries.last_status end,
        last_error = case when is_open then tried.error else deliveries.last_error end,
        last_attempt_at = greatest(deliveries.last_attempt_at, tried.ended_at),
        delivered_at = case when is_claimed and tried.status = 'delivered' then tried.ended_at
          else deliveries.delivered_at end
      from tried, locked
      where deliveries.id = tried.id and locked.id = tried.id
      returning deliveries.id, deliveries.attempts, deliveries.status, deliveries.next_attempt_at
    ), written as (
      insert into delivery_tries (delivery_id, number, started_at, milliseconds, http_status, error,
        request_headers, response_headers, response_body)
      select tried.id, recorded.attempts, tried.started_at, tried.milliseconds, tried.http_status, tried.error,
        tried.request_headers, tried.response_headers, tried.response_body
      from tried join recorded on recorded.id = tried.id
    )
    select id, status, next_attempt_at from recorded`.execute(db);
  return new Map(
    result.rows.map((row) => [row.id, { status: row.status, nextAttemptAt: row.next_attempt_at }]),
  );
}

function toColumns(tried: EndedTry) {
  const { result } = tried;
  return {
    id: tried.id,
    claimed_until: tried.claimedUntil,
    started_at: tried.startedAt,
    ended_at: tried.endedAt,
    milliseconds: Math.max(0, tried.endedAt.getTime() - tried.startedAt.getTime()),
    http_status: result.httpStatus,
    error: result.kind === 'failed' ? readable(result.error) : null,
    request_headers: result.exchange.requestHeaders,
    response_headers: result.exchange.responseHeaders,
    response_body: result.exchange.responseBody,
    status: tried.status,
    next_attempt_at: tried.nextAttemptAt,
  };
}

function toClaimed(row: ClaimedRow, claimedUntil: Date): ClaimedDelivery {
  return {
    id: row.id,
    claimedUntil,
    event: row.event,
    url: row.url,
    body: row.body,
    attempts: row.attempts,
    triesBeforeReplay: row.tries_before_replay,
    createdAt: row.created_at,
    secret: row.secret,
    previousSecret: row.previous_secret,
    previousSecretUntil: row.previous_until,
    testDirectives: row.test_directives,
  };
}
