import { writeSync } from 'node:fs';
import { ANSWER_FD, encodeHeader } from './intake-wire.ts';
import type { IntakeAnswer } from './intake-answer.ts';
import type { MessageHeader } from './intake-wire.ts';

/**
 * The child's way to its parent. Writing blocks while the parent is busy with an earlier picture: that is the
 * back-pressure, and a parent that dies meanwhile ends the child with EPIPE.
 */
export function sendAnswer(answer: IntakeAnswer): void {
  const { user, system } = process.cpuUsage();
  const bytes = Buffer.from(JSON.stringify({ answer, cpuSeconds: (user + system) / 1e6 }));
  send({ kind: 'reply', width: 0, height: 0, byteCount: bytes.length }, [bytes]);
}

/** `rgba` has `width * height * 4` bytes and is free again on return. */
export function sendPicture(width: number, height: number, rgba: Uint8Array): void {
  send({ kind: 'picture', width, height, byteCount: rgba.length }, [rgba]);
}

/** Both channels, equally long, one after the other. */
export function sendSound(left: Float32Array, right: Float32Array): void {
  const byteCount = left.byteLength + right.byteLength;
  send({ kind: 'sound', width: left.length, height: 2, byteCount }, [bytesOf(left), bytesOf(right)]);
}

function bytesOf(samples: Float32Array): Uint8Array {
  return new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
}

function send(header: MessageHeader, parts: readonly Uint8Array[]): void {
  writeAll(encodeHeader(header));
  for (const part of parts) writeAll(part);
}

function writeAll(bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += writeSync(ANSWER_FD, bytes, at);
}
