import {
  AV_CODEC_ID_AAC,
  AV_CODEC_ID_H264,
  AV_FRAME_FLAG_CORRUPT,
  AV_PIX_FMT_YUV420P,
  AV_PIX_FMT_YUVJ420P,
  AV_PKT_FLAG_CORRUPT,
  AVMEDIA_TYPE_AUDIO,
} from 'node-av/constants';
import { Frame } from 'node-av/lib';
import type { CodecContext, Packet } from 'node-av/lib';
import { sendPicture } from './answer-channel.ts';
import { deliveredFps, pictureCountOf } from './delivered-fps.ts';
import type { MediaFault } from './inspection.ts';
import type { IntakeAnswer } from './intake-answer.ts';
import type { IntakeOrder } from './intake-wire.ts';
import { FINISHED_FPS } from './limits.ts';
import { PacketTimes } from './packet-times.ts';
import type { Timing } from './packet-times.ts';
import { cutShortFault, readPackets, tooManyFault } from './read-packets.ts';
import { ShownPictures } from './shown-pictures.ts';
import { hasSound, withPictureDecoder, withVideo } from './video-input.ts';
import type { VideoInput } from './video-input.ts';

const DECODER_THREADS = 2;
/**
 * Of a whole film every picture can be decoded, but for a few at the beginning of one that was cut by a careless program,
 * and the hidden reference pictures of VP8, one in sixteen at most.
 */
const LEAST_SHARE = 0.9;
/** Containers that say how long they are say it of their longest track. */
const LEAST_LENGTH = 0.9;

/** Decodes all of a finished film, to know that all of it is there, and sends its first picture. */
export function inspectResult(
  order: Extract<IntakeOrder, { kind: 'inspect_result' }>,
): Promise<IntakeAnswer> {
  return withVideo<IntakeAnswer>(order.path, order.container, 'result', (input) =>
    withPictureDecoder(input, DECODER_THREADS, (decoder) => inspectInput(input, decoder)),
  );
}

async function inspectInput(input: VideoInput, decoder: CodecContext): Promise<IntakeAnswer> {
  const decoding = new WholeDecoding(input, decoder);
  try {
    const timing = await decoding.run();
    if ('code' in timing) return { kind: 'fault', fault: timing };
    const fps = deliveredFps(timing, FINISHED_FPS);
    return {
      kind: 'result',
      codec: input.codecName,
      ...input.shown,
      fps,
      pictureCount: pictureCountOf(timing.durationSeconds, fps),
      durationSeconds: Number(timing.durationSeconds.toFixed(3)),
      hasSound: hasSound(input.format),
      playsAnywhere: playsAnywhere(input),
    };
  } finally {
    decoding.free();
  }
}

/** What every browser plays, once it is in an MP4: H.264 of 8 bits with a quarter of the colours, and AAC. */
function playsAnywhere({ format, stream }: VideoInput): boolean {
  const { codecpar } = stream;
  const plain = codecpar.format === AV_PIX_FMT_YUV420P || codecpar.format === AV_PIX_FMT_YUVJ420P;
  return (
    codecpar.codecId === AV_CODEC_ID_H264 &&
    plain &&
    format.streams
      .filter((other) => other.codecpar.codecType === AVMEDIA_TYPE_AUDIO)
      .every((sound) => sound.codecpar.codecId === AV_CODEC_ID_AAC)
  );
}

class WholeDecoding {
  readonly #input: VideoInput;
  readonly #decoder: CodecContext;
  readonly #frame = new Frame();
  readonly #times: PacketTimes;
  #decoded = 0;
  #cutPackets = 0;
  #firstSent = false;

  constructor(input: VideoInput, decoder: CodecContext) {
    this.#input = input;
    this.#decoder = decoder;
    this.#times = new PacketTimes(input.stream.timeBase.toDouble(), input.limits);
    this.#frame.alloc();
  }

  async run(): Promise<Timing | MediaFault> {
    const ending = await readPackets(this.#input, (packet) => this.#take(packet));
    await this.#decoder.sendPacket(null);
    await this.#drain();
    if (ending === 'too many') return tooManyFault();
    if (ending === 'broken' || this.#cutPackets > 0)
      return damaged(`after ${this.#times.packetCount} pictures it cannot be read on`);
    const timing = this.#times.finish();
    // What is refused for its length may not have been read to the end.
    if ('code' in timing) return timing;
    return cutShortFault(this.#input, this.#times.packetCount) ?? this.#missing(timing) ?? timing;
  }

  free(): void {
    this.#frame.free();
  }

  async #take(packet: Packet): Promise<boolean> {
    if (packet.hasFlags(AV_PKT_FLAG_CORRUPT)) this.#cutPackets++;
    const more = this.#times.add(packet);
    // A refused packet gives no picture, and pictures are what is counted.
    await this.#decoder.sendPacket(packet);
    await this.#drain();
    return more;
  }

  async #drain(): Promise<void> {
    // No picture: more packets are wanted, the end is reached, or this packet cannot be decoded.
    while ((await this.#decoder.receiveFrame(this.#frame)) >= 0) {
      const whole = !this.#frame.hasFlags(AV_FRAME_FLAG_CORRUPT) && this.#frame.decodeErrorFlags === 0;
      if (whole) {
        this.#decoded++;
        await this.#sendFirst();
      }
      this.#frame.unref();
    }
  }

  async #sendFirst(): Promise<void> {
    if (this.#firstSent) return;
    this.#firstSent = true;
    const pictures = new ShownPictures(this.#input, this.#input.limits.mostSide);
    try {
      sendPicture(pictures.width, pictures.height, await pictures.show(this.#frame));
    } finally {
      pictures.free();
    }
  }

  #missing(timing: Timing): MediaFault | null {
    const { shownCount } = this.#times;
    if (this.#decoded < Math.max(1, shownCount * LEAST_SHARE))
      return damaged(`of its ${shownCount} pictures, ${this.#decoded} can be decoded`);
    const { stream } = this.#input;
    const promised = stream.duration > 0n ? Number(stream.duration) * stream.timeBase.toDouble() : 0;
    if (timing.durationSeconds >= promised * LEAST_LENGTH) return null;
    return damaged(
      `it promises ${promised.toFixed(2)} s, and ${timing.durationSeconds.toFixed(2)} s are there`,
    );
  }
}

function damaged(how: string): MediaFault {
  return { code: 'damaged', sentence: `The video is damaged or cut short: ${how}.` };
}
