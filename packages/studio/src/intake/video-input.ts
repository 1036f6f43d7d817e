import {
  AV_DISPOSITION_ATTACHED_PIC,
  AV_PKT_DATA_DISPLAYMATRIX,
  AVMEDIA_TYPE_AUDIO,
  AVMEDIA_TYPE_VIDEO,
} from 'node-av/constants';
import {
  avGetCodecName,
  Codec,
  CodecContext,
  Dictionary,
  FFmpegError,
  FormatContext,
  InputFormat,
} from 'node-av/lib';
import type { Stream } from 'node-av/lib';
import type { MediaFault } from './inspection.ts';
import type { Taking, VideoContainer } from './intake-wire.ts';
import { judgeVideoSize } from './judge-media.ts';
import { RESULT_LIMITS, VIDEO_LIMITS } from './limits.ts';
import type { VideoLimits } from './limits.ts';
import { readOrientation } from './orientation.ts';
import type { Orientation } from './orientation.ts';
import { PICTURE_DECODERS } from './picture-decoders.ts';
import { SOUND_DECODERS } from './sound-decoders.ts';

/** FFmpeg's demuxer of each container: fixed by our own look at the first bytes, so that none is guessed. */
const DEMUXERS = { mp4: 'mov', mov: 'mov', webm: 'matroska', avi: 'avi' } as const satisfies Record<
  VideoContainer,
  string
>;

/**
 * The demuxer may open this one file and nothing else: no other protocol, no references to other files, and only
 * decoders of our list while it looks for the streams' parameters.
 */
const INPUT_OPTIONS = {
  protocol_whitelist: 'file',
  format_whitelist: 'mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi',
  probesize: 5_000_000,
  analyzeduration: 2_000_000,
  max_streams: 32,
};
/** Of the MOV demuxer alone. */
const MOV_OPTIONS = { enable_drefs: 0, use_absolute_path: 0 };

const LIMITS = { driver: VIDEO_LIMITS, result: RESULT_LIMITS } as const satisfies Record<Taking, VideoLimits>;

export interface VideoInput {
  readonly limits: VideoLimits;
  readonly format: FormatContext;
  readonly stream: Stream;
  readonly codecName: string;
  readonly codec: Codec;
  readonly orientation: Orientation;
  /** Before orientation, with square pixels. */
  readonly square: Size;
  /** As shown. */
  readonly shown: Size;
}

/** As the child answers it. */
export interface Fault {
  readonly kind: 'fault';
  readonly fault: MediaFault;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Opens a file, hands it to `use` and closes it. A fault when it cannot be opened or is not of a kind that is taken. */
export async function withVideo<T>(
  path: string,
  container: VideoContainer,
  taking: Taking,
  use: (input: VideoInput) => Promise<T>,
): Promise<T | Fault> {
  const demuxer = InputFormat.findInputFormat(DEMUXERS[container]);
  if (!demuxer) throw new Error(`this build of node-av has no ${DEMUXERS[container]} demuxer`);
  const format = new FormatContext();
  const decoders = [...PICTURE_DECODERS[taking].decoders, ...SOUND_DECODERS];
  const options = {
    ...INPUT_OPTIONS,
    codec_whitelist: decoders.map(({ decoder }) => decoder).join(','),
    ...(DEMUXERS[container] === 'mov' ? MOV_OPTIONS : {}),
  };
  // The prefix keeps FFmpeg from reading a protocol into the path.
  const code = await format.openInput(`file:${path}`, demuxer, Dictionary.fromObject(options));
  if (code < 0) return fault('damaged', 'The video is damaged: its index cannot be read.');
  try {
    const input = await examine(format, taking);
    return 'code' in input ? { kind: 'fault', fault: input } : await use(input);
  } finally {
    await format.closeInput();
  }
}

async function examine(format: FormatContext, taking: Taking): Promise<VideoInput | MediaFault> {
  const limits = LIMITS[taking];
  // Headers name the size before anything is decoded; a lie there is found when pictures are.
  for (const { codecpar } of format.streams) {
    const fault = codecpar.codecType === AVMEDIA_TYPE_VIDEO ? hugeFault(codecpar, limits) : null;
    if (fault) return fault;
  }
  if ((await format.findStreamInfo(null)) < 0)
    return { code: 'damaged', sentence: 'The video is damaged: its streams cannot be read.' };
  const stream = format.streams[format.findBestStream(AVMEDIA_TYPE_VIDEO)];
  if (!stream || stream.hasDisposition(AV_DISPOSITION_ATTACHED_PIC))
    return { code: 'no_picture_stream', sentence: 'The video has no pictures: only sound or other data.' };
  const { codecpar } = stream;
  const { decoders, names } = PICTURE_DECODERS[taking];
  const known = decoders.find(({ id }) => id === codecpar.codecId);
  if (!known) {
    const found = avGetCodecName(codecpar.codecId) ?? 'an unknown format';
    return {
      code: 'codec_not_taken',
      sentence: `The video's pictures are coded as ${found}; ${names} are taken.`,
    };
  }
  if (codecpar.width < 1 || codecpar.height < 1)
    return { code: 'damaged', sentence: 'The video is damaged: no picture of it can be decoded.' };
  const codec = Codec.findDecoderByName(known.decoder);
  if (!codec) throw new Error(`this build of node-av has no ${known.decoder}`);
  const square = squareSize(stream);
  const orientation = readOrientation(codecpar.getCodedSideData(AV_PKT_DATA_DISPLAYMATRIX));
  const shown = orientation.transposed ? { width: square.height, height: square.width } : square;
  const fault = hugeFault(codecpar, limits) ?? judgeVideoSize(shown.width, shown.height, limits);
  return fault ?? { limits, format, stream, codec, codecName: known.name, orientation, square, shown };
}

function hugeFault(size: Size, limits: VideoLimits): MediaFault | null {
  return Math.max(size.width, size.height) > limits.mostSide
    ? judgeVideoSize(size.width, size.height, limits)
    : null;
}

/** Pixels need not be square: a DVD's 720 x 576 is shown as 1024 x 576. The larger side of the pixel is kept. */
function squareSize(stream: Stream): Size {
  const { width, height } = stream.codecpar;
  const [first, second] = [stream.sampleAspectRatio, stream.codecpar.sampleAspectRatio];
  const { num, den } = first.num > 0 && first.den > 0 ? first : second;
  if (num < 1 || den < 1 || num === den) return { width, height };
  return num > den
    ? { width: Math.round((width * num) / den), height }
    : { width, height: Math.round((height * den) / num) };
}

/** Opens a decoder for the pictures of `input`, hands it to `use` and frees it. */
export async function withPictureDecoder<T>(
  input: VideoInput,
  threads: number,
  use: (decoder: CodecContext) => Promise<T>,
): Promise<T | Fault> {
  const context = new CodecContext();
  context.allocContext3(input.codec);
  try {
    FFmpegError.throwIfError(context.parametersToContext(input.stream.codecpar), 'set up the decoder');
    context.pktTimebase = input.stream.timeBase;
    context.threadCount = threads;
    const options = Dictionary.fromObject({ max_pixels: input.limits.mostSide ** 2 });
    if ((await context.open2(input.codec, options)) < 0)
      return fault('damaged', "The video is damaged: its pictures' settings cannot be read.");
    return await use(context);
  } finally {
    context.freeContext();
  }
}

export function hasSound(format: FormatContext): boolean {
  return format.streams.some(({ codecpar }) => codecpar.codecType === AVMEDIA_TYPE_AUDIO);
}

function fault(code: MediaFault['code'], sentence: string): Fault {
  return { kind: 'fault', fault: { code, sentence } };
}
