/** A request in the native API's own words (its sections 2 and 7). */
import { readFile } from 'node:fs/promises';
import type { JsonObject, JsonValue } from '../../kernel/json.ts';
import type { EngineInput, EngineRequest } from '../engine.ts';
import type { ReelayOptions } from './options.ts';
import { takesSeed } from './support.ts';
import { upstreamModel, type UpstreamModel, type UpstreamModelId } from './upstream-models.ts';

export interface Submit {
  readonly path: string;
  readonly json: JsonObject;
}

/**
 * Where the upstream deduplicates, the same request must be the same body each time: files go as base64, because the
 * signature of a public address of ours changes with the hour.
 */
export async function submitOf(
  request: EngineRequest,
  id: UpstreamModelId,
  { dedupes }: ReelayOptions,
): Promise<Submit> {
  const model = upstreamModel(id);
  const give: Give = { asBase64: dedupes };
  const { prompt, durationSeconds, negativePrompt, cfgScale, cameraControl, seed, sound } = request;
  const { takes, path } = model;
  const json: JsonObject = {
    // The endpoint of O1 has one model, and the vendor documents no field for it.
    ...(path === '/v1/kling/o1-video/generate' ? {} : { model: id }),
    ...(prompt === '' ? {} : { prompt }),
    ...(durationSeconds === null ? {} : { duration: durationOf(durationSeconds, id) }),
    ...(saysShape(request, model) ? { aspect_ratio: request.aspectRatio } : {}),
    ...(negativePrompt !== null && takes.includes('negativePrompt')
      ? { negative_prompt: negativePrompt }
      : {}),
    ...(takes.includes('cfgScale') ? { cfg_scale: cfgScale } : {}),
    ...(takes.includes('sound') ? { sound } : {}),
    ...(cameraControl !== null && dedupes && takes.includes('cameraControl')
      ? { camera_control: cameraControl }
      : {}),
    ...(takesSeed(model, dedupes) ? { seed } : {}),
    ...callbackOf(request.callbackUrl),
    ...(await inputsOf(request, model, give)),
  };
  return { path, json };
}

/** Documented as a number for kling_3 and kling_3_pro, and as text for all others. */
function durationOf(seconds: number, id: UpstreamModelId): JsonValue {
  return id === 'kling_3' || id === 'kling_3_pro' ? seconds : String(seconds);
}

/** With a picture the shape is the picture's; only O1 demands the field all the same. */
function saysShape({ mode }: EngineRequest, { path }: UpstreamModel): boolean {
  return mode === 'text_to_video' || path === '/v1/kling/o1-video/generate';
}

/** The API refuses a request whose callback is plain http, except to its own machine. Without one it is polled. */
function callbackOf(callbackUrl: string | null): JsonObject {
  if (callbackUrl === null) return {};
  const { protocol, hostname } = new URL(callbackUrl);
  const isLoopback = hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
  return protocol === 'https:' || isLoopback ? { callback_url: callbackUrl } : {};
}

interface Give {
  readonly asBase64: boolean;
}

async function inputsOf(
  { inputs, ...request }: EngineRequest,
  model: UpstreamModel,
  give: Give,
): Promise<JsonObject> {
  const { image, furtherImages = [], referenceImage, referenceVideo } = inputs;
  if (request.mode === 'motion_control')
    return {
      character_orientation: request.characterOrientation,
      keep_original_sound: request.keepOriginalSound,
      ...(await oneInput('reference_video', referenceVideo, give)),
      ...(await oneInput('reference_image', referenceImage, give)),
    };
  if (request.mode === 'text_to_video' || !image) return {};
  if (model.path === '/v1/kling/generate') return oneInput('image', image, give);
  return pictureList([image, ...furtherImages], model, give);
}

async function oneInput(
  name: string,
  input: EngineInput | undefined,
  { asBase64 }: Give,
): Promise<JsonObject> {
  if (!input) return {};
  if (!asBase64 && input.publicUrl !== null) return { [`${name}_url`]: input.publicUrl };
  return { [`${name}_base64`]: await readFile(input.path, 'base64') };
}

async function pictureList(
  pictures: readonly EngineInput[],
  { path }: UpstreamModel,
  { asBase64 }: Give,
): Promise<JsonObject> {
  const addresses = pictures.map(({ publicUrl }) => publicUrl).filter((url) => url !== null);
  if (asBase64 || addresses.length < pictures.length)
    return { images_base64: await Promise.all(pictures.map(({ path }) => readFile(path, 'base64'))) };
  return path === '/v1/kling/o1-video/generate' ? { images_urls: addresses } : { images_url: addresses };
}
