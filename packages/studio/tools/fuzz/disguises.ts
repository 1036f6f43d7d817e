import { box, bytesOf, join, numbers, zeros } from './build-parts.ts';
import type { Bombs } from './image-bombs.ts';

const FTYP = box('ftyp', bytesOf('isom'), numbers(512), bytesOf('isomavc1'));
const PNG_MAGIC = '\u0089PNG\r\n\u001a\n';
const SECRET = 'file:///etc/passwd';
const PLAYLIST = `#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n${SECRET}\n#EXT-X-ENDLIST\n`;
const CONCAT = `ffconcat version 1.0\nfile '${SECRET}'\n`;
const SVG = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400"><image href="${SECRET}"/></svg>`;

/** Texts and programs that other readers would follow to other files, with and without the magic of a picture or film. */
export const IMAGE_DISGUISES: Bombs = {
  'an SVG as a picture': () => bytesOf(SVG),
  'an SVG behind the magic of a PNG': () => bytesOf(PNG_MAGIC + SVG),
  'an HTML page as a picture': () => bytesOf('<html><script>location="/"</script></html>'),
  'an SVG behind the magic of a JPEG': () => bytesOf(`\u00ff\u00d8\u00ff\u00e0${SVG}`),
  'a GIF as a picture': () => bytesOf(`GIF89a${'\u00ff'.repeat(100)}`),
  'a TIFF as a picture': () => join(bytesOf('II*\0'), zeros(100)),
  'a PDF as a picture': () => bytesOf('%PDF-1.7\n'),
  'a ZIP as a picture': () => join(bytesOf('PK\u0003\u0004'), zeros(100)),
  'a drawing script as a picture': () => bytesOf(`push graphic-context\nimage over 0,0 0,0 '${SECRET}'\n`),
  'nothing as a picture': () => zeros(0),
  'one byte as a picture': () => Uint8Array.of(0xff),
  '9 MB of zeros as a picture': () => ({ bytes: zeros(4), byteCount: 9_000_000 }),
  'RIFF that is a sound': () => join(bytesOf('RIFF'), numbers(100), bytesOf('WAVE'), zeros(100)),
  'RIFF that only says WEBP': () => join(bytesOf('RIFF'), numbers(0), bytesOf('WEBP')),
  'a picture of 11 MB': () => ({ bytes: bytesOf(PNG_MAGIC), byteCount: 11_000_000 }),
};

export const VIDEO_DISGUISES: Bombs = {
  'a playlist as a film': () => bytesOf(PLAYLIST),
  'a playlist behind the magic of an MP4': () => join(FTYP, bytesOf(PLAYLIST)),
  'a playlist in the media box of an MP4': () => join(FTYP, box('mdat', bytesOf(PLAYLIST))),
  'a playlist behind the magic of a WEBM': () =>
    join(Buffer.from('1a45dfa3874282847765626d', 'hex'), bytesOf(PLAYLIST)),
  'a list of files as a film': () => bytesOf(CONCAT),
  'a list of files behind the magic of an MP4': () => join(FTYP, bytesOf(CONCAT)),
  'a session description as a film': () => bytesOf('v=0\no=- 0 0 IN IP4 127.0.0.1\nm=video 9 RTP/AVP 96\n'),
  'a manifest as a film': () => bytesOf(`<MPD><BaseURL>${SECRET}</BaseURL></MPD>`),
  'a ZIP as a film': () => join(bytesOf('PK\u0003\u0004'), zeros(100)),
  'an MP4 that is only its magic': () => FTYP,
  'an MP4 that refers to another film': () => join(FTYP, box('moov', box('rmra', box('rmda', reference())))),
  'a film of 105 MB': () => ({ bytes: FTYP, byteCount: 105_000_000 }),
  'nothing as a film': () => zeros(0),
  '20 MB of zeros as a film': () => ({ bytes: zeros(4), byteCount: 20_000_000 }),
};

/** QuickTime's way of saying "play that file instead". */
function reference(): Uint8Array {
  const url = bytesOf(`${SECRET}\0`);
  return box('rdrf', numbers(0), bytesOf('url '), numbers(url.length), url);
}
