import { type Command, Option } from 'commander';
import { ENVIRONMENTS, type Environment } from '../kernel/environment.ts';
import { formatDollars, parseDollars } from '../kernel/money.ts';
import { readConfig } from '../main/config.ts';
import { createLogger } from '../main/create-logger.ts';
import { openAdmin } from '../main/open-admin.ts';
import { describeExamples } from './api/api-command.ts';
import { UsageError } from './usage-error.ts';

const environment = (): Option =>
  new Option('--environment <name>', 'play money of test keys, or credit of live keys')
    .choices(ENVIRONMENTS)
    .default('live');

/** `reelay credits grant|show`: the balance of the default account, on the machine that has the database. */
export function addCreditsCommand(program: Command): void {
  const credits = program.command('credits').description('Show or raise the balance of the default account.');

  credits
    .command('grant')
    .description('Add credit, in US dollars, such as 25 or 0.50.')
    .addHelpText(
      'after',
      describeExamples(['reelay credits grant 25', 'reelay credits grant 1000 --environment test']),
    )
    .argument('<dollars>', 'how much to add')
    .addOption(environment())
    .action(async (dollars: string, options: { environment: Environment }) => {
      const amount = readAmount(dollars);
      await withAdmin(async (admin) => {
        const balance = await admin.grant(options.environment, amount);
        console.log(
          `granted $${formatDollars(amount)}; the ${options.environment} balance is now $${formatDollars(balance)}`,
        );
      });
    });

  credits
    .command('show')
    .description('Print the balances.')
    .addHelpText('after', describeExamples(['reelay credits show']))
    .action(async () => {
      await withAdmin(async (admin) => {
        for (const name of ENVIRONMENTS)
          console.log(`${name.padEnd(4)}  $${formatDollars(await admin.balance(name))}`);
      });
    });
}

function readAmount(text: string) {
  try {
    const amount = parseDollars(text);
    if (amount > 0n) return amount;
  } catch {
    // told below, with what is allowed
  }
  throw new UsageError(
    `"${text}" is not an amount: give dollars above 0 with at most 6 decimals, such as 25 or 0.50`,
  );
}

async function withAdmin(
  work: (admin: Awaited<ReturnType<typeof openAdmin>>) => Promise<void>,
): Promise<void> {
  const config = readConfig(process.env);
  const admin = await openAdmin(config, createLogger(config.logLevel === 'info' ? 'warn' : config.logLevel));
  try {
    await work(admin);
  } finally {
    await admin.close();
  }
}
