import type { Caller } from '../accounts/caller.ts';
import { unknownFile } from '../catalogue/inputs.ts';
import { hasPriority } from '../catalogue/models.ts';
import { inTransaction, type Db, type Tx } from '../db/transaction.ts';
import { insertAsset, type NewAsset } from '../generations/assets.ts';
import type { Generation } from '../generations/generation.ts';
import { findClaim, insertClaim, type IdempotencyScope } from '../generations/idempotency.ts';
import { keepFile } from '../generations/files.ts';
import { insertInput } from '../generations/inputs.ts';
import { findGeneration, insertGeneration } from '../generations/statements.ts';
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
  deps: CommandDeps,
  tx: Tx,
  caller: Caller,
  request: IdentifiedRequest,
): Promise<CreatedGeneration> {
  const earlier = await claimKey(tx, caller, request);
  if (earlier !== null) return { generation: earlier, replayed: true };
  await deps.jobs.enqueueMany(tx, 'generations', [jobOf(request)]);
  return { generation: await writeGeneration(deps, tx, caller, request), replayed: false };
}

export type IdentifiedRequest = NewGeneration & { readonly id: string };

/** A magic prompt may ask that it waits; some models go first. */
export function jobOf({ id, model, testDirectives }: IdentifiedRequest): NewJob {
  return {
    subjectId: id,
    startAfterSeconds: parseTestDirectives(testDirectives)?.queueSeconds ?? 0,
    priority: hasPriority(model) ? 1 : 0,
  };
}

/** Writes the rows and holds the price. The caller enqueues its job in the same transaction. */
export async function writeGeneration(
  deps: Pick<CommandDeps, 'clock'>,
  tx: Tx,
  caller: Caller,
  request: IdentifiedRequest,
): Promise<Generation> {
  const { id, price } = request;
  const generation = await insertGeneration(tx, newRow(deps.clock.now(), caller, request, id));
  for (const input of request.inputs) await writeInput(tx, generation, input);
  // Last, because it locks the balance until the commit: all submits of an account pass here one by one.
  await hold(tx, caller, id, price);
  await checkSpendLimit(tx, caller, generation.createdAt);
  return generation;
}

/** Null when the key is ours now; else the generation that the key belongs to. */
export async function claimKey(
  tx: Tx,
  caller: Caller,
  { id, idempotency }: IdentifiedRequest,
): Promise<Generation | null> {
  if (idempotency === null) return null;
  const claim = { requestHash: idempotency.requestHash, generationId: id };
  if (await insertClaim(tx, scopeOf(caller, idempotency), claim)) return null;
  const earlier = await findReplay(tx, caller, idempotency);
  // The claim was there a moment ago; it can only have been forgotten for its age in between.
  if (!earlier) throw new AppError('IDEMPOTENCY_IN_PROGRESS', { retryAfterSeconds: 1 });
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
async function writeInput(tx: Tx, { id, accountId }: Generation, input: NewInput): Promise<void> {
  const [url, asset] = input.kind === 'stored' ? [null, input.asset] : [input.url, null];
  if (input.kind === 'stored' && input.file && !(await keepFile(tx, accountId, input.file.id)))
    throw unknownFile(input.file.path, input.file.id);
  if (asset) await insertAsset(tx, { accountId, generationId: id }, asset);
  const position = input.position ?? 0;
  await insertInput(tx, id, { role: input.role, position, url, assetId: asset?.id ?? null });
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
