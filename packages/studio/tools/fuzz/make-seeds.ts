import { join } from 'node:path';
import { readFile } from 'node:fs/promises';
import {
  AV_PIX_FMT_YUV420P10LE,
  FF_ENCODER_AAC,
  FF_ENCODER_LIBMP3LAME,
  FF_ENCODER_LIBOPUS,
  FF_ENCODER_LIBSVTAV1,
  FF_ENCODER_LIBVORBIS,
  FF_ENCODER_LIBVPX_VP8,
  FF_ENCODER_LIBVPX_VP9,
  FF_ENCODER_LIBX264,
  FF_ENCODER_LIBX265,
  FF_ENCODER_PCM_S16LE,
} from 'node-av/constants';
import sharp from 'sharp';
import type { Sharp } from 'sharp';
import { randomStream } from '../../src/maths/random.ts';
import { encodeFilm } from './encode-film.ts';
import type { TrialFilm, TrialSound } from './encode-film.ts';

/** A good file, to be damaged. */
export interface Seed {
  readonly name: string;
  readonly kind: 'image' | 'video';
  readonly bytes: Uint8Array;
}

const IMAGE = { width: 340, height: 320 } as const;
const FILM = { width: 352, height: 340, pictures: 31, intervalMilliseconds: 100 } as const;

/** Small files of every kind that the intake takes, made anew each time: nothing is kept in the repository. */
export async function makeSeeds(folder: string): Promise<readonly Seed[]> {
  const seeds: Seed[] = [];
  for (const [name, image] of Object.entries(images(paintedImage()))) {
    const bytes = await image.toBuffer();
    seeds.push({ name, kind: 'image', bytes });
  }
  // The AV1 encoder greets on standard error unless told otherwise.
  process.env['SVT_LOG'] = '1';
  for (const [name, film] of Object.entries(FILMS)) {
    const path = join(folder, name);
    await encodeFilm({ ...BASE_FILM, ...film, path });
    seeds.push({ name, kind: 'video', bytes: await readFile(path) });
  }
  return seeds;
}

function paintedImage(): Sharp {
  const random = randomStream(1, 'seed image');
  const rgba = Buffer.alloc(IMAGE.width * IMAGE.height * 4);
  for (let at = 0; at < rgba.length; at += 4) {
    const [x, y] = [(at / 4) % IMAGE.width, Math.floor(at / 4 / IMAGE.width)];
    rgba[at] = 128 + 100 * Math.sin(x / 20) + random() * 20;
    rgba[at + 1] = 128 + 100 * Math.sin(y / 15);
    rgba[at + 2] = (x * y) >> 7;
    rgba[at + 3] = x < 40 ? 128 : 255;
  }
  return sharp(rgba, { raw: { ...IMAGE, channels: 4 } });
}

function images(painted: Sharp): Record<string, Sharp> {
  const opaque = painted.clone().removeAlpha();
  return {
    'plain.jpg': opaque.clone().jpeg(),
    'progressive.jpg': opaque.clone().jpeg({ progressive: true }),
    'turned.jpg': opaque.clone().jpeg().withMetadata({ orientation: 6 }),
    'profile.jpg': opaque.clone().jpeg().withIccProfile('p3'),
    'cmyk.jpg': opaque.clone().toColourspace('cmyk').jpeg(),
    'grey.jpg': opaque.clone().greyscale().jpeg(),
    'plain.png': painted.clone().png(),
    'palette.png': painted.clone().png({ palette: true }),
    'interlaced.png': painted.clone().png({ progressive: true }),
    'deep.png': opaque.clone().toColourspace('rgb16').png(),
    'lossy.webp': opaque.clone().webp(),
    'lossless.webp': painted.clone().webp({ lossless: true }),
    'animated.webp': animation(),
  };
}

