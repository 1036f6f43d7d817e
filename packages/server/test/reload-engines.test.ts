/** The file of engines and routes is read again while the server runs. */
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, onTestFinished, test, vi } from 'vitest';
import { EngineList } from '../src/contract/engine-view.ts';
import { ConfigError } from '../src/main/config.ts';
import { replicateEmulator } from './emulators/replicate-emulator.ts';
import {
  anEmulator,
  anotherReelay,
  aRouterServer,
  PATIENT,
  UPSTREAM_KEY,
} from './support/a-router-server.ts';
import { freshDatabase } from './support/fresh-database.ts';
import { PROGRAM_KEY, startReelay } from './support/start-reelay.ts';

test('a new file takes force with the next generation: engines come and go, and places and routes change', async () => {
  const old = await anotherReelay('old', { entry: { concurrency: 1 } });
  const next = await anotherReelay('next');
  const server = await aRouterServer({ engines: [old.entry] });
  const { admin } = await server.account();
  const engines = async () =>
    EngineList.parse(await (await server.send('GET', '/v1/engines', { key: admin })).json()).data.map(
      ({ id, concurrency }) => `${id} ${concurrency}`,
    );
  expect(await server.ended(await server.submit(admin), admin)).toMatchObject({ engine: 'old' });

  await server.configure({ engines: [{ ...old.entry, concurrency: 7 }, next.entry] });
  expect((await engines()).slice(1)).toEqual(['old 1']);
  await server.reload();
  expect((await engines()).slice(1)).toEqual(['old 7', 'next null']);
  expect(await server.ended(await server.submit(admin), admin)).toMatchObject({ engine: 'old' });

  await server.configure({ engines: [old.entry, next.entry], routes: [{ engines: ['next', 'old'] }] });
  await server.reload();
  expect(await server.ended(await server.submit(admin), admin)).toMatchObject({ engine: 'next' });

  await server.configure({ engines: [next.entry] });
  await server.reload();
  expect((await engines()).slice(1)).toEqual(['next null']);
  expect(await server.ended(await server.submit(admin), admin)).toMatchObject({ engine: 'next' });
  expect([old.emulator.works.length, next.emulator.works.length]).toEqual([2, 2]);
});

test('a file that cannot be used changes nothing, and what is wrong is said with the name of the field', async () => {
  const engine = await anotherReelay('engine');
  const server = await aRouterServer({ engines: [engine.entry] });
  const { admin } = await server.account();
  await server.configure({
    engines: [{ ...engine.entry, concurrency: 'many' }],
    routes: [{ engines: ['gone'] }],
  });
  const refused: unknown = await server.reload().catch((error: unknown) => error);
  if (!(refused instanceof ConfigError)) throw new Error(`it was not refused: ${String(refused)}`);
  expect(refused.problems.join('\n')).toContain('engines[0].concurrency "many" cannot be used');
  expect(refused.message).not.toContain(UPSTREAM_KEY);
  expect(await server.ended(await server.submit(admin), admin)).toMatchObject({
    status: 'completed',
    engine: 'engine',
  });
  // Once it is mended, the next reload takes it.
  await server.configure({ engines: [{ ...engine.entry, id: 'renamed' }] });
  await server.reload();
  expect(await server.ended(await server.submit(admin), admin)).toMatchObject({ engine: 'renamed' });
});

test('neither a reload nor work after it writes a key of an upstream into the log', async () => {
  const engine = await anotherReelay('engine');
  const server = await aRouterServer({ engines: [engine.entry] });
  const { admin } = await server.account();
  engine.emulator.inject('create', 'lose', 'error_500');
  engine.emulator.inject('status', 'garbage', 'lose');
  await server.reload();
  await server.ended(await server.submit(admin), admin);
  expect(server.lines.some((line) => line.startsWith('the configuration of engines was read again'))).toBe(
    true,
  );
  expect(server.lines.join('\n')).not.toContain(UPSTREAM_KEY);
});

/** What a worker left at an engine that its successor does not know. */
async function leftBehind() {
  const database = await freshDatabase();
  const away = await anotherReelay('away', { script: { end: 'never' } });
  const other = await anotherReelay('other');
  const first = await aRouterServer({ engines: [away.entry] }, { database });
  const { admin } = await first.account();
  const id = await first.submit(admin);
  await vi.waitFor(() => expect(away.emulator.works[0]?.polls).toBeGreaterThan(0), PATIENT);
  await first.stop();
  const server = await aRouterServer({ engines: [other.entry] }, { database });
  return { server, away, other, admin, id };
}

test('work at an engine that is not configured is left alone, and is ended by it once it is back', async () => {
  const { server, away, other, admin, id } = await leftBehind();
  const isTold = (): boolean =>
    server.lines.some((line) => line.startsWith('the engine is not configured here') && line.includes(id));
  await vi.waitFor(() => expect(isTold()).toBe(true), PATIENT);
  expect(await server.read(id, admin)).toMatchObject({ status: 'processing', engine: 'away' });
  away.emulator.script.end = 'succeeded';
  await server.configure({ engines: [other.entry, away.entry] });
  await server.reload();
  // It would be looked at again after half a minute.
  await vi.waitFor(async () => {
    await sql`update pgboss.job set start_after = now() where state < 'active'`.execute(server.database.db);
    expect((await server.read(id, admin)).status).toBe('completed');
  }, PATIENT);
  expect(await server.read(id, admin)).toMatchObject({ engine: 'away' });
  expect([away.emulator.works.length, other.emulator.works.length]).toEqual([1, 0]);
});

const STRANDED = 'generations wait for an engine that this configuration does not have';

