import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { X264 } from './frame-encoder.ts';
import type { EncoderOptions, FrameEncoder } from './frame-encoder.ts';

/** Enough of ffmpeg's complaints to name the cause. */
const STDERR_LIMIT = 4000;

/** The same file through an ffmpeg program of the system, fed raw pictures on its standard input. */
export function openFfmpegEncoder(ffmpegPath: string, options: EncoderOptions): FrameEncoder {
  const child = spawn(ffmpegPath, ffmpegArguments(options), { stdio: ['pipe', 'ignore', 'pipe'] });
  let complaints = '';
  let spawnError: Error | null = null;
  let aborted = false;
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints = (complaints + text).slice(-STDERR_LIMIT);
  });
  // A dead ffmpeg shows as EPIPE here and as an exit code below; the exit code carries the reason.
  child.stdin.on('error', () => {});
  child.on('error', (error) => {
    spawnError = error;
  });
  const closed = new Promise<number | null>((resolve) => {
    child.once('close', (code) => resolve(code));
  });
  const failure = (): Error =>
    spawnError ?? new Error(`ffmpeg stopped: ${complaints.trim() || `exit code ${child.exitCode}`}`);

  return {
    async write(rgba) {
      if (child.exitCode !== null || spawnError || !child.stdin.writable) throw failure();
      if (child.stdin.write(Buffer.from(rgba))) return;
      await Promise.race([once(child.stdin, 'drain'), closed]);
    },
    async finish() {
      child.stdin.end();
      const code = await closed;
      if (code !== 0) throw failure();
    },
    async abort() {
      if (aborted) return;
      aborted = true;
      if (child.exitCode === null && !spawnError) child.kill('SIGKILL');
      await closed;
      await rm(options.path, { force: true });
    },
  };
}

function ffmpegArguments(options: EncoderOptions): string[] {
  const bt709 = [
    '-colorspace',
    'bt709',
    '-color_primaries',
    'bt709',
    '-color_trc',
    'bt709',
    '-color_range',
    'tv',
  ];
  const tags = Object.entries(options.metadata).flatMap(([key, value]) => ['-metadata', `${key}=${value}`]);
  return [
    ['-y', '-nostdin', '-loglevel', 'error', '-f', 'rawvideo', '-pix_fmt', 'rgba'],
    ['-s', `${options.width}x${options.height}`, '-r', String(options.fps), '-i', 'pipe:0'],
    ['-vf', 'scale=in_range=full:out_range=tv:out_color_matrix=bt709,format=yuv420p'],
    ['-c:v', 'libx264', '-preset', X264.preset, '-crf', String(X264.crf), '-profile:v', 'high'],
    [
      '-g',
      String(options.fps * X264.gopSeconds),
      '-threads',
      String(X264.threads),
      '-flags',
      '+bitexact',
      '-fflags',
      '+bitexact',
    ],
    bt709,
    tags,
    ['-movflags', '+faststart', '-f', 'mp4', options.path],
  ].flat();
}
