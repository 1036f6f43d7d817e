import { expect, test } from 'vitest';
import { rememberFor } from './remember-for.ts';

function aLoad() {
  let now = 0;
  let loads = 0;
  let fails = false;
  const ask = rememberFor(1_000, { now: () => new Date(now) }, async () => {
    loads += 1;
    if (fails) throw new Error('no answer');
    return loads;
  });
  return {
    ask,
    advance: (milliseconds: number) => (now += milliseconds),
    failNow: (value: boolean) => (fails = value),
    loads: () => loads,
  };
}

test('asks once for everybody who asks at the same time, and once more after the time', async () => {
  const load = aLoad();
  expect(await Promise.all([load.ask(), load.ask(), load.ask()])).toEqual([1, 1, 1]);
  load.advance(999);
  expect(await load.ask()).toBe(1);
  load.advance(1);
  expect(await load.ask()).toBe(2);
});

test('asks again at once after a failure', async () => {
  const load = aLoad();
  load.failNow(true);
  await expect(load.ask()).rejects.toThrow(/no answer/);
  load.failNow(false);
  expect(await load.ask()).toBe(2);
  expect(load.loads()).toBe(2);
});
