/** The 14 model codes of `POST /v1/kling/generate`, oldest last (native API, section 4). */
export const MODEL_IDS = [
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
] as const;

/** The models that take several pictures, each at an endpoint of its own (native API, section 7). */
export const O1_MODEL_IDS = ['kling_o1'] as const;
export const O3_MODEL_IDS = ['kling_o3', 'kling_o3_pro'] as const;

export const ALL_MODEL_IDS = [...MODEL_IDS, ...O3_MODEL_IDS, ...O1_MODEL_IDS] as const;
export type ModelId = (typeof ALL_MODEL_IDS)[number];

export const DEFAULT_MODEL = 'kling_2.5_turbo' satisfies ModelId;
export const DEFAULT_O3_MODEL = 'kling_o3' satisfies ModelId;

/** Where each model is asked for. */
const MODELS_BY_PATH = {
  '/v1/kling/generate': MODEL_IDS,
  '/v1/kling/o1-video/generate': O1_MODEL_IDS,
  '/v1/kling/o3-video/generate': O3_MODEL_IDS,
} as const satisfies Record<string, readonly ModelId[]>;
export type SubmitPath = keyof typeof MODELS_BY_PATH;

export function modelsAt(path: SubmitPath): readonly ModelId[] {
  return MODELS_BY_PATH[path];
}

export function submitPathOf(model: ModelId): SubmitPath {
  if (contains(O1_MODEL_IDS, model)) return '/v1/kling/o1-video/generate';
  return contains(O3_MODEL_IDS, model) ? '/v1/kling/o3-video/generate' : '/v1/kling/generate';
}

function contains(models: readonly ModelId[], model: ModelId): boolean {
  return models.includes(model);
}
