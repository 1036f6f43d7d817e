import { constants, crc32, deflateRawSync } from 'node:zlib';
import { findParts } from './structure.ts';

const MEBIBYTE = 1024 * 1024;

export function bytesOf(text: string): Uint8Array {
  return Buffer.from(text, 'latin1');
}

export function join(...parts: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(parts);
}

/** Big-endian 32-bit numbers. */
export function numbers(...values: readonly number[]): Uint8Array {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => bytes.writeUInt32BE(value >>> 0, index * 4));
  return bytes;
}

export function repeat(part: Uint8Array, count: number): Uint8Array {
  return Buffer.alloc(part.length * count, part);
}

export function zeros(count: number): Uint8Array {
  return Buffer.alloc(count);
}

/**
 * A zlib stream of `mebibytes` of zeros: about a thousandth of that. Every mebibyte is a piece that ends at a byte, so
 * that the pieces can be copied and the zeros need never be there at once.
 */
export function packedZeros(mebibytes: number): Uint8Array {
  const piece = deflateRawSync(zeros(MEBIBYTE), { level: 9, finishFlush: constants.Z_SYNC_FLUSH });
  // Adler-32 of n zeros: 1 below, and n times 1 above.
  const sum = (((mebibytes * MEBIBYTE) % 65_521) * 0x1_0000 + 1) >>> 0;
  return join(Uint8Array.of(0x78, 0xda), repeat(piece, mebibytes), Uint8Array.of(3, 0), numbers(sum));
}

export function pngChunk(type: string, data: Uint8Array): Uint8Array {
  const typed = join(bytesOf(type), data);
  return join(numbers(data.length), typed, numbers(crc32(typed)));
}

export interface PngHeader {
  readonly width: number;
  readonly height: number;
  readonly depth?: number;
  readonly colour?: number;
  readonly interlaced?: boolean;
}

/** A PNG with the given chunks between its header and its end. */
export function png(header: PngHeader, ...chunks: readonly Uint8Array[]): Uint8Array {
  const { width, height, depth = 8, colour = 2, interlaced = false } = header;
  const settings = Uint8Array.of(depth, colour, 0, 0, interlaced ? 1 : 0);
  return join(
    bytesOf('\u0089PNG\r\n\u001a\n'),
    pngChunk('IHDR', join(numbers(width, height), settings)),
    ...chunks,
    pngChunk('IEND', zeros(0)),
  );
}

export function box(type: string, ...content: readonly Uint8Array[]): Uint8Array {
  const body = join(...content);
  return join(numbers(body.length + 8), bytesOf(type), body);
}

/** A RIFF chunk, padded to an even length. */
export function riff(type: string, data: Uint8Array): Uint8Array {
  const head = Buffer.alloc(8, type.padEnd(8), 'latin1');
  head.writeUInt32LE(data.length, 4);
  return join(head, data, zeros(data.length & 1));
}

export function webp(...chunks: readonly Uint8Array[]): Uint8Array {
  return riff('RIFF', join(bytesOf('WEBP'), ...chunks));
}

/** An EBML element with a length of eight bytes. */
export function element(idHex: string, data: Uint8Array): Uint8Array {
  const length = Buffer.alloc(8);
  length.writeBigUInt64BE(BigInt(data.length) | (1n << 56n));
  return join(Buffer.from(idHex, 'hex'), length, data);
}

/** Replaces the first box `type` of an MP4 whose tables lie behind its pictures, and mends the boxes around it. */
export function replaceBox(file: Uint8Array, type: string, replacement: Uint8Array): Uint8Array {
  const parts = findParts(file);
  const found = parts.find(({ name }) => name === type);
  if (!found) throw new Error(`no box ${type}`);
  const result = Buffer.concat([file.subarray(0, found.start), replacement, file.subarray(found.end)]);
  const grown = replacement.length - (found.end - found.start);
  for (const part of parts)
    if (part.start < found.start && part.end >= found.end)
      result.writeUInt32BE(part.end - part.start + grown, part.lengthAt);
  return result;
}

/** Overwrites bytes of the first part `name`, `offset` bytes into its content. */
export function patch(file: Uint8Array, name: string, offset: number, data: Uint8Array): Uint8Array {
  const found = findParts(file).find((part) => part.name === name);
  if (!found) throw new Error(`no part ${name}`);
  const result = Buffer.from(file);
  result.set(data, found.body + offset);
  return result;
}

/** Overwrites bytes behind every occurrence of `marker`. */
export function patchBehind(file: Uint8Array, marker: Uint8Array, data: Uint8Array): Uint8Array {
  const result = Buffer.from(file);
  for (let at = result.indexOf(marker); at >= 0; at = result.indexOf(marker, at + 1))
    result.set(data.subarray(0, result.length - at - marker.length), at + marker.length);
  return result;
}
