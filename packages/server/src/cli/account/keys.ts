/** `reelay keys`. */
import type { ApiKey } from '@reelay/client';
import type { Command } from 'commander';
import { describeExamples, withApiOptions } from '../api/api-command.ts';
import type { ApiOptions } from '../api/connection.ts';
import type { RunApi } from '../api/run-api.ts';
import type { Session } from '../api/session.ts';
import { forEachId } from '../api/for-each-id.ts';
import { readCount, readSeconds } from '../read/read-seconds.ts';
import { pageFor, takeUpTo } from '../api/take-up-to.ts';
import type { Column } from '../terminal/format-table.ts';
import type { Colour } from '../terminal/look.ts';
import { printList } from '../api/print-list.ts';
import { showTime } from '../terminal/show.ts';
import { addCreateKey } from './create-key.ts';
import { printNewKey } from './print-new-key.ts';

const CONTEXT = { listedBy: 'keys ls' };
const AN_ID = '0199d1c4-6f5e-7a3b-9a51-2f6d7c1e8b90';

export function addKeysCommand(program: Command, run: RunApi): void {
  const keys = program
    .command('keys')
    .description('List, make, replace and revoke API keys. Needs a key with the scope admin.')
    .addHelpText(
      'after',
      describeExamples(['reelay keys ls', 'reelay keys create dashboard --scopes read --expires 90d']),
    );
  addList(keys, run);
  addCreateKey(keys, run);
  addRotate(keys, run);
  addRevoke(keys, run);
}

function addList(keys: Command, run: RunApi): void {
  const command = keys
    .command('ls')
    .alias('list')
    .description(
      'List keys, newest first, ended ones too: a live key is shown all of the account, a test key the test keys.',
    )
    .option('--limit <number>', 'show at most so many', '100');
  withApiOptions(command, ['reelay keys ls']).action((options: ApiOptions & { readonly limit: string }) =>
    run(options, CONTEXT, (session) => listKeys(session, readCount('--limit', options.limit))),
  );
}

async function listKeys(session: Session, limit: number): Promise<void> {
  const list = session.client.keys.list({ limit: pageFor(limit) }, { signal: session.signal });
  const { items, hasMore } = await takeUpTo(list, limit);
  printList(session, COLUMNS, items, { empty: 'There are none.', hasMore });
}

const COLOURS = {
  active: 'green',
  expired: 'grey',
  revoked: 'grey',
} as const satisfies Record<ApiKey['status'], Colour>;

const COLUMNS: readonly Column<ApiKey>[] = [
  { title: 'ID', text: ({ id }) => id },
  { title: 'KEY', text: ({ prefix }) => `${prefix}...` },
  { title: 'STATUS', text: ({ status }) => status, colour: ({ status }) => COLOURS[status] },
  { title: 'MAY', text: ({ scopes }) => scopes.join(', ') },
  { title: 'LIMITS', text: limitsOf },
  { title: 'EXPIRES', text: ({ expires_at: at }) => showTime(at) },
  { title: 'LAST USED', text: ({ last_used_at: at }) => showTime(at) },
  { title: 'NAME', text: ({ name }) => name, mayShrink: true },
];

/** Those that the key has of its own. */
function limitsOf({ limits }: ApiKey): string {
  const { submits_per_minute: submits, reads_per_minute: reads, concurrency, daily_spend: spend } = limits;
  const parts = [
    submits === null ? null : `${submits} submits/min`,
    reads === null ? null : `${reads} reads/min`,
    concurrency === null ? null : `${concurrency} at once`,
    spend === null ? null : `$${spend}/day`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? '-' : parts.join(', ');
}

interface RotateOptions extends ApiOptions {
  readonly overlap?: string;
}

function addRotate(keys: Command, run: RunApi): void {
  const command = keys
    .command('rotate')
    .description('Make a key that takes the place of another: same name, scopes and limits.')
    .argument('<id>', 'id of the old key, which works on for a while')
    .option('--overlap <time>', 'how long the old key works on, 0 to 7d (default: 1d)');
  withApiOptions(command, [`reelay keys rotate ${AN_ID}`, `reelay keys rotate ${AN_ID} --overlap 2h`]).action(
    (id: string, options: RotateOptions) =>
      run(options, { ...CONTEXT, optionOf: { overlap_seconds: '--overlap' } }, async (session) => {
        const { overlap } = options;
        const created = await session.client.keys.rotate(id, {
          signal: session.signal,
          overlapSeconds: overlap === undefined ? undefined : readSeconds('--overlap', overlap),
        });
        printNewKey(session, created);
        const old = await session.client.keys.get(id, { signal: session.signal });
        session.note(`The old key ${old.prefix}... works until ${showTime(old.expires_at)}.`);
      }),
  );
}

interface RevokeOptions extends ApiOptions {
  readonly force?: boolean;
}

function addRevoke(keys: Command, run: RunApi): void {
  const command = keys
    .command('revoke')
    .description('Revoke keys for ever. What was asked for with them goes on.')
    .argument('<id...>', 'ids of keys, not the keys themselves')
    .option('--force', 'also the last working key that may manage keys');
  withApiOptions(command, [`reelay keys revoke ${AN_ID}`]).action((ids: string[], options: RevokeOptions) =>
    run(options, { ...CONTEXT, optionOf: { force: '--force' } }, async (session) => {
      const { results, exitCode } = await forEachId(session, ids, async (id) => {
        await session.client.keys.revoke(id, { signal: session.signal, force: options.force });
        if (!session.isJson) session.print(`${id}  revoked`);
        return { id, revoked: true };
      });
      if (session.isJson) session.printJson(results);
      return exitCode;
    }),
  );
}
