/** A part of a file with its own length field: a PNG chunk, JPEG segment, RIFF chunk, MP4 box or EBML element. */
export interface Part {
  /** Its type or id, as text. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** Where its content begins. */
  readonly body: number;
  readonly lengthAt: number;
  readonly lengthBytes: number;
}

/** Enough for the seeds; damaged files may seem to have any number. */
const MOST_PARTS = 2000;

/** The parts of a file, outer before inner. Made for whole files; of damaged ones it finds what it can. */
export function findParts(bytes: Uint8Array): readonly Part[] {
  const text = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  const parts: Part[] = [];
  if (text.startsWith('\u0089PNG')) walkPng(bytes, parts);
  else if (text.startsWith('\u00ff\u00d8')) walkJpeg(bytes, parts);
  else if (text.startsWith('RIFF')) walkRiff(bytes, parts);
  else if (text.startsWith('\u001a\u0045\u00df\u00a3')) walkEbml(bytes, 0, bytes.length, parts);
  else walkBoxes(bytes, 0, bytes.length, parts);
  return parts;
}

function walkPng(bytes: Uint8Array, parts: Part[]): void {
  const view = viewOf(bytes);
  for (let at = 8; at + 12 <= bytes.length && parts.length < MOST_PARTS;) {
    const end = at + 12 + view.getUint32(at);
    if (end > bytes.length) return;
    parts.push({ name: nameAt(bytes, at + 4), start: at, end, body: at + 8, lengthAt: at, lengthBytes: 4 });
    at = end;
  }
}

function walkJpeg(bytes: Uint8Array, parts: Part[]): void {
  const view = viewOf(bytes);
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff && parts.length < MOST_PARTS;) {
    const end = at + 2 + view.getUint16(at + 2);
    if (end > bytes.length) return;
    const name = (bytes[at + 1] ?? 0).toString(16);
    parts.push({ name, start: at, end, body: at + 4, lengthAt: at + 2, lengthBytes: 2 });
    at = end;
    // A scan's data follows its segment without a length, up to the next marker.
    if (name === 'da')
      while (at + 1 < bytes.length && !(bytes[at] === 0xff && isMarker(bytes[at + 1] ?? 0))) at++;
  }
}

/** Neither a stuffed byte nor a restart. */
function isMarker(byte: number): boolean {
  return byte !== 0 && byte !== 0xff && (byte < 0xd0 || byte > 0xd7);
}

function walkRiff(bytes: Uint8Array, parts: Part[]): void {
  const view = viewOf(bytes);
  for (let at = 12; at + 8 <= bytes.length && parts.length < MOST_PARTS;) {
    const size = view.getUint32(at + 4, true);
    const end = at + 8 + size + (size & 1);
    if (end > bytes.length) return;
    parts.push({ name: nameAt(bytes, at), start: at, end, body: at + 8, lengthAt: at + 4, lengthBytes: 4 });
    at = end;
  }
}

const CONTAINER_BOXES = new Set('moov trak mdia minf stbl dinf edts mvex moof traf udta ilst'.split(' '));

function walkBoxes(bytes: Uint8Array, from: number, to: number, parts: Part[]): void {
  const view = viewOf(bytes);
  for (let at = from; at + 8 <= to && parts.length < MOST_PARTS;) {
    const end = at + view.getUint32(at);
    if (end < at + 8 || end > to) return;
    const name = nameAt(bytes, at + 4);
    parts.push({ name, start: at, end, body: at + 8, lengthAt: at, lengthBytes: 4 });
    if (CONTAINER_BOXES.has(name)) walkBoxes(bytes, at + 8, end, parts);
    at = end;
  }
}

/** Segment, info, tracks, track, video and sound settings, cluster, block group, cues, seek head, tags. */
const CONTAINER_ELEMENTS = new Set(
  '1a45dfa3 18538067 1549a966 1654ae6b ae e0 e1 1f43b675 a0 1c53bb6b bb b7 114d9b74 4dbb 1254c367 7373 67c8'.split(
    ' ',
  ),
);

function walkEbml(bytes: Uint8Array, from: number, to: number, parts: Part[]): void {
  for (let at = from; at < to && parts.length < MOST_PARTS;) {
    const idBytes = vintBytes(bytes[at]);
    const lengthAt = at + idBytes;
    const lengthBytes = vintBytes(bytes[lengthAt]);
    if (idBytes === 0 || lengthBytes === 0) return;
    const body = lengthAt + lengthBytes;
    const end = Math.min(to, body + vintValue(bytes, lengthAt, lengthBytes));
    const name = Buffer.from(bytes.subarray(at, lengthAt)).toString('hex');
    parts.push({ name, start: at, end, body, lengthAt, lengthBytes });
    if (CONTAINER_ELEMENTS.has(name)) walkEbml(bytes, body, end, parts);
    at = end;
  }
}

function vintBytes(first: number | undefined): number {
  return first === undefined || first === 0 ? 0 : Math.clz32(first) - 23;
}

function vintValue(bytes: Uint8Array, at: number, length: number): number {
  let value = (bytes[at] ?? 0) & (0xff >> length);
  for (let i = 1; i < length; i++) value = value * 256 + (bytes[at + i] ?? 0);
  return value;
}

function nameAt(bytes: Uint8Array, at: number): string {
  return Buffer.from(bytes.subarray(at, at + 4)).toString('latin1');
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
