/** What the native API takes for each of its models (its sections 4 and 7), as far as a request can depend on it. */
import type { GenerationMode } from '../../kernel/environment.ts';

const GENERATE = '/v1/kling/generate';
const O1 = '/v1/kling/o1-video/generate';
const O3 = '/v1/kling/o3-video/generate';

export const UPSTREAM_MODEL_IDS = [
  'kling_3',
  'kling_3_pro',
  'kling_3_motion',
  'kling_3_motion_pro',
  'kling_2.6_motion',
  'kling_2.6_motion_pro',
  'kling_2.6',
  'kling_2.5_turbo',
  'kling_2.5_turbo_pro',
  'kling_2.1',
  'kling_2.1_pro',
  'kling_2.1_master',
  'kling_1.6',
  'kling_1.6_pro',
  'kling_o3',
  'kling_o3_pro',
  'kling_o1',
] as const;
export type UpstreamModelId = (typeof UPSTREAM_MODEL_IDS)[number];

export interface UpstreamModel {
  readonly path: typeof GENERATE | typeof O1 | typeof O3;
  readonly modes: readonly GenerationMode[];
  /** Legal seconds; null when the driver decides. */
  readonly durations: readonly number[] | null;
  /** Legal seconds with a picture, where they are others. */
  readonly pictureDurations?: readonly number[];
  readonly takes: readonly ('negativePrompt' | 'cfgScale' | 'cameraControl' | 'sound')[];
  readonly pictureClass: '720p' | '1080p';
  readonly mostPictures: number;
}

const BOTH = ['text_to_video', 'image_to_video'] as const;
const IMAGE_ONLY = ['image_to_video'] as const;
const MOTION = ['motion_control'] as const;
const FIVE_OR_TEN = [5, 10] as const;
const THREE_TO_TEN = [3, 4, 5, 6, 7, 8, 9, 10] as const;
const THREE_TO_FIFTEEN = [...THREE_TO_TEN, 11, 12, 13, 14, 15] as const;

const film = {
  path: GENERATE,
  modes: BOTH,
  durations: FIVE_OR_TEN,
  takes: ['cameraControl'],
  pictureClass: '720p',
  mostPictures: 1,
} as const satisfies UpstreamModel;
const full = { ...film, takes: ['cameraControl', 'negativePrompt', 'cfgScale'] } as const;
const driven = { ...film, modes: MOTION, durations: null, takes: [], mostPictures: 0 } as const;
const omni = { ...film, path: O3, durations: [5, 10, 15], takes: [], mostPictures: 5 } as const;
const pro = { pictureClass: '1080p' } as const;

const MODELS = {
  kling_3: { ...full, durations: THREE_TO_FIFTEEN },
  kling_3_pro: { ...full, ...pro, durations: THREE_TO_FIFTEEN },
  kling_3_motion: { ...driven, takes: ['negativePrompt', 'cfgScale'] },
  kling_3_motion_pro: { ...driven, ...pro, takes: ['negativePrompt', 'cfgScale'] },
  'kling_2.6_motion': driven,
  'kling_2.6_motion_pro': { ...driven, ...pro },
  'kling_2.6': { ...film, ...pro, takes: ['cameraControl', 'sound'] },
  'kling_2.5_turbo': film,
  'kling_2.5_turbo_pro': { ...film, ...pro },
  'kling_2.1': { ...film, modes: IMAGE_ONLY, takes: ['cameraControl', 'negativePrompt'] },
  'kling_2.1_pro': { ...film, ...pro, modes: IMAGE_ONLY, takes: ['cameraControl', 'negativePrompt'] },
  'kling_2.1_master': { ...film, ...pro, takes: ['cameraControl', 'negativePrompt'] },
  'kling_1.6': full,
  'kling_1.6_pro': { ...full, ...pro },
  kling_o3: omni,
  kling_o3_pro: { ...omni, ...pro },
  kling_o1: { ...omni, path: O1, durations: FIVE_OR_TEN, pictureDurations: THREE_TO_TEN },
} as const satisfies Record<UpstreamModelId, UpstreamModel>;

export function isUpstreamModel(model: string): model is UpstreamModelId {
  return Object.hasOwn(MODELS, model);
}

export function upstreamModel(id: UpstreamModelId): UpstreamModel {
  return MODELS[id];
}
