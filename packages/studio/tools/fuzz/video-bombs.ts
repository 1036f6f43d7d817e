import {
  box,
  bytesOf,
  element,
  join,
  numbers,
  packedZeros,
  patch,
  patchBehind,
  repeat,
  replaceBox,
  zeros,
} from './build-parts.ts';
import type { Bombs, PaddedFile } from './image-bombs.ts';
import { findParts } from './structure.ts';

const HUGE = 0x7fff_ffff;
const COVER_BYTES = 50_000_000;
const FTYP = box('ftyp', bytesOf('isom'), numbers(512), bytesOf('isomavc1'));

/** Films that promise more than they hold, in their tables or in their pictures. */
export function videoBombs(mp4: Uint8Array, fragmented: Uint8Array, vp8: Uint8Array, vp9: Uint8Array): Bombs {
  return {
    ...tableBombs(mp4),
    ...boxBombs(mp4, fragmented),
    ...pictureBombs(mp4, vp8, vp9),
    ...ebmlBombs(vp9),
  };
}

function tableBombs(mp4: Uint8Array): Bombs {
  const table = (type: string, ...values: readonly number[]): Uint8Array =>
    replaceBox(mp4, type, box(type, numbers(0, ...values)));
  const long = (type: string, count: number, entry: readonly number[]): Uint8Array =>
    replaceBox(mp4, type, box(type, numbers(0, count), repeat(numbers(...entry), count)));
  return {
    'mp4 of 2^31 samples of one size': () => table('stsz', 1, HUGE),
    'mp4 of 2^31 sizes that are not there': () => table('stsz', 0, HUGE),
    'mp4 of 2^32 times in one entry': () => table('stts', 1, 0xffff_ffff, 1),
    'mp4 of 2^31 times that are not there': () => table('stts', HUGE),
    'mp4 of a million times': () => long('stts', 1_000_000, [1, 1]),
    'mp4 of times of nothing': () => table('stts', 1, 31, 0),
    'mp4 of times that run wild': () => table('stts', 2, 1, 0xffff_ffff, 30, HUGE),
    'mp4 of 2^31 chunks': () => table('stco', HUGE),
    'mp4 of a million chunks at one place': () => long('stco', 1_000_000, [48]),
    'mp4 of 2^31 samples in a chunk': () => table('stsc', 1, 1, HUGE, 1),
    'mp4 of a million chunk rules': () => long('stsc', 1_000_000, [1, 1, 1]),
    'mp4 of 2^31 edits': () => replaceBox(mp4, 'edts', box('edts', box('elst', numbers(0, HUGE)))),
    'mp4 of 100000 edits': () =>
      replaceBox(
        mp4,
        'edts',
        box('edts', box('elst', numbers(0, 100_000), repeat(numbers(1000, 0, 0x1_0000), 100_000))),
      ),
    'mp4 of an edit without end': () =>
      replaceBox(mp4, 'edts', box('edts', box('elst', numbers(0, 1, 0xffff_ffff, HUGE, 1)))),
    'mp4 of 2^31 composition offsets': () =>
      replaceBox(mp4, 'stss', box('ctts', numbers(0, 1, HUGE, 0x8000_0000))),
  };
}

function boxBombs(mp4: Uint8Array, fragmented: Uint8Array): Bombs {
  const parts = findParts(mp4);
  const track = parts.find(({ name }) => name === 'trak');
  const moof = findParts(fragmented).find(({ name }) => name === 'moof');
  if (!track || !moof) throw new Error('the seeds have no tracks');
  const tracks = (count: number): Uint8Array =>
    replaceBox(mp4, 'trak', repeat(mp4.subarray(track.start, track.end), count));
  return {
    'mp4 that lasts 2^32 seconds': () => patch(mp4, 'mvhd', 12, numbers(1, 0xffff_ffff)),
    'mp4 with a clock of 2^31 ticks': () => patch(mp4, 'mdhd', 12, numbers(HUGE, 1)),
    'mp4 with a clock of no ticks': () => patch(mp4, 'mdhd', 12, numbers(0, 0)),
    'mp4 of 200000 nested boxes': () => join(FTYP, nested(200_000)),
    'mp4 with an index of 4 GB': () => join(FTYP, numbers(0xffff_fff0), bytesOf('moov'), zeros(64)),
    'mp4 with an index of 2^63 bytes': () =>
      join(FTYP, numbers(1), bytesOf('moov'), numbers(HUGE, 0xffff_ffff), zeros(64)),
    'mp4 of 2000 tracks': () => tracks(2000),
    'mp4 of a million empty boxes': () =>
      join(FTYP, repeat(box('free'), 1_000_000), mp4.subarray(FTYP.length)),
    'mov with a packed index': () =>
      join(
        FTYP,
        box('moov', box('cmov', box('dcom', bytesOf('zlib')), box('cmvd', numbers(HUGE), packedZeros(900)))),
      ),
    'mp4 of 5000 fragments': () => join(fragmented, repeat(fragmented.subarray(moof.start, moof.end), 5000)),
    'mp4 of a fragment of 2^31 samples': () => patch(fragmented, 'trun', 4, numbers(HUGE)),
    'mp4 with a cover of 50 MB': () => ({
      bytes: join(FTYP, headers('moov', 'udta', 'meta', 'covr')),
      byteCount: COVER_BYTES,
    }),
    'mp4 whose pictures are in another file': () =>
      patch(mp4, 'dinf', 0, box('dref', numbers(0, 1), box('url ', numbers(0)))),
  };
}

