/** The things that both roles are made of, each made once. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { DEFAULT_PRICES, type PriceBook, readPriceBook } from '../catalogue/price-book.ts';
import type { CommandDeps } from '../commands/create-generation.ts';
import { ensureSetting } from '../db/settings.ts';
import { createEngines } from '../engines/registry.ts';
import { studioFinishVideo } from '../engines/studio/finish-video.ts';
import { studioInspectMedia } from '../engines/studio/inspect-media.ts';
import type { FinishVideo } from '../kernel/finish-video.ts';
import type { Engine } from '../engines/engine.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { systemClock } from '../kernel/clock.ts';
import { newId } from '../kernel/ids.ts';
import type { Logger } from '../kernel/log.ts';
import type { InspectMedia } from '../kernel/media-input.ts';
import { createDownloader, type Downloader } from '../media/download.ts';
import { type LinkSigner, linkSigner } from '../media/signed-links.ts';
import type { MediaStore } from '../media/store.ts';
import { callbackLinks, type CallbackLinks } from './callback-links.ts';
import { type Config, ConfigError } from './config.ts';
import { fixedEngines, type LiveEngines, openLiveEngines } from './live-engines.ts';
import type { OpenedDatabase } from './open-database-as-is.ts';
import { openStore } from './open-store.ts';
import { studioOptions } from './studio-options.ts';

export interface Services extends CommandDeps {
  readonly config: Config;
  readonly log: Logger;
  readonly store: MediaStore;
  readonly downloader: Downloader;
  readonly inspectMedia: InspectMedia;
  readonly links: LinkSigner;
  readonly live: LiveEngines;
  readonly callbackLinks: CallbackLinks;
  readonly finishVideo: FinishVideo;
  readonly prices: PriceBook;
}

export async function makeServices(
  config: Config,
  log: Logger,
  database: OpenedDatabase,
  jobs: Jobs,
  brought: ReadonlyMap<string, Engine> | undefined,
): Promise<Services> {
  const { db } = database;
  const signingKey = await ensureSetting(db, 'media_signing_key', randomBytes(32).toString('base64'));
  return {
    config,
    log,
    db,
    jobs,
    clock: systemClock,
    newId,
    store: openStore(config),
    links: linkSigner(signingKey),
    downloader: createDownloader({
      allowLoopback: config.privateUrls === 'loopback',
      extraPorts: config.extraUrlPorts,
    }),
    inspectMedia: studioInspectMedia,
    finishVideo: studioFinishVideo,
    callbackLinks: callbackLinks(signingKey),
    live: brought ? fixedEngines(brought) : await openEngines(config, log),
    prices: await loadPrices(config),
  };
}

/** The studio, and what the configuration file names. */
function openEngines(config: Config, log: Logger): Promise<LiveEngines> {
  const deps = { log, newId, clock: systemClock };
  return openLiveEngines(config, {
    ...deps,
    hasPublicUrl: config.publicUrl !== undefined,
    environment: process.env,
    own: createEngines({ studio: studioOptions(config) }, deps),
  });
}

async function loadPrices(config: Config): Promise<PriceBook> {
  if (config.priceBookPath === undefined) return DEFAULT_PRICES;
  try {
    return readPriceBook(JSON.parse(await readFile(config.priceBookPath, 'utf8')));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ConfigError([`REELAY_PRICE_BOOK: ${config.priceBookPath} cannot be used: ${why}`]);
  }
}
