import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { JobFailedError, Reelay, ReelayError } from '@reelay/client';
import type { Command } from 'commander';
import { readConfig } from '../main/config.ts';
import { createLogger } from '../main/create-logger.ts';
import { startServer } from '../main/start-server.ts';
import { describeExamples } from './api/api-command.ts';
import { type DemoOptions, type DemoRequest, demoRequest, inOptionWords } from './demo-request.ts';
import { describeDemo } from './describe-demo.ts';
import { progressOf } from './progress-of.ts';
import { checkOutput } from './request/check-output.ts';
import { progressBoard } from './terminal/progress-board.ts';
import { UsageError } from './usage-error.ts';

/** Only for the demo's own server, which dies with it: any value of the right form serves. */
const DEMO_KEY = 'rk_test_demo_demo_demo_demo';

/** `reelay demo`: a server of its own on a free port, one request through the public API, one MP4 in this directory. */
export function addDemoCommand(program: Command, setExitCode: (code: number) => void): void {
  program
    .command('demo')
    .description('Make one video through a server that is started for it and leaves nothing behind.')
    .argument('[prompt...]', 'what the video should show, or how the picture should move')
    .option(
      '--image <file or URL>',
      'a picture to set in motion, or with --motion the character: JPEG, PNG or WEBP, at most 10 MB',
    )
    .option(
      '--motion <file or URL>',
      'a video of a person whose movement the character takes over: MP4, MOV or WEBM, 3 to 30 s, at most 100 MB',
    )
    .option('--orientation <whose>', 'with --motion: that of the image or of the video (default: video)')
    .option('--no-original-sound', "with --motion: leave the video's sound out")
    .option('--sound', 'make sound (default model: kling_2.6)')
    .option('--model <model>', 'model of the catalogue (default: follows from the above)')
    .option('--duration <seconds>', 'length of the video (default: 5, or that of the --motion video)')
    .option('--aspect-ratio <ratio>', '16:9, 9:16 or 1:1 (default: 16:9, or that of the picture)')
    .option('--seed <number>', 'same seed, same video')
    .option('--negative-prompt <text>', 'what not to show (models that take it)')
    .option('-o, --output <file>', 'where the video goes', 'demo.mp4')
    .addHelpText(
      'after',
      describeExamples([
        'reelay demo "A red fox runs through a snowy forest at sunset, pan left"',
        'reelay demo --image photo.jpg "slow dolly in, snow falling"',
        'reelay demo --motion dance.mp4 --image robot.png -o robot.mp4',
      ]),
    )
    .action(async (words: string[], options: DemoOptions) => {
      await checkOutput(options.output, { mayOverwrite: true });
      setExitCode(await runDemo(await demoRequest(words, options), options.output));
    });
}

async function runDemo(request: DemoRequest, output: string): Promise<number> {
  const directory = await mkdtemp(join(tmpdir(), 'reelay-demo-'));
  const interrupted = new AbortController();
  const interrupt = (): void => interrupted.abort(new Error('interrupted'));
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  try {
    return await withServer(directory, request.needsLoopback, (url) =>
      makeVideo(url, request, output, interrupted.signal),
    );
  } catch (error) {
    if (!interrupted.signal.aborted) throw error;
    console.error('\nInterrupted: the server was stopped and its data removed.');
    return 130;
  } finally {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
    await rm(directory, { recursive: true, force: true });
  }
}

async function withServer(
  directory: string,
  needsLoopback: boolean,
  work: (url: string) => Promise<number>,
): Promise<number> {
  const { REELAY_FFMPEG, REELAY_STUDIO_THREADS, REELAY_STUDIO_MEMORY_MB, DATABASE_URL } = process.env;
  const { REELAY_EXTRA_URL_PORTS } = process.env;
  const config = readConfig({
    PORT: '0',
    REELAY_DATA_DIR: directory,
    REELAY_BOOTSTRAP_KEY: DEMO_KEY,
    LOG_LEVEL: 'error',
    REELAY_FFMPEG,
    REELAY_STUDIO_THREADS,
    REELAY_STUDIO_MEMORY_MB,
    REELAY_EXTRA_URL_PORTS,
    REELAY_ALLOW_PRIVATE_URLS: needsLoopback ? 'loopback' : undefined,
    DATABASE_URL,
  });
  process.stderr.write('Starting PostgreSQL and the server ... ');
  const started = performance.now();
  const server = await startServer(config, 'all', createLogger(config.logLevel));
  process.stderr.write(`ready in ${((performance.now() - started) / 1000).toFixed(1)} s at ${server.url}\n`);
  try {
    return await work(server.url ?? '');
  } finally {
    await server.stop();
  }
}

async function makeVideo(
  url: string,
  request: DemoRequest,
  output: string,
  signal: AbortSignal,
): Promise<number> {
  const client = new Reelay({ baseUrl: url, apiKey: DEMO_KEY });
  const { prompt, model } = request.body;
  if (typeof prompt === 'string') console.log(`Prompt: ${prompt}`);
  console.log(`Making a video from ${request.from} with ${String(model)}`);
  const started = performance.now();
  const job = await submit(client, request, signal);
  for (const warning of job.warnings) console.log(`Note: ${warning}`);
  const board = progressBoard(process.stderr);
  const path = resolve(output);
  const made = await job
    .download(path, { signal, onProgress: (now) => board.update('', progressOf(now)) })
    .catch(asFailure)
    .finally(() => board.end());
  if (made instanceof JobFailedError) {
    console.error(`The generation failed: ${made.code}. ${made.detail}`);
    return 5;
  }
  const { generation, byteCount } = made;
  const seconds = (performance.now() - started) / 1000;
  console.log(
    describeDemo({
      path,
      from: request.from,
      byteCount,
      generation,
      quoted: job.price,
      seconds,
    }),
  );
  return 0;
}

/** A generation that failed is an outcome of the demo; anything else is not. */
function asFailure(error: unknown): JobFailedError {
  if (error instanceof JobFailedError) return error;
  throw error;
}

async function submit(client: Reelay, { body }: DemoRequest, signal: AbortSignal) {
  try {
    return await client.kling.generate(body, { signal });
  } catch (error) {
    if (error instanceof ReelayError && error.status >= 400 && error.status < 500)
      throw new UsageError(inOptionWords(error));
    throw error;
  }
}
