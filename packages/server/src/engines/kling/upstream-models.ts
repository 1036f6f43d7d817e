/**
 * Kling's video models: their names on both of its API standards and what each takes (Kling API documentation, 2026-09).
 * The newer standard has the model in the path and is called `current`; the older one, `/v1/videos/*`, is `legacy`.
 */
import type { GenerationMode } from '../../kernel/environment.ts';

export type Standard = 'current' | 'legacy';

export interface UpstreamModel {
  /** Its name there; null where it is not served. */
  readonly current: string | null;
  readonly legacy: string | null;
  /** Kling took it out of service on 2026-09-15: a create answers 404/1203. Relays may have it still. */
  readonly isRetired: boolean;
  readonly modes: readonly GenerationMode[];
  readonly leastSeconds: number;
  readonly mostSeconds: number;
  /** Only 5 and 10; of an omni model, while nothing but a first frame is given. */
  readonly isFiveOrTen: boolean;
  /** Whether sound can be asked for, always comes, or never. */
  readonly sound: 'asked' | 'always' | 'never';
  readonly hasSoundAt720p: boolean;
  /** Has the setting, whose default is several shots: it must be told not to. */
  readonly hasMultiShot: boolean;
  /** One endpoint for text and pictures, with pictures after the first. */
  readonly isOmni: boolean;
  /** `mode` std or pro on the legacy standard. */
  readonly hasTiers: boolean;
  readonly takesCfgScale: boolean;
  readonly takesCameraControl: boolean;
  /** Characters, on the current standard. */
  readonly mostPrompt: number;
}

const FILM = ['text_to_video', 'image_to_video'] as const;
const FILM_AND_MOTION = ['text_to_video', 'image_to_video', 'motion_control'] as const;

const MODERN = {
  isRetired: false,
  modes: FILM,
  leastSeconds: 3,
  mostSeconds: 15,
  isFiveOrTen: false,
  sound: 'asked',
  hasSoundAt720p: true,
  hasMultiShot: true,
  isOmni: false,
  hasTiers: true,
  takesCfgScale: false,
  takesCameraControl: false,
  mostPrompt: 3_072,
} as const;

const FIVE_OR_TEN = { leastSeconds: 5, mostSeconds: 10, isFiveOrTen: true, mostPrompt: 2_500 } as const;

const SECOND = {
  ...MODERN,
  ...FIVE_OR_TEN,
  current: null,
  isRetired: true,
  sound: 'never',
  hasSoundAt720p: false,
  hasMultiShot: false,
} as const;
const FIRST = { ...SECOND, takesCfgScale: true, takesCameraControl: true } as const;

export const UPSTREAM_MODELS = {
  'kling-3.0-turbo': {
    ...MODERN,
    current: 'kling-3.0-turbo',
    legacy: null,
    sound: 'always',
    hasMultiShot: false,
    mostPrompt: 2_500,
  },
  'kling-3.0': { ...MODERN, current: 'kling-3.0', legacy: 'kling-v3', modes: FILM_AND_MOTION },
  'kling-3.0-omni': { ...MODERN, current: 'kling-3.0-omni', legacy: 'kling-v3-omni', isOmni: true },
  'kling-o1': {
    ...MODERN,
    current: 'kling-o1',
    legacy: 'kling-video-o1',
    mostSeconds: 10,
    isFiveOrTen: true,
    sound: 'never',
    hasMultiShot: false,
    isOmni: true,
    mostPrompt: 2_500,
  },
  'kling-2.6': {
    ...MODERN,
    ...FIVE_OR_TEN,
    current: 'kling-2.6',
    legacy: 'kling-v2-6',
    modes: FILM_AND_MOTION,
    hasSoundAt720p: false,
    hasMultiShot: false,
  },
  'kling-2.5-turbo': {
    ...MODERN,
    ...FIVE_OR_TEN,
    current: 'kling-2.5-turbo',
    legacy: 'kling-v2-5-turbo',
    sound: 'never',
    hasMultiShot: false,
  },
  'kling-v2-1': { ...SECOND, legacy: 'kling-v2-1', modes: ['image_to_video'] },
  'kling-v2-1-master': { ...SECOND, legacy: 'kling-v2-1-master', hasTiers: false },
  'kling-v2-master': { ...SECOND, legacy: 'kling-v2-master', hasTiers: false },
  'kling-v1-6': { ...FIRST, legacy: 'kling-v1-6' },
  'kling-v1-5': { ...FIRST, legacy: 'kling-v1-5', modes: ['image_to_video'] },
  'kling-v1': { ...FIRST, legacy: 'kling-v1' },
} as const satisfies Record<string, UpstreamModel>;

export type UpstreamModelId = keyof typeof UPSTREAM_MODELS;

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of the table above
export const UPSTREAM_MODEL_IDS = Object.keys(UPSTREAM_MODELS) as UpstreamModelId[];

/** What makes each of our models unless the operator says otherwise. 720p or 1080p goes beside it. */
export const DEFAULT_MODELS = {
  kling_3: 'kling-3.0',
  kling_3_pro: 'kling-3.0',
  kling_3_motion: 'kling-3.0',
  kling_3_motion_pro: 'kling-3.0',
  'kling_2.6_motion': 'kling-2.6',
  'kling_2.6_motion_pro': 'kling-2.6',
  'kling_2.6': 'kling-2.6',
  'kling_2.5_turbo': 'kling-2.5-turbo',
  'kling_2.5_turbo_pro': 'kling-2.5-turbo',
  'kling_2.1': 'kling-v2-1',
  'kling_2.1_pro': 'kling-v2-1',
  'kling_2.1_master': 'kling-v2-1-master',
  'kling_1.6': 'kling-v1-6',
  'kling_1.6_pro': 'kling-v1-6',
  kling_o1: 'kling-o1',
  kling_o3: 'kling-3.0-omni',
  kling_o3_pro: 'kling-3.0-omni',
} as const satisfies Record<string, UpstreamModelId>;
