import { join, resolve } from 'node:path';
import type { DatabaseHandle } from '../../db/pool.ts';
import { systemClock } from '../../kernel/clock.ts';
import type { Logger } from '../../kernel/log.ts';
import type { Config } from '../config.ts';
import { hasDatabase, openDatabaseAsIs } from '../open-database-as-is.ts';
import { openStore } from '../open-store.ts';
import { checkBudgets } from './check-budgets.ts';
import { checkEngines } from './check-engines.ts';
import { checkMigrations, checkServer } from './check-database.ts';
import { checkConfiguration, checkDisk, checkStore, checkStudio } from './check-machine.ts';
import { checkGenerations, checkLedger, checkPlaces, checkQueues, checkWebhooks } from './check-work.ts';
import { problem, warning, type Finding, type Verdict } from './finding.ts';
import { type EnginesRead, knownIds, readEngines } from './read-engines.ts';

export interface DiagnoseOptions {
  /** Of the process, for settings that nothing reads. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** False leaves out the render, which takes seconds. */
  readonly withStudio: boolean;
}

/** Looks at everything, one check after another, and changes nothing but a few bytes in the store that it takes away again. */
export async function* diagnose(
  config: Config,
  log: Logger,
  options: DiagnoseOptions,
): AsyncGenerator<Finding, void, undefined> {
  const engines = await readEngines(config, options.environment, log);
  try {
    yield* diagnoseWith(engines, config, log, options);
  } finally {
    if (engines.kind === 'made') for (const engine of engines.engines) await engine.close?.();
  }
}

async function* diagnoseWith(
  engines: EnginesRead,
  config: Config,
  log: Logger,
  options: DiagnoseOptions,
): AsyncGenerator<Finding, void, undefined> {
  yield* named('settings', async () => checkConfiguration(config, options.environment));
  yield* diagnoseDatabase(config, log, engines);
  const where =
    config.s3Bucket === undefined
      ? `The media directory ${join(resolve(config.dataDirectory), 'media')}`
      : `The bucket ${config.s3Bucket}`;
  yield* named('media', async () => [await checkStore(openStore(config), where)]);
  yield* named('disk', async () => [await checkDisk(config)]);
  yield* named('engines', () => checkEngines(engines));
  if (options.withStudio) yield* named('studio', () => checkStudio(config));
}

async function* diagnoseDatabase(
  config: Config,
  log: Logger,
  engines: EnginesRead,
): AsyncGenerator<Finding, void, undefined> {
  if (!hasDatabase(config)) {
    const sentence = `There is no database in ${resolve(config.dataDirectory)} yet.`;
    yield { check: 'database', ...warning(sentence, 'The first start makes one: reelay serve') };
    return;
  }
  let database: Awaited<ReturnType<typeof openDatabaseAsIs>>;
  try {
    database = await openDatabaseAsIs(config, log, 'reelay-doctor');
  } catch (error) {
    yield { check: 'database', ...unreachable(error) };
    return;
  }
  try {
    yield* diagnoseOpened(database, engines);
  } finally {
    await database.close();
  }
}

async function* diagnoseOpened(
  { db }: DatabaseHandle,
  engines: EnginesRead,
): AsyncGenerator<Finding, void, undefined> {
  let isUsable = false;
  try {
    for (const verdict of await checkServer(db, systemClock)) yield { check: 'database', ...verdict };
    const migrations = await checkMigrations(db);
    yield { check: 'migrations', ...migrations.verdict };
    isUsable = migrations.isUsable;
  } catch (error) {
    yield { check: 'database', ...unreachable(error) };
  }
  if (!isUsable) return;
  yield* named('ledger', async () => [await checkLedger(db)]);
  yield* named('places', async () => [await checkPlaces(db)]);
  yield* named('generations', () => checkGenerations(db, systemClock, knownIds(engines)));
  yield* named('budgets', () => checkBudgets(db, systemClock, engines));
  yield* named('queues', () => checkQueues(db));
  yield* named('webhooks', async () => [await checkWebhooks(db)]);
}

function unreachable(error: unknown): Verdict {
  const why = error instanceof Error ? error.message : String(error);
  return problem(
    `The database cannot be used: ${why}`,
    'Check DATABASE_URL, and that the server runs and lets this machine in.',
  );
}

/** A check that cannot be made is a problem of its own, and no reason to leave out the others. */
async function* named(
  check: string,
  look: () => Promise<readonly Verdict[]>,
): AsyncGenerator<Finding, void, undefined> {
  let verdicts: readonly Verdict[];
  try {
    verdicts = await look();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    verdicts = [problem(`This could not be checked: ${why}`, 'Mend what the message names and look again.')];
  }
  for (const verdict of verdicts) yield { check, ...verdict };
}
