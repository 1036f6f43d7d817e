const MEBIBYTE = 1024 * 1024;

/** What a picture of a stranger may be. Sides are after the EXIF orientation. */
export const IMAGE_LIMITS = {
  mostBytes: 10 * MEBIBYTE,
  leastSide: 300,
  mostSide: 8192,
  mostPixels: 50_000_000,
  /** Long side to short side. */
  mostAspect: 2.5,
} as const;

/** Sides are as shown: after rotation, with square pixels. */
export interface VideoLimits {
  readonly mostBytes: number;
  readonly leastSide: number;
  readonly mostSide: number;
  readonly leastSeconds: number;
  readonly mostSeconds: number;
  readonly slackSeconds: number;
  readonly mostFps: number;
  readonly slackFps: number;
}

/** What a driver video of a stranger may be. */
export const VIDEO_LIMITS = {
  mostBytes: 100 * MEBIBYTE,
  leastSide: 340,
  mostSide: 3850,
  leastSeconds: 3,
  mostSeconds: 30,
  /** Containers round times: a film of 72 pictures at 24 a second may say 2.96 s. */
  slackSeconds: 0.05,
  mostFps: 60,
  /** Times in whole milliseconds make 60 pictures a second look like up to 62.5. */
  slackFps: 0.6,
} as const satisfies VideoLimits;

/** What an upstream may have made: more than anyone may upload, because it was paid for. */
export const RESULT_LIMITS = {
  mostBytes: 500 * MEBIBYTE,
  leastSide: 16,
  mostSide: 4096,
  leastSeconds: 0,
  mostSeconds: 60,
  slackSeconds: 0.5,
  mostFps: 120,
  slackFps: 0.6,
} as const satisfies VideoLimits;

/** Results that are encoded anew have no more pictures a second. */
export const FINISHED_FPS = 60;

/**
 * Work that one order may cause, in seconds of waiting for the child (not for whoever takes its pictures). A picture of
 * 3840 x 2160 in HEVC with 10 bits took 0.1 s of processor time to decode and scale, so that the longest film of 1800
 * takes about 180 s of it, over two threads.
 */
export const WALL_SECONDS = {
  inspect_image: 20,
  read_image: 20,
  inspect_video: 30,
  read_driver: 300,
  inspect_result: 300,
  read_sound: 30,
} as const;

/** What the kernel and the watchdog allow a decoding child. */
export const CHILD_LIMITS = {
  /** Node with both decoders maps 1.4 GB before it has read anything; the rest is for the file. */
  addressSpaceMb: 4096,
  residentMb: 1000,
  /** Of its whole life; a child that has used `retireCpuSeconds` is replaced before its next order. */
  cpuSeconds: 400,
  retireCpuSeconds: 60,
  /** A child that keeps this much after an order is replaced. */
  retireResidentMb: 500,
  openFiles: 64,
  startSeconds: 60,
  watchMilliseconds: 50,
} as const;
