import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errandsOf, promptOf } from '../src/quality/errand.ts';
import type { Finding } from '../src/quality/errand.ts';
import { reportPage } from '../src/quality/report-page.ts';
import { runErrands } from '../src/quality/run-errands.ts';
import { PromptFile } from '../src/quality/sample-entry.ts';
import { fileVerdicts, formatMeasure, tallyBars } from '../src/quality/tally.ts';
import type { BarResult } from '../src/quality/tally.ts';
import { VBenchFile, sampleVBench } from '../src/quality/vbench-entry.ts';

/** The options of the command as they were typed. */
interface TextOptions {
  readonly match: string | undefined;
  readonly vbench: string | undefined;
  readonly sample: string;
  readonly threads: string;
  /** An existing folder. */
  readonly out: string;
}

/** Measures text-to-video and writes `index.html`; tells whether every bar was met. */
export async function measureText({ match, vbench, sample, threads, out }: TextOptions): Promise<boolean> {
  const file = await readSample(vbench, positive(sample, '--sample'));
  const wanted = new RegExp(match ?? '', 'iu');
  const errands = errandsOf(file).filter((errand) => wanted.test(promptOf(errand)));
  if (errands.length === 0) throw new RangeError(`no prompt matches ${match}`);

  const findings = await runErrands(errands, positive(threads, '--threads'), (done, finding) =>
    showProgress(done, errands.length, finding),
  );
  const verdicts = fileVerdicts(findings);
  const bars = tallyBars(findings, verdicts);

  const page = join(out, 'index.html');
  await writeFile(page, reportPage(bars, verdicts, findings));
  const hasFailures = findings.some(({ kind }) => kind === 'failure');
  console.log(`\n${bars.map(barLine).join('\n')}\n\n${page}`);
  return !hasFailures && bars.every(({ passes }) => passes);
}

async function readSample(vbench: string | undefined, perDimension: number): Promise<PromptFile> {
  const path = new URL('../quality/prompts.json', import.meta.url);
  const file = PromptFile.parse(JSON.parse(await readFile(path, 'utf8')));
  if (vbench === undefined) return file;
  const entries = VBenchFile.parse(JSON.parse(await readFile(vbench, 'utf8')));
  return { ...file, prompts: [...file.prompts, ...sampleVBench(entries, perDimension)] };
}

function positive(text: string, option: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new RangeError(`${option} takes a whole number from 1`);
  return value;
}

function showProgress(done: number, total: number, finding: Finding): void {
  const name = finding.kind === 'failure' ? `FAILED ${finding.prompt}` : '';
  if (process.stdout.isTTY && name === '') process.stdout.write(`\r${done} of ${total} measured`);
  else if (name !== '' || done % 10 === 0 || done === total) {
    console.log(`${done} of ${total} measured ${name}`.trimEnd());
  }
}

function barLine({ bar, measured, checks, passes }: BarResult): string {
  const word = measured === null ? '-' : passes ? 'pass' : 'MISS';
  return [
    word.padEnd(5),
    bar.title.padEnd(44),
    formatMeasure(measured, bar.unit).padStart(10),
    `at least ${formatMeasure(bar.atLeast, bar.unit)}`.padStart(20),
    `${checks} checks`.padStart(12),
  ].join(' ');
}
