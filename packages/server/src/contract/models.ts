/** The 14 model codes of the native API, oldest last (native API, section 4). */
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
export type ModelId = (typeof MODEL_IDS)[number];

export const DEFAULT_MODEL: ModelId = 'kling_2.5_turbo';
