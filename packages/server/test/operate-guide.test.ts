/** The guide names what there is, and nothing that there is not. */
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { systemClock } from '../src/kernel/clock.ts';
import { silentLogger } from '../src/kernel/log.ts';
import { createMetrics } from '../src/http/create-metrics.ts';
import { settingVariables } from '../src/main/config.ts';
import { freshDatabase } from './support/fresh-database.ts';

const guide = await readFile(new URL('../../../docs/guides/operate.md', import.meta.url), 'utf8');

test('every setting is explained, and every name of one is right', () => {
  const variables = settingVariables();
  expect(variables.filter((name) => !guide.includes(`\`${name}\``))).toEqual([]);
  const named = new Set([...guide.matchAll(/REELAY_[A-Z0-9_]+/g)].map(([name]) => name));
  expect([...named].filter((name) => !variables.includes(name))).toEqual([]);
});

test('every metric is explained, and every name of one is right', async () => {
  const { db } = await freshDatabase();
  const metrics = createMetrics({
    db,
    clock: systemClock,
    log: silentLogger,
    version: 'test',
    ledgerAuditMilliseconds: 60_000,
  });
  const shown = [...(await metrics.text()).matchAll(/^# TYPE (reelay_\w+) /gm)].map(([, name = '']) => name);
  const named = new Set([...guide.matchAll(/\breelay_[a-z_]+/g)].map(([name]) => name));
  expect([...named].sort()).toEqual(shown.sort());
});
