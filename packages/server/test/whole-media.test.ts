/** Pictures and drivers by address, through the whole program with the real guard, sandbox and studio. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Reelay } from '@reelay/client';
import { probeVideo } from '@reelay/studio';
import { expect, onTestFinished, test } from 'vitest';
import { writeTrialMedia } from '../../studio/src/quality/trial-media.ts';
import { auditLedger } from '../src/ledger/ledger.ts';
import { fileServer } from './support/file-server.ts';
import { freshDatabase } from './support/fresh-database.ts';
import { PROGRAM_KEY, startReelay } from './support/start-reelay.ts';

test('a picture and a driver by address become videos, each paid once at its own price', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'reelay-whole-media-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const media = await writeTrialMedia(directory);
  const files = await fileServer({
    '/photo.jpg': await readFile(media.photo),
    '/character.png': await readFile(media.character),
    '/driver.mp4': await readFile(media.driver),
  });
  const database = await freshDatabase();
  const server = startReelay(['serve'], {
    DATABASE_URL: database.url,
    REELAY_DATA_DIR: join(directory, 'data'),
    REELAY_ALLOW_PRIVATE_URLS: 'loopback',
  });
  const [, baseUrl = ''] = await server.printed(/ready at (http:\S+)/);
  const client = new Reelay({ baseUrl, apiKey: PROGRAM_KEY });

  const picture = await client.kling.generate({
    model: 'kling_3',
    prompt: 'slow zoom in, snow falling',
    image_url: `${files.url}/photo.jpg`,
    duration: 3,
  });
  const motion = await client.kling.generate({
    model: 'kling_3_motion',
    reference_video_url: `${files.url}/driver.mp4`,
    reference_image_url: `${files.url}/character.png`,
  });
  expect(picture.price).toBe('0.2520');
  expect(motion.price).toBe('calculating');

  const moved = await picture.wait();
  expect(moved).toMatchObject({ status: 'completed', duration: '3', engine: 'studio' });
  const danced = await motion.wait();
  // 3.5 seconds are billed as 4, at 0.041 each.
  expect(danced).toMatchObject({ status: 'completed', duration: '4', price: '0.1640' });

  const file = join(directory, 'danced.mp4');
  await writeFile(file, Buffer.from(await (await fetch(danced.video_url ?? '')).arrayBuffer()));
  expect(await probeVideo(file)).toMatchObject({ width: 720, height: 960, fps: 24 });
  expect(await auditLedger(database.db)).toEqual({ wrongBalances: [], wrongHolds: [] });
}, 300_000);
