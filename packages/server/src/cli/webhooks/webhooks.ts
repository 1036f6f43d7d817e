import type { Command } from 'commander';
import { describeExamples } from '../api/api-command.ts';
import type { RunApi } from '../api/run-api.ts';
import { addDeliveriesCommand } from './deliveries.ts';
import { addListenCommand } from './listen.ts';
import { addReplayCommand } from './replay.ts';
import { addSecretCommand } from './secret.ts';
import { addTestCommand } from './send-test.ts';

/** `reelay webhooks`: what is sent when generations end. */
export function addWebhooksCommand(program: Command, run: RunApi): void {
  const webhooks = program
    .command('webhooks')
    .description('Hear of generations that end; see, repeat and test what was sent.')
    .addHelpText(
      'after',
      describeExamples([
        'reelay webhooks listen --forward http://localhost:3000/hooks/reelay',
        'reelay webhooks deliveries --status exhausted',
      ]),
    );
  addListenCommand(webhooks, run);
  addDeliveriesCommand(webhooks, run);
  addReplayCommand(webhooks, run);
  addTestCommand(webhooks, run);
  addSecretCommand(webhooks, run);
}
