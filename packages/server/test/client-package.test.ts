/** `@reelay/client` as its users get it: from the packed tarball, in plain Node, under a type checker, and in a browser. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { getRequestListener } from '@hono/node-server';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { findBrowser } from './support/find-browser.ts';
import { nativeApi } from './support/native-api.ts';
import { type PackedClient, packClient } from './support/packed-client.ts';
import { servedApi } from './support/served-api.ts';

const run = promisify(execFile);
const TSC = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const BROWSER = findBrowser();

let packed: PackedClient;
beforeAll(async () => {
  packed = await packClient();
}, 180_000);
afterAll(() => packed.remove());

test('the tarball holds JavaScript, declarations and papers, and depends on nothing', async () => {
  const names = (await readdir(packed.installed, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);
  expect(names).toEqual(expect.arrayContaining(['index.js', 'index.d.ts', 'README.md', 'LICENSE']));
  for (const name of names) expect(name).toMatch(/(\.js|\.d\.ts|\.md|LICENSE|package\.json)$/);
  expect(names.filter((name) => name.includes('.test.'))).toEqual([]);
  const facts: unknown = JSON.parse(await readFile(join(packed.installed, 'package.json'), 'utf8'));
  expect(facts).not.toHaveProperty('dependencies');
  expect(facts).not.toHaveProperty('private');
  expect(facts).toMatchObject({ name: '@reelay/client', type: 'module', sideEffects: false });
});

test('nothing that a bundler sees leads out of the package', async () => {
  const files = await readdir(packed.installed, { recursive: true });
  const sources = await Promise.all(
    files
      .filter((name) => name.endsWith('.js'))
      .map((name) => readFile(join(packed.installed, name), 'utf8')),
  );
  const imports = sources.flatMap((source) =>
    [...source.matchAll(/\b(?:from|import|require)\s*\(?\s*["'`]([^"'`]+)["'`]/g)].map(
      ([, target]) => target,
    ),
  );
  expect(imports.length).toBeGreaterThan(20);
  for (const target of imports) expect(target).toMatch(/^\.\.?\/[\w/.-]+\.js$/);
});

test('a program of plain JavaScript makes a video with it', async () => {
  const api = await servedApi();
  api.work();
  const program = `
    import { Reelay, verifyWebhook } from '@reelay/client';
    const client = new Reelay();
    const job = await client.kling.generate({ prompt: 'a cat' });
    const types = [];
    for await (const { type } of job.events()) types.push(type);
    const { byteCount, generation } = await job.download('out.mp4');
    console.log(JSON.stringify({ last: types.at(-1), byteCount, status: generation.status, verify: typeof verifyWebhook }));
  `;
  await writeFile(join(packed.directory, 'program.js'), program);
  const { stdout, stderr } = await run(process.execPath, ['program.js'], {
    cwd: packed.directory,
    env: { REELAY_API_KEY: api.key, REELAY_URL: api.url },
  });
  const { byteLength } = await readFile(join(packed.directory, 'out.mp4'));
  expect(JSON.parse(stdout)).toEqual({
    last: 'completed',
    byteCount: byteLength,
    status: 'completed',
    verify: 'function',
  });
  expect(stderr).toBe('');
});

test.each([
  ['a browser', { module: 'preserve', moduleResolution: 'bundler' }],
  ['Node', { module: 'nodenext', moduleResolution: 'nodenext' }],
])('a program of TypeScript for %s is checked by its types', async (_, modules) => {
  const program = `
    import { JobFailedError, Reelay, type Generation, type WebhookEvent, verifyWebhook } from '@reelay/client';
    export async function main(file: File, request: Request): Promise<string | null> {
      const client = new Reelay({ apiKey: 'rk_test_x', fetch: globalThis.fetch });
      const { url } = await client.files.upload(file);
      const job = await client.kling.generate({ prompt: 'a cat', model: 'kling_3', image_url: url });
      for await (const event of job.events()) if (event.type === 'progress') console.log(event.progress);
      for await (const one of client.kling.generations.list({ status: 'failed' })) console.log(one.message);
      const event: WebhookEvent = await verifyWebhook(await request.text(), request.headers, ['whsec_a']);
      if (event.status === 'failed') console.log(event.message.length);
      try {
        const ended: Generation = await job.wait({ onProgress: ({ progress }) => console.log(progress.toFixed()) });
        return ended.video_url;
      } catch (error) {
        return error instanceof JobFailedError && error.retryable ? error.generation.prompt : null;
      }
    }
    const client = new Reelay();
    // @ts-expect-error there is no such model
    void client.kling.generate({ prompt: 'a cat', model: 'kling_9' });
    // @ts-expect-error O1 needs a duration
    void client.kling.o1.generate({ prompt: 'a cat', aspect_ratio: '16:9' });
    // @ts-expect-error there is no such filter
    void client.kling.generations.list({ colour: 'red' });
  `;
  await writeFile(join(packed.directory, 'program.ts'), program);
  const options = { ...modules, target: 'es2022', lib: ['es2022', 'dom', 'dom.iterable'], types: [] };
  await writeFile(
    join(packed.directory, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: { ...options, strict: true, exactOptionalPropertyTypes: true, noEmit: true },
      files: ['program.ts'],
    }),
  );
  const { stdout } = await run(process.execPath, [TSC, '-p', '.'], { cwd: packed.directory }).catch(
    (error: { stdout: string }) => error,
  );
  expect(stdout).toBe('');
});

const PAGE = `<!doctype html><meta charset="utf-8"><title>reelay</title>
<script type="importmap">{"imports":{"@reelay/client":"/client/index.js"}}</script>
<script type="module">
  const tell = (result) => fetch('/told', { method: 'POST', body: JSON.stringify(result) });
  try {
    const { Reelay } = await import('@reelay/client');
    const client = new Reelay({ apiKey: new URLSearchParams(location.search).get('key'), baseUrl: location.origin });
    const seen = [];
    const job = await client.kling.generate({ prompt: 'a cat' });
    for await (const { type } of job.events()) seen.push(type);
    const { status } = await job.wait({ onProgress: ({ progress }) => seen.push(progress) });
    const video = await (await job.video()).blob();
    const refused = await client.files.upload(new Blob(['no picture'])).catch((error) => error.name);
    const path = await job.download('out.mp4').catch((error) => error.name);
    await tell({ status, byteCount: video.size, type: video.type, last: seen.at(-1), refused, path });
  } catch (error) {
    await tell({ error: String(error), stack: error.stack });
  }
</script>`;

test.skipIf(BROWSER === null)('a page makes a video with it, without a bundler', async () => {
  const api = await nativeApi();
  api.work();
  const told: unknown[] = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://localhost');
    if (pathname === '/') return response.setHeader('content-type', 'text/html').end(PAGE);
    if (pathname.startsWith('/client/'))
      return void readFile(join(packed.installed, pathname.slice('/client/'.length))).then((source) =>
        response.setHeader('content-type', 'text/javascript').end(source),
      );
    if (pathname !== '/told') return void getRequestListener(api.app.fetch)(request, response);
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    return request.on('end', () => {
      told.push(JSON.parse(body));
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening on a port');
  await openBrowser(`http://127.0.0.1:${address.port}/?key=${api.key}`);
  await vi.waitFor(() => expect(told).toHaveLength(1), { timeout: 50_000, interval: 100 });
  expect(told[0]).toEqual({
    status: 'completed',
    byteCount: expect.any(Number),
    type: 'video/mp4',
    last: 100,
    refused: 'ValidationError',
    path: 'TypeError',
  });
});

async function openBrowser(url: string): Promise<ChildProcess> {
  const profile = await mkdtemp(join(tmpdir(), 'reelay-browser-'));
  const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run'];
  const browser = spawn(BROWSER ?? '', [...flags, `--user-data-dir=${profile}`, url], {
    stdio: 'ignore',
    detached: true,
  });
  const ended = new Promise((resolve) => browser.once('exit', resolve));
  onTestFinished(async () => {
    // It has children of its own, which are in its group.
    if (browser.pid !== undefined) process.kill(-browser.pid, 'SIGKILL');
    await ended;
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  });
  return browser;
}
