/** What Kling says that it took for a work, in micro-dollars. */
import { toMicros, type Micros } from '../../kernel/money.ts';

const MILLION = 1_000_000n;

export interface Charge {
  readonly kind: 'cash' | 'unit';
  /** A decimal number as Kling wrote it. */
  readonly amount: string;
  /** Of cash; null when it is not said. */
  readonly currency: string | null;
}

/** Null when a part of it cannot be told in dollars: another currency, or units without a price of the operator's. */
export function billOf(charges: readonly Charge[], unitPriceUsd: number | undefined): Micros | null {
  if (charges.length === 0) return null;
  const unitPrice = unitPriceUsd === undefined ? null : BigInt(Math.round(unitPriceUsd * 1_000_000));
  let sum = 0n;
  for (const { kind, amount, currency } of charges) {
    const millionths = millionthsOf(amount);
    if (millionths === null) return null;
    if (millionths === 0n) continue;
    if (kind === 'cash' && currency === 'USD') sum += millionths;
    else if (kind === 'unit' && unitPrice !== null) sum += (millionths * unitPrice + MILLION - 1n) / MILLION;
    else return null;
  }
  return toMicros(sum);
}

/** Rounded up where there are more than six decimals, so that nothing that was taken is left out. */
function millionthsOf(amount: string): bigint | null {
  const match = /^(\d{1,12})(?:\.(\d{1,18}))?$/.exec(amount.trim());
  if (!match) return null;
  const [, whole = '0', fraction = ''] = match;
  const kept = BigInt(whole) * MILLION + BigInt(fraction.slice(0, 6).padEnd(6, '0'));
  return /[1-9]/.test(fraction.slice(6)) ? kept + 1n : kept;
}
