/** The commands that talk to a server over its API. They load nothing of the server, so that they start at once. */
import type { Command } from 'commander';
import { addBalanceCommand } from './account/balance.ts';
import { addFilesCommand } from './account/files.ts';
import { addKeysCommand } from './account/keys.ts';
import { addModelsCommand } from './account/models.ts';
import { addUsageCommand } from './account/usage.ts';
import { createRunApi } from './api/run-api.ts';
import { addGenerateCommand } from './generate/generate.ts';
import { addGenerationsCommand } from './generations/generations.ts';
import { addWebhooksCommand } from './webhooks/webhooks.ts';

export function addApiCommands(program: Command, setExitCode: (code: number) => void): void {
  const run = createRunApi(setExitCode);
  program.commandsGroup('Make videos:');
  addGenerateCommand(program, run);
  addGenerationsCommand(program, run);
  addModelsCommand(program, run);
  addFilesCommand(program, run);
  program.commandsGroup('Look after an account:');
  addWebhooksCommand(program, run);
  addKeysCommand(program, run);
  addBalanceCommand(program, run);
  addUsageCommand(program, run);
}
