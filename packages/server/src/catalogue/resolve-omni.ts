/** Applies the rules of the O1 and O3 endpoints to a request body (native API, section 7). Pure, as `resolve.ts` is. */
import { O1Body, O3Body } from '../contract/omni-body.ts';
import { DEFAULT_O3_MODEL, O1_MODEL_IDS } from '../contract/models.ts';
import type { GenerationMode } from '../kernel/environment.ts';
import { AppError } from '../kernel/errors.ts';
import { inputFromBase64, inputFromUrl, type MediaInput } from './inputs.ts';
import { legalCallback } from './legal-callback.ts';
import { legalDuration } from './legal-duration.ts';
import type { Model } from './model.ts';
import { pickModel } from './pick-model.ts';
import {
  ignoredWarning,
  leaveOut,
  parseBody,
  readRawBody,
  unknownFields,
  type IgnoredField,
  type RawBody,
} from './raw-body.ts';
import type { ResolvedRequest, ResolveOptions } from './resolve.ts';

const PICTURE_FIELDS = ['images_urls', 'images_url', 'images_base64'] as const;
const SHAPE_FROM_PICTURE: IgnoredField = ['aspect_ratio', 'the shape is taken from the first picture'];

/** `POST /v1/kling/o1-video/generate`. */
export function resolveO1(body: unknown, options: ResolveOptions): ResolvedRequest {
  const raw = readRawBody(body);
  const model = pickModel(raw, '/v1/kling/o1-video/generate', O1_MODEL_IDS[0]);
  const mode = pickMode(raw);
  const ignored = [...unknownFields(raw, Object.keys(O1Body.shape)), ...soundField(raw)];
  const warnings = leaveOut(raw, ignored, options.strict);
  const fields = parseBody(O1Body, raw);
  // The contract demands it with pictures too, so that strict handling cannot refuse it.
  if (mode === 'image_to_video') warnings.push(ignoredWarning(SHAPE_FROM_PICTURE));
  return requestOf(model, mode, fields, warnings, options);
}

/** `POST /v1/kling/o3-video/generate`. */
export function resolveO3(body: unknown, options: ResolveOptions): ResolvedRequest {
  const raw = readRawBody(body);
  const model = pickModel(raw, '/v1/kling/o3-video/generate', DEFAULT_O3_MODEL);
  const mode = pickMode(raw);
  const ignored = [...unknownFields(raw, Object.keys(O3Body.shape)), ...soundField(raw)];
  if (mode === 'image_to_video' && raw['aspect_ratio'] !== undefined) ignored.push(SHAPE_FROM_PICTURE);
  const warnings = leaveOut(raw, ignored, options.strict);
  return requestOf(model, mode, parseBody(O3Body, raw), warnings, options);
}

/** One list of pictures at most; empty ones are taken out of `raw`. */
function pickMode(raw: RawBody): GenerationMode {
  for (const field of PICTURE_FIELDS) {
    const list = raw[field];
    if (Array.isArray(list) && list.length === 0) delete raw[field];
  }
  const given = PICTURE_FIELDS.filter((field) => raw[field] !== undefined);
  const [first, second] = given;
  if (second !== undefined)
    throw new AppError('BAD_REQUEST', {
      field: second,
      detail: `Cannot provide both ${given.join(' and ')}`,
    });
  return first === undefined ? 'text_to_video' : 'image_to_video';
}

function soundField(raw: RawBody): IgnoredField[] {
  return raw['keep_original_sound'] === undefined
    ? []
    : [['keep_original_sound', 'no video is given, so there is no sound to keep']];
}

function requestOf(
  model: Model,
  mode: GenerationMode,
  fields: O1Body | O3Body,
  warnings: readonly string[],
  options: ResolveOptions,
): ResolvedRequest {
  const rule = mode === 'image_to_video' ? (model.pictureDurations ?? model.durations) : model.durations;
  if (rule === null) throw new Error(`${model.id} has no durations`);
  const [image = null, ...furtherImages] = picturesOf(fields);
  return {
    model,
    mode,
    prompt: fields.prompt,
    negativePrompt: null,
    durationSeconds: legalDuration(fields.duration, rule, model),
    aspectRatio: fields.aspect_ratio ?? '16:9',
    cfgScale: 0.5,
    seed: fields.seed ?? options.randomSeed,
    sound: false,
    characterOrientation: 'video',
    keepOriginalSound: true,
    cameraControl: null,
    callbackUrl: legalCallback(fields.callback_url, options.allowLoopbackCallbacks),
    image,
    furtherImages,
    referenceVideo: null,
    referenceImage: null,
    warnings,
  };
}

function picturesOf(fields: O1Body | O3Body): readonly MediaInput[] {
  const field = PICTURE_FIELDS.find((name) => fields[name] !== undefined);
  const given = field === undefined ? undefined : fields[field];
  if (field === undefined || given === undefined) return [];
  const isList = Array.isArray(given);
  return [given].flat().map((text, index) => {
    const path = isList ? `${field}.${index}` : field;
    return field === 'images_base64' ? inputFromBase64('image', path, text) : inputFromUrl(path, text);
  });
}
