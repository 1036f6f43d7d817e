/** What upstreams took, in the usage report: the operator's business, and equal to what they themselves counted. */
import { expect, test } from 'vitest';
import { UsageView } from '../src/contract/usage.ts';
import { formatDollars, parseDollars, toMicros } from '../src/kernel/money.ts';
import type { Emulator } from './emulators/emulator.ts';
import { anotherReelay, aRouterServer, type RouterServer } from './support/a-router-server.ts';

/** The ledger of emulated upstreams. */
function chargedBy(...emulators: readonly Emulator[]): bigint {
  return emulators.flatMap(({ works }) => works).reduce((sum, work) => sum + work.chargedMicros, 0n);
}

async function usageOf(server: RouterServer, key: string): Promise<UsageView> {
  const response = await server.send('GET', '/v1/usage?group_by=engine', { key });
  return UsageView.parse(await response.json());
}

function micros(dollars: string | null): bigint {
  return dollars === null
    ? 0n
    : parseDollars(dollars.replace('-', '')) * (dollars.startsWith('-') ? -1n : 1n);
}

/**
 * Four generations: two that `cheap` makes, one that it fails and `dear` makes, and one that `cheap` makes and is paid for, and
 * whose video nobody can fetch.
 */
async function fourGenerations() {
  const prices: Readonly<Record<string, bigint>> = { one: 101_100n, two: 202_200n, lost: 303_300n };
  const cheap = await anotherReelay('cheap', {
    script: {
      priceOf: ({ prompt }) => prices[prompt] ?? 0n,
      endOf: ({ prompt }) => (prompt === 'fails' ? 'failed' : 'succeeded'),
    },
  });
  const dear = await anotherReelay('dear', { script: { priceMicros: 404_400n } });
  const server = await aRouterServer({ engines: [cheap.entry, dear.entry] });
  const account = await server.account();
  const statuses: string[] = [];
  for (const prompt of ['one', 'two', 'fails', 'lost']) {
    if (prompt === 'lost') cheap.emulator.inject('file', 'gone', 'gone', 'gone');
    const ended = await server.ended(await server.submit(account.admin, { prompt }), account.admin);
    statuses.push(`${ended.status} ${ended.engine}`);
  }
  expect(statuses).toEqual(['completed cheap', 'completed cheap', 'completed dear', 'failed cheap']);
  return { server, account, cheap, dear };
}

test('an admin key is shown what the upstreams took for every try, and what is left of what was spent', async () => {
  const { server, account, cheap, dear } = await fourGenerations();
  expect(chargedBy(cheap.emulator, dear.emulator)).toBe(1_011_000n);
  const { data, totals } = await usageOf(server, account.admin);
  expect(totals).toMatchObject({ generations: 4, completed: 3, failed: 1, upstream_cost: '1.0110' });
  const costs = data.map((row) => [row.engine, row.upstream_cost]);
  expect(costs).toEqual([
    ['cheap', formatDollars(toMicros(chargedBy(cheap.emulator)))],
    ['dear', formatDollars(toMicros(chargedBy(dear.emulator)))],
  ]);
  for (const row of [...data, totals])
    expect(micros(row.margin)).toBe(micros(row.spent) - micros(row.upstream_cost));
});

test('a video that was paid for and then lost makes the margin of its day smaller: the caller paid nothing', async () => {
  const lossy = await anotherReelay('lossy', { script: { priceMicros: 500_000n } });
  lossy.emulator.inject('file', 'gone', 'gone', 'gone');
  const server = await aRouterServer({ engines: [lossy.entry] });
  const { admin } = await server.account();
  expect(await server.ended(await server.submit(admin), admin)).toMatchObject({ status: 'failed' });
  const { totals } = await usageOf(server, admin);
  expect(totals).toMatchObject({ spent: '0.0000', upstream_cost: '0.5000', margin: '-0.5000' });
});

test('a key without scope admin is shown what it paid and nothing of what the upstreams took, in JSON and in CSV', async () => {
  const { server, account } = await fourGenerations();
  const key = await account.keyWith(['read']);
  const { data, totals } = await usageOf(server, key);
  const admins = await usageOf(server, account.admin);
  expect(totals).toEqual({ ...admins.totals, upstream_cost: null, margin: null });
  expect(data).toEqual(admins.data.map((row) => ({ ...row, upstream_cost: null, margin: null })));
  const csv = async (as: string): Promise<readonly string[][]> => {
    const response = await server.send('GET', '/v1/usage?group_by=engine&format=csv', { key: as });
    return (await response.text()).split('\r\n').map((line) => line.split(',').slice(-2));
  };
  expect(await csv(key)).toEqual([['upstream_cost', 'margin'], ['', ''], ['', ''], ['']]);
  expect((await csv(account.admin)).slice(1, 3)).toEqual(
    admins.data.map((row) => [row.upstream_cost, row.margin]),
  );
});
