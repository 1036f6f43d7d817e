/**
 * What the endpoints take, by family: fal renames the fields from one generation of Kling to the next (its schemas, 2026-09).
 * Which of them an endpoint has follows from its path.
 */
import type { GenerationMode } from '../../kernel/environment.ts';

export const FIELD_SET_IDS = [
  'v3-text',
  'v3-image',
  'v2.6-text',
  'v2.6-image',
  'v2-text',
  'v2-image',
  'o1-image',
  'o1-reference',
  'o3-text',
  'o3-image',
  'o3-reference',
  'motion',
] as const;
export type FieldSetId = (typeof FIELD_SET_IDS)[number];

/** `references`: image-to-video with more than one picture. */
export type Use = GenerationMode | 'references';

export interface Target {
  readonly endpoint: string;
  readonly fields: FieldSetId;
}

export interface FieldSet {
  /** Seconds it makes; null where the driver decides. On the wire they are strings. */
  readonly seconds: { readonly least: number; readonly most: number; readonly isFiveOrTen: boolean } | null;
  /** The field of the first picture; null where there is none, or where it is one of `image_urls`. */
  readonly firstImage: 'image_url' | 'start_image_url' | null;
  /** Pictures to refer to, as `image_urls`. */
  readonly takesImageList: boolean;
  readonly takesAspectRatio: boolean;
  /** `generate_audio`; on for most unless told, so it is always told. */
  readonly takesSound: boolean;
  readonly takesNegativePrompt: boolean;
  readonly takesCfgScale: boolean;
}

const FIVE_OR_TEN = { least: 5, most: 10, isFiveOrTen: true } as const;
const THREE_TO_TEN = { least: 3, most: 10, isFiveOrTen: false } as const;
const THREE_TO_FIFTEEN = { least: 3, most: 15, isFiveOrTen: false } as const;

const NOTHING: Omit<FieldSet, 'seconds'> = {
  firstImage: null,
  takesImageList: false,
  takesAspectRatio: false,
  takesSound: false,
  takesNegativePrompt: false,
  takesCfgScale: false,
};
const WORDS = { takesNegativePrompt: true, takesCfgScale: true } as const;

export const FIELD_SETS = {
  'v3-text': { ...NOTHING, ...WORDS, seconds: THREE_TO_FIFTEEN, takesAspectRatio: true, takesSound: true },
  'v3-image': {
    ...NOTHING,
    ...WORDS,
    seconds: THREE_TO_FIFTEEN,
    firstImage: 'start_image_url',
    takesSound: true,
  },
  'v2.6-text': { ...NOTHING, ...WORDS, seconds: FIVE_OR_TEN, takesAspectRatio: true, takesSound: true },
  'v2.6-image': {
    ...NOTHING,
    seconds: FIVE_OR_TEN,
    firstImage: 'start_image_url',
    takesSound: true,
    takesNegativePrompt: true,
  },
  'v2-text': { ...NOTHING, ...WORDS, seconds: FIVE_OR_TEN, takesAspectRatio: true },
  'v2-image': { ...NOTHING, ...WORDS, seconds: FIVE_OR_TEN, firstImage: 'image_url' },
  'o1-image': { ...NOTHING, seconds: THREE_TO_TEN, firstImage: 'start_image_url' },
  'o1-reference': { ...NOTHING, seconds: THREE_TO_TEN, takesImageList: true, takesAspectRatio: true },
  'o3-text': { ...NOTHING, seconds: THREE_TO_FIFTEEN, takesAspectRatio: true, takesSound: true },
  'o3-image': { ...NOTHING, seconds: THREE_TO_FIFTEEN, firstImage: 'image_url', takesSound: true },
  'o3-reference': {
    ...NOTHING,
    seconds: THREE_TO_FIFTEEN,
    firstImage: 'start_image_url',
    takesImageList: true,
    takesAspectRatio: true,
    takesSound: true,
  },
  motion: { ...NOTHING, seconds: null },
} as const satisfies Record<FieldSetId, FieldSet>;

/** By the path behind owner and app. The first that fits. */
const BY_PATH: readonly (readonly [pattern: RegExp, fields: FieldSetId])[] = [
  [/\/motion-control$/, 'motion'],
  [/\/v3\/\w+\/text-to-video$/, 'v3-text'],
  [/\/v3\/\w+\/image-to-video$/, 'v3-image'],
  [/\/v2\.6\/\w+\/text-to-video$/, 'v2.6-text'],
  [/\/v2\.6\/\w+\/image-to-video$/, 'v2.6-image'],
  [/\/(?:v1\.6|v2|v2\.1|v2\.5-turbo)\/\w+\/text-to-video$/, 'v2-text'],
  [/\/(?:v1\.6|v2|v2\.1|v2\.5-turbo)\/\w+\/image-to-video$/, 'v2-image'],
  [/\/o1\/(?:\w+\/)?image-to-video$/, 'o1-image'],
  [/\/o1\/(?:\w+\/)?reference-to-video$/, 'o1-reference'],
  [/\/o3\/\w+\/text-to-video$/, 'o3-text'],
  [/\/o3\/\w+\/image-to-video$/, 'o3-image'],
  [/\/o3\/\w+\/reference-to-video$/, 'o3-reference'],
];

/** Null for an endpoint whose fields nobody here knows. */
export function fieldSetOf(endpoint: string): FieldSetId | null {
  return BY_PATH.find(([pattern]) => pattern.test(endpoint))?.[1] ?? null;
}

/** Whether nothing of what the use brings along would be left out. */
export function serves(fields: FieldSetId, use: Use): boolean {
  const { firstImage, takesImageList }: FieldSet = FIELD_SETS[fields];
  if (fields === 'motion' || use === 'motion_control') return fields === 'motion' && use === 'motion_control';
  if (use === 'references') return takesImageList;
  return use === 'image_to_video'
    ? firstImage !== null || takesImageList
    : firstImage === null && !takesImageList;
}
