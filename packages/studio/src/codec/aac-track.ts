import {
  AV_CHANNEL_ORDER_NATIVE,
  AV_CODEC_FLAG_BITEXACT,
  AV_CODEC_FLAG_GLOBAL_HEADER,
  AV_SAMPLE_FMT_FLTP,
  AVERROR_EAGAIN,
  AVERROR_EOF,
  FF_ENCODER_AAC,
} from 'node-av/constants';
import { Codec, CodecContext, FFmpegError, Frame, Packet, Rational } from 'node-av/lib';
import type { FormatContext, Stream } from 'node-av/lib';
import { AAC } from './frame-encoder.ts';
import type { PcmSound } from './pcm-sound.ts';

/** Samples in an AAC-LC packet: the encoder takes no other amount but in the last one. */
const PACKET_SAMPLES = 1024;
/** FFmpeg's channel mask of left and right. */
const STEREO_MASK = 3n;

/**
 * The sound of a file being made: PCM in memory becomes an AAC-LC track. The encoder's priming of 1024 samples gets
 * negative times, which the MP4 writer hides with an edit list: sample 0 is heard with picture 0.
 */
export class AacTrack {
  readonly #sound: PcmSound;
  readonly #codec = new CodecContext();
  readonly #frame = new Frame();
  readonly #packet = new Packet();
  #stream: Stream | null = null;
  /** Samples given to the encoder; every packet but the last is full. */
  #position = 0;

  constructor(sound: PcmSound) {
    if (sound.sampleRate !== AAC.sampleRate)
      throw new Error(`sound of ${sound.sampleRate} Hz, and the file has ${AAC.sampleRate}`);
    if (sound.left.length !== sound.right.length) throw new Error('the channels differ in length');
    this.#sound = sound;
  }

  /** Adds the stream. Before the header is written. */
  async open(format: FormatContext): Promise<void> {
    const codec = Codec.findEncoderByName(FF_ENCODER_AAC);
    if (!codec) throw new Error('this build of node-av has no AAC encoder');
    const context = this.#codec;
    const stereo = { nbChannels: 2, order: AV_CHANNEL_ORDER_NATIVE, mask: STEREO_MASK };
    context.allocContext3(codec);
    context.sampleRate = AAC.sampleRate;
    context.channelLayout = stereo;
    context.sampleFormat = AV_SAMPLE_FMT_FLTP;
    context.bitRate = BigInt(AAC.bitRate);
    context.timeBase = new Rational(1, AAC.sampleRate);
    context.setFlags(AV_CODEC_FLAG_GLOBAL_HEADER, AV_CODEC_FLAG_BITEXACT);
    check(await context.open2(codec, null), 'open the sound encoder');
    const stream = format.newStream();
    stream.timeBase = context.timeBase;
    check(stream.codecpar.fromContext(context), 'describe the sound');
    this.#stream = stream;
    this.#packet.alloc();
    this.#frame.alloc();
    this.#frame.format = AV_SAMPLE_FMT_FLTP;
    this.#frame.sampleRate = AAC.sampleRate;
    this.#frame.channelLayout = stereo;
    this.#frame.nbSamples = PACKET_SAMPLES;
    check(this.#frame.getBuffer(), 'allocate sound');
  }

  /** Encodes all full packets before `sample`; silence where the sound has ended. */
  async writeUntil(sample: number, format: FormatContext): Promise<void> {
    while (this.#position + PACKET_SAMPLES <= sample) await this.#send(PACKET_SAMPLES, format);
  }

  /** Ends the track exactly at `sample`. */
  async finish(sample: number, format: FormatContext): Promise<void> {
    await this.writeUntil(sample, format);
    if (sample > this.#position) await this.#send(sample - this.#position, format);
    check(await this.#codec.sendFrame(null), 'flush the sound encoder');
    await this.#drain(format);
  }

  free(): void {
    this.#packet.free();
    this.#frame.free();
    this.#codec.freeContext();
  }

  async #send(sampleCount: number, format: FormatContext): Promise<void> {
    this.#frame.nbSamples = PACKET_SAMPLES;
    check(this.#frame.makeWritable(), 'claim the sound');
    const planes = this.#frame.extendedData;
    copySamples(this.#sound.left, this.#position, planes?.[0]);
    copySamples(this.#sound.right, this.#position, planes?.[1]);
    this.#frame.nbSamples = sampleCount;
    this.#frame.pts = BigInt(this.#position);
    this.#position += sampleCount;
    check(await this.#codec.sendFrame(this.#frame), 'encode sound');
    await this.#drain(format);
  }

  async #drain(format: FormatContext): Promise<void> {
    const stream = this.#stream;
    if (!stream) throw new Error('the sound encoder is not open');
    for (;;) {
      const code = await this.#codec.receivePacket(this.#packet);
      if (code === AVERROR_EAGAIN || code === AVERROR_EOF) return;
      check(code, 'take a sound packet');
      this.#packet.streamIndex = stream.index;
      this.#packet.rescaleTs(this.#codec.timeBase, stream.timeBase);
      check(await format.interleavedWriteFrame(this.#packet), 'write a sound packet');
      this.#packet.unref();
    }
  }
}

/** Fills one packet's plane from `position` on. The view lives no longer than this call: the frame owns the memory. */
function copySamples(from: Float32Array, position: number, plane: Buffer | undefined): void {
  if (!plane) throw new Error('the sound encoder has no memory');
  const to = new Float32Array(plane.buffer, plane.byteOffset, PACKET_SAMPLES);
  const part = from.subarray(Math.min(position, from.length), position + PACKET_SAMPLES);
  to.set(part);
  to.fill(0, part.length);
}

function check(code: number, doing: string): void {
  FFmpegError.throwIfError(code, doing);
}
