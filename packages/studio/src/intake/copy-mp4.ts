import { constants, createReadStream, createWriteStream } from 'node:fs';
import { copyFile, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { OuterPart } from './outer-parts.ts';

/** The index of a minute's film has some tens of kilobytes. */
const LARGEST_INDEX_BYTES = 32 * 1024 * 1024;
const LARGEST_OFFSET = 0xffffffff;
/** The boxes in which the tables of chunk offsets lie. */
const NESTS = new Set(['trak', 'mdia', 'minf', 'stbl']);
/** A film in fragments has its pictures' places in many boxes; a packed index would have to be unpacked. */
const NOT_MOVABLE = new Set(['mvex', 'cmov']);

/**
 * Copies an MP4 whose index lies before its pictures byte for byte; one whose index lies behind them with the index in
 * front, so that a browser can begin to play at once, and every picture and sound as it was. Nothing is decoded. False, and
 * nothing written, when the file is of another build.
 */
export async function copyMp4(
  from: string,
  to: string,
  parts: readonly OuterPart[],
  signal?: AbortSignal,
): Promise<boolean> {
  const indices = parts.filter(({ kind }) => kind === 'moov');
  const [index] = indices;
  const media = parts.find(({ kind }) => kind === 'mdat');
  const fragmented = parts.some(({ kind }) => kind === 'moof');
  if (!index || indices.length > 1 || !media || fragmented) return false;
  if (index.offset < media.offset) {
    await copyFile(from, to, constants.COPYFILE_FICLONE);
    return true;
  }
  const [brand, ...others] = parts.filter((part) => part !== index);
  if (brand?.kind !== 'ftyp') return false;
  const moved = await movedIndex(from, index, brand.byteCount);
  if (!moved) return false;
  const rewritten = inOrder(from, [brand, moved, ...others]);
  await pipeline(Readable.from(rewritten), createWriteStream(to), { signal });
  return true;
}

async function* inOrder(from: string, pieces: readonly (OuterPart | Buffer)[]): AsyncGenerator<Buffer> {
  for (const piece of pieces) {
    if (Buffer.isBuffer(piece)) yield piece;
    else {
      const { offset, byteCount } = piece;
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a stream without an encoding gives buffers
      yield* createReadStream(from, { start: offset, end: offset + byteCount - 1 }) as AsyncIterable<Buffer>;
    }
  }
}

/** The index with every offset as it is once the index lies at `place`, before all that it speaks of. */
async function movedIndex(from: string, index: OuterPart, place: number): Promise<Buffer | null> {
  if (index.byteCount > LARGEST_INDEX_BYTES) return null;
  const bytes = Buffer.alloc(index.byteCount);
  const file = await open(from, 'r');
  try {
    await file.read(bytes, 0, index.byteCount, index.offset);
  } finally {
    await file.close();
  }
  const shift = (offset: number): number =>
    offset >= place && offset < index.offset ? offset + index.byteCount : offset;
  return shiftOffsets(bytes, index.headerBytes, bytes.length, shift) ? bytes : null;
}

type Shift = (offset: number) => number;

/** Mends the tables of all boxes in `bytes` from `start` to `end`. False when there is one that cannot be mended. */
function shiftOffsets(bytes: Buffer, start: number, end: number, shift: Shift): boolean {
  for (let at = start; at + 8 <= end;) {
    const size = bytes.readUInt32BE(at);
    if (size < 8 || at + size > end) return false;
    const kind = bytes.toString('latin1', at + 4, at + 8);
    if (NOT_MOVABLE.has(kind)) return false;
    const inside = { start: at + 8, end: at + size };
    if (NESTS.has(kind) && !shiftOffsets(bytes, inside.start, inside.end, shift)) return false;
    if (kind === 'stco' && !shiftTable(bytes, inside, 4, shift)) return false;
    if (kind === 'co64' && !shiftTable(bytes, inside, 8, shift)) return false;
    at += size;
  }
  return true;
}

/** A table: four bytes of version and flags, the number of entries, and the entries. */
function shiftTable(
  bytes: Buffer,
  { start, end }: { readonly start: number; readonly end: number },
  entryBytes: 4 | 8,
  shift: Shift,
): boolean {
  if (start + 8 > end) return false;
  const count = bytes.readUInt32BE(start + 4);
  if (start + 8 + count * entryBytes > end) return false;
  for (let entry = 0; entry < count; entry++) {
    const at = start + 8 + entry * entryBytes;
    if (entryBytes === 8) {
      bytes.writeBigUInt64BE(BigInt(shift(Number(bytes.readBigUInt64BE(at)))), at);
      continue;
    }
    const offset = shift(bytes.readUInt32BE(at));
    if (offset > LARGEST_OFFSET) return false;
    bytes.writeUInt32BE(offset, at);
  }
  return true;
}
