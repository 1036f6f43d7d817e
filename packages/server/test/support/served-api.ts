import { Reelay, type ReelayOptions } from '@reelay/client';
import { onTestFinished } from 'vitest';
import { listen } from '../../src/main/listen.ts';
import { nativeApi } from './native-api.ts';

/** The whole HTTP surface on a port of loopback, and clients of it that lose no time between two tries. */
export async function servedApi(options: Parameters<typeof nativeApi>[0] = {}) {
  const api = await nativeApi(options);
  const listener = await listen(api.app.fetch, { host: '127.0.0.1', port: 0 });
  onTestFinished(() => listener.close());
  return {
    ...api,
    url: listener.url,
    client: (more: ReelayOptions = {}) =>
      new Reelay({ apiKey: api.key, baseUrl: listener.url, timing: { random: () => 0 }, ...more }),
  };
}

export type ServedApi = Awaited<ReturnType<typeof servedApi>>;
