import type { WebhookSecret } from '@reelay/client';
import type { Command } from 'commander';
import { withApiOptions } from '../api/api-command.ts';
import type { ApiOptions } from '../api/connection.ts';
import type { RunApi } from '../api/run-api.ts';
import type { Session } from '../api/session.ts';
import { readSeconds } from '../read/read-seconds.ts';
import { commandName } from '../request/command-name.ts';
import { formatFacts } from '../terminal/format-table.ts';
import { showTime } from '../terminal/show.ts';
import { UsageError } from '../usage-error.ts';

interface SecretOptions extends ApiOptions {
  readonly reveal?: boolean;
  readonly rotate?: boolean;
  readonly overlap?: string;
}

const EXAMPLES = [
  'reelay webhooks secret',
  'reelay webhooks secret --reveal > webhook-secret.txt',
  'reelay webhooks secret --rotate --overlap 2d',
];

/** `reelay webhooks secret`. */
export function addSecretCommand(webhooks: Command, run: RunApi): void {
  const command = webhooks
    .command('secret')
    .description('Tell which secret signs the webhooks, show it once, or replace it.')
    .option('--reveal', 'show the secret that came with the account; this works once')
    .option('--rotate', 'make a new secret and show it; the old one signs beside it for a while')
    .option('--overlap <time>', 'with --rotate: how long both sign, 0 to 7d (default: 1d)');
  withApiOptions(command, EXAMPLES).action((options: SecretOptions) =>
    run(options, { optionOf: { overlap_seconds: '--overlap' } }, (session) => secret(session, options)),
  );
}

async function secret(session: Session, options: SecretOptions): Promise<void> {
  const { reveal, rotate, overlap } = options;
  const { signal } = session;
  const secrets = session.client.webhooks.secret;
  if (reveal && rotate) throw new UsageError('--reveal and --rotate: one of the two');
  if (overlap !== undefined && !rotate) throw new UsageError('--overlap goes with --rotate');
  if (!reveal && !rotate) return printSecret(session, await secrets.get({ signal }));
  const overlapSeconds = overlap === undefined ? undefined : readSeconds('--overlap', overlap);
  const shown = await (rotate ? secrets.rotate({ signal, overlapSeconds }) : secrets.reveal({ signal }));
  if (session.isJson) session.printJson(shown);
  else session.print(shown.secret);
  session.note('Keep it where the receiver finds it: it is not shown again.');
  if (shown.previous_valid_until !== null)
    session.note(`The old secret signs as well until ${showTime(shown.previous_valid_until)}.`);
}

function printSecret(session: Session, known: WebhookSecret): void {
  if (session.isJson) return session.printJson(known);
  const { prefix, shown_at: shownAt, previous_valid_until: until } = known;
  session.print(
    formatFacts([
      ['secret', `${prefix}...`],
      ['shown', shownAt === null ? 'not yet' : showTime(shownAt)],
      ['the old one', until === null ? null : `signs as well until ${showTime(until)}`],
    ]),
  );
  const next = shownAt === null ? 'Show it, once: ' : 'It is not shown again; make a new one: ';
  session.note(`${next}${commandName()} webhooks secret ${shownAt === null ? '--reveal' : '--rotate'}`);
}
