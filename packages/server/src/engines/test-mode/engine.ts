/**
 * Plays what magic prompts ask for, in front of the engine that makes videos. Without directives it is not noticed.
 *
 * What a piece of work is to play stands in its operation, so any process can go on with it, and its state follows from
 * the clock. Only lost replies and cancels are remembered here; with the process they are forgotten, as an engine's
 * work is.
 */
import { z } from 'zod';
import type { Clock } from '../../kernel/clock.ts';
import type { GenerationMode } from '../../kernel/environment.ts';
import { FAILURES, type FailureReason } from '../../kernel/failures.ts';
import type { Logger } from '../../kernel/log.ts';
import {
  parseTestDirectives,
  rendersNothing,
  withoutTestDirectives,
  type TestDirectives,
} from '../../kernel/test-directives.ts';
import type { Engine, EngineRequest, EngineStatus, Operation } from '../engine.ts';

/** Long enough that progress is written between start and end: the worker writes it once a second. */
const FAIL_SECONDS = 1.5;
const FAST_SECONDS = 1;
/** How long an engine whose reply was lost cannot tell whether it has the work. */
const UNKNOWN_SECONDS = 30;
const FAIL_PERCENT = 50;
/** Stuck work gets this far in so many seconds, and no further. */
const STUCK_PERCENT = 60;
const STUCK_SECONDS = 20;
/** More works or cancels than one process can have under way. */
const MOST_REMEMBERED = 1_000;

/** What a prompt of nothing but directives shows. */
const NEUTRAL_PROMPTS = {
  text_to_video: 'a red ball on a table, static shot',
  image_to_video: 'slow zoom in',
  motion_control: '',
} as const satisfies Record<GenerationMode, string>;

/** A small finished video, the same for every work. */
export interface Clip {
  make(): Promise<Extract<EngineStatus, { state: 'succeeded' }>>;
  close(): Promise<void>;
}

export interface TestModeDeps {
  readonly clock: Clock;
  readonly clip: Clip;
  readonly log: Logger;
}

/** One work under directives. `inner` is the operation of the engine behind; null when there is nothing to render. */
interface Work {
  readonly key: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly directives: TestDirectives;
  readonly inner: Operation | null;
}

/** The engine `inner`, with the faults of test mode. */
export function testMode(inner: Engine, deps: TestModeDeps): Engine {
  const works = new Map<string, Work>();
  const cancelled = new Map<string, true>();
  const secondsOf = ({ startedAt }: Work): number => (deps.clock.now().getTime() - startedAt) / 1000;
  const isLost = (work: Work): boolean => work.directives.unknown && secondsOf(work) < UNKNOWN_SECONDS;

  return {
    id: inner.id,
    concurrency: inner.concurrency,
    pollMilliseconds: inner.pollMilliseconds,
    supports: (request) => inner.supports(request),
    async start(request, key, signal) {
      const directives = parseTestDirectives(request.testDirectives);
      if (directives === null) return inner.start(request, key, signal);
      const begun = rendersNothing(directives)
        ? null
        : await inner.start(renderedRequest(request), key, signal);
      if (begun !== null && begun.state !== 'started') return begun;
      const work = works.get(key) ?? {
        key,
        startedAt: deps.clock.now().getTime(),
        directives,
        inner: begun?.operation ?? null,
      };
      remember(works, key, work);
      if (isLost(work)) throw new Error('test mode: the reply to the start is lost');
      return { state: 'started', operation: operationOf(work) };
    },
    async status(operation, signal) {
      const work = readWork(operation);
      if (!work) return inner.status(operation, signal);
      if (cancelled.has(work.key)) return failed('CANCELLED');
      if (work.inner === null) return play(deps, work, secondsOf(work));
      return delayed(await inner.status(work.inner, signal), work, secondsOf(work));
    },
    async find(key, signal) {
      const work = works.get(key);
      if (work) return isLost(work) ? 'unknown' : operationOf(work);
      return inner.find ? inner.find(key, signal) : 'unknown';
    },
    async cancel(operation, signal) {
      const work = readWork(operation);
      if (work) remember(cancelled, work.key, true);
      const behind = work ? work.inner : operation;
      if (behind !== null) await inner.cancel?.(behind, signal);
    },
    async close() {
      works.clear();
      cancelled.clear();
      await deps.clip.close();
      await inner.close?.();
    },
  };
}

function renderedRequest(request: EngineRequest): EngineRequest {
  const prompt = withoutTestDirectives(request.prompt);
  return { ...request, prompt: prompt === '' ? NEUTRAL_PROMPTS[request.mode] : prompt, testDirectives: null };
}

/** The state of a work that renders nothing, so many seconds after its start. */
async function play(deps: TestModeDeps, work: Work, seconds: number): Promise<EngineStatus> {
  const { fail, failAtPercent, delaySeconds, stuck } = work.directives;
  if (stuck) return pending(STUCK_PERCENT, seconds / STUCK_SECONDS);
  if (fail !== null) {
    const end = delaySeconds ?? FAIL_SECONDS;
    // It is where it fails at half the time, so that everybody who looks can see it there.
    return seconds >= end ? failed(fail) : pending(failAtPercent ?? FAIL_PERCENT, (2 * seconds) / end);
  }
  const end = delaySeconds ?? FAST_SECONDS;
  return seconds >= end ? makeClip(deps) : pending(99, seconds / end);
}

async function makeClip({ clip, log }: TestModeDeps): Promise<EngineStatus> {
  try {
    return await clip.make();
  } catch (error) {
    log.warn({ err: String(error) }, 'the clip of test mode could not be made');
    return failed('TASK_FAILED');
  }
}

/** An end is not told before its time; `lost` is, so that the work is started again soon. */
function delayed(
  status: EngineStatus | { readonly state: 'lost' },
  { directives: { delaySeconds } }: Work,
  seconds: number,
): EngineStatus | { readonly state: 'lost' } {
  if (delaySeconds === null || seconds >= delaySeconds || status.state === 'lost') return status;
  const share = pending(99, seconds / delaySeconds);
  if (status.state !== 'pending') return share;
  return { state: 'pending', progress: Math.min(status.progress, share.progress) };
}

/** `percent` of progress once `share` of the way is 1. */
function pending(percent: number, share: number): Extract<EngineStatus, { state: 'pending' }> {
  return { state: 'pending', progress: Math.floor(percent * Math.min(1, Math.max(0, share))) };
}

function failed(reason: FailureReason): EngineStatus {
  return { state: 'failed', reason, detail: FAILURES[reason].sentence };
}

const testOperation = z.object({
  testMode: z.object({
    key: z.string(),
    startedAt: z.number(),
    directives: z.json(),
    inner: z.record(z.string(), z.json()).nullable(),
  }),
});

function operationOf({ key, startedAt, directives, inner }: Work): Operation {
  return { testMode: { key, startedAt, directives, inner } };
}

/** Null for an operation of the engine behind. */
function readWork(operation: Operation): Work | null {
  const read = testOperation.safeParse(operation).data?.testMode;
  const directives = read ? parseTestDirectives(read.directives) : null;
  return read && directives ? { ...read, directives } : null;
}

function remember<Value>(memory: Map<string, Value>, key: string, value: Value): void {
  memory.set(key, value);
  const [oldest] = memory.keys();
  if (memory.size > MOST_REMEMBERED && oldest !== undefined) memory.delete(oldest);
}
