import type { Caller } from '../accounts/caller.ts';
import { newWebhookSecret, type RandomBytes } from '../accounts/secrets.ts';
import { replaceSecret } from '../webhooks/secret-statements.ts';
import type { CommandDeps } from './create-generation.ts';

export interface RotateSecretDeps extends Pick<CommandDeps, 'db' | 'clock'> {
  readonly randomBytes: RandomBytes;
}

/**
 * Makes a new secret for the environment of the key, which is shown now and never again. For `overlapSeconds` every
 * message carries the signatures of both, so that receivers can change over one by one; after a second rotation in that
 * time the oldest signs no more.
 */
export async function rotateWebhookSecret(
  { db, clock, randomBytes }: RotateSecretDeps,
  caller: Caller,
  overlapSeconds: number,
): Promise<string> {
  const secret = newWebhookSecret(randomBytes);
  const now = clock.now();
  const previousUntil = overlapSeconds === 0 ? null : new Date(now.getTime() + overlapSeconds * 1000);
  await replaceSecret(db, caller, { secret, previousUntil, now });
  return secret;
}
