import { join, resolve } from 'node:path';
import { systemClock } from '../kernel/clock.ts';
import { fileStore } from '../media/file-store.ts';
import { s3Store } from '../media/s3-store.ts';
import type { MediaStore } from '../media/store.ts';
import type { Config } from './config.ts';

type StoreConfig = Pick<
  Config,
  | 'dataDirectory'
  | 's3Bucket'
  | 's3Endpoint'
  | 's3Region'
  | 's3Prefix'
  | 's3ForcePathStyle'
  | 'mediaCacheMegabytes'
>;

/** Media in the bucket that the configuration names, or else in the data directory. */
export function openStore(config: StoreConfig): MediaStore {
  const directory = resolve(config.dataDirectory);
  if (config.s3Bucket === undefined) return fileStore(join(directory, 'media'));
  return s3Store(
    {
      bucket: config.s3Bucket,
      region: config.s3Region,
      prefix: config.s3Prefix,
      forcePathStyle: config.s3ForcePathStyle,
      ...(config.s3Endpoint === undefined ? {} : { endpoint: config.s3Endpoint }),
      localDirectory: join(directory, 'media-cache'),
      mostCachedBytes: config.mediaCacheMegabytes * 1_000_000,
    },
    { clock: systemClock },
  );
}
