/** `reelay` against an API: who asks, what is shown, and the account. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listen } from '../src/main/listen.ts';
import { fakePicture, fakeVideo } from './support/fake-media.ts';
import { aDirectory, cliJson, runCli, startCli } from './support/run-cli.ts';
import { servedApi, type ServedApi } from './support/served-api.ts';

const NO_ID = '00000000-0000-0000-0000-000000000000';

async function submit(api: ServedApi, body: object = {}): Promise<string> {
  return (await api.accepted({ prompt: 'a red kite', ...body })).body.generation_id;
}

describe('who asks', () => {
  test('must have a key: without one the exit code is 3 and the next step is named', async () => {
    const { code, stdout, stderr } = await runCli(null, ['balance']);
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(/^reelay: there is no API key\. Set REELAY_API_KEY .*\n$/);
  });

  test('is said by the environment, by its other name, or by an option', async () => {
    const { url, key } = await servedApi();
    const ends = await Promise.all([
      runCli({ url, key }, ['balance']),
      runCli(null, ['balance'], { environment: { REELAY_URL: url, REELAY_KEY: key } }),
      runCli(null, ['balance', '--url', `${url}/`, '--key', key]),
    ]);
    for (const end of ends) expect(end).toMatchObject({ code: 0, stderr: '' });
  });

  test('with a key that is wrong or may not do it gets exit code 3', async () => {
    const api = await servedApi();
    const reader = await cliJson(api, ['keys', 'create', 'reader', '--scopes', 'read']);
    const [wrong, lacking] = await Promise.all([
      runCli({ ...api, key: 'rk_test_wrong_wrong_wrong' }, ['balance']),
      runCli({ ...api, key: reader.key }, ['generate', 'a cat']),
    ]);
    expect([wrong.code, lacking.code]).toEqual([3, 3]);
    expect(wrong.stderr).toMatch(/Invalid API key\. Set REELAY_API_KEY .*\(request req_\w+\)/);
    expect(lacking.stderr).toContain('needs generate');
  });

  test('a server that is not there is told how to start one, with exit code 1', async () => {
    const gone = await listen(() => new Response(), { host: '127.0.0.1', port: 0 });
    await gone.close();
    const { url } = gone;
    const { code, stderr } = await runCli({ url, key: 'rk_test_x' }, ['models']);
    expect(code).toBe(1);
    expect(stderr).toContain(`reelay: No answer from ${url} (ECONNREFUSED). Is a server running there?`);
  });

  test('an address that is none is wrong usage', async () => {
    const { code, stderr } = await runCli({ url: 'ftp://a.example', key: 'rk_test_x' }, ['models']);
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining('REELAY_URL: "ftp://a.example" is no address'),
    ]);
  });
});

describe('what is shown', () => {
  test('for an unknown word is the nearest there is, with exit code 2', async () => {
    const [command, option] = await Promise.all([
      runCli(null, ['generatons', 'ls']),
      runCli(null, ['generate', 'x', '--durations', '5']),
    ]);
    expect([command.code, option.code]).toEqual([2, 2]);
    expect(command.stderr).toContain('Did you mean generations?');
    expect(option.stderr).toContain('Did you mean --duration?');
  });

  test('as help has three examples and the exit codes', async () => {
    const { code, stdout } = await runCli(null, ['--help']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/Examples:\n(  reelay .*\n){3}\nExit codes:\n    0  done\n/);
    expect(stdout).toMatch(/\n    7 .*\n  130 /);
    expect(stdout.split('\n').length).toBeLessThan(60);
  });

  test('of others cannot steer the terminal', async () => {
    const api = await servedApi();
    await submit(api, { prompt: 'red\u001b[2J\u001b]0;title\u0007\nkite \u202eevil' });
    const { stdout } = await runCli(api, ['generations', 'ls']);
    expect(stdout).toMatch(/red\[2J\]0;title kite evil\n$/);
  });

  test('ends quietly when nobody reads it any more', async () => {
    const api = await servedApi();
    const cli = startCli(api, ['models', '--json']);
    cli.process.stdout?.destroy();
    expect(await cli.end()).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test('with --verbose is every request, and nothing of it on standard output', async () => {
    const api = await servedApi();
    const { stdout, stderr } = await runCli(api, ['balance', '--verbose']);
    expect(stderr).toMatch(/^GET http:\S+\/v1\/data\/balance -> 200 in \d+ ms \(request req_\w+\)\n$/);
    expect(stdout).not.toContain('GET');
  });
});

describe('the account', () => {
  test('has a balance, for people and for programs', async () => {
    const api = await servedApi({ balance: '10' });
    await submit(api);
    expect((await runCli(api, ['balance'])).stdout).toBe(
      'balance  $9.7900 (play money of test keys)\nheld     $0.2100 for what is under way\n',
    );
    expect(await cliJson(api, ['balance'])).toEqual({
      balance: '9.7900',
      held: '0.2100',
      currency: 'USD',
      environment: 'test',
    });
  });

  test('has models, which show what they take and by which option', async () => {
    const api = await servedApi();
    const [list, one, document, unknown] = await Promise.all([
      runCli(api, ['models']),
      runCli(api, ['models', 'kling_3']),
      cliJson(api, ['models']),
      runCli(api, ['models', 'kling_9']),
    ]);
    expect(list.stdout).toMatch(/^MODEL .*\nkling_3 +3\.0 +text, image +3-15 +720p +- +\$0\.0840\n/);
    expect(one.stdout).toMatch(/\nprompt \* +prompt +text of at most 2500 characters/);
    expect(one.stdout).toMatch(/\naspect_ratio +--ratio +16:9, 9:16, 1:1 \(16:9\)/);
    expect(document.map(({ id }: { id: string }) => id)).toContain('kling_o1');
    expect([unknown.code, unknown.stderr]).toEqual([4, expect.stringContaining('"reelay models" shows')]);
  });

  test('has usage by what is asked for, with totals; as CSV its rows', async () => {
    const api = await servedApi();
    await submit(api);
    await submit(api, { model: 'kling_3' });
    const [table, csv, document, wrong] = await Promise.all([
      runCli(api, ['usage', '--by', 'model']),
      runCli(api, ['usage', '--by', 'model', '--csv']),
      cliJson(api, ['usage', '--by', 'model,key']),
      runCli(api, ['usage', '--by', 'colour']),
    ]);
    expect(table.stdout).toMatch(
      /^MODEL .*\nkling_\S+ +1 +0 +0 .*\nkling_\S+ +1 .*\ntotal +2 +0 +0 +0 +\$0\.0000/,
    );
    expect(csv.stdout.split('\n')[0]).toMatch(/^day,model,key_id,/);
    expect(document).toMatchObject({ group_by: ['model', 'key'], totals: { generations: 2 } });
    expect([wrong.code, wrong.stderr]).toEqual([4, expect.stringMatching(/^reelay: --by: /)]);
  });

  test('has files, which are put, listed and removed by what stands for them', async () => {
    const api = await servedApi();
    const directory = await aDirectory();
    await writeFile(join(directory, 'photo.png'), fakePicture());
    await writeFile(join(directory, 'dance.mp4'), fakeVideo());
    const put = await runCli(api, ['files', 'put', 'photo.png', 'dance.mp4'], { directory });
    expect(put).toMatchObject({ code: 0, stdout: expect.stringMatching(/^(reelay:\/\/file_\S+\n){2}$/) });
    const list = await runCli(api, ['files', 'ls']);
    expect(list.stdout).toMatch(
      /\nfile_\S+ +video\/mp4 .* 720x1280 +5\.0 .* dance\.mp4\nfile_.* photo\.png\n$/,
    );
    const [picture = ''] = put.stdout.split('\n');
    expect(await cliJson(api, ['files', 'rm', picture])).toEqual([
      { id: picture.replace('reelay://', ''), deleted: true },
    ]);
    expect(await cliJson(api, ['files', 'ls'])).toMatchObject([{ name: 'dance.mp4', kind: 'video' }]);
  });

  test('refuses a file by its name, and still stores the others', async () => {
    const api = await servedApi();
    const directory = await aDirectory();
    await writeFile(join(directory, 'notes.txt'), 'no picture');
    await writeFile(join(directory, 'photo.png'), fakePicture());
    const words = ['files', 'put', 'notes.txt', 'gone.png', 'photo.png'];
    const { code, stdout, stderr } = await runCli(api, words, { directory });
    expect(code).toBe(4);
    expect(stderr).toMatch(/reelay: notes\.txt: It is no .*\nreelay: gone\.png: there is no file/);
    expect(stdout).toMatch(/^reelay:\/\/file_\S+\n$/);
  });

  test('has keys: the new one is all of the data, and works as it was limited', async () => {
    const api = await servedApi();
    const limits = ['--daily-spend', '0.25', '--concurrency', '2', '--expires', '90d'];
    const created = await runCli(api, ['keys', 'create', 'intern', '--scopes', 'generate,read', ...limits]);
    expect(created).toMatchObject({ code: 0, stdout: expect.stringMatching(/^rk_test_[\w-]+\n$/) });
    expect(created.stderr).toContain('not shown again');
    const intern = { ...api, key: created.stdout.trim() };
    const [first, second] = [
      await runCli(intern, ['generate', 'x']),
      await runCli(intern, ['generate', 'x']),
    ];
    expect([first.code, second.code]).toEqual([0, 4]);
    expect(second.stderr).toMatch(/This key may spend \$0\.2500 a day; .*Z\. \(request/);
    const { stdout } = await runCli(api, ['keys', 'ls']);
    expect(stdout).toMatch(/ active +generate, read +2 at once, \$0\.2500\/day .* intern\n/);
  });

  test('replaces and revokes keys', async () => {
    const api = await servedApi();
    const { id } = await cliJson(api, ['keys', 'create', 'old']);
    const rotated = await runCli(api, ['keys', 'rotate', id, '--overlap', '2h']);
    expect(rotated).toMatchObject({ code: 0, stdout: expect.stringMatching(/^rk_test_/) });
    expect(rotated.stderr).toMatch(/The old key rk_test_\S+ works until /);
    expect(await cliJson(api, ['keys', 'revoke', id])).toEqual([{ id, revoked: true }]);
    const unknown = await runCli(api, ['keys', 'revoke', NO_ID]);
    expect([unknown.code, unknown.stderr]).toEqual([4, expect.stringContaining('"reelay keys ls" shows')]);
    const own = (await cliJson(api, ['keys', 'ls'])).find(({ name }: { name: string }) => name === 'key');
    expect((await runCli(api, ['keys', 'revoke', own.id])).code).toBe(0);
  });

  test('refuses what a key may not be, naming the option', async () => {
    const api = await servedApi();
    const refusals = await Promise.all(
      [
        ['--scopes', 'everything'],
        ['--daily-spend', 'much'],
        ['--expires', 'soon'],
        ['--environment', 'staging'],
      ].map((words) => runCli(api, ['keys', 'create', 'x', ...words])),
    );
    expect(refusals.map(({ code }) => code)).toEqual([4, 4, 4, 4]);
    expect(refusals.map(({ stderr }) => /^reelay: (\S+): /.exec(stderr)?.[1])).toEqual([
      '--scopes',
      '--daily-spend',
      '--expires',
      '--environment',
    ]);
  });
});
