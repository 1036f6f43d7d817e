import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { anEngineRequest } from '../../../test/conformance/an-engine-request.ts';
import type { JsonObject, JsonValue } from '../../kernel/json.ts';
import { silentLogger } from '../../kernel/log.ts';
import type { EngineKindDeps } from '../engine-kind.ts';
import { atPath, textAt } from './at-path.ts';
import { aggregatorKind } from './kind.ts';
import { loadDescription, readDescription, SHIPPED } from './load-description.ts';
import { fill, fillPath } from './template.ts';

const SIGNAL = new AbortController().signal;
const SETTINGS = { id: 'mine', concurrency: null, pollMilliseconds: 1 };
const DEPS: EngineKindDeps = {
  log: silentLogger,
  clock: { now: () => new Date(0) },
  newId: () => 'id',
  hasPublicUrl: true,
};

/** One of an operator's own: no envelope, and all that the shipped ones leave out. */
const OWN: JsonObject = {
  name: 'Own',
  baseUrl: 'http://127.0.0.1:1',
  headers: { 'X-Key': 'Key {apiKey}' },
  maps: { onOff: { true: 'on', false: 'off' } },
  submit: {
    path: '/run/{model.path}',
    bodies: { text_to_video: { text: '{prompt}', sound: '{sound|onOff}', seed: '{seed}' } },
    id: 'id',
    refusals: { httpStatuses: { 403: 'content', 503: 'full' } },
  },
  poll: { path: '/runs/{id}', status: 'state', progress: 'percent' },
  statuses: { pending: ['busy'], succeeded: ['done'], failed: ['broken'], content: ['blocked'] },
  result: { url: ['video'] },
  failure: { code: 'why', reasons: { E7: 'NO_PERSON_FOUND' } },
  bill: { units: 'credits', microDollarsPerUnit: 10_000 },
  cancel: { method: 'DELETE', path: '/runs/{id}' },
  models: { kling_3: { text_to_video: { values: { path: 'a/b' } } } },
};

const isOwn = (name: string) => name === 'own';

test('a text that is one placeholder becomes its value, and what has no value is left out', () => {
  const values = { n: 5, yes: true, text: 'a {n}', list: ['x', 'y'], none: undefined };
  const template: JsonValue = {
    number: '{n}',
    asText: '{n|text}',
    mapped: '{yes|onOff}',
    inside: 'n={n}!',
    asItIs: '{text}',
    list: '{list}',
    gone: '{none}',
    emptied: { deep: ['{none}'] },
    kept: { empty: {}, none: null },
  };
  expect(fill(template, values, { onOff: { true: 'on' } })).toEqual({
    number: 5,
    asText: '5',
    mapped: 'on',
    inside: 'n=5!',
    asItIs: 'a {n}',
    list: ['x', 'y'],
    kept: { empty: {}, none: null },
  });
});

test('a path is filled with single segments, but for the operator’s own', () => {
  expect(fillPath('/a/{own}/{id}', { own: 'x/y', id: 'p/../q?' }, isOwn)).toBe('/a/x/y/p%2F..%2Fq%3F');
  expect(fillPath('/a/{id}', {}, isOwn)).toBeUndefined();
});

test('answers are read by paths, through lists and through texts of JSON', () => {
  const answer = { data: { result: '{"urls":["https://x.example"]}', list: [{ id: 7 }], empty: '' } };
  expect(atPath(answer, 'data.result.(json).urls.0')).toBe('https://x.example');
  expect(textAt(answer, 'data.list.0.id')).toBe('7');
  expect(textAt(answer, 'data.empty')).toBeUndefined();
  expect(atPath(answer, 'data.empty.(json).x')).toBeUndefined();
  expect(atPath(answer, 'data.constructor')).toBeUndefined();
});

test.each(SHIPPED)('%s says what of it is not verified', (name) => {
  expect(loadDescription(name).notes.join(' ')).toMatch(/Not verified/);
});

test.each<[string, JsonObject, RegExp]>([
  ['an unknown field', { extra: 1 }, /extra/],
  ['a placeholder that stands for nothing', { poll: { path: '/runs/{task}', status: 'state' } }, /\{task\}/],
  ['a header with another secret', { headers: { a: '{password}' } }, /\{password\}/],
  ['a model without its value', { models: { kling_3: { text_to_video: {} } } }, /\{model\.path\}/],
  [
    'a mode without a body',
    { models: { kling_3: { motion_control: { values: { path: 'a' } } } } },
    /no body/,
  ],
  ['a map that is not there', { maps: {} }, /no map onOff/],
  [
    'a failure that proves nothing as a refusal',
    { submit: { ...(OWN['submit'] as JsonObject), refusals: { httpStatuses: { 500: 'timeout' } } } },
    /refusals/,
  ],
])('%s is told with its place', (_name, change, message) => {
  expect(() => readDescription({ ...OWN, ...change }, 'own.json')).toThrow(message);
});

test('a name that is neither shipped nor a file is told with what there is', () => {
  const options = aggregatorKind.options.parse({ description: 'keys', apiKey: 'k' });
  expect(() => aggregatorKind.create(SETTINGS, options, DEPS)).toThrow(/kie, piapi, wavespeed/);
  expect(aggregatorKind.options.safeParse({ ...options, key: 'k' }).success).toBe(false);
});

