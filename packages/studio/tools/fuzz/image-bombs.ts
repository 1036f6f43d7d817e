import {
  bytesOf,
  join,
  numbers,
  packedZeros,
  png,
  pngChunk,
  repeat,
  riff,
  webp,
  zeros,
} from './build-parts.ts';
import { findParts } from './structure.ts';

/** Pictures that are much larger than they look, or built to keep a decoder busy. Each is made when it is wanted. */
export type Bombs = Readonly<Record<string, () => Uint8Array | PaddedFile>>;

/** Zeros on disk cost nothing, and in the memory that is watched here they would. */
export interface PaddedFile {
  readonly bytes: Uint8Array;
  readonly byteCount: number;
}

/** A picture of the size that is just taken, whose rows compress to nothing. */
const WIDEST = { width: 8192, height: 6100 } as const;

export function imageBombs(
  jpeg: Uint8Array,
  lossy: Uint8Array,
  lossless: Uint8Array,
  animated: Uint8Array,
): Bombs {
  return { ...pngBombs(), ...jpegBombs(jpeg), ...webpBombs(lossy, lossless, animated) };
}

function pngBombs(): Bombs {
  const small = { width: 400, height: 400 } as const;
  const idat = pngChunk('IDAT', packedZeros(1));
  return {
    'png of 60000 x 60000': () => png({ width: 60_000, height: 60_000 }, idat),
    'png of 2^31 x 2^31': () => png({ width: 0x7fff_ffff, height: 0x7fff_ffff }, idat),
    'png of nothing': () => png({ width: 0, height: 0 }, idat),
    'png of 1 x 8192': () => png({ width: 1, height: 8192 }, idat),
    'png of 300 x 20000': () => png({ width: 300, height: 20_000 }, idat),
    'png of 67 megapixels': () => png({ width: 8192, height: 8192 }, packed(200)),
    'png that is just taken': () => png(WIDEST, packed(150)),
    'png that is just taken, 16 bits': () => png({ ...WIDEST, depth: 16, colour: 6 }, packed(400)),
    'png that is just taken, interlaced': () =>
      png({ ...WIDEST, depth: 16, colour: 6, interlaced: true }, packed(400)),
    'png with more rows than it says': () => png(small, packed(500)),
    'png with a packed text': () =>
      png(small, pngChunk('zTXt', join(bytesOf('a\0\0'), packedZeros(500))), idat),
    'png with a packed international text': () =>
      png(small, pngChunk('iTXt', join(bytesOf('a\0\u0001\0\0\0'), packedZeros(500))), idat),
    'png with a packed profile': () =>
      png(small, pngChunk('iCCP', join(bytesOf('a\0\0'), packedZeros(500))), idat),
    'png with 200000 texts': () => png(small, repeat(pngChunk('tEXt', bytesOf('a\0b')), 200_000), idat),
    'png with 100 packed texts': () =>
      png(small, repeat(pngChunk('zTXt', join(bytesOf('a\0\0'), packedZeros(7))), 100), idat),
    'png with a chunk of 2 GB': () => png(small, numbers(0x7fff_ffff), bytesOf('IDAT')),
    'png without pixels': () => png(small),
    'png with 9 MB of EXIF': () => png(small, pngChunk('eXIf', zeros(9_000_000)), idat),
    'png of 20000 pictures': () => png(small, animationControl(), repeat(animationPicture(), 20_000), idat),
  };
}

function packed(mebibytes: number): Uint8Array {
  return pngChunk('IDAT', packedZeros(mebibytes));
}

function animationControl(): Uint8Array {
  return pngChunk('acTL', numbers(20_000, 0));
}

function animationPicture(): Uint8Array {
  return join(
    pngChunk('fcTL', join(numbers(0, 400, 400, 0, 0), zeros(6))),
    pngChunk('fdAT', join(numbers(1), packedZeros(0))),
  );
}

