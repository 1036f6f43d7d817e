/** `reelay generate`: from words and files to a video on this machine, or to a sentence that says why not. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fakePicture, fakeVideo } from './support/fake-media.ts';
import { faultyDoor } from './support/faulty-door.ts';
import { aDirectory, cliJson, runCli, startCli } from './support/run-cli.ts';
import { servedApi, type ServedApi } from './support/served-api.ts';

const AN_ID = /[0-9a-f]{8}-[0-9a-f-]{27}/;
const SENTENCE = 'a red kite over a green hill';

async function count(api: ServedApi): Promise<number> {
  const { total } = await api.database.db
    .selectFrom('generations')
    .select(({ fn }) => fn.countAll<string>().as('total'))
    .executeTakeFirstOrThrow();
  return Number(total);
}

/** A directory with a picture and a video of 5 seconds. */
async function withMedia(): Promise<string> {
  const directory = await aDirectory();
  await writeFile(join(directory, 'photo.png'), fakePicture());
  await writeFile(join(directory, 'second.png'), fakePicture({ width: 800 }));
  await writeFile(join(directory, 'dance.mp4'), fakeVideo());
  return directory;
}

describe('a submit', () => {
  test('prints the id alone, and says beside it what it costs and how to follow it', async () => {
    const api = await servedApi();
    const words = ['generate', SENTENCE, '--seed', '7', '--negative-prompt', 'clouds'];
    const { code, stdout, stderr } = await runCli(api, words);
    expect(code).toBe(0);
    const id = stdout.trim();
    expect(id).toMatch(new RegExp(`^${AN_ID.source}$`));
    expect(stderr).toContain(`Accepted as ${id} for $0.2100.`);
    expect(stderr).toMatch(/Note: negative_prompt .*/);
    expect(stderr).toContain(`Follow it with: reelay generations watch ${id}`);
    expect((await api.read(id)).body).toMatchObject({ prompt: SENTENCE, seed: 7, status: 'pending' });
  });

  test('for programs is the answer of the API', async () => {
    const api = await servedApi();
    expect(await cliJson(api, ['generate', 'a', 'red', 'kite', '--duration', '10'])).toMatchObject({
      generation_id: expect.stringMatching(AN_ID),
      status: 'pending',
      price: '0.4200',
    });
  });

  test('sends everything that is said', async () => {
    const api = await servedApi();
    const said = ['--model', 'kling_3', '--duration', '4', '--ratio', '9:16', '--cfg-scale', '0.25'];
    const { generation_id: id } = await cliJson(api, [
      'generate',
      'x',
      ...said,
      '--callback',
      'http://127.0.0.1:9/h',
    ]);
    api.work();
    await api.ended(id);
    expect(api.engine.requests).toMatchObject([
      { model: 'kling_3', durationSeconds: 4, aspectRatio: '9:16', cfgScale: 0.25 },
    ]);
    const { callback_url: callback } = await api.database.db
      .selectFrom('generations')
      .select('callback_url')
      .executeTakeFirstOrThrow();
    expect(callback).toBe('http://127.0.0.1:9/h');
  });

  test('repeated with its idempotency key is the same generation, also with a file', async () => {
    const api = await servedApi();
    const directory = await withMedia();
    const words = ['generate', '--image', 'photo.png', 'zoom in', '--idempotency-key', 'order 7'];
    const first = await runCli(api, words, { directory });
    const second = await runCli(api, words, { directory });
    expect(second).toEqual(first);
    expect(await count(api)).toBe(1);
    const other = await runCli(api, [...words, '--seed', '1'], { directory });
    expect([other.code, other.stderr]).toEqual([4, expect.stringContaining('another body')]);
  });

  test('is refused in the words of the command line, with exit code 4', async () => {
    const api = await servedApi({ balance: '0.10' });
    const refusals = await Promise.all([
      runCli(api, ['generate', 'x', '--duration', '7']),
      runCli(api, ['generate', 'x', '--ratio', '2:1']),
      runCli(api, ['generate', 'x', '--seed', 'abc']),
      runCli(api, ['generate', 'x', '--strict', '--negative-prompt', 'y']),
      runCli(api, ['generate', 'x']),
    ]);
    expect(refusals.map(({ code, stdout }) => [code, stdout])).toEqual(refusals.map(() => [4, '']));
    expect(refusals.map(({ stderr }) => stderr.split(' ')[1])).toEqual([
      '--duration:',
      '--ratio:',
      '--seed:',
      '--negative-prompt:',
      'The',
    ]);
    for (const { stderr } of refusals) expect(stderr).toMatch(/^[^\n]* \(request req_\w+\)\n$/);
    expect(refusals[4]?.stderr).toContain('The balance does not cover the price.');
  });

  test('that cannot be meant never reaches the server: exit code 2', async () => {
    const nobody = { url: 'http://127.0.0.1:1', key: 'rk_test_x' };
    const directory = await withMedia();
    const refusals = await Promise.all(
      [
        ['generate'],
        ['generate', '--video', 'dance.mp4'],
        ['generate', 'x', '--image', 'photo.png', '--image', 'second.png'],
        ['generate', 'x', '--model', 'kling_o3', '--video', 'dance.mp4'],
        ['generate', 'x', '--image', 'gone.png'],
        ['generate', 'x', '--timeout', 'soon'],
        ['generate', 'x', '-o', 'nowhere/out.mp4'],
      ].map((words) => runCli(nobody, words, { directory })),
    );
    expect(refusals.map(({ code }) => code)).toEqual(refusals.map(() => 2));
    expect(refusals.map(({ stderr }) => stderr)).toEqual([
      expect.stringContaining('say what to show'),
      expect.stringContaining('--video needs --image'),
      expect.stringContaining('kling_o1 and kling_o3 take up to 5'),
      expect.stringContaining('kling_3_motion does'),
      expect.stringContaining('--image: there is no file gone.png'),
      expect.stringContaining('--timeout: "soon" is no length of time'),
      expect.stringContaining('--output: there is no directory'),
    ]);
  });
});

