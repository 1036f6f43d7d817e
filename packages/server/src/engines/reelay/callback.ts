/** Webhooks of the native API (its section 5): Standard Webhooks, when the account's secret is known. */
import { z } from 'zod';
import type { EngineCallback } from '../engine.ts';

const Message = z.object({ generation_id: z.string().min(1) });

/** Null when it is not about a generation at all. */
export function readMessage(rawBody: Uint8Array): EngineCallback | null {
  try {
    const { data } = Message.safeParse(JSON.parse(Buffer.from(rawBody).toString('utf8')));
    return data ? { operation: { id: data.generation_id } } : null;
  } catch {
    return null;
  }
}
