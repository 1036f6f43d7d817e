import { join, resolve } from 'node:path';
import { MEDIA_EXTENSIONS, type MediaExtension } from '../media/signed-links.ts';
import { createRouting } from '../worker/routing.ts';
import type { WorkerDeps } from '../worker/start-worker.ts';
import type { Services } from './services.ts';

/** What a worker needs for engines that are somewhere else. */
export function upstreamParts(
  services: Services,
): Pick<
  WorkerDeps,
  | 'engines'
  | 'routing'
  | 'breakerOf'
  | 'inputUrl'
  | 'callbackUrl'
  | 'scratchDirectory'
  | 'unknownPatienceMilliseconds'
> {
  const { config, clock, db, links, callbackLinks } = services;
  const { engines, router } = services.live;
  const { publicUrl } = config;
  return {
    engines,
    routing: createRouting({ db, clock, router, engines }),
    breakerOf: (id) => router().settingsOf(id)?.breaker ?? null,
    inputUrl: (assetId, mediaType) =>
      publicUrl === undefined
        ? null
        : `${publicUrl}${links.path(assetId, extensionOf(mediaType), clock.now())}`,
    callbackUrl: (engineId, key) =>
      publicUrl === undefined ? null : `${publicUrl}${callbackLinks.path(engineId, key)}`,
    scratchDirectory: join(resolve(config.dataDirectory), 'scratch'),
    unknownPatienceMilliseconds:
      config.unknownRefundMinutes === 0 ? null : config.unknownRefundMinutes * 60_000,
  };
}

function extensionOf(mediaType: string): MediaExtension {
  const extensions: Readonly<Record<string, MediaExtension>> = MEDIA_EXTENSIONS;
  return extensions[mediaType] ?? 'mp4';
}
