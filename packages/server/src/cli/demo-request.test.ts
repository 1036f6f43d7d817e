import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { demoRequest, inOptionWords, type DemoOptions } from './demo-request.ts';
import { UsageError } from './usage-error.ts';

const OPTIONS: DemoOptions = { originalSound: true, output: 'demo.mp4' };
const ask = (words: readonly string[], options: Partial<DemoOptions> = {}) =>
  demoRequest(words, { ...OPTIONS, ...options });

async function aFile(content: string): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'reelay-cli-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const path = join(directory, 'photo.jpg');
  await writeFile(path, content);
  return path;
}

test('words alone are text-to-video with what the server takes when nothing is said', async () => {
  expect((await ask(['a', 'red', 'kite'])).body).toEqual({ prompt: 'a red kite', model: 'kling_2.5_turbo' });
  expect((await ask([])).body['prompt']).toMatch(/panda/);
});

test('a file goes along as base64, an address as an address', async () => {
  const path = await aFile('picture');
  const file = await ask(['snow'], { image: path, duration: '10' });
  expect(file.body).toEqual({
    prompt: 'snow',
    model: 'kling_2.5_turbo',
    duration: '10',
    image_base64: Buffer.from('picture').toString('base64'),
  });
  expect(file.from).toContain('photo.jpg');
  const address = await ask(['snow'], { image: 'https://a.example/photo.jpg' });
  expect(address.body).toMatchObject({ image_url: 'https://a.example/photo.jpg' });
  expect(address.needsLoopback).toBe(false);
});

test('a driver and a character are motion control, without a prompt unless one is given', async () => {
  const motion = 'http://localhost:8000/dance.mp4';
  const request = await ask([], {
    image: await aFile('x'),
    motion,
    orientation: 'image',
    originalSound: false,
  });
  expect(request.body).toEqual({
    model: 'kling_3_motion',
    character_orientation: 'image',
    keep_original_sound: false,
    reference_image_base64: 'eA==',
    reference_video_url: motion,
  });
  expect(request.needsLoopback).toBe(true);
});

test('the model follows from what is asked for, unless it is named', async () => {
  const image = 'https://a.example/i.png';
  expect((await ask(['x'], { sound: true })).body).toMatchObject({ model: 'kling_2.6', sound: true });
  expect((await ask(['x'], { image, sound: true })).body).toMatchObject({ model: 'kling_2.6' });
  expect((await ask(['x'], { model: 'kling_3' })).body).toMatchObject({ model: 'kling_3' });
});

test.each([
  [{ image: '/no/such/photo.jpg' }, /--image: there is no file \/no\/such\/photo\.jpg/],
  [{ image: tmpdir() }, /is not a file/],
  [{ motion: 'https://a.example/dance.mp4' }, /--motion needs --image/],
])('%j is refused with a sentence', async (options, sentence) => {
  await expect(ask(['x'], options)).rejects.toThrow(sentence);
  await expect(ask(['x'], options)).rejects.toBeInstanceOf(UsageError);
});

test('only this machine needs leave to be downloaded from', async () => {
  for (const place of ['http://127.0.0.1:9/i.png', 'http://[::1]/i.png', 'http://LOCALHOST/i.png'])
    expect(await ask(['x'], { image: place })).toMatchObject({ needsLoopback: true });
  for (const place of ['http://localhost.example/i.png', 'https://127.example/i.png'])
    expect(await ask(['x'], { image: place })).toMatchObject({ needsLoopback: false });
});

test('whatever was said is sent, fitting or not, so that the server can say what it ignores or refuses', async () => {
  const said = { orientation: 'image', originalSound: false, duration: '7', seed: 'abc' };
  expect((await ask(['x'], said)).body).toMatchObject({
    character_orientation: 'image',
    keep_original_sound: false,
    duration: '7',
    seed: 'abc',
  });
  expect((await ask(['x'], { seed: '42' })).body).toMatchObject({ seed: 42 });
});

test('a file of more than the API takes is refused without being read', async () => {
  const path = await aFile('film');
  await truncate(path, 3_000_000_000);
  await expect(ask(['x'], { image: path })).rejects.toThrow(/--image: .* has 3000 MB; at most 100 MB/);
});

test('a refusal names the option and not the field that it became', () => {
  expect(inOptionWords({ field: 'image_base64', message: 'image_base64: is not a picture.' })).toBe(
    '--image: is not a picture.',
  );
  expect(inOptionWords({ field: 'seed', message: 'It must be a number.' })).toBe(
    '--seed: It must be a number.',
  );
  expect(inOptionWords({ field: undefined, message: 'INSUFFICIENT_CREDITS' })).toBe('INSUFFICIENT_CREDITS');
});