/** Boxes in boxes, of which the innermost has the file's rest. */
function headers(...types: readonly string[]): Uint8Array {
  const rest = COVER_BYTES - FTYP.length;
  return join(...types.map((type, index) => join(numbers(rest - index * 8), bytesOf(type))));
}

/** One long run of headers, each as long as all that follows. */
function nested(depth: number): Uint8Array {
  const bytes = Buffer.alloc(depth * 8);
  for (let i = 0; i < depth; i++) {
    bytes.writeUInt32BE((depth - i) * 8, i * 8);
    bytes.write(i === 0 ? 'moov' : 'udta', i * 8 + 4, 'latin1');
  }
  return bytes;
}

function pictureBombs(mp4: Uint8Array, vp8: Uint8Array, vp9: Uint8Array): Bombs {
  const sides = (width: number, height: number): Uint8Array =>
    patchBehind(
      mp4,
      bytesOf('avc1\0\0\0\0\0\0\0\u0001'),
      join(zeros(16), numbers(width * 0x1_0000 + height)),
    );
  return {
    'mp4 that says 65535 x 65535': () => sides(65_535, 65_535),
    'mp4 that says 1 x 8192': () => sides(1, 8192),
    'mp4 of pixels a thousand times as wide': () => patchBehind(mp4, bytesOf('pasp'), numbers(1000, 1)),
    // The sequence header's width and height lie after its level; wild ones mean wild sizes.
    'mp4 with a wild sequence header': () =>
      patchBehind(mp4, Uint8Array.of(0x67, 0x64), repeat(Uint8Array.of(0), 12)),
    'webm of VP8 pictures of 16383 x 16383': () =>
      patchBehind(vp8, Uint8Array.of(0x9d, 0x01, 0x2a), Uint8Array.of(0xff, 0x3f, 0xff, 0x3f)),
    // Behind the start code: three bits of colours, one of range, then width and height less 1, 16 bits each.
    'webm of VP9 pictures of 65536 x 65536': () =>
      patchBehind(vp9, Uint8Array.of(0x49, 0x83, 0x42), Uint8Array.of(0x0f, 0xff, 0xff, 0xff, 0xff)),
    'webm of VP9 pictures of 16384 x 8192': () =>
      patchBehind(vp9, Uint8Array.of(0x49, 0x83, 0x42), Uint8Array.of(0x03, 0xff, 0xf1, 0xff, 0xf0)),
  };
}

function ebmlBombs(webm: Uint8Array): Bombs {
  const header = findParts(webm)[0];
  if (!header) throw new Error('the seed is no WEBM');
  const head = webm.subarray(0, header.end);
  const segment = (...content: readonly Uint8Array[]): Uint8Array =>
    join(head, element('18538067', join(...content)));
  const openElements = (...ids: readonly string[]): PaddedFile => {
    const opened = ids.map((id) => join(Buffer.from(id, 'hex'), Buffer.from('0100000002f00000', 'hex')));
    return {
      bytes: join(head, Buffer.from('1853806701ffffffffffffff', 'hex'), ...opened),
      byteCount: COVER_BYTES,
    };
  };
  return {
    'webm that lasts for ever': () => patch(webm, '4489', 0, Uint8Array.of(0x7f, 0xef, 0xff, 0xff)),
    'webm that lasts no number': () => patch(webm, '4489', 0, Uint8Array.of(0x7f, 0xf8, 0, 0)),
    'webm of 20000 nested tags': () => segment(nestedElements('1254c367', '67c8', 20_000)),
    'webm of 300000 empty clusters': () => segment(repeat(element('1f43b675', zeros(0)), 300_000)),
    'webm with a cluster of 2^56 bytes': () =>
      join(head, Buffer.from('1853806701ffffffffffffff1f43b67501fffffffffffffe', 'hex'), zeros(100)),
    'webm of 5000 tracks': () => segment(element('1654ae6b', repeat(element('ae', zeros(0)), 5000))),
    'webm with a codec setup of 50 MB': () => openElements('1654ae6b', 'ae', '63a2'),
    'webm with an attachment of 50 MB': () => openElements('1941a469', '61a7', '465c'),
    'webm of a million empty elements': () => segment(repeat(element('ec', zeros(0)), 1_000_000)),
  };
}

/** Lengths of eight bytes, so that every level adds as much. */
function nestedElements(outer: string, inner: string, depth: number): Uint8Array {
  const level = inner.length / 2 + 8;
  const bytes = Buffer.alloc(depth * level);
  for (let i = 0; i < depth; i++) {
    bytes.write(inner, i * level, 'hex');
    bytes.writeBigUInt64BE(BigInt((depth - i - 1) * level) | (1n << 56n), i * level + level - 8);
  }
  return element(outer, bytes);
}
