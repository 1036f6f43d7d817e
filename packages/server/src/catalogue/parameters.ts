/**
 * The JSON Schema of the bodies that one model takes. The fields, their types and their words come from the contract, and
 * which of them and which values from the catalogue. What is checked by code, and so cannot be derived, is said here once
 * more; a property test holds it against `resolve.ts`.
 */
import { z } from 'zod';
import { GenerateBody } from '../contract/generate-body.ts';
import {
  DEFAULT_MODEL,
  DEFAULT_O3_MODEL,
  O1_MODEL_IDS,
  submitPathOf,
  type ModelId,
  type SubmitPath,
} from '../contract/models.ts';
import { O1Body, O3Body } from '../contract/omni-body.ts';
import type { GenerationMode } from '../kernel/environment.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../kernel/json.ts';
import { cameraControlParameter } from './camera-control-parameter.ts';
import type { DurationRule, Model } from './model.ts';
import { OPTIONAL_FIELDS } from './resolve.ts';

export interface ParameterOptions {
  /** Whether `http:` callbacks to loopback are allowed (development). */
  readonly allowLoopbackCallbacks: boolean;
}

interface Endpoint {
  readonly body: z.ZodObject;
  /** The one that is meant when none is named. */
  readonly usualModel: ModelId;
  /** At most one of them; with one, it is image to video. */
  readonly imageFields: readonly string[];
  readonly required: readonly string[];
}

const MANY_IMAGES = ['images_urls', 'images_url', 'images_base64'] as const;

const ENDPOINTS = {
  '/v1/kling/generate': {
    body: GenerateBody,
    usualModel: DEFAULT_MODEL,
    imageFields: ['image_url', 'image_base64'],
    required: [],
  },
  '/v1/kling/o1-video/generate': {
    body: O1Body,
    usualModel: O1_MODEL_IDS[0],
    imageFields: MANY_IMAGES,
    required: ['duration', 'aspect_ratio'],
  },
  '/v1/kling/o3-video/generate': {
    body: O3Body,
    usualModel: DEFAULT_O3_MODEL,
    imageFields: MANY_IMAGES,
    required: [],
  },
} as const satisfies Record<SubmitPath, Endpoint>;

const DRIVER_FIELDS = ['reference_video_url', 'reference_video_base64', 'reference_video'] as const;
const CHARACTER_FIELDS = ['reference_image_url', 'reference_image_base64', 'reference_image'] as const;

/** What is meant by leaving a field out, where nothing else decides. */
const DEFAULTS: Readonly<Record<string, JsonValue>> = {
  duration: 5,
  aspect_ratio: '16:9',
  cfg_scale: 0.5,
  character_orientation: 'video',
  keep_original_sound: true,
  sound: true,
};

/** A body fits the schema exactly when the model takes it and nothing in it is ignored. */
export function parametersOf(model: Model, options: ParameterOptions): JsonObject {
  const endpoint: Endpoint = ENDPOINTS[submitPathOf(model.id)];
  const fields = Object.keys(endpoint.body.shape).filter((field) => isTaken(field, model, endpoint));
  const required = [
    ...(model.modes.includes('motion_control') ? [] : ['prompt']),
    ...(model.id === endpoint.usualModel ? [] : ['model']),
    ...endpoint.required,
  ];
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: model.id,
    type: 'object',
    properties: Object.fromEntries(
      fields.map((field) => [field, fieldSchema(field, model, endpoint, options)]),
    ),
    required,
    additionalProperties: false,
    oneOf: model.modes.map((mode) => modeSchema(mode, model, endpoint)),
  };
}

/** The seconds that a rule allows, in order. */
export function secondsOf(rule: DurationRule): readonly number[] {
  if (rule.kind === 'choice') return rule.of;
  return Array.from({ length: rule.most - rule.least + 1 }, (_, index) => rule.least + index);
}

function isTaken(field: string, model: Model, { imageFields }: Endpoint): boolean {
  const optional = OPTIONAL_FIELDS.find((name) => name === field);
  if (optional !== undefined) return model.takes.has(optional);
  if (imageFields.includes(field)) return model.modes.includes('image_to_video');
  const references: readonly string[] = [...DRIVER_FIELDS, ...CHARACTER_FIELDS];
  return !references.includes(field) || model.modes.includes('motion_control');
}

