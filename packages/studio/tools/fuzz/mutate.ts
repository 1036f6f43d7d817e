import { crc32 } from 'node:zlib';
import { findParts } from './structure.ts';
import type { Part } from './structure.ts';

/** 0 <= result < 1. */
type Random = () => number;

/** Numbers at which sizes, counts and offsets go wrong. */
const EDGES = [
  0, 1, 2, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x1_0000, 0x7f_ffff, 0x0fff_ffff, 0x7fff_ffff,
  0x8000_0000, 0xffff_fffe, 0xffff_ffff,
];
/** Headers lie in front; in MP4 made for streaming, and in WEBM, the tables do too. */
const HEADER_BYTES = 2048;
const MOST_CHANGES = 3;
/** A PNG reader drops a chunk with a wrong sum before it has looked inside. */
const REPAIR_SHARE = 0.6;

type Change = (bytes: Uint8Array, random: Random, other: Uint8Array) => Uint8Array;

const CHANGES: readonly Change[] = [
  flipBits,
  flipHeaderBits,
  setRun,
  truncate,
  copyRun,
  spliceTail,
  swapHeader,
  setEdge,
  editLength,
  editLength,
  setEdgeInPart,
  setEdgeInPart,
  duplicatePart,
  removePart,
  exchangeParts,
];

/** A damaged copy of `bytes`; some changes take pieces of `other`. The same for the same stream of numbers. */
export function mutate(bytes: Uint8Array, other: Uint8Array, random: Random): Uint8Array {
  let result = Uint8Array.from(bytes);
  const changes = 1 + below(random, MOST_CHANGES);
  for (let i = 0; i < changes && result.length > 0; i++) {
    const change = CHANGES[below(random, CHANGES.length)];
    if (change) result = Uint8Array.from(change(result, random, other));
  }
  if (random() < REPAIR_SHARE) repairPng(result);
  return result;
}

function flipBits(bytes: Uint8Array, random: Random): Uint8Array {
  flip(bytes, 0, bytes.length, 1 + below(random, 30), random);
  return bytes;
}

function flipHeaderBits(bytes: Uint8Array, random: Random): Uint8Array {
  flip(bytes, 4, Math.min(HEADER_BYTES, bytes.length), 1 + below(random, 12), random);
  return bytes;
}

function flip(bytes: Uint8Array, from: number, to: number, count: number, random: Random): void {
  if (to <= from) return;
  for (let i = 0; i < count; i++) {
    const at = from + below(random, to - from);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << below(random, 8));
  }
}

function setRun(bytes: Uint8Array, random: Random): Uint8Array {
  const at = below(random, bytes.length);
  const value = [0, 0xff, below(random, 256)][below(random, 3)] ?? 0;
  return bytes.fill(value, at, at + 1 + below(random, 512));
}

function truncate(bytes: Uint8Array, random: Random): Uint8Array {
  return bytes.subarray(0, 1 + below(random, bytes.length));
}

function copyRun(bytes: Uint8Array, random: Random): Uint8Array {
  const from = below(random, bytes.length);
  const run = bytes.subarray(from, from + 1 + below(random, 4000));
  return insert(bytes, below(random, bytes.length), run);
}

function spliceTail(bytes: Uint8Array, random: Random, other: Uint8Array): Uint8Array {
  const at = below(random, Math.min(bytes.length, other.length));
  return concat(bytes.subarray(0, at), other.subarray(at));
}

function swapHeader(bytes: Uint8Array, random: Random, other: Uint8Array): Uint8Array {
  bytes.set(other.subarray(0, Math.min(bytes.length, 8 + below(random, 56))));
  return bytes;
}

function setEdge(bytes: Uint8Array, random: Random): Uint8Array {
  writeNumber(bytes, below(random, Math.min(HEADER_BYTES, bytes.length)), 4, edge(random));
  return bytes;
}

function editLength(bytes: Uint8Array, random: Random): Uint8Array {
  const part = pick(findParts(bytes), random);
  if (!part) return bytes;
  const length = part.end - part.start;
  const near = Math.max(0, length + below(random, 65) - 32);
  writeNumber(bytes, part.lengthAt, part.lengthBytes, random() < 0.5 ? near : edge(random));
  return bytes;
}

function setEdgeInPart(bytes: Uint8Array, random: Random): Uint8Array {
  const part = pick(findParts(bytes), random);
  if (!part) return bytes;
  const at = part.body + below(random, Math.max(1, Math.min(96, part.end - part.body)));
  writeNumber(bytes, at, [1, 2, 4][below(random, 3)] ?? 4, edge(random));
  return bytes;
}

function duplicatePart(bytes: Uint8Array, random: Random): Uint8Array {
  const part = pick(findParts(bytes), random);
  return part ? insert(bytes, part.end, bytes.subarray(part.start, part.end)) : bytes;
}

function removePart(bytes: Uint8Array, random: Random): Uint8Array {
  const part = pick(findParts(bytes), random);
  return part ? concat(bytes.subarray(0, part.start), bytes.subarray(part.end)) : bytes;
}

function exchangeParts(bytes: Uint8Array, random: Random): Uint8Array {
  const parts = findParts(bytes);
  const [a, b] = [pick(parts, random), pick(parts, random)];
  const [first, second] = a && b && a.start > b.start ? [b, a] : [a, b];
  if (!first || !second || first.end > second.start) return bytes;
  return concat(
    bytes.subarray(0, first.start),
    bytes.subarray(second.start, second.end),
    bytes.subarray(first.end, second.start),
    bytes.subarray(first.start, first.end),
    bytes.subarray(second.end),
  );
}

function repairPng(bytes: Uint8Array): void {
  for (const part of findParts(bytes))
    if (bytes[0] === 0x89 && part.lengthBytes === 4)
      writeNumber(bytes, part.end - 4, 4, crc32(bytes.subarray(part.start + 4, part.end - 4)));
}

function pick(parts: readonly Part[], random: Random): Part | undefined {
  return parts[below(random, parts.length)];
}

function below(random: Random, count: number): number {
  return Math.floor(random() * count);
}

function edge(random: Random): number {
  return EDGES[below(random, EDGES.length)] ?? 0;
}

/** Big-endian, cut off at the end of the file. */
function writeNumber(bytes: Uint8Array, at: number, byteCount: number, value: number): void {
  for (let i = 0; i < byteCount && at + i < bytes.length; i++)
    bytes[at + i] = Math.floor(value / 2 ** (8 * (byteCount - 1 - i))) & 0xff;
}

function insert(bytes: Uint8Array, at: number, run: Uint8Array): Uint8Array {
  return concat(bytes.subarray(0, at), run, bytes.subarray(at));
}

function concat(...parts: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(parts);
}
