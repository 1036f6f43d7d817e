import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { anEngineRequest } from '../../../test/conformance/an-engine-request.ts';
import type { EmulatedFault } from '../../../test/emulators/emulated-upstream.ts';
import {
  API_KEY,
  DIALECTS,
  finished,
  setUp,
  signal,
  started,
  type Server,
} from '../../../test/support/a-videos-server.ts';
import { newId } from '../../kernel/ids.ts';
import type { Operation } from '../engine.ts';
import { NoReplyError } from '../http.ts';

test('the video is fetched with the key, and cut to what was asked for', async () => {
  const server = await setUp();
  const request = await anEngineRequest('motion_control');
  const status = await finished(server, await started(server, request));
  if (status.state !== 'succeeded') throw new Error(status.state);
  const [output] = status.outputs;
  expect(output).toEqual({
    kind: 'remote_video',
    url: `${server.emulator.url}/v1/videos/${server.emulator.works[0]?.id}/content`,
    via: 'engine',
    keepSeconds: 5,
  });
  expect(status.report).toMatchObject({
    upstreamId: server.emulator.works[0]?.id,
    asked: { size: '1280x720', fps: 16 },
    inference_time_s: 41.5,
  });
  expect(JSON.stringify(status.report)).not.toContain('signature');
  const directory = await mkdtemp(join(tmpdir(), 'reelay-videos-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const path = join(directory, 'video.mp4');
  if (output?.kind !== 'remote_video') throw new Error('no remote video');
  expect(await server.engine.fetch?.(output, path, signal)).toMatchObject({ kind: 'done' });
  expect((await readFile(path)).subarray(4, 12).toString()).toBe('ftypisom');
});

test('a start that may have arrived is in doubt, and is sent once', async () => {
  const faults: readonly EmulatedFault[] = [
    'accept_then_lose',
    'accept_then_half',
    'accept_then_hang',
    'accept_then_500',
    'accept_then_502',
    'accept_then_504',
    'lose',
    'hang',
    'error_500',
    'error_503',
    'garbage',
  ];
  for (const dialect of DIALECTS) {
    const server = await setUp({ dialect });
    for (const fault of faults) {
      const before = server.emulator.requests.length;
      server.emulator.inject('create', fault);
      const request = await anEngineRequest('text_to_video');
      await expect(server.engine.start(request, newId(), signal)).rejects.toBeInstanceOf(NoReplyError);
      expect(server.emulator.requests.length - before).toBe(1);
    }
  }
});

test('a server that is not there has certainly begun nothing', async () => {
  const server = await setUp();
  await server.emulator.close();
  const answer = await server.engine.start(await anEngineRequest('text_to_video'), newId(), signal);
  expect(answer).toMatchObject({ state: 'refused', trouble: 'unreachable', reason: 'ENGINE_UNAVAILABLE' });
});

test('full says when to come again; no money is not full; what the server rejects is refused', async () => {
  const server = await setUp({ dialect: 'generic' });
  const request = await anEngineRequest('text_to_video');
  server.emulator.inject('create', 'full', 'account');
  expect(await server.engine.start(request, newId(), signal)).toMatchObject({
    state: 'full',
    retryAfterSeconds: 3,
  });
  expect(await server.engine.start(request, newId(), signal)).toMatchObject({
    state: 'refused',
    trouble: 'account',
  });
  const strange = await setUp({
    options: { models: { kling_3: { family: 'wan2.2', extra: { flow_shift: 'much' } } } },
  });
  expect(await strange.engine.start(request, newId(), signal)).toMatchObject({
    state: 'refused',
    trouble: 'rejected',
    note: expect.stringContaining('flow_shift'),
  });
});

test('a key that is not taken speaks of the account, and is told nowhere', async () => {
  const server = await setUp({ emulated: { apiKey: 'another-key-of-the-server' } });
  const answer = await server.engine.start(await anEngineRequest('text_to_video'), newId(), signal);
  expect(answer).toMatchObject({ state: 'refused', trouble: 'account' });
  const complaint = await server.engine.check?.(signal);
  expect(complaint).toContain('does not take the key');
  expect(JSON.stringify([answer, complaint, server.log])).not.toContain(API_KEY);
});

test('check is content with a server that answers, in every dialect, and makes nothing', async () => {
  for (const dialect of DIALECTS) {
    const server = await setUp({ dialect });
    expect(await server.engine.check?.(signal)).toBeNull();
    expect(server.emulator.works).toHaveLength(0);
    expect(server.emulator.requests.every(({ method }) => method === 'GET')).toBe(true);
  }
});

test('an address with /v1 is the same address', async () => {
  const { emulator } = await setUp();
  const server = await setUp({ options: { baseUrl: `${emulator.url}/v1/` } });
  expect(await server.engine.check?.(signal)).toBeNull();
});

test('a failure has the server’s code and words for the operator, and a sentence for the caller', async () => {
  const notes = {
    sglang: 'CUDA out of memory',
    'vllm-omni': '500: CUDA',
    generic: 'video_generation_failed',
  };
  for (const dialect of DIALECTS) {
    const server = await setUp({ dialect, script: { end: 'failed' } });
    const status = await finished(server, await started(server, await anEngineRequest('text_to_video')));
    expect(status).toMatchObject({
      state: 'failed',
      reason: 'TASK_FAILED',
      trouble: 'failed',
      note: expect.stringContaining(notes[dialect]),
    });
  }
});

test('refused content is told by its code, and an input that was rejected speaks not against the server', async () => {
  const meant = { generic: 'CONTENT_POLICY_VIOLATION', 'vllm-omni': 'TASK_FAILED' } as const;
  for (const dialect of ['generic', 'vllm-omni'] as const) {
    const server = await setUp({ dialect, script: { end: 'refused_content' } });
    const status = await finished(server, await started(server, await anEngineRequest('text_to_video')));
    expect(status).toMatchObject({
      state: 'failed',
      reason: meant[dialect],
      trouble: dialect === 'generic' ? 'content' : 'rejected',
    });
  }
});

test('an unknown word is pending and is logged once', async () => {
  const server = await setUp();
  const operation = await started(server, await anEngineRequest('text_to_video'));
  server.emulator.inject('status', 'wrong_word', 'wrong_word');
  expect(await server.engine.status(operation, signal)).toMatchObject({ state: 'pending' });
  expect(await server.engine.status(operation, signal)).toMatchObject({ state: 'pending' });
  expect(server.log.filter((line) => line.includes('rendering'))).toHaveLength(1);
});

test('a question that is not answered is asked again', async () => {
  const server = await setUp();
  const operation = await started(server, await anEngineRequest('text_to_video'));
  server.emulator.inject('status', 'lose', 'error_500', 'error_503', 'garbage', 'full');
  for (let questions = 0; questions < 5; questions += 1)
    await expect(server.engine.status(operation, signal)).rejects.toThrow();
  expect(await finished(server, operation)).toMatchObject({ state: 'succeeded' });
});

test('a work that the server forgot is lost where works are kept in memory, and in doubt elsewhere', async () => {
  const states = { sglang: 'lost', 'vllm-omni': 'lost', generic: 'unknown' } as const;
  for (const dialect of DIALECTS) {
    const server = await setUp({ dialect });
    const operation = await forgottenWork(server);
    const status = await server.engine.status(operation, signal).catch(() => ({ state: 'unknown' }));
    expect(status.state).toBe(states[dialect]);
  }
});

test('the operator decides whether what is lost is made again', async () => {
  const never = await setUp({ options: { restartLost: false } });
  expect(await never.engine.status(await forgottenWork(never), signal)).toMatchObject({
    state: 'failed',
    trouble: 'result_lost',
  });
  const always = await setUp({ dialect: 'generic', options: { restartLost: true } });
  expect(await always.engine.status(await forgottenWork(always), signal)).toEqual({ state: 'lost' });
});

test('a page of a proxy says nothing of the work', async () => {
  const server = await setUp();
  const operation = await started(server, await anEngineRequest('text_to_video'));
  server.emulator.inject('status', 'gone');
  await expect(server.engine.status(operation, signal)).rejects.toThrow('did not say');
});

/** As after the server was started anew. */
async function forgottenWork(server: Server): Promise<Operation> {
  const operation = await started(server, await anEngineRequest('text_to_video'));
  const id = server.emulator.works.at(-1)?.id ?? '';
  const headers = { authorization: `Bearer ${API_KEY}` };
  await (await fetch(`${server.emulator.url}/v1/videos/${id}`, { method: 'DELETE', headers })).arrayBuffer();
  return operation;
}

test('vllm-omni stops at DELETE, and may be told again', async () => {
  const server = await setUp({ dialect: 'vllm-omni', script: { end: 'never' } });
  const operation = await started(server, await anEngineRequest('text_to_video'));
  server.emulator.inject('cancel', 'error_500');
  await expect(server.engine.cancel?.(operation, new AbortController().signal)).rejects.toThrow(
    'did not stop',
  );
  await server.engine.cancel?.(operation, new AbortController().signal);
  await server.engine.cancel?.(operation, new AbortController().signal);
  expect(server.emulator.works[0]?.isCancelled).toBe(true);
  expect(await server.engine.status(operation, signal)).toEqual({ state: 'lost' });
});

test('sglang and generic have no cancel, because DELETE does not stop there; and no look-up anywhere', async () => {
  for (const dialect of DIALECTS) {
    const { engine } = await setUp({ dialect });
    expect(typeof engine.cancel).toBe(dialect === 'vllm-omni' ? 'function' : 'undefined');
    expect('find' in engine).toBe(false);
  }
});