function fieldSchema(field: string, model: Model, endpoint: Endpoint, options: ParameterOptions): JsonObject {
  const isRequired = endpoint.required.includes(field);
  const usual = isRequired ? undefined : DEFAULTS[field];
  const schema = narrowed(field, derived(endpoint.body.shape[field]), model, options);
  return usual === undefined ? schema : { ...schema, default: usual };
}

/** As the contract has it, in one piece. */
function derived(schema: unknown): JsonObject {
  if (!(schema instanceof z.ZodType)) throw new TypeError('a body has a field without a schema');
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a JSON Schema is JSON
  const made = z.toJSONSchema(schema, { io: 'input' }) as unknown as JsonObject;
  const { $schema: _, default: __, example, ...rest } = made;
  return example === undefined ? rest : { ...rest, examples: [example] };
}

function narrowed(
  field: string,
  schema: JsonObject,
  model: Model,
  { allowLoopbackCallbacks }: ParameterOptions,
): JsonObject {
  switch (field) {
    case 'model':
      return { description: 'This model.', const: model.id };
    case 'prompt':
      return { ...schema, minLength: 1, maxLength: 2500, pattern: '\\S' };
    case 'negative_prompt':
      return { ...schema, type: 'string', maxLength: 2500 };
    case 'duration':
      return durationSchema(model);
    case 'camera_control':
      return cameraControlParameter(schema);
    case 'callback_url': {
      const loopback = '|http://(localhost|127(\\.\\d{1,3}){3}|\\[::1\\])([:/?#]|$)';
      return { ...schema, format: 'uri', pattern: `^(https://${allowLoopbackCallbacks ? loopback : ''})` };
    }
    default:
      if (/_urls?$/.test(field))
        return withEachText(schema, { format: 'uri', pattern: '^(https?://|reelay://file_)' });
      return field.endsWith('_base64') ? withEachText(schema, { contentEncoding: 'base64' }) : schema;
  }
}

/** Adds to a schema of a text, or of one or several. An empty list would mean that there is none. */
function withEachText(schema: JsonValue, addition: JsonObject): JsonObject {
  if (!isJsonObject(schema)) throw new TypeError('a schema is an object');
  const { anyOf, type, items } = schema;
  if (Array.isArray(anyOf)) return { ...schema, anyOf: anyOf.map((one) => withEachText(one, addition)) };
  if (type === 'array') return { ...schema, minItems: 1, items: withEachText(items ?? null, addition) };
  return { ...schema, ...addition };
}

/** A number or a text of it. With a mode's own rule, the mode says so once more. */
function durationSchema({ durations, pictureDurations }: Model): JsonObject {
  const seconds = [durations, pictureDurations].flatMap((rule) => (rule ? secondsOf(rule) : []));
  return {
    description: 'Seconds, as a number or as text.',
    enum: bothWays([...new Set(seconds)].toSorted((a, b) => a - b)),
  };
}

function bothWays(seconds: readonly number[]): readonly JsonValue[] {
  return [...seconds, ...seconds.map(String)];
}

/** What only one mode demands or forbids. */
function modeSchema(mode: GenerationMode, model: Model, { imageFields, required }: Endpoint): JsonObject {
  const { durations, pictureDurations } = model;
  const ofMode = (rule: DurationRule | null): JsonObject =>
    pictureDurations && rule ? { properties: { duration: { enum: bothWays(secondsOf(rule)) } } } : {};
  switch (mode) {
    case 'text_to_video':
      return { title: mode, not: { anyOf: given(imageFields) }, ...ofMode(durations) };
    case 'image_to_video': {
      // The shape is taken from the picture; where it must be said all the same, it is said for nothing.
      const shape = required.includes('aspect_ratio') ? {} : { not: { required: ['aspect_ratio'] } };
      return { title: mode, oneOf: given(imageFields), ...shape, ...ofMode(pictureDurations ?? null) };
    }
    case 'motion_control':
      return { title: mode, allOf: [{ oneOf: given(DRIVER_FIELDS) }, { oneOf: given(CHARACTER_FIELDS) }] };
    default:
      return mode satisfies never;
  }
}

function given(fields: readonly string[]): readonly JsonObject[] {
  return fields.map((field) => ({ required: [field] }));
}
