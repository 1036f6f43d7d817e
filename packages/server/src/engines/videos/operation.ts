import { z } from 'zod';
import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import type { EngineRequest, Operation } from '../engine.ts';

/** The server's id, and what is to be done with the video when it is there: no question brings it back. */
const Stored = z.object({
  id: z.string().min(1),
  keepSeconds: z.number().positive().nullish(),
});

export interface VideosOperation {
  readonly id: string;
  readonly keepSeconds: number | null;
  readonly asked: JsonObject;
}

export function operationOf(
  id: string,
  { durationSeconds, mode, inputs }: EngineRequest,
  asked: JsonObject,
): Operation {
  const driver = mode === 'motion_control' ? inputs.referenceVideo : undefined;
  return {
    id,
    keepSeconds: durationSeconds ?? driver?.durationSeconds ?? null,
    asked,
  };
}

export function readOperation(operation: Operation): VideosOperation {
  const { id, keepSeconds = null } = Stored.parse(operation);
  const asked = operation['asked'] ?? null;
  return { id, keepSeconds, asked: isJsonObject(asked) ? asked : {} };
}
