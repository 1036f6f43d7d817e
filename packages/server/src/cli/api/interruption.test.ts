import { expect, onTestFinished, test, vi } from 'vitest';
import { Interrupted, openInterruption } from './interruption.ts';

test('the first Ctrl-C asks for the end, the second one does not ask', () => {
  const exit = vi.spyOn(process, 'exit').mockImplementation(() => undefined as never);
  onTestFinished(() => exit.mockRestore());
  const before = process.listenerCount('SIGINT');
  const interruption = openInterruption();
  process.emit('SIGINT');
  expect(interruption.signal.reason).toBeInstanceOf(Interrupted);
  expect(exit).not.toHaveBeenCalled();
  process.emit('SIGINT');
  expect(exit).toHaveBeenCalledExactlyOnceWith(130);
  interruption.close();
  expect(process.listenerCount('SIGINT')).toBe(before);
});
