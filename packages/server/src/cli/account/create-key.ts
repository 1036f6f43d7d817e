import type { NewKey } from '@reelay/client';
import type { Command } from 'commander';
import { withApiOptions } from '../api/api-command.ts';
import type { ApiOptions } from '../api/connection.ts';
import type { RunApi } from '../api/run-api.ts';
import { parseSeconds, readCount } from '../read/read-seconds.ts';
import type { OptionOf } from '../request/name-option.ts';
import { printNewKey } from './print-new-key.ts';

interface CreateOptions extends ApiOptions {
  readonly environment?: string;
  readonly scopes?: string;
  readonly expires?: string;
  readonly submitsPerMinute?: string;
  readonly readsPerMinute?: string;
  readonly concurrency?: string;
  readonly dailySpend?: string;
}

const OPTION_OF: OptionOf = {
  name: '<name>',
  environment: '--environment',
  scopes: '--scopes',
  expires_at: '--expires',
  'limits.submits_per_minute': '--submits-per-minute',
  'limits.reads_per_minute': '--reads-per-minute',
  'limits.concurrency': '--concurrency',
  'limits.daily_spend': '--daily-spend',
};

const EXAMPLES = [
  'reelay keys create "render farm"',
  'reelay keys create dashboard --scopes read --expires 90d',
  'reelay keys create intern --scopes generate,read --daily-spend 5.00 --concurrency 2',
  'export REELAY_API_KEY="$(reelay keys create laptop)"',
];

/** `reelay keys create`. */
export function addCreateKey(keys: Command, run: RunApi): void {
  const command = keys
    .command('create')
    .description('Make a key and print it, this once.')
    .argument('<name>', 'what people know it by')
    .option('--environment <name>', 'test or live (default: that of the key that asks)')
    .option('--scopes <scopes>', 'generate, read, admin; several with commas (default: all)')
    .option(
      '--expires <time>',
      'after so long, such as 12h or 90d, or at a time such as 2026-12-31T00:00:00Z',
    )
    .option('--submits-per-minute <number>', "in the place of the server's limit")
    .option('--reads-per-minute <number>', "in the place of the server's limit")
    .option('--concurrency <number>', 'generations that run at once; the others wait')
    .option('--daily-spend <dollars>', 'what it may spend a day (UTC), such as 25.00');
  withApiOptions(command, EXAMPLES).action((name: string, options: CreateOptions) =>
    run(options, { optionOf: OPTION_OF }, async (session) => {
      const body = newKeyOf(name, options, new Date());
      printNewKey(session, await session.client.keys.create(body, { signal: session.signal }));
    }),
  );
}

/** As it was said: the server is the one who checks names, scopes, times and amounts. */
function newKeyOf(name: string, options: CreateOptions, now: Date): NewKey {
  const { environment, scopes, expires, dailySpend } = options;
  const limits = {
    ...count('submits_per_minute', '--submits-per-minute', options.submitsPerMinute),
    ...count('reads_per_minute', '--reads-per-minute', options.readsPerMinute),
    ...count('concurrency', '--concurrency', options.concurrency),
    ...(dailySpend === undefined ? {} : { daily_spend: dailySpend.replace(/^\$/, '') }),
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return {
    name,
    ...(environment === undefined ? {} : { environment }),
    ...(scopes === undefined ? {} : { scopes: scopes.split(',').map((scope) => scope.trim()) }),
    ...(expires === undefined ? {} : { expires_at: timeAhead(expires, now) }),
    ...(Object.keys(limits).length === 0 ? {} : { limits }),
  } as NewKey;
}

function count(field: string, option: string, text: string | undefined): Record<string, number> {
  return text === undefined ? {} : { [field]: readCount(option, text) };
}

/** After so long from now, or as it stands. */
function timeAhead(text: string, now: Date): string {
  const seconds = parseSeconds(text);
  return seconds === null ? text : new Date(now.getTime() + seconds * 1000).toISOString();
}
