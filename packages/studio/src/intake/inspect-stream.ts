import { AVERROR_EAGAIN, AVERROR_EOF } from 'node-av/constants';
import { Frame } from 'node-av/lib';
import type { CodecContext, Packet } from 'node-av/lib';
import type { MediaFault } from './inspection.ts';
import type { IntakeAnswer } from './intake-answer.ts';
import type { IntakeOrder } from './intake-wire.ts';
import { surveyPackets } from './read-packets.ts';
import { hasSound, withPictureDecoder, withVideo } from './video-input.ts';
import type { VideoInput } from './video-input.ts';

/** So many pictures are decoded from the beginning on ... */
const FIRST_PICTURES = 8;
/** ... and then key pictures, not closer than this: a 4K film would take a minute to decode whole. */
const KEY_INTERVAL_SECONDS = 1;
/** Less than this share of what was tried means that the file is damaged. */
const LEAST_SHARE = 0.5;

/** Reads every packet of a film and decodes a sample of it. */
export function inspectStream(order: Extract<IntakeOrder, { kind: 'inspect_video' }>): Promise<IntakeAnswer> {
  return withVideo<IntakeAnswer>(order.path, order.container, 'driver', (input) =>
    withPictureDecoder(input, 1, (decoder) => inspectInput(input, decoder)),
  );
}

async function inspectInput(input: VideoInput, decoder: CodecContext): Promise<IntakeAnswer> {
  const trial = new DecodingTrial(decoder, input.stream.timeBase.toDouble());
  try {
    const timing = await surveyPackets(input, (packet) => trial.take(packet));
    if ('code' in timing) return { kind: 'fault', fault: timing };
    const fault = await trial.finish();
    if (fault) return { kind: 'fault', fault };
    return {
      kind: 'video',
      codec: input.codecName,
      ...input.shown,
      fps: Number(timing.meanFps.toFixed(3)),
      durationSeconds: Number(timing.durationSeconds.toFixed(3)),
      hasSound: hasSound(input.format),
    };
  } finally {
    trial.free();
  }
}

class DecodingTrial {
  readonly #decoder: CodecContext;
  readonly #secondsPerTick: number;
  readonly #frame = new Frame();
  #sent = 0;
  #received = 0;
  #lastKey = -Infinity;

  constructor(decoder: CodecContext, secondsPerTick: number) {
    this.#decoder = decoder;
    this.#secondsPerTick = secondsPerTick;
    this.#frame.alloc();
  }

  async take(packet: Packet): Promise<void> {
    const seconds = Number(packet.dts) * this.#secondsPerTick;
    if (this.#sent >= FIRST_PICTURES) {
      if (!packet.isKeyframe || seconds - this.#lastKey < KEY_INTERVAL_SECONDS) return;
      this.#lastKey = seconds;
    }
    this.#sent++;
    // A refused packet gives no picture, and pictures are what is counted.
    await this.#decoder.sendPacket(packet);
    await this.#drain();
  }

  async finish(): Promise<MediaFault | null> {
    await this.#decoder.sendPacket(null);
    await this.#drain();
    if (this.#received >= Math.max(1, this.#sent * LEAST_SHARE)) return null;
    return {
      code: 'damaged',
      sentence: `The video is damaged: of ${this.#sent} pictures tried, ${this.#received} can be decoded.`,
    };
  }

  free(): void {
    this.#frame.free();
  }

  async #drain(): Promise<void> {
    for (;;) {
      const code = await this.#decoder.receiveFrame(this.#frame);
      if (code === AVERROR_EAGAIN || code === AVERROR_EOF) return;
      if (code < 0) return;
      this.#received++;
      this.#frame.unref();
    }
  }
}
