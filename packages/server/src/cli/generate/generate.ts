import type { Command } from 'commander';
import { withApiOptions } from '../api/api-command.ts';
import type { RunApi } from '../api/run-api.ts';
import { GENERATE_OPTIONS, type GenerateOptions } from './read-wish.ts';
import { runGenerate } from './run-generate.ts';

const EXAMPLES = [
  'reelay generate "a red kite over a green hill, pan left"',
  'reelay generate "a red kite over a green hill" -o kite.mp4',
  'reelay generate --image photo.jpg "slow dolly in, snow falling" --duration 10 -o snow.mp4',
  'reelay generate --video dance.mp4 --image robot.png -o robot.mp4',
  'reelay generate --model kling_o3 --image a.png --image b.png "they meet at a station" --wait',
  'reelay generate "waves on a beach" --sound --quote',
];

/** `reelay generate`: a video from words, a picture, or the movement in a video. */
export function addGenerateCommand(program: Command, run: RunApi): void {
  const command = program
    .command('generate')
    .description('Make a video from words, from a picture, or from the movement in a video.')
    .argument('[prompt...]', 'what the video should show, or how the picture should move')
    .option('--model <model>', '"reelay models" lists them (default: follows from the rest)')
    .option(
      '--image <file or URL>',
      'the first frame; with --video the character; several for kling_o1 and kling_o3',
      (place: string, before: readonly string[] | undefined) => [...(before ?? []), place],
    )
    .option('--video <file or URL>', 'a video of a person whose movement the character takes over')
    .option('--duration <seconds>', 'length of the video (default: 5, or that of --video)')
    .option('--ratio <ratio>', '16:9, 9:16 or 1:1 (default: 16:9, or that of the picture)')
    .option('--seed <number>', 'same seed, same video')
    .option('--negative-prompt <text>', 'what not to show')
    .option('--cfg-scale <number>', 'how strictly to follow the prompt, 0 to 1')
    .option('--sound', 'make sound (default model: kling_2.6)')
    .option('--no-sound', 'make none with a model that otherwise does')
    .option('--orientation <whose>', 'with --video: that of the image or of the video')
    .option('--no-original-sound', "with --video: leave the video's sound out")
    .option('--callback <URL>', 'where a signed webhook goes when it has ended')
    .option('--strict', 'refuse what the model does not take, instead of ignoring it')
    .option('--quote', 'only say what it would cost and how long it would take')
    .option('--wait', 'wait for the end, and print the address of the video')
    .option('--timeout <time>', 'wait at most so long, such as 90s or 10m (default: 30m)')
    .option('-o, --output <file>', 'wait for the end, and download the video')
    .option('--force', 'replace the file of --output if it exists')
    .option(
      '--idempotency-key <key>',
      'the same key and the same request are one generation, however often they are sent',
    );
  withApiOptions(command, EXAMPLES).action(async (words: string[], options: GenerateOptions) => {
    await run(options, { optionOf: GENERATE_OPTIONS }, (session) => runGenerate(session, words, options));
  });
}
