import type { Generation, GenerationFilter } from '@reelay/client';
import type { Command } from 'commander';
import { withApiOptions } from '../api/api-command.ts';
import type { ApiOptions } from '../api/connection.ts';
import type { RunApi } from '../api/run-api.ts';
import type { Session } from '../api/session.ts';
import { phaseOf } from '../progress-of.ts';
import { readCount, readTimeAgo } from '../read/read-seconds.ts';
import { pageFor, takeUpTo } from '../api/take-up-to.ts';
import { commandName } from '../request/command-name.ts';
import type { OptionOf } from '../request/name-option.ts';
import type { Column } from '../terminal/format-table.ts';
import type { Colour } from '../terminal/look.ts';
import { printList } from '../api/print-list.ts';
import { showDollars, showTime } from '../terminal/show.ts';

interface ListOptions extends ApiOptions {
  readonly status?: string;
  readonly model?: string;
  readonly mode?: string;
  readonly engine?: string;
  readonly prompt?: string;
  readonly after?: string;
  readonly before?: string;
  readonly limit: string;
}

const OPTION_OF: OptionOf = {
  status: '--status',
  model: '--model',
  mode: '--mode',
  engine: '--engine',
  prompt: '--prompt',
  created_after: '--after',
  created_before: '--before',
};

const EXAMPLES = [
  'reelay generations ls',
  'reelay generations ls --status failed --after 2d',
  'reelay generations ls --prompt panda --model kling_3 --limit 100',
  "reelay generations ls --status completed --json | jq -r '.[].video_url'",
];

/** `reelay generations ls`. */
export function addListGenerations(generations: Command, run: RunApi): void {
  const command = generations
    .command('ls')
    .alias('list')
    .description('List generations, newest first.')
    .option('--status <status>', 'pending, processing, completed or failed')
    .option('--model <model>', 'of this model')
    .option('--mode <mode>', 'text_to_video, image_to_video or motion_control')
    .option('--engine <engine>', 'made by this engine')
    .option('--prompt <text>', 'with this in the prompt')
    .option(
      '--after <time>',
      'made since: so long ago, such as 2h or 7d, or 2026-11-23, or 2026-11-23T07:00:00Z',
    )
    .option('--before <time>', 'made before that')
    .option('--limit <number>', 'show at most so many', '20');
  withApiOptions(command, EXAMPLES).action((options: ListOptions) =>
    run(options, { optionOf: OPTION_OF }, (session) => listGenerations(session, options)),
  );
}

async function listGenerations(session: Session, options: ListOptions): Promise<void> {
  const limit = readCount('--limit', options.limit);
  const list = session.client.kling.generations.list(filterOf(options, limit), { signal: session.signal });
  const { items, hasMore } = await takeUpTo(list, limit);
  printList(session, COLUMNS, items, {
    empty: `There are none here. Make one: ${commandName()} generate "a red kite over a green hill"`,
    hasMore,
  });
}

/** As it was said: the server is the one who checks it. */
function filterOf(options: ListOptions, limit: number): GenerationFilter {
  const { status, model, mode, engine, prompt, after, before } = options;
  const now = new Date();
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return {
    status,
    model,
    mode,
    engine,
    prompt,
    created_after: after === undefined ? undefined : readTimeAgo(after, now),
    created_before: before === undefined ? undefined : readTimeAgo(before, now),
    limit: pageFor(limit),
  } as GenerationFilter;
}

const COLUMNS: readonly Column<Generation>[] = [
  { title: 'ID', text: ({ generation_id: id }) => id },
  { title: 'STATUS', text: statusOf, colour: colourOf },
  { title: 'MODEL', text: ({ model }) => model },
  { title: 'LENGTH', text: ({ duration }) => (duration === null ? '-' : `${duration} s`), align: 'right' },
  { title: 'PRICE', text: ({ price }) => showDollars(price), align: 'right' },
  { title: 'MADE', text: ({ created_at: at }) => showTime(at) },
  { title: 'PROMPT', text: ({ prompt }) => prompt, mayShrink: true },
];

function statusOf(generation: Generation): string {
  const { status, progress, message } = generation;
  if (status === 'failed') return `failed ${message ?? ''}`;
  return status === 'processing' ? `${phaseOf(generation)} ${progress} %` : phaseOf(generation);
}

const COLOURS = {
  pending: null,
  processing: 'yellow',
  completed: 'green',
  failed: 'red',
} as const satisfies Record<Generation['status'], Colour | null>;

export function colourOf({ status }: Pick<Generation, 'status'>): Colour | null {
  return COLOURS[status];
}
