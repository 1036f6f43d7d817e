import {
  AV_PIX_FMT_RGBA,
  AVCOL_RANGE_JPEG,
  AVCOL_SPC_BT709,
  AVCOL_SPC_RGB,
  AVCOL_SPC_UNSPECIFIED,
} from 'node-av/constants';
import { FFmpegError, Frame, SoftwareScaleContext } from 'node-av/lib';
import { orientPixels } from './orientation.ts';
import type { VideoInput } from './video-input.ts';

/** Files that do not say which colours they mean are BT.709 from this many rows on, as players assume. */
const HD_HEIGHT = 720;

/** Makes decoded frames of one film into pictures as shown: RGBA, square pixels, upright, not larger than asked for. */
export class ShownPictures {
  readonly width: number;
  readonly height: number;
  readonly #input: VideoInput;
  readonly #scaled = new Frame();
  readonly #scaler = new SoftwareScaleContext();
  readonly #pixels: Uint32Array<ArrayBuffer>;

  constructor(input: VideoInput, longSide: number) {
    this.#input = input;
    const { width, height } = input.square;
    const scale = Math.min(1, longSide / Math.max(width, height));
    const stored = { width: Math.round(width * scale), height: Math.round(height * scale) };
    const { transposed } = input.orientation;
    this.width = transposed ? stored.height : stored.width;
    this.height = transposed ? stored.width : stored.height;
    this.#pixels = new Uint32Array(this.width * this.height);
    this.#scaled.alloc();
    this.#scaled.width = stored.width;
    this.#scaled.height = stored.height;
    this.#scaled.format = AV_PIX_FMT_RGBA;
    this.#scaled.colorRange = AVCOL_RANGE_JPEG;
    this.#scaled.colorSpace = AVCOL_SPC_RGB;
    FFmpegError.throwIfError(this.#scaled.getBuffer(), 'allocate a picture');
    this.#scaler.allocContext();
  }

  /** The pixels are overwritten by the next call. */
  async show(frame: Frame): Promise<Uint8Array> {
    if (frame.colorSpace === AVCOL_SPC_UNSPECIFIED && frame.height >= HD_HEIGHT)
      frame.colorSpace = AVCOL_SPC_BT709;
    FFmpegError.throwIfError(this.#scaled.makeWritable(), 'claim a picture');
    FFmpegError.throwIfError(await this.#scaler.scaleFrame(this.#scaled, frame), 'convert a picture');
    const plane = this.#scaled.data?.[0];
    const strideBytes = this.#scaled.linesize[0];
    if (!plane || strideBytes === undefined) throw new Error('the scaler gave no picture');
    const { width, height } = this.#scaled;
    const stored = new Uint32Array(plane.buffer, plane.byteOffset, plane.byteLength >> 2);
    orientPixels(stored, strideBytes >> 2, width, height, this.#input.orientation, this.#pixels);
    return new Uint8Array(this.#pixels.buffer);
  }

  free(): void {
    this.#scaled.free();
    this.#scaler.freeContext();
  }
}
