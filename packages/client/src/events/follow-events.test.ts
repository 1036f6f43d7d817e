import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { type Answer, fakeServer, ID, json, refusal, refused } from '../../test/support/fake-server.ts';

const event = (id: number, type: string) =>
  `id: ${id}\nevent: ${type}\ndata: ${JSON.stringify({ type, generation_id: ID })}\n\n`;

/** A stream that ends by itself, or breaks. */
function stream(text: string, { breaks = false } = {}): Answer {
  return () => {
    const bytes = new TextEncoder().encode(text);
    return new Response(
      new ReadableStream({
        start: (controller) => controller.enqueue(bytes),
        pull: (controller) => (breaks ? controller.error(new Error('cut')) : controller.close()),
      }),
      { headers: { 'content-type': 'text/event-stream' } },
    );
  };
}

/** Tells one event, and then nothing until it is cut by who asked for it. */
const silent: Answer = ({ signal }) =>
  new Response(
    new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(event(1, 'queued')));
        signal?.addEventListener('abort', () => controller.error(signal.reason));
      },
    }),
  );

const pageOf = (data: readonly string[], next_cursor: string | null) => json(200, { data, next_cursor });

const OVER = new Response(null, { status: 204 });

async function read(server: ReturnType<typeof fakeServer>, options = {}): Promise<readonly string[]> {
  const seen: string[] = [];
  for await (const { eventId, type } of server.client.kling.generations.events(ID, options))
    seen.push(`${eventId} ${type}`);
  return seen;
}

const lastIds = ({ requests }: ReturnType<typeof fakeServer>) =>
  requests.map(({ headers }) => headers.get('last-event-id'));

describe('following events', () => {
  test('ends when the server says that there are no more', async () => {
    const server = fakeServer([stream(event(1, 'queued') + event(400, 'completed')), OVER]);
    expect(await read(server)).toEqual(['1 queued', '400 completed']);
    expect(lastIds(server)).toEqual([null, '400']);
    expect(server.pauses).toEqual([]);
    expect(server.requests[0]?.headers.get('accept')).toBe('text/event-stream');
  });

  test('goes on after a cut where it was, without a half event and without one twice', async () => {
    const server = fakeServer([
      stream(`${event(1, 'queued')}id: 100\nevent: started\nda`, { breaks: true }),
      stream(event(100, 'started'), { breaks: true }),
      stream(event(400, 'completed')),
      OVER,
    ]);
    expect(await read(server)).toEqual(['1 queued', '100 started', '400 completed']);
    expect(lastIds(server)).toEqual([null, '1', '100', '400']);
  });

  test('begins after an event that was read before', async () => {
    const server = fakeServer([OVER]);
    expect(await read(server, { lastEventId: '300' })).toEqual([]);
    expect(lastIds(server)).toEqual(['300']);
  });

  test('waits longer and longer for a server that is away, and no shorter than it asked for', async () => {
    const server = fakeServer([
      stream(`retry: 3000\n\n${event(1, 'queued')}`, { breaks: true }),
      refused(),
      refused(),
      refusal(503, 'SHUTTING_DOWN', {}, { 'retry-after': '9' }),
      stream(event(400, 'failed')),
      OVER,
    ]);
    expect(await read(server)).toEqual(['1 queued', '400 failed']);
    expect(server.pauses).toEqual([1500, 1500, 1500, 9000]);
  });

  test('takes an id that comes without an event', async () => {
    const server = fakeServer([stream('id: 7\n\n'), OVER]);
    expect(await read(server)).toEqual([]);
    expect(lastIds(server)).toEqual([null, '7']);
  });

  test('gives up when the server stays away for too long', async () => {
    const server = fakeServer([stream(event(1, 'queued')), refused()]);
    await expect(read(server, { giveUpMilliseconds: 30_000 })).rejects.toMatchObject({
      name: 'ConnectionError',
    });
    expect(server.clock.milliseconds).toBeGreaterThan(20_000);
    expect(server.clock.milliseconds).toBeLessThanOrEqual(30_000);
  });

  test('does not come back at once to a stream that ends at once', async () => {
    const server = fakeServer([stream(''), stream(''), stream(''), OVER]);
    await read(server);
    expect(server.pauses).toEqual([250, 500, 1000]);
  });

  test.each([
    [401, 'UNAUTHENTICATED', 'AuthenticationError'],
    [404, 'GENERATION_NOT_FOUND', 'NotFoundError'],
    [422, 'INVALID_REQUEST', 'ValidationError'],
  ])('throws what waiting does not change: %i %s', async (status, code, name) => {
    await expect(read(fakeServer([refusal(status, code)]))).rejects.toMatchObject({ name, code });
  });

  test('takes a connection that is silent for 45 seconds for dead, but not one whose reader is busy', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const server = fakeServer([silent, OVER]);
    const events = server.client.kling.generations.events(ID);
    await events.next();
    await vi.advanceTimersByTimeAsync(600_000);
    expect(server.requests).toHaveLength(1);
    const end = events.next();
    await vi.advanceTimersByTimeAsync(44_000);
    expect(server.requests).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await end).toMatchObject({ done: true });
    expect(lastIds(server)).toEqual([null, '1']);
  });

  test('hangs up when nobody listens any more', async () => {
    let isCancelled = false;
    const server = fakeServer([], {
      fetch: () =>
        Promise.resolve(
          new Response(
            new ReadableStream({
              start: (controller) => controller.enqueue(new TextEncoder().encode(event(1, 'queued'))),
              cancel: () => void (isCancelled = true),
            }),
          ),
        ),
    });
    for await (const { type } of server.client.kling.generations.events(ID)) {
      expect(type).toBe('queued');
      break;
    }
    expect(isCancelled).toBe(true);
  });

  test('ends with the reason of its signal', async () => {
    const stop = new AbortController();
    const server = fakeServer([stream(event(1, 'queued'))]);
    const reading = (async () => {
      for await (const _ of server.client.webhooks.listen({ signal: stop.signal }))
        stop.abort(new Error('enough'));
    })();
    await expect(reading).rejects.toThrow('enough');
  });
});

test('lists go over all pages, also over empty ones, and ask for the next only when it is needed', async () => {
  const server = fakeServer([pageOf(['a', 'b'], 'two'), pageOf([], 'three'), pageOf(['c'], null)]);
  const list = server.client.kling.generations.list({ status: 'failed', limit: 2 });
  const seen: unknown[] = [];
  for await (const one of list) {
    seen.push(one);
    if (seen.length === 2) expect(server.requests).toHaveLength(1);
  }
  expect(seen).toEqual(['a', 'b', 'c']);
  expect(server.requests.map(({ path }) => path)).toEqual([
    '/v1/kling/generations?status=failed&limit=2',
    '/v1/kling/generations?status=failed&limit=2&cursor=two',
    '/v1/kling/generations?status=failed&limit=2&cursor=three',
  ]);
  expect((await list.page('two')).next_cursor).toBeNull();
});
