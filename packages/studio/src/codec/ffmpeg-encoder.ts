import { rm } from 'node:fs/promises';
import { FfmpegProcess } from './ffmpeg-process.ts';
import { AAC, X264 } from './frame-encoder.ts';
import type { EncoderOptions, FrameEncoder } from './frame-encoder.ts';
import type { PcmSound } from './pcm-sound.ts';

/**
 * The same file through an ffmpeg program of the system, fed raw pictures on its standard input. Sound is added in a
 * second pass that copies the pictures: only then is their length known, and one process with two inputs can wait for
 * either pipe while we fill the other.
 */
export function openFfmpegEncoder(ffmpegPath: string, options: EncoderOptions): FrameEncoder {
  const silentPath = options.sound ? silentPathOf(options.path) : options.path;
  const pictures = new FfmpegProcess(ffmpegPath, pictureArguments(options, silentPath));
  let written = 0;
  let muxing: FfmpegProcess | null = null;
  let aborted = false;

  const addSound = async (sound: PcmSound): Promise<void> => {
    muxing = new FfmpegProcess(ffmpegPath, muxArguments(silentPath, options.path));
    await muxing.write(interleave(sound, Math.round((written * AAC.sampleRate) / options.fps)));
    await muxing.finish();
    await rm(silentPath);
  };

  return {
    async write(rgba) {
      await pictures.write(Buffer.from(rgba));
      written++;
    },
    async finish() {
      await pictures.finish();
      if (options.sound) await addSound(options.sound);
    },
    async abort() {
      if (aborted) return;
      aborted = true;
      await pictures.kill();
      await muxing?.kill();
      await rm(silentPath, { force: true });
      await rm(options.path, { force: true });
    },
  };
}

/** Where a file's pictures lie until its sound is added: left over when the encoding process is killed. */
export function silentPathOf(path: string): string {
  return `${path}.silent`;
}

const BITEXACT = ['-flags', '+bitexact', '-fflags', '+bitexact'];
const QUIET = ['-y', '-nostdin', '-loglevel', 'error'];

function pictureArguments(options: EncoderOptions, path: string): string[] {
  const bt709 = ['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709'];
  const tags = Object.entries(options.metadata).flatMap(([key, value]) => ['-metadata', `${key}=${value}`]);
  return [
    [...QUIET, '-f', 'rawvideo', '-pix_fmt', 'rgba'],
    ['-s', `${options.width}x${options.height}`, '-r', String(options.fps), '-i', 'pipe:0'],
    ['-vf', 'scale=in_range=full:out_range=tv:out_color_matrix=bt709,format=yuv420p'],
    ['-c:v', 'libx264', '-preset', X264.preset, '-crf', String(X264.crf), '-profile:v', 'high'],
    [
      '-g',
      String(options.fps * X264.gopSeconds),
      '-threads',
      String(X264.threads),
      '-x264-params',
      X264.params,
    ],
    [...BITEXACT, ...bt709, '-color_range', 'tv', ...tags],
    ['-movflags', '+faststart', '-f', 'mp4', path],
  ].flat();
}

function muxArguments(silentPath: string, path: string): string[] {
  return [
    [...QUIET, '-f', 'mp4', '-i', silentPath],
    ['-f', 'f32le', '-ar', String(AAC.sampleRate), '-ac', '2', '-i', 'pipe:0'],
    ['-map', '0:v', '-map', '1:a', '-c:v', 'copy', '-c:a', 'aac', '-b:a', String(AAC.bitRate)],
    [...BITEXACT, '-movflags', '+faststart', '-f', 'mp4', path],
  ].flat();
}

/** Exactly `sampleCount` samples as the program takes them: left and right in turn, 32-bit floats. */
function interleave(sound: PcmSound, sampleCount: number): Buffer {
  const samples = new Float32Array(sampleCount * 2);
  for (let i = 0; i < sampleCount; i++) {
    samples[i * 2] = sound.left[i] ?? 0;
    samples[i * 2 + 1] = sound.right[i] ?? 0;
  }
  return Buffer.from(samples.buffer);
}
