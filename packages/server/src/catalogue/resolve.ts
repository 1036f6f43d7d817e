/**
 * Applies a model's rules to a request body: which fields it takes, which mode was meant, which values are legal.
 * Pure: the random seed and the operator's permissions come in as parameters.
 */
import { type AspectRatio, GENERATE_FIELDS, GenerateBody, isAddress } from '../contract/generate-body.ts';
import type { CameraControlBody } from '../contract/camera-control.ts';
import { DEFAULT_MODEL, MODEL_IDS } from '../contract/models.ts';
import { CAMERA_AMOUNTS, type CameraControl } from '../kernel/camera-control.ts';
import type { GenerationMode } from '../kernel/environment.ts';
import { AppError } from '../kernel/errors.ts';
import type { MediaKind } from '../kernel/media-input.ts';
import type { CharacterOrientation } from './driver-seconds.ts';
import { inputFromAlias, inputFromBase64, inputFromUrl, type MediaInput } from './inputs.ts';
import type { DurationRule, Model, OptionalField } from './model.ts';
import { findModel, isModelId } from './models.ts';

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
  readonly referenceVideo: MediaInput | null;
  readonly referenceImage: MediaInput | null;
  readonly warnings: readonly string[];
}

type RawBody = Record<string, unknown>;

const IMAGE_FIELDS = ['image_url', 'image_base64'] as const;
const REFERENCE_IMAGE_FIELDS = ['reference_image_url', 'reference_image_base64', 'reference_image'] as const;
const REFERENCE_VIDEO_FIELDS = ['reference_video_url', 'reference_video_base64', 'reference_video'] as const;
const OPTIONAL_FIELDS: readonly OptionalField[] = [
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
  const raw = withoutNulls(body);
  const model = pickModel(raw);
  const mode = pickMode(raw, model);
  const warnings: string[] = [];
  for (const [field, why] of [...unknownFields(raw), ...unsupportedFields(raw, model, mode)]) {
    if (options.strict)
      throw new AppError('INVALID_REQUEST', { field, detail: `${field}: ${why}. Leave it out.` });
    warnings.push(`${field} was ignored: ${why}.`);
    delete raw[field];
  }
  const fields = parseFields(raw);
  if (fields.prompt === undefined && mode !== 'motion_control')
    throw new AppError('INVALID_REQUEST', {
      field: 'prompt',
      detail: 'prompt: is required. Say what the video should show, in 1 to 2500 characters.',
    });
  return {
    model,
    mode,
    prompt: fields.prompt ?? '',
    negativePrompt: fields.negative_prompt ?? null,
    durationSeconds:
      model.durations === null ? null : legalDuration(fields.duration, model.durations, model.id),
    aspectRatio: fields.aspect_ratio ?? '16:9',
    cfgScale: fields.cfg_scale ?? 0.5,
    seed: fields.seed ?? options.randomSeed,
    sound: model.takes.has('sound') && (fields.sound ?? true),
    characterOrientation: fields.character_orientation ?? 'video',
    keepOriginalSound: fields.keep_original_sound ?? true,
    cameraControl: wholeCameraControl(fields.camera_control),
    callbackUrl: legalCallback(fields.callback_url, options.allowLoopbackCallbacks),
    image: readInput('image', fields, IMAGE_FIELDS),
    referenceVideo: readInput('video', fields, REFERENCE_VIDEO_FIELDS),
    referenceImage: readInput('image', fields, REFERENCE_IMAGE_FIELDS),
    warnings,
  };
}

/** Many clients send `null` for what they leave out; it means the same. */
function withoutNulls(body: unknown): RawBody {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new AppError('BAD_REQUEST', { detail: 'The body must be a JSON object.' });
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));
}

function pickModel(raw: RawBody): Model {
  const id = raw['model'] ?? DEFAULT_MODEL;
  if (typeof id === 'string' && isModelId(id)) return findModel(id);
  throw new AppError('INVALID_REQUEST', {
    field: 'model',
    detail: `model: ${shown(id)} is not a model. Allowed: ${MODEL_IDS.join(', ')}.`,
  });
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

function unknownFields(raw: RawBody): [string, string][] {
  const known: readonly string[] = GENERATE_FIELDS;
  return Object.keys(raw)
    .filter((field) => !known.includes(field))
    .map((field) => [field, 'the API knows no such field']);
}

function unsupportedFields(raw: RawBody, model: Model, mode: GenerationMode): [string, string][] {
  const unsupported: [string, string][] = [];
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

function parseFields(raw: RawBody): GenerateBody {
  const parsed = GenerateBody.safeParse(raw);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = String(issue?.path[0] ?? 'body');
  const where = issue && issue.path.length > 0 ? issue.path.join('.') : field;
  throw new AppError('INVALID_REQUEST', {
    field,
    detail: `${where}: ${issue?.message ?? 'is not valid'}. Got ${shown(raw[field])}.`,
  });
}

function legalDuration(given: number | undefined, rule: DurationRule, model: string): number {
  const seconds = given ?? 5;
  const legal =
    rule.kind === 'choice' ? rule.of.includes(seconds) : seconds >= rule.least && seconds <= rule.most;
  if (legal) return seconds;
  const allowed = rule.kind === 'choice' ? rule.of.join(' or ') : `${rule.least} to ${rule.most}`;
  throw new AppError('INVALID_REQUEST', {
    field: 'duration',
    detail: `duration: ${shown(given)} is not allowed for ${model}. Allowed: ${allowed} seconds.`,
  });
}

/** Amounts that were left out are 0. */
function wholeCameraControl(given: CameraControlBody | undefined): CameraControl | null {
  if (given === undefined) return null;
  if (given.type !== 'simple') return { type: given.type };
  const amounts = Object.fromEntries(CAMERA_AMOUNTS.map((name) => [name, given.config?.[name] ?? 0]));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- made of exactly these names one line above
  return { type: 'simple', config: amounts as Record<(typeof CAMERA_AMOUNTS)[number], number> };
}

const LOOPBACK_HOSTS = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

function legalCallback(url: string | undefined, allowLoopback: boolean): string | null {
  if (url === undefined) return null;
  if (isAddress(url, ['https:'])) return url;
  if (allowLoopback && LOOPBACK_HOSTS.test(new URL(url).hostname)) return url;
  throw new AppError('INVALID_REQUEST', {
    field: 'callback_url',
    detail: `callback_url: must be https. Got ${shown(url)}.`,
  });
}

function readInput(
  kind: MediaKind,
  fields: GenerateBody,
  names: readonly (keyof GenerateBody)[],
): MediaInput | null {
  const field = names.find((name) => fields[name] !== undefined);
  const text = field === undefined ? undefined : fields[field];
  if (field === undefined || typeof text !== 'string') return null;
  if (field.endsWith('_url')) return inputFromUrl(text);
  return field.endsWith('_base64') ? inputFromBase64(kind, field, text) : inputFromAlias(kind, field, text);
}

/** A value as the caller sees it in an error, cut so that a base64 field does not come back whole. */
function shown(value: unknown): string {
  const text = JSON.stringify(typeof value === 'string' ? value.slice(0, 100) : value) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 80)}...` : text;
}
