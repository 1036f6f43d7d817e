import { expect, test } from 'vitest';
import { createBodyRoom } from './body-room.ts';

const MEGABYTE = 1_000_000;

/** Work that says when it began and ends when it is told to. */
function bodies(mostBytes: number) {
  const room = createBodyRoom(mostBytes);
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  return {
    begun,
    come: (name: string, byteCount: number) =>
      room.run(byteCount, async () => {
        begun.push(name);
        await new Promise<void>((resolve) => ends.set(name, resolve));
        return name;
      }),
    end: (name: string) => ends.get(name)?.(),
  };
}

const turns = () => new Promise((resolve) => setImmediate(resolve));

test('large bodies wait for room in the order in which they came; small ones never wait', async () => {
  const { begun, come, end } = bodies(100 * MEGABYTE);
  const first = come('first', 60 * MEGABYTE);
  const second = come('second', 60 * MEGABYTE);
  const third = come('third', 30 * MEGABYTE);
  const small = come('small', MEGABYTE);
  await turns();
  expect(begun).toEqual(['small', 'first']);
  end('first');
  expect(await first).toBe('first');
  await turns();
  expect(begun).toEqual(['small', 'first', 'second', 'third']);
  for (const name of ['second', 'third', 'small']) end(name);
  expect(await Promise.all([second, third, small])).toEqual(['second', 'third', 'small']);
});

test('a body larger than all the room gets in when it is alone', async () => {
  const { begun, come, end } = bodies(10 * MEGABYTE);
  const one = come('one', 150 * MEGABYTE);
  await turns();
  expect(begun).toEqual(['one']);
  end('one');
  await one;
});

test('what fails leaves its room to the next', async () => {
  const room = createBodyRoom(10 * MEGABYTE);
  const failing = room.run(9 * MEGABYTE, async () => {
    await turns();
    throw new Error('broke off');
  });
  const next = room.run(9 * MEGABYTE, async () => 'read');
  await expect(failing).rejects.toThrow('broke off');
  expect(await next).toBe('read');
});
