declare const micros: unique symbol;
/** US dollars in millionths. Always whole; a bigint so that no sum can lose a unit. */
export type Micros = bigint & { readonly [micros]: true };

const MICROS_PER_DOLLAR = 1_000_000n;
/** Prices and balances are shown with 4 decimals, so the smallest unit shown is 100 micros. */
const MICROS_PER_SHOWN_UNIT = 100n;

export function toMicros(value: bigint): Micros {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the one place that brands
  return value as Micros;
}

/** `count` units at `unit` each; `count` must be a whole number that is not negative. */
export function times(unit: Micros, count: number): Micros {
  if (!Number.isSafeInteger(count) || count < 0)
    throw new RangeError(`count must be a whole number, got ${count}`);
  return toMicros(unit * BigInt(count));
}

/** Reads "12.5" or "-0.0001" dollars without passing through a float. At most 6 decimals. */
export function parseDollars(text: string): Micros {
  const match = /^(-?)(\d{1,12})(?:\.(\d{1,6}))?$/.exec(text.trim());
  if (!match)
    throw new RangeError(`not an amount of dollars with at most 6 decimals: ${JSON.stringify(text)}`);
  const [, sign, whole = '0', fraction = ''] = match;
  const value = BigInt(whole) * MICROS_PER_DOLLAR + BigInt(fraction.padEnd(6, '0'));
  return toMicros(sign === '-' ? -value : value);
}

/** Dollars with 4 decimals ("0.2900"), rounded up so that a price shown is never below the price charged. */
export function formatDollars(amount: Micros): string {
  const negative = amount < 0n;
  const plain: bigint = amount;
  const absolute = negative ? -plain : plain;
  const units = negative
    ? absolute / MICROS_PER_SHOWN_UNIT
    : (absolute + MICROS_PER_SHOWN_UNIT - 1n) / MICROS_PER_SHOWN_UNIT;
  return `${negative && units > 0n ? '-' : ''}${units / 10_000n}.${(units % 10_000n).toString().padStart(4, '0')}`;
}
