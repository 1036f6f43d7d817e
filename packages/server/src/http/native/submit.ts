/** What every way to submit has in common: reading, pricing, accepting. */
import { getHeapStatistics } from 'node:v8';
import type { Context } from 'hono';
import type { Caller } from '../../accounts/caller.ts';
import { LEAST_DRIVER_SECONDS } from '../../catalogue/driver-seconds.ts';
import { givenInputs } from '../../catalogue/given-inputs.ts';
import { quoteRequest } from '../../catalogue/quote-request.ts';
import type { ResolvedRequest, ResolveOptions } from '../../catalogue/resolve.ts';
import {
  findReplay,
  type CreatedGeneration,
  type Idempotency,
  type NewInput,
} from '../../commands/create-generation.ts';
import { createSubmitLine, type SubmitLine } from '../../commands/submit-line.ts';
import type { Accepted } from '../../contract/generation-view.ts';
import { submitPathOf } from '../../contract/models.ts';
import { AppError } from '../../kernel/errors.ts';
import { readTestDirectives, type TestDirectives } from '../../kernel/test-directives.ts';
import { silentTracer } from '../../kernel/trace.ts';
import { readBalance } from '../../ledger/ledger.ts';
import type { EngineWish, HttpDeps } from '../http-deps.ts';
import { readJson } from '../read-json.ts';
import type { HttpEnv } from '../request-context.ts';
import { createBodyRoom } from './body-room.ts';
import { presentAccepted } from './present.ts';
import { receiveInputs } from './receive-inputs.ts';
import { createRefuseAsDirected, type RefuseAsDirected } from './refuse-as-directed.ts';
import { requestHash } from './request-hash.ts';

/** A driver of 100 MB and a character of 10 MB, both in base64, and room for the rest. */
export const MOST_BODY_BYTES = 150_000_000;
/** A body is in memory twice while it is read, as text and as what it says; three quarters stay for all else. */
const HEAP_SHARE_OF_BODIES = 1 / 8;
const MOST_KEY_LENGTH = 255;

/** Applies the rules of an endpoint and its models to a body. */
type Resolve = (body: unknown, options: ResolveOptions) => ResolvedRequest;

/** Reads a submit, accepts it, and says what was accepted. */
export type Submit = (c: Context<HttpEnv>, resolve: Resolve) => Promise<Accepted>;

/** Made once: all endpoints share one, and with it the room for large bodies. */
export function createSubmit(deps: HttpDeps): Submit {
  const room = createBodyRoom(getHeapStatistics().heap_size_limit * HEAP_SHARE_OF_BODIES);
  const own = { ...deps, refuseAsDirected: createRefuseAsDirected(), submitLine: createSubmitLine(deps) };
  return (c, resolve) => room.run(announcedBytes(c), () => submit(own, c, resolve));
}

/** Of a body without a length any length must be expected; one that is too large is refused before it is read. */
export function announcedBytes(c: Context<HttpEnv>): number {
  const byteCount = Number(c.req.header('content-length') ?? MOST_BODY_BYTES);
  return byteCount > MOST_BODY_BYTES ? 0 : byteCount;
}

export function resolveOptions({ randomSeed, settings }: HttpDeps, c: Context<HttpEnv>): ResolveOptions {
  return {
    strict: /(^|[,;\s])handling\s*=\s*"?strict"?/i.test(c.req.header('prefer') ?? ''),
    randomSeed: randomSeed(),
    allowLoopbackCallbacks: settings.allowLoopbackCallbacks,
  };
}

interface SubmitDeps extends HttpDeps {
  readonly refuseAsDirected: RefuseAsDirected;
  readonly submitLine: SubmitLine;
}

async function submit(deps: SubmitDeps, c: Context<HttpEnv>, resolve: Resolve): Promise<Accepted> {
  const caller = c.get('caller');
  const key = idempotencyKey(c.req.header('idempotency-key'));
  const value = await readJson(c, MOST_BODY_BYTES);
  const request = resolve(value, resolveOptions(deps, c));
  const testDirectives = caller.environment === 'test' ? readTestDirectives(request.prompt) : null;
  deps.refuseAsDirected(testDirectives, { caller, idempotencyKey: key });
  // With the endpoint: the same words may mean another model there.
  const same = [submitPathOf(request.model.id), value];
  const idempotency = key === null ? null : { key, requestHash: requestHash(same) };
  const { trace = silentTracer } = deps;
  const { generation, replayed } = await trace.span('submit', { 'reelay.model': request.model.id }, (span) =>
    accept(deps, caller, { ...request, testDirectives }, idempotency).then((accepted) => {
      span.set({ 'reelay.generation.id': accepted.generation.id, 'reelay.replayed': accepted.replayed });
      return accepted;
    }),
  );
  if (replayed) c.header('Idempotent-Replayed', 'true');
  const { model, mode } = generation;
  deps.meter?.submitted({ model, mode, outcome: replayed ? 'replayed' : 'accepted' });
  c.get('log').info(
    { generationId: generation.id, model: generation.model, engine: generation.engine, replayed },
    'generation accepted',
  );
  // Not from the row: by a replay the price may be known, and the same request gets the same answer.
  return presentAccepted(generation, request.referenceVideo?.kind !== 'url');
}

