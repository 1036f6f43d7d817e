import type { Usage, UsageQuery } from '@reelay/client';
import type { Command } from 'commander';
import { withApiOptions } from '../api/api-command.ts';
import type { ApiOptions } from '../api/connection.ts';
import type { RunApi } from '../api/run-api.ts';
import type { Session } from '../api/session.ts';
import type { OptionOf } from '../request/name-option.ts';
import { type Column, formatTable } from '../terminal/format-table.ts';
import { showDollars } from '../terminal/show.ts';
import { UsageError } from '../usage-error.ts';

interface UsageOptions extends ApiOptions {
  readonly from?: string;
  readonly to?: string;
  readonly by?: string;
  readonly csv?: boolean;
}

type UsageRow = Usage['data'][number];
type Dimension = Usage['group_by'][number];

const OPTION_OF: OptionOf = { from: '--from', to: '--to', group_by: '--by' };

const EXAMPLES = [
  'reelay usage',
  'reelay usage --by model,key --from 2026-11-01 --to 2026-11-30',
  'reelay usage --by engine',
  'reelay usage --csv > november.csv',
];

/** `reelay usage`. */
export function addUsageCommand(program: Command, run: RunApi): void {
  const command = program
    .command('usage')
    .description(
      'Show what was made and what it cost; with the scope admin also what the upstreams took and the margin.',
    )
    .option('--from <day>', 'first day in UTC, such as 2026-11-01 (default: 29 days before the last)')
    .option('--to <day>', 'last day in UTC (default: today)')
    .option('--by <what>', 'a row for each day, model, key, engine; several with commas (default: day)')
    .option('--csv', 'print CSV');
  withApiOptions(command, EXAMPLES).action((options: UsageOptions) =>
    run(options, { optionOf: OPTION_OF }, (session) => printUsage(session, options)),
  );
}

async function printUsage(session: Session, options: UsageOptions): Promise<void> {
  const { from, to, by, csv } = options;
  if (csv && session.isJson) throw new UsageError('--csv and --json: one of the two');
  const query: UsageQuery = {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(by === undefined ? {} : { group_by: by }),
  };
  const call = { signal: session.signal };
  if (csv) return session.print((await session.client.usageCsv(query, call)).trimEnd());
  const usage = await session.client.usage(query, call);
  if (session.isJson) return session.printJson(usage);
  session.note(`${usage.from} to ${usage.to}, ${usage.environment} keys`);
  const rows: readonly Line[] = [...usage.data, { ...usage.totals, isTotal: true }];
  session.print(formatTable(columnsFor(usage), rows, session.look));
}

/** A row, or below them all the sums. */
type Line = UsageRow | (Usage['totals'] & { readonly isTotal: true });

function columnsFor({ group_by: dimensions, totals }: Usage): readonly Column<Line>[] {
  return [
    ...dimensions.map((dimension, index) => ({
      title: dimension.toUpperCase(),
      text: (line: Line) =>
        'isTotal' in line ? (index === 0 ? 'total' : '') : DIMENSION_TEXTS[dimension](line),
    })),
    ...SUM_COLUMNS,
    ...(totals.upstream_cost === null ? [] : COST_COLUMNS),
  ];
}

const DIMENSION_TEXTS = {
  day: ({ day }) => day ?? '-',
  model: ({ model }) => model ?? '-',
  key: ({ key_name: name, key_id: id }) => name ?? id ?? '-',
  engine: ({ engine }) => engine ?? '-',
} as const satisfies Record<Dimension, (row: UsageRow) => string>;

const SUM_COLUMNS: readonly Column<Line>[] = [
  { title: 'MADE', text: ({ generations }) => String(generations), align: 'right' },
  { title: 'COMPLETED', text: ({ completed }) => String(completed), align: 'right' },
  { title: 'FAILED', text: ({ failed }) => String(failed), align: 'right' },
  { title: 'SECONDS', text: ({ seconds }) => String(seconds), align: 'right' },
  { title: 'SPENT', text: ({ spent }) => showDollars(spent), align: 'right' },
  { title: 'REFUNDED', text: ({ refunded }) => showDollars(refunded), align: 'right' },
  { title: 'HELD', text: ({ held }) => showDollars(held), align: 'right' },
];

/** What the engines took, and what is left of what was spent: only keys with the scope admin are told. */
const COST_COLUMNS: readonly Column<Line>[] = [
  { title: 'UPSTREAM', text: ({ upstream_cost: cost }) => knownDollars(cost), align: 'right' },
  { title: 'MARGIN', text: ({ margin }) => knownDollars(margin), align: 'right' },
];

function knownDollars(dollars: string | null): string {
  return dollars === null ? '-' : showDollars(dollars);
}
