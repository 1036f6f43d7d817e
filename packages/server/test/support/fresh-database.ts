import { randomUUID } from 'node:crypto';
import { inject, onTestFinished } from 'vitest';
import { openDatabase, type DatabaseHandle } from '../../src/db/pool.ts';
import { silentLogger } from '../../src/kernel/log.ts';
import { runOn, urlOf } from './global-setup.ts';

export interface FreshDatabase extends DatabaseHandle {
  readonly url: string;
}

/** A migrated database of the test's own, dropped when the test has finished. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const serverUrl = inject('serverUrl');
  const name = `reelay_${randomUUID().replaceAll('-', '')}`;
  await runOn(serverUrl, `create database ${name} template ${inject('templateName')}`);
  const url = urlOf(serverUrl, name);
  const database = openDatabase({ url, log: silentLogger });
  onTestFinished(async () => {
    await database.close();
    await runOn(serverUrl, `drop database if exists ${name} with (force)`);
  });
  return { ...database, url };
}