test('models of the operator stand beside those of the description, and are checked as they are', () => {
  const models = { kling_o1: { text_to_video: { values: { name: 'kling-o1', mode: 'std' } } } };
  const options = aggregatorKind.options.parse({ description: 'kie', apiKey: 'k', models });
  const engine = aggregatorKind.create(SETTINGS, options, DEPS);
  expect(engine.supports({ model: 'kling_o1', mode: 'text_to_video' }).supported).toBe(true);
  expect(engine.supports({ model: 'kling_3', mode: 'text_to_video' }).supported).toBe(true);
  const wrong = aggregatorKind.options.parse({
    ...options,
    models: { kling_o1: { text_to_video: { values: { nane: 'kling-o1' } } } },
  });
  expect(() => aggregatorKind.create(SETTINGS, wrong, DEPS)).toThrow(/\{model\.name\} stands for nothing/);
});

interface Said {
  readonly status: number;
  readonly body: JsonValue;
}

/** An upstream that says what it is told to, in turn. */
async function ownEngine(...answers: Said[]) {
  const asked: string[] = [];
  const bodies: string[] = [];
  const server = createServer((incoming: IncomingMessage, outgoing) => {
    asked.push(`${incoming.method} ${incoming.url} ${String(incoming.headers['x-key'])}`);
    let body = '';
    incoming.on('data', (piece: Buffer) => (body += piece.toString()));
    incoming.on('end', () => {
      bodies.push(body);
      const answer = answers.shift() ?? { status: 500, body: null };
      outgoing.writeHead(answer.status, { 'content-type': 'application/json' });
      outgoing.end(JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const directory = await mkdtemp(join(tmpdir(), 'reelay-description-'));
  const description = join(directory, 'own.json');
  await writeFile(description, JSON.stringify(OWN));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const options = aggregatorKind.options.parse({ description, apiKey: 'own-secret', baseUrl });
  const engine = aggregatorKind.create(SETTINGS, options, DEPS);
  onTestFinished(async () => {
    await engine.close?.();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(directory, { recursive: true });
  });
  return { engine, asked, bodies };
}

test('a file of the operator’s is all it takes: progress, reasons, bills and cancels included', async () => {
  const { engine, asked, bodies } = await ownEngine(
    { status: 200, body: { id: 12 } },
    { status: 200, body: { state: 'BUSY', percent: 40 } },
    { status: 204, body: null },
    { status: 200, body: { state: 'broken', why: 'E7', credits: 0 } },
    { status: 200, body: { state: 'blocked' } },
    { status: 200, body: { state: 'done' } },
    { status: 200, body: { state: 'done', video: 'https://cdn.example.com/v.mp4', credits: '4.25001' } },
  );
  const request = await anEngineRequest('text_to_video', { sound: true });
  expect(engine.supports(request)).toEqual({ supported: false, why: expect.stringMatching(/^duration/) });
  const started = await engine.start(request, 'key', SIGNAL);
  expect(started).toEqual({ state: 'started', operation: { id: '12', asked: { path: 'a/b' } } });
  const operation = started.state === 'started' ? started.operation : {};
  expect(await engine.status(operation, SIGNAL)).toEqual({ state: 'pending', progress: 40 });
  await engine.cancel?.(operation, SIGNAL);
  expect(await engine.status(operation, SIGNAL)).toMatchObject({
    state: 'failed',
    reason: 'NO_PERSON_FOUND',
    bill: { costMicros: 0n },
  });
  expect(await engine.status(operation, SIGNAL)).toMatchObject({ reason: 'CONTENT_POLICY_VIOLATION' });
  await expect(engine.status(operation, SIGNAL)).rejects.toThrow(/no address yet/);
  expect(await engine.status(operation, SIGNAL)).toMatchObject({
    state: 'succeeded',
    outputs: [{ url: 'https://cdn.example.com/v.mp4', via: 'internet' }],
    bill: { costMicros: 42_501n },
  });
  expect(JSON.parse(bodies[0] ?? '')).toEqual({ text: request.prompt, sound: 'on', seed: 7 });
  expect(asked.slice(0, 3)).toEqual([
    'POST /run/a/b Key own-secret',
    'GET /runs/12 Key own-secret',
    'DELETE /runs/12 Key own-secret',
  ]);
});

test('only the statuses that it wrote down are certain', async () => {
  const { engine } = await ownEngine(
    { status: 403, body: {} },
    { status: 503, body: {} },
    { status: 400, body: {} },
    { status: 200, body: {} },
  );
  const request = await anEngineRequest('text_to_video');
  expect(await engine.start(request, 'key', SIGNAL)).toMatchObject({
    state: 'refused',
    reason: 'CONTENT_POLICY_VIOLATION',
    trouble: 'content',
  });
  expect(await engine.start(request, 'key', SIGNAL)).toMatchObject({
    state: 'full',
    retryAfterSeconds: null,
  });
  await expect(engine.start(request, 'key', SIGNAL)).rejects.toThrow(/may have taken/);
  await expect(engine.start(request, 'key', SIGNAL)).rejects.toThrow(/may have taken/);
});
