import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { isUuid } from '../kernel/ids.ts';
import { formatDollars } from '../kernel/money.ts';
import { readConfig } from '../main/config.ts';
import { endUnknown } from '../main/operator.ts';
import { quietLogger } from './quiet-logger.ts';
import { UsageError } from './usage-error.ts';

const NOTE = 'ended by the operator: the outcome at the engine was unknown';

/** `reelay resolve-unknown <id>`: for generations that `reelay doctor` names, after a look at the provider's account. */
export function addResolveUnknownCommand(program: Command): void {
  program
    .command('resolve-unknown')
    .description('End and refund a generation of which its engine cannot tell whether it took the work.')
    .argument('<generation id>', 'as reelay doctor names it')
    .option('--yes', 'do not ask')
    .action(async (id: string, { yes = false }: { yes?: boolean }) => {
      if (!isUuid(id)) throw new UsageError(`"${id}" is no id of a generation; reelay doctor names them`);
      if (!yes) await confirm(id);
      const config = readConfig(process.env);
      const resolved = await endUnknown(config, quietLogger(config), id, NOTE);
      switch (resolved.kind) {
        case 'not_found':
          throw new UsageError(`there is no generation ${id}`);
        case 'not_unknown':
          throw new UsageError(
            `generation ${id} is ${resolved.generation.status} and its outcome is not unknown; nothing was changed`,
          );
        case 'resolved':
          console.log(
            `Generation ${id} has failed and $${formatDollars(resolved.generation.price)} were given back.`,
          );
      }
    });
}

async function confirm(id: string): Promise<void> {
  if (!process.stdin.isTTY)
    throw new UsageError(
      'say --yes: the customer is refunded, and what the provider may still charge is yours to pay',
    );
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(
      `End generation ${id} as failed and refund it? What the provider may still charge is yours to pay. [y/N] `,
    );
    if (!/^y(es)?$/i.test(answer.trim())) throw new UsageError('nothing was changed');
  } finally {
    terminal.close();
  }
}