async function accept(
  deps: SubmitDeps,
  caller: Caller,
  request: ResolvedRequest & { readonly testDirectives: TestDirectives | null },
  idempotency: Idempotency | null,
): Promise<CreatedGeneration> {
  // Before the look-up: an earlier request that ends between the two would be paid for, and its repeat refused.
  const isPayable = await coversLeastPrice(deps, caller, request);
  const earlier = idempotency === null ? null : await findReplay(deps.db, caller, idempotency);
  if (earlier) return { generation: earlier, replayed: true };
  if (!isPayable) throw new AppError('INSUFFICIENT_CREDITS');
  refuseCallback(deps, request);
  const { model, mode } = request;
  const choice = deps.chooseEngine(engineWish(caller, request));
  if (choice.engine === null) throw new AppError('ENGINE_UNAVAILABLE', { detail: choice.why });
  const inputs = await receiveInputs(deps, caller, request);
  return deps.submitLine(caller, {
    model: model.id,
    mode,
    engine: choice.engine,
    prompt: request.prompt,
    engineRequest: engineRequest(request),
    seed: request.seed,
    ...quoteRequest(deps.prices, request, driverSeconds(inputs)),
    inputs,
    warnings: [...request.warnings, ...choice.notes],
    callbackUrl: request.callbackUrl,
    testDirectives: request.testDirectives,
    idempotency,
  });
}

/**
 * Files are inspected and stored before the price is held: an account that could not even pay the least that they can
 * cost is told so before they take our time and disk. Without files the hold itself is soon enough.
 */
async function coversLeastPrice(
  { db, prices }: HttpDeps,
  caller: Caller,
  request: ResolvedRequest,
): Promise<boolean> {
  if (!givenInputs(request).some(({ input }) => input.kind === 'base64')) return true;
  const seconds = request.referenceVideo?.kind === 'url' ? null : LEAST_DRIVER_SECONDS;
  return (await readBalance(db, caller)) >= quoteRequest(prices, request, seconds).price;
}

/** A callback that could never be delivered is told now, while somebody listens. */
export function refuseCallback({ callbackGuard }: HttpDeps, { callbackUrl }: ResolvedRequest): void {
  const check = callbackUrl === null ? null : callbackGuard.checkUrl(callbackUrl);
  if (check?.kind !== 'refused') return;
  throw new AppError('INVALID_REQUEST', { field: 'callback_url', detail: `callback_url: ${check.why}` });
}

/** Null when there is no driver, or it is not here yet. */
function driverSeconds(inputs: readonly NewInput[]): number | null {
  const driver = inputs.find((input) => input.role === 'reference_video');
  return driver?.kind === 'stored' ? driver.asset.durationSeconds : null;
}

/** What the engines are asked about it. */
export function engineWish({ environment, accountId }: Caller, request: ResolvedRequest): EngineWish {
  const furtherImageCount = request.furtherImages.length;
  return { ...engineRequest(request), environment, accountId, furtherImageCount };
}

/** Shaped as the engine port's EngineRequest without its inputs; this room may not import it. */
function engineRequest(request: ResolvedRequest) {
  return {
    model: request.model.id,
    mode: request.mode,
    prompt: request.prompt,
    negativePrompt: request.negativePrompt,
    durationSeconds: request.durationSeconds,
    aspectRatio: request.aspectRatio,
    pictureClass: request.model.pictureClass,
    cfgScale: request.cfgScale,
    seed: request.seed,
    sound: request.sound,
    characterOrientation: request.characterOrientation,
    keepOriginalSound: request.keepOriginalSound,
    cameraControl: request.cameraControl,
  };
}

export function idempotencyKey(header: string | undefined): string | null {
  if (header === undefined) return null;
  if (header.trim() !== '' && header.length <= MOST_KEY_LENGTH) return header;
  throw new AppError('BAD_REQUEST', {
    field: 'Idempotency-Key',
    detail: `Idempotency-Key must have 1 to ${MOST_KEY_LENGTH} characters.`,
  });
}
