import { fork, type ChildProcess } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createGeneration } from '../src/commands/create-generation.ts';
import { auditSlots } from '../src/jobs/slots.ts';
import { auditLedger, readBalance } from '../src/ledger/ledger.ts';
import { aRequest, dollar, testBench } from './support/test-bench.ts';

const WORKER = fileURLToPath(new URL('./support/worker-process.ts', import.meta.url));

function startWorkerProcess(url: string, directory: string, name: string): ChildProcess {
  const child = fork(WORKER, [url, directory, name], { execArgv: [], stdio: 'inherit' });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return child;
}

async function linesOf(directory: string, file: string): Promise<readonly string[]> {
  const text = await readFile(join(directory, file), 'utf8').catch(() => '');
  return text.split('\n').filter((line) => line !== '');
}

test('when the worker that holds a generation is killed, another finishes it within 15 seconds, and once', async () => {
  const bench = await testBench();
  const { url, db } = bench.database;
  const workers = new Map(
    ['one', 'two'].map((name) => [name, startWorkerProcess(url, bench.directory, name)] as const),
  );
  const made = await createGeneration(bench.deps, bench.caller, aRequest());
  await vi.waitFor(async () => expect(await linesOf(bench.directory, 'polls')).not.toEqual([]), {
    timeout: 20_000,
  });
  const [holder = ''] = await linesOf(bench.directory, 'polls');
  workers.get(holder)?.kill('SIGKILL');
  const other = holder === 'one' ? 'two' : 'one';
  await writeFile(join(bench.directory, 'finish'), 'the video');
  await vi.waitFor(
    async () => expect(await bench.read(made.generation.id)).toMatchObject({ engineReport: { by: other } }),
    { timeout: 15_000, interval: 100 },
  );
  expect(await linesOf(bench.directory, 'starts')).toEqual([holder]);
  expect(await readBalance(db, bench.caller)).toBe(dollar(9));
  expect(await auditLedger(db)).toEqual({ wrongBalances: [], wrongHolds: [] });
  expect(await auditSlots(db)).toEqual([]);
  const ends = await db
    .selectFrom('ledger_entries')
    .select('kind')
    .where('kind', 'in', ['settle', 'release'])
    .execute();
  expect(ends).toEqual([{ kind: 'settle' }]);
});
