import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inspectImage } from '../src/intake/inspect-image.ts';
import { inspectVideo } from '../src/intake/inspect-video.ts';
import { IntakePool } from '../src/intake/intake-pool.ts';
import { readDriver } from '../src/intake/read-driver.ts';
import { readImage } from '../src/intake/read-image.ts';

/** Limits on processes are those of the kernel that we deploy on. */
const elsewhere = process.platform !== 'linux';

let folder = '';
let picture = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reelay-intake-'));
  picture = join(folder, 'picture.png');
  await sharp({ create: { width: 400, height: 400, channels: 3, background: 'teal' } })
    .png()
    .toFile(picture);
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** A pool whose children say that they are ready and then, given an order, run `deed`. */
async function poolOf(name: string, deed: string, wallSeconds = 2): Promise<IntakePool> {
  const childPath = join(folder, `${name}.mjs`);
  await writeFile(
    childPath,
    `import { readFileSync, writeSync, writeFileSync } from 'node:fs';
     function send(kind, width, height, bytes) {
       const head = Buffer.alloc(16);
       [kind, width, height, bytes.length].forEach((value, index) => head.writeUInt32LE(value, index * 4));
       writeSync(3, head);
       for (let at = 0; at < bytes.length; ) at += writeSync(3, bytes, at);
     }
     function answer(answer) { send(1, 0, 0, Buffer.from(JSON.stringify({ answer, cpuSeconds: 0 }))); }
     process.stdin.on('end', () => process.kill(process.pid, 'SIGKILL'));
     process.stdin.on('data', () => { ${deed} });
     answer({ kind: 'ready' });`,
  );
  return new IntakePool({ size: 1, ordersPerChild: 10, wallSeconds, childPath });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test('a child that spins is killed at the time limit', async () => {
  const pool = await poolOf('spinner', 'for (;;);');
  expect(await inspectImage(picture, { pool })).toEqual({
    usable: false,
    fault: {
      code: 'too_costly',
      sentence: 'Decoding the file was not done after the 2 s that one file is given.',
    },
  });
  expect(pool.counts.troubles).toEqual({ died: 0, memory: 0, time: 1, output: 0 });
});

test('a child that closes its pipe and lives on is killed at the time limit', async () => {
  const pool = await poolOf('mute', "import('node:fs').then(({ closeSync }) => closeSync(3));");
  expect(await inspectImage(picture, { pool })).toMatchObject({ fault: { code: 'too_costly' } });
  expect(pool.counts.troubles.time).toBe(1);
});

test.skipIf(elsewhere)('a child that takes too much memory is killed', async () => {
  const pool = await poolOf(
    'hoarder',
    'globalThis.hoard = []; setInterval(() => hoard.push(Buffer.alloc(40e6, 1)), 5);',
    60,
  );
  expect(await inspectImage(picture, { pool })).toMatchObject({
    fault: {
      code: 'too_costly',
      sentence: 'Decoding the file took more than the 1000 MB of memory that one file is given.',
    },
  });
  expect(pool.counts.troubles.memory).toBe(1);
});

test.each([
  ['a larger picture than was asked for', 'send(2, 4000, 4000, Buffer.alloc(64e6));'],
  ['a picture of another size than it says', 'send(2, 100, 100, Buffer.alloc(64));'],
  ['a second picture', 'for (;;) send(2, 10, 10, Buffer.alloc(400));'],
  ['sound that was not asked for', 'send(3, 1000, 2, Buffer.alloc(8000));'],
  ['nonsense', "writeSync(3, Buffer.alloc(1e6, 'x'));"],
  [
    'an answer that is no answer',
    "answer({ kind: 'picture', extra: 1, fault: 3 }) ; answer({ kind: 'sum' });",
  ],
  ['an answer without end', 'send(1, 0, 0, Buffer.alloc(1e6, 32));'],
])('a child that sends %s is not believed', async (_, deed) => {
  const pool = await poolOf('liar', deed, 60);
  const reading = await readDriver(await movie(), { pool, mostFps: 30, longSide: 20 }, () => {}).catch(
    (error: unknown) => String(error),
  );
  expect(reading).toSatisfy((result: typeof reading) => typeof result === 'string' || !result.usable);
  await pool.close();
});

/** Enough of an MP4 for the parent. */
async function movie(): Promise<string> {
  const path = join(folder, 'movie.mp4');
  await writeFile(path, Buffer.from('\0\0\0\u0018ftypisom', 'latin1'));
  return path;
}

test('a child that crashes makes its file a damaged one, and the next file gets a new child', async () => {
  const pool = await poolOf('crasher', 'process.abort();', 60);
  for (const starts of [1, 2]) {
    expect(await inspectImage(picture, { pool })).toEqual({
      usable: false,
      fault: { code: 'damaged', sentence: 'The file is damaged: a decoder broke on it.' },
    });
    expect(pool.counts.starts).toBe(starts);
  }
});

test('a file is not blamed for a child that dies of an earlier one', async () => {
  const pool = await poolOf(
    'tired',
    "if (globalThis.used) process.abort(); globalThis.used = true; answer({ kind: 'image', width: 4, height: 4 });",
    60,
  );
  for (const starts of [1, 2, 3]) {
    expect(await inspectImage(picture, { pool })).toMatchObject({ usable: true });
    expect(pool.counts.starts).toBe(starts);
  }
  await pool.close();
});

test.skipIf(elsewhere)('a child killed between two files is replaced', async () => {
  const pool = new IntakePool({ size: 1, ordersPerChild: 10 });
  expect(await inspectImage(picture, { pool })).toMatchObject({ usable: true });
  const [pid = 0] = pool.idlePids();
  process.kill(pid, 'SIGKILL');
  expect(await inspectImage(picture, { pool })).toMatchObject({ usable: true });
  expect(pool.idlePids()).not.toContain(pid);
  await pool.close();
});

test('a child sees as many files as it is allowed to', async () => {
  const pool = new IntakePool({ size: 1, ordersPerChild: 2 });
  for (const starts of [1, 1, 2]) {
    await readImage(picture, { pool });
    expect(pool.counts.starts).toBe(starts);
  }
  await pool.close();
});

test('more files than children wait for their turn', async () => {
  const pool = new IntakePool({ size: 2, ordersPerChild: 10 });
  const inspections = await Promise.all(Array.from({ length: 6 }, () => inspectImage(picture, { pool })));
  expect(inspections.every(({ usable }) => usable)).toBe(true);
  expect(pool.counts).toMatchObject({ orders: 6, starts: 2 });
  await pool.close();
});

test('a child that cannot be started is an error of the machine and not of the file', async () => {
  const pool = new IntakePool({ size: 1, childPath: join(folder, 'missing.mjs') });
  await expect(inspectImage(picture, { pool })).rejects.toThrow('the intake process did not start');
});

test.skipIf(elsewhere)('a child has limits, none of our environment, and cannot write files', async () => {
  process.env['REELAY_TEST_SECRET'] = 'secret';
  const target = join(folder, 'written');
  const pool = await poolOf(
    'teller',
    `let written = 'nothing';
     process.on('SIGXFSZ', () => {});
     try { writeFileSync(${JSON.stringify(target)}, 'x'.repeat(10)); written = 'a file'; } catch (error) { written = error.code; }
     const limits = readFileSync('/proc/self/limits', 'utf8');
     const limit = (name) => new RegExp(name + ' +(\\\\S+)').exec(limits)[1];
     const sentence = JSON.stringify({
       environment: Object.keys(process.env).toSorted(),
       written,
       cpu: limit('Max cpu time'),
       core: limit('Max core file size'),
       files: limit('Max open files'),
       space: limit('Max address space'),
     });
     answer({ kind: 'fault', fault: { code: 'damaged', sentence } });`,
    60,
  );
  const inspection = await inspectImage(picture, { pool });
  await pool.close();
  if (inspection.usable) throw new Error('it has not told');
  expect(JSON.parse(inspection.fault.sentence)).toEqual({
    environment: ['MALLOC_ARENA_MAX', 'PWD', 'UV_THREADPOOL_SIZE'],
    written: 'EFBIG',
    cpu: '400',
    core: '0',
    files: '64',
    space: String(4096 * 1024 * 1024),
  });
});

test.skipIf(elsewhere)('a child dies with its parent, even while a decoder spins', async () => {
  const childPath = join(folder, 'orphan.mjs');
  await writeFile(
    childPath,
    `import { writeSync } from 'node:fs';
     import { pbkdf2 } from 'node:crypto';
     const bytes = Buffer.from(JSON.stringify({ answer: { kind: 'ready' }, cpuSeconds: 0 }));
     const head = Buffer.alloc(16);
     [1, 0, 0, bytes.length].forEach((value, index) => head.writeUInt32LE(value, index * 4));
     process.stdin.on('close', () => process.kill(process.pid, 'SIGKILL'));
     // Native work in the thread pool, as decoders do it, for longer than any test.
     process.stdin.on('data', () => pbkdf2('a', 'b', 2e9, 64, 'sha512', () => {}));
     writeSync(3, head); writeSync(3, bytes);`,
  );
  const poolModule = new URL('../src/intake/intake-pool.ts', import.meta.url).href;
  const inspectModule = new URL('../src/intake/inspect-image.ts', import.meta.url).href;
  const parentPath = join(folder, 'parent.mjs');
  await writeFile(
    parentPath,
    `import { readdirSync, readFileSync } from 'node:fs';
     const { IntakePool } = await import(${JSON.stringify(poolModule)});
     const { inspectImage } = await import(${JSON.stringify(inspectModule)});
     const pool = new IntakePool({ size: 1, childPath: ${JSON.stringify(childPath)} });
     void inspectImage(${JSON.stringify(picture)}, { pool });
     const look = setInterval(() => {
       const children = readFileSync('/proc/self/task/' + process.pid + '/children', 'utf8').trim();
       const ready = children !== '' && readFileSync('/proc/' + children + '/cmdline', 'utf8').includes('orphan');
       if (ready) { clearInterval(look); setTimeout(() => console.log(children), 500); }
     }, 20);`,
  );
  const parent = spawn(process.execPath, [parentPath], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = (await once(parent.stdout, 'data')) as [Buffer];
  const child = Number(said.toString());
  expect(isAlive(child)).toBe(true);
  parent.kill('SIGKILL');
  await expect.poll(() => isAlive(child), { timeout: 10_000 }).toBe(false);
});

test('a playlist in disguise discloses no file of ours', async () => {
  const secret = join(folder, 'secret.ts');
  await writeFile(secret, Buffer.alloc(188 * 50, 0x47));
  const playlist = `#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nfile://${secret}\n#EXT-X-ENDLIST\n`;
  const magics = {
    none: Buffer.alloc(0),
    mp4: Buffer.from('\0\0\0\u0018ftypisom\0\0\u0002\0isomavc1', 'latin1'),
    webm: Buffer.from('1a45dfa3874282847765626d', 'hex'),
  };
  const pool = new IntakePool({ size: 1, ordersPerChild: 20 });
  for (const [name, magic] of Object.entries(magics)) {
    const path = join(folder, `${name}.m3u8.mp4`);
    await writeFile(path, Buffer.concat([magic, Buffer.from(playlist)]));
    const inspection = await inspectVideo(path, { pool });
    expect(inspection.usable).toBe(false);
    let pictures = 0;
    const reading = await readDriver(path, { pool, mostFps: 30, longSide: 64 }, () => {
      pictures++;
    });
    expect([reading.usable, pictures]).toEqual([false, 0]);
  }
  await pool.close();
});

test('nothing is left behind in the folder of the file', async () => {
  const before = await readdir(folder);
  const pool = new IntakePool({ size: 1 });
  await readImage(picture, { pool });
  expect(await readdir(folder)).toEqual(before);
});
