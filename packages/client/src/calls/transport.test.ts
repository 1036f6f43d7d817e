import { describe, expect, test, vi } from 'vitest';
import {
  accepted,
  fakeServer,
  generation,
  ID,
  json,
  KEY,
  refusal,
  refused,
  reset,
} from '../../test/support/fake-server.ts';

const BODY = { prompt: 'a cat' };

describe('a submit', () => {
  test('carries the key, its own idempotency key, and the body', async () => {
    const { client, requests } = fakeServer([accepted()]);
    const job = await client.kling.generate(BODY);
    expect(job).toMatchObject({ id: ID, price: '0.2100', warnings: [] });
    const [request] = requests;
    expect(request).toMatchObject({ method: 'POST', path: '/v1/kling/generate', body: '{"prompt":"a cat"}' });
    expect(request?.headers.get('authorization')).toBe(`Bearer ${KEY}`);
    expect(request?.headers.get('content-type')).toBe('application/json');
    expect(request?.headers.get('idempotency-key')).toMatch(/^[0-9a-f]{32}$/);
  });

  test.each([
    ['a lost reply', reset()],
    ['no connection', refused()],
    ['408', refusal(408, 'REQUEST_TIMEOUT')],
    ['409 while the first try is being accepted', refusal(409, 'IDEMPOTENCY_IN_PROGRESS')],
    ['429', refusal(429, 'RATE_LIMITED')],
    ['500', refusal(500, 'INTERNAL')],
    ['502 of something between', new Response('<h1>Bad gateway</h1>', { status: 502 })],
    ['503 of a server that stops', refusal(503, 'SHUTTING_DOWN')],
    ['half a reply', new Response('{"generation_id":', { status: 201 })],
  ])('is repeated with the same idempotency key after %s', async (_, first) => {
    const { client, requests } = fakeServer([first, first, accepted()]);
    expect((await client.kling.generate(BODY)).id).toBe(ID);
    const keys = requests.map(({ headers }) => headers.get('idempotency-key'));
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(1);
  });

  test('has a key of its own each time, or the one that is given', async () => {
    const { client, requests } = fakeServer([accepted()]);
    await client.kling.generate(BODY);
    await client.kling.generate(BODY);
    await client.kling.generate(BODY, { idempotencyKey: 'order 7', strict: true });
    const keys = requests.map(({ headers }) => headers.get('idempotency-key'));
    expect(new Set(keys).size).toBe(3);
    expect(keys[2]).toBe('order 7');
    expect(requests[2]?.headers.get('prefer')).toBe('handling=strict');
  });

  test.each([
    [400, 'BAD_REQUEST', 'ValidationError'],
    [401, 'UNAUTHENTICATED', 'AuthenticationError'],
    [402, 'INSUFFICIENT_CREDITS', 'InsufficientCreditsError'],
    [402, 'SPEND_LIMIT_REACHED', 'InsufficientCreditsError'],
    [403, 'FORBIDDEN', 'PermissionError'],
    [404, 'NOT_FOUND', 'NotFoundError'],
    [405, 'METHOD_NOT_ALLOWED', 'ReelayError'],
    [409, 'CONFLICT', 'ConflictError'],
    [413, 'PAYLOAD_TOO_LARGE', 'ValidationError'],
    [415, 'UNSUPPORTED_MEDIA_TYPE', 'ValidationError'],
    [422, 'INVALID_REQUEST', 'ValidationError'],
    [422, 'IDEMPOTENCY_MISMATCH', 'ConflictError'],
    [503, 'ENGINE_UNAVAILABLE', 'ServerError'],
  ])('that is refused with %i %s is sent once, and throws a %s', async (status, code, name) => {
    const { client, requests } = fakeServer([refusal(status, code, { field: 'duration' })]);
    await expect(client.kling.generate(BODY)).rejects.toMatchObject({
      name,
      status,
      code,
      field: 'duration',
      detail: `detail of ${code}`,
      message: `detail of ${code}`,
      requestId: 'req_1',
      outcomeUnknown: false,
    });
    expect(requests).toHaveLength(1);
  });

  test.each([
    [429, 'RATE_LIMITED', 'RateLimitError'],
    [500, 'INTERNAL', 'ServerError'],
    [504, 'HTTP_504', 'ServerError'],
  ])('that meets %i %s each time throws a %s in the end', async (status, code, name) => {
    const { client, requests } = fakeServer([refusal(status, code)]);
    await expect(client.kling.generate(BODY)).rejects.toMatchObject({ name, code });
    expect(requests).toHaveLength(5);
  });
});

