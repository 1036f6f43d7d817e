import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type {
  Engine,
  EngineOutput,
  EngineRequest,
  EngineStatus,
  Operation,
} from '../../src/engines/engine.ts';
import type { GenerationMode } from '../../src/kernel/environment.ts';
import type { FailureReason } from '../../src/kernel/failures.ts';

/** What a fake engine does; every part may be changed while it runs. */
export interface FakeScript {
  /** Questions for the status that are answered "pending" before the end. */
  pollsUntilEnd: number;
  end: 'succeed' | 'fail' | 'never';
  /** What a failure is. */
  failure: { readonly reason: FailureReason; readonly detail: string };
  /** Loses the reply of so many starts: before the engine took the work, or after. */
  loseStarts: number;
  loseStartsWhen: 'before' | 'after';
  /** Throws at so many questions for the status. */
  statusErrors: number;
  /** What `find` answers; by default the truth. `missing`: the engine has no `find`. */
  find: 'truth' | 'unknown' | 'missing';
  /** Answers `lost` to so many questions for the status. */
  loseWork: number;
}

export interface FakeEngine extends Engine {
  readonly script: FakeScript;
  /** Keys of all starts that reached the engine, repeats included. */
  readonly starts: readonly string[];
  /** What each of them asked for. */
  readonly requests: readonly EngineRequest[];
  /** Different pieces of work that exist in the engine: what an upstream would charge for. */
  readonly works: ReadonlySet<string>;
  readonly cancelled: readonly string[];
  readonly statusCount: () => number;
}

export interface FakeEngineOptions {
  readonly id?: string;
  readonly directory: string;
  readonly concurrency?: number | null;
  readonly pollMilliseconds?: number;
  readonly script?: Partial<FakeScript>;
  /** What it makes; everything unless said. */
  readonly modes?: readonly GenerationMode[];
}

/** An upstream in memory. It is idempotent by key, as the port asks for, and counts what it would charge. */
export function fakeEngine(options: FakeEngineOptions): FakeEngine {
  const script: FakeScript = {
    pollsUntilEnd: 1,
    end: 'succeed',
    failure: { reason: 'CONTENT_POLICY_VIOLATION', detail: 'The engine refused the content.' },
    loseStarts: 0,
    loseStartsWhen: 'before',
    statusErrors: 0,
    find: 'truth',
    loseWork: 0,
    ...options.script,
  };
  const starts: string[] = [];
  const requests: EngineRequest[] = [];
  const works = new Map<string, { polls: number }>();
  const cancelled: string[] = [];
  let asked = 0;

  const find = async (key: string): Promise<Operation | 'absent' | 'unknown'> => {
    if (script.find === 'unknown') return 'unknown';
    return works.has(key) ? { task: key } : 'absent';
  };
  const engine: Engine = {
    id: options.id ?? 'fake',
    concurrency: options.concurrency ?? null,
    pollMilliseconds: options.pollMilliseconds ?? 10,
    supports: ({ mode }) =>
      options.modes?.includes(mode) === false
        ? { supported: false, why: `This makes no ${mode}.` }
        : { supported: true },
    async start(request, key) {
      starts.push(key);
      requests.push(request);
      const isLost = script.loseStarts > 0;
      if (isLost) script.loseStarts -= 1;
      if (isLost && script.loseStartsWhen === 'before') throw new Error('connection reset');
      if (!works.has(key)) works.set(key, { polls: 0 });
      if (isLost) throw new Error('connection reset');
      return { task: key };
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
    async cancel(operation) {
      cancelled.push(keyOf(operation));
    },
    ...(script.find === 'missing' ? {} : { find }),
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
  works: ReadonlyMap<string, { polls: number }>,
  directory: string,
): Promise<EngineStatus> {
  const work = works.get(key);
  if (!work) throw new Error(`no such task: ${key}`);
  work.polls += 1;
  if (script.end === 'never' || work.polls <= script.pollsUntilEnd)
    return { state: 'pending', progress: Math.min(99, work.polls) };
  if (script.end === 'fail') return { state: 'failed', ...script.failure };
  return { state: 'succeeded', outputs: [await writeOutput(directory, key)], report: { engine: 'fake' } };
}

async function writeOutput(directory: string, key: string): Promise<EngineOutput> {
  const path = join(directory, `${key}.mp4`);
  await writeFile(path, `video of ${key}`);
  return { kind: 'video', mediaType: 'video/mp4', path, width: 640, height: 360, durationSeconds: 5 };
}

function keyOf(operation: Operation): string {
  return typeof operation['task'] === 'string' ? operation['task'] : '';
}
