import type { MediaFault } from './inspection.ts';
import { IMAGE_LIMITS, VIDEO_LIMITS } from './limits.ts';
import type { VideoLimits } from './limits.ts';

const BYTES_PER_MEGABYTE = 1024 * 1024;
const PIXELS_PER_MEGAPIXEL = 1_000_000;

/** Null when the file is not too large. */
export function judgeByteCount(
  kind: 'picture' | 'video',
  byteCount: number,
  limits: Pick<VideoLimits, 'mostBytes'> = kind === 'picture' ? IMAGE_LIMITS : VIDEO_LIMITS,
): MediaFault | null {
  const most = limits.mostBytes;
  if (byteCount <= most) return null;
  const allowed = most / BYTES_PER_MEGABYTE;
  // Rounded up: a file that is refused is not said to have the allowed size.
  const found = (Math.ceil((byteCount / BYTES_PER_MEGABYTE) * 10) / 10).toFixed(1);
  return { code: 'too_large', sentence: `The ${kind} has ${found} MB; at most ${allowed} MB are taken.` };
}

/** Null when a picture of this size is taken. */
export function judgeImageSize(width: number, height: number): MediaFault | null {
  const { leastSide, mostSide, mostPixels, mostAspect } = IMAGE_LIMITS;
  const found = `The picture is ${width} x ${height} pixels`;
  const sides = `each side must have ${leastSide} to ${mostSide} pixels`;
  const short = Math.min(width, height);
  const long = Math.max(width, height);
  if (short < leastSide) return { code: 'too_small_picture', sentence: `${found}; ${sides}.` };
  if (long > mostSide) return { code: 'too_large_picture', sentence: `${found}; ${sides}.` };
  if (width * height > mostPixels)
    return {
      code: 'too_large_picture',
      sentence: `${found}, ${(width * height) / PIXELS_PER_MEGAPIXEL} megapixels; at most ${mostPixels / PIXELS_PER_MEGAPIXEL} are taken.`,
    };
  if (long > short * mostAspect)
    return {
      code: 'too_narrow',
      sentence: `${found}; its sides must be between 1:${mostAspect} and ${mostAspect}:1, and are ${(long / short).toFixed(2)} to 1.`,
    };
  return null;
}

/** Null when a video shown at this size is taken. */
export function judgeVideoSize(
  width: number,
  height: number,
  limits: VideoLimits = VIDEO_LIMITS,
): MediaFault | null {
  const { leastSide, mostSide } = limits;
  const sentence = `The video is ${width} x ${height} pixels; each side must have ${leastSide} to ${mostSide} pixels.`;
  if (Math.min(width, height) < leastSide) return { code: 'too_small_picture', sentence };
  if (Math.max(width, height) > mostSide) return { code: 'too_large_picture', sentence };
  return null;
}

/** Null when a video of this length is taken. */
export function judgeDuration(seconds: number, limits: VideoLimits = VIDEO_LIMITS): MediaFault | null {
  const { leastSeconds, mostSeconds, slackSeconds } = limits;
  const sentence = `The video lasts ${seconds.toFixed(2)} s; ${leastSeconds} to ${mostSeconds} s are taken.`;
  if (seconds < leastSeconds - slackSeconds) return { code: 'too_short', sentence };
  if (seconds > mostSeconds + slackSeconds) return { code: 'too_long', sentence };
  return null;
}

/** Null when a video of this rate is taken. */
export function judgeFps(fps: number, limits: VideoLimits = VIDEO_LIMITS): MediaFault | null {
  if (fps <= limits.mostFps + limits.slackFps) return null;
  const found = Number(fps.toFixed(2));
  return {
    code: 'too_fast',
    sentence: `The video has ${found} pictures a second; at most ${limits.mostFps} are taken.`,
  };
}
