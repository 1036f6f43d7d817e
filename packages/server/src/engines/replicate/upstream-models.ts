/** Kling's models on Replicate and the input fields of each (their API pages on replicate.com, 2026-09; second-hand). */
import type { GenerationMode } from '../../kernel/environment.ts';
import type { EngineRequest } from '../engine.ts';

type PictureClass = EngineRequest['pictureClass'];
export type UpstreamField = 'negativePrompt' | 'cfgScale' | 'sound';

export interface UpstreamModel {
  readonly modes: readonly GenerationMode[];
  /** Null where the driver decides. */
  readonly durations: readonly number[] | null;
  /** With pictures after the first, where that makes a difference. */
  readonly durationsWithPictures?: readonly number[];
  /** The words of its field `mode` for the class of the picture. */
  readonly tiers?: Readonly<Record<PictureClass, string>>;
  /** What it makes where it has no tiers. */
  readonly pictureClass?: PictureClass;
  readonly takes: readonly UpstreamField[];
  /** The first is one of them. */
  readonly mostPictures: number;
}

const FILM = ['text_to_video', 'image_to_video'] as const;
const FIVE_OR_TEN = [5, 10] as const;
const THREE_TO_TEN = [3, 4, 5, 6, 7, 8, 9, 10] as const;
const THREE_TO_FIFTEEN = [...THREE_TO_TEN, 11, 12, 13, 14, 15] as const;

/** Films say `standard`; motion control and O1 say `std`. */
const STANDARD_OR_PRO = { '720p': 'standard', '1080p': 'pro' } as const;
const STD_OR_PRO = { '720p': 'std', '1080p': 'pro' } as const;

const MOTION = {
  modes: ['motion_control'],
  durations: null,
  tiers: STD_OR_PRO,
  takes: [],
  mostPictures: 1,
} as const;
const FIRST = {
  modes: FILM,
  durations: FIVE_OR_TEN,
  takes: ['negativePrompt', 'cfgScale'],
  mostPictures: 1,
} as const;

export const UPSTREAM_MODELS = {
  'kwaivgi/kling-v3-video': {
    modes: FILM,
    durations: THREE_TO_FIFTEEN,
    tiers: STANDARD_OR_PRO,
    takes: ['negativePrompt', 'sound'],
    mostPictures: 1,
  },
  'kwaivgi/kling-v3-omni-video': {
    modes: FILM,
    durations: THREE_TO_FIFTEEN,
    tiers: STANDARD_OR_PRO,
    takes: ['sound'],
    mostPictures: 7,
  },
  'kwaivgi/kling-v3-motion-control': MOTION,
  'kwaivgi/kling-v2.6-motion-control': MOTION,
  'kwaivgi/kling-v2.6': {
    modes: FILM,
    durations: FIVE_OR_TEN,
    pictureClass: '1080p',
    takes: ['negativePrompt', 'sound'],
    mostPictures: 1,
  },
  'kwaivgi/kling-v2.5-turbo-pro': {
    modes: FILM,
    durations: FIVE_OR_TEN,
    pictureClass: '1080p',
    takes: ['negativePrompt'],
    mostPictures: 1,
  },
  'kwaivgi/kling-v2.1': {
    modes: ['image_to_video'],
    durations: FIVE_OR_TEN,
    tiers: STANDARD_OR_PRO,
    takes: ['negativePrompt'],
    mostPictures: 1,
  },
  'kwaivgi/kling-v2.1-master': {
    modes: FILM,
    durations: FIVE_OR_TEN,
    pictureClass: '1080p',
    takes: ['negativePrompt'],
    mostPictures: 1,
  },
  'kwaivgi/kling-v1.6-standard': { ...FIRST, pictureClass: '720p' },
  'kwaivgi/kling-v1.6-pro': { ...FIRST, pictureClass: '1080p' },
  'kwaivgi/kling-o1': {
    modes: FILM,
    durations: FIVE_OR_TEN,
    durationsWithPictures: THREE_TO_TEN,
    tiers: STD_OR_PRO,
    takes: [],
    mostPictures: 7,
  },
} as const satisfies Record<string, UpstreamModel>;

export type UpstreamModelId = keyof typeof UPSTREAM_MODELS;

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of the table above
export const UPSTREAM_MODEL_IDS = Object.keys(UPSTREAM_MODELS) as UpstreamModelId[];

/** What makes each of our models unless the operator says otherwise. Replicate has no 2.5 turbo of 720p. */
const DEFAULT_MODELS: Readonly<Record<string, UpstreamModelId>> = {
  kling_3: 'kwaivgi/kling-v3-video',
  kling_3_pro: 'kwaivgi/kling-v3-video',
  kling_3_motion: 'kwaivgi/kling-v3-motion-control',
  kling_3_motion_pro: 'kwaivgi/kling-v3-motion-control',
  'kling_2.6_motion': 'kwaivgi/kling-v2.6-motion-control',
  'kling_2.6_motion_pro': 'kwaivgi/kling-v2.6-motion-control',
  'kling_2.6': 'kwaivgi/kling-v2.6',
  'kling_2.5_turbo': 'kwaivgi/kling-v2.5-turbo-pro',
  'kling_2.5_turbo_pro': 'kwaivgi/kling-v2.5-turbo-pro',
  'kling_2.1': 'kwaivgi/kling-v2.1',
  'kling_2.1_pro': 'kwaivgi/kling-v2.1',
  'kling_2.1_master': 'kwaivgi/kling-v2.1-master',
  'kling_1.6': 'kwaivgi/kling-v1.6-standard',
  'kling_1.6_pro': 'kwaivgi/kling-v1.6-pro',
  kling_o1: 'kwaivgi/kling-o1',
  kling_o3: 'kwaivgi/kling-v3-omni-video',
  kling_o3_pro: 'kwaivgi/kling-v3-omni-video',
};

export interface Plan {
  readonly id: UpstreamModelId;
  readonly model: UpstreamModel;
}

/** Null for a model of ours that nothing there makes. */
export function planOf(ours: string, overrides: Readonly<Record<string, UpstreamModelId>>): Plan | null {
  const id = lookUp(overrides, ours) ?? lookUp(DEFAULT_MODELS, ours);
  return id === undefined ? null : { id, model: UPSTREAM_MODELS[id] };
}

function lookUp(table: Readonly<Record<string, UpstreamModelId>>, key: string): UpstreamModelId | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