describe('whether something may have happened all the same', () => {
  test.each([
    ['a reply that is lost each time', [reset()], true],
    ['a reply lost once, then no connection any more', [reset(), refused()], true],
    ['a reply lost once, then too many requests', [reset(), refusal(429, 'RATE_LIMITED')], true],
    ['a reply lost once, then a key that was revoked', [reset(), refusal(401, 'UNAUTHENTICATED')], true],
    ['a 500 each time', [refusal(500, 'INTERNAL')], true],
    ['no connection at all', [refused()], false],
    ['a server that stops', [refusal(503, 'SHUTTING_DOWN')], false],
    ['too many requests', [refusal(429, 'RATE_LIMITED')], false],
    ['a reply lost once, then a refusal of the body', [reset(), refusal(422, 'INVALID_REQUEST')], false],
    ['a reply lost once, then too little money', [reset(), refusal(402, 'INSUFFICIENT_CREDITS')], false],
    ['a reply that cannot be read', [new Response('<html>', { status: 200 })], true],
  ])('after %s is told', async (_, answers, outcomeUnknown) => {
    const { client } = fakeServer(answers);
    await expect(client.kling.generate(BODY)).rejects.toMatchObject({ outcomeUnknown });
  });

  test('is never in question for a read', async () => {
    const { client, requests } = fakeServer([reset()]);
    await expect(client.balance()).rejects.toMatchObject({
      name: 'ConnectionError',
      code: 'CONNECTION_FAILED',
      outcomeUnknown: false,
    });
    expect(requests).toHaveLength(5);
  });
});

describe('what is not safe to repeat is sent once', () => {
  const once: readonly [string, (client: ReturnType<typeof fakeServer>['client']) => Promise<unknown>][] = [
    ['an upload', (client) => client.files.upload(new Blob(['x']))],
    ['a new key', (client) => client.keys.create({ name: 'x' })],
    ['a rotation of a key', (client) => client.keys.rotate(ID)],
    ['a replay', (client) => client.webhooks.replay(ID)],
    ['all replays', (client) => client.webhooks.replayFailed({ since: '2026-11-23' })],
    ['a test event', (client) => client.webhooks.test('https://example.com')],
    ['a secret that is shown', (client) => client.webhooks.secret.reveal()],
    ['a new secret', (client) => client.webhooks.secret.rotate()],
  ];
  test.each(once)('%s', async (_, call) => {
    for (const answer of [reset(), refusal(500, 'INTERNAL')]) {
      const { client, requests } = fakeServer([answer]);
      await expect(call(client)).rejects.toMatchObject({ outcomeUnknown: true });
      expect(requests).toHaveLength(1);
    }
  });

  const repeated: readonly [string, (client: ReturnType<typeof fakeServer>['client']) => Promise<unknown>][] =
    [
      ['a read', (client) => client.kling.generations.get(ID)],
      ['a quote', (client) => client.kling.quote(BODY)],
      ['a cancel', (client) => client.kling.generations.cancel(ID)],
      ['a change of a key', (client) => client.keys.change(ID, { name: 'y' })],
      ['a retry, which has an idempotency key', (client) => client.kling.generations.retry(ID)],
    ];
  test.each(repeated)('but %s is repeated', async (_, call) => {
    const { client, requests } = fakeServer([reset(), accepted()]);
    await call(client);
    expect(requests).toHaveLength(2);
  });
});

describe('a delete', () => {
  test('whose reply was lost is a success when the thing is gone', async () => {
    const { client, requests } = fakeServer([reset(), refusal(404, 'NOT_FOUND')]);
    await client.files.delete('file_1');
    expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'DELETE /v1/files/file_1',
      'DELETE /v1/files/file_1',
    ]);
  });

  test('of what was never there is refused', async () => {
    for (const answers of [[refusal(404, 'NOT_FOUND')], [refused(), refusal(404, 'NOT_FOUND')]])
      await expect(fakeServer(answers).client.files.delete('file_1')).rejects.toMatchObject({
        name: 'NotFoundError',
      });
  });
});

