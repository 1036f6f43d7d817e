import type { Readable } from 'node:stream';
import { createPicture } from '../pixels/picture.ts';
import type { Picture } from '../pixels/picture.ts';
import { intakeReplySchema } from './intake-answer.ts';
import { decodeHeader, HEADER_BYTES, LONGEST_REPLY_BYTES } from './intake-wire.ts';
import type { IntakeAnswer } from './intake-answer.ts';
import type { MessageHeader } from './intake-wire.ts';

/** How much one order may send. */
export interface OutputCap {
  readonly mostPictures: number;
  /** Of one picture. */
  readonly mostPixels: number;
  /** A channel. */
  readonly mostSamples: number;
}

export type ChildMessage =
  | { readonly kind: 'answer'; readonly answer: IntakeAnswer; readonly cpuSeconds: number }
  | { readonly kind: 'picture'; readonly picture: Picture }
  | { readonly kind: 'sound'; readonly left: Float32Array; readonly right: Float32Array }
  /** The child has ended. */
  | { readonly kind: 'end' }
  /** It sent what it may not: more than the cap, or nonsense. */
  | { readonly kind: 'overstepped' };

/** Reads a child's messages one at a time, and takes no byte from the pipe before somebody wants it. */
export class AnswerReader {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array(0);

  constructor(stream: Readable) {
    this.#chunks = stream[Symbol.asyncIterator]();
  }

  async next(cap: OutputCap, picturesBefore: number): Promise<ChildMessage> {
    const head = new Uint8Array(HEADER_BYTES);
    if (!(await this.#fill(head))) return { kind: 'end' };
    const header = decodeHeader(head);
    if (!header || !isWithin(header, cap, picturesBefore)) return { kind: 'overstepped' };
    switch (header.kind) {
      case 'reply':
        return this.#readReply(header.byteCount);
      case 'picture':
        return this.#readPicture(header.width, header.height);
      case 'sound':
        return this.#readSound(header.width);
      default:
        return header.kind satisfies never;
    }
  }

  async #readReply(byteCount: number): Promise<ChildMessage> {
    const bytes = Buffer.alloc(byteCount);
    if (!(await this.#fill(bytes))) return { kind: 'end' };
    const reply = intakeReplySchema.safeParse(parseJson(bytes.toString('utf8')));
    return reply.success ? { kind: 'answer', ...reply.data } : { kind: 'overstepped' };
  }

  async #readPicture(width: number, height: number): Promise<ChildMessage> {
    const picture = createPicture(width, height);
    return (await this.#fill(picture.rgba)) ? { kind: 'picture', picture } : { kind: 'end' };
  }

  async #readSound(sampleCount: number): Promise<ChildMessage> {
    const left = new Float32Array(sampleCount);
    const right = new Float32Array(sampleCount);
    const whole = (await this.#fill(bytesOf(left))) && (await this.#fill(bytesOf(right)));
    return whole ? { kind: 'sound', left, right } : { kind: 'end' };
  }

  /** False when the child ended before all of `into` came. */
  async #fill(into: Uint8Array | Uint8ClampedArray): Promise<boolean> {
    for (let at = 0; at < into.length;) {
      if (this.#rest.length === 0) {
        const { value, done } = await this.#nextChunk();
        if (done) return false;
        this.#rest = value;
      }
      const part = this.#rest.subarray(0, into.length - at);
      into.set(part, at);
      at += part.length;
      this.#rest = this.#rest.subarray(part.length);
    }
    return true;
  }

  /** A killed child's pipe ends or breaks; both are its end. */
  async #nextChunk(): Promise<IteratorResult<Uint8Array, undefined>> {
    try {
      return await this.#chunks.next();
    } catch {
      return { done: true, value: undefined };
    }
  }
}

function isWithin(header: MessageHeader, cap: OutputCap, picturesBefore: number): boolean {
  const { width, height, byteCount } = header;
  switch (header.kind) {
    case 'reply':
      return byteCount <= LONGEST_REPLY_BYTES;
    case 'picture':
      return (
        width > 0 &&
        height > 0 &&
        width * height <= cap.mostPixels &&
        byteCount === width * height * 4 &&
        picturesBefore < cap.mostPictures
      );
    case 'sound':
      return width <= cap.mostSamples && height === 2 && byteCount === width * height * 4;
    default:
      return header.kind satisfies never;
  }
}

function bytesOf(samples: Float32Array): Uint8Array {
  return new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
