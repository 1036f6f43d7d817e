import { z } from 'zod';
import type { EngineRequest, Operation } from '../engines/engine.ts';
import { GENERATION_MODES } from '../kernel/environment.ts';
import { isJsonObject, type JsonValue } from '../kernel/json.ts';

const engineRequest = z.object({
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
});

/** Reads back what was stored with the generation. */
export function readEngineRequest(stored: JsonValue): EngineRequest {
  return engineRequest.parse(stored);
}

/** The engine's handle as it was stored, or null when there is none. */
export function readOperation(stored: JsonValue): Operation | null {
  return isJsonObject(stored) ? stored : null;
}
