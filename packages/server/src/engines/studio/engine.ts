/**
 * The embedded engine behind the port. Renders run in children of this process; when the process ends they end with it,
 * and the next worker is told `lost` and starts anew: rendering twice costs nothing, and an outcome is recorded once.
 */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { render, RenderFailure } from '@reelay/studio';
import { FAILURES, type FailureReason } from '../../kernel/failures.ts';
import type { NewId } from '../../kernel/ids.ts';
import { isJsonObject } from '../../kernel/json.ts';
import type { Logger } from '../../kernel/log.ts';
import type { Engine, EngineRequest, EngineStatus, Operation } from '../engine.ts';
import { renderRequestOf } from './render-request-of.ts';
import { openScratch } from './scratch.ts';
import { succeededWith } from './succeeded-with.ts';
import { unusedPictures } from './unused-pictures.ts';

const POLL_MILLISECONDS = 200;
/** Finished renders that nobody has fetched are kept up to this many, in case storing one has to be tried again. */
const MOST_FINISHED = 32;
/** A generation has 15 minutes in all; a render that takes longer cannot be of use any more. */
const TIME_LIMIT_SECONDS = 15 * 60;

/** What ends with a reason of its own, by the studio's word for it. Every other is a defect of ours: TASK_FAILED. */
const FAULTS: Partial<Record<RenderFailure['reason'], FailureReason>> = {
  invalid_image: 'INVALID_IMAGE',
  invalid_video: 'INVALID_VIDEO',
  no_person: 'NO_PERSON_FOUND',
  not_installed: 'ENGINE_UNAVAILABLE',
};

export interface StudioOptions {
  /** Where unfinished renders are kept; shared by the processes of one machine. */
  readonly scratchDirectory: string;
  /** Renders at once, over all processes. */
  readonly concurrency: number;
  /** Threads of one render. */
  readonly threads: number;
  readonly memoryLimitMb: number;
  /** A system ffmpeg that encodes instead of the built-in encoder. */
  readonly ffmpegPath?: string;
}

export interface StudioDeps {
  readonly log: Logger;
  readonly newId: NewId;
  /** The studio's own `render`; another one in tests. */
  readonly render?: typeof render;
}

interface Work {
  readonly directory: string;
  readonly control: AbortController;
  progress: number;
  /** Null while it is under way. */
  end: Exclude<EngineStatus, { state: 'pending' }> | null;
  /** Resolves with its end: from then on nothing of it touches the disk. */
  settled: Promise<void>;
}

export function studioEngine(options: StudioOptions, deps: StudioDeps): Engine {
  const instanceId = `${process.pid}-${deps.newId()}`;
  const works = new Map<string, Work>();
  let scratch: Promise<string> | null = null;

  return {
    id: 'studio',
    concurrency: options.concurrency,
    pollMilliseconds: POLL_MILLISECONDS,
    supports({ furtherImageCount = 0 }) {
      const note = unusedPictures(furtherImageCount);
      return { supported: true, ...(note === null ? {} : { notes: [note] }) };
    },
    async start(request, key) {
      scratch ??= openScratch(options.scratchDirectory, instanceId);
      const directory = join(await scratch, key);
      if (!works.has(key)) {
        await forgetOldest(works);
        works.set(key, beginWork(options, deps, request, directory));
      }
      return { state: 'started', operation: { key, instance: instanceId } };
    },
    async status(operation) {
      const work = findWork(works, operation, instanceId);
      if (!work) return { state: 'lost' };
      return work.end ?? { state: 'pending', progress: work.progress };
    },
    async find(key) {
      return works.has(key) ? { key, instance: instanceId } : 'absent';
    },
    async cancel(operation) {
      findWork(works, operation, instanceId)?.control.abort();
    },
    async close() {
      const ending = [...works.values()];
      works.clear();
      for (const work of ending) work.control.abort();
      await Promise.all(ending.map(({ settled }) => settled));
      if (scratch) await rm(await scratch, { recursive: true, force: true });
    },
  };
}

function findWork(
  works: ReadonlyMap<string, Work>,
  operation: Operation,
  instanceId: string,
): Work | undefined {
  const { key, instance } = operation;
  return instance === instanceId && typeof key === 'string' ? works.get(key) : undefined;
}

function beginWork(
  options: StudioOptions,
  deps: StudioDeps,
  request: EngineRequest,
  directory: string,
): Work {
  const work: Work = {
    directory,
    control: new AbortController(),
    progress: 0,
    end: null,
    settled: Promise.resolve(),
  };
  work.settled = renderToEnd(options, deps, request, work);
  return work;
}

async function renderToEnd(
  options: StudioOptions,
  deps: StudioDeps,
  request: EngineRequest,
  work: Work,
): Promise<void> {
  try {
    work.end = await renderTo(options, deps, request, work);
  } catch (error) {
    const reason = error instanceof RenderFailure ? FAULTS[error.reason] : undefined;
    const isTheCallers = reason !== undefined && FAILURES[reason].blame === 'caller';
    deps.log[isTheCallers ? 'info' : 'warn'](
      { directory: work.directory, err: String(error) },
      'a render failed',
    );
    const sentence = error instanceof RenderFailure ? error.sentence : null;
    work.end = reason
      ? { state: 'failed', reason, detail: sentence ?? FAILURES[reason].sentence }
      : { state: 'failed', reason: 'TASK_FAILED', detail: FAILURES.TASK_FAILED.sentence };
  }
}

async function renderTo(
  options: StudioOptions,
  deps: StudioDeps,
  request: EngineRequest,
  work: Work,
): Promise<Extract<EngineStatus, { state: 'succeeded' }>> {
  if (work.control.signal.aborted) throw new RenderFailure('aborted', 'stopped before it began');
  await mkdir(work.directory, { recursive: true });
  const made = await (deps.render ?? render)(
    renderRequestOf(request, {
      outputPath: join(work.directory, 'video.mp4'),
      posterPath: join(work.directory, 'poster.jpg'),
    }),
    {
      signal: work.control.signal,
      threads: options.threads,
      memoryLimitMb: options.memoryLimitMb,
      timeLimitSeconds: TIME_LIMIT_SECONDS,
      ...(options.ffmpegPath === undefined ? {} : { ffmpegPath: options.ffmpegPath }),
      onProgress: ({ percent }) => {
        work.progress = percent;
      },
    },
  );
  const done = succeededWith(made);
  const inputsNotUsed = unusedPictures(request.inputs.furtherImages?.length ?? 0);
  if (inputsNotUsed === null || !isJsonObject(done.report)) return done;
  return { ...done, report: { ...done.report, inputsNotUsed } };
}

async function forgetOldest(works: Map<string, Work>): Promise<void> {
  const finished = [...works].filter(([, work]) => work.end !== null);
  for (const [key, work] of finished.slice(0, Math.max(0, finished.length - MOST_FINISHED))) {
    works.delete(key);
    await rm(work.directory, { recursive: true, force: true });
  }
}
