import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { errandsOf, promptOf } from '../src/quality/errand.ts';
import type { Finding } from '../src/quality/errand.ts';
import { reportPage } from '../src/quality/report-page.ts';
import { runErrands } from '../src/quality/run-errands.ts';
import { PromptFile } from '../src/quality/sample-entry.ts';
import { fileVerdicts, formatMeasure, tallyBars } from '../src/quality/tally.ts';
import type { BarResult } from '../src/quality/tally.ts';
import { VBenchFile, sampleVBench } from '../src/quality/vbench-entry.ts';

const HELP = `Measures the pictures of the studio against its bars.

  npm run quality -- [options]

  --only REGEX     only prompts that match, and no trials of seed, cfg and negatives unless they match too
  --vbench FILE    also prompts of a VBench list (JSON with prompt, dimension, auxiliary_info)
  --sample N       of that list, N prompts of every dimension (default 6)
  --threads N      measuring threads (default 2)
  --out DIR        where index.html goes (default quality-report)
  --help           this text

Exit code 1 when a bar is missed.`;

const OPTIONS = {
  only: { type: 'string' },
  vbench: { type: 'string' },
  sample: { type: 'string', default: '6' },
  threads: { type: 'string', default: '2' },
  out: { type: 'string', default: 'quality-report' },
  help: { type: 'boolean', default: false },
} as const;

async function measureQuality(): Promise<void> {
  const { values } = parseArgs({ options: OPTIONS });
  if (values.help) {
    console.log(HELP);
    return;
  }
  const file = await readSample(values.vbench, positive(values.sample, '--sample'));
  const only = new RegExp(values.only ?? '', 'iu');
  const errands = errandsOf(file).filter((errand) => only.test(promptOf(errand)));
  if (errands.length === 0) throw new RangeError(`no prompt matches ${values.only}`);

  const findings = await runErrands(errands, positive(values.threads, '--threads'), (done, finding) =>
    showProgress(done, errands.length, finding),
  );
  const verdicts = fileVerdicts(findings);
  const bars = tallyBars(findings, verdicts);

  await mkdir(values.out, { recursive: true });
  const page = join(resolve(values.out), 'index.html');
  await writeFile(page, reportPage(bars, verdicts, findings));
  const hasFailures = findings.some(({ kind }) => kind === 'failure');
  console.log(`\n${bars.map(barLine).join('\n')}\n\n${page}`);
  if (hasFailures || bars.some(({ passes }) => !passes)) process.exitCode = 1;
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

await measureQuality();
