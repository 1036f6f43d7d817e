/**
 * An API or a worker of the run: the real server with the chaos engine and a disk that is sometimes full.
 * `node server-process.ts <api|worker> <run directory> <upstream url> <engine concurrency> <seed>`; the rest is in the environment.
 */
import { join } from 'node:path';
import { systemClock } from '../src/kernel/clock.ts';
import { fileStore } from '../src/media/file-store.ts';
import { readConfig } from '../src/main/config.ts';
import { createLogger } from '../src/main/create-logger.ts';
import { startServer } from '../src/main/start-server.ts';
import { fakeInspectMedia } from '../test/support/fake-media.ts';
import { ambushedClock, createAmbush } from './ambush.ts';
import { chaosEngine } from './chaos-engine.ts';
import { openFlags } from './flags.ts';
import { fullDiskStore } from './full-disk-store.ts';

const POLL_MILLISECONDS = 300;
/** A run lasts minutes: what takes half an hour in production, an outage of a receiver, is played twenty times as fast. */
const WEBHOOK_DELAYS_SECONDS = [0, 1, 2, 4, 8, 16];
const UNKNOWN_REST_SECONDS = 3;

const [, , role = '', directory = '', upstreamUrl = '', concurrency = '', seed = ''] = process.argv;
const config = readConfig(process.env);
const log = createLogger(config.logLevel);
const flags = openFlags(join(directory, 'flags'));
const ambush = createAmbush(Number(seed), process.env['CHAOS_LIFE'] ?? '', flags);
const engine = chaosEngine({
  ambush,
  url: upstreamUrl,
  scratchDirectory: join(directory, 'scratch'),
  concurrency: Number(concurrency),
  pollMilliseconds: POLL_MILLISECONDS,
});
const parts = {
  engines: new Map([[engine.id, engine]]),
  store: fullDiskStore(fileStore(join(config.dataDirectory, 'media')), flags, ambush),
  clock: ambushedClock(systemClock, ambush),
  inspectMedia: fakeInspectMedia,
  webhookDelaysSeconds: WEBHOOK_DELAYS_SECONDS,
  unknownRestSeconds: UNKNOWN_REST_SECONDS,
};
process.once('disconnect', () => process.exit(0));
try {
  const server = await startServer(config, role === 'api' ? 'api' : 'worker', log, parts);
  process.once('SIGTERM', () => {
    void server.stop().then(() => process.exit(0));
  });
  process.stdout.write(`ready ${server.url ?? ''}\n`);
} catch (error) {
  log.error({ error }, 'could not start');
  process.exit(1);
}