test('work at an engine that is not configured is told at the start of a worker, and at a reload until it is back', async () => {
  const { server, away, other } = await leftBehind();
  const warnings = () => server.lines.filter((line) => line.startsWith(STRANDED));
  expect(warnings()).toEqual([expect.stringContaining('{"engine":"away","generations":1}')]);
  await server.reload();
  expect(warnings()).toHaveLength(2);
  await server.configure({ engines: [other.entry, { ...away.entry, serves: [] }] });
  await server.reload();
  expect(warnings()).toHaveLength(2);
});

test('work that is under way goes on after a reload that changes nothing of its engine', async () => {
  const engine = await anotherReelay('engine', { script: { end: 'never' } });
  const server = await aRouterServer({ engines: [engine.entry] });
  const { admin } = await server.account();
  const id = await server.submit(admin);
  await vi.waitFor(() => expect(engine.emulator.works[0]?.polls).toBeGreaterThan(0), PATIENT);
  await server.reload();
  engine.emulator.script.end = 'succeeded';
  await vi.waitFor(async () => expect((await server.read(id, admin)).status).toBe('completed'), {
    timeout: 5_000,
    interval: 25,
  });
});

test('a start that is on its way when the file is read again keeps its answer', async () => {
  const gate = Promise.withResolvers<void>();
  const emulator = await anEmulator(
    (world) => {
      const upstream = replicateEmulator(world, { apiToken: UPSTREAM_KEY });
      const routes = upstream.routes.map((route) =>
        route.operation === 'create'
          ? {
              ...route,
              answer: async (request: Parameters<typeof route.answer>[0]) => {
                const reply = await route.answer(request);
                await gate.promise;
                return reply;
              },
            }
          : route,
      );
      return { ...upstream, routes };
    },
    { pollsUntilEnd: 1 },
  );
  const where = { kind: 'replicate', base_url: `${emulator.url}/v1`, api_token: UPSTREAM_KEY };
  const server = await aRouterServer({ engines: [{ id: 'rep', poll_seconds: 0.1, ...where }] });
  const { admin } = await server.account();
  const id = await server.submit(admin);
  await vi.waitFor(() => expect(emulator.works).toHaveLength(1), PATIENT);
  await server.reload();
  gate.resolve();
  await vi.waitFor(async () => expect((await server.read(id, admin)).status).toBe('completed'), {
    timeout: 3_000,
    interval: 25,
  });
});

async function aDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'reelay-sighup-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

const ENTRY = { id: 'first', kind: 'reelay', base_url: 'https://upstream.invalid', api_key: UPSTREAM_KEY };

/** An API in a process of its own. */
async function aProgram(environment: Record<string, string>, directory: string) {
  const { url } = await freshDatabase();
  const program = startReelay(
    ['serve', '--role', 'api'],
    { DATABASE_URL: url, REELAY_DATA_DIR: directory, REELAY_READS_PER_MINUTE: '0', ...environment },
    directory,
  );
  const [, baseUrl = ''] = await program.printed(/ready at (http:\S+)/);
  return {
    ...program,
    async engines() {
      const headers = { authorization: `Bearer ${PROGRAM_KEY}` };
      const answer: unknown = await (await fetch(`${baseUrl}/v1/engines`, { headers })).json();
      return EngineList.parse(answer).data.map(({ id }) => id);
    },
  };
}

test('SIGHUP reads it again; one that cannot be used is told in the log by field, without a key, and the old one stays', async () => {
  const directory = await aDirectory();
  const path = join(directory, 'engines.json');
  const configure = (engines: readonly object[]) => writeFile(path, JSON.stringify({ engines }));
  await configure([ENTRY]);
  const program = await aProgram({ REELAY_CONFIG: path }, directory);
  expect(await program.engines()).toEqual(['studio', 'first']);
  await configure([ENTRY, { ...ENTRY, id: 'second' }]);
  program.process.kill('SIGHUP');
  await vi.waitFor(
    async () => expect(await program.engines()).toEqual(['studio', 'first', 'second']),
    PATIENT,
  );
  await configure([{ ...ENTRY, poll_seconds: 0 }]);
  program.process.kill('SIGHUP');
  const [output] = await program.printed(/[^]*the old configuration stays in force/);
  expect(output).toContain('engines[0].poll_seconds 0 cannot be used');
  expect(output).not.toContain(UPSTREAM_KEY);
  expect(await program.engines()).toEqual(['studio', 'first', 'second']);
  program.process.kill('SIGTERM');
  expect(await program.exit()).toBe(0);
});

test('a file that is gone takes no engine away: SIGHUP keeps the old one and tells it as an error', async () => {
  const directory = await aDirectory();
  const [path, elsewhere] = [join(directory, 'reelay.config.json'), join(directory, 'elsewhere.json')];
  await writeFile(path, JSON.stringify({ engines: [ENTRY] }));
  const program = await aProgram({}, directory);
  await program.printed(/^Engines of \.\/reelay\.config\.json: first$/m);
  await rename(path, elsewhere);
  program.process.kill('SIGHUP');
  const [output] = await program.printed(/[^]*the old configuration stays in force/);
  expect(output).toContain('./reelay.config.json: is not there any more: put it back;');
  expect(await program.engines()).toEqual(['studio', 'first']);
  await rename(elsewhere, path);
  program.process.kill('SIGHUP');
  await program.printed(/the configuration of engines was read again/);
  expect(await program.engines()).toEqual(['studio', 'first']);
});

test('a start without a configuration says that live keys run on the studio', async () => {
  const program = await aProgram({}, await aDirectory());
  await program.printed(/^No configuration of engines: live keys run on the studio\.$/m);
  expect(await program.engines()).toEqual(['studio']);
});
