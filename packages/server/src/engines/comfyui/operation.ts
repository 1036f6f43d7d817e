import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Operation } from '../engine.ts';

/**
 * A UUID made of our key, for `prompt_id`. ComfyUI takes one of the caller's since 2025-09 and asks for this very form since
 * 2026; older versions ignore it and make their own.
 */
export function promptIdOf(key: string): string {
  const hex = createHash('sha256').update(key).digest('hex');
  // Version 8: whatever the maker likes. The variant is 8 to b.
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

const ComfyuiOperation = z.object({
  promptId: z.string().min(1),
});
export type ComfyuiOperation = z.infer<typeof ComfyuiOperation>;

export function operationOf(promptId: string): Operation {
  return { promptId };
}

/** What we made of it ourselves; another shape is a defect and throws. */
export function readOperation(operation: Operation): ComfyuiOperation {
  return ComfyuiOperation.parse(operation);
}
