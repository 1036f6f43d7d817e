import { z } from 'zod';
import { CAMERA_MOVES } from '../kernel/camera-control.ts';
import { GENERATION_MODES } from '../kernel/environment.ts';
import type { JsonValue } from '../kernel/json.ts';

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

/** What was stored with a generation: all but the inputs, which are files, and what belongs to an attempt. */
export type StoredRequest = z.output<typeof storedRequest>;

/** Throws when it is none of ours. */
export function readStoredRequest(stored: JsonValue): StoredRequest {
  return storedRequest.parse(stored);
}

/** Null when it is none of ours, such as that of a generation whose content was deleted. */
export function findStoredRequest(stored: JsonValue): StoredRequest | null {
  return storedRequest.safeParse(stored).data ?? null;
}
