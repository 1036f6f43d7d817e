import { describe, expect, test } from 'vitest';
import {
  accepted,
  type Answer,
  fakeServer,
  generation,
  ID,
  refusal,
  refused,
  reset,
} from '../../test/support/fake-server.ts';

const PATH = `/v1/kling/generations/${ID}`;

/** A server that waits as long as it is asked to. */
const waiting =
  (answer: () => Response): Answer =>
  ({ path }, clock) => {
    clock.milliseconds += 1000 * Number(new URLSearchParams(path.split('?')[1]).get('wait') ?? 0);
    return answer();
  };
const processing = () => generation('processing', { progress: 40 });

describe('waiting', () => {
  test('asks the server to wait, again and again, until the generation has completed', async () => {
    const server = fakeServer([waiting(processing), waiting(processing), generation('completed')]);
    const ended = await server.client.kling.generations.job(ID).wait();
    expect(ended.status).toBe('completed');
    expect(server.requests.map(({ path }) => path)).toEqual(Array(3).fill(`${PATH}?wait=25`));
    expect(server.pauses).toEqual([]);
  });

  test('looks at once and then every two seconds when progress is shown', async () => {
    const server = fakeServer([waiting(processing), waiting(processing), generation('completed')]);
    const seen: string[] = [];
    await server.client.kling.generations.job(ID).wait({ onProgress: ({ status }) => seen.push(status) });
    expect(server.requests.map(({ path }) => path)).toEqual([PATH, `${PATH}?wait=2`, `${PATH}?wait=2`]);
    expect(seen).toEqual(['processing', 'processing', 'completed']);
    expect(server.pauses).toEqual([]);
  });

  test('does not ask without end where the server answers at once', async () => {
    const server = fakeServer([processing(), processing(), generation('completed')]);
    await server.client.kling.generations.job(ID).wait();
    expect(server.pauses).toEqual([2000, 2000]);
  });

  test('goes on without waiting reads where the server does not take them', async () => {
    const server = fakeServer([
      refusal(422, 'INVALID_REQUEST', { field: 'wait' }),
      processing(),
      generation('completed'),
    ]);
    await server.client.kling.generations.job(ID).wait();
    expect(server.requests.map(({ path }) => path)).toEqual([`${PATH}?wait=25`, PATH, PATH]);
    expect(server.pauses).toEqual([2000]);
  });

  test('asks for shorter waits after something between has cut one', async () => {
    const server = fakeServer([
      new Response('', { status: 504 }),
      processing(),
      waiting(processing),
      generation('completed'),
    ]);
    await server.client.kling.generations.job(ID).wait();
    expect(server.requests.map(({ path }) => path)).toEqual([
      `${PATH}?wait=25`,
      PATH,
      `${PATH}?wait=13`,
      `${PATH}?wait=13`,
    ]);
  });

  test('survives a server that is away for minutes, restarts, or has too much to do', async () => {
    const trouble = [
      ...Array.from({ length: 30 }, refused),
      reset(),
      refusal(503, 'SHUTTING_DOWN'),
      refusal(500, 'INTERNAL'),
      refusal(429, 'RATE_LIMITED', {}, { 'retry-after': '60' }),
    ];
    const server = fakeServer([processing(), ...trouble, generation('completed')]);
    expect((await server.client.kling.generations.job(ID).wait()).status).toBe('completed');
    expect(server.clock.milliseconds).toBeGreaterThan(150_000);
    expect(Math.max(...server.pauses)).toBe(60_000);
  });

  test.each([
    [401, 'UNAUTHENTICATED', 'AuthenticationError'],
    [404, 'GENERATION_NOT_FOUND', 'NotFoundError'],
  ])('ends with %i %s, which waiting does not change', async (status, code, name) => {
    const { client, requests } = fakeServer([refusal(status, code)]);
    await expect(client.kling.generations.job(ID).wait()).rejects.toMatchObject({ name });
    expect(requests).toHaveLength(1);
  });
});

describe('the time to wait', () => {
  test('ends the waiting with the id and the last that was known', async () => {
    const server = fakeServer([waiting(processing)]);
    await expect(
      server.client.kling.generations.job(ID).wait({ timeoutMilliseconds: 60_500 }),
    ).rejects.toMatchObject({
      name: 'JobTimeoutError',
      code: 'JOB_TIMEOUT',
      generationId: ID,
      generation: { status: 'processing', progress: 40 },
    });
    expect(server.requests.map(({ path }) => path.split('=')[1])).toEqual(['25', '25', '10', undefined]);
    expect(server.clock.milliseconds).toBe(60_500);
  });

  test('also ends the waiting for a server that never comes back', async () => {
    const { client } = fakeServer([refused()]);
    await expect(
      client.kling.generations.job(ID).wait({ timeoutMilliseconds: 90_000 }),
    ).rejects.toMatchObject({
      name: 'JobTimeoutError',
      generation: null,
      cause: { name: 'ConnectionError' },
    });
  });
});

describe('a generation that failed', () => {
  test.each([
    ['TASK_FAILED', 'JobFailedError', true],
    ['ENGINE_UNAVAILABLE', 'JobFailedError', true],
    ['TIMEOUT', 'JobFailedError', true],
    ['CANCELLED', 'JobFailedError', false],
    ['INVALID_IMAGE', 'JobFailedError', false],
    ['CONTENT_POLICY_VIOLATION', 'ModerationError', false],
    ['SOMETHING_NEWER', 'JobFailedError', false],
  ])('with %s throws a %s; worth trying again: %s', async (code, name, retryable) => {
    const failed = generation('failed', { message: code, error: { code, message: 'What to do next.' } });
    const { client } = fakeServer([accepted(), failed]);
    await expect(client.kling.generate({ prompt: 'a cat' }).wait()).rejects.toMatchObject({
      name,
      code,
      retryable,
      detail: 'What to do next.',
      generation: { generation_id: ID },
    });
  });
});

test('the signal of a submit ends the waiting that follows it', async () => {
  const stop = new AbortController();
  const { client } = fakeServer([
    accepted(),
    () => {
      stop.abort(new Error('enough'));
      return processing();
    },
  ]);
  await expect(client.kling.generate({ prompt: 'a cat' }, { signal: stop.signal }).wait()).rejects.toThrow(
    'enough',
  );
});
