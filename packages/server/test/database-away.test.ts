/** What callers and workers see while the database is away, and once it is back. */
import { Reelay } from '@reelay/client';
import { sql } from 'kysely';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { DatabaseAwayError } from '../src/db/database-away.ts';
import { openDatabase, type DatabaseOptions } from '../src/db/pool.ts';
import { inTransaction } from '../src/db/transaction.ts';
import { ErrorBody } from '../src/contract/generation-view.ts';
import { ROUTES } from '../src/http/routes.ts';
import { silentLogger } from '../src/kernel/log.ts';
import { auditLedger } from '../src/ledger/ledger.ts';
import { aServer } from './support/a-server.ts';
import { checkAnswer } from './support/check-answer.ts';
import { databaseDoor, type DatabaseDoor } from './support/database-door.ts';
import { freshDatabase } from './support/fresh-database.ts';
import { logLines } from './support/log-lines.ts';

const KEY = 'rk_test_before_the_database_door';
const ID = '00000000-0000-7000-8000-000000000000';

async function served(options: Omit<Parameters<typeof aServer>[0] & object, 'database' | 'log'> = {}) {
  const database = await freshDatabase();
  const door = await databaseDoor(database.url);
  const { log, lines } = logLines();
  const server = await aServer({
    role: 'api',
    ...options,
    settings: { REELAY_BOOTSTRAP_KEY: KEY },
    database: { ...database, url: door.url },
    log,
  });
  const send = async (method: string, path: string, more: Record<string, string> = {}, body?: object) => {
    const response = await server.fetch(path, {
      method,
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json', ...more },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    await checkAnswer(method, path, response);
    return response;
  };
  const submit = (idempotencyKey: string) =>
    send(
      'POST',
      '/v1/kling/generate',
      { 'idempotency-key': idempotencyKey },
      { prompt: 'a red kite over a green hill' },
    );
  return { database, door, lines, server, send, submit };
}

/** That a request cannot be answered now, in the words of the contract. */
async function expectAway(response: Response): Promise<void> {
  const text = await response.text();
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
  const { code, message, request_id: requestId, detail } = ErrorBody.parse(JSON.parse(text));
  expect([code, message]).toEqual(['SERVICE_UNAVAILABLE', 'SERVICE_UNAVAILABLE']);
  expect(detail).toMatch(/^The server cannot reach its database/);
  expect(requestId).toBe(response.headers.get('x-request-id'));
  expect(text).not.toMatch(/\bat .*:\d+|ECONN|pg|127\.0\.0\.1/);
}

const behindKeys = ROUTES.filter(({ security }) => security !== undefined);

describe('while no connection can be had', () => {
  test('every route with a key answers 503 with Retry-After, and each such request is one warning and no error', async () => {
    const { door, send, lines } = await served();
    await door.shut();
    const asked: string[] = [];
    for (const { method, path } of behindKeys) {
      const response = await send(method.toUpperCase(), path.replaceAll(/\{\w+\}/g, ID));
      asked.push(response.headers.get('x-request-id') ?? '');
      await expectAway(response);
    }
    expect(asked.length).toBeGreaterThan(25);
    const told = lines.filter(({ fields, level }) => level === 'warn' && fields['requestId'] !== undefined);
    expect(told.map(({ fields }) => fields['requestId'])).toEqual(asked);
    expect(lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  test('what needs no database is answered as ever', async () => {
    const { door, send } = await served();
    await door.shut();
    expect((await send('GET', '/healthz')).status).toBe(200);
    expect((await send('GET', '/openapi.json')).status).toBe(200);
  });

  test('the same server answers again once the database is back', async () => {
    const { door, send, submit } = await served();
    expect((await submit('first')).status).toBe(201);
    for (let round = 0; round < 2; round += 1) {
      await door.shut();
      await expectAway(await submit('second'));
      await expectAway(await send('GET', '/v1/data/balance'));
      await door.open();
      expect((await send('GET', '/v1/data/balance')).status).toBe(200);
    }
    expect((await submit('second')).status).toBe(201);
  });

  test.each(['57P03', '53300', '57P01', '08006'])('a server that refuses with %s is away', async (state) => {
    const { door, send } = await served();
    await door.shut();
    door.set({ kind: 'refusing', state });
    await door.open();
    await expectAway(await send('GET', '/v1/data/balance'));
    door.set({ kind: 'open' });
    expect((await send('GET', '/v1/data/balance')).status).toBe(200);
  });
});

describe('a connection that is lost', () => {
  test('within a submit is a 503, and the submit with the same key is then accepted once', async () => {
    const { door, submit, database } = await served();
    door.set({ kind: 'losing_commit' });
    await expectAway(await submit('the same'));
    const again = await submit('the same');
    expect(again.status).toBe(201);
    const { generation_id: id } = (await again.json()) as { generation_id: string };
    const made = await database.db.selectFrom('generations').select('id').execute();
    expect(made).toEqual([{ id }]);
    expect(await auditLedger(database.db)).toEqual({ wrongBalances: [], wrongHolds: [] });
  });

  test('because PostgreSQL ended every session is a 503 at most, and no error', async () => {
    const { send, submit, database, lines } = await served();
    expect((await submit('first')).status).toBe(201);
    await database.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    );
    await vi.waitFor(async () => expect((await send('GET', '/v1/data/balance')).status).toBe(200));
    expect(lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  test('in the middle of a statement ends it', async () => {
    const { db, door, database } = await throughDoor();
    const asked = sql`select pg_sleep(60)`.execute(db).catch((error: unknown) => error);
    const working = sql`select from pg_stat_activity where state = 'active' and query like 'select pg_sleep%'`;
    await vi.waitFor(async () => expect((await working.execute(database.db)).rows).toHaveLength(1));
    await door.shut();
    expect(await asked).toBeInstanceOf(DatabaseAwayError);
    await door.open();
    expect((await sql`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }]);
  });
});

test('the client of this API waits as it is told, and has its generation without knowing of it', async () => {
  const { door, server } = await served();
  await door.shut();
  const pauses: number[] = [];
  const client = new Reelay({
    apiKey: KEY,
    baseUrl: server.url,
    timing: {
      random: () => 0,
      async sleep(milliseconds) {
        pauses.push(milliseconds);
        if (pauses.length === 2) await door.open();
      },
    },
  });
  const job = await client.kling.generate({ prompt: 'a red kite over a green hill' });
  expect(job.id).toMatch(/^[\w-]{36}$/);
  expect(pauses).toEqual([5_000, 5_000]);
});

test('a generation that is under way while the database goes away and comes back is completed, and paid once', async () => {
  const { door, server, submit, database } = await served({ role: 'all', script: { end: 'never' } });
  const { generation_id: id } = (await (await submit('once')).json()) as { generation_id: string };
  await vi.waitFor(() => expect(server.engine.statusCount()).toBeGreaterThan(0));
  await door.shut();
  Object.assign(server.engine.script, { end: 'succeed' });
  await door.open();
  await vi.waitFor(
    async () =>
      expect(
        await database.db.selectFrom('generations').select('status').where('id', '=', id).executeTakeFirst(),
      ).toEqual({ status: 'completed' }),
    { timeout: 30_000, interval: 100 },
  );
  expect(server.engine.works.size).toBe(1);
  expect(await auditLedger(database.db)).toEqual({ wrongBalances: [], wrongHolds: [] });
}, 60_000);

test('a statement that is wrong is still a bug: 500, and an error in the log', async () => {
  const { send, database, lines } = await served();
  await database.pool.query('alter table webhook_secrets rename to elsewhere');
  const response = await send('GET', '/v1/webhooks/secret');
  expect([response.status, ErrorBody.parse(await response.json()).code]).toEqual([500, 'INTERNAL']);
  expect(lines.filter(({ level }) => level === 'error')).toHaveLength(1);
});

describe('a pool', () => {
  test('that gets no answer to a new connection says that the database is away', async () => {
    const { db, door } = await throughDoor({ connectMilliseconds: 50 });
    door.set({ kind: 'silent' });
    await expect(sql`select 1`.execute(db)).rejects.toThrow(DatabaseAwayError);
  });

  test('whose connections are all taken for too long says so as well', async () => {
    const { db } = await throughDoor({ connectMilliseconds: 50, maxConnections: 1 });
    await inTransaction(db, async (tx) => {
      await sql`select 1`.execute(tx);
      await expect(sql`select 1`.execute(db)).rejects.toThrow(DatabaseAwayError);
    });
    expect((await sql`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }]);
  });

  test('that was closed says so as well', async () => {
    const pool = await throughDoor();
    await pool.close();
    await expect(sql`select 1`.execute(pool.db)).rejects.toThrow(DatabaseAwayError);
  });

  test('cuts a transaction that stands still: its locks go to others, its next statement fails, and the pool goes on', async () => {
    const { db, database } = await throughDoor({ idleTransactionSeconds: 0.2 });
    await sql`create table held (id int primary key)`.execute(db);
    await sql`insert into held values (1)`.execute(db);
    const standing = inTransaction(db, async (tx) => {
      await sql`select id from held for update`.execute(tx);
      // Waits for the row until the one that holds it is cut.
      await sql`update held set id = 2`.execute(database.db);
      await sql`update held set id = 3`.execute(tx);
    });
    await expect(standing).rejects.toThrow(DatabaseAwayError);
    expect((await sql`select id from held`.execute(db)).rows).toEqual([{ id: 2 }]);
  });
});

async function throughDoor(options: Partial<DatabaseOptions> = {}) {
  const database = await freshDatabase();
  const door: DatabaseDoor = await databaseDoor(database.url);
  const handle = openDatabase({ log: silentLogger, ...options, url: door.url });
  onTestFinished(() => handle.close());
  return { database, door, ...handle };
}
