import { join } from 'node:path';
import { Agent, request } from 'undici';
import { createDownloader } from '../../src/media/download.ts';
import { isPublicAddress } from '../../src/kernel/public-address.ts';
import { createDeliverer } from '../../src/webhooks/deliver.ts';
import { fixedClock } from './fixed-clock.ts';
import type { World } from './ssrf-world.ts';

/** Something of ours that fetches an address a stranger chose. */
export interface Surface {
  /** `done` when the stranger got what he wanted, `refused` when we said no for good, `failed` otherwise. */
  fetch(url: string): Promise<{ readonly kind: 'done' | 'refused' | 'failed'; readonly why: string }>;
}

export interface SurfaceOptions {
  readonly world: World;
  readonly directory: string;
  readonly extraPorts?: readonly number[];
}

const never = new AbortController().signal;

const download =
  (kind: 'image' | 'video') =>
  (options: SurfaceOptions): Surface => {
    const { world, directory, extraPorts = [] } = options;
    const { resolve, dial } = world;
    const downloader = createDownloader({ allowLoopback: false, extraPorts, resolve, dial });
    return {
      async fetch(url) {
        const wanted = { url, kind, toPath: join(directory, kind), mostBytes: 1_000 };
        const result = await downloader.download(wanted, never);
        if (result.kind === 'done') return { kind: 'done', why: '' };
        return { kind: result.kind === 'refused' ? 'refused' : 'failed', why: result.why };
      },
    };
  };

function webhook({ world, extraPorts = [] }: SurfaceOptions): Surface {
  const { resolve, dial } = world;
  const deliverer = createDeliverer({ clock: fixedClock(), allowLoopback: false, extraPorts, resolve, dial });
  const secret = `whsec_${Buffer.from('a secret of the test').toString('base64')}`;
  return {
    async fetch(url) {
      const result = await deliverer.deliver({ id: 'a', url, body: '{}', secret }, never);
      if (result.kind === 'failed') return { kind: 'refused', why: result.error };
      return { kind: result.kind === 'delivered' ? 'done' : 'failed', why: '' };
    },
  };
}

/** Everything that dials out to strangers. */
export const SURFACES = {
  'the download of images': download('image'),
  'the download of videos': download('video'),
  'the delivery of webhooks': webhook,
} as const satisfies Record<string, (options: SurfaceOptions) => Surface>;

/** What a program without a guard does. The corpus must catch it. */
export function unguarded({ world }: SurfaceOptions): Surface {
  return following(async (hostname) => {
    const [address = ''] = await world.resolve(hostname, never);
    return address;
  }, world);
}

/** What a program does that checks a name and then lets the system connect to it. The corpus must catch it. */
export function checkedTooEarly({ world }: SurfaceOptions): Surface {
  return following(async (hostname) => {
    const checked = await world.resolve(hostname, never);
    if (!checked.every(isPublicAddress)) throw new Error('blocked');
    const [address = ''] = await world.resolve(hostname, never);
    return address;
  }, world);
}

function following(addressOf: (hostname: string) => Promise<string>, world: World): Surface {
  const agent = new Agent({
    connect: ({ hostname, port, protocol }, callback) => {
      const secure = protocol === 'https:';
      const at = Number(port) || (secure ? 443 : 80);
      const literal = /^[\d.]+$|:/.test(hostname);
      void (literal ? Promise.resolve(hostname) : addressOf(hostname))
        .then((address) => world.dial({ address, port: at, hostname, secure, timeoutMilliseconds: 1_000 }))
        .then(
          // oxlint-disable-next-line promise/no-callback-in-promise -- undici wants it so
          (socket) => callback(null, socket),
          // oxlint-disable-next-line promise/no-callback-in-promise -- undici wants it so
          (error: Error) => callback(error, null),
        );
    },
  });
  return {
    async fetch(url) {
      try {
        for (let next = new URL(url), hops = 0; hops < 10; hops += 1) {
          const answer = await request(next, { dispatcher: agent });
          await answer.body.dump();
          const { location } = answer.headers;
          if (typeof location !== 'string') return { kind: 'done', why: '' };
          next = new URL(location, next.href);
        }
      } catch {
        return { kind: 'failed', why: '' };
      }
      return { kind: 'failed', why: '' };
    },
  };
}
