import type { Environment } from '../kernel/environment.ts';
import type { KeyScope } from '../kernel/key-scopes.ts';
import type { Caller, KeyLimits } from './caller.ts';

/** A key as it may be shown: nothing in it opens anything. */
export interface Key {
  readonly id: string;
  readonly accountId: string;
  readonly environment: Environment;
  readonly name: string;
  /** Its first characters, so that people can tell keys apart. */
  readonly prefix: string;
  readonly scopes: readonly KeyScope[];
  readonly limits: KeyLimits;
  readonly createdAt: Date;
  /** From then on it opens nothing; null = never. */
  readonly expiresAt: Date | null;
  /** Right to about a minute; null = never used. */
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
  /** The key that this one takes the place of. */
  readonly rotatedFrom: string | null;
}

export const KEY_STATES = ['active', 'expired', 'revoked'] as const;
export type KeyState = (typeof KEY_STATES)[number];

export function keyState({ revokedAt, expiresAt }: Key, now: Date): KeyState {
  if (revokedAt !== null) return 'revoked';
  return expiresAt !== null && expiresAt <= now ? 'expired' : 'active';
}

/** A test key sees and manages test keys only, so that a leaked one cannot touch what costs money; a live one both. */
export function managedEnvironments({ environment }: Caller): readonly Environment[] {
  return environment === 'live' ? ['test', 'live'] : ['test'];
}
