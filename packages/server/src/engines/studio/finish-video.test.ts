import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { studioFinishVideo } from './finish-video.ts';

const SIGNAL = new AbortController().signal;

async function aDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'reelay-finish-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

test('a page in place of a video is refused with a sentence, and nothing is made of it', async () => {
  const directory = await aDirectory();
  const path = join(directory, 'fetched');
  await writeFile(path, '<html><body>This link has expired.</body></html>');
  const wish = { path, directory, keepSeconds: 5, soundFromPath: null };
  expect(await studioFinishVideo(wish, SIGNAL)).toEqual({
    usable: false,
    sentence: 'The file is an XML, SVG or HTML text and no MP4, MOV, WEBM or AVI video.',
  });
  expect(await readdir(directory)).toEqual(['fetched']);
});

test('a file that is not there is an error and no verdict', async () => {
  const directory = await aDirectory();
  const wish = { path: join(directory, 'fetched'), directory, keepSeconds: null, soundFromPath: null };
  await expect(studioFinishVideo(wish, SIGNAL)).rejects.toThrow('ENOENT');
});
