import { AV_NOPTS_VALUE } from 'node-av/constants';
import { FFmpegError, Frame } from 'node-av/lib';
import type { CodecContext } from 'node-av/lib';
import { sendPicture } from './answer-channel.ts';
import { deliveredFps, pictureCountOf } from './delivered-fps.ts';
import type { IntakeAnswer } from './intake-answer.ts';
import type { IntakeOrder } from './intake-wire.ts';
import type { Timing } from './packet-times.ts';
import { readPackets, readTiming } from './read-packets.ts';
import { ShownPictures } from './shown-pictures.ts';
import { withPictureDecoder, withVideo } from './video-input.ts';
import type { VideoInput } from './video-input.ts';

const DECODER_THREADS = 2;
/** Less than this share of the film's time with pictures decoded means that it is damaged. */
const LEAST_SHARE = 0.5;
/**
 * A picture belongs to the output slot that its time rounds to. A little more than half, so that at half the rate the
 * even pictures are taken, in spite of times in whole milliseconds.
 */
const SLOT_ROUNDING = 0.53;

type DriverOrder = Extract<IntakeOrder, { kind: 'read_driver' }>;

/** Sends the pictures of a film at a constant whole rate, as shown, not larger than asked for. */
export async function deliverDriver(order: DriverOrder): Promise<IntakeAnswer> {
  const survey = await readTiming(order.path, order.container, order.taking);
  if (survey.kind === 'fault') return survey;
  // Opened anew: seeking back to the beginning is left to chance in damaged files.
  return withVideo<IntakeAnswer>(order.path, order.container, order.taking, (input) =>
    withPictureDecoder(input, DECODER_THREADS, async (decoder) => {
      const delivery = new Delivery(input, survey.timing, order);
      try {
        await readPackets(input, async (packet) => {
          await decoder.sendPacket(packet);
          return delivery.drain(decoder);
        });
        await decoder.sendPacket(null);
        await delivery.drain(decoder);
        return await delivery.finish();
      } finally {
        delivery.free();
      }
    }),
  );
}

class Delivery {
  readonly #input: VideoInput;
  readonly #timing: Timing;
  readonly #fps: number;
  readonly #durationSeconds: number;
  readonly #pictureCount: number;
  readonly #decoded = new Frame();
  /** The picture shown from slot `#next` on, until a later one comes. */
  readonly #held = new Frame();
  readonly #shown: ShownPictures;
  #holding = false;
  #lastSlot = -1;
  #next = 0;

  constructor(input: VideoInput, timing: Timing, order: DriverOrder) {
    this.#input = input;
    this.#timing = timing;
    this.#fps = deliveredFps(timing, order.mostFps);
    this.#durationSeconds = Math.min(timing.durationSeconds, order.keepSeconds ?? Infinity);
    this.#pictureCount = pictureCountOf(this.#durationSeconds, this.#fps);
    this.#shown = new ShownPictures(input, order.longSide);
    this.#decoded.alloc();
    this.#held.alloc();
  }

  /** False when the film is complete. */
  async drain(decoder: CodecContext): Promise<boolean> {
    while (this.#next < this.#pictureCount) {
      // No picture: more packets are wanted, the end is reached, or this packet cannot be decoded.
      if ((await decoder.receiveFrame(this.#decoded)) < 0) return true;
      await this.#take();
      this.#decoded.unref();
    }
    return false;
  }

  async finish(): Promise<IntakeAnswer> {
    if (!this.#holding || this.#lastSlot + 1 < this.#pictureCount * LEAST_SHARE) {
      const found = ((this.#lastSlot + 1) / this.#fps).toFixed(2);
      const all = this.#durationSeconds.toFixed(2);
      const sentence = `The video is damaged: ${found} s of its ${all} s can be decoded.`;
      return { kind: 'fault', fault: { code: 'damaged', sentence } };
    }
    await this.#showHeldUntil(this.#pictureCount);
    return {
      kind: 'driver',
      fps: this.#fps,
      pictureCount: this.#pictureCount,
      width: this.#shown.width,
      height: this.#shown.height,
      durationSeconds: Number(this.#durationSeconds.toFixed(3)),
    };
  }

  free(): void {
    this.#decoded.free();
    this.#held.free();
    this.#shown.free();
  }

  async #take(): Promise<void> {
    const slot = this.#slotOf(this.#decoded);
    if (this.#holding) await this.#showHeldUntil(Math.min(slot, this.#pictureCount));
    this.#held.unref();
    FFmpegError.throwIfError(this.#held.ref(this.#decoded), 'keep a picture');
    this.#holding = true;
    this.#lastSlot = Math.max(this.#lastSlot, Math.min(slot, this.#pictureCount - 1));
  }

  #slotOf(frame: Frame): number {
    const ticks = frame.bestEffortTimestamp;
    if (ticks === AV_NOPTS_VALUE) return this.#lastSlot + 1;
    const seconds = Number(ticks) * this.#input.stream.timeBase.toDouble() - this.#timing.startSeconds;
    return Math.floor(seconds * this.#fps + SLOT_ROUNDING);
  }

  async #showHeldUntil(slot: number): Promise<void> {
    if (this.#next >= slot) return;
    const pixels = await this.#shown.show(this.#held);
    for (; this.#next < slot; this.#next++) sendPicture(this.#shown.width, this.#shown.height, pixels);
  }
}
