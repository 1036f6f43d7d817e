import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from '@20minutes/s3rver';
import { onTestFinished } from 'vitest';
import type { S3Options } from '../../src/media/s3-bucket.ts';

/** The only key that the server knows. */
export const S3_CREDENTIALS = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' } as const;

/** An S3-compatible server on loopback with an empty bucket, until the test has finished. */
export async function s3Server(): Promise<Required<S3Options>> {
  const directory = await mkdtemp(join(tmpdir(), 'reelay-s3-'));
  const server = new S3rver({
    port: 0,
    address: '127.0.0.1',
    directory,
    silent: true,
    configureBuckets: [{ name: 'media', configs: [] }],
    // It signs `/media` where Amazon signs `/media/`, and so refuses every listing else.
    allowMismatchedSignatures: true,
  });
  const { port } = await server.run();
  onTestFinished(async () => {
    await server.close();
    await rm(directory, { recursive: true, force: true });
  });
  return {
    bucket: 'media',
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    prefix: 'reelay/',
    forcePathStyle: true,
    credentials: S3_CREDENTIALS,
  };
}
