import type { Model } from '@reelay/client';
import type { Command } from 'commander';
import { withApiOptions } from '../api/api-command.ts';
import type { ApiOptions } from '../api/connection.ts';
import type { RunApi } from '../api/run-api.ts';
import type { Session } from '../api/session.ts';
import { GENERATE_OPTIONS } from '../generate/read-wish.ts';
import { type Column, formatFacts, formatTable } from '../terminal/format-table.ts';
import { printList } from '../api/print-list.ts';
import { showDollars } from '../terminal/show.ts';
import { describeParameters, type Parameter } from './describe-parameters.ts';

const EXAMPLES = ['reelay models', 'reelay models kling_3', 'reelay models kling_3 --json | jq .parameters'];

/** `reelay models`. */
export function addModelsCommand(program: Command, run: RunApi): void {
  const command = program
    .command('models')
    .description('List the models, or show what one takes.')
    .argument('[id]', 'a model to show');
  withApiOptions(command, EXAMPLES).action((id: string | undefined, options: ApiOptions) =>
    run(options, { listedBy: 'models' }, (session) =>
      id === undefined ? listModels(session) : showModel(session, id),
    ),
  );
}

async function listModels(session: Session): Promise<void> {
  const models = await Array.fromAsync(session.client.models.list({ signal: session.signal }));
  printList(session, COLUMNS, models, { empty: 'There are none.' });
}

const SHORT_MODES = {
  text_to_video: 'text',
  image_to_video: 'image',
  motion_control: 'motion',
} as const satisfies Record<Model['modes'][number], string>;

const SOUNDS = {
  none: '-',
  optional: 'yes',
  of_driver: "the video's",
} as const satisfies Record<Model['sound'], string>;

const COLUMNS: readonly Column<Model>[] = [
  { title: 'MODEL', text: ({ id }) => id },
  { title: 'VERSION', text: ({ version }) => version },
  { title: 'FROM', text: ({ modes }) => modes.map((mode) => SHORT_MODES[mode]).join(', ') },
  { title: 'SECONDS', text: ({ durations }) => secondsOf(durations) },
  { title: 'PICTURE', text: ({ picture }) => picture },
  { title: 'SOUND', text: ({ sound }) => SOUNDS[sound] },
  { title: 'A SECOND', text: ({ price_per_second: price }) => showDollars(price), align: 'right' },
];

/** `3-15`, `5, 10`; what the video decides is said so. */
function secondsOf(durations: Model['durations']): string {
  if (durations === null) return "the video's";
  const [first, last] = [durations[0], durations.at(-1)];
  const isRange =
    first !== undefined &&
    last !== undefined &&
    durations.length > 2 &&
    last - first === durations.length - 1;
  return isRange ? `${first}-${last}` : durations.join(', ');
}

async function showModel(session: Session, id: string): Promise<void> {
  const model = await session.client.models.get(id, { signal: session.signal });
  if (session.isJson) session.printJson(model);
  else session.print(describeModel(session, model));
}

function describeModel({ look }: Session, model: Model): string {
  const { durations_with_image: withImage, price_per_second_with_sound: withSound } = model;
  const facts = formatFacts([
    ['model', `${model.id}, version ${model.version}`],
    ['from', model.modes.map((mode) => SHORT_MODES[mode]).join(', ')],
    [
      'seconds',
      `${secondsOf(model.durations)}${withImage === undefined ? '' : `; with a picture ${secondsOf(withImage)}`}`,
    ],
    ['picture', model.picture],
    ['sound', SOUNDS[model.sound]],
    [
      'price',
      `${showDollars(model.price_per_second)} a second${withSound === undefined ? '' : `, with sound ${showDollars(withSound)}`}`,
    ],
    ...model.availability.map(
      ({ environment, mode, engine, note }) =>
        [
          environment,
          `${SHORT_MODES[mode]}: ${engine === null ? 'nothing can make it' : `made by ${engine}`}${note === null ? '' : `; ${note}`}`,
        ] as const,
    ),
  ]);
  return `${facts}\n\n${formatTable(PARAMETER_COLUMNS, describeParameters(model.parameters), look)}`;
}

const PARAMETER_COLUMNS: readonly Column<Parameter>[] = [
  { title: 'PARAMETER', text: ({ name, isRequired }) => `${name}${isRequired ? ' *' : ''}` },
  { title: 'OPTION', text: ({ name }) => GENERATE_OPTIONS[name] ?? '-' },
  { title: 'TAKES', text: ({ takes }) => takes },
  { title: 'ABOUT', text: ({ about }) => about, mayShrink: true },
];
