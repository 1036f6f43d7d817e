import { readFile } from 'node:fs/promises';
import { expect, test, vi } from 'vitest';
import { openScene, hasEnded } from './conformance/scene.ts';
import { videosSubjects } from './conformance/subjects/videos.ts';
import { fakeFinishVideo } from './support/fake-finish-video.ts';
import { fakeVideo } from './support/fake-media.ts';

const PATIENT = { timeout: 20_000, interval: 25 };

test('a motion has the sound of its driver, from our own store, whichever machine fetches it', async () => {
  const [subject] = videosSubjects;
  if (!subject) throw new Error('no subject');
  const sounds: (string | null)[] = [];
  const scene = await openScene(subject, {
    changes: {
      async finishVideo(wish, signal) {
        const { soundFromPath: path } = wish;
        sounds.push(path === null ? null : (await readFile(path)).toString('hex'));
        return fakeFinishVideo(wish, signal);
      },
    },
  });
  for (const mode of ['motion_control', 'text_to_video'] as const) {
    const id = await scene.submit(mode);
    await vi.waitFor(async () => expect(hasEnded(await scene.read(id))).toBe(true), PATIENT);
    expect((await scene.read(id)).generation.status).toBe('completed');
  }
  expect(sounds).toEqual([Buffer.from(fakeVideo()).toString('hex'), null]);
});
