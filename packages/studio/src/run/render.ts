import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { rename, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { silentPathOf } from '../codec/ffmpeg-encoder.ts';
import type { ChildOrder, ChildReport, Progress } from './child-messages.ts';
import type { Manifest } from './manifest.ts';
import { RenderFailure } from './render-failure.ts';
import { requestFault } from './render-request.ts';
import type { RenderRequest } from './render-request.ts';
import { siblingModule } from './sibling-module.ts';

export interface RenderOptions {
  readonly onProgress?: (progress: Progress) => void;
  /** Ends the child process at once. */
  readonly signal?: AbortSignal;
  /** Drawing threads; the processor's own number by default. Does not change the result. */
  readonly threads?: number;
  /** Encodes with this ffmpeg program instead of the built-in one. */
  readonly ffmpegPath?: string;
  readonly memoryLimitMb?: number;
  readonly timeLimitSeconds?: number;
  /** Told the child's process id, for supervisors. */
  readonly onStart?: (pid: number) => void;
}

export interface RenderResult {
  readonly file: string;
  readonly poster: string;
  readonly manifest: Manifest;
}

const DEFAULT_MEMORY_MB = 3000;
const DEFAULT_TIME_LIMIT_SECONDS = 900;
const STDERR_LIMIT = 4000;

/**
 * Renders a request in a child process of its own, so that no input, defect or native crash reaches the caller's
 * process. Resolves with files that are complete, or rejects with a {@link RenderFailure} and leaves none.
 */
export async function render(request: RenderRequest, options: RenderOptions = {}): Promise<RenderResult> {
  const fault = requestFault(request);
  if (fault !== null) throw new RenderFailure('invalid_request', fault);
  if (options.signal?.aborted) throw new RenderFailure('aborted', 'before it began');
  const partial = {
    ...request,
    outputPath: `${request.outputPath}.partial`,
    posterPath: `${request.posterPath}.partial`,
  };
  try {
    const manifest = await superviseChild(partial, options);
    await rename(partial.posterPath, request.posterPath);
    await rename(partial.outputPath, request.outputPath);
    options.onProgress?.({
      phase: 'finishing',
      percent: 100,
      frame: manifest.frames,
      frameCount: manifest.frames,
    });
    return { file: request.outputPath, poster: request.posterPath, manifest };
  } catch (error) {
    for (const path of [partial.outputPath, silentPathOf(partial.outputPath), partial.posterPath])
      await rm(path, { force: true });
    throw error;
  }
}

/** Settles only when the child has ended: its files can then be removed for good. */
function superviseChild(request: RenderRequest, options: RenderOptions): Promise<Manifest> {
  const memoryLimitMb = options.memoryLimitMb ?? DEFAULT_MEMORY_MB;
  const timeLimitSeconds = options.timeLimitSeconds ?? DEFAULT_TIME_LIMIT_SECONDS;
  const child = startChild(memoryLimitMb);
  return new Promise((resolve, reject) => {
    let outcome: Manifest | RenderFailure | null = null;
    let complaints = '';
    const stop = (failure: RenderFailure): void => {
      outcome ??= failure;
      child.kill('SIGKILL');
    };
    const onAbort = (): void => stop(new RenderFailure('aborted', 'by the caller'));
    const clock = setTimeout(
      () => stop(new RenderFailure('time_limit', `not done after ${timeLimitSeconds} s`)),
      timeLimitSeconds * 1000,
    );
    options.signal?.addEventListener('abort', onAbort, { once: true });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      complaints = (complaints + text).slice(-STDERR_LIMIT);
    });
    child.on('message', (report: ChildReport) => {
      if (report.kind === 'progress') options.onProgress?.(report.progress);
      else
        outcome ??=
          report.kind === 'done' ? report.manifest : new RenderFailure(report.reason, report.detail);
    });
    // A child that could not be started, or took no message, also closes.
    child.on('error', (error) => {
      outcome ??= new RenderFailure('crashed', error.message);
    });
    child.once('close', (code, signal) => {
      clearTimeout(clock);
      options.signal?.removeEventListener('abort', onAbort);
      const ending = outcome ?? crash(code, signal, complaints);
      if (ending instanceof RenderFailure) reject(ending);
      else resolve(ending);
    });
    if (child.pid !== undefined) options.onStart?.(child.pid);
    options.onProgress?.({ phase: 'preparing', percent: 0, frame: 0, frameCount: 0 });
    const threads = options.threads ?? availableParallelism();
    const order: ChildOrder = { request, threads, ffmpegPath: options.ffmpegPath ?? null, memoryLimitMb };
    if (child.connected) child.send(order);
  });
}

function startChild(memoryLimitMb: number): ChildProcess {
  return fork(siblingModule(import.meta.url, 'render-child'), [], {
    execArgv: [`--max-old-space-size=${memoryLimitMb}`],
    // Nothing of ours in there: a render needs no secrets.
    env: {},
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
}

function crash(code: number | null, signal: NodeJS.Signals | null, complaints: string): RenderFailure {
  const reason = complaints.includes('heap out of memory') ? 'memory_limit' : 'crashed';
  return new RenderFailure(
    reason,
    `the render process ended with ${signal ?? `code ${code}`}${complaints ? `: ${complaints.trim()}` : ''}`,
  );
}
