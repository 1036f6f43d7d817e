/**
 * The movements of money. A price is held when a generation is accepted, and ends in exactly one of settled (spent) or
 * released (given back). Where the price is only known later, the most that it can be is held, and settling gives the
 * difference back. Entries are only ever added; an account's balance equals their sum.
 */
import type { Db, Tx } from '../db/transaction.ts';
import type { Environment } from '../kernel/environment.ts';
import { AppError } from '../kernel/errors.ts';
import { toMicros, type Micros } from '../kernel/money.ts';
import {
  addToBalance,
  findHold,
  insertEntries,
  selectBalance,
  selectPurse,
  selectWrongBalances,
  selectWrongHolds,
  sumCostOfKey,
  takeFromBalance,
  type Purse,
} from './statements.ts';

export type { Purse } from './statements.ts';

/** Adds credit. A negative amount takes credit away, and is refused when the balance does not cover it. */
export async function grant(tx: Tx, purse: Purse, amount: Micros, note: string): Promise<void> {
  if (amount < 0n) {
    if (!(await takeFromBalance(tx, purse, opposite(amount)))) throw new AppError('INSUFFICIENT_CREDITS');
  } else {
    await addToBalance(tx, purse, amount);
  }
  await insertEntries(tx, [{ ...purse, kind: 'grant', generationId: null, amountMicros: amount, note }]);
}

/** A price, or the most that it can be, which is to be set aside for a generation. */
export interface Hold {
  readonly generationId: string;
  readonly price: Micros;
}

/**
 * Sets all of these prices aside, at least one, or none and throws INSUFFICIENT_CREDITS. A price of nothing is held too, so that
 * each generation has its pair of entries.
 */
export async function hold(tx: Tx, purse: Purse, holds: readonly Hold[]): Promise<void> {
  if (holds.some(({ price }) => price < 0n)) throw new RangeError('a price is never negative');
  const { accountId, environment } = purse;
  // The entries first: the balance's row is locked from its update to the commit, and every submit of the account waits for it.
  await insertEntries(
    tx,
    holds.map(({ generationId, price }) => ({
      accountId,
      environment,
      kind: 'hold',
      generationId,
      amountMicros: opposite(price),
    })),
  );
  const sum = holds.reduce((total, { price }) => total + price, 0n);
  if (sum > 0n && !(await takeFromBalance(tx, purse, sum))) throw new AppError('INSUFFICIENT_CREDITS');
}

/** Of what is held `price` is spent and the rest given back. False when the hold has ended before. */
export async function settle(tx: Tx, generationId: string, price: Micros): Promise<boolean> {
  return endHold(tx, generationId, { kind: 'settle', price });
}

/** The held price is given back in full. False when the hold has ended before. `note` stays with the entry. */
export async function release(tx: Tx, generationId: string, note?: string): Promise<boolean> {
  return endHold(tx, generationId, { kind: 'release', ...(note === undefined ? {} : { note }) });
}

/** What an account can spend; 0 when it never had anything. */
export async function readBalance(db: Db, purse: Purse): Promise<Micros> {
  return toMicros(await selectBalance(db, purse));
}

export interface PurseState {
  /** What can be spent. */
  readonly balance: Micros;
  /** What is set aside for the generations under way. */
  readonly held: Micros;
}

/** Both as of one moment, so that nothing is counted twice or left out. */
export async function readPurse(db: Db, purse: Purse): Promise<PurseState> {
  const { balance, held } = await selectPurse(db, purse);
  return { balance: toMicros(balance), held: toMicros(held) };
}

/** What the generations that a key submitted since `since` cost so far: settled prices, and holds of those under way. */
export async function readCostOfKey(tx: Tx, keyId: string, since: Date): Promise<Micros> {
  return toMicros(await sumCostOfKey(tx, keyId, since));
}

export interface LedgerAudit {
  /** Balances that differ from the sum of their entries. */
  readonly wrongBalances: readonly {
    readonly accountId: string;
    readonly environment: Environment;
    readonly balanceMicros: bigint;
    readonly sumMicros: bigint;
  }[];
  /** Generations whose hold does not fit their status, or that cost another sum than their price. */
  readonly wrongHolds: readonly string[];
}

/** Checks every account; both lists are empty unless there is a bug. */
export async function auditLedger(db: Db): Promise<LedgerAudit> {
  const [balances, wrongHolds] = await Promise.all([selectWrongBalances(db), selectWrongHolds(db)]);
  const wrongBalances = balances.map((row) => ({
    accountId: row.account_id,
    environment: row.environment,
    balanceMicros: row.balance,
    sumMicros: row.sum,
  }));
  return { wrongBalances, wrongHolds };
}

type HoldEnd =
  | { readonly kind: 'release'; readonly note?: string }
  | { readonly kind: 'settle'; readonly price: Micros };

async function endHold(tx: Tx, generationId: string, end: HoldEnd): Promise<boolean> {
  const held = await findHold(tx, generationId);
  if (!held) throw new Error(`generation ${generationId} has no hold to ${end.kind}`);
  if (held.ended) return false;
  const back = end.kind === 'release' ? held.heldMicros : held.heldMicros - end.price;
  if (back < 0n || back > held.heldMicros)
    throw new RangeError(`generation ${generationId} cannot spend another sum than what is held for it`);
  if (back > 0n) await addToBalance(tx, held, back);
  const entry = {
    accountId: held.accountId,
    environment: held.environment,
    kind: end.kind,
    generationId,
    amountMicros: back,
    ...(end.kind === 'release' && end.note !== undefined ? { note: end.note } : {}),
  };
  await insertEntries(tx, [entry]);
  return true;
}

function opposite(amount: bigint): bigint {
  return -amount;
}
