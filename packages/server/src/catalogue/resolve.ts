/**
 * Applies a model's rules to a request body: which fields it takes, which mode was meant, which values are legal.
 * Pure: the random seed and the operator's permissions come in as parameters.
 */
import type { AspectRatio } from '../contract/body-parts.ts';
import { GENERATE_FIELDS, GenerateBody } from '../contract/generate-body.ts';
import type { CameraControlBody } from '../contract/camera-control.ts';
import { DEFAULT_MODEL } from '../contract/models.ts';
import { CAMERA_AMOUNTS, type CameraControl } from '../kernel/camera-control.ts';
import type { GenerationMode } from '../kernel/environment.ts';
import { AppError } from '../kernel/errors.ts';
import type { MediaKind } from '../kernel/media-input.ts';
import type { CharacterOrientation } from './driver-seconds.ts';
import { inputFromAlias, inputFromBase64, inputFromUrl, type MediaInput } from './inputs.ts';
import { legalCallback } from './legal-callback.ts';
import { legalDuration } from './legal-duration.ts';
import type { Model, OptionalField } from './model.ts';
import { pickModel } from './pick-model.ts';
import {
  invalidField,
  leaveOut,
  parseBody,
  readRawBody,
  unknownFields,
  type IgnoredField,
  type RawBody,
} from './raw-body.ts';

export interface ResolveOptions {
  /** `Prefer: handling=strict`: refuse what would only be warned about. */
  readonly strict: boolean;
  /** Taken when the caller names no seed; 0..2147483647. */
  readonly randomSeed: number;
  /** Whether `http:` callbacks to loopback are allowed (development). */
  readonly allowLoopbackCallbacks: boolean;
}

export interface ResolvedRequest {
  readonly model: Model;
  readonly mode: GenerationMode;
  readonly prompt: string;
  readonly negativePrompt: string | null;
  /** Null for motion control: known once the driver is probed. */
  readonly durationSeconds: number | null;
  readonly aspectRatio: AspectRatio;
  readonly cfgScale: number;
  readonly seed: number;
  readonly sound: boolean;
  readonly characterOrientation: CharacterOrientation;
  readonly keepOriginalSound: boolean;
  readonly cameraControl: CameraControl | null;
  readonly callbackUrl: string | null;
  readonly image: MediaInput | null;
  /** O1 and O3: the pictures after the first. */
  readonly furtherImages: readonly MediaInput[];
  readonly referenceVideo: MediaInput | null;
  readonly referenceImage: MediaInput | null;
  readonly warnings: readonly string[];
}

const IMAGE_FIELDS = ['image_url', 'image_base64'] as const;
const REFERENCE_IMAGE_FIELDS = ['reference_image_url', 'reference_image_base64', 'reference_image'] as const;
const REFERENCE_VIDEO_FIELDS = ['reference_video_url', 'reference_video_base64', 'reference_video'] as const;
/** In no request but those to models that take them. */
export const OPTIONAL_FIELDS: readonly OptionalField[] = [
  'duration',
  'aspect_ratio',
  'negative_prompt',
  'cfg_scale',
  'sound',
  'character_orientation',
  'keep_original_sound',
  'camera_control',
];

export function resolveRequest(body: unknown, options: ResolveOptions): ResolvedRequest {
  const raw = readRawBody(body);
  const model = pickModel(raw, '/v1/kling/generate', DEFAULT_MODEL);
  const mode = pickMode(raw, model);
  const ignored = [...unknownFields(raw, GENERATE_FIELDS), ...unsupportedFields(raw, model, mode)];
  const warnings = leaveOut(raw, ignored, options.strict);
  const fields = parseBody(GenerateBody, raw);
  if (fields.prompt === undefined && mode !== 'motion_control')
    throw invalidField('prompt', 'is required. Say what the video should show, in 1 to 2500 characters.');
  return {
    model,
    mode,
    prompt: fields.prompt ?? '',
    negativePrompt: fields.negative_prompt ?? null,
    durationSeconds: model.durations === null ? null : legalDuration(fields.duration, model.durations, model),
    aspectRatio: fields.aspect_ratio ?? '16:9',
    cfgScale: fields.cfg_scale ?? 0.5,
    seed: fields.seed ?? options.randomSeed,
    sound: model.takes.has('sound') && (fields.sound ?? true),
    characterOrientation: fields.character_orientation ?? 'video',
    keepOriginalSound: fields.keep_original_sound ?? true,
    cameraControl: wholeCameraControl(fields.camera_control),
    callbackUrl: legalCallback(fields.callback_url, options.allowLoopbackCallbacks),
    image: readInput('image', fields, IMAGE_FIELDS),
    furtherImages: [],
    referenceVideo: readInput('video', fields, REFERENCE_VIDEO_FIELDS),
    referenceImage: readInput('image', fields, REFERENCE_IMAGE_FIELDS),
    warnings,
  };
}

