import { open } from 'node:fs/promises';
import {
  AV_LOG_ERROR,
  AV_PIX_FMT_YUV420P,
  AV_PROFILE_H264_HIGH,
  AVCOL_RANGE_MPEG,
  AVCOL_SPC_BT709,
  AVMEDIA_TYPE_AUDIO,
  AVMEDIA_TYPE_VIDEO,
} from 'node-av/constants';
import { avGetCodecName, FFmpegError, FormatContext, Log } from 'node-av/lib';

/** What a finished MP4 is, for callers who want to check or show it. */
export interface VideoFacts {
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  readonly fps: number;
  readonly durationSeconds: number;
  readonly codec: string;
  /** 'High', or FFmpeg's number of another profile. */
  readonly profile: string;
  /** 'yuv420p', or FFmpeg's number of another format. */
  readonly pixelFormat: string;
  /** True when the file says limited-range BT.709, as players assume for HD. */
  readonly bt709: boolean;
  /** The index lies before the pictures, so a browser can start playing at once. */
  readonly faststart: boolean;
  readonly tags: Readonly<Record<string, string>>;
  /** Null when the file has no sound track. */
  readonly audio: AudioFacts | null;
}

interface AudioFacts {
  readonly codec: string;
  readonly sampleRate: number;
  readonly channels: number;
  /** What is heard: without the encoder's priming. */
  readonly durationSeconds: number;
}

/** Reads the index and decodes nothing. */
export async function readVideoFacts(path: string): Promise<VideoFacts> {
  Log.setLevel(AV_LOG_ERROR);
  const faststart = await hasIndexFirst(path);
  const input = new FormatContext();
  FFmpegError.throwIfError(await input.openInput(path), 'open the file');
  try {
    FFmpegError.throwIfError(await input.findStreamInfo(null), 'read the streams');
    const stream = input.streams[input.findBestStream(AVMEDIA_TYPE_VIDEO)];
    if (!stream) throw new Error('the file has no picture stream');
    const { codecpar } = stream;
    return {
      width: codecpar.width,
      height: codecpar.height,
      frames: Number(stream.nbFrames),
      fps: stream.avgFrameRate.toDouble(),
      durationSeconds: Number(stream.duration) * stream.timeBase.toDouble(),
      codec: avGetCodecName(codecpar.codecId) ?? 'unknown',
      profile: codecpar.profile === AV_PROFILE_H264_HIGH ? 'High' : String(codecpar.profile),
      pixelFormat: codecpar.format === AV_PIX_FMT_YUV420P ? 'yuv420p' : String(codecpar.format),
      bt709: codecpar.colorSpace === AVCOL_SPC_BT709 && codecpar.colorRange === AVCOL_RANGE_MPEG,
      faststart,
      tags: input.metadata?.getAll() ?? {},
      audio: audioFacts(input),
    };
  } finally {
    await input.closeInput();
  }
}

function audioFacts(input: FormatContext): AudioFacts | null {
  const stream = input.streams[input.findBestStream(AVMEDIA_TYPE_AUDIO)];
  if (!stream) return null;
  const { codecpar } = stream;
  return {
    codec: avGetCodecName(codecpar.codecId) ?? 'unknown',
    sampleRate: codecpar.sampleRate,
    channels: codecpar.channels,
    durationSeconds: Number(stream.duration) * stream.timeBase.toDouble(),
  };
}

const BOX_HEADER_BYTES = 16;

/** Walks the top-level MP4 boxes until the index (`moov`) or the pictures (`mdat`). */
async function hasIndexFirst(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const header = Buffer.alloc(BOX_HEADER_BYTES);
    for (let offset = 0; ;) {
      const { bytesRead } = await file.read(header, 0, BOX_HEADER_BYTES, offset);
      if (bytesRead < 8) return false;
      const kind = header.toString('latin1', 4, 8);
      if (kind === 'moov') return true;
      if (kind === 'mdat') return false;
      // A size of 1 means that the true size follows as 64 bits.
      const size = header.readUInt32BE(0) === 1 ? Number(header.readBigUInt64BE(8)) : header.readUInt32BE(0);
      if (size < 8) return false;
      offset += size;
    }
  } finally {
    await file.close();
  }
}
