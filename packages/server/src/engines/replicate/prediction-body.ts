/** A request in the input fields of a model on Replicate. */
import { readFile, stat } from 'node:fs/promises';
import type { JsonObject } from '../../kernel/json.ts';
import type { EngineInput, EngineRequest } from '../engine.ts';
import type { Plan } from './upstream-models.ts';

/** Replicate: data URIs for files up to 256 kB, addresses for larger ones. */
const MOST_DATA_URI_BYTES = 256_000;

/** A file that can be sent in no way; the sentence is for the operator. */
export class UnsendableInputError extends Error {
  override readonly name = 'UnsendableInputError';
}

export async function predictionBody(request: EngineRequest, plan: Plan): Promise<JsonObject> {
  return { input: await inputOf(request, plan), ...callbackOf(request.callbackUrl) };
}

async function inputOf(request: EngineRequest, { model }: Plan): Promise<JsonObject> {
  const { mode, prompt, durationSeconds, negativePrompt, pictureClass } = request;
  const { takes, tiers } = model;
  return {
    ...(prompt === '' ? {} : { prompt }),
    ...(durationSeconds === null || model.durations === null ? {} : { duration: durationSeconds }),
    ...(tiers ? { mode: tiers[pictureClass] } : {}),
    ...(negativePrompt !== null && takes.includes('negativePrompt')
      ? { negative_prompt: negativePrompt }
      : {}),
    ...(takes.includes('cfgScale') ? { cfg_scale: request.cfgScale } : {}),
    // Said always: where it is left out, some models make sound, at twice the price.
    ...(takes.includes('sound') ? { generate_audio: request.sound } : {}),
    // With a picture the shape is the picture's.
    ...(mode === 'text_to_video' ? { aspect_ratio: request.aspectRatio } : {}),
    ...(await filesOf(request)),
  };
}

async function filesOf({ mode, inputs, ...request }: EngineRequest): Promise<JsonObject> {
  const { image, furtherImages = [], referenceImage, referenceVideo } = inputs;
  if (mode === 'motion_control')
    return {
      ...(referenceImage ? { image: await addressOfPicture(referenceImage) } : {}),
      ...(referenceVideo ? { video: addressOfVideo(referenceVideo) } : {}),
      character_orientation: request.characterOrientation,
      keep_original_sound: request.keepOriginalSound,
    };
  if (mode === 'text_to_video' || !image) return {};
  const further = await Promise.all(furtherImages.map(addressOfPicture));
  return {
    start_image: await addressOfPicture(image),
    ...(further.length === 0 ? {} : { reference_images: further }),
  };
}

async function addressOfPicture({ path, mediaType, publicUrl }: EngineInput): Promise<string> {
  const { size } = await stat(path);
  if (size <= MOST_DATA_URI_BYTES) return `data:${mediaType};base64,${await readFile(path, 'base64')}`;
  if (publicUrl !== null) return publicUrl;
  throw new UnsendableInputError(
    `Replicate takes pictures of more than ${MOST_DATA_URI_BYTES} bytes by address only: set REELAY_PUBLIC_URL.`,
  );
}

function addressOfVideo({ publicUrl }: EngineInput): string {
  if (publicUrl !== null) return publicUrl;
  throw new UnsendableInputError('Replicate fetches the driver itself: set REELAY_PUBLIC_URL.');
}

/** Replicate calls https addresses only. Only the end is told: `start` and the logs would be no news. */
function callbackOf(callbackUrl: string | null): JsonObject {
  if (callbackUrl === null) return {};
  const { protocol, hostname } = new URL(callbackUrl);
  const isLoopback = hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
  return protocol === 'https:' || isLoopback
    ? { webhook: callbackUrl, webhook_events_filter: ['completed'] }
    : {};
}
