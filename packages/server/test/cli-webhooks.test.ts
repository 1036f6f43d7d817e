/** `reelay webhooks`: heard on a developer's machine, seen, repeated, tested and signed. */
import { Webhook } from 'standardwebhooks';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { listen } from '../src/main/listen.ts';
import { cliJson, runCli, startCli } from './support/run-cli.ts';
import { servedApi, type ServedApi } from './support/served-api.ts';
import { answering, webhookReceiver } from './support/webhook-receiver.ts';

const PATIENCE = { timeout: 30_000, interval: 20 };

async function submit(api: ServedApi, body: object = {}): Promise<string> {
  return (await api.accepted({ prompt: 'a red kite', ...body })).body.generation_id;
}

describe('listening', () => {
  test('posts the very message that is signed, as the public library verifies, and prints a line', async () => {
    const api = await servedApi();
    const { secret } = await cliJson(api, ['webhooks', 'secret', '--reveal']);
    const receiver = await webhookReceiver(answering(204));
    const cli = startCli(api, ['webhooks', 'listen', '--forward', `${receiver.url}/hooks?shop=7`]);
    await cli.says(/Listening .*, forwarding to http:\S+hooks\?shop=7\./);
    api.work();
    const id = await submit(api);
    await vi.waitFor(() => expect(receiver.received).toHaveLength(1), PATIENCE);
    const [{ url, headers, body }] = receiver.received as [(typeof receiver.received)[0]];
    expect(url).toBe('/hooks?shop=7');
    expect(headers).toMatchObject({ 'content-type': 'application/json', 'webhook-id': id });
    expect(new Webhook(secret).verify(body, headers)).toMatchObject({
      generation_id: id,
      status: 'completed',
    });
    await cli.says(new RegExp(`^\\d\\d:\\d\\d:\\d\\d  ${id}  completed  -> HTTP 204 in \\d+ ms\\n`, 'm'));
    cli.process.kill('SIGINT');
    expect((await cli.end()).code).toBe(0);
  });

  test('goes on over a restart of the server, and forwards what ended meanwhile, each once', async () => {
    const api = await servedApi();
    const receiver = await webhookReceiver(answering(200));
    const first = await listen(api.app.fetch, { host: '127.0.0.1', port: 0 });
    const cli = startCli({ url: first.url, key: api.key }, ['webhooks', 'listen', '--forward', receiver.url]);
    await cli.says(/Listening/);
    api.work();
    const ids = [await submit(api)];
    await vi.waitFor(() => expect(receiver.received).toHaveLength(1), PATIENCE);
    await first.close();
    await cli.says(/No answer from/);
    for (let index = 0; index < 3; index++) ids.push(await submit(api));
    await Promise.all(ids.map((id) => api.ended(id)));
    const second = await listen(api.app.fetch, { host: '127.0.0.1', port: Number(new URL(first.url).port) });
    onTestFinished(() => second.close());
    await vi.waitFor(() => expect(receiver.received).toHaveLength(4), PATIENCE);
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id']))).toEqual(new Set(ids));
  }, 120_000);

  test('waits for a receiver that is not there for a moment, and goes on without one that is not there at all', async () => {
    const api = await servedApi();
    const gone = await listen(() => new Response(), { host: '127.0.0.1', port: 0 });
    await gone.close();
    const { url } = gone;
    const cli = startCli(api, ['webhooks', 'listen', '--forward', url.replace('http://', '')]);
    await cli.says(/Listening/);
    api.work();
    const id = await submit(api);
    await cli.says(new RegExp(`${id}  completed  -> ECONNREFUSED`));
    await cli.says(/Nothing listens there: start your server\./);
    const receiver = await listen(() => new Response(), {
      host: '127.0.0.1',
      port: Number(new URL(url).port),
    });
    onTestFinished(() => receiver.close());
    const next = await submit(api);
    await cli.says(new RegExp(`${next}  completed  -> HTTP 200`));
  });

  test('prints bodies, or for programs each message as a line', async () => {
    const failure = { reason: 'TASK_FAILED', detail: 'no' } as const;
    const api = await servedApi({ script: { end: 'fail', failure } });
    const text = startCli(api, ['webhooks', 'listen', '--print']);
    const lines = startCli(api, ['webhooks', 'listen', '--json']);
    await Promise.all([text.says(/Listening/), lines.says(/Listening/)]);
    api.work();
    const id = await submit(api);
    await text.says(new RegExp(`${id}  failed TASK_FAILED\\n\\{"generation_id":"${id}"`));
    await lines.says(/\}\n/);
    expect(JSON.parse(lines.stdout())).toMatchObject({
      event_id: expect.any(String),
      id,
      headers: { 'webhook-signature': expect.stringMatching(/^v1,/) },
      body: expect.stringContaining(id),
    });
  });

  test('refuses an address that is none, and a key without the scope', async () => {
    const api = await servedApi();
    const { key } = await cliJson(api, ['keys', 'create', 'reader', '--scopes', 'read']);
    const [address, scope] = await Promise.all([
      runCli(api, ['webhooks', 'listen', '--forward', 'http://user:secret@localhost']),
      runCli({ ...api, key }, ['webhooks', 'listen']),
    ]);
    expect([address.code, scope.code]).toEqual([2, 3]);
    expect(scope.stderr).toContain('needs admin');
  });
});

