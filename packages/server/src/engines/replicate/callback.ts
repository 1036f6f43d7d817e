/** Replicate's webhooks: the prediction itself, signed by Standard Webhooks. */
import type { JsonValue } from '../../kernel/json.ts';
import type { EngineCallback } from '../engine.ts';
import { readPrediction } from './prediction.ts';

/** Null when it is no prediction at all. */
export function readMessage(rawBody: Uint8Array): EngineCallback | null {
  const prediction = readPrediction(parse(Buffer.from(rawBody).toString('utf8')));
  return prediction ? { operation: { id: prediction.id } } : null;
}

function parse(text: string): JsonValue | undefined {
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what JSON.parse returns is JSON
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}
