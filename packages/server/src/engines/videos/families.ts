/**
 * What the models behind `/v1/videos` take, by family. Frames come in steps of the model's video encoder (Wan: 4 n + 1,
 * LTX-2: 8 n + 1), sides in multiples of its patches. Sources: the model cards of Wan 2.2 (16 frames per second, guidance 4),
 * of LTX-2 (24 frames per second, sides in 32, 64 with its upscaler) and SGLang's recipe for Wan-Animate-2 (16 frames per
 * second, guidance 3), 2026-11; OpenAI's Videos API until 2026-09-24.
 */
import type { GenerationMode } from '../../kernel/environment.ts';
import type { EngineRequest } from '../engine.ts';

export type FrameRule = '4n+1' | '8n+1' | 'any';
export type PictureClass = EngineRequest['pictureClass'];
export type AspectRatio = EngineRequest['aspectRatio'];

export interface Size {
  readonly width: number;
  readonly height: number;
}

export type Sizes = Partial<Record<PictureClass, Partial<Record<AspectRatio, Size>>>>;

/** `usual` is what cfg_scale 0.5 stands for, the default. */
export interface Guidance {
  readonly least: number;
  readonly usual: number;
  readonly most: number;
}

export interface Traits {
  readonly modes: readonly GenerationMode[];
  readonly frames: FrameRule;
  readonly fps: number;
  /** Every side is a multiple of it. */
  readonly multipleOf: number;
  readonly sizes: Sizes;
  /** Whether it makes any size, so that the shape of a given picture can be kept; else only those above. */
  readonly takesAnySize: boolean;
  /** The only lengths that it makes; null for any. */
  readonly lengthsSeconds: readonly number[] | null;
  readonly mostSeconds: number;
  /** Null: the server's own. */
  readonly guidance: Guidance | null;
  readonly steps: number | null;
  readonly hasSound: boolean;
}

const FILM = ['text_to_video', 'image_to_video'] as const;

/** 1080 is no multiple of 16: 1088 is the next, and what the models were made for. */
const IN_SIXTEENS: Sizes = {
  '720p': { '16:9': size(1280, 720), '9:16': size(720, 1280), '1:1': size(720, 720) },
  '1080p': { '16:9': size(1920, 1088), '9:16': size(1088, 1920), '1:1': size(1088, 1088) },
};
/** In 64, which both of LTX-2's pipelines take. */
const IN_SIXTY_FOURS: Sizes = {
  '720p': { '16:9': size(1280, 704), '9:16': size(704, 1280), '1:1': size(704, 704) },
  '1080p': { '16:9': size(1920, 1088), '9:16': size(1088, 1920), '1:1': size(1088, 1088) },
};

export const FAMILIES = {
  'wan2.2': {
    modes: FILM,
    frames: '4n+1',
    fps: 16,
    multipleOf: 16,
    sizes: IN_SIXTEENS,
    takesAnySize: true,
    lengthsSeconds: null,
    // Trained on 5 seconds; what is longer than 10 repeats itself.
    mostSeconds: 10,
    guidance: { least: 1.5, usual: 4, most: 7 },
    steps: null,
    hasSound: false,
  },
  'wan-animate': {
    modes: ['motion_control'],
    frames: '4n+1',
    fps: 16,
    multipleOf: 16,
    sizes: IN_SIXTEENS,
    takesAnySize: true,
    lengthsSeconds: null,
    mostSeconds: 30,
    guidance: { least: 1, usual: 3, most: 5 },
    steps: null,
    hasSound: false,
  },
  'ltx-2': {
    modes: FILM,
    frames: '8n+1',
    fps: 24,
    multipleOf: 64,
    sizes: IN_SIXTY_FOURS,
    takesAnySize: true,
    lengthsSeconds: null,
    mostSeconds: 20,
    guidance: { least: 1.5, usual: 4, most: 7 },
    steps: null,
    hasSound: true,
  },
  openai: {
    modes: FILM,
    frames: 'any',
    fps: 24,
    multipleOf: 2,
    sizes: {
      '720p': { '16:9': size(1280, 720), '9:16': size(720, 1280) },
      '1080p': { '16:9': size(1792, 1024), '9:16': size(1024, 1792) },
    },
    takesAnySize: false,
    lengthsSeconds: [4, 8, 12],
    mostSeconds: 12,
    guidance: null,
    steps: null,
    hasSound: false,
  },
} as const satisfies Record<string, Traits>;

export type Family = keyof typeof FAMILIES;

function size(width: number, height: number): Size {
  return { width, height };
}
