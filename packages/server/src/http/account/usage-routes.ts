import { Hono } from 'hono';
import type { BalanceView, UsageRowView, UsageSumsView, UsageView } from '../../contract/usage.ts';
import { AppError } from '../../kernel/errors.ts';
import { formatDollars, toMicros, type Micros } from '../../kernel/money.ts';
import { readPurse } from '../../ledger/ledger.ts';
import { selectUsage, type UsageRow, type UsageSums } from '../../ledger/usage-statements.ts';
import type { Doors } from '../doors.ts';
import type { HttpDeps } from '../http-deps.ts';
import type { HttpEnv } from '../request-context.ts';
import { readUsageQuery, startOfDay } from './usage-query.ts';
import { writeCsv } from './write-csv.ts';

/** A year by day and model has 5,000; more is for a database, not for an answer. */
const MOST_ROWS = 20_000;
/** Money is shown with 4 decimals. */
const SHOWN_UNIT_MICROS = 100n;

const CSV_COLUMNS = [
  'day',
  'model',
  'key_id',
  'key_name',
  'engine',
  'generations',
  'completed',
  'failed',
  'spent',
  'refunded',
  'held',
  'seconds',
  'upstream_cost',
  'margin',
] as const satisfies readonly (keyof UsageRowView)[];

/** The balance, and what was spent on what. */
export function usageRoutes(deps: HttpDeps, doors: Doors): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>({ strict: false });

  app.get('/v1/data/balance', doors.read, async (c) => {
    const caller = c.get('caller');
    const { balance, held } = await readPurse(deps.db, caller);
    const view: BalanceView = {
      balance: formatDollars(atMost(balance)),
      held: formatDollars(held),
      currency: 'USD',
      environment: caller.environment,
    };
    return c.json(view);
  });

  app.get('/v1/usage', doors.read, async (c) => {
    const caller = c.get('caller');
    const request = readUsageQuery(c, deps.clock.now());
    // What upstreams take is the operator's business.
    const isAdmin = caller.scopes.includes('admin');
    const rows = await selectUsage(deps.db, caller, {
      from: startOfDay(request.from),
      until: startOfDay(request.to, 1),
      groupBy: new Set(request.groupBy),
      mostRows: MOST_ROWS + 1,
      withCost: isAdmin,
    });
    if (rows.length > MOST_ROWS)
      throw new AppError('INVALID_REQUEST', {
        field: 'group_by',
        detail: `group_by: would make more than ${MOST_ROWS} rows. Group by less, or ask for fewer days.`,
      });
    c.header('Vary', 'Accept');
    const data = rows.map((row) => presentRow(row, isAdmin));
    if (request.format === 'csv') {
      c.header('Content-Type', 'text/csv; charset=utf-8; header=present');
      c.header('Content-Disposition', `attachment; filename="usage-${request.from}-${request.to}.csv"`);
      return c.body(writeCsv(CSV_COLUMNS, data));
    }
    const view: UsageView = {
      from: request.from,
      to: request.to,
      group_by: [...request.groupBy],
      environment: caller.environment,
      currency: 'USD',
      data,
      totals: presentSums(sumOf(rows), isAdmin),
    };
    return c.json(view);
  });

  return app;
}

/** Rounded down, because a balance shown must never be more than can be spent. */
function atMost(balance: Micros): Micros {
  return toMicros(balance - (balance % SHOWN_UNIT_MICROS));
}

function presentRow(row: UsageRow, withCost: boolean): UsageRowView {
  return {
    day: row.day,
    model: row.model,
    key_id: row.keyId,
    key_name: row.keyName,
    engine: row.engine,
    ...presentSums(row, withCost),
  };
}

function presentSums(sums: UsageSums, withCost: boolean): UsageSumsView {
  return {
    generations: sums.generations,
    completed: sums.completed,
    failed: sums.failed,
    spent: formatDollars(sums.spent),
    refunded: formatDollars(sums.refunded),
    held: formatDollars(sums.held),
    seconds: sums.seconds,
    upstream_cost: withCost ? formatDollars(sums.cost) : null,
    margin: withCost ? formatDollars(toMicros(sums.spent - sums.cost)) : null,
  };
}

function sumOf(rows: readonly UsageSums[]): UsageSums {
  const count = (name: 'generations' | 'completed' | 'failed' | 'seconds') =>
    rows.reduce((sum, row) => sum + row[name], 0);
  const money = (name: 'spent' | 'refunded' | 'held' | 'cost') =>
    toMicros(rows.reduce((sum, row) => sum + row[name], 0n));
  return {
    generations: count('generations'),
    completed: count('completed'),
    failed: count('failed'),
    spent: money('spent'),
    refunded: money('refunded'),
    held: money('held'),
    cost: money('cost'),
    seconds: count('seconds'),
  };
}
