/**
 * One customer with one request: submits until there is a definite answer, whatever it takes, and follows it to its end.
 * What it was told is what the run is judged by.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { ChaosAccount } from './chaos-accounts.ts';
import type { RequestPlan } from './plan.ts';
import { randomOf, type Random } from './random.ts';

export interface ClientStory {
  readonly plan: RequestPlan;
  readonly account: ChaosAccount;
  /** Every id that a 201 named; one, if all is well. */
  readonly acceptedIds: Set<string>;
  /** The status of a definite refusal, when nothing was accepted. */
  refusal: number | null;
  /** The first end that a status read showed. */
  end: { readonly status: string; readonly message: string | null; readonly price: string } | null;
  /** What should never have been answered. */
  readonly surprises: string[];
  /** Submits, those that had no usable reply, and those that came too soon after others. */
  submits: number;
  lostReplies: number;
  heldBack: number;
  /** Answers of 5xx, and those of them for which nothing outside was to blame. */
  serverErrors: number;
  unexcusedErrors: number;
  isCancelled: boolean;
  isOver: boolean;
}

export interface ClientOptions {
  readonly seed: number;
  /** The APIs that answer now. */
  readonly apis: () => readonly string[];
  /** The database or the disk is out of order, or was a moment ago: what an API says then it cannot help. */
  readonly isTroubled: () => boolean;
  /** How many clients wait for an end. */
  readonly waiting: () => number;
  /** Aborts when nothing is waited for any more. */
  readonly signal: AbortSignal;
}

const REPLY_MILLISECONDS = 8_000;
const FIRST_RETRY_MILLISECONDS = 200;
const MOST_RETRY_MILLISECONDS = 4_000;
const FIRST_LOOK_MILLISECONDS = 700;
const MOST_LOOK_MILLISECONDS = 5_000;
/** All clients together ask no more often, so that thousands who wait do not take the machine from the work. */
const ASKED_PER_SECOND = 150;

export const statusView = z.object({
  status: z.string(),
  message: z.string().nullable(),
  price: z.string(),
  video_url: z.string().nullable(),
});
const acceptedView = z.object({ generation_id: z.string() });

export async function runClient(options: ClientOptions, story: ClientStory): Promise<void> {
  const random = randomOf(options.seed, 'client', story.plan.number);
  try {
    const { plan } = story;
    const submit = (): Promise<string | null> => submitUntilDefinite(options, story, random);
    const ids = await Promise.all(plan.isDoubled ? [submit(), submit()] : [submit()]);
    const id = ids.find((one) => one !== null);
    if (id === undefined) return;
    story.refusal = null;
    const deeds: Promise<unknown>[] = [followToEnd(options, story, id, random)];
    if (plan.isRepeated) deeds.push(repeat(submit, story));
    if (plan.isMisused) deeds.push(misuseKey(options, story, random));
    if (plan.cancelAfter !== null) deeds.push(cancelAfter(options, story, id, plan.cancelAfter, random));
    await Promise.all(deeds);
  } catch (error) {
    if (!options.signal.aborted) throw error;
  } finally {
    story.isOver = true;
  }
}

/** The id, or null when it was definitely refused. */
async function submitUntilDefinite(
  options: ClientOptions,
  story: ClientStory,
  random: Random,
): Promise<string | null> {
  for (let tries = 0; ; tries += 1) {
    await untilAnApiIsUp(options);
    story.submits += 1;
    const answer = await send(options, story, random, 'POST', '/v1/kling/generate', story.plan.body);
    if (answer?.status === 201) {
      const { generation_id: id } = acceptedView.parse(answer.body);
      story.acceptedIds.add(id);
      return id;
    }
    if (answer && !isWorthRetrying(answer.status)) {
      story.refusal = answer.status;
      if (answer.status !== 402) story.surprises.push(`a submit was answered ${describe(answer)}`);
      return null;
    }
    if (answer?.status === 429) story.heldBack += 1;
    else story.lostReplies += 1;
    await wait(options, retryDelay(options, random, tries));
  }
}

async function repeat(submit: () => Promise<string | null>, story: ClientStory): Promise<void> {
  if ((await submit()) === null) story.surprises.push('a repeat of an accepted submit was refused');
}

