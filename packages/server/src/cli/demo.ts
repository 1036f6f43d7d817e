import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Generation, ReelayClient, ReelayError } from '@reelay/client';
import type { Command } from 'commander';
import { readConfig } from '../main/config.ts';
import { createLogger } from '../main/create-logger.ts';
import { startServer } from '../main/start-server.ts';
import { describeDemo } from './describe-demo.ts';
import { progressLine } from './progress-line.ts';
import { UsageError } from './usage-error.ts';

const DEFAULT_PROMPT = 'A panda playing guitar by a campfire in a snowy forest, slow zoom in';

/** Only for the demo's own server, which dies with it: any value of the right form serves. */
const DEMO_KEY = 'rk_test_demo_demo_demo_demo';

interface DemoOptions {
  readonly model: string;
  readonly duration: string;
  readonly aspectRatio: string;
  readonly seed?: string;
  readonly negativePrompt?: string;
  readonly output: string;
}

/** `reelay demo`: a server of its own on a free port, one request through the public API, one MP4 in this directory. */
export function addDemoCommand(program: Command, setExitCode: (code: number) => void): void {
  program
    .command('demo')
    .description('Make one video through a server that is started for it and leaves nothing behind.')
    .argument('[prompt...]', 'what the video should show', [DEFAULT_PROMPT])
    .option('--model <model>', 'model of the catalogue', 'kling_2.5_turbo')
    .option('--duration <seconds>', 'length of the video', '5')
    .option('--aspect-ratio <ratio>', '16:9, 9:16 or 1:1', '16:9')
    .option('--seed <number>', 'same seed, same video')
    .option('--negative-prompt <text>', 'what not to show (models that take it)')
    .option('-o, --output <file>', 'where the video goes', 'demo.mp4')
    .action(async (words: string[], options: DemoOptions) => {
      setExitCode(await runDemo(words.join(' '), options));
    });
}

async function runDemo(prompt: string, options: DemoOptions): Promise<number> {
  const directory = await mkdtemp(join(tmpdir(), 'reelay-demo-'));
  const interrupted = new AbortController();
  const interrupt = (): void => interrupted.abort(new Error('interrupted'));
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  try {
    return await withServer(directory, (url) => makeVideo(url, prompt, options, interrupted.signal));
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

async function withServer(directory: string, work: (url: string) => Promise<number>): Promise<number> {
  const { REELAY_FFMPEG, REELAY_STUDIO_THREADS, DATABASE_URL } = process.env;
  const config = readConfig({
    PORT: '0',
    REELAY_DATA_DIR: directory,
    REELAY_BOOTSTRAP_KEY: DEMO_KEY,
    LOG_LEVEL: 'error',
    REELAY_FFMPEG,
    REELAY_STUDIO_THREADS,
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
  prompt: string,
  options: DemoOptions,
  signal: AbortSignal,
): Promise<number> {
  const client = new ReelayClient({ baseUrl: url, apiKey: DEMO_KEY });
  console.log(`Prompt: ${prompt}`);
  const started = performance.now();
  const accepted = await submit(client, prompt, options, signal);
  for (const warning of accepted.warnings ?? []) console.log(`Note: ${warning}`);
  const line = progressLine(process.stderr, () => performance.now());
  const generation = await client.wait(accepted.generation_id, {
    signal,
    onProgress: (now) => line.update(phaseOf(now), now.progress),
  });
  line.end();
  if (generation.status === 'failed' || !generation.video_url) {
    console.error(
      `The generation failed: ${generation.message ?? 'no reason given'}. ${generation.error?.message ?? ''}`,
    );
    return 5;
  }
  const path = resolve(options.output);
  await download(generation.video_url, path, signal);
  const seconds = (performance.now() - started) / 1000;
  const { size } = await stat(path);
  console.log(describeDemo({ path, byteCount: size, generation, quoted: accepted.price, seconds }));
  return 0;
}

async function submit(client: ReelayClient, prompt: string, options: DemoOptions, signal: AbortSignal) {
  const { model, duration, aspectRatio, seed, negativePrompt } = options;
  const body = {
    prompt,
    model,
    duration,
    aspect_ratio: aspectRatio,
    ...(seed === undefined ? {} : { seed: Number(seed) }),
    ...(negativePrompt === undefined ? {} : { negative_prompt: negativePrompt }),
  };
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- typed by a person on the command line: the server is the one who checks it
    return await client.generate(body as Parameters<ReelayClient['generate']>[0], { signal });
  } catch (error) {
    if (error instanceof ReelayError && error.status >= 400 && error.status < 500)
      throw new UsageError(error.message);
    throw error;
  }
}

function phaseOf(generation: Generation): string {
  if (generation.status === 'pending') return 'queued';
  if (generation.status !== 'processing') return generation.status;
  return generation.progress === 0 ? 'preparing' : generation.progress >= 99 ? 'storing' : 'rendering';
}

async function download(url: string, path: string, signal: AbortSignal): Promise<void> {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(`the finished video could not be downloaded: HTTP ${response.status}`);
  await writeFile(path, Buffer.from(await response.arrayBuffer()));
}
