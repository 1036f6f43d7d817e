import type { Environment } from '../kernel/environment.ts';
import type { KeyScope } from '../kernel/key-scopes.ts';
import type { Micros } from '../kernel/money.ts';

/** Who is calling, as far as the key says. */
export interface Caller {
  readonly accountId: string;
  readonly keyId: string;
  readonly environment: Environment;
  readonly scopes: readonly KeyScope[];
  readonly limits: KeyLimits;
}

/** Limits of one key; null where the server's own apply. */
export interface KeyLimits {
  readonly submitsPerMinute: number | null;
  readonly readsPerMinute: number | null;
  /** Generations under way at once. */
  readonly concurrency: number | null;
  /** The most that the generations of one UTC day may cost. */
  readonly dailySpend: Micros | null;
}

export const NO_KEY_LIMITS: KeyLimits = {
  submitsPerMinute: null,
  readsPerMinute: null,
  concurrency: null,
  dailySpend: null,
};
