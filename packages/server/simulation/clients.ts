/** Those who ask: they submit, repeat what they had no answer to, change their minds, and tidy up. */
import { createHash } from 'node:crypto';
import type { NewGeneration, NewInput } from '../src/commands/create-generation.ts';
import { AppError } from '../src/kernel/errors.ts';
import { parseDollars, times } from '../src/kernel/money.ts';
import type { ApiProcess } from './api-process.ts';
import { isPlayed } from './incarnation.ts';
import type { RequestPlan } from './plan.ts';
import type { Processes } from './processes.ts';
import type { Stage } from './stage.ts';
import { receiverUrl } from './surroundings.ts';
import { MODEL } from './world-router.ts';
import { shortId } from './world.ts';

/** How long a caller waits for an answer, and then before it asks again. */
const PATIENCE_MILLISECONDS = 15_000;
const PAUSE_MILLISECONDS = 1_500;
/** How often one comes back to tidy up what has not ended yet. */
const MOST_VISITS = 4;
const VISIT_MILLISECONDS = 12_000;

/** What a caller was told about one request. */
export interface Story {
  readonly plan: RequestPlan;
  readonly idempotencyKey: string | null;
  /** More than one would be a defect when there is a key; so for the retry. */
  readonly acceptedIds: Set<string>;
  readonly retriedIds: Set<string>;
  readonly refusals: string[];
  /** Told that it has ended as cancelled. */
  readonly cancelledIds: Set<string>;
  readonly deletedIds: Set<string>;
}

export interface Clients {
  readonly stories: readonly Story[];
  /** Nobody will ask for anything any more. */
  readonly areDone: () => boolean;
}

type Answer =
  | { readonly kind: 'done'; readonly what: string }
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'none' };

export function startClients(stage: Stage, processes: Processes): Clients {
  const stories = stage.world.plan.requests.map((plan): Story => {
    const idempotencyKey = plan.hasKey ? `key ${plan.number}` : null;
    return {
      plan,
      idempotencyKey,
      acceptedIds: new Set(),
      retriedIds: new Set(),
      refusals: [],
      cancelledIds: new Set(),
      deletedIds: new Set(),
    };
  });
  let open = stories.length;
  for (const story of stories)
    void live({ stage, processes, story }).finally(() => {
      open -= 1;
    });
  return { stories, areDone: () => open === 0 };
}

interface Client {
  readonly stage: Stage;
  readonly processes: Processes;
  readonly story: Story;
}

async function live(client: Client): Promise<void> {
  const { stage, story } = client;
  const { plan, acceptedIds } = story;
  await pause(stage, plan.atMilliseconds);
  const copies = Array.from({ length: plan.copies + 1 }, async (_, index) => {
    await pause(stage, index * stage.world.random.between(0, 400));
    await submit(client, acceptedIds, story.idempotencyKey, (api, request) => api.submit(request));
  });
  await Promise.all(copies);
  const [id] = acceptedIds;
  if (id === undefined) return;
  if (plan.cancelAfter !== null) await cancel(client, id);
  if (plan.retries)
    await visit(
      client,
      (code) => code === 'CONFLICT',
      () => retry(client, id),
    );
  if (plan.replays && plan.receiver !== null)
    await visit(
      client,
      (code) => code === 'NOT_FOUND',
      () => replay(client, id),
    );
  if (plan.deletes)
    await visit(
      client,
      (code) => code === 'CONFLICT',
      () => remove(client, id),
    );
}

/** Until there is an answer, when the request can be repeated; else once. */
async function submit(
  client: Client,
  ids: Set<string>,
  key: string | null,
  send: (api: ApiProcess, request: NewGeneration) => Promise<string>,
): Promise<Answer> {
  const { stage, story } = client;
  const request = requestOf(stage, story.plan, key);
  const answer = await ask(client, `submit ${story.plan.number}`, (api) => send(api, request), key !== null);
  if (answer.kind === 'done') ids.add(answer.what);
  if (answer.kind === 'refused') story.refusals.push(answer.code);
  stage.world.tell('client', `request ${story.plan.number}: ${textOf(answer)}`);
  return answer;
}

async function cancel(client: Client, id: string): Promise<void> {
  const { stage, story } = client;
  await pause(stage, story.plan.cancelAfter ?? 0);
  const answer = await ask(client, `cancel ${shortId(id)}`, (api) => api.cancel(id), true);
  stage.world.tell('client', `cancel ${shortId(id)}: ${textOf(answer)}`);
  if (answer.kind === 'done' && answer.what === 'ended') story.cancelledIds.add(id);
}

function retry(client: Client, id: string): Promise<Answer> {
  const { plan, retriedIds } = client.story;
  return submit(client, retriedIds, `retry of ${plan.number}`, (api, request) => api.retry(id, request));
}

