import type { ModelId } from '../contract/models.ts';
import type { DurationRule, Model, OptionalField } from './model.ts';

const FIVE_OR_TEN: DurationRule = { kind: 'choice', of: [5, 10] };
const FIVE_TEN_OR_FIFTEEN: DurationRule = { kind: 'choice', of: [5, 10, 15] };
const THREE_TO_TEN: DurationRule = { kind: 'range', least: 3, most: 10 };
const THREE_TO_FIFTEEN: DurationRule = { kind: 'range', least: 3, most: 15 };

const BOTH = ['text_to_video', 'image_to_video'] as const;
const IMAGE_ONLY = ['image_to_video'] as const;
const MOTION = ['motion_control'] as const;

const takes = (...fields: OptionalField[]): ReadonlySet<OptionalField> => new Set(fields);
const FILM = ['duration', 'aspect_ratio', 'camera_control'] as const;
const OMNI = ['duration', 'aspect_ratio'] as const;
const DRIVER = ['character_orientation', 'keep_original_sound'] as const;

/** Native API, section 4, row by row; section 7 the last three. */
const MODELS = {
  kling_3: {
    version: '3.0',
    modes: BOTH,
    durations: THREE_TO_FIFTEEN,
    takes: takes(...FILM, 'negative_prompt', 'cfg_scale'),
    pictureClass: '720p',
  },
  kling_3_pro: {
    version: '3.0',
    modes: BOTH,
    durations: THREE_TO_FIFTEEN,
    takes: takes(...FILM, 'negative_prompt', 'cfg_scale'),
    pictureClass: '1080p',
  },
  kling_3_motion: {
    version: '3.0',
    modes: MOTION,
    durations: null,
    takes: takes(...DRIVER, 'negative_prompt', 'cfg_scale'),
    pictureClass: '720p',
  },
  kling_3_motion_pro: {
    version: '3.0',
    modes: MOTION,
    durations: null,
    takes: takes(...DRIVER, 'negative_prompt', 'cfg_scale'),
    pictureClass: '1080p',
  },
  'kling_2.6_motion': {
    version: '2.6',
    modes: MOTION,
    durations: null,
    takes: takes(...DRIVER),
    pictureClass: '720p',
  },
  'kling_2.6_motion_pro': {
    version: '2.6',
    modes: MOTION,
    durations: null,
    takes: takes(...DRIVER),
    pictureClass: '1080p',
  },
  'kling_2.6': {
    version: '2.6',
    modes: BOTH,
    durations: FIVE_OR_TEN,
    takes: takes(...FILM, 'sound'),
    pictureClass: '1080p',
    hasPriority: true,
  },
  'kling_2.5_turbo': {
    version: '2.5',
    modes: BOTH,
    durations: FIVE_OR_TEN,
    takes: takes(...FILM),
    pictureClass: '720p',
  },
  'kling_2.5_turbo_pro': {
    version: '2.5',
    modes: BOTH,
    durations: FIVE_OR_TEN,
    takes: takes(...FILM),
    pictureClass: '1080p',
  },
  'kling_2.1': {
    version: '2.1',
    modes: IMAGE_ONLY,
    durations: FIVE_OR_TEN,
    takes: takes(...FILM, 'negative_prompt'),
    pictureClass: '720p',
  },
  'kling_2.1_pro': {
    version: '2.1',
    modes: IMAGE_ONLY,
    durations: FIVE_OR_TEN,
    takes: takes(...FILM, 'negative_prompt'),
    pictureClass: '1080p',
  },
  'kling_2.1_master': {
    version: '2.1',
    modes: BOTH,
    durations: FIVE_OR_TEN,
    takes: takes(...FILM, 'negative_prompt'),
    pictureClass: '1080p',
  },
  'kling_1.6': {
    version: '1.6',
    modes: BOTH,
    durations: FIVE_OR_TEN,
    takes: takes(...FILM, 'negative_prompt', 'cfg_scale'),
    pictureClass: '720p',
  },
  'kling_1.6_pro': {
    version: '1.6',
    modes: BOTH,
    durations: FIVE_OR_TEN,
    takes: takes(...FILM, 'negative_prompt', 'cfg_scale'),
    pictureClass: '1080p',
  },
  kling_o3: {
    version: 'o3',
    modes: BOTH,
    durations: FIVE_TEN_OR_FIFTEEN,
    takes: takes(...OMNI),
    pictureClass: '720p',
  },
  kling_o3_pro: {
    version: 'o3',
    modes: BOTH,
    durations: FIVE_TEN_OR_FIFTEEN,
    takes: takes(...OMNI),
    pictureClass: '1080p',
  },
  kling_o1: {
    version: 'o1',
    modes: BOTH,
    durations: FIVE_OR_TEN,
    pictureDurations: THREE_TO_TEN,
    takes: takes(...OMNI),
    pictureClass: '720p',
  },
} as const satisfies Record<ModelId, Omit<Model, 'id'>>;

export function findModel(id: ModelId): Model {
  return { id, ...MODELS[id] };
}

/** The version of a model that may have been stored by an older release. */
export function isModelId(text: string): text is ModelId {
  return Object.hasOwn(MODELS, text);
}

/** False also for a model of an older release. */
export function hasPriority(model: string): boolean {
  return isModelId(model) && findModel(model).hasPriority === true;
}
