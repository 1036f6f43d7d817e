import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { silentLogger } from '../kernel/log.ts';
import { createLookLoop } from './look-loop.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A look that takes so long, and how often it was begun. */
function looking(lookMilliseconds: () => number) {
  let waits = true;
  const look = vi.fn<() => Promise<void>>(async () => {
    const milliseconds = lookMilliseconds();
    if (milliseconds > 0) await new Promise((resolve) => setTimeout(resolve, milliseconds));
  });
  const loop = createLookLoop({ look, isNeeded: () => waits, log: silentLogger });
  return { look, loop, leave: () => void (waits = false) };
}

test('looks ten times a second while somebody waits, and not at all when nobody does', async () => {
  const { look, loop, leave } = looking(() => 0);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(look).not.toHaveBeenCalled();
  loop.wake();
  loop.wake();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(look).toHaveBeenCalledTimes(10);
  leave();
  await vi.advanceTimersByTimeAsync(1_000);
  expect([look.mock.calls.length, vi.getTimerCount()]).toEqual([10, 0]);
});

test('looks less often when a look takes long, and never twice at once', async () => {
  const { look, loop } = looking(() => 50);
  loop.wake();
  await vi.advanceTimersByTimeAsync(100);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(look).toHaveBeenCalledTimes(11);
});

test('goes on after a look that failed', async () => {
  const look = vi.fn<() => Promise<void>>().mockRejectedValueOnce(new Error('the database is away'));
  createLookLoop({ look, isNeeded: () => true, log: silentLogger }).wake();
  await vi.advanceTimersByTimeAsync(100);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(look).toHaveBeenCalledTimes(2);
});

test('looks at once when there is something to be seen, and not more than a quarter of the time', async () => {
  const { look, loop } = looking(() => 10);
  loop.hurry();
  await vi.advanceTimersByTimeAsync(50);
  expect(look).not.toHaveBeenCalled();
  loop.wake();
  loop.hurry();
  await vi.advanceTimersByTimeAsync(1);
  expect(look).toHaveBeenCalledTimes(1);
  for (let count = 0; count < 400; count += 1) {
    loop.hurry();
    await vi.advanceTimersByTimeAsync(1);
  }
  expect(look.mock.calls.length).toBeGreaterThan(8);
  expect(look.mock.calls.length).toBeLessThanOrEqual(12);
});

test('what comes during a look is looked for after it', async () => {
  const { look, loop } = looking(() => 10);
  loop.wake();
  await vi.advanceTimersByTimeAsync(105);
  loop.hurry();
  await vi.advanceTimersByTimeAsync(40);
  expect(look).toHaveBeenCalledTimes(2);
});