async function replay(client: Client, id: string): Promise<Answer> {
  const answer = await ask(client, `replay ${shortId(id)}`, (api) => api.replay(id), true);
  client.stage.world.tell('client', `replay ${shortId(id)}: ${textOf(answer)}`);
  return answer;
}

async function remove(client: Client, id: string): Promise<Answer> {
  const answer = await ask(client, `delete ${shortId(id)}`, (api) => api.remove(id), true);
  client.stage.world.tell('client', `delete ${shortId(id)}: ${textOf(answer)}`);
  // Not found: an earlier one was done, and its answer was lost.
  if (answer.kind === 'done' || (answer.kind === 'refused' && answer.code === 'GENERATION_NOT_FOUND'))
    client.story.deletedIds.add(id);
  return answer;
}

/** Comes back while it is too early. */
async function visit(
  { stage }: Client,
  isEarly: (code: string) => boolean,
  act: () => Promise<Answer>,
): Promise<void> {
  for (let visits = 0; visits < MOST_VISITS; visits += 1) {
    await pause(stage, VISIT_MILLISECONDS);
    const answer = await act();
    if (answer.kind !== 'refused' || !isEarly(answer.code)) return;
  }
}

/** Asks any process that is alive; when there is no answer, and `mayRepeat`, another. */
async function ask(
  { stage, processes }: Client,
  what: string,
  work: (api: ApiProcess) => Promise<string>,
  mayRepeat: boolean,
): Promise<Answer> {
  for (;;) {
    const apis = processes.apis();
    const api = apis[stage.world.random.whole(0, apis.length - 1)];
    if (api) {
      const answer = await Promise.race([answerOf(stage, what, () => work(api)), silence(stage)]);
      if (answer.kind !== 'none' || !mayRepeat) return answer;
      stage.world.tell('client', `${what}: no answer from ${api.incarnation.name}`);
    }
    await pause(stage, PAUSE_MILLISECONDS);
  }
}

async function answerOf({ world }: Stage, what: string, work: () => Promise<string>): Promise<Answer> {
  try {
    return { kind: 'done', what: await work() };
  } catch (error) {
    if (error instanceof AppError) return { kind: 'refused', code: error.code };
    if (!isPlayed(error)) world.violate(`${what} throws ${String(error)}`);
    return { kind: 'none' };
  }
}

async function silence(stage: Stage): Promise<Answer> {
  await pause(stage, PATIENCE_MILLISECONDS);
  return { kind: 'none' };
}

function pause({ world }: Stage, milliseconds: number): Promise<void> {
  return new Promise((resolve) => world.after(milliseconds, resolve));
}

function textOf(answer: Answer): string {
  if (answer.kind === 'refused') return answer.code;
  if (answer.kind === 'none') return 'no answer';
  return answer.what.length === 36 ? shortId(answer.what) : answer.what;
}

function requestOf({ world }: Stage, plan: RequestPlan, key: string | null): NewGeneration {
  const isDriven = plan.kind === 'driver';
  const price = parseDollars(String(plan.priceDollars));
  const mode = KINDS[plan.kind].mode;
  return {
    model: MODEL,
    mode,
    engine: world.plan.engines[0].id,
    prompt: 'a red fox',
    engineRequest: {
      model: MODEL,
      mode,
      prompt: 'a red fox',
      negativePrompt: null,
      durationSeconds: isDriven ? null : 5,
      aspectRatio: '16:9',
      pictureClass: '720p',
      cfgScale: 0.5,
      seed: 7,
      sound: false,
      characterOrientation: 'video',
      keepOriginalSound: true,
      cameraControl: null,
    },
    seed: 7,
    durationSeconds: isDriven ? null : 5,
    price: isDriven ? times(price, MOST_DRIVER_SECONDS) : price,
    openRate: isDriven && price > 0n ? price : null,
    inputs: KINDS[plan.kind].inputs,
    warnings: [],
    callbackUrl: plan.receiver === null ? null : receiverUrl(plan),
    testDirectives: null,
    idempotency:
      key === null ? null : { key, requestHash: createHash('sha256').update(JSON.stringify(plan)).digest() },
  };
}

const MOST_DRIVER_SECONDS = 10;
const KINDS = {
  text: { mode: 'text_to_video', inputs: [] },
  picture: {
    mode: 'image_to_video',
    inputs: [{ kind: 'remote', role: 'image', url: 'https://pictures.sim/1.png' }],
  },
  driver: {
    mode: 'motion_control',
    inputs: [
      { kind: 'remote', role: 'reference_image', url: 'https://pictures.sim/2.png' },
      { kind: 'remote', role: 'reference_video', url: 'https://films.sim/3.mp4' },
    ],
  },
} as const satisfies Record<
  RequestPlan['kind'],
  { mode: NewGeneration['mode']; inputs: readonly NewInput[] }
>;
