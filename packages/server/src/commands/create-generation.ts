import type { Caller } from '../accounts/caller.ts';
import { unknownFile } from '../catalogue/inputs.ts';
import { hasPriority } from '../catalogue/models.ts';
import { inTransaction, type Db, type Tx } from '../db/transaction.ts';
import { insertAsset, type NewAsset } from '../generations/assets.ts';
import type { Generation } from '../generations/generation.ts';
import { findClaim, insertClaims, type IdempotencyScope } from '../generations/idempotency.ts';
import { keepFile } from '../generations/files.ts';
import { insertInput } from '../generations/inputs.ts';
import { findGeneration, insertGenerations } from '../generations/statements.ts';
import type { Jobs, NewJob } from '../jobs/jobs.ts';
import type { Clock } from '../kernel/clock.ts';
import type { GenerationMode } from '../kernel/environment.ts';
import { AppError } from '../kernel/errors.ts';
import type { NewId } from '../kernel/ids.ts';
import type { JsonValue } from '../kernel/json.ts';
import type { InputRole } from '../kernel/media-input.ts';
import type { Meter } from '../kernel/meter.ts';
import type { Micros } from '../kernel/money.ts';
import { parseTestDirectives } from '../kernel/test-directives.ts';
import { hold } from '../ledger/ledger.ts';
import { checkSpendLimit } from './check-spend-limit.ts';

/** Native API, section 1: a generation that is not ready after 15 minutes has failed. */
const TIME_LIMIT_MILLISECONDS = 15 * 60_000;

export interface CommandDeps {
  readonly db: Db;
  readonly jobs: Jobs;
  readonly clock: Clock;
  readonly newId: NewId;
  /** Counts what happens; nothing does when absent. */
  readonly meter?: Meter;
}

/** A request after the model's rules were applied and its price was named. */
export interface NewGeneration {
  /** Chosen here when absent. */
  readonly id?: string;
  readonly model: string;
  readonly mode: GenerationMode;
  readonly engine: string;
  readonly prompt: string;
  /** The `EngineRequest` without its inputs, as JSON. */
  readonly engineRequest: JsonValue;
  readonly seed: number;
  /** Null while `openRate` is not: the length decides the price, and is measured later. */
  readonly durationSeconds: number | null;
  /** What it costs, or the most that it can cost. Held now. */
  readonly price: Micros;
  /** The price of a second when the length is not known yet; else null. */
  readonly openRate: Micros | null;
  readonly inputs: readonly NewInput[];
  readonly warnings: readonly string[];
  readonly callbackUrl: string | null;
  /** The faults that a magic prompt asks for; null without. */
  readonly testDirectives: JsonValue;
  /** Null without a key. */
  readonly idempotency: Idempotency | null;
}

/** The caller's Idempotency-Key and a SHA-256 of what makes the request the same. */
export interface Idempotency {
  readonly key: string;
  readonly requestHash: Buffer;
}

/** A picture or video that came with the request and is stored, or the address that it shall be downloaded from. */
export type NewInput =
  | (InputPlace & {
      readonly kind: 'stored';
      readonly asset: NewAsset;
      /** The uploaded file whose bytes they are, and where in the body it was named; absent when they came along. */
      readonly file?: { readonly id: string; readonly path: string };
    })
  | (InputPlace & { readonly kind: 'remote'; readonly url: string });

interface InputPlace {
  readonly role: InputRole;
  /** 0 when absent; O1 and O3 take several pictures. */
  readonly position?: number;
}

export interface CreatedGeneration {
  readonly generation: Generation;
  /** True when an earlier request with the same Idempotency-Key had made it. */
  readonly replayed: boolean;
}

/**
 * Accepts a request: in one transaction claims its Idempotency-Key, holds its price, writes it down and enqueues its
 * job. Throws INSUFFICIENT_CREDITS or IDEMPOTENCY_MISMATCH, and then nothing has happened.
 */
export async function createGeneration(
  deps: CommandDeps,
  caller: Caller,
  request: NewGeneration,
): Promise<CreatedGeneration> {
  const id = request.id ?? deps.newId();
  const result = await inTransaction(deps.db, (tx) => acceptGeneration(deps, tx, caller, { ...request, id }));
  if (!result.replayed) deps.jobs.wake('generations');
  return result;
}

/** The same as a part of a transaction. Whoever commits it wakes the loop of `generations`. */
export async function acceptGeneration(
  deps: Pick<CommandDeps, 'clock' | 'jobs'>,
  tx: Tx,
  caller: Caller,
  request: IdentifiedRequest,
): Promise<CreatedGeneration> {
  const created = (await acceptGenerations(deps, tx, [{ caller, request }])).get(request.id);
  if (!created) throw new Error(`generation ${request.id} was not written`);
  return created;
}

/** A request, and whose it is. */
export interface Submit {
  readonly caller: Caller;
  readonly request: IdentifiedRequest;
}

/**
 * Accepts requests of one purse, at least one, all or none, and answers them by their ids. Their keys are claimed first and in
 * the order in which they come, which is one order everywhere: whoever waits for somebody else's key must not hold the balance
 * that the other one is about to lock.
 */
export async function acceptGenerations(
  deps: Pick<CommandDeps, 'clock' | 'jobs'>,
  tx: Tx,
  submits: readonly Submit[],
): Promise<ReadonlyMap<string, CreatedGeneration>> {
  const earlier = await claimKeys(tx, submits);
  const fresh = submits.filter(({ request }) => !earlier.has(request.id));
  const written = fresh.length === 0 ? [] : await writeGenerations(deps, tx, fresh);
  return new Map<string, CreatedGeneration>([
    ...[...earlier].map(([id, generation]) => [id, { generation, replayed: true }] as const),
    ...written.map((generation) => [generation.id, { generation, replayed: false }] as const),
  ]);
}

