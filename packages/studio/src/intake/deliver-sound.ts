import {
  AV_CHANNEL_ORDER_NATIVE,
  AV_CHANNEL_ORDER_UNSPEC,
  AV_NOPTS_VALUE,
  AV_SAMPLE_FMT_FLTP,
  AVMEDIA_TYPE_AUDIO,
} from 'node-av/constants';
import type { AVSampleFormat } from 'node-av/constants';
import {
  avChannelLayoutDefault,
  Codec,
  CodecContext,
  FFmpegError,
  Frame,
  SoftwareResampleContext,
} from 'node-av/lib';
import type { Stream } from 'node-av/lib';
import { SOUND_RATE } from '../codec/pcm-sound.ts';
import { sendSound } from './answer-channel.ts';
import type { IntakeAnswer } from './intake-answer.ts';
import type { IntakeOrder } from './intake-wire.ts';
import { readPackets, readTiming } from './read-packets.ts';
import { SOUND_DECODERS } from './sound-decoders.ts';
import { withVideo } from './video-input.ts';

const STEREO = { nbChannels: 2, order: AV_CHANNEL_ORDER_NATIVE, mask: 3n };
/** Times that differ less from what was counted are rounding; more is a gap or a jump, and is followed. */
const JUMP_SECONDS = 0.04;

type SoundOrder = Extract<IntakeOrder, { kind: 'read_sound' }>;

/** Sends a film's sound, sample 0 being heard with the first picture, cut to the length of the pictures. */
export async function deliverSound(order: SoundOrder): Promise<IntakeAnswer> {
  const survey = await readTiming(order.path, order.container, order.taking);
  if (survey.kind === 'fault') return survey;
  const { startSeconds, durationSeconds } = survey.timing;
  return withVideo<IntakeAnswer>(order.path, order.container, order.taking, async (input) => {
    const stream = input.format.streams[input.format.findBestStream(AVMEDIA_TYPE_AUDIO)];
    const known = stream && SOUND_DECODERS.find(({ id }) => id === stream.codecpar.codecId);
    if (!stream || !known) return { kind: 'sound', present: false };
    const codec = Codec.findDecoderByName(known.decoder);
    if (!codec) throw new Error(`this build of node-av has no ${known.decoder}`);
    const track = new SoundTrack(startSeconds, Math.round(durationSeconds * SOUND_RATE));
    const decoder = await openSoundDecoder(codec, stream);
    if (!decoder) return { kind: 'sound', present: false };
    try {
      await readPackets(
        input,
        async (packet) => {
          await decoder.sendPacket(packet);
          return track.drain(decoder, stream);
        },
        stream,
      );
      await decoder.sendPacket(null);
      await track.drain(decoder, stream);
      return track.send();
    } finally {
      track.free();
      decoder.freeContext();
    }
  });
}

/** Null when the stream's parameters are such that the decoder will not have them. */
async function openSoundDecoder(codec: Codec, stream: Stream): Promise<CodecContext | null> {
  const context = new CodecContext();
  context.allocContext3(codec);
  FFmpegError.throwIfError(context.parametersToContext(stream.codecpar), 'set up the sound decoder');
  context.pktTimebase = stream.timeBase;
  context.threadCount = 1;
  if ((await context.open2(codec, null)) >= 0) return context;
  context.freeContext();
  return null;
}

class SoundTrack {
  readonly #startSeconds: number;
  readonly #left: Float32Array;
  readonly #right: Float32Array;
  readonly #frame = new Frame();
  #resampler: SoftwareResampleContext | null = null;
  #inputShape = '';
  /** Where the next sample goes; negative before the first picture. */
  #cursor = 0;
  #heard = 0;

  constructor(startSeconds: number, sampleCount: number) {
    this.#startSeconds = startSeconds;
    this.#left = new Float32Array(sampleCount);
    this.#right = new Float32Array(sampleCount);
    this.#frame.alloc();
  }

  /** False when the pictures have ended and the rest of the sound is of no use. */
  async drain(decoder: CodecContext, stream: Stream): Promise<boolean> {
    while (this.#cursor < this.#left.length) {
      // No sound: more packets are wanted, the end is reached, or this packet cannot be decoded.
      if ((await decoder.receiveFrame(this.#frame)) < 0) return true;
      await this.#take(decoder, stream.timeBase.toDouble());
      this.#frame.unref();
    }
    return false;
  }

  send(): IntakeAnswer {
    if (this.#heard === 0) return { kind: 'sound', present: false };
    sendSound(this.#left, this.#right);
    return { kind: 'sound', present: true };
  }

  free(): void {
    this.#frame.free();
    this.#resampler?.free();
  }

  async #take(decoder: CodecContext, secondsPerTick: number): Promise<void> {
    const frame = this.#frame;
    if (frame.nbSamples < 1 || frame.sampleRate < 1) return;
    const resampler = this.#resamplerFor(frame, decoder.sampleFormat);
    if (!resampler) return;
    if (frame.pts !== AV_NOPTS_VALUE) this.#follow(Number(frame.pts) * secondsPerTick, resampler);
    const input = frame.extendedData;
    if (!input) return;
    const room = resampler.getOutSamples(frame.nbSamples);
    const out = [Buffer.alloc(room * 4), Buffer.alloc(room * 4)];
    const count = await resampler.convert(out, room, input, frame.nbSamples);
    if (count <= 0) return;
    place(out[0], count, this.#left, this.#cursor);
    place(out[1], count, this.#right, this.#cursor);
    this.#cursor += count;
    this.#heard += count;
  }

  /** Moves to where a frame says that it belongs, when that is not where the last one ended. */
  #follow(frameSeconds: number, resampler: SoftwareResampleContext): void {
    const wanted = (frameSeconds - this.#startSeconds) * SOUND_RATE;
    // Samples that the resampler still holds come out before this frame's.
    const expected = this.#cursor + Number(resampler.getDelay(BigInt(SOUND_RATE)));
    if (this.#heard === 0 || Math.abs(wanted - expected) > JUMP_SECONDS * SOUND_RATE)
      this.#cursor = Math.round(wanted);
  }

  /** Made anew when a file changes its rate or channels on the way. */
  #resamplerFor(frame: Frame, format: AVSampleFormat): SoftwareResampleContext | null {
    const shape = `${frame.sampleRate}/${format}/${frame.channels}`;
    if (this.#resampler && shape === this.#inputShape) return this.#resampler;
    this.#resampler?.free();
    this.#resampler = null;
    const layout = frame.channelLayout;
    const known = layout.order === AV_CHANNEL_ORDER_UNSPEC ? avChannelLayoutDefault(frame.channels) : layout;
    const resampler = new SoftwareResampleContext();
    const code = resampler.allocSetOpts2(
      STEREO,
      AV_SAMPLE_FMT_FLTP,
      SOUND_RATE,
      known,
      format,
      frame.sampleRate,
    );
    if (code < 0 || resampler.init() < 0) {
      resampler.free();
      return null;
    }
    this.#resampler = resampler;
    this.#inputShape = shape;
    return resampler;
  }
}

/** Copies what falls inside of the track. */
function place(bytes: Buffer | undefined, count: number, track: Float32Array, cursor: number): void {
  if (!bytes) throw new Error('the resampler gave one channel');
  const samples = new Float32Array(bytes.buffer, bytes.byteOffset, count);
  const skipped = Math.max(0, -cursor);
  const kept = samples.subarray(skipped, Math.max(skipped, track.length - cursor));
  if (kept.length > 0) track.set(kept, cursor + skipped);
}
