import type { Generation } from '@reelay/client';
import type { Command } from 'commander';
import { withApiOptions } from '../api/api-command.ts';
import type { ApiOptions } from '../api/connection.ts';
import type { RunApi } from '../api/run-api.ts';
import { describeReport, readReport } from '../describe-report.ts';
import { progressOf } from '../progress-of.ts';
import { commandName } from '../request/command-name.ts';
import { formatFacts } from '../terminal/format-table.ts';
import { showDollars, showSeconds, showTime } from '../terminal/show.ts';
import { LISTED_BY } from './listed-by.ts';

const EXAMPLES = [
  'reelay generations get 0199d1c4-6f5e-7a3b-9a51-2f6d7c1e8b90',
  'reelay generations get 0199d1c4-6f5e-7a3b-9a51-2f6d7c1e8b90 --json | jq .engine_report',
];

/** `reelay generations get`. */
export function addGetGeneration(generations: Command, run: RunApi): void {
  const command = generations
    .command('get')
    .alias('show')
    .description('Show a generation as it is now.')
    .argument('<id>', 'its id');
  withApiOptions(command, EXAMPLES).action((id: string, options: ApiOptions) =>
    run(options, { listedBy: LISTED_BY }, async (session) => {
      const generation = await session.client.kling.generations.get(id, { signal: session.signal });
      if (session.isJson) return session.printJson(generation);
      session.print(describeGeneration(generation));
      if (generation.status === 'completed')
        session.note(`Download it with: ${commandName()} generations watch ${id} -o video.mp4`);
    }),
  );
}

function describeGeneration(generation: Generation): string {
  const { status, duration, created_at: createdAt, completed_at: completedAt, error } = generation;
  const report = readReport(generation.engine_report);
  return formatFacts([
    ['id', generation.generation_id],
    ['status', statusOf(generation)],
    ['error', error === null ? null : error.message],
    ['video', generation.video_url],
    ['poster', generation.poster_url],
    ['prompt', generation.prompt],
    ['model', `${generation.model}, made by ${generation.engine}`],
    ['duration', duration === null ? null : `${duration} s`],
    ['price', priceOf(generation)],
    ['seed', String(generation.seed)],
    ['made', showTime(createdAt)],
    [status === 'failed' ? 'failed' : 'completed', endOf(createdAt, completedAt)],
    ...(generation.warnings ?? []).map((warning) => ['note', warning] as const),
    ...(report ? describeReport(report) : []),
  ]);
}

function statusOf(generation: Generation): string {
  const { status, message, progress } = generation;
  if (status === 'failed') return `failed with ${message ?? 'no reason'}`;
  if (status === 'completed') return status;
  const { phase, rest } = progressOf(generation);
  return [phase, status === 'processing' ? `${progress} %` : '', rest ?? '']
    .filter((part) => part !== '')
    .join(', ');
}

function priceOf({ price, status }: Generation): string {
  const words = {
    pending: ', held',
    processing: ', held',
    completed: ', paid',
    failed: ', given back',
  } as const;
  return `${showDollars(price)}${price === 'calculating' ? '' : words[status]}`;
}

function endOf(createdAt: string, completedAt: string | undefined): string | null {
  if (completedAt === undefined) return null;
  const seconds = (Date.parse(completedAt) - Date.parse(createdAt)) / 1000;
  return `${showTime(completedAt)}, ${showSeconds(seconds)} after it was asked for`;
}
