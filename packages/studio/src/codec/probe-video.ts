import type { VideoFacts } from './read-video-facts.ts';

/** What an MP4 of ours is. node-av is loaded only when asked: with an ffmpeg program of the system it may be missing. */
export async function probeVideo(path: string): Promise<VideoFacts> {
  const { readVideoFacts } = await import('./read-video-facts.ts');
  return readVideoFacts(path);
}
