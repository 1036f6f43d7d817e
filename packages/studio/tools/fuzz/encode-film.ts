import {
  AV_CHANNEL_ORDER_NATIVE,
  AV_CODEC_FLAG_BITEXACT,
  AV_CODEC_FLAG_FRAME_DURATION,
  AV_CODEC_FLAG_GLOBAL_HEADER,
  AV_LOG_QUIET,
  AV_PIX_FMT_RGBA,
  AV_PIX_FMT_YUV420P,
  AV_PKT_DATA_DISPLAYMATRIX,
  AV_SAMPLE_FMT_FLTP,
  AV_SAMPLE_FMT_S16,
  AVFMT_FLAG_BITEXACT,
  FF_ENCODER_PCM_S16LE,
} from 'node-av/constants';
import type { AVPixelFormat, FFAudioEncoder, FFVideoEncoder } from 'node-av/constants';
import {
  Codec,
  CodecContext,
  Dictionary,
  FFmpegError,
  FormatContext,
  Frame,
  Log,
  Packet,
  Rational,
  SoftwareScaleContext,
} from 'node-av/lib';
import type { Stream } from 'node-av/lib';

/** A film to be made for trials of the intake: what cameras, phones and editors make, in small. */
export interface TrialFilm {
  readonly path: string;
  readonly container: 'mp4' | 'mov' | 'webm' | 'matroska' | 'avi';
  readonly encoder: FFVideoEncoder;
  readonly settings: Readonly<Record<string, string>>;
  readonly width: number;
  readonly height: number;
  /** When each picture is shown, in whole milliseconds or ticks; the last lasts as long as the one before. */
  readonly times: readonly number[];
  /** AVI has no times, and at 1000 ticks a second is filled with empty pictures. */
  readonly ticksPerSecond?: number;
  /** Paints picture `index`. */
  readonly paint: (rgba: Uint8Array, index: number) => void;
  readonly pixelFormat?: AVPixelFormat;
  /** The display matrix's four numbers xx, xy, yx, yy: how the stored axes are shown. */
  readonly matrix?: readonly [number, number, number, number];
  /** Width to height of a pixel. */
  readonly pixelAspect?: readonly [number, number];
  /** Options of the container's writer, like `movflags`. */
  readonly writer?: Readonly<Record<string, string>>;
  readonly sound?: TrialSound;
}

export interface TrialSound {
  readonly encoder: FFAudioEncoder;
  readonly sampleRate: number;
  /** One channel; written to both. */
  readonly samples: Float32Array;
  /** When sample 0 is heard. */
  readonly startMilliseconds: number;
}

const FIXED_POINT = 65_536;

export async function encodeFilm(film: TrialFilm): Promise<void> {
  Log.setLevel(AV_LOG_QUIET);
  const format = new FormatContext();
  check(format.allocOutputContext2(null, film.container, film.path), 'open the container');
  const pictures = await openPictures(film, format);
  const sound = film.sound ? await openSound(film.sound, format) : null;
  format.setFlags(AVFMT_FLAG_BITEXACT);
  check(await format.openOutput(), 'open the file');
  check(await format.writeHeader(Dictionary.fromObject({ ...film.writer })), 'write the header');
  await writePictures(film, format, pictures);
  if (film.sound && sound) await writeSound(film.sound, format, sound);
  check(await format.writeTrailer(), 'write the index');
  await format.closeOutput();
  pictures.context.freeContext();
  sound?.context.freeContext();
  format.freeContext();
}

interface Track {
  readonly context: CodecContext;
  readonly stream: Stream;
}

async function openPictures(film: TrialFilm, format: FormatContext): Promise<Track> {
  const codec = Codec.findEncoderByName(film.encoder);
  if (!codec) throw new Error(`this build of node-av has no ${film.encoder}`);
  const context = new CodecContext();
  context.allocContext3(codec);
  context.width = film.width;
  context.height = film.height;
  context.timeBase = new Rational(1, film.ticksPerSecond ?? 1000);
  context.framerate = new Rational(30, 1);
  context.pixelFormat = film.pixelFormat ?? AV_PIX_FMT_YUV420P;
  context.gopSize = 12;
  context.threadCount = 1;
  const aspect = new Rational(...(film.pixelAspect ?? [1, 1]));
  context.sampleAspectRatio = aspect;
  context.setFlags(AV_CODEC_FLAG_GLOBAL_HEADER, AV_CODEC_FLAG_BITEXACT, AV_CODEC_FLAG_FRAME_DURATION);
  check(await context.open2(codec, Dictionary.fromObject({ ...film.settings })), 'open the encoder');
  const stream = format.newStream();
  stream.timeBase = context.timeBase;
  stream.sampleAspectRatio = aspect;
  check(stream.codecpar.fromContext(context), 'describe the stream');
  if (film.matrix)
    check(
      stream.codecpar.addCodedSideData(AV_PKT_DATA_DISPLAYMATRIX, displayMatrix(film.matrix)),
      'turn the film',
    );
  return { context, stream };
}

