import { expect, test } from 'vitest';
import { sniffMedia } from './sniff-media.ts';

function latin1(text: string): Uint8Array {
  return Buffer.from(text, 'latin1');
}

/** An EBML header with this document type, behind two other elements. */
function ebml(docType: string): Uint8Array {
  const type = Buffer.concat([Buffer.from('4282', 'hex'), Buffer.of(0x80 | docType.length), latin1(docType)]);
  const body = Buffer.concat([Buffer.from('4286810142f78101', 'hex'), type]);
  return Buffer.concat([Buffer.from('1a45dfa3', 'hex'), Buffer.of(0x80 | body.length), body]);
}

test.each([
  ['\u00ff\u00d8\u00ff\u00e0', { kind: 'image', format: 'jpeg', mediaType: 'image/jpeg' }],
  ['\u0089PNG\r\n\u001a\n', { kind: 'image', format: 'png', mediaType: 'image/png' }],
  ['RIFF\u0000\u0000\u0000\u0000WEBPVP8 ', { kind: 'image', format: 'webp', mediaType: 'image/webp' }],
  ['\0\0\0\u0018ftypisom', { kind: 'video', container: 'mp4', mediaType: 'video/mp4' }],
  ['\0\0\0\u0014ftypqt  ', { kind: 'video', container: 'mov', mediaType: 'video/quicktime' }],
  ['\0\0\0\u0008wide\0\0\0\0mdat', { kind: 'video', container: 'mov', mediaType: 'video/quicktime' }],
])('files are known by their first bytes: %j', (head, sniffed) => {
  expect(sniffMedia(latin1(head))).toEqual(sniffed);
});

test.each([
  ['#EXTM3U\n', 'a playlist'],
  ['<svg xmlns="">', 'an XML, SVG or HTML text'],
  ['GIF89a', 'a GIF picture'],
  ['\0\0\0\u0018ftypheic', 'a HEIC or AVIF picture'],
  ['PK\u0003\u0004', 'a ZIP archive'],
  ['\u0001\u0002\u0003\u0004', 'of an unknown format, beginning with the bytes 01020304'],
  ['', 'empty'],
])('what is not taken is named: %j', (head, name) => {
  expect(sniffMedia(latin1(head))).toEqual({ kind: 'other', name });
});

test('WEBM is taken and other Matroska is named', () => {
  expect(sniffMedia(ebml('webm'))).toEqual({ kind: 'video', container: 'webm', mediaType: 'video/webm' });
  expect(sniffMedia(ebml('matroska'))).toEqual({ kind: 'other', name: 'a Matroska video' });
  expect(sniffMedia(ebml('other'))).toEqual({ kind: 'other', name: 'an EBML file of an unknown kind' });
});

test('an EBML header that breaks off is of an unknown kind', () => {
  for (let length = 4; length < ebml('webm').length; length++)
    expect(sniffMedia(ebml('webm').subarray(0, length)).kind).toBe('other');
});
