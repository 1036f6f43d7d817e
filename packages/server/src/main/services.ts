/** The things that both roles are made of, each made once. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { DEFAULT_PRICES, type PriceBook, readPriceBook } from '../catalogue/price-book.ts';
import type { CommandDeps } from '../commands/create-generation.ts';
import { ensureSetting } from '../db/settings.ts';
import type { Engine } from '../engines/engine.ts';
import { createEngines } from '../engines/registry.ts';
import { studioInspectMedia } from '../engines/studio/inspect-media.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { systemClock } from '../kernel/clock.ts';
import { newId } from '../kernel/ids.ts';
import type { Logger } from '../kernel/log.ts';
import type { InspectMedia } from '../kernel/media-input.ts';
import { createDownloader, type Downloader } from '../media/download.ts';
import { type LinkSigner, linkSigner } from '../media/signed-links.ts';
import type { MediaStore } from '../media/store.ts';
import { type Config, ConfigError } from './config.ts';
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
  readonly engines: ReadonlyMap<string, Engine>;
  readonly prices: PriceBook;
}

export async function makeServices(
  config: Config,
  log: Logger,
  database: OpenedDatabase,
  jobs: Jobs,
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
    engines: createEngines(
      {
        studio: studioOptions(config),
      },
      { log, newId, clock: systemClock },
    ),
    prices: await loadPrices(config),
  };
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
