import { copyFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FinishVideo } from '../../src/kernel/finish-video.ts';

/** Believes that every file of some size is a whole video: instant, and always the same. */
export const fakeFinishVideo: FinishVideo = async ({ path, directory, keepSeconds }) => {
  const { size } = await stat(path);
  if (size < 100) return { usable: false, sentence: `The file has ${size} bytes and is no video.` };
  const video = join(directory, 'video.mp4');
  const poster = join(directory, 'poster.jpg');
  await copyFile(path, video);
  await writeFile(poster, 'a poster');
  const picture = { width: 1280, height: 720 };
  return {
    usable: true,
    video: { path: video, mediaType: 'video/mp4', ...picture, durationSeconds: keepSeconds ?? 5 },
    poster: { path: poster, mediaType: 'image/jpeg', ...picture },
  };
};
