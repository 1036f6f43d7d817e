import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import type { VideoContainer } from './intake-wire.ts';

/** A box of an MP4 or MOV, or a chunk of an AVI, that lies in no other. */
export interface OuterPart {
  readonly kind: string;
  readonly offset: number;
  /** With its header; what the file says, which may be more than there is. */
  readonly byteCount: number;
  readonly headerBytes: number;
}

/** No film has so many; a file of tiny boxes is not walked to its end. */
const MOST_PARTS = 100_000;
const LONGEST_HEADER = 16;

/** Names and sizes of a file's outermost parts, up to where they stop to make sense. WEBM: its one segment. */
export async function readOuterParts(path: string, container: VideoContainer): Promise<readonly OuterPart[]> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const parts: OuterPart[] = [];
    for (let offset = 0; offset < size && parts.length < MOST_PARTS;) {
      const part = await READERS[container](file, offset, size);
      if (!part) break;
      parts.push(part);
      offset += part.byteCount;
    }
    return parts;
  } finally {
    await file.close();
  }
}

/** Where the file should end by what it says of itself; null when that is not said, or its end is there. */
export function missingFrom(parts: readonly OuterPart[], byteCount: number): number | null {
  const last = parts.at(-1);
  if (!last) return null;
  const end = last.offset + last.byteCount;
  return end > byteCount ? end : null;
}

type PartReader = (file: FileHandle, offset: number, fileBytes: number) => Promise<OuterPart | null>;

const READERS = {
  mp4: readBox,
  mov: readBox,
  avi: readChunk,
  webm: readElement,
} as const satisfies Record<VideoContainer, PartReader>;

async function readBox(file: FileHandle, offset: number, fileBytes: number): Promise<OuterPart | null> {
  const head = await readAt(file, offset, LONGEST_HEADER);
  if (head.length < 8) return null;
  const kind = head.toString('latin1', 4, 8);
  const short = head.readUInt32BE(0);
  // 0: to the end of the file. 1: the true size follows as 64 bits.
  if (short === 0) return { kind, offset, byteCount: fileBytes - offset, headerBytes: 8 };
  if (short !== 1) return short < 8 ? null : { kind, offset, byteCount: short, headerBytes: 8 };
  if (head.length < LONGEST_HEADER) return null;
  const long = Number(head.readBigUInt64BE(8));
  return long < LONGEST_HEADER ? null : { kind, offset, byteCount: long, headerBytes: LONGEST_HEADER };
}

/** Large AVI files are several RIFF chunks in a row. Writers that could not go back leave a size of nothing. */
async function readChunk(file: FileHandle, offset: number): Promise<OuterPart | null> {
  const head = await readAt(file, offset, 8);
  if (head.length < 8 || head.toString('latin1', 0, 4) !== 'RIFF') return null;
  const size = head.readUInt32LE(4);
  const unknown = size === 0 || size === 0xffffffff;
  return unknown ? null : { kind: 'RIFF', offset, byteCount: 8 + size, headerBytes: 8 };
}

const SEGMENT_ID = 0x18538067;

/** An element: its id, and its size as a number whose leading zero bits tell how many bytes it has. */
async function readElement(file: FileHandle, offset: number): Promise<OuterPart | null> {
  const head = await readAt(file, offset, 12);
  if (head.length < 12) return null;
  const id = head.readUInt32BE(0);
  const first = head.readUInt8(4);
  if (first === 0) return null;
  const sizeBytes = Math.clz32(first) - 23;
  let size = first & (0xff >> sizeBytes);
  let unknown = size === 0xff >> sizeBytes;
  for (let at = 5; at < 4 + sizeBytes; at++) {
    size = size * 256 + head.readUInt8(at);
    unknown &&= head.readUInt8(at) === 0xff;
  }
  // All ones: written as a stream, without a length. The header and the segment are all there is.
  if (unknown || (offset > 0 && id !== SEGMENT_ID)) return null;
  const headerBytes = 4 + sizeBytes;
  return {
    kind: id === SEGMENT_ID ? 'segment' : 'header',
    offset,
    byteCount: headerBytes + size,
    headerBytes,
  };
}

async function readAt(file: FileHandle, offset: number, byteCount: number): Promise<Buffer> {
  const bytes = Buffer.alloc(byteCount);
  const { bytesRead } = await file.read(bytes, 0, byteCount, offset);
  return bytes.subarray(0, bytesRead);
}