/** Another body under a key that is taken must be refused, and must make nothing. */
async function misuseKey(options: ClientOptions, story: ClientStory, random: Random): Promise<void> {
  const body = { ...story.plan.body, negative_prompt: 'rain' };
  for (let tries = 0; ; tries += 1) {
    options.signal.throwIfAborted();
    const answer = await send(options, story, random, 'POST', '/v1/kling/generate', body);
    if (answer && !isWorthRetrying(answer.status)) {
      if (answer.status !== 422) story.surprises.push(`a misused key was answered ${describe(answer)}`);
      return;
    }
    await wait(options, retryDelay(options, random, tries));
  }
}

async function cancelAfter(
  options: ClientOptions,
  story: ClientStory,
  id: string,
  milliseconds: number,
  random: Random,
): Promise<void> {
  await wait(options, milliseconds);
  for (let tries = 0; ; tries += 1) {
    options.signal.throwIfAborted();
    const answer = await send(options, story, random, 'POST', `/v1/kling/generations/${id}/cancel`, {});
    if (answer && !isWorthRetrying(answer.status)) {
      if (answer.status < 300) story.isCancelled = true;
      return;
    }
    // In progress, or already ended: both are definite for somebody who cancels.
    if (answer?.status === 409) return;
    await wait(options, retryDelay(options, random, tries));
  }
}

async function followToEnd(
  options: ClientOptions,
  story: ClientStory,
  id: string,
  random: Random,
): Promise<void> {
  for (let looks = 0; story.end === null; looks += 1) {
    const patience = Math.min(FIRST_LOOK_MILLISECONDS * 1.5 ** looks, MOST_LOOK_MILLISECONDS);
    await wait(options, inTurn(options, random, patience));
    const answer = await send(options, story, random, 'GET', `/v1/kling/generations/${id}`);
    if (!answer || isWorthRetrying(answer.status)) continue;
    if (answer.status !== 200) {
      story.surprises.push(`a status read of an accepted generation was answered ${describe(answer)}`);
      continue;
    }
    const { status, message, price } = statusView.parse(answer.body);
    if (status === 'completed' || status === 'failed') story.end = { status, message, price };
  }
}

interface Reply {
  readonly status: number;
  readonly body: unknown;
}

/** Null when no whole reply came. */
async function send(
  options: ClientOptions,
  story: ClientStory,
  random: Random,
  method: 'GET' | 'POST',
  path: string,
  body?: object,
): Promise<Reply | null> {
  const { account, plan } = story;
  const [first, ...others] = options.apis();
  if (first === undefined) return null;
  try {
    const reply = await fetch(`${random.pick([first, ...others])}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${account.key}`,
        'idempotency-key': plan.idempotencyKey,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.any([options.signal, AbortSignal.timeout(REPLY_MILLISECONDS)]),
    });
    if (reply.status >= 500) {
      story.serverErrors += 1;
      if (!options.isTroubled()) story.unexcusedErrors += 1;
    }
    return { status: reply.status, body: JSON.parse(await reply.text()) };
  } catch {
    options.signal.throwIfAborted();
    return null;
  }
}

function isWorthRetrying(status: number): boolean {
  return status >= 500 || status === 409 || status === 429;
}

function describe({ status, body }: Reply): string {
  return `${status} ${JSON.stringify(body)}`;
}

function retryDelay(options: ClientOptions, random: Random, tries: number): number {
  return inTurn(options, random, Math.min(FIRST_RETRY_MILLISECONDS * 2 ** tries, MOST_RETRY_MILLISECONDS));
}

/** Longer when many wait, and a little different each time. */
function inTurn({ waiting }: ClientOptions, random: Random, milliseconds: number): number {
  return Math.max(milliseconds, (waiting() / ASKED_PER_SECOND) * 1000) * random.between(0.7, 1.3);
}

async function untilAnApiIsUp(options: ClientOptions): Promise<void> {
  while (options.apis().length === 0) await wait(options, FIRST_RETRY_MILLISECONDS);
  options.signal.throwIfAborted();
}

async function wait({ signal }: Pick<ClientOptions, 'signal'>, milliseconds: number): Promise<void> {
  await pause(milliseconds, undefined, { signal });
}
