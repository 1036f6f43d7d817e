import { expect, test } from 'vitest';
import { GENERATION_STATUSES } from '../kernel/environment.ts';
import { canMove, isFinished } from './state.ts';

test('nothing leaves completed or failed, and nothing goes back to pending', () => {
  for (const to of GENERATION_STATUSES)
    for (const from of ['completed', 'failed'] as const) expect(canMove(from, to)).toBe(false);
  for (const from of GENERATION_STATUSES) expect(canMove(from, 'pending')).toBe(false);
});

test('every status either is finished or can still reach an end', () => {
  for (const status of GENERATION_STATUSES)
    expect(isFinished(status) || canMove(status, 'completed') || canMove(status, 'failed')).toBe(true);
});
