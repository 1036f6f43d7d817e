import { rm } from 'node:fs/promises';
import {
  AV_CODEC_FLAG_BITEXACT,
  AV_CODEC_FLAG_GLOBAL_HEADER,
  AV_LOG_ERROR,
  AV_PIX_FMT_RGBA,
  AV_PIX_FMT_YUV420P,
  AV_PROFILE_H264_HIGH,
  AVCOL_PRI_BT709,
  AVCOL_RANGE_JPEG,
  AVCOL_RANGE_MPEG,
  AVCOL_SPC_BT709,
  AVCOL_SPC_RGB,
  AVCOL_TRC_BT709,
  AVERROR_EAGAIN,
  AVERROR_EOF,
  AVFMT_FLAG_BITEXACT,
  FF_ENCODER_LIBX264,
} from 'node-av/constants';
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
import { AacTrack } from './aac-track.ts';
import { AAC, X264 } from './frame-encoder.ts';
import type { EncoderOptions, FrameEncoder } from './frame-encoder.ts';

/**
 * H.264 and AAC in MP4 through the FFmpeg libraries inside node-av.
 *
 * Pictures are copied into frames we own and every call is awaited before memory is reused: node-av's buffer-wrapping
 * constructors alias JavaScript memory without keeping it alive, which crashes after a garbage collection.
 */
export async function openNodeAvEncoder(options: EncoderOptions): Promise<FrameEncoder> {
  Log.setLevel(AV_LOG_ERROR);
  const encoder = new NodeAvEncoder(options);
  try {
    await encoder.open();
  } catch (error) {
    await encoder.abort();
    throw error;
  }
  return encoder;
}

class NodeAvEncoder implements FrameEncoder {
  readonly #options: EncoderOptions;
  readonly #format = new FormatContext();
  readonly #codec = new CodecContext();
  readonly #scaler = new SoftwareScaleContext();
  readonly #packet = new Packet();
  readonly #picture = new Frame();
  readonly #planar = new Frame();
  readonly #track: AacTrack | null;
  #stream: Stream | null = null;
  #written = 0;
  #state: 'open' | 'finished' | 'closed' = 'open';

  constructor(options: EncoderOptions) {
    this.#options = options;
    this.#track = options.sound ? new AacTrack(options.sound) : null;
  }

