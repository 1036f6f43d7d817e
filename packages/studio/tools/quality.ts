import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { measureImage } from '../src/quality/measure-image.ts';
import { measureMotion } from '../src/quality/measure-motion.ts';
import { formatFigure, passes } from '../src/quality/part-bars.ts';
import type { PartResult } from '../src/quality/part-bars.ts';
import { partPage } from '../src/quality/part-page.ts';
import { findTrialFootage } from '../src/quality/trial-footage.ts';
import { createVision } from '../src/vision/create-vision.ts';
import { measureText } from './quality-text.ts';

const HELP = `Measures what the studio makes against its bars.

  npm run quality -- [options]

  --only PART      text, image or motion; all three without it
  --match REGEX    only pairs and prompts that match; of the text part no trials unless they match too
  --vbench FILE    text: also prompts of a VBench list (JSON with prompt, dimension, auxiliary_info)
  --sample N       text: of that list, N prompts of every dimension (default 6)
  --threads N      text: measuring threads (default 2)
  --out DIR        where the pages go (default quality-report)
  --help           this text

REELAY_TRIAL_MEDIA names a folder of real pictures and videos to measure beside those that are rendered here.
Exit code 1 when a bar is missed.`;

const OPTIONS = {
  only: { type: 'string' },
  match: { type: 'string' },
  vbench: { type: 'string' },
  sample: { type: 'string', default: '6' },
  threads: { type: 'string', default: '2' },
  out: { type: 'string', default: 'quality-report' },
  help: { type: 'boolean', default: false },
} as const;

const PARTS = ['text', 'image', 'motion'] as const;
type Part = (typeof PARTS)[number];

async function measureQuality(): Promise<void> {
  const { values } = parseArgs({ options: OPTIONS });
  if (values.help) {
    console.log(HELP);
    return;
  }
  const parts = PARTS.filter((part) => values.only === undefined || part === values.only);
  if (parts.length === 0) throw new RangeError(`--only takes ${PARTS.join(', ')}, not ${values.only}`);
  const out = resolve(values.out);
  await mkdir(out, { recursive: true });
  for (const part of parts) {
    const isMet =
      part === 'text'
        ? await measureText({ ...values, match: values.match, vbench: values.vbench, out })
        : await measurePart(part, values.match, out);
    if (!isMet) process.exitCode = 1;
  }
}

/** Measures a part that looks at pictures with networks, and writes its page; tells whether every bar was met. */
async function measurePart(
  part: Exclude<Part, 'text'>,
  match: string | undefined,
  out: string,
): Promise<boolean> {
  const footage = await findTrialFootage(process.env['REELAY_TRIAL_MEDIA']);
  const vision = await createVision();
  const measure = part === 'image' ? measureImage : measureMotion;
  try {
    const report = await measure({
      footage,
      vision,
      match: new RegExp(match ?? '', 'iu'),
      onStep: (step) => console.log(step),
    });
    const page = join(out, `${part}.html`);
    await writeFile(page, partPage(report));
    console.log(`\n${report.results.map(resultLine).join('\n')}\n\n${page}`);
    return report.results.every(passes);
  } finally {
    await vision.close();
  }
}

function resultLine(result: PartResult): string {
  const { bar, measured, checks } = result;
  return [
    (passes(result) ? 'pass' : 'MISS').padEnd(5),
    bar.title.padEnd(44),
    formatFigure(measured, bar.unit).padStart(14),
    `${bar.limit === 'at_least' ? 'at least' : 'at most'} ${formatFigure(bar.value, bar.unit)}`.padStart(22),
    `${checks} checks`.padStart(12),
  ].join(' ');
}

await measureQuality();
