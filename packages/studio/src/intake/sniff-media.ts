/** What the first bytes of a file say it is. */
export type Sniffed =
  | { readonly kind: 'image'; readonly format: 'jpeg' | 'png' | 'webp'; readonly mediaType: string }
  | { readonly kind: 'video'; readonly container: 'mp4' | 'mov' | 'webm'; readonly mediaType: string }
  /** `name` completes "The file is ...". */
  | { readonly kind: 'other'; readonly name: string };

/** As many first bytes as {@link sniffMedia} may want. */
export const SNIFFED_BYTES = 4096;

/** Formats that are known and not taken: a refusal that names them helps more than four bytes in hexadecimal. */
const OTHER_FORMATS = [
  { name: 'a GIF picture', at: 0, magic: 'GIF8' },
  { name: 'a BMP picture', at: 0, magic: 'BM' },
  { name: 'a TIFF picture', at: 0, magic: 'II*\0' },
  { name: 'a TIFF picture', at: 0, magic: 'MM\0*' },
  { name: 'a JPEG XL picture', at: 4, magic: 'JXL ' },
  { name: 'a PDF document', at: 0, magic: '%PDF' },
  { name: 'a ZIP archive', at: 0, magic: 'PK\u0003\u0004' },
  { name: 'a GZIP archive', at: 0, magic: '\u001f\u008b' },
  { name: 'a playlist', at: 0, magic: '#EXTM3U' },
  { name: 'a playlist', at: 0, magic: 'ffconcat' },
  { name: 'an AVI video', at: 8, magic: 'AVI ' },
  { name: 'a WAV sound', at: 8, magic: 'WAVE' },
  { name: 'an FLV video', at: 0, magic: 'FLV' },
  { name: 'an Ogg file', at: 0, magic: 'OggS' },
  { name: 'an MP3 sound', at: 0, magic: 'ID3' },
  { name: 'an XML, SVG or HTML text', at: 0, magic: '<' },
] as const;

/** Brands of the `ftyp` box that mean a still picture in the same container. */
const PICTURE_BRANDS = new Set([
  'heic',
  'heix',
  'heim',
  'heis',
  'hevc',
  'hevx',
  'mif1',
  'msf1',
  'avif',
  'avis',
  'crx ',
]);

/** QuickTime files from before the `ftyp` box begin with one of these. */
const OLD_QUICKTIME_BOXES = new Set(['moov', 'mdat', 'wide', 'free', 'skip', 'pnot']);

/** Judges by magic bytes alone: names, endings and declared types of strangers' files mean nothing. */
export function sniffMedia(head: Uint8Array): Sniffed {
  if (head.length === 0) return { kind: 'other', name: 'empty' };
  const text = Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString('latin1');
  return sniffImage(text) ?? sniffMp4(text) ?? sniffEbml(head) ?? sniffOther(text);
}

function sniffImage(text: string): Sniffed | null {
  if (text.startsWith('\u00ff\u00d8\u00ff'))
    return { kind: 'image', format: 'jpeg', mediaType: 'image/jpeg' };
  if (text.startsWith('\u0089PNG\r\n\u001a\n'))
    return { kind: 'image', format: 'png', mediaType: 'image/png' };
  if (text.startsWith('RIFF') && text.startsWith('WEBP', 8))
    return { kind: 'image', format: 'webp', mediaType: 'image/webp' };
  return null;
}

function sniffMp4(text: string): Sniffed | null {
  const box = text.slice(4, 8);
  const quicktime = { kind: 'video', container: 'mov', mediaType: 'video/quicktime' } as const;
  if (box === 'ftyp') {
    const brand = text.slice(8, 12);
    if (PICTURE_BRANDS.has(brand)) return { kind: 'other', name: 'a HEIC or AVIF picture' };
    return brand === 'qt  ' ? quicktime : { kind: 'video', container: 'mp4', mediaType: 'video/mp4' };
  }
  return OLD_QUICKTIME_BOXES.has(box) ? quicktime : null;
}

const EBML_ID = 0x1a45dfa3;
const DOC_TYPE_ID = 0x4282;
const LONGEST_DOC_TYPE = 32;

/** WEBM is Matroska whose EBML header says `webm`; the header is small and first. */
function sniffEbml(head: Uint8Array): Sniffed | null {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  if (head.length < 8 || view.getUint32(0) !== EBML_ID) return null;
  const docType = readDocType(head);
  if (docType === 'webm') return { kind: 'video', container: 'webm', mediaType: 'video/webm' };
  if (docType === 'matroska') return { kind: 'other', name: 'a Matroska video' };
  return { kind: 'other', name: 'an EBML file of an unknown kind' };
}

function readDocType(head: Uint8Array): string | null {
  let at = 4;
  const headerSize = readVint(head, at, true);
  if (!headerSize) return null;
  at += headerSize.length;
  const end = Math.min(head.length, at + headerSize.value);
  while (at < end) {
    const id = readVint(head, at, false);
    const size = id && readVint(head, at + id.length, true);
    if (!id || !size) return null;
    at += id.length + size.length;
    if (id.value === DOC_TYPE_ID) {
      if (size.value > LONGEST_DOC_TYPE) return null;
      return Buffer.from(head.subarray(at, at + size.value))
        .toString('latin1')
        .replace(/\0+$/u, '');
    }
    at += size.value;
  }
  return null;
}

/** A number of 1 to 8 bytes whose leading zeros tell its length; ids keep the marking bit, sizes lose it. */
function readVint(bytes: Uint8Array, at: number, drop: boolean): { value: number; length: number } | null {
  const first = bytes[at];
  if (first === undefined || first === 0) return null;
  const length = Math.clz32(first) - 23;
  if (at + length > bytes.length) return null;
  let value = drop ? first & (0xff >> length) : first;
  for (let i = 1; i < length; i++) value = value * 256 + (bytes[at + i] ?? 0);
  return { value, length };
}

function sniffOther(text: string): Sniffed {
  const known = OTHER_FORMATS.find(({ at, magic }) => text.startsWith(magic, at));
  if (known) return { kind: 'other', name: known.name };
  const hex = Buffer.from(text.slice(0, 4), 'latin1').toString('hex');
  return { kind: 'other', name: `of an unknown format, beginning with the bytes ${hex}` };
}