describe('files', () => {
  test('are uploaded, given to the generation, and not left behind', async () => {
    const api = await servedApi();
    const directory = await withMedia();
    const { code, stdout, stderr } = await runCli(api, ['generate', '--image', 'photo.png', 'zoom in'], {
      directory,
    });
    expect(code).toBe(0);
    expect(stderr).toMatch(/^(uploading|checking) +photo\.png, \d+ bytes\n/);
    expect(await cliJson(api, ['files', 'ls'])).toEqual([]);
    api.work();
    expect(await api.ended(stdout.trim())).toMatchObject({ status: 'completed' });
    expect(api.engine.requests).toMatchObject([{ mode: 'image_to_video' }]);
  });

  test('of a driver and a character are motion control at the price of its length', async () => {
    const api = await servedApi();
    const directory = await withMedia();
    const words = ['generate', '--video', 'dance.mp4', '--image', 'photo.png', '--no-original-sound'];
    const { stderr, stdout } = await runCli(api, words, { directory });
    expect(stderr).toContain('for $0.2050.');
    api.work();
    await api.ended(stdout.trim());
    expect(api.engine.requests).toMatchObject([{ model: 'kling_3_motion', keepOriginalSound: false }]);
  });

  test('may be several for the models that take several', async () => {
    const api = await servedApi();
    const directory = await withMedia();
    const images = ['--image', 'photo.png', '--image', 'second.png'];
    const { generation_id: id } = await cliJson(
      api,
      ['generate', 'they meet', '--model', 'kling_o3', ...images],
      { directory },
    );
    expect((await api.read(id)).body).toMatchObject({ model: 'kling_o3', version: 'o3' });
    const inputs = await api.database.db
      .selectFrom('assets')
      .select('kind')
      .where('generation_id', '=', id)
      .execute();
    expect(inputs).toHaveLength(2);
  });

  test('of the wrong kind are said so by their option, and are not left behind', async () => {
    const api = await servedApi();
    const directory = await withMedia();
    await writeFile(join(directory, 'notes.txt'), 'no picture');
    const swapped = await runCli(api, ['generate', 'x', '--image', 'dance.mp4'], { directory });
    expect([swapped.code, swapped.stderr]).toEqual([
      2,
      expect.stringContaining('--image: dance.mp4 is no picture'),
    ]);
    const text = await runCli(api, ['generate', 'x', '--image', 'notes.txt'], { directory });
    expect([text.code, text.stderr]).toEqual([
      4,
      expect.stringContaining('reelay: --image: It is no file of a kind'),
    ]);
    expect(await cliJson(api, ['files', 'ls'])).toEqual([]);
  });
});

