import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { probeVideo } from '@reelay/studio';
import { expect, onTestFinished, test, vi } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import type { StudioDeps } from './engine.ts';
import { smallClip } from './small-clip.ts';

type Render = NonNullable<StudioDeps['render']>;

async function clipWith(render?: Render) {
  const scratchDirectory = await mkdtemp(join(tmpdir(), 'reelay-clip-'));
  onTestFinished(() => rm(scratchDirectory, { recursive: true, force: true }));
  const options = { scratchDirectory, concurrency: 1, threads: 1, memoryLimitMb: 1_024 };
  const clip = smallClip(options, { newId, ...(render ? { render } : {}) });
  return { clip, scratchDirectory };
}

test('the clip is a real video of a second with a poster of its size, and goes with the process', async () => {
  const { clip, scratchDirectory } = await clipWith();
  const { outputs } = await clip.make();
  expect(outputs).toMatchObject([
    { kind: 'video', width: 320, height: 180, durationSeconds: 1 },
    { kind: 'poster', mediaType: 'image/jpeg', width: 320, height: 180 },
  ]);
  const [video = '', poster = ''] = outputs.map(({ path }) => path);
  expect((await readFile(video)).toString('latin1', 4, 8)).toBe('ftyp');
  expect(await probeVideo(video)).toMatchObject({ width: 320, height: 180 });
  expect((await readFile(poster)).subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
  await clip.close();
  expect(await readdir(scratchDirectory)).toEqual([]);
});

test('it is drawn once, and again only when that failed', async () => {
  const render = vi.fn<Render>(async (request) => {
    if (render.mock.calls.length === 1) throw new Error('out of memory');
    await writeFile(request.outputPath, 'video');
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only the film is looked at
    const manifest = { width: 320, height: 180, frames: 24, fps: 24 } as Awaited<
      ReturnType<Render>
    >['manifest'];
    return { file: request.outputPath, poster: request.posterPath, manifest };
  });
  const { clip } = await clipWith(render);
  await expect(clip.make()).rejects.toThrow('out of memory');
  const [one, other] = await Promise.all([clip.make(), clip.make()]);
  expect(one).toEqual(other);
  expect(render).toHaveBeenCalledTimes(2);
  await clip.close();
});
