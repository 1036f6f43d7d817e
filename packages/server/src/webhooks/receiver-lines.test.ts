import { expect, test } from 'vitest';
import { systemSleep } from '../kernel/clock.ts';
import { createReceiverLines, type TurnEnd } from './receiver-lines.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Lines whose work ends when it is told to, on a clock that is moved by hand. */
function lines() {
  let now = 0;
  const made = createReceiverLines({ now: () => new Date(now) }, systemSleep, () => 0);
  const underWay = new Map<string, (() => void)[]>();
  const signal = new AbortController().signal;
  const advance = (milliseconds: number) => (now += milliseconds);
  const run = (receiver: string, stop: AbortSignal = signal): Promise<TurnEnd<string>> =>
    made.run(
      receiver,
      () =>
        new Promise((resolve) => {
          const ends = underWay.get(receiver) ?? [];
          underWay.set(receiver, [...ends, () => resolve('sent')]);
        }),
      stop,
    );
  /** Messages under way, once everything that can begin has begun. */
  const count = async (receiver: string): Promise<number> => {
    await turn();
    return underWay.get(receiver)?.length ?? 0;
  };
  /** Ends everything that is under way to a receiver. */
  const end = async (receiver: string): Promise<void> => {
    const ends = underWay.get(receiver) ?? [];
    underWay.set(receiver, []);
    for (const one of ends) one();
    await turn();
  };
  return { advance, run, count, end };
}

test('a receiver begins with one message and gets more with every answer, up to eight', async () => {
  const { run, count, end } = lines();
  const turns = Array.from({ length: 60 }, () => run('a'));
  const counts = [];
  for (let rounds = 0; rounds < 6; rounds += 1) {
    counts.push(await count('a'));
    await end('a');
  }
  expect(counts).toEqual([1, 2, 4, 8, 8, 8]);
  for (let rounds = 0; rounds < 10; rounds += 1) await end('a');
  expect(new Set((await Promise.all(turns)).map(({ kind }) => kind))).toEqual(new Set(['done']));
});

test('whoever would wait for a receiver that does not answer is sent away, and one of another is not', async () => {
  const { run, count, advance } = lines();
  void run('silent');
  advance(20_000);
  expect(await run('silent')).toMatchObject({ kind: 'crowded', afterSeconds: 1 });
  // One after the other: half of what a turn takes lies between them.
  expect(await run('silent')).toMatchObject({ kind: 'crowded', afterSeconds: 2.25 });
  void run('other');
  expect([await count('silent'), await count('other')]).toEqual([1, 1]);
});

test('nobody is sent away for longer than 30 seconds', async () => {
  const { run, advance } = lines();
  void run('silent');
  advance(20_000);
  let longest = 0;
  for (let calls = 0; calls < 100; calls += 1) {
    const turn = await run('silent');
    if (turn.kind === 'crowded') longest = Math.max(longest, turn.afterSeconds);
  }
  expect(longest).toBe(30);
});

test('however many receivers are silent, all together have twenty messages under way', async () => {
  const { run, count, advance, end } = lines();
  const names = Array.from({ length: 100 }, (_, index) => `silent ${index}`);
  for (const name of names) void run(name);
  expect(await count('silent 99')).toBe(1);
  advance(30_000);
  for (const name of names) await end(name);
  for (const name of names) void run(name);
  void run('other');
  let silent = 0;
  for (const name of names) silent += await count(name);
  expect(silent).toBe(20);
  expect(await count('other')).toBe(1);
});

test('a receiver that answers again gets its places back', async () => {
  const { run, count, advance, end } = lines();
  void run('a');
  expect(await count('a')).toBe(1);
  advance(30_000);
  await end('a');
  for (let rounds = 0; rounds < 3; rounds += 1) {
    void run('a');
    expect(await count('a')).toBe(1);
    await end('a');
  }
  for (let calls = 0; calls < 9; calls += 1) void run('a');
  expect(await count('a')).toBe(4);
});

test('whoever waits when the worker stops is let go at once', async () => {
  const { run } = lines();
  const stop = new AbortController();
  void run('a');
  const waiting = run('a', stop.signal);
  stop.abort();
  await expect(waiting).rejects.toThrow('aborted');
});
