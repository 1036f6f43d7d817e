import type { Caller } from '../accounts/caller.ts';
import { inTransaction, type Db, type Tx } from '../db/transaction.ts';
import { insertAsset, type NewAsset } from '../generations/assets.ts';
import type { Generation } from '../generations/generation.ts';
import { findClaim, insertClaim, type IdempotencyScope } from '../generations/idempotency.ts';
import { insertInput } from '../generations/inputs.ts';
import { findGeneration, insertGeneration } from '../generations/statements.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { Clock } from '../kernel/clock.ts';
import type { GenerationMode } from '../kernel/environment.ts';
import { AppError } from '../kernel/errors.ts';
import type { NewId } from '../kernel/ids.ts';
import type { JsonValue } from '../kernel/json.ts';
import type { InputRole } from '../kernel/media-input.ts';
import type { Micros } from '../kernel/money.ts';
import { hold } from '../ledger/ledger.ts';
import { checkSpendLimit } from './check-spend-limit.ts';

/** Native API, section 1: a generation that is not ready after 15 minutes has failed. */
const TIME_LIMIT_MILLISECONDS = 15 * 60_000;

export interface CommandDeps {
  readonly db: Db;
  readonly jobs: Jobs;
  readonly clock: Clock;
  readonly newId: NewId;
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
  | (InputPlace & { readonly kind: 'stored'; readonly asset: NewAsset })
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
  const result = await inTransaction(deps.db, async (tx) => {
    const earlier = await claimKey(tx, caller, request, id);
    if (earlier !== null) return { generation: earlier, replayed: true };
    const generation = await insertGeneration(tx, newRow(deps.clock.now(), caller, request, id));
    for (const input of request.inputs) await writeInput(tx, generation, input);
    await deps.jobs.enqueue(tx, 'generations', id);
    // Last, because it locks the balance until the commit: all submits of an account pass here one by one.
    await hold(tx, caller, id, request.price);
    await checkSpendLimit(tx, caller, deps.clock.now());
    return { generation, replayed: false };
  });
  if (!result.replayed) deps.jobs.wake('generations');
  return result;
}

/** Null when the key is ours now; else the generation that the key belongs to. */
async function claimKey(
  tx: Tx,
  caller: Caller,
  request: NewGeneration,
  id: string,
): Promise<Generation | null> {
  const { idempotency } = request;
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
 * there was none yet. Throws IDEMPOTENCY_MISMATCH when that was another request.
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
  if (!generation) throw new Error(`generation ${claim.generationId} of an idempotency key does not exist`);
  return generation;
}

function scopeOf({ accountId, environment }: Caller, { key }: Idempotency): IdempotencyScope {
  return { accountId, environment, key };
}

async function writeInput(tx: Tx, { id, accountId }: Generation, input: NewInput): Promise<void> {
  if (input.kind === 'stored') await insertAsset(tx, { accountId, generationId: id }, input.asset);
  const [url, assetId] = input.kind === 'stored' ? [null, input.asset.id] : [input.url, null];
  await insertInput(tx, id, { role: input.role, position: input.position ?? 0, url, assetId });
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