function jpegBombs(jpeg: Uint8Array): Bombs {
  const frame = findParts(jpeg).find(({ name }) => name === 'c0' || name === 'c2');
  if (!frame) throw new Error('the seed is no JPEG');
  const sized = (width: number, height: number): Buffer => {
    const bytes = Buffer.from(jpeg);
    bytes.writeUInt16BE(height, frame.body + 1);
    bytes.writeUInt16BE(width, frame.body + 3);
    return bytes;
  };
  const withMarker = (marker: number): Buffer => {
    const bytes = Buffer.from(jpeg);
    bytes[frame.start + 1] = marker;
    return bytes;
  };
  const opened = (...segments: readonly Uint8Array[]): Uint8Array =>
    join(jpeg.subarray(0, 2), ...segments, jpeg.subarray(2));
  return {
    'jpeg of 65535 x 65535': () => sized(65_535, 65_535),
    'jpeg of nothing': () => sized(0, 0),
    'jpeg of 1 x 8192': () => sized(1, 8192),
    'jpeg that is just taken, without the pixels': () => sized(8192, 6100),
    'jpeg that says it is arithmetic': () => withMarker(0xc9),
    'jpeg that says it is lossless': () => withMarker(0xc3),
    'jpeg of 3000 scans': () => manyScans(sized(8192, 6100), 3000),
    'jpeg with an EXIF that points at itself': () => opened(segment(0xe1, loopingExif())),
    'jpeg with 150 profile pieces': () => opened(repeat(segment(0xe2, profilePiece()), 150)),
    'jpeg with 100000 comments': () => opened(repeat(segment(0xfe, bytesOf('hello')), 100_000)),
    'jpeg of restarts': () => join(jpeg.subarray(0, -2), repeat(Uint8Array.of(0xff, 0xd0), 2_000_000)),
  };
}

function segment(marker: number, data: Uint8Array): Uint8Array {
  const length = data.length + 2;
  return join(Uint8Array.of(0xff, marker, length >> 8, length & 0xff), data);
}

/** The scans of a progressive picture again and again: each visits every pixel. */
function manyScans(jpeg: Uint8Array, count: number): Uint8Array {
  const parts = findParts(jpeg);
  const last = parts.findLast(({ name }) => name === 'da');
  if (!last) throw new Error('the seed has no scan');
  return join(jpeg.subarray(0, last.start), repeat(jpeg.subarray(last.start, -2), count));
}

function loopingExif(): Uint8Array {
  // One entry that is a directory at offset 8, where this directory itself is; and so is the next.
  const entry = join(Uint8Array.of(0x87, 0x69, 0, 4), numbers(1, 8));
  return join(bytesOf('Exif\0\0MM\0*'), numbers(8), Uint8Array.of(0, 1), entry, numbers(8));
}

function profilePiece(): Uint8Array {
  return join(bytesOf('ICC_PROFILE\0'), Uint8Array.of(1, 150), zeros(65_000));
}

function webpBombs(lossy: Uint8Array, lossless: Uint8Array, animated: Uint8Array): Bombs {
  const animation = riff('ANIM', zeros(6));
  const picture = part(animated, 'ANMF');
  return {
    'webp of 16383 x 16383': () => withBytes(lossy, 26, [0xff, 0x3f, 0xff, 0x3f]),
    'lossless webp of 16384 x 16384': () => withBytes(lossless, 21, [0xff, 0xff, 0xff, 0x0f]),
    'webp with a canvas of 2^24 x 2^24': () => webp(canvas(2 ** 24, 2 ** 24, 0), part(lossy, 'VP8 ')),
    'webp with a canvas that is just taken': () => webp(canvas(8192, 6100, 2), animation, picture),
    'webp of 3000 pictures': () => webp(canvas(340, 320, 2), animation, repeat(picture, 3000)),
    'webp of 4 GB': () => withBytes(lossy, 4, [0xff, 0xff, 0xff, 0xff]),
    'webp with 9 MB of profile': () =>
      webp(canvas(340, 320, 0x20), riff('ICCP', zeros(9_000_000)), part(lossy, 'VP8 ')),
    'webp with a picture outside': () =>
      webp(canvas(340, 320, 2), animation, withBytes(picture, 8, [0xff, 0xff, 0xff, 0xff, 0xff, 0xff])),
    'webp without a picture': () => webp(canvas(340, 320, 0)),
  };
}

function part(file: Uint8Array, name: string): Uint8Array {
  const found = findParts(file).find((candidate) => candidate.name === name);
  if (!found) throw new Error(`the seed has no ${name}`);
  return file.slice(found.start, found.end);
}

function canvas(width: number, height: number, flags: number): Uint8Array {
  const data = Buffer.alloc(10);
  data[0] = flags;
  data.writeUIntLE(width - 1, 4, 3);
  data.writeUIntLE(height - 1, 7, 3);
  return riff('VP8X', data);
}

function withBytes(file: Uint8Array, at: number, data: readonly number[]): Uint8Array {
  const bytes = Uint8Array.from(file);
  bytes.set(data, at);
  return bytes;
}