export type IdentifiedRequest = NewGeneration & { readonly id: string };

/** A magic prompt may ask that it waits; some models go first. */
function jobOf({ id, model, testDirectives }: IdentifiedRequest): NewJob {
  return {
    subjectId: id,
    startAfterSeconds: parseTestDirectives(testDirectives)?.queueSeconds ?? 0,
    priority: hasPriority(model) ? 1 : 0,
  };
}

async function writeGenerations(
  { clock, jobs }: Pick<CommandDeps, 'clock' | 'jobs'>,
  tx: Tx,
  submits: readonly Submit[],
): Promise<readonly Generation[]> {
  await jobs.enqueueMany(
    tx,
    'generations',
    submits.map(({ request }) => jobOf(request)),
  );
  const now = clock.now();
  const generations = await insertGenerations(
    tx,
    submits.map(({ caller, request }) => newRow(now, caller, request, request.id)),
  );
  for (const submit of submits)
    for (const input of submit.request.inputs) await writeInput(tx, submit, input);
  await holdAll(tx, submits);
  const callers = new Map(submits.map(({ caller }) => [caller.keyId, caller]));
  for (const caller of callers.values()) await checkSpendLimit(tx, caller, now);
  return generations;
}

/** Last, because it locks the balance until the commit: all submits of an account pass here one by one. */
async function holdAll(tx: Tx, submits: readonly Submit[]): Promise<void> {
  const [first] = submits;
  if (!first) return;
  const holds = submits.map(({ request }) => ({ generationId: request.id, price: request.price }));
  await hold(tx, first.caller, holds);
}

/** The generations that keys belong to which are not ours, by the ids of those that asked. */
async function claimKeys(tx: Tx, submits: readonly Submit[]): Promise<ReadonlyMap<string, Generation>> {
  const keyed = submits.flatMap(({ caller, request: { id, idempotency } }) =>
    idempotency === null ? [] : [{ caller, id, idempotency }],
  );
  const earlier = new Map<string, Generation>();
  if (keyed.length === 0) return earlier;
  const ours = await insertClaims(
    tx,
    keyed.map(({ caller, id, idempotency }) => ({
      ...scopeOf(caller, idempotency),
      requestHash: idempotency.requestHash,
      generationId: id,
    })),
  );
  for (const { caller, id, idempotency } of keyed.filter((one) => !ours.has(one.id))) {
    const replay = await findReplay(tx, caller, idempotency);
    // The claim was there a moment ago; it can only have been forgotten for its age in between.
    if (!replay) throw new AppError('IDEMPOTENCY_IN_PROGRESS', { retryAfterSeconds: 1 });
    earlier.set(id, replay);
  }
  return earlier;
}

/**
 * What an earlier request with this Idempotency-Key has made, so that its repeat need not be worked through; null when
 * there was none yet. Throws IDEMPOTENCY_MISMATCH when that was another request, and CONFLICT when what it made was deleted
 * since: making it again would be paid for twice, and the first answer would lead to something that is not there.
 */
export async function findReplay(
  db: Db,
  caller: Caller,
  idempotency: Idempotency,
): Promise<Generation | null> {
  const claim = await findClaim(db, scopeOf(caller, idempotency));
  if (!claim) return null;
  if (!claim.requestHash.equals(idempotency.requestHash)) throw new AppError('IDEMPOTENCY_MISMATCH');
  const generation = await findGeneration(db, caller.accountId, claim.generationId);
  if (!generation)
    throw new AppError('CONFLICT', {
      field: 'Idempotency-Key',
      detail: `The generation of this Idempotency-Key, ${claim.generationId}, was deleted. Use a new key to make a new one.`,
    });
  return generation;
}

function scopeOf({ accountId, environment }: Caller, { key }: Idempotency): IdempotencyScope {
  return { accountId, environment, key };
}

/** An uploaded file may be deleted while it is being used: only what is still there at the commit may be named by a row. */
async function writeInput(tx: Tx, { caller, request }: Submit, input: NewInput): Promise<void> {
  const { accountId } = caller;
  const [url, asset] = input.kind === 'stored' ? [null, input.asset] : [input.url, null];
  if (input.kind === 'stored' && input.file && !(await keepFile(tx, accountId, input.file.id)))
    throw unknownFile(input.file.path, input.file.id);
  if (asset) await insertAsset(tx, { accountId, generationId: request.id }, asset);
  const position = input.position ?? 0;
  await insertInput(tx, request.id, { role: input.role, position, url, assetId: asset?.id ?? null });
}

function newRow(now: Date, caller: Caller, request: NewGeneration, id: string) {
  return {
    id,
    accountId: caller.accountId,
    apiKeyId: caller.keyId,
    environment: caller.environment,
    model: request.model,
    mode: request.mode,
    engine: request.engine,
    prompt: request.prompt,
    request: request.engineRequest,
    seed: request.seed,
    durationSeconds: request.durationSeconds,
    warnings: request.warnings,
    price: request.price,
    openRate: request.openRate,
    inputsReady: request.inputs.every((input) => input.kind === 'stored'),
    callbackUrl: request.callbackUrl,
    testDirectives: request.testDirectives,
    createdAt: now,
    deadlineAt: new Date(now.getTime() + TIME_LIMIT_MILLISECONDS),
  };
}