describe('a quote', () => {
  test('says price, wait, notes and whether the balance covers it, and submits nothing', async () => {
    const api = await servedApi({ balance: '0.30' });
    const directory = await withMedia();
    const cheap = await runCli(api, ['generate', SENTENCE, '--quote', '--cfg-scale', '1']);
    expect(cheap.code).toBe(0);
    expect(cheap.stdout).toMatch(
      /^price +\$0\.2100\nwait +.*place 1 in the queue\nbalance +\$0\.3000, which covers it\nmodel +kling_2\.5_turbo, text to video, 5 s, made by studio\nnote +cfg_scale/,
    );
    expect(cheap.stderr).toBe('Nothing was submitted.\n');
    const motion = ['generate', '--video', 'dance.mp4', '--image', 'photo.png', '--quote'];
    expect(await cliJson(api, motion, { directory })).toMatchObject({
      price: '0.2050',
      price_is_final: true,
      covered: true,
    });
    expect(await cliJson(api, ['generate', 'x', '--model', 'kling_3', '--quote'])).toMatchObject({
      covered: false,
    });
    expect(await count(api)).toBe(0);
    expect(await cliJson(api, ['files', 'ls'])).toEqual([]);
  });
});

describe('waiting', () => {
  test('ends with the address of the video, or for programs with the generation', async () => {
    const api = await servedApi();
    api.work();
    const [text, document] = await Promise.all([
      runCli(api, ['generate', SENTENCE, '--wait']),
      cliJson(api, ['generate', SENTENCE, '--wait']),
    ]);
    expect(text.code).toBe(0);
    expect(text.stderr).toMatch(/ completed\nCompleted: 5 s of video, \$0\.2100, seed 4242\.\n$/);
    expect((await fetch(text.stdout.trim())).headers.get('content-type')).toBe('video/mp4');
    expect(document).toMatchObject({ status: 'completed', price: '0.2100', video_url: expect.any(String) });
  });

  test('with -o downloads the video, whole, under its name and no other', async () => {
    const api = await servedApi();
    const directory = await aDirectory();
    api.work();
    const { code, stdout } = await runCli(api, ['generate', SENTENCE, '-o', 'kite.mp4'], { directory });
    expect(code).toBe(0);
    expect(await readdir(directory)).toEqual(['kite.mp4']);
    expect(stdout.trim().endsWith('/kite.mp4')).toBe(true);
    expect(await readFile(join(directory, 'kite.mp4'), 'utf8')).toMatch(/^video of /);
  });

  test('never replaces a file unless told to, and says so before anything is paid', async () => {
    const api = await servedApi();
    const directory = await aDirectory();
    const path = join(directory, 'kite.mp4');
    await writeFile(path, 'precious');
    const words = ['generate', SENTENCE, '-o', 'kite.mp4'];
    const refused = await runCli(api, words, { directory });
    expect([refused.code, refused.stderr]).toEqual([
      2,
      expect.stringContaining('kite.mp4 exists; say --force'),
    ]);
    expect([await count(api), await readFile(path, 'utf8')]).toEqual([0, 'precious']);
    api.work();
    const forced = await cliJson(api, [...words, '--force'], { directory });
    expect(forced).toMatchObject({ status: 'completed', output_path: expect.stringMatching(/kite\.mp4$/) });
    expect(await readFile(path, 'utf8')).not.toBe('precious');
  });

  test('ends with exit code 5 when it failed, and 6 when its content is not allowed', async () => {
    const api = await servedApi({
      script: { end: 'fail', failure: { reason: 'TASK_FAILED', detail: 'no' } },
    });
    const directory = await aDirectory();
    api.work();
    const failed = await runCli(api, ['generate', 'x', '-o', 'x.mp4', '--json'], { directory });
    expect(failed.code).toBe(5);
    expect(JSON.parse(failed.stdout)).toMatchObject({ status: 'failed', message: 'TASK_FAILED' });
    expect(failed.stderr).toMatch(
      /reelay: Generation \S+ failed with TASK_FAILED: The engine failed .* refunded; submit again\.\n$/,
    );
    expect(await readdir(directory)).toEqual([]);
    api.engine.script.failure = { reason: 'CONTENT_POLICY_VIOLATION', detail: 'Not allowed.' };
    const moderated = await runCli(api, ['generate', 'x', '--wait']);
    expect([moderated.code, moderated.stdout]).toEqual([6, '']);
  });

  test('ends with exit code 7 when the time is up, and names the command that goes on', async () => {
    const api = await servedApi();
    const { code, stdout, stderr } = await runCli(api, ['generate', 'x', '--timeout', '1s']);
    expect([code, stdout]).toEqual([7, '']);
    const [, id = ''] = /Go on waiting with: reelay generations watch (\S+)\n$/.exec(stderr) ?? [];
    expect((await api.read(id)).body.status).toBe('pending');
  });

  test('ends with Ctrl-C and exit code 130; the generation goes on, and the same file can still be had', async () => {
    const api = await servedApi();
    const directory = await aDirectory();
    const cli = startCli(api, ['generate', 'x', '-o', 'my kite.mp4'], { directory });
    await cli.says(/queued/);
    cli.process.kill('SIGINT');
    const { code, stdout, stderr } = await cli.end();
    expect([code, stdout]).toEqual([130, '']);
    const [, id = ''] =
      /Follow it with: reelay generations watch (\S+) -o 'my kite\.mp4'\n$/.exec(stderr) ?? [];
    api.work();
    const watched = await runCli(api, ['generations', 'watch', id, '-o', 'my kite.mp4'], { directory });
    expect(watched.code).toBe(0);
    expect(await readdir(directory)).toEqual(['my kite.mp4']);
  });
});

describe('replies that get lost', () => {
  test('a few times cost nothing but time: one generation', async () => {
    const api = await servedApi();
    const door = await faultyDoor(api.url, 'the connection is dropped', 2);
    const { code, stdout, stderr } = await runCli({ url: door.url, key: api.key }, ['generate', 'x']);
    expect([code, stderr]).toEqual([
      0,
      expect.stringMatching(/^No answer from .*\nThe server answers again\.\n/),
    ]);
    expect(stdout).toMatch(AN_ID);
    expect(await count(api)).toBe(1);
  });

  test('for good leave a doubt, which the named command settles without a second generation', async () => {
    const api = await servedApi();
    const door = await faultyDoor(api.url, 'the connection is dropped', 100);
    const { code, stdout, stderr } = await runCli({ url: door.url, key: api.key }, ['generate', 'x']);
    expect([code, stdout]).toEqual([1, '']);
    const [, key = ''] =
      /It may have been accepted all the same: .* --idempotency-key (\S+)\n/.exec(stderr) ?? [];
    const repeated = await runCli(api, ['generate', 'x', '--idempotency-key', key]);
    expect(repeated.code).toBe(0);
    expect(await count(api)).toBe(1);
  });
});