  async open(): Promise<void> {
    const { path, width, height, metadata } = this.#options;
    check(this.#format.allocOutputContext2(null, 'mp4', path), 'open the container');
    const codec = Codec.findEncoderByName(FF_ENCODER_LIBX264);
    if (!codec) throw new Error('this build of node-av has no libx264');
    await this.#openCodec(codec);
    const stream = this.#format.newStream();
    stream.timeBase = this.#codec.timeBase;
    stream.avgFrameRate = this.#codec.framerate;
    check(stream.codecpar.fromContext(this.#codec), 'describe the stream');
    this.#stream = stream;
    await this.#track?.open(this.#format);
    this.#format.setFlags(AVFMT_FLAG_BITEXACT);
    this.#format.metadata = Dictionary.fromObject({ ...metadata });
    check(await this.#format.openOutput(), 'open the file');
    check(
      await this.#format.writeHeader(Dictionary.fromObject({ movflags: '+faststart' })),
      'write the header',
    );
    this.#packet.alloc();
    this.#scaler.allocContext();
    allocate(this.#picture, width, height, AV_PIX_FMT_RGBA);
    this.#picture.colorRange = AVCOL_RANGE_JPEG;
    this.#picture.colorSpace = AVCOL_SPC_RGB;
    allocate(this.#planar, width, height, AV_PIX_FMT_YUV420P);
    tagBt709(this.#planar);
  }

  async #openCodec(codec: Codec): Promise<void> {
    const { width, height, fps } = this.#options;
    const context = this.#codec;
    context.allocContext3(codec);
    context.width = width;
    context.height = height;
    context.timeBase = new Rational(1, fps);
    context.framerate = new Rational(fps, 1);
    context.pixelFormat = AV_PIX_FMT_YUV420P;
    context.profile = AV_PROFILE_H264_HIGH;
    context.gopSize = fps * X264.gopSeconds;
    context.threadCount = X264.threads;
    tagBt709(context);
    context.setFlags(AV_CODEC_FLAG_GLOBAL_HEADER, AV_CODEC_FLAG_BITEXACT);
    const settings = Dictionary.fromObject({
      preset: X264.preset,
      crf: String(X264.crf),
      profile: 'high',
      'x264-params': X264.params,
    });
    check(await context.open2(codec, settings), 'open the encoder');
  }

  async write(rgba: Uint8Array | Uint8ClampedArray): Promise<void> {
    check(this.#picture.makeWritable(), 'claim the picture');
    const plane = this.#picture.data?.[0];
    const stride = this.#picture.linesize[0];
    if (!plane || stride === undefined) throw new Error('the encoder has no picture memory');
    copyRows(rgba, plane, this.#options.width * 4, stride, this.#options.height);
    check(this.#planar.makeWritable(), 'claim the frame');
    check(await this.#scaler.scaleFrame(this.#planar, this.#picture), 'convert the picture');
    this.#planar.pts = BigInt(this.#written);
    this.#planar.duration = 1n;
    this.#written++;
    check(await this.#codec.sendFrame(this.#planar), 'encode the picture');
    await this.#drain();
    await this.#track?.writeUntil(this.#samplesNow(), this.#format);
  }

  async finish(): Promise<void> {
    if (this.#state !== 'open') return;
    check(await this.#codec.sendFrame(null), 'flush the encoder');
    await this.#drain();
    await this.#track?.finish(this.#samplesNow(), this.#format);
    check(await this.#format.writeTrailer(), 'write the index');
    this.#state = 'finished';
    await this.#close();
  }

  async abort(): Promise<void> {
    if (this.#state !== 'open') return;
    this.#state = 'finished';
    await this.#close();
    await rm(this.#options.path, { force: true });
  }

  async #drain(): Promise<void> {
    const stream = this.#stream;
    if (!stream) throw new Error('the encoder is not open');
    for (;;) {
      const code = await this.#codec.receivePacket(this.#packet);
      if (code === AVERROR_EAGAIN || code === AVERROR_EOF) return;
      check(code, 'take a packet');
      this.#packet.streamIndex = stream.index;
      this.#packet.rescaleTs(this.#codec.timeBase, stream.timeBase);
      check(await this.#format.interleavedWriteFrame(this.#packet), 'write a packet');
      this.#packet.unref();
    }
  }

  /** Where the pictures written so far end, in sound samples. */
  #samplesNow(): number {
    return Math.round((this.#written * AAC.sampleRate) / this.#options.fps);
  }

  async #close(): Promise<void> {
    this.#state = 'closed';
    await this.#format.closeOutput();
    this.#track?.free();
    this.#packet.free();
    this.#picture.free();
    this.#planar.free();
    this.#scaler.freeContext();
    this.#codec.freeContext();
    this.#format.freeContext();
  }
}

function check(code: number, doing: string): void {
  FFmpegError.throwIfError(code, doing);
}

function allocate(frame: Frame, width: number, height: number, format: typeof AV_PIX_FMT_RGBA): void {
  frame.alloc();
  frame.width = width;
  frame.height = height;
  frame.format = format;
  check(frame.getBuffer(), 'allocate a frame');
}

function tagBt709(target: Frame | CodecContext): void {
  target.colorRange = AVCOL_RANGE_MPEG;
  target.colorSpace = AVCOL_SPC_BT709;
  target.colorPrimaries = AVCOL_PRI_BT709;
  target.colorTrc = AVCOL_TRC_BT709;
}

function copyRows(
  from: Uint8Array | Uint8ClampedArray,
  to: Uint8Array,
  rowBytes: number,
  stride: number,
  rows: number,
): void {
  if (stride === rowBytes) {
    to.set(from);
    return;
  }
  for (let row = 0; row < rows; row++)
    to.set(from.subarray(row * rowBytes, (row + 1) * rowBytes), row * stride);
}
