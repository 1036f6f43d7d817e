import { join } from 'node:path';
import { finishVideo } from '@reelay/studio';
import type { FinishVideo } from '../../kernel/finish-video.ts';

/** Finishes with the studio's sandboxed decoders and its own encoder; two films at a time in each process. */
export const studioFinishVideo: FinishVideo = async (wish, signal) => {
  const { path, directory, keepSeconds, soundFromPath } = wish;
  const videoPath = join(directory, 'video.mp4');
  const posterPath = join(directory, 'poster.jpg');
  const finished = await finishVideo({ path, videoPath, posterPath, keepSeconds, soundFromPath, signal });
  if (!finished.usable) return { usable: false, sentence: finished.fault.sentence };
  const { width, height, durationSeconds } = finished;
  return {
    usable: true,
    video: { path: videoPath, mediaType: 'video/mp4', width, height, durationSeconds },
    poster: { path: posterPath, mediaType: 'image/jpeg', width, height },
  };
};
