import type { NewAttempt } from '../../src/generations/attempts.ts';
import { newId } from '../../src/kernel/ids.ts';

/** The first try of a generation on the engine `fake`, by its first claim. */
export function firstAttempt(generationId: string): NewAttempt {
  const common = { id: newId(), number: 1, engine: 'fake', createdAt: new Date() };
  return { ...common, generationId, fence: 1, idempotencyKey: `${generationId}-1` };
}