/** Three pictures: libvips takes them as one tall one. */
function animation(): Sharp {
  const rgba = Buffer.alloc(IMAGE.width * IMAGE.height * 3 * 4, 255);
  const page = rgba.length / 3;
  for (let at = 0; at < rgba.length; at += 4) rgba[at + Math.floor(at / page)] = (at >> 10) & 0xff;
  const raw = {
    width: IMAGE.width,
    height: IMAGE.height * 3,
    channels: 4,
    pageHeight: IMAGE.height,
  } as const;
  return sharp(rgba, { raw }).webp({ loop: 0, delay: [100, 100, 100] });
}

/** A bright square that wanders over a gradient. */
function paintFilm(rgba: Uint8Array, index: number): void {
  const { width, height } = FILM;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4;
      const inside = Math.abs(x - 40 - index * 8) < 24 && Math.abs(y - 170) < 40;
      rgba[at] = inside ? 255 : x >> 1;
      rgba[at + 1] = inside ? 220 : y >> 1;
      rgba[at + 2] = inside ? 40 : (x + y + index) & 0x7f;
      rgba[at + 3] = 255;
    }
}

const BASE_FILM = {
  width: FILM.width,
  height: FILM.height,
  times: Array.from({ length: FILM.pictures }, (_, index) => index * FILM.intervalMilliseconds),
  paint: paintFilm,
} as const;

const FAST = { preset: 'ultrafast', 'x264-params': 'cpu-independent=1' } as const;
const VPX = { 'cpu-used': '8', deadline: 'realtime' } as const;
const FRAGMENTED = { movflags: 'frag_keyframe+empty_moov+default_base_moof' } as const;

const FILMS: Readonly<
  Record<string, Pick<TrialFilm, 'container' | 'encoder' | 'settings'> & Partial<TrialFilm>>
> = {
  'h264.mp4': {
    container: 'mp4',
    encoder: FF_ENCODER_LIBX264,
    settings: { ...FAST, preset: 'veryfast' },
    sound: tone(FF_ENCODER_AAC, 44_100),
  },
  'silent.mp4': { container: 'mp4', encoder: FF_ENCODER_LIBX264, settings: FAST },
  'turned.mov': {
    container: 'mov',
    encoder: FF_ENCODER_LIBX264,
    settings: FAST,
    matrix: [0, 1, -1, 0],
    sound: tone(FF_ENCODER_PCM_S16LE, 48_000),
  },
  'fragmented.mp4': {
    container: 'mp4',
    encoder: FF_ENCODER_LIBX264,
    settings: FAST,
    writer: FRAGMENTED,
    sound: tone(FF_ENCODER_LIBMP3LAME, 48_000),
  },
  'hevc.mp4': {
    container: 'mp4',
    encoder: FF_ENCODER_LIBX265,
    settings: { preset: 'ultrafast', 'x265-params': 'log-level=none:pools=none:frame-threads=1' },
  },
  'hevc10.mov': {
    container: 'mov',
    encoder: FF_ENCODER_LIBX265,
    settings: { preset: 'ultrafast', 'x265-params': 'log-level=none:pools=none:frame-threads=1' },
    pixelFormat: AV_PIX_FMT_YUV420P10LE,
  },
  'av1.mp4': { container: 'mp4', encoder: FF_ENCODER_LIBSVTAV1, settings: { preset: '12', crf: '50' } },
  'vp8.webm': {
    container: 'webm',
    encoder: FF_ENCODER_LIBVPX_VP8,
    settings: VPX,
    sound: tone(FF_ENCODER_LIBVORBIS, 48_000),
  },
  'vp9.webm': {
    container: 'webm',
    encoder: FF_ENCODER_LIBVPX_VP9,
    settings: VPX,
    sound: tone(FF_ENCODER_LIBOPUS, 48_000),
  },
  'av1.webm': { container: 'webm', encoder: FF_ENCODER_LIBSVTAV1, settings: { preset: '12', crf: '50' } },
};

function tone(encoder: TrialSound['encoder'], sampleRate: number): TrialSound {
  const samples = new Float32Array(sampleRate * 3);
  for (let i = 0; i < samples.length; i++) samples[i] = 0.4 * Math.sin(i / 12);
  return { encoder, sampleRate, samples, startMilliseconds: 0 };
}
