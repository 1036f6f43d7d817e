import { expect, test } from 'vitest';
import { runDemo } from '../demo-router/run-demo.ts';
import { freshDatabase } from './support/fresh-database.ts';

test('three upstreams with 30 % faults: all generations end, nothing is paid twice, and the books agree', async () => {
  const { url } = await freshDatabase();
  const progress: string[] = [];
  const { zeros, report } = await runDemo(
    { generations: 40, seed: 7, faults: 0.3 },
    { say: (line) => progress.push(line), databaseUrl: url },
  );
  expect(
    [...zeros].filter(([, figure]) => figure !== 0),
    `${progress.join('\n')}\n${report}`,
  ).toEqual([]);
  expect(zeros.size).toBeGreaterThan(8);
}, 60_000);
