import type { Command } from 'commander';
import { withApiOptions } from '../api/api-command.ts';
import type { ApiOptions } from '../api/connection.ts';
import type { RunApi } from '../api/run-api.ts';
import { formatFacts } from '../terminal/format-table.ts';
import { showDollars } from '../terminal/show.ts';

/** `reelay balance`. */
export function addBalanceCommand(program: Command, run: RunApi): void {
  const command = program.command('balance').description('Show what can be spent, and what is held.');
  withApiOptions(command, ['reelay balance', 'reelay balance --json | jq -r .balance']).action(
    (options: ApiOptions) =>
      run(options, {}, async (session) => {
        const balance = await session.client.balance({ signal: session.signal });
        if (session.isJson) return session.printJson(balance);
        const kind = balance.environment === 'test' ? 'play money of test keys' : 'live';
        session.print(
          formatFacts([
            ['balance', `${showDollars(balance.balance)} (${kind})`],
            ['held', `${showDollars(balance.held)} for what is under way`],
          ]),
        );
      }),
  );
}
