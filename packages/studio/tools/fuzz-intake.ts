/**
 * Puts damaged and hostile files through the intake: copies of small good ones, changed at random but always the same for
 * the same seed, and a collection of bombs. A crash, a hang or memory kept is a failure; a child that dies is not, since
 * that is what it is for.
 *
 *   node packages/studio/tools/fuzz-intake.ts --count 10000 --seed 1
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeBombs } from './fuzz/bombs.ts';
import { mutants, runCampaign } from './fuzz/campaign.ts';
import type { Campaign } from './fuzz/campaign.ts';
import { makeSeeds } from './fuzz/make-seeds.ts';
import type { Seed } from './fuzz/make-seeds.ts';
import type { Trial } from './fuzz/run-trial.ts';

const HELP = `Puts damaged and hostile files through the intake.

  node packages/studio/tools/fuzz-intake.ts [options]

  --count N    damaged files (default 1000; the bar is 10000)
  --seed N     which series of them (default 1)
  --from N     the first of the series, to run a long one in parts (default 0)
  --bombs      also the bombs
  --slow S     names every trial that takes longer than S seconds (default 5)
  --keep N     writes damaged file N to the working directory instead of running anything
  --help       this text

Exit code 1 after a crash, a hang or more than 256 MB of memory kept.`;

const OPTIONS = {
  count: { type: 'string', default: '1000' },
  seed: { type: 'string', default: '1' },
  from: { type: 'string', default: '0' },
  bombs: { type: 'boolean', default: false },
  slow: { type: 'string', default: '5' },
  keep: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

const MOST_GROWN_MB = 256;
const CAMPAIGN = { width: 2, ordersPerChild: 100, wallSeconds: 20 } as const;

async function fuzz(): Promise<void> {
  const { values } = parseArgs({ options: OPTIONS });
  if (values.help) {
    console.log(HELP);
    return;
  }
  const folder = await mkdtemp(join(tmpdir(), 'reelay-fuzz-'));
  try {
    const seeds = await makeSeeds(folder);
    const seed = whole(values.seed, '--seed');
    if (values.keep !== undefined) {
      await keep(seeds, seed, whole(values.keep, '--keep'));
      return;
    }
    const slow = Number(values.slow);
    const onTrial = (trial: Trial, code: string, seconds: number): void => {
      if (seconds > slow || trial.name.startsWith('bomb'))
        console.log(`${trial.name}: ${code}, ${seconds.toFixed(2)} s`);
    };
    const damaged = mutants(seeds, seed, whole(values.from, '--from'), whole(values.count, '--count'));
    report('damaged files', await runCampaign(damaged, { ...CAMPAIGN, folder, onTrial }));
    if (values.bombs) report('bombs', await runCampaign(makeBombs(seeds), { ...CAMPAIGN, folder, onTrial }));
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function keep(seeds: readonly Seed[], seed: number, index: number): Promise<void> {
  for (const { name, bytes } of mutants(seeds, seed, index, 1)) {
    const file = name.replace(' ', '-');
    await writeFile(file, bytes);
    console.log(file);
  }
}

function report(title: string, campaign: Campaign): void {
  console.log(`${title}\n${JSON.stringify(campaign, null, 2)}`);
  const { crashes, hangs, grownMb } = campaign;
  if (crashes.length > 0 || hangs.length > 0 || grownMb > MOST_GROWN_MB) process.exitCode = 1;
}

function whole(text: string, name: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new RangeError(`${name} takes a whole number`);
  return value;
}

await fuzz();
