/** What becomes of requests when the process that answers them is told to stop. */
import { Agent, get, type IncomingMessage } from 'node:http';
import { sql } from 'kysely';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { listen } from '../src/main/listen.ts';
import { aServer } from './support/a-server.ts';
import type { FreshDatabase } from './support/fresh-database.ts';
import { logLines } from './support/log-lines.ts';
import { readEvents } from './support/read-events.ts';

const KEY = 'rk_test_of_a_server_that_stops';
/** Longer than any test: what ends before it was not cut. */
const NEVER_MILLISECONDS = 3_600_000;

async function served(drainMilliseconds: number) {
  const { log, lines } = logLines();
  const server = await aServer({
    role: 'api',
    settings: { REELAY_BOOTSTRAP_KEY: KEY },
    parts: { drainMilliseconds },
    log,
  });
  const send = (path: string, options: RequestInit = {}) =>
    server.fetch(path, {
      ...options,
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
    });
  const submit = () =>
    send('/v1/kling/generate', { method: 'POST', body: JSON.stringify({ prompt: 'a red kite' }) });
  return { server, lines, send, submit };
}

/** Nobody reads or writes the table until the function it resolves with is called. */
async function lockTable({ pool }: FreshDatabase, table: string): Promise<() => Promise<void>> {
  const client = await pool.connect();
  await client.query('begin');
  await client.query(`lock table ${table} in access exclusive mode`);
  return async () => {
    await client.query('rollback');
    client.release();
  };
}

async function someoneWaits({ db }: FreshDatabase): Promise<void> {
  const waiting = sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  await vi.waitFor(async () => expect((await waiting.execute(db)).rows).not.toEqual([]), {
    timeout: 10_000,
  });
}

describe('when an API process is told to stop', () => {
  test('a submit that is being answered is answered, and its database is there until then', async () => {
    const { server, submit, lines } = await served(NEVER_MILLISECONDS);
    const unlock = await lockTable(server.database, 'generations');
    const answer = submit();
    await someoneWaits(server.database);
    const stopped = server.stop();
    await expect(server.fetch('/healthz')).rejects.toThrow();
    await unlock();
    expect((await answer).status).toBe(201);
    await stopped;
    expect(await server.database.db.selectFrom('generations').select('status').execute()).toEqual([
      { status: 'pending' },
    ]);
    expect(lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  test('streams and reads that wait end at once', async () => {
    const { server, send, submit } = await served(NEVER_MILLISECONDS);
    const { generation_id: id } = (await (await submit()).json()) as { generation_id: string };
    const unlock = await lockTable(server.database, 'generations');
    const waiting = send(`/v1/kling/generations/${id}?wait=60`);
    await someoneWaits(server.database);
    await unlock();
    const streams = await Promise.all(
      [`/v1/kling/generations/${id}/events`, '/v1/webhooks/events'].map(async (path) =>
        readEvents(await send(path)),
      ),
    );
    await server.stop();
    await Promise.all(streams.map((stream) => stream.rest()));
    expect([(await waiting).status, await (await waiting).json()]).toMatchObject([
      200,
      { status: 'pending' },
    ]);
  });

  test.each(['api_keys', 'balances', 'generations'])(
    'a request that waits for %s for too long is cut, and what comes of it later is no error',
    async (table) => {
      const { server, submit, lines } = await served(1);
      const unlock = await lockTable(server.database, table);
      const answer = submit().then(
        ({ status }) => `HTTP ${status}`,
        () => 'cut',
      );
      await someoneWaits(server.database);
      const stopped = server.stop();
      expect(await answer).toBe('cut');
      await unlock();
      await stopped;
      await vi.waitFor(() => expect(lines.some(({ message }) => message === 'request')).toBe(true));
      expect(lines.filter(({ level }) => level === 'error')).toEqual([]);
    },
  );
});

/** Answers `/slow` when it is let, `/download` in two pieces, and all else at once. */
async function aListener() {
  const slow = Promise.withResolvers<void>();
  const started = Promise.withResolvers<void>();
  const fetch = async ({ url }: Request): Promise<Response> => {
    if (url.endsWith('/slow')) {
      started.resolve();
      await slow.promise;
    }
    if (!url.endsWith('/download')) return new Response('all of it');
    return new Response(
      new ReadableStream({
        async start(control) {
          control.enqueue(new TextEncoder().encode('all '));
          await slow.promise;
          control.enqueue(new TextEncoder().encode('of it'));
          control.close();
        },
      }),
    );
  };
  const listener = await listen(fetch, { host: '127.0.0.1', port: 0 }, NEVER_MILLISECONDS);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  const ask = (path: string) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      get(`${listener.url}${path}`, { agent }, resolve).on('error', reject);
    });
  return { listener, ask, slow, started };
}

const textOf = async (answer: IncomingMessage): Promise<string> =>
  (await answer.setEncoding('utf8').toArray()).join('');

describe('a listener that is closed', () => {
  test('waits for no connection that is only kept', async () => {
    const { listener, ask } = await aListener();
    expect(await textOf(await ask('/'))).toBe('all of it');
    await listener.close();
  });

  test('tells whoever still gets an answer to come back over another connection', async () => {
    const { listener, ask, slow, started } = await aListener();
    const asked = ask('/slow');
    await started.promise;
    const closed = listener.close();
    slow.resolve();
    const answer = await asked;
    expect([answer.headers.connection, await textOf(answer)]).toEqual(['close', 'all of it']);
    await closed;
  });

  test('lets a download go on to its end, and waits no longer than that', async () => {
    const { listener, ask, slow } = await aListener();
    const answer = await ask('/download');
    const closed = listener.close();
    slow.resolve();
    expect(await textOf(answer)).toBe('all of it');
    await closed;
  });
});