describe('deliveries', () => {
  test('are listed, shown with every try, and sent again', async () => {
    const api = await servedApi();
    const receiver = await webhookReceiver(answering(500, {}, 'out of order'));
    const id = await submit(api, { callback_url: `${receiver.url}/hook` });
    await submit(api);
    api.work();
    await vi.waitFor(() => expect(receiver.received).toHaveLength(1), PATIENCE);
    const [delivery, ...others] = await vi.waitFor(async () => {
      const found = await cliJson(api, ['webhooks', 'deliveries', '--generation', id]);
      expect(found).toMatchObject([{ generation_id: id, attempts: 1, status: 'pending' }]);
      return found;
    }, PATIENCE);
    expect(others).toEqual([]);
    const [list, detail] = await Promise.all([
      runCli(api, ['webhooks', 'deliveries']),
      runCli(api, ['webhooks', 'deliveries', delivery.delivery_id]),
    ]);
    expect(list.stdout).toMatch(new RegExp(`\n${delivery.delivery_id} +pending +1 +HTTP 500 .*/hook\n$`));
    expect(detail.stdout).toMatch(/\nbody +\{"generation_id".*\n\nTRY .*\n +1 .* HTTP 500 +out of order\n$/s);
    receiver.answer = answering(200);
    const replayed = await runCli(api, ['webhooks', 'replay', delivery.delivery_id]);
    expect([replayed.code, replayed.stdout]).toEqual([0, expect.stringContaining('is sent again to http')]);
    await vi.waitFor(async () => {
      const { status } = await cliJson(api, ['webhooks', 'deliveries', delivery.delivery_id]);
      expect(status).toBe('delivered');
    }, PATIENCE);
  });

  test('that were given up are sent again all together', async () => {
    const api = await servedApi();
    const receiver = await webhookReceiver(answering(200));
    await submit(api, { callback_url: `${receiver.url}/hook` });
    api.work();
    await vi.waitFor(() => expect(receiver.received).toHaveLength(1), PATIENCE);
    await vi.waitFor(async () => {
      const { numUpdatedRows } = await api.database.db
        .updateTable('deliveries')
        .set({ status: 'exhausted' })
        .where('status', '=', 'delivered')
        .executeTakeFirstOrThrow();
      expect(numUpdatedRows).toBe(1n);
    }, PATIENCE);
    const since = await runCli(api, ['webhooks', 'replay', '--failed-since', '1h']);
    expect([since.code, since.stdout]).toEqual([0, '1 webhook sent again\n']);
    await vi.waitFor(() => expect(receiver.received).toHaveLength(2), PATIENCE);
    expect(await cliJson(api, ['webhooks', 'replay', '--failed-since', '2020-01-01'])).toEqual({
      replayed: 0,
    });
  });

  test('are named one way or the other, and exist', async () => {
    const api = await servedApi();
    const ends = await Promise.all([
      runCli(api, ['webhooks', 'replay']),
      runCli(api, ['webhooks', 'replay', '--failed-since', 'recently']),
      runCli(api, ['webhooks', 'replay', 'no-such-id']),
      runCli(api, ['webhooks', 'deliveries', '--status', 'lost']),
    ]);
    expect(ends.map(({ code }) => code)).toEqual([2, 4, 4, 4]);
    expect(ends.map(({ stderr }) => stderr)).toEqual([
      expect.stringContaining('say --failed-since'),
      expect.stringContaining('--failed-since: must be a date or time'),
      expect.stringContaining('"reelay webhooks deliveries" shows'),
      expect.stringContaining('--status: must be one of'),
    ]);
  });
});

describe('a test event', () => {
  test('is sent at once, and how it was answered is the exit code', async () => {
    const api = await servedApi();
    const receiver = await webhookReceiver(answering(200));
    api.work();
    const good = await runCli(api, ['webhooks', 'test', `${receiver.url}/hook`]);
    expect([good.code, good.stdout]).toEqual([0, expect.stringMatching(/^\S{36}  delivered  HTTP 200\n$/)]);
    receiver.answer = answering(404);
    const bad = await runCli(api, ['webhooks', 'test', `${receiver.url}/hook`]);
    expect([bad.code, bad.stdout]).toEqual([1, expect.stringMatching(/ exhausted  HTTP 404\n$/)]);
    expect(bad.stderr).toContain('reelay webhooks deliveries');
    const none = await runCli(api, ['webhooks', 'test', 'nowhere']);
    expect([none.code, none.stderr]).toEqual([4, expect.stringContaining('<url>: ')]);
  });
});

describe('the secret', () => {
  test('is told apart, shown once, and replaced while the old one still signs', async () => {
    const api = await servedApi();
    const before = await runCli(api, ['webhooks', 'secret']);
    expect(before.stdout).toMatch(/^secret +whsec_\S{4}\.\.\.\nshown +not yet\n$/);
    const shown = await runCli(api, ['webhooks', 'secret', '--reveal']);
    expect([shown.code, shown.stdout]).toEqual([0, expect.stringMatching(/^whsec_\S+\n$/)]);
    const again = await runCli(api, ['webhooks', 'secret', '--reveal']);
    expect([again.code, again.stdout]).toEqual([4, '']);
    const rotated = await runCli(api, ['webhooks', 'secret', '--rotate', '--overlap', '2h']);
    expect(rotated.stdout).toMatch(/^whsec_\S+\n$/);
    expect(rotated.stdout).not.toBe(shown.stdout);
    expect(rotated.stderr).toContain('The old secret signs as well until');
    const tooLong = await runCli(api, ['webhooks', 'secret', '--rotate', '--overlap', '30d']);
    expect([tooLong.code, tooLong.stderr]).toEqual([4, expect.stringMatching(/^reelay: --overlap: /)]);
  });
});
