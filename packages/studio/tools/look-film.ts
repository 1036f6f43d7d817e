/**
 * Pictures of films, a row each, in one JPEG: for looking at what was made. The README's second picture is one.
 *   node packages/studio/tools/look-film.ts FILM... [--out FILE] [--frames 6] [--height 240]
 */
import { parseArgs } from 'node:util';
import sharp, { type OverlayOptions } from 'sharp';
import { decodeFrames, type DecodedFrame } from '../src/codec/decode-frames.ts';
import { probeVideo } from '../src/codec/probe-video.ts';

const GAP_PIXELS = 4;

interface Row {
  readonly tiles: readonly Buffer[];
  readonly tileWidth: number;
}

async function readRow(path: string, count: number, height: number): Promise<Row> {
  const { frames, width, height: filmHeight } = await probeVideo(path);
  const wanted = Array.from({ length: count }, (_, i) =>
    Math.round((i * (frames - 1)) / Math.max(1, count - 1)),
  );
  const tiles: Buffer[] = [];
  await decodeFrames(path, async (frame) => {
    if (wanted.includes(frame.index)) tiles.push(await shrink(frame, height));
  });
  return { tiles, tileWidth: Math.round((width * height) / filmHeight) };
}

function shrink({ rgba, width, height }: DecodedFrame, tileHeight: number): Promise<Buffer> {
  const tileWidth = Math.round((width * tileHeight) / height);
  return sharp(Buffer.from(rgba), { raw: { width, height, channels: 4 } })
    .resize(tileWidth, tileHeight)
    .png()
    .toBuffer();
}

async function lookAtFilms(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      out: { type: 'string', default: 'films.jpg' },
      frames: { type: 'string', default: '6' },
      height: { type: 'string', default: '240' },
    },
  });
  const height = Number(values.height);
  const rows = await Promise.all(positionals.map((path) => readRow(path, Number(values.frames), height)));
  const composed: OverlayOptions[] = rows.flatMap(({ tiles, tileWidth }, row) =>
    tiles.map((input, column) => ({
      input,
      left: column * (tileWidth + GAP_PIXELS),
      top: row * (height + GAP_PIXELS),
    })),
  );
  const width = Math.max(...rows.map(({ tiles, tileWidth }) => tiles.length * (tileWidth + GAP_PIXELS)));
  await sharp({
    create: {
      width: width - GAP_PIXELS,
      height: rows.length * (height + GAP_PIXELS) - GAP_PIXELS,
      channels: 3,
      background: '#fff',
    },
  })
    .composite(composed)
    .jpeg({ quality: 82 })
    .toFile(values.out);
}

await lookAtFilms();