function pickMode(raw: RawBody, model: Model): GenerationMode {
  if (raw['image_base64'] !== undefined && raw['image_url'] !== undefined)
    throw new AppError('BAD_REQUEST', {
      field: 'image_url',
      detail: 'Cannot provide both image_base64 and image_url',
    });
  const image = IMAGE_FIELDS.find((field) => raw[field] !== undefined);
  if (model.modes.includes('motion_control')) {
    if (image)
      throw new AppError('BAD_REQUEST', {
        field: image,
        detail: `${model.id} takes no ${image}: give the character as reference_image_url and the movement as reference_video_url.`,
      });
    requireOne(raw, REFERENCE_VIDEO_FIELDS, model);
    requireOne(raw, REFERENCE_IMAGE_FIELDS, model);
    return 'motion_control';
  }
  if (image) return 'image_to_video';
  if (model.modes.includes('text_to_video')) return 'text_to_video';
  throw new AppError('BAD_REQUEST', {
    field: 'image_url',
    detail: `${model.id} makes videos from an image only: give image_url or image_base64.`,
  });
}

function requireOne(raw: RawBody, fields: readonly [string, ...string[]], model: Model): void {
  const given = fields.filter((field) => raw[field] !== undefined);
  if (given.length === 1) return;
  throw new AppError('BAD_REQUEST', {
    field: fields[0],
    detail:
      given.length === 0
        ? `${model.id} needs ${fields[0]} (or one of ${fields.slice(1).join(', ')}).`
        : `Cannot provide both ${given.join(' and ')}`,
  });
}

function unsupportedFields(raw: RawBody, model: Model, mode: GenerationMode): IgnoredField[] {
  const unsupported: IgnoredField[] = [];
  const given = (field: string): boolean => raw[field] !== undefined;
  for (const field of OPTIONAL_FIELDS) {
    if (!given(field)) continue;
    if (!model.takes.has(field)) unsupported.push([field, `${model.id} does not take it`]);
    else if (field === 'aspect_ratio' && mode === 'image_to_video')
      unsupported.push([field, 'the shape is taken from the image']);
  }
  if (mode !== 'motion_control')
    for (const field of [...REFERENCE_VIDEO_FIELDS, ...REFERENCE_IMAGE_FIELDS])
      if (given(field)) unsupported.push([field, `${model.id} is not a motion model`]);
  return unsupported;
}

/** Amounts that were left out are 0. */
function wholeCameraControl(given: CameraControlBody | undefined): CameraControl | null {
  if (given === undefined) return null;
  if (given.type !== 'simple') return { type: given.type };
  const amounts = Object.fromEntries(CAMERA_AMOUNTS.map((name) => [name, given.config?.[name] ?? 0]));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- made of exactly these names one line above
  return { type: 'simple', config: amounts as Record<(typeof CAMERA_AMOUNTS)[number], number> };
}

function readInput(
  kind: MediaKind,
  fields: GenerateBody,
  names: readonly (keyof GenerateBody)[],
): MediaInput | null {
  const field = names.find((name) => fields[name] !== undefined);
  const text = field === undefined ? undefined : fields[field];
  if (field === undefined || typeof text !== 'string') return null;
  if (field.endsWith('_url')) return inputFromUrl(field, text);
  return field.endsWith('_base64') ? inputFromBase64(kind, field, text) : inputFromAlias(kind, field, text);
}