function displayMatrix([xx, xy, yx, yy]: readonly [number, number, number, number]): Buffer {
  const bytes = Buffer.alloc(36);
  [xx, xy, 0, yx, yy, 0].forEach((value, index) => bytes.writeInt32LE(value * FIXED_POINT, index * 4));
  bytes.writeInt32LE(1 << 30, 32);
  return bytes;
}

async function writePictures(film: TrialFilm, format: FormatContext, track: Track): Promise<void> {
  const picture = createFrame(film, AV_PIX_FMT_RGBA);
  const planar = createFrame(film, track.context.pixelFormat);
  const scaler = new SoftwareScaleContext();
  scaler.allocContext();
  const rgba = new Uint8Array(film.width * film.height * 4);
  for (const [index, time] of film.times.entries()) {
    film.paint(rgba, index);
    check(picture.makeWritable(), 'claim a picture');
    const plane = picture.data?.[0];
    const stride = picture.linesize[0] ?? 0;
    for (let row = 0; row < film.height; row++)
      plane?.set(rgba.subarray(row * film.width * 4, (row + 1) * film.width * 4), row * stride);
    check(planar.makeWritable(), 'claim a frame');
    check(await scaler.scaleFrame(planar, picture), 'convert a picture');
    planar.pts = BigInt(time);
    planar.duration = BigInt((film.times[index + 1] ?? 2 * time - (film.times[index - 1] ?? 0)) - time);
    check(await track.context.sendFrame(planar), 'encode a picture');
    await drain(format, track);
  }
  check(await track.context.sendFrame(null), 'flush the encoder');
  await drain(format, track);
  picture.free();
  planar.free();
  scaler.freeContext();
}

function createFrame(film: TrialFilm, pixelFormat: AVPixelFormat): Frame {
  const frame = new Frame();
  frame.alloc();
  frame.width = film.width;
  frame.height = film.height;
  frame.format = pixelFormat;
  check(frame.getBuffer(), 'allocate a frame');
  return frame;
}

async function openSound(sound: TrialSound, format: FormatContext): Promise<Track> {
  const codec = Codec.findEncoderByName(sound.encoder);
  if (!codec) throw new Error(`this build of node-av has no ${sound.encoder}`);
  const context = new CodecContext();
  context.allocContext3(codec);
  context.sampleRate = sound.sampleRate;
  context.channelLayout = { nbChannels: 2, order: AV_CHANNEL_ORDER_NATIVE, mask: 3n };
  const floats = codec.sampleFormats?.includes(AV_SAMPLE_FMT_FLTP) ?? false;
  context.sampleFormat =
    floats && sound.encoder !== FF_ENCODER_PCM_S16LE ? AV_SAMPLE_FMT_FLTP : AV_SAMPLE_FMT_S16;
  context.bitRate = 96_000n;
  context.timeBase = new Rational(1, sound.sampleRate);
  context.setFlags(AV_CODEC_FLAG_GLOBAL_HEADER, AV_CODEC_FLAG_BITEXACT);
  check(await context.open2(codec, null), 'open the sound encoder');
  const stream = format.newStream();
  stream.timeBase = context.timeBase;
  check(stream.codecpar.fromContext(context), 'describe the sound');
  return { context, stream };
}

async function writeSound(sound: TrialSound, format: FormatContext, track: Track): Promise<void> {
  const { context } = track;
  const size = context.frameSize || 1024;
  const start = BigInt(Math.round((sound.startMilliseconds * sound.sampleRate) / 1000));
  for (let at = 0; at + size <= sound.samples.length; at += size) {
    const frame = new Frame();
    frame.alloc();
    frame.format = context.sampleFormat;
    frame.sampleRate = sound.sampleRate;
    frame.channelLayout = context.channelLayout;
    frame.nbSamples = size;
    check(frame.getBuffer(), 'allocate sound');
    fillSound(frame, sound.samples.subarray(at, at + size));
    frame.pts = start + BigInt(at);
    check(await context.sendFrame(frame), 'encode sound');
    await drain(format, track);
    frame.free();
  }
  check(await context.sendFrame(null), 'flush the sound encoder');
  await drain(format, track);
}

function fillSound(frame: Frame, samples: Float32Array): void {
  const planes = frame.extendedData ?? [];
  if (frame.format === AV_SAMPLE_FMT_FLTP) {
    for (const plane of planes) new Float32Array(plane.buffer, plane.byteOffset, samples.length).set(samples);
    return;
  }
  const plane = planes[0];
  if (!plane) throw new Error('the sound encoder has no memory');
  const both = new Int16Array(plane.buffer, plane.byteOffset, samples.length * 2);
  samples.forEach((sample, index) => both.fill(sample * 32_767, index * 2, index * 2 + 2));
}

async function drain(format: FormatContext, track: Track): Promise<void> {
  const packet = new Packet();
  packet.alloc();
  while ((await track.context.receivePacket(packet)) >= 0) {
    packet.streamIndex = track.stream.index;
    packet.rescaleTs(track.context.timeBase, track.stream.timeBase);
    check(await format.interleavedWriteFrame(packet), 'write a packet');
    packet.unref();
  }
  packet.free();
}

function check(code: number, doing: string): void {
  FFmpegError.throwIfError(code, doing);
}
