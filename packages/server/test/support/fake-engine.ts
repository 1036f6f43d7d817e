import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type {
  Engine,
  EngineFailure,
  EngineOutput,
  EngineRequest,
  EngineStatus,
  Operation,
} from '../../src/engines/engine.ts';
import type { GenerationMode } from '../../src/kernel/environment.ts';
import { toMicros } from '../../src/kernel/money.ts';

/** What a fake engine does; every part may be changed while it runs. */
export interface FakeScript {
  /** Questions for the status that are answered "pending" before the end. */
  pollsUntilEnd: number;
  end: 'succeed' | 'fail' | 'never';
  /** What a failure is, with its `trouble` and `note` where it says them. */
  failure: EngineFailure;
  /** Loses the reply of so many starts: before the engine took the work, or after. */
  loseStarts: number;
  loseStartsWhen: 'before' | 'after';
  /** So many starts find no place, and are to come again after a second. */
  full: number;
  /** With what starts are refused; null: they are taken. */
  refuse: EngineFailure | null;
  /** What it says that it took for a work that has ended, in micro-dollars; null: nothing. */
  bill: bigint | null;
  /** Throws at so many questions for the status. */
  statusErrors: number;
  /** What `find` answers; by default the truth. `missing`: the engine has no `find`. */
  find: 'truth' | 'unknown' | 'missing';
  /** Answers `lost` to so many questions for the status. */
  loseWork: number;
  /** What a cancel does: the work fails; nothing, and it goes on to its end; or the engine has no `cancel`. */
  cancel: 'stops' | 'too_late' | 'missing';
  /** Throws at so many cancels. */
  cancelErrors: number;
}

export interface FakeEngine extends Engine {
  readonly script: FakeScript;
  /** Keys of all starts that reached the engine, repeats included. */
  readonly starts: readonly string[];
  /** What each of them asked for. */
  readonly requests: readonly EngineRequest[];
  /** Different pieces of work that exist in the engine: what an upstream would charge for. */
  readonly works: ReadonlySet<string>;
  /** Keys of the work that it was told to stop, as often as it was told. */
  readonly cancelled: readonly string[];
  readonly statusCount: () => number;
}

interface Work {
  polls: number;
  isStopped: boolean;
}

export interface FakeEngineOptions {
  readonly id?: string;
  readonly directory: string;
  readonly concurrency?: number | null;
  readonly pollMilliseconds?: number;
  readonly script?: Partial<FakeScript>;
  /** What it makes; everything unless said. */
  readonly modes?: readonly GenerationMode[];
  /** What it says of every request before it is accepted. */
  readonly notes?: readonly string[];
}

/** An upstream in memory. It is idempotent by key, as the port asks for, and counts what it would charge. */
export function fakeEngine(options: FakeEngineOptions): FakeEngine {
  const script: FakeScript = {
    pollsUntilEnd: 1,
    end: 'succeed',
    failure: { reason: 'CONTENT_POLICY_VIOLATION', detail: 'The engine refused the content.' },
    loseStarts: 0,
    loseStartsWhen: 'before',
    full: 0,
    refuse: null,
    bill: null,
    statusErrors: 0,
    find: 'truth',
    loseWork: 0,
    cancel: 'stops',
    cancelErrors: 0,
    ...options.script,
  };
  const starts: string[] = [];
  const requests: EngineRequest[] = [];
  const works = new Map<string, Work>();
  const cancelled: string[] = [];
  let asked = 0;

  const find = async (key: string): Promise<Operation | 'absent' | 'unknown'> => {
    if (script.find === 'unknown') return 'unknown';
    return works.has(key) ? { task: key } : 'absent';
  };
  const cancel = async (operation: Operation): Promise<void> => {
    cancelled.push(keyOf(operation));
    if (script.cancelErrors > 0) {
      script.cancelErrors -= 1;
      throw new Error('bad gateway');
    }
    const work = works.get(keyOf(operation));
    if (work && script.cancel === 'stops') work.isStopped = true;
  };
  const engine: Engine = {
    id: options.id ?? 'fake',
    concurrency: options.concurrency ?? null,
    pollMilliseconds: options.pollMilliseconds ?? 10,
    supports: ({ mode }) =>
      options.modes?.includes(mode) === false
        ? { supported: false, why: `This makes no ${mode}.` }
        : { supported: true, notes: options.notes ?? [] },
    async start(request, key) {
      starts.push(key);
      requests.push(request);
      if (script.full > 0) {
        script.full -= 1;
        return { state: 'full', retryAfterSeconds: 1, note: 'HTTP 429 no place' };
      }
      if (script.refuse !== null) return { state: 'refused', ...script.refuse };
      const isLost = script.loseStarts > 0;
      if (isLost) script.loseStarts -= 1;
      if (isLost && script.loseStartsWhen === 'before') throw new Error('connection reset');
      if (!works.has(key)) works.set(key, { polls: 0, isStopped: false });
      if (isLost) throw new Error('connection reset');
      return { state: 'started', operation: { task: key } };
    },
    async status(operation) {
      asked += 1;
      if (script.statusErrors > 0) {
        script.statusErrors -= 1;
        throw new Error('bad gateway');
      }
      if (script.loseWork > 0) {
        script.loseWork -= 1;
        return { state: 'lost' };
      }
      return answer(script, keyOf(operation), works, options.directory);
    },
    ...(script.find === 'missing' ? {} : { find }),
    ...(script.cancel === 'missing' ? {} : { cancel }),
  };
  return Object.assign(engine, {
    script,
    starts,
    requests,
    works: {
      get size() {
        return works.size;
      },
      has: (key: string) => works.has(key),
    } as ReadonlySet<string>,
    cancelled,
    statusCount: () => asked,
  });
}

async function answer(
  script: FakeScript,
  key: string,
  works: ReadonlyMap<string, Work>,
  directory: string,
): Promise<EngineStatus> {
  const work = works.get(key);
  if (!work) throw new Error(`no such task: ${key}`);
  work.polls += 1;
  if (work.isStopped) return { state: 'failed', reason: 'TASK_FAILED', detail: 'The task was stopped.' };
  if (script.end === 'never' || work.polls <= script.pollsUntilEnd)
    return { state: 'pending', progress: Math.min(99, work.polls) };
  const bill = script.bill === null ? {} : { bill: { costMicros: toMicros(script.bill) } };
  if (script.end === 'fail') return { state: 'failed', ...script.failure, ...bill };
  const outputs = [await writeOutput(directory, key)];
  return { state: 'succeeded', outputs, report: { engine: 'fake' }, ...bill };
}

async function writeOutput(directory: string, key: string): Promise<EngineOutput> {
  const path = join(directory, `${key}.mp4`);
  await writeFile(path, `video of ${key}`);
  return { kind: 'video', mediaType: 'video/mp4', path, width: 640, height: 360, durationSeconds: 5 };
}

function keyOf(operation: Operation): string {
  return typeof operation['task'] === 'string' ? operation['task'] : '';
}