describe('pauses', () => {
  test('double, up to eight seconds, and are shortened by chance to no less than half', async () => {
    const { client, pauses } = fakeServer([refused()], { retries: 6 });
    await expect(client.balance()).rejects.toMatchObject({ name: 'ConnectionError' });
    expect(pauses).toEqual([250, 500, 1000, 2000, 4000, 4000]);
  });

  test('are at least those that the server asks for, in seconds or as a time', async () => {
    const time = new Date(Date.now() + 30_000).toUTCString();
    const answers = [
      refusal(429, 'RATE_LIMITED', {}, { 'retry-after': '7' }),
      refusal(503, 'SHUTTING_DOWN', {}, { 'retry-after': time }),
      json(200, {}),
    ];
    const { client, pauses } = fakeServer(answers);
    await client.balance();
    expect(pauses[0]).toBe(7_000);
    expect(pauses[1]).toBeGreaterThan(28_000);
    expect(pauses[1]).toBeLessThanOrEqual(31_000);
  });

  test('that would be longer than the whole call may take are not begun', async () => {
    const answer = refusal(429, 'RATE_LIMITED', {}, { 'retry-after': '301' });
    const { client, requests, pauses } = fakeServer([answer]);
    await expect(client.balance()).rejects.toMatchObject({ name: 'RateLimitError', retryAfterSeconds: 301 });
    expect([requests.length, pauses]).toEqual([1, []]);
    const patient = fakeServer([answer, json(200, {})], { totalMilliseconds: 400_000 });
    await patient.client.balance();
    expect(patient.pauses).toEqual([301_000]);
  });

  test('there are none when there are no retries, for the client or for one call', async () => {
    const never = fakeServer([reset()], { retries: 0 });
    await expect(never.client.balance()).rejects.toThrow();
    expect(never.requests).toHaveLength(1);
    const once = fakeServer([reset()]);
    await expect(once.client.balance({ retries: 1 })).rejects.toThrow();
    expect(once.requests).toHaveLength(2);
  });
});

describe('a signal', () => {
  test('that has aborted sends nothing, and its reason is thrown', async () => {
    const { client, requests } = fakeServer([accepted()]);
    const reason = new Error('enough');
    await expect(client.kling.generate(BODY, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(requests).toHaveLength(0);
  });

  test('ends a call between two tries', async () => {
    const stop = new AbortController();
    const { client, requests } = fakeServer([
      () => {
        stop.abort(new Error('enough'));
        return reset();
      },
    ]);
    await expect(client.kling.generate(BODY, { signal: stop.signal })).rejects.toThrow('enough');
    expect(requests).toHaveLength(1);
  });
});

test('a try that takes too long is given up, and its outcome is unknown', async () => {
  const hanging = vi.fn<typeof fetch>(
    (_, init) =>
      new Promise<Response>((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(new Error('aborted')));
      }),
  );
  const { client } = fakeServer([], { fetch: hanging, timeoutMilliseconds: 5, retries: 1 });
  await expect(client.kling.generate(BODY)).rejects.toMatchObject({
    name: 'ConnectionError',
    code: 'TIMED_OUT',
    outcomeUnknown: true,
  });
  expect(hanging).toHaveBeenCalledTimes(2);
});

test('every answer can be looked at, by the client and by a call', async () => {
  const seen: string[] = [];
  const { client } = fakeServer([refusal(500, 'INTERNAL'), json(200, {}, { 'ratelimit-policy': 'x' })], {
    onResponse: ({ status }, { method, url, number }) => seen.push(`${status} ${method} ${url} ${number}`),
  });
  const policies: (string | null)[] = [];
  await client.balance({ onResponse: ({ headers }) => policies.push(headers.get('ratelimit-policy')) });
  expect(seen).toEqual([
    '500 GET http://reelay.test/v1/data/balance 1',
    '200 GET http://reelay.test/v1/data/balance 2',
  ]);
  expect(policies).toEqual([null, 'x']);
});

test('a redirect is not followed, because the key and the method would not survive it', async () => {
  const moved = new Response(null, { status: 301, headers: { location: 'https://reelay.test/' } });
  const { client, requests } = fakeServer([moved]);
  await expect(client.kling.generate(BODY)).rejects.toMatchObject({
    code: 'REDIRECTED',
    detail: expect.stringContaining('https://reelay.test/'),
    outcomeUnknown: false,
  });
  expect(requests).toHaveLength(1);
});

test.each(['', '.', '..'])('an id that would be another route is not sent: %j', (id) => {
  const { client, requests } = fakeServer([generation('completed')]);
  expect(() => client.kling.generations.get(id)).toThrow(TypeError);
  expect(requests).toHaveLength(0);
});

test('an id is sent as one segment of the path', async () => {
  const { client, requests } = fakeServer([generation('completed')]);
  await client.kling.generations.get('a/b?c');
  expect(requests[0]?.path).toBe('/v1/kling/generations/a%2Fb%3Fc');
});
