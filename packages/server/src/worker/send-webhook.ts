import type { DeliveryStatus } from '../db/schema.ts';
import type { Db } from '../db/transaction.ts';
import { webhookDelaySeconds } from '../kernel/backoff.ts';
import { type Clock, type Sleep, systemSleep } from '../kernel/clock.ts';
import { type Claim, createClaims, type TimedResult } from '../webhooks/claims.ts';
import type { Deliverer, DeliveryResult } from '../webhooks/deliver.ts';
import { type Play, playFault } from '../webhooks/play-fault.ts';
import { createReceiverLines, type ReceiverLines } from '../webhooks/receiver-lines.ts';
import type { DeliveryGlimpse } from '../webhooks/sending-statements.ts';
import type { JobEnd } from './job-loop.ts';

const DONE: JobEnd = { kind: 'done' };
/** Another job was quicker; how it went decides what is left to do. */
const LOOK_AGAIN_SECONDS = 1;

export interface WebhookDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly deliverer: Deliverer;
  /** 0..1, spreads retries. */
  readonly random: () => number;
  /** Seconds before each try; those of the native API when absent. */
  readonly webhookDelaysSeconds?: readonly number[];
  /** The system's own when absent. */
  readonly sleep?: Sleep;
}

/** Makes the step that sends one delivery once and says when to try again. */
export function createSendWebhook(
  deps: WebhookDeps,
): (deliveryId: string, signal: AbortSignal) => Promise<JobEnd> {
  const { db, clock, sleep = systemSleep, random } = deps;
  const claims = createClaims(db, clock, sleep);
  const sendDeps = { ...deps, lines: createReceiverLines(clock, sleep, random) };
  return async (deliveryId, signal) => {
    const claim = await claims.claim(deliveryId);
    if (!claim) return lookAgain(deps.clock, await claims.glimpse(deliveryId));
    try {
      return await useClaim(sendDeps, claim, signal);
    } catch (error) {
      // Whoever goes on need not wait until the claim lapses.
      if (signal.aborted) await claim.letGo(deps.clock.now());
      throw error;
    }
  };
}

/** What is left to do for a delivery that could not be claimed. */
function lookAgain(clock: Clock, delivery: DeliveryGlimpse | undefined): JobEnd {
  if (delivery?.status !== 'pending') return DONE;
  return giveBack(Math.max(secondsUntil(delivery.nextAttemptAt, clock), LOOK_AGAIN_SECONDS));
}

interface SendDeps extends WebhookDeps {
  readonly lines: ReceiverLines;
}

async function useClaim(deps: SendDeps, claim: Claim, signal: AbortSignal): Promise<JobEnd> {
  const now = deps.clock.now();
  const play = playFault(claim.delivery, now);
  if (play.kind === 'send') return sendCopies(deps, claim, play, signal);
  if (play.kind === 'postpone') return comeBack(deps, claim, play.dueAt);
  return record(deps, claim, { startedAt: now, endedAt: now, result: play.result }, play.isLast);
}

async function sendCopies(
  deps: SendDeps,
  claim: Claim,
  { secret, copies }: Extract<Play, { kind: 'send' }>,
  signal: AbortSignal,
): Promise<JobEnd> {
  const { url, event } = claim.delivery;
  for (let copy = 1; ; copy += 1) {
    const send = () => sendNow(deps, claim, secret, signal);
    const turn = await claim.keepDuring(() => deps.lines.run(receiverOf(url), send, signal));
    if (turn.kind === 'crowded')
      return comeBack(deps, claim, new Date(deps.clock.now().getTime() + turn.afterSeconds * 1000));
    if (copy >= copies) return record(deps, claim, turn.result, event === 'test');
    await claim.recordBeside(turn.result);
  }
}

async function sendNow(
  { clock, deliverer }: WebhookDeps,
  { delivery: { id, url, body, previousSecret, previousSecretUntil } }: Claim,
  secret: string,
  signal: AbortSignal,
): Promise<TimedResult> {
  const startedAt = clock.now();
  const overlaps = previousSecretUntil !== null && previousSecretUntil > startedAt;
  const message = { id, url, body, secret, previousSecret: overlaps ? previousSecret : null };
  const result = await deliverer.deliver(message, signal);
  return { startedAt, endedAt: clock.now(), result };
}

/** Lets go without a try. */
async function comeBack({ clock }: SendDeps, claim: Claim, dueAt: Date): Promise<JobEnd> {
  await claim.letGo(dueAt);
  return giveBack(secondsUntil(dueAt, clock));
}

/** `isLast`: no other try follows, however this one went. */
async function record(deps: SendDeps, claim: Claim, tried: TimedResult, isLast: boolean): Promise<JobEnd> {
  const nextAttemptAt = isLast ? null : dueAfter(deps, claim, tried);
  const status = statusAfter(tried.result, nextAttemptAt);
  const after = await claim.record({ ...tried, status, nextAttemptAt });
  // Pending also when a replay came meanwhile, whatever became of this try.
  if (after?.status !== 'pending' || after.nextAttemptAt === null) return DONE;
  return giveBack(secondsUntil(after.nextAttemptAt, deps.clock));
}

/** When the schedule tries again; null when there is nothing more to send. */
function dueAfter(
  { random, webhookDelaysSeconds }: SendDeps,
  { delivery: { attempts, triesBeforeReplay } }: Claim,
  { result, endedAt }: TimedResult,
): Date | null {
  if (result.kind !== 'failed') return null;
  const number = attempts - triesBeforeReplay + 1;
  const seconds = webhookDelaySeconds(number, random(), result.retryAfterSeconds, webhookDelaysSeconds);
  return seconds === null ? null : new Date(endedAt.getTime() + seconds * 1000);
}

function statusAfter(result: DeliveryResult, nextAttemptAt: Date | null): DeliveryStatus {
  if (result.kind === 'delivered') return 'delivered';
  if (result.kind === 'gone') return 'disabled';
  return nextAttemptAt === null ? 'exhausted' : 'pending';
}

function giveBack(afterSeconds: number): JobEnd {
  return { kind: 'give_back', afterSeconds };
}

function secondsUntil(time: Date, clock: Clock): number {
  return Math.max(0, (time.getTime() - clock.now().getTime()) / 1000);
}

/** Scheme, host and port, so that one name's many paths are one receiver. */
function receiverOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : '';
}
