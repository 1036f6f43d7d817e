/** A worker as a process of its own: `node worker-process.ts <database url> <directory> <name>`, ended by SIGKILL or SIGTERM. */
import { existsSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openDatabase } from '../../src/db/pool.ts';
import type { Engine } from '../../src/engines/engine.ts';
import { startJobs } from '../../src/jobs/start-jobs.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { newId } from '../../src/kernel/ids.ts';
import { silentLogger } from '../../src/kernel/log.ts';
import { createDownloader } from '../../src/media/download.ts';
import { fileStore } from '../../src/media/file-store.ts';
import { startWorker } from '../../src/worker/start-worker.ts';
import { createDeliverer } from '../../src/webhooks/deliver.ts';
import { fakeInspectMedia } from './fake-media.ts';

const [, , url = '', directory = '', name = ''] = process.argv;
const database = openDatabase({ url, log: silentLogger, maxConnections: 4 });
const jobs = await startJobs({ database, log: silentLogger, supervise: true });

/** Says in a file what it is asked for, and finishes when a file named `finish` appears. */
const engine: Engine = {
  id: 'fake',
  concurrency: 1,
  pollMilliseconds: 50,
  supports: () => ({ supported: true }),
  async start(_request, key) {
    await appendFile(join(directory, 'starts'), `${name}\n`);
    return { state: 'started', operation: { task: key } };
  },
  async status() {
    await appendFile(join(directory, 'polls'), `${name}\n`);
    if (!existsSync(join(directory, 'finish'))) return { state: 'pending', progress: 10 };
    const path = join(directory, 'finish');
    return {
      state: 'succeeded',
      outputs: [{ kind: 'video', mediaType: 'video/mp4', path, width: 1, height: 1, durationSeconds: 1 }],
      report: { by: name },
    };
  },
};

const worker = startWorker({
  db: database.db,
  jobs,
  clock: systemClock,
  newId,
  log: silentLogger,
  engines: new Map([['fake', engine]]),
  store: fileStore(join(directory, 'media')),
  downloader: createDownloader({ allowLoopback: true }),
  inspectMedia: fakeInspectMedia,
  videoUrl: () => 'https://media.test/video',
  accountConcurrency: null,
  deliverer: createDeliverer({ clock: systemClock, allowLoopback: true }),
  random: () => 0,
  capacity: 4,
});

async function stop(): Promise<void> {
  await worker.stop();
  await jobs.stop();
  await database.close();
  process.exit(0);
}

process.once('SIGTERM', () => void stop());
process.once('disconnect', () => process.exit(1));
