import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { type Generation, ReelayClient, ReelayError } from '@reelay/client';
import type { Command } from 'commander';
import { readConfig } from '../main/config.ts';
import { createLogger } from '../main/create-logger.ts';
import { startServer } from '../main/start-server.ts';
import { type DemoOptions, type DemoRequest, demoRequest, inOptionWords } from './demo-request.ts';
import { describeDemo } from './describe-demo.ts';
import { progressLine } from './progress-line.ts';
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
    .action(async (words: string[], options: DemoOptions) => {
      await checkDirectory(options.output);
      setExitCode(await runDemo(await demoRequest(words, options), options.output));
    });
}

/** Said before the work and not after it. */
async function checkDirectory(output: string): Promise<void> {
  const directory = dirname(resolve(output));
  const found = await stat(directory).catch(() => null);
  if (!found?.isDirectory()) throw new UsageError(`--output: there is no directory ${directory}`);
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
  const client = new ReelayClient({ baseUrl: url, apiKey: DEMO_KEY });
  const { prompt, model } = request.body;
  if (typeof prompt === 'string') console.log(`Prompt: ${prompt}`);
  console.log(`Making a video from ${request.from} with ${String(model)}`);
  const started = performance.now();
  const accepted = await submit(client, request, signal);
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
  const path = resolve(output);
  await download(generation.video_url, path, signal);
  const seconds = (performance.now() - started) / 1000;
  const { size } = await stat(path);
  console.log(
    describeDemo({
      path,
      from: request.from,
      byteCount: size,
      generation,
      quoted: accepted.price,
      seconds,
    }),
  );
  return 0;
}

async function submit(client: ReelayClient, { body }: DemoRequest, signal: AbortSignal) {
  try {
    return await client.generate(body, { signal });
  } catch (error) {
    if (error instanceof ReelayError && error.status >= 400 && error.status < 500)
      throw new UsageError(inOptionWords(error));
    throw error;
  }
}

function phaseOf(generation: Generation): string {
  if (generation.status === 'pending') return generation.price === 'calculating' ? 'measuring' : 'queued';
  if (generation.status !== 'processing') return generation.status;
  return generation.progress === 0 ? 'preparing' : generation.progress >= 99 ? 'storing' : 'rendering';
}

async function download(url: string, path: string, signal: AbortSignal): Promise<void> {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(`the finished video could not be downloaded: HTTP ${response.status}`);
  await writeFile(path, Buffer.from(await response.arrayBuffer()));
}
