/** What a restore refuses, and backups of older versions. */
import { createHash } from 'node:crypto';
import { appendFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { grantCredits } from '../src/commands/grant-credits.ts';
import { newId } from '../src/kernel/ids.ts';
import { readBalance } from '../src/ledger/ledger.ts';
import { manifestSchema, type Manifest } from '../src/main/backup/format.ts';
import { restoreBackup } from '../src/main/backup/restore-backup.ts';
import {
  aDirectory,
  anEmptyInstallation,
  aUsedInstallation,
  backUp,
  SOUND,
} from './support/installations.ts';
import { dollar } from './support/test-bench.ts';

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

async function changeManifest(directory: string, change: (manifest: Manifest) => unknown): Promise<void> {
  const path = join(directory, 'manifest.json');
  const manifest = manifestSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  await writeFile(path, JSON.stringify(change(manifest)));
}

test('a directory that holds no finished backup is refused', async () => {
  const { bench } = await aUsedInstallation();
  const { directory } = await backUp({ database: bench.database, store: bench.deps.store });
  await rm(join(directory, 'manifest.json'));
  const target = await anEmptyInstallation();
  await expect(target.restore(directory)).rejects.toThrow(/has no manifest\.json/);
  await writeFile(join(directory, 'manifest.json'), '{"format":2}');
  await expect(target.restore(directory)).rejects.toThrow(/not one that this version can read/);
});

test('a backup of whose files a byte was lost or changed is refused before anything is written', async () => {
  const { bench } = await aUsedInstallation();
  const from = { database: bench.database, store: bench.deps.store };
  const target = await anEmptyInstallation();
  const one = await backUp(from, { mayLink: false });
  await appendFile(join(one.directory, 'tables', 'generations.jsonl.gz'), ' ');
  await expect(target.restore(one.directory)).rejects.toThrow(/generations\.jsonl\.gz .* damaged/);
  const two = await backUp(from, { mayLink: false });
  await rm(join(two.directory, 'media.jsonl.gz'));
  await expect(target.restore(two.directory)).rejects.toThrow(/media\.jsonl\.gz .* damaged/);
  const three = await backUp(from, { mayLink: false });
  const [asset] = await bench.database.db.selectFrom('assets').select('storage_key').execute();
  await writeFile(join(three.directory, 'media', asset?.storage_key ?? ''), 'other bytes');
  await expect(target.restore(three.directory)).rejects.toThrow(/of the backup is missing or damaged/);
  expect(await target.database.db.selectFrom('accounts').selectAll().execute()).toEqual([]);
});

test('a backup of a newer version is refused', async () => {
  const { bench } = await aUsedInstallation();
  const { directory } = await backUp({ database: bench.database, store: bench.deps.store });
  await changeManifest(directory, (manifest) => ({
    ...manifest,
    migrations: [...manifest.migrations, { name: '9999_newer.sql', checksum: 'a'.repeat(64) }],
  }));
  await expect((await anEmptyInstallation()).restore(directory)).rejects.toThrow(
    /9999_newer\.sql is unknown here/,
  );
});

test('a database with something in it is left alone, unless by force; then what was in it is gone', async () => {
  const { bench, finished } = await aUsedInstallation();
  const { directory } = await backUp({ database: bench.database, store: bench.deps.store });
  const target = await aUsedInstallation();
  const { database, deps, caller } = target.bench;
  const options = { ...deps, directory, force: false };
  await expect(restoreBackup(options)).rejects.toThrow(/The database is not empty/);
  expect(await readBalance(database.db, caller)).toBe(dollar(7));
  expect(await restoreBackup({ ...options, force: true })).toMatchObject({ openGenerations: 2, ...SOUND });
  expect(await readBalance(database.db, caller)).toBe(0n);
  expect(
    await database.db.selectFrom('generations').select('id').where('id', '=', finished.id).execute(),
  ).toHaveLength(1);
});

test('rows that do not fit together change nothing, though their files are whole', async () => {
  const { bench } = await aUsedInstallation();
  const { directory } = await backUp({ database: bench.database, store: bench.deps.store });
  const path = join(directory, 'tables', 'accounts.jsonl.gz');
  const empty = gzipSync('');
  expect(gunzipSync(await readFile(path)).length).toBeGreaterThan(0);
  await writeFile(path, empty);
  await changeManifest(directory, (manifest) => ({
    ...manifest,
    tables: manifest.tables.map((table) =>
      table.name === 'accounts' ? { ...table, rowCount: 0, sha256: sha256(empty) } : table,
    ),
  }));
  const target = await anEmptyInstallation();
  await expect(target.restore(directory)).rejects.toThrow(/violates foreign key/);
  expect(await target.database.db.selectFrom('generations').selectAll().execute()).toEqual([]);
});
test('a backup of an older version is brought to this one, as its database would have been', async () => {
  const directory = await aDirectory();
  await mkdir(join(directory, 'tables'));
  const [account, key, generation, delivery] = [newId(), newId(), newId(), newId()];
  const time = '2026-01-02T03:04:05.678901+00:00';
  const rows: Record<string, readonly object[]> = {
    accounts: [{ id: account, name: 'old', webhook_secret: 'whsec_b2xk', created_at: time }],
    api_keys: [
      {
        id: key,
        account_id: account,
        environment: 'live',
        name: 'old',
        prefix: 'rk_live_abcd',
        hash: '\\x00ff',
        created_at: time,
        revoked_at: null,
      },
    ],
    balances: [{ account_id: account, environment: 'live', balance_micros: 9_007_199_254 }],
    ledger_entries: [
      {
        id: 7,
        account_id: account,
        environment: 'live',
        generation_id: null,
        kind: 'grant',
        amount_micros: 9_007_199_255,
        note: 'x',
        created_at: time,
      },
      {
        id: 8,
        account_id: account,
        environment: 'live',
        generation_id: generation,
        kind: 'hold',
        amount_micros: -1,
        note: null,
        created_at: time,
      },
      {
        id: 9,
        account_id: account,
        environment: 'live',
        generation_id: generation,
        kind: 'settle',
        amount_micros: 0,
        note: null,
        created_at: time,
      },
    ],
    generations: [
      {
        id: generation,
        account_id: account,
        api_key_id: key,
        environment: 'live',
        model: 'kling_3',
        mode: 'text_to_video',
        engine: 'studio',
        prompt: 'old',
        request: {},
        seed: 1,
        duration_seconds: 5,
        warnings: [],
        price_micros: 1,
        callback_url: 'https://example.com',
        status: 'completed',
        failure: null,
        failure_detail: null,
        progress: 100,
        fence: 1,
        outcome_unknown: false,
        engine_report: { a: 1 },
        created_at: time,
        started_at: time,
        completed_at: time,
        deadline_at: time,
        inputs_ready: true,
        open_rate_micros: null,
      },
    ],
    deliveries: [
      {
        id: delivery,
        account_id: account,
        generation_id: generation,
        url: 'https://example.com',
        body: '{}',
        status: 'delivered',
        attempts: 1,
        last_status: 200,
        last_error: null,
        created_at: time,
        last_attempt_at: time,
        delivered_at: time,
      },
    ],
  };
  const tables = [];
  for (const [name, content] of Object.entries(rows)) {
    const bytes = gzipSync(content.map((row) => `${JSON.stringify(row)}\n`).join(''));
    await writeFile(join(directory, 'tables', `${name}.jsonl.gz`), bytes);
    tables.push({ name, rowCount: content.length, sha256: sha256(bytes) });
  }
  const list = gzipSync('');
  await writeFile(join(directory, 'media.jsonl.gz'), list);
  const migrations = await Promise.all(
    ['0001_init.sql', '0002_inputs.sql'].map(async (name) => ({
      name,
      checksum: sha256(await readFile(new URL(`../migrations/${name}`, import.meta.url))),
    })),
  );
  const manifest: Manifest = {
    format: 1,
    reelayVersion: '0.0.1',
    createdAt: '2026-01-02T03:04:05.000Z',
    migrations,
    tables,
    media: { isIncluded: true, fileCount: 0, byteCount: 0, missingCount: 0, sha256: sha256(list) },
  };
  await writeFile(join(directory, 'manifest.json'), JSON.stringify(manifest));

  const target = await anEmptyInstallation();
  expect(await target.restore(directory)).toMatchObject({ openGenerations: 0, openDeliveries: 0, ...SOUND });
  const { db, pool } = target.database;
  expect(await db.selectFrom('deliveries').select(['id', 'environment', 'event']).execute()).toEqual([
    { id: delivery, environment: 'live', event: 'generation' },
  ]);
  expect(await db.selectFrom('api_keys').select(['hash', 'scopes']).execute()).toEqual([
    { hash: Buffer.from([0, 255]), scopes: ['generate', 'read', 'admin'] },
  ]);
  expect(
    await db
      .selectFrom('webhook_secrets')
      .select(['environment', 'secret', 'shown_at'])
      .orderBy('environment')
      .execute(),
  ).toEqual([
    { environment: 'live', secret: 'whsec_b2xk', shown_at: null },
    { environment: 'test', secret: 'whsec_b2xk', shown_at: expect.any(Date) },
  ]);
  const kept = await pool.query<{ same: boolean }>('select bool_and(created_at = $1) as same from accounts', [
    time,
  ]);
  expect(kept.rows).toEqual([{ same: true }]);
  await grantCredits({ db }, { accountId: account, environment: 'live' }, dollar(1), 'after');
  expect(await db.selectFrom('ledger_entries').select('id').orderBy('id').execute()).toEqual(
    [7n, 8n, 9n, 10n].map((id) => ({ id })),
  );
});
