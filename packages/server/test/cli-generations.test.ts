/** `reelay generations`: what was asked for, watched to its end over whatever happens meanwhile. */
import { readdir } from 'node:fs/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { listen } from '../src/main/listen.ts';
import { aDirectory, cliJson, runCli, startCli } from './support/run-cli.ts';
import { servedApi, type ServedApi } from './support/served-api.ts';
import { answering, webhookReceiver } from './support/webhook-receiver.ts';

const NO_ID = '00000000-0000-0000-0000-000000000000';

async function submit(api: ServedApi, body: object = {}): Promise<string> {
  return (await api.accepted({ prompt: 'a red kite', ...body })).body.generation_id;
}

const linesOf = (text: string): readonly Record<string, unknown>[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('the list', () => {
  test('is a table with whole ids, narrowed down by what is said', async () => {
    const api = await servedApi();
    const kite = await submit(api);
    const long = await submit(api, { prompt: 'a panda', model: 'kling_3', duration: 15 });
    const [all, some, one, none] = await Promise.all([
      runCli(api, ['generations', 'ls']),
      runCli(api, ['generations', 'list', '--prompt', 'PANDA', '--status', 'pending', '--after', '1h']),
      runCli(api, ['generations', 'ls', '--limit', '1']),
      runCli(api, ['generations', 'ls', '--before', '1d']),
    ]);
    expect(all.stdout).toMatch(
      new RegExp(
        `^ID .*\\n${long} +queued +kling_3 +15 s +\\$1\\.2600 +\\d\\d-\\d\\d \\d\\d:\\d\\d +a panda\\n${kite} .* a red kite\\n$`,
      ),
    );
    expect([some.stdout, one.stdout].map((text) => text.split('\n').length)).toEqual([3, 3]);
    expect(one.stderr).toContain('There are more');
    expect([none.stdout, none.stderr]).toEqual(['', expect.stringContaining('There are none here')]);
  });

  test('for programs is one array, as long as asked for', async () => {
    const api = await servedApi({ balance: '100' });
    for (let index = 0; index < 105; index++) await submit(api);
    expect(await cliJson(api, ['generations', 'ls', '--limit', '103'])).toHaveLength(103);
    expect(await cliJson(api, ['generations', 'ls'])).toHaveLength(20);
  });

  test('refuses a filter that is none by its option', async () => {
    const api = await servedApi();
    const [status, limit] = await Promise.all([
      runCli(api, ['generations', 'ls', '--status', 'done']),
      runCli(api, ['generations', 'ls', '--limit', '0']),
    ]);
    expect([status.code, status.stderr]).toEqual([
      4,
      expect.stringMatching(/^reelay: --status: must be one of/),
    ]);
    expect([limit.code, limit.stderr]).toEqual([2, expect.stringContaining('--limit: "0"')]);
  });
});

describe('one of them', () => {
  test('is shown with what it is, costs and became', async () => {
    const api = await servedApi();
    const id = await submit(api, { model: 'kling_3', sound: true });
    const before = await runCli(api, ['generations', 'get', id]);
    expect(before.stdout).toMatch(/\nstatus +queued, place 1 in the queue\n/);
    expect(before.stdout).toMatch(/\nprice +\$0\.4200, held\n/);
    api.work();
    await api.ended(id);
    const after = await runCli(api, ['generations', 'show', id]);
    expect(after.stdout).toMatch(/\nstatus +completed\nvideo +http:\S+\nprompt +a red kite\n/);
    expect(after.stdout).toMatch(
      /\nprice +\$0\.4200, paid\n.*\nmade .*\ncompleted .* after it was asked for\nnote +sound/s,
    );
    expect(await cliJson(api, ['generations', 'get', id])).toMatchObject({
      generation_id: id,
      progress: 100,
    });
  });

  test('that there is not is exit code 4, and where the ids are', async () => {
    const api = await servedApi();
    const { code, stderr } = await runCli(api, ['generations', 'get', NO_ID]);
    expect([code, stderr]).toEqual([4, expect.stringContaining('"reelay generations ls" shows')]);
  });
});

describe('watching', () => {
  test('several goes on to the end of each, and the highest exit code is that of all', async () => {
    const api = await servedApi();
    const ids = [await submit(api), await submit(api)] as const;
    const cli = startCli(api, ['generations', 'watch', ...ids, NO_ID]);
    await cli.says(/Generation not found/);
    api.work();
    const { code, stdout, stderr } = await cli.end();
    expect(code).toBe(4);
    expect(stdout.trim().split('\n').sort()).toEqual(
      [...ids].sort().map((id) => expect.stringMatching(`^${id}  completed  http:`)),
    );
    for (const id of ids) expect(stderr).toMatch(new RegExp(`\n?${id}  \\[#+\\] 100 %  completed\n`));
    expect(stderr).toContain(`reelay: ${NO_ID}: Generation not found.`);
  });

  test('for programs prints each event as a line', async () => {
    const api = await servedApi();
    const id = await submit(api);
    const cli = startCli(api, ['generations', 'watch', id, '--json']);
    await cli.says(/queued/);
    api.work();
    const { code, stdout } = await cli.end();
    expect(code).toBe(0);
    const events = linesOf(stdout);
    expect(events.map(({ type }) => type).filter((type) => type !== 'progress')).toEqual([
      'queued',
      'started',
      'stored',
      'completed',
    ]);
    for (const event of events)
      expect(event).toMatchObject({ event_id: expect.any(String), generation_id: id });
  });

  test('of one that failed ends with exit code 5, or 6 for its content', async () => {
    const failure = { reason: 'CONTENT_POLICY_VIOLATION', detail: 'Not allowed.' } as const;
    const api = await servedApi({ script: { end: 'fail', failure } });
    const id = await submit(api);
    api.work();
    await api.ended(id);
    const [text, lines] = await Promise.all([
      runCli(api, ['generations', 'watch', id]),
      runCli(api, ['generations', 'watch', id, '--json']),
    ]);
    expect([text.code, text.stdout]).toEqual([6, `${id}  failed  CONTENT_POLICY_VIOLATION\n`]);
    expect([lines.code, linesOf(lines.stdout).at(-1)]).toEqual([
      6,
      expect.objectContaining({ type: 'failed' }),
    ]);
  });

  test('outlives the server: it says so, waits, and goes on where it was', async () => {
    const api = await servedApi();
    const id = await submit(api);
    const first = await listen(api.app.fetch, { host: '127.0.0.1', port: 0 });
    const there = { url: first.url, key: api.key };
    const text = startCli(there, ['generations', 'watch', id]);
    const lines = startCli(there, ['generations', 'watch', id, '--json']);
    await Promise.all([text.says(/queued/), lines.says(/queued/)]);
    await first.close();
    await Promise.all([text.says(/No answer from http:\S+ yet/), lines.says(/No answer from/)]);
    api.work();
    await api.ended(id);
    const second = await listen(api.app.fetch, { host: '127.0.0.1', port: Number(new URL(first.url).port) });
    onTestFinished(() => second.close());
    const [one, other] = await Promise.all([text.end(), lines.end()]);
    expect([one.code, other.code]).toEqual([0, 0]);
    expect(one.stderr).toContain('The server answers again.');
    const ids = linesOf(other.stdout).map(({ event_id: eventId }) => Number(eventId));
    expect(ids).toEqual([...new Set(ids)].toSorted((a, b) => a - b));
    expect(linesOf(other.stdout).at(-1)).toMatchObject({ type: 'completed' });
  }, 120_000);

  test('of several ends with Ctrl-C, naming those that are still under way', async () => {
    const api = await servedApi();
    const ids = [await submit(api), await submit(api)] as const;
    const cli = startCli(api, ['generations', 'watch', ...ids]);
    await cli.says(new RegExp(`${ids[0]}.*queued`));
    await cli.says(new RegExp(`${ids[1]}.*queued`));
    cli.process.kill('SIGINT');
    const { code, stderr } = await cli.end();
    expect([code, stderr]).toEqual([
      130,
      expect.stringContaining(`reelay generations watch ${ids.join(' ')}\n`),
    ]);
  });

  test('ends with exit code 7 when the time is up', async () => {
    const api = await servedApi();
    const id = await submit(api);
    const ends = await Promise.all([
      runCli(api, ['generations', 'watch', id, '--timeout', '1s']),
      runCli(api, ['generations', 'watch', id, '--timeout', '1', '--json']),
    ]);
    for (const { code, stderr } of ends)
      expect([code, stderr]).toEqual([7, expect.stringContaining(`reelay generations watch ${id}`)]);
  });

  test('downloads what has long been completed, but only one at a time', async () => {
    const api = await servedApi();
    const directory = await aDirectory();
    const ids = [await submit(api), await submit(api)] as const;
    api.work();
    await Promise.all(ids.map((id) => api.ended(id)));
    const one = await runCli(api, ['generations', 'watch', ids[0], '-o', 'a.mp4'], { directory });
    expect([one.code, one.stdout]).toEqual([0, expect.stringMatching(/ completed .*\/a\.mp4\n$/)]);
    const both = await runCli(api, ['generations', 'watch', ...ids, '-o', 'b.mp4'], { directory });
    expect([both.code, await readdir(directory)]).toEqual([2, ['a.mp4']]);
  });

  test('goes on until the webhook is delivered, when that is wished for', async () => {
    const api = await servedApi();
    const receiver = await webhookReceiver(answering(204));
    const id = await submit(api, { callback_url: `${receiver.url}/hook` });
    api.work();
    const [text, lines] = await Promise.all([
      runCli(api, ['generations', 'watch', id, '--deliveries']),
      runCli(api, ['generations', 'watch', id, '--deliveries', '--json']),
    ]);
    expect([text.code, text.stderr]).toEqual([
      0,
      expect.stringMatching(/ webhook delivered, try 1: HTTP 204\n$/),
    ]);
    expect(linesOf(lines.stdout).at(-1)).toMatchObject({ type: 'delivery', status: 'delivered' });
  });
});

describe('changing them', () => {
  test('cancels, and says what became of the money', async () => {
    const api = await servedApi();
    const ids = [await submit(api), await submit(api)] as const;
    const { code, stdout } = await runCli(api, ['generations', 'cancel', ...ids]);
    expect([code, stdout]).toEqual([0, ids.map((id) => `${id}  cancelled, $0.2100 given back\n`).join('')]);
    const again = await cliJson(api, ['generations', 'cancel', ids[0]]);
    expect(again).toMatchObject([{ generation_id: ids[0], message: 'CANCELLED' }]);
  });

  test('submits again, printing the new ids alone', async () => {
    const api = await servedApi();
    const id = await submit(api);
    const early = await runCli(api, ['generations', 'retry', id]);
    expect([early.code, early.stdout]).toEqual([4, '']);
    api.work();
    await api.ended(id);
    const { code, stdout, stderr } = await runCli(api, ['generations', 'retry', id]);
    expect([code, stdout.trim()]).toEqual([0, expect.stringMatching(/^[0-9a-f-]{36}$/)]);
    expect(stderr).toContain(`reelay generations watch ${stdout.trim()}`);
    expect(await api.ended(stdout.trim())).toMatchObject({ status: 'completed', prompt: 'a red kite' });
  });

  test('deletes those that have ended, and says which it could not', async () => {
    const api = await servedApi();
    const ended = await submit(api);
    api.work();
    await api.ended(ended);
    const { code, stdout, stderr } = await runCli(api, ['generations', 'rm', NO_ID, ended]);
    expect([code, stdout]).toEqual([4, `${ended}  deleted\n`]);
    expect(stderr).toMatch(new RegExp(`^reelay: ${NO_ID}: Generation not found`));
    expect((await runCli(api, ['generations', 'get', ended])).code).toBe(4);
  });
});
