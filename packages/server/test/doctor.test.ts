/** What the doctor finds, and what it says to do about it. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createGeneration } from '../src/commands/create-generation.ts';
import { recordOutcome } from '../src/commands/record-outcome.ts';
import { resolveUnknown } from '../src/commands/resolve-unknown.ts';
import { auditLedger, readBalance } from '../src/ledger/ledger.ts';
import type { Finding } from '../src/main/doctor/finding.ts';
import { describeFinding } from '../src/cli/doctor.ts';
import { anotherReelay } from './support/a-router-server.ts';
import { aDirectory, ailments, enginesIn } from './support/ailments.ts';
import { fakeEngine } from './support/fake-engine.ts';
import { runOn, urlOf } from './support/global-setup.ts';
import { s3Server } from './support/s3-server.ts';
import { startReelay } from './support/start-reelay.ts';
import { aRequest, dollar, testBench } from './support/test-bench.ts';

test('has nothing to say about an installation that works, and leaves nothing in it', async () => {
  const bench = await testBench();
  await createGeneration(bench.deps, bench.caller, aRequest());
  const directory = await aDirectory();
  expect(await ailments({ DATABASE_URL: bench.database.url, REELAY_DATA_DIR: directory })).toEqual([]);
  const s3 = await s3Server();
  expect(
    await ailments({
      DATABASE_URL: bench.database.url,
      REELAY_S3_BUCKET: s3.bucket,
      REELAY_S3_ENDPOINT: 'http://127.0.0.1:1',
    }),
  ).toMatchObject([{ check: 'media', level: 'problem', sentence: expect.stringContaining('bucket media') }]);
});

test('a database that cannot be reached is told, and the rest is looked at all the same', async () => {
  const found = await ailments({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' });
  expect(found).toMatchObject([{ check: 'database', level: 'problem' }]);
  expect(found[0]?.next).toContain('DATABASE_URL');
});

test('before the first start it makes no database of its own', async () => {
  const found = await ailments({});
  expect(found).toMatchObject([{ check: 'database', level: 'warning' }]);
  expect(found[0]?.next).toContain('reelay serve');
});

test('a database without our tables is told to be migrated, and nothing else is looked for in it', async () => {
  const bench = await testBench();
  const name = `${new URL(bench.database.url).pathname.slice(1)}_empty`;
  await runOn(bench.database.url, `create database ${name}`);
  onTestFinished(() => runOn(bench.database.url, `drop database ${name} with (force)`));
  const url = urlOf(bench.database.url, name);
  expect(await ailments({ DATABASE_URL: url })).toEqual([
    {
      check: 'migrations',
      level: 'problem',
      sentence: expect.stringMatching(/lacks 0001_init\.sql, 0002/),
      next: 'Run: reelay migrate',
    },
  ]);
  const migrated = startReelay(['migrate'], { DATABASE_URL: url, REELAY_DATA_DIR: await aDirectory() });
  await migrated.printed(/Applied 0001_init\.sql/);
  expect(await migrated.exit()).toBe(0);
  expect(await ailments({ DATABASE_URL: url })).toEqual([]);
});

test('migrations of a newer version are a warning, changed ones a problem', async () => {
  const { database } = await testBench();
  await database.db.insertInto('schema_migrations').values({ name: '9999_n.sql', checksum: 'x' }).execute();
  expect(await ailments({ DATABASE_URL: database.url })).toMatchObject([
    { check: 'migrations', level: 'warning' },
  ]);
  await database.db
    .updateTable('schema_migrations')
    .set({ checksum: 'x' })
    .where('name', '=', '0002_inputs.sql')
    .execute();
  expect(await ailments({ DATABASE_URL: database.url })).toMatchObject([
    { check: 'migrations', level: 'problem', sentence: expect.stringContaining('0002_inputs.sql') },
  ]);
});

test('money and places that do not add up are named, with the sums', async () => {
  const bench = await testBench();
  const made = await createGeneration(bench.deps, bench.caller, aRequest());
  const { db } = bench.database;
  await db.updateTable('balances').set({ balance_micros: 5n }).execute();
  await db.insertInto('slot_scopes').values({ scope: 'engine:ghost', used: 3 }).execute();
  await db
    .updateTable('generations')
    .set({ price_micros: 2_000_000n })
    .where('id', '=', made.generation.id)
    .execute();
  const found = await ailments({ DATABASE_URL: bench.database.url });
  expect(found).toMatchObject([
    { check: 'ledger', level: 'problem' },
    { check: 'places', level: 'problem' },
  ]);
  expect(found[0]?.sentence).toContain(`${bench.caller.accountId} (live: 5 instead of 9000000)`);
  expect(found[0]?.sentence).toContain(made.generation.id);
  expect(found[1]?.sentence).toContain('engine:ghost');
});

test('what nobody works on is told: late generations, old jobs, webhooks that are not sent', async () => {
  const bench = await testBench();
  const { db } = bench.database;
  const late = await createGeneration(bench.deps, bench.caller, aRequest());
  const ended = await createGeneration(
    bench.deps,
    bench.caller,
    aRequest({ callbackUrl: 'https://example.com' }),
  );
  const outcome = { state: 'failed', reason: 'TASK_FAILED', detail: 'no' } as const;
  await db
    .updateTable('generations')
    .set({ status: 'processing' })
    .where('id', '=', ended.generation.id)
    .execute();
  expect(
    await recordOutcome(
      { ...bench.deps, videoUrl: () => '' },
      { generationId: ended.generation.id, attemptId: null, fence: 0, outcome },
    ),
  ).toBe('recorded');
  const anHourAgo = new Date(Date.now() - 3_600_000);
  await db
    .updateTable('generations')
    .set({ deadline_at: anHourAgo })
    .where('id', '=', late.generation.id)
    .execute();
  await db.updateTable('deliveries').set({ next_attempt_at: anHourAgo }).execute();
  await sql`update pgboss.job set start_after = ${anHourAgo}`.execute(db);
  const found = await ailments({ DATABASE_URL: bench.database.url });
  expect(found.map(({ check, level }) => [check, level])).toEqual([
    ['generations', 'problem'],
    ['queues', 'problem'],
    ['queues', 'problem'],
    ['webhooks', 'problem'],
  ]);
  expect(found[0]?.sentence).toContain(late.generation.id);
  expect(new Set(found.map(({ next }) => next)).size).toBe(1);
  expect(found[0]?.next).toContain('reelay serve --role worker');
});

test('an outcome that stays unknown is named, and its operator ends it with a refund that says so in the ledger', async () => {
  const bench = await testBench();
  const { db } = bench.database;
  const engine = fakeEngine({ directory: bench.directory, script: { loseStarts: 1, find: 'unknown' } });
  const worker = bench.startWorker(new Map([[engine.id, engine]]));
  const { generation } = await createGeneration(bench.deps, bench.caller, aRequest());
  await vi.waitFor(async () => expect((await bench.read(generation.id)).outcomeUnknown).toBe(true), {
    timeout: 10_000,
    interval: 20,
  });
  expect(await resolveUnknown(bench.deps, '00000000-0000-7000-8000-000000000000', 'x')).toEqual({
    kind: 'not_found',
  });
  await worker.stop();
  const { entry } = await anotherReelay('fake');
  const settings = { DATABASE_URL: bench.database.url, ...enginesIn([entry]) };
  expect(await ailments(settings)).toMatchObject([
    { check: 'generations', level: 'warning', sentence: expect.stringContaining(generation.id) },
  ]);
  const anHourAgo = new Date(Date.now() - 3_600_000);
  await db.updateTable('generations').set({ deadline_at: anHourAgo }).execute();
  const [found] = await ailments(settings);
  expect(found).toMatchObject({ level: 'problem', next: expect.stringContaining('reelay resolve-unknown') });

  const environment = { DATABASE_URL: bench.database.url, REELAY_DATA_DIR: await aDirectory() };
  const timid = startReelay(['resolve-unknown', generation.id], environment);
  expect(await timid.exit()).toBe(2);
  await timid.printed(/say --yes/);
  expect(await readBalance(db, bench.caller)).toBe(dollar(9));
  const resolved = startReelay(['resolve-unknown', generation.id, '--yes'], environment);
  await resolved.printed(/has failed and \$1\.0000 were given back/);
  expect(await resolved.exit()).toBe(0);
  expect(await bench.read(generation.id)).toMatchObject({
    status: 'failed',
    failure: 'TASK_FAILED',
    outcomeUnknown: false,
  });
  expect(await readBalance(db, bench.caller)).toBe(dollar(10));
  expect(
    await db.selectFrom('ledger_entries').select(['kind', 'note']).where('kind', '=', 'release').execute(),
  ).toEqual([{ kind: 'release', note: expect.stringContaining('by the operator') }]);
  expect(await auditLedger(db)).toEqual({ wrongBalances: [], wrongHolds: [] });
  const again = startReelay(['resolve-unknown', generation.id, '--yes'], environment);
  expect(await again.exit()).toBe(2);
  await again.printed(/nothing was changed/);
  expect(await ailments({ DATABASE_URL: bench.database.url })).toEqual([]);
}, 60_000);

test('work at an engine that is not configured is told with its name, and nobody is told to wait for it', async () => {
  const bench = await testBench();
  const engine = fakeEngine({ directory: bench.directory, script: { loseStarts: 1, find: 'unknown' } });
  const worker = bench.startWorker(new Map([[engine.id, engine]]));
  const { generation } = await createGeneration(bench.deps, bench.caller, aRequest());
  await vi.waitFor(async () => expect((await bench.read(generation.id)).outcomeUnknown).toBe(true), {
    timeout: 10_000,
    interval: 20,
  });
  await worker.stop();
  const stranded = {
    check: 'generations',
    level: 'problem',
    sentence: '1 generation is with fake, which this configuration does not have.',
    next: expect.stringContaining('Put fake back and send SIGHUP; "serves": [] gives it nothing new.'),
  };
  const settings = { DATABASE_URL: bench.database.url };
  expect(await ailments(settings)).toEqual([stranded]);
  // Once its time is up somebody may end it as it is; a worker alone cannot.
  const anHourAgo = new Date(Date.now() - 3_600_000);
  await bench.database.db.updateTable('generations').set({ deadline_at: anHourAgo }).execute();
  expect(await ailments(settings)).toEqual([
    expect.objectContaining({ next: expect.stringContaining('reelay resolve-unknown') }),
    stranded,
  ]);
  const { entry } = await anotherReelay('fake', { entry: { serves: [] } });
  const { entry: other } = await anotherReelay('other');
  const found = await ailments({ ...settings, ...enginesIn([entry, other]) });
  expect(found.map(({ next }) => next)).toEqual([expect.stringContaining('reelay resolve-unknown')]);
});

test('settings that nothing reads, and doors that are wider than they seem, are warnings', async () => {
  const { database } = await testBench();
  const found = await ailments({
    DATABASE_URL: database.url,
    REELAY_S3_BUKET: 'media',
    HOST: '0.0.0.0',
    REELAY_ALLOW_PRIVATE_URLS: 'loopback',
  });
  expect(found.map(({ check, level }) => `${check} ${level}`)).toEqual([
    'settings warning',
    'settings warning',
    'settings warning',
  ]);
  expect(found.map(({ sentence, next }) => `${sentence} ${next}`).join('\n')).toMatch(
    /REELAY_S3_BUKET[^]*REELAY_PUBLIC_URL[^]*REELAY_ALLOW_PRIVATE_URLS/,
  );
});

test('a media directory that cannot be written is a problem, with the reason', async () => {
  const { database } = await testBench();
  const directory = await aDirectory();
  await writeFile(join(directory, 'media'), 'a file where a directory should be');
  const found = await ailments({ DATABASE_URL: database.url, REELAY_DATA_DIR: directory });
  expect(found).toMatchObject([{ check: 'media', level: 'problem' }]);
  expect(found[0]?.sentence).toMatch(/ENOTDIR|EEXIST/);
});

test('the studio is tried by making a video; one that cannot be made is a problem', async () => {
  const { database } = await testBench();
  expect(await ailments({ DATABASE_URL: database.url }, { withStudio: true })).toEqual([]);
  expect(
    await ailments({ DATABASE_URL: database.url, REELAY_FFMPEG: '/nowhere/ffmpeg' }, { withStudio: true }),
  ).toMatchObject([{ check: 'studio', level: 'problem' }]);
}, 60_000);

test('the command prints plain sentences or JSON, and its exit code says whether something is wrong', async () => {
  const { database } = await testBench();
  const environment = {
    DATABASE_URL: database.url,
    REELAY_DATA_DIR: await aDirectory(),
    REELAY_STUDIO_CONCURRENCY: '1',
  };
  const well = startReelay(['doctor', '--no-studio'], { ...environment, REELAY_API_KEY: 'rk_test_x' });
  const [text] = await well.printed(/✓ settings[^]*(Everything is all right\.|1 warning\.)/);
  expect(await well.exit()).toBe(0);
  expect(text).not.toContain('\u001b');
  const ill = startReelay(['doctor', '--json', '--no-studio'], {
    ...environment,
    DATABASE_URL: 'postgres://127.0.0.1:1/none',
  });
  expect(await ill.exit()).toBe(1);
  const [json] = await ill.printed(/\{[^]*\n\}/);
  expect(JSON.parse(json)).toMatchObject({
    ok: false,
    findings: expect.arrayContaining([expect.objectContaining({ check: 'database', level: 'problem' })]),
  });
  const wrong = startReelay(['doctor'], { ...environment, PORT: 'many' });
  expect(await wrong.exit()).toBe(2);
});

test('colours are for terminals', () => {
  const finding: Finding = {
    check: 'disk',
    level: 'problem',
    sentence: 'It is full.',
    next: 'Free some room.',
  };
  expect(describeFinding(finding, false)).toBe(
    '✗ disk         It is full.\n               -> Free some room.',
  );
  expect(describeFinding(finding, true)).toContain('\u001b[31m✗\u001b[0m disk');
});
