import { z } from 'zod';
import type { EngineInput, EngineInputs, EngineRequest, Operation } from '../engines/engine.ts';
import { findInputs, type InputAsset } from '../generations/inputs.ts';
import { CAMERA_MOVES } from '../kernel/camera-control.ts';
import { GENERATION_MODES } from '../kernel/environment.ts';
import { isJsonObject, type JsonValue } from '../kernel/json.ts';
import type { InputRole } from '../kernel/media-input.ts';
import type { Drive } from './drive.ts';

const cameraControl = z.union([
  z.object({
    type: z.literal('simple'),
    config: z.object({
      horizontal: z.number(),
      vertical: z.number(),
      pan: z.number(),
      tilt: z.number(),
      roll: z.number(),
      zoom: z.number(),
    }),
  }),
  z.object({ type: z.enum(CAMERA_MOVES) }),
]);

/** The last three have defaults because generations of the first release were stored without them. */
const storedRequest = z.object({
  model: z.string(),
  mode: z.enum(GENERATION_MODES),
  prompt: z.string(),
  negativePrompt: z.string().nullable(),
  durationSeconds: z.number().nullable(),
  aspectRatio: z.enum(['16:9', '9:16', '1:1']),
  pictureClass: z.enum(['720p', '1080p']),
  cfgScale: z.number(),
  seed: z.number(),
  sound: z.boolean(),
  characterOrientation: z.enum(['image', 'video']).default('video'),
  keepOriginalSound: z.boolean().default(true),
  cameraControl: cameraControl.nullable().default(null),
});

/** What was stored with a generation: all but the inputs, which are files. */
export type StoredRequest = Omit<EngineRequest, 'inputs' | 'testDirectives'>;

export function readStoredRequest(stored: JsonValue): StoredRequest {
  return storedRequest.parse(stored);
}

/** The whole request, with its inputs as files of this machine. */
export async function makeEngineRequest({ deps, generation }: Drive): Promise<EngineRequest> {
  const request = readStoredRequest(generation.request);
  const inputs: { -readonly [Name in keyof EngineInputs]: EngineInputs[Name] } = {};
  const furtherImages: EngineInput[] = [];
  if (request.mode !== 'text_to_video')
    for (const { role, position, asset } of await findInputs(deps.db, generation.id)) {
      if (asset === null) throw new Error(`generation ${generation.id} was started without its ${role}`);
      const input = await openInput(deps.store, asset);
      if (position > 0) furtherImages.push(input);
      else inputs[INPUT_NAMES[role]] = input;
    }
  if (furtherImages.length > 0) inputs.furtherImages = furtherImages;
  return { ...request, inputs, testDirectives: generation.testDirectives };
}

/** Of the first of each role; only `image` has further ones. */
const INPUT_NAMES = {
  image: 'image',
  reference_image: 'referenceImage',
  reference_video: 'referenceVideo',
} as const satisfies Record<InputRole, keyof EngineInputs>;

async function openInput(store: Drive['deps']['store'], asset: InputAsset): Promise<EngineInput> {
  const { storageKey, mediaType, width, height, durationSeconds } = asset;
  return { path: await store.localPath(storageKey), mediaType, width, height, durationSeconds };
}

/** The engine's handle as it was stored, or null when there is none. */
export function readOperation(stored: JsonValue): Operation | null {
  return isJsonObject(stored) ? stored : null;
}
