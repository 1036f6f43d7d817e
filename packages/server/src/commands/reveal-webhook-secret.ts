import type { Caller } from '../accounts/caller.ts';
import { AppError } from '../kernel/errors.ts';
import { takeUnshownSecret } from '../webhooks/secret-statements.ts';
import type { CommandDeps } from './create-generation.ts';

/** Shows the secret that the environment of the key came with, once. Of many who ask at the same time one gets it. Throws CONFLICT. */
export async function revealWebhookSecret(
  { db, clock }: Pick<CommandDeps, 'db' | 'clock'>,
  caller: Caller,
): Promise<string> {
  const secret = await takeUnshownSecret(db, caller, clock.now());
  if (secret !== null) return secret;
  throw new AppError('CONFLICT', {
    detail:
      'The secret was shown before and is shown once only. When it is lost, rotate it: POST /v1/webhooks/secret/rotate.',
  });
}
