import {
  AV_LOG_ERROR,
  AV_PIX_FMT_RGBA,
  AVCOL_RANGE_JPEG,
  AVCOL_SPC_RGB,
  AVERROR_EAGAIN,
  AVERROR_EOF,
  AVMEDIA_TYPE_VIDEO,
} from 'node-av/constants';
import {
  Codec,
  CodecContext,
  FFmpegError,
  FormatContext,
  Frame,
  Log,
  Packet,
  SoftwareScaleContext,
} from 'node-av/lib';

export interface DecodedFrame {
  readonly index: number;
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
}

/**
 * Decodes every picture of a file that we made ourselves, in order; `onFrame` owns each `rgba`.
 * Not for strangers' files: those are decoded in a limited child process.
 */
export async function decodeFrames(
  path: string,
  onFrame: (frame: DecodedFrame) => void | Promise<void>,
): Promise<number> {
  Log.setLevel(AV_LOG_ERROR);
  const input = new FormatContext();
  FFmpegError.throwIfError(await input.openInput(path), 'open the file');
  try {
    return await decodeInput(input, onFrame);
  } finally {
    await input.closeInput();
  }
}

async function decodeInput(
  input: FormatContext,
  onFrame: (frame: DecodedFrame) => void | Promise<void>,
): Promise<number> {
  FFmpegError.throwIfError(await input.findStreamInfo(null), 'read the streams');
  const streamIndex = input.findBestStream(AVMEDIA_TYPE_VIDEO);
  const stream = input.streams[streamIndex];
  if (!stream) throw new Error('the file has no picture stream');
  const codec = Codec.findDecoder(stream.codecpar.codecId);
  if (!codec) throw new Error('no decoder for the picture stream');
  const context = new CodecContext();
  context.allocContext3(codec);
  FFmpegError.throwIfError(context.parametersToContext(stream.codecpar), 'set up the decoder');
  FFmpegError.throwIfError(await context.open2(codec, null), 'open the decoder');
  const packet = new Packet();
  packet.alloc();
  const sink = new RgbaSink(stream.codecpar.width, stream.codecpar.height, onFrame);
  try {
    while ((await input.readFrame(packet)) >= 0) {
      if (packet.streamIndex === streamIndex) {
        FFmpegError.throwIfError(await context.sendPacket(packet), 'decode a packet');
        await sink.drain(context);
      }
      packet.unref();
    }
    FFmpegError.throwIfError(await context.sendPacket(null), 'flush the decoder');
    await sink.drain(context);
    return sink.count;
  } finally {
    sink.free();
    packet.free();
    context.freeContext();
  }
}

class RgbaSink {
  count = 0;
  readonly #width: number;
  readonly #height: number;
  readonly #onFrame: (frame: DecodedFrame) => void | Promise<void>;
  readonly #decoded = new Frame();
  readonly #picture = new Frame();
  readonly #scaler = new SoftwareScaleContext();

  constructor(width: number, height: number, onFrame: (frame: DecodedFrame) => void | Promise<void>) {
    this.#width = width;
    this.#height = height;
    this.#onFrame = onFrame;
    this.#decoded.alloc();
    this.#picture.alloc();
    this.#picture.width = width;
    this.#picture.height = height;
    this.#picture.format = AV_PIX_FMT_RGBA;
    this.#picture.colorRange = AVCOL_RANGE_JPEG;
    this.#picture.colorSpace = AVCOL_SPC_RGB;
    FFmpegError.throwIfError(this.#picture.getBuffer(), 'allocate a picture');
    this.#scaler.allocContext();
  }

  async drain(context: CodecContext): Promise<void> {
    for (;;) {
      const code = await context.receiveFrame(this.#decoded);
      if (code === AVERROR_EAGAIN || code === AVERROR_EOF) return;
      FFmpegError.throwIfError(code, 'take a picture');
      FFmpegError.throwIfError(
        await this.#scaler.scaleFrame(this.#picture, this.#decoded),
        'convert a picture',
      );
      await this.#onFrame({
        index: this.count,
        width: this.#width,
        height: this.#height,
        rgba: this.#copy(),
      });
      this.count++;
      this.#decoded.unref();
    }
  }

  free(): void {
    this.#decoded.free();
    this.#picture.free();
    this.#scaler.freeContext();
  }

  #copy(): Uint8Array {
    const plane = this.#picture.data?.[0];
    const stride = this.#picture.linesize[0];
    if (!plane || stride === undefined) throw new Error('the decoder gave no picture');
    const rowBytes = this.#width * 4;
    const rgba = new Uint8Array(rowBytes * this.#height);
    for (let row = 0; row < this.#height; row++)
      rgba.set(plane.subarray(row * stride, row * stride + rowBytes), row * rowBytes);
    return rgba;
  }
}
