import type { EngineInput, EngineInputs, EngineRequest, Operation } from '../engines/engine.ts';
import { findInputs, type InputAsset } from '../generations/inputs.ts';
import { isJsonObject, type JsonValue } from '../kernel/json.ts';
import type { InputRole } from '../kernel/media-input.ts';
import type { Drive } from './drive.ts';
import { readStoredRequest } from '../generations/stored-request.ts';

/** The whole request of one attempt, with its inputs as files of this machine and, where there is one, at a public address. */
export async function makeEngineRequest(
  { deps, generation, engine }: Drive,
  idempotencyKey: string,
): Promise<EngineRequest> {
  const request = readStoredRequest(generation.request);
  const inputs: { -readonly [Name in keyof EngineInputs]: EngineInputs[Name] } = {};
  const furtherImages: EngineInput[] = [];
  if (request.mode !== 'text_to_video')
    for (const { role, position, asset } of await findInputs(deps.db, generation.id)) {
      if (asset === null) throw new Error(`generation ${generation.id} was started without its ${role}`);
      const input = await openInput(deps, asset);
      if (position > 0) furtherImages.push(input);
      else inputs[INPUT_NAMES[role]] = input;
    }
  if (furtherImages.length > 0) inputs.furtherImages = furtherImages;
  const callbackUrl = engine.readCallback ? (deps.callbackUrl?.(engine.id, idempotencyKey) ?? null) : null;
  return { ...request, inputs, testDirectives: generation.testDirectives, callbackUrl };
}

/** Of the first of each role; only `image` has further ones. */
const INPUT_NAMES = {
  image: 'image',
  reference_image: 'referenceImage',
  reference_video: 'referenceVideo',
} as const satisfies Record<InputRole, keyof EngineInputs>;

async function openInput({ store, inputUrl }: Drive['deps'], asset: InputAsset): Promise<EngineInput> {
  const { id, storageKey, mediaType, width, height, durationSeconds } = asset;
  const path = await store.localPath(storageKey);
  return { path, mediaType, width, height, durationSeconds, publicUrl: inputUrl?.(id, mediaType) ?? null };
}

/** The engine's handle as it was stored, or null when there is none. */
export function readOperation(stored: JsonValue): Operation | null {
  return isJsonObject(stored) ? stored : null;
}
