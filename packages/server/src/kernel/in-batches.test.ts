import { expect, test } from 'vitest';
import { inBatches } from './in-batches.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Notes its batches; each ends when it is told to. */
function batches(most = 10) {
  const seen: string[][] = [];
  const ends: ((error?: Error) => void)[] = [];
  const call = inBatches<string, string>({
    most,
    keyOf: (item) => item.slice(0, 1),
    run(items) {
      seen.push([...items]);
      return new Promise((resolve, reject) => {
        ends.push((error) => {
          if (error) reject(error);
          else resolve(new Map(items.map((item) => [item.slice(0, 1), `${item}!`])));
        });
      });
    },
  });
  return { seen, call, turn, end: (error?: Error) => ends.shift()?.(error) };
}

test('calls of one turn are one batch, and each gets its own answer', async () => {
  const { seen, call, end } = batches();
  const answers = Promise.all([call('a'), call('b')]);
  await turn();
  expect(seen).toEqual([['a', 'b']]);
  end();
  expect(await answers).toEqual(['a!', 'b!']);
});

test('calls that come while a batch is under way are the next batch', async () => {
  const { seen, call, end } = batches();
  const first = call('a');
  await turn();
  const second = Promise.all([call('b'), call('c')]);
  await turn();
  expect(seen).toEqual([['a']]);
  end();
  await first;
  await turn();
  expect(seen).toEqual([['a'], ['b', 'c']]);
  end();
  expect(await second).toEqual(['b!', 'c!']);
});

test('two calls with one key are never in one batch, and keep their order', async () => {
  const { seen, call, end } = batches();
  const answers = Promise.all([call('a1'), call('a2'), call('b')]);
  await turn();
  end();
  await turn();
  end();
  expect(await answers).toEqual(['a1!', 'a2!', 'b!']);
  expect(seen).toEqual([['a1', 'b'], ['a2']]);
});

test('a batch has a largest size', async () => {
  const { seen, call, end } = batches(2);
  const answers = Promise.all(['a', 'b', 'c'].map(call));
  for (let rounds = 0; rounds < 2; rounds += 1) {
    await turn();
    end();
  }
  await answers;
  expect(seen).toEqual([['a', 'b'], ['c']]);
});

test('an error reaches everybody in its batch and nobody after it', async () => {
  const { call, end } = batches();
  const failing = Promise.allSettled([call('a'), call('b')]);
  await turn();
  end(new Error('no database'));
  expect((await failing).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  const later = call('c');
  await turn();
  end();
  expect(await later).toBe('c!');
});
