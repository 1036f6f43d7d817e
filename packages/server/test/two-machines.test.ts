/** API and worker as processes of two machines: they share a database and a bucket, and no directory. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Reelay } from '@reelay/client';
import { expect, onTestFinished, test } from 'vitest';
import { auditLedger } from '../src/ledger/ledger.ts';
import { freshDatabase } from './support/fresh-database.ts';
import { S3_CREDENTIALS, s3Server } from './support/s3-server.ts';
import { PROGRAM_KEY, startReelay } from './support/start-reelay.ts';

async function aDataDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'reelay-machine-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

test('what a worker of one machine makes, the API of another serves, ranges included; disks hold nothing but caches', async () => {
  const [database, s3] = [await freshDatabase(), await s3Server()];
  const directories = [await aDataDirectory(), await aDataDirectory()] as const;
  const settings = {
    DATABASE_URL: database.url,
    REELAY_S3_BUCKET: s3.bucket,
    REELAY_S3_ENDPOINT: s3.endpoint,
    REELAY_S3_PREFIX: 'media',
    REELAY_S3_FORCE_PATH_STYLE: 'true',
    AWS_ACCESS_KEY_ID: S3_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: S3_CREDENTIALS.secretAccessKey,
    REELAY_STUDIO_CONCURRENCY: '1',
  };
  const api = startReelay(['serve', '--role', 'api'], { ...settings, REELAY_DATA_DIR: directories[0] });
  const [, baseUrl = ''] = await api.printed(/ready at (http:\S+)/);
  const worker = startReelay(['serve', '--role', 'worker'], {
    ...settings,
    REELAY_DATA_DIR: directories[1],
    REELAY_PUBLIC_URL: baseUrl,
  });
  await worker.printed(/worker is running/);
  expect(await (await fetch(`${baseUrl}/readyz`)).json()).toEqual({ status: 'ready', problems: [] });

  const client = new Reelay({ baseUrl, apiKey: PROGRAM_KEY });
  const job = await client.kling.generate({
    prompt: 'a red ball on a table, static shot',
    model: 'kling_3',
    duration: 3,
    aspect_ratio: '1:1',
    seed: 3,
  });
  const ended = await job.wait();
  expect(ended).toMatchObject({ status: 'completed', message: null });
  const whole = await fetch(ended.video_url ?? '');
  const video = Buffer.from(await whole.arrayBuffer());
  expect(whole.headers.get('content-type')).toBe('video/mp4');
  expect(video.toString('latin1', 4, 8)).toBe('ftyp');
  const part = await fetch(ended.video_url ?? '', { headers: { range: 'bytes=4-7' } });
  expect([part.status, await part.text()]).toEqual([206, 'ftyp']);

  worker.process.kill('SIGTERM');
  expect(await worker.exit()).toBe(0);
  for (const directory of directories)
    for (const name of await readdir(directory)) expect(['media-cache', 'scratch']).toContain(name);
  expect(await auditLedger(database.db)).toEqual({ wrongBalances: [], wrongHolds: [] });
}, 120_000);
