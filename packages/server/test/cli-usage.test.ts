/** `reelay usage` of a server with upstreams. */
import { expect, test } from 'vitest';
import { anotherReelay, aRouterServer } from './support/a-router-server.ts';
import { cliJson, runCli } from './support/run-cli.ts';

const BY_ENGINE = ['usage', '--by', 'engine'];

test('shows a key with the scope admin what the upstreams took and the margin, and no other key', async () => {
  const { entry } = await anotherReelay('cheap', { script: { priceMicros: 101_100n } });
  const server = await aRouterServer({ engines: [entry] });
  const account = await server.account();
  await server.ended(await server.submit(account.admin), account.admin);
  const admin = { url: server.url, key: account.admin };
  const reader = { url: server.url, key: await account.keyWith(['read']) };
  const [shown, hidden, document] = await Promise.all([
    runCli(admin, BY_ENGINE),
    runCli(reader, BY_ENGINE),
    cliJson(admin, BY_ENGINE),
  ]);
  expect(shown.stdout).toMatch(
    /^ENGINE .* HELD +UPSTREAM +MARGIN\ncheap .* \$0\.1011 +\$0\.3189\ntotal .* \$0\.1011 +/,
  );
  expect(hidden.stdout).toMatch(/^ENGINE .* HELD\ncheap .* \$0\.4200 +\$0\.0000 +\$0\.0000\ntotal /);
  expect(document.totals).toMatchObject({ upstream_cost: '0.1011' });
});
