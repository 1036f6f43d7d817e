/** The adapter of the chaos upstream: as honest as any. A start is sent once; what could not be found out is an exception. */
import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Agent, request } from 'undici';
import { z } from 'zod';
import type { Engine, EngineOutput, EngineRequest, Operation } from '../src/engines/engine.ts';
import { FAILURES, type FailureReason } from '../src/kernel/failures.ts';
import type { Ambush } from './ambush.ts';
import { requestOfPrompt } from './plan.ts';

/** A question that is not answered for so long is asked again. Starts have the worker's own limit. */
const QUESTION_MILLISECONDS = 5_000;

export interface ChaosEngineOptions {
  /** Where the upstream answers. */
  readonly url: string;
  readonly scratchDirectory: string;
  readonly concurrency: number;
  readonly pollMilliseconds: number;
  readonly ambush: Ambush;
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of a table are its keys
const REASONS = Object.keys(FAILURES) as [FailureReason, ...FailureReason[]];

const taskReply = z.object({ task: z.string() });
const statusReply = z.discriminatedUnion('state', [
  z.object({ state: z.literal('pending'), progress: z.number() }),
  z.object({ state: z.literal('succeeded') }),
  z.object({ state: z.literal('failed'), reason: z.enum(REASONS) }),
]);

/** It goes by the name of the studio, the one that submits are given to. */
export function chaosEngine(options: ChaosEngineOptions): Engine {
  const agent = new Agent({ connections: 64, pipelining: 1 });
  const ask = askWith(agent, options.url);
  return {
    id: 'studio',
    concurrency: options.concurrency,
    pollMilliseconds: options.pollMilliseconds,
    supports: () => ({ supported: true }),
    async start(engineRequest: EngineRequest, key, signal) {
      const body = JSON.stringify({ key, request: requestOfPrompt(engineRequest.prompt) });
      options.ambush('before_start');
      const answer = await ask('POST', '/tasks', signal, body);
      // Its only refusal: everything else that is no task leaves open whether it took the work.
      if (answer.status === 429) return { state: 'full', retryAfterSeconds: null, note: 'HTTP 429' };
      const operation = taskReply.parse(answer.json([201]));
      options.ambush('after_start');
      return { state: 'started', operation };
    },
    async status(operation, signal) {
      const task = taskOf(operation);
      const answer = await ask('GET', `/tasks/${task}`, limited(signal));
      if (answer.status === 410) return { state: 'lost' };
      const status = statusReply.parse(answer.json([200]));
      if (status.state === 'pending') return status;
      if (status.state === 'failed') return { ...status, detail: FAILURES[status.reason].sentence };
      const bytes = (await ask('GET', `/tasks/${task}/output`, limited(signal))).bytes([200]);
      return { state: 'succeeded', outputs: [await keep(options, task, bytes)], report: { task } };
    },
    async find(key, signal) {
      const answer = await ask('GET', `/tasks?key=${encodeURIComponent(key)}`, limited(signal));
      if (answer.status === 404) return 'absent';
      if (answer.status === 409) return 'unknown';
      return taskReply.parse(answer.json([200]));
    },
    async cancel(operation) {
      const signal = AbortSignal.timeout(QUESTION_MILLISECONDS);
      (await ask('DELETE', `/tasks/${taskOf(operation)}`, signal)).json([200]);
    },
    close: () => agent.destroy(),
  };
}

interface Answer {
  readonly status: number;
  /** The body, when the status is one of these; throws otherwise. */
  json(expected: readonly number[]): unknown;
  bytes(expected: readonly number[]): Buffer;
}

function askWith(agent: Agent, url: string) {
  return async (
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    signal: AbortSignal,
    body?: string,
  ): Promise<Answer> => {
    const answer = await request(`${url}${path}`, {
      dispatcher: agent,
      method,
      signal,
      ...(body === undefined ? {} : { body, headers: { 'content-type': 'application/json' } }),
    });
    const received = Buffer.from(await answer.body.arrayBuffer());
    const bytes = (expected: readonly number[]): Buffer => {
      if (expected.includes(answer.statusCode)) return received;
      throw new Error(`the upstream answered ${answer.statusCode} to ${method} ${path}`);
    };
    return {
      status: answer.statusCode,
      bytes,
      json: (expected): unknown => JSON.parse(bytes(expected).toString()),
    };
  };
}

function limited(signal: AbortSignal): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(QUESTION_MILLISECONDS)]);
}

async function keep(options: ChaosEngineOptions, task: string, bytes: Buffer): Promise<EngineOutput> {
  await mkdir(options.scratchDirectory, { recursive: true });
  const path = join(options.scratchDirectory, `${task}-${randomUUID()}.mp4`);
  await writeFile(path, bytes);
  return { kind: 'video', mediaType: 'video/mp4', path, width: 720, height: 1280, durationSeconds: 5 };
}

function taskOf(operation: Operation): string {
  return taskReply.parse(operation).task;
}
