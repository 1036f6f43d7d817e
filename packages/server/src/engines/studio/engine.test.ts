import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RenderFailure } from '@reelay/studio';
import { expect, onTestFinished, test, vi } from 'vitest';
import { GENERATION_MODES } from '../../kernel/environment.ts';
import { newId } from '../../kernel/ids.ts';
import { silentLogger } from '../../kernel/log.ts';
import { operationOf } from '../../../test/support/operation-of.ts';
import type { Engine, EngineRequest } from '../engine.ts';
import { studioEngine, type StudioDeps } from './engine.ts';
import { renderRequestOf } from './render-request-of.ts';

const REQUEST: EngineRequest = {
  model: 'kling_2.5_turbo',
  mode: 'text_to_video',
  prompt: 'a red fox runs over a hill',
  negativePrompt: null,
  durationSeconds: 5,
  aspectRatio: '9:16',
  pictureClass: '720p',
  cfgScale: 0.5,
  seed: 7,
  sound: false,
  characterOrientation: 'video',
  keepOriginalSound: true,
  cameraControl: null,
  inputs: {},
  testDirectives: null,
  callbackUrl: null,
};
const PICTURE = {
  path: '/in/picture',
  mediaType: 'image/png',
  width: 900,
  height: 1200,
  durationSeconds: null,
  publicUrl: null,
};
const DRIVER = {
  ...PICTURE,
  path: '/in/driver',
  mediaType: 'video/mp4',
  width: 720,
  height: 1280,
  durationSeconds: 4.2,
};
const SIGNAL = new AbortController().signal;

type Render = NonNullable<StudioDeps['render']>;
type Result = Awaited<ReturnType<Render>>;

const writeBoth: Render = async (request) => {
  await writeFile(request.outputPath, 'video');
  await writeFile(request.posterPath, 'poster');
  const film = { width: 720, height: 1280, frames: 101, fps: 24 };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only the engine's name and the film are looked at
  const manifest = { engine: 'studio', ...film } as Result['manifest'];
  return { file: request.outputPath, poster: request.posterPath, manifest };
};

async function studio(
  render: Render,
): Promise<{ readonly engine: Engine; readonly scratchDirectory: string }> {
  const scratchDirectory = await mkdtemp(join(tmpdir(), 'reelay-studio-'));
  onTestFinished(() => rm(scratchDirectory, { recursive: true, force: true }));
  const options = { scratchDirectory, concurrency: 1, threads: 1, memoryLimitMb: 512 };
  const engine = studioEngine(options, { log: silentLogger, newId, render });
  onTestFinished(() => engine.close?.());
  return { engine, scratchDirectory };
}

test('a render goes from pending to succeeded with a video and a poster of the size and length in the manifest', async () => {
  const gate = Promise.withResolvers<null>();
  const { engine } = await studio(async (request, options) => {
    options?.onProgress?.({ phase: 'rendering', percent: 40, frame: 1, frameCount: 2 });
    await gate.promise;
    return writeBoth(request, options);
  });
  const operation = operationOf(await engine.start(REQUEST, 'key', SIGNAL));
  await vi.waitFor(async () =>
    expect(await engine.status(operation, SIGNAL)).toEqual({ state: 'pending', progress: 40 }),
  );
  gate.resolve(null);
  await vi.waitFor(async () =>
    expect(await engine.status(operation, SIGNAL)).toMatchObject({
      state: 'succeeded',
      outputs: [
        { kind: 'video', width: 720, height: 1280, durationSeconds: 101 / 24 },
        { kind: 'poster', width: 720, height: 1280, durationSeconds: null },
      ],
      report: { engine: 'studio' },
    }),
  );
});

test('of several pictures it says, before and after, that it uses the first only', async () => {
  const { engine } = await studio(writeBoth);
  const note = 'The studio begins with the first picture; the second picture is not used.';
  const { model, mode } = REQUEST;
  expect(engine.supports({ model, mode, furtherImageCount: 1 })).toEqual({ supported: true, notes: [note] });
  expect(engine.supports({ model, mode })).toEqual({ supported: true });
  const inputs = { ...REQUEST.inputs, furtherImages: [PICTURE] };
  const operation = operationOf(await engine.start({ ...REQUEST, inputs }, 'key', SIGNAL));
  await vi.waitFor(async () =>
    expect(await engine.status(operation, SIGNAL)).toMatchObject({
      state: 'succeeded',
      report: { engine: 'studio', inputsNotUsed: note },
    }),
  );
});

test('starting again with the same key starts nothing, and the key finds the work', async () => {
  const render = vi.fn<Render>(writeBoth);
  const { engine } = await studio(render);
  const operation = operationOf(await engine.start(REQUEST, 'key', SIGNAL));
  expect(operationOf(await engine.start(REQUEST, 'key', SIGNAL))).toEqual(operation);
  expect(await engine.find?.('key', SIGNAL)).toEqual(operation);
  expect(await engine.find?.('another', SIGNAL)).toBe('absent');
  await vi.waitFor(() => expect(render).toHaveBeenCalledTimes(1));
});

test('work of a process that is gone is lost, and its scratch files are removed', async () => {
  const { engine, scratchDirectory } = await studio(writeBoth);
  // No process has this number: it is above the highest that Linux gives out.
  await mkdir(join(scratchDirectory, '4194305-gone'));
  await engine.start(REQUEST, 'key', SIGNAL);
  expect(await engine.status({ key: 'key', instance: '4194305-gone' }, SIGNAL)).toEqual({ state: 'lost' });
  expect(await readdir(scratchDirectory)).not.toContain('4194305-gone');
});

test('a render that fails is an answer and not an exception', async () => {
  const { engine } = await studio(() => Promise.reject(new RenderFailure('crashed', 'no reason given')));
  const operation = operationOf(await engine.start(REQUEST, 'key', SIGNAL));
  await vi.waitFor(async () =>
    expect(await engine.status(operation, SIGNAL)).toMatchObject({ state: 'failed', reason: 'TASK_FAILED' }),
  );
});

test('closing and cancelling abort the renders, and closing removes their files', async () => {
  const aborted: string[] = [];
  let underWay = 0;
  const { engine, scratchDirectory } = await studio(
    (request, options) =>
      new Promise((_resolve, reject) => {
        underWay += 1;
        const stop = (): void => {
          aborted.push(request.outputPath);
          reject(new RenderFailure('aborted', 'stopped'));
        };
        options?.signal?.addEventListener('abort', stop);
      }),
  );
  const operation = operationOf(await engine.start(REQUEST, 'one', SIGNAL));
  await engine.start(REQUEST, 'two', SIGNAL);
  await vi.waitFor(() => expect(underWay).toBe(2));
  await engine.cancel?.(operation, SIGNAL);
  await engine.close?.();
  expect(aborted).toHaveLength(2);
  expect(await readdir(scratchDirectory)).toEqual([]);
});

test('every mode is supported', async () => {
  const { engine } = await studio(writeBoth);
  for (const mode of GENERATION_MODES)
    expect(engine.supports({ model: 'kling_3', mode })).toEqual({ supported: true });
});

test.each([
  ['no_person', 'NO_PERSON_FOUND'],
  ['invalid_image', 'INVALID_IMAGE'],
  ['invalid_video', 'INVALID_VIDEO'],
] as const)('%s of the studio is %s, with the sentence for the caller', async (reason, code) => {
  const sentence = 'The video shows no person in 120 frames.';
  const { engine } = await studio(() => Promise.reject(new RenderFailure(reason, sentence)));
  const operation = operationOf(await engine.start(REQUEST, 'key', SIGNAL));
  await vi.waitFor(async () =>
    expect(await engine.status(operation, SIGNAL)).toEqual({
      state: 'failed',
      reason: code,
      detail: sentence,
    }),
  );
});

const PATHS = { outputPath: '/out/video.mp4', posterPath: '/out/poster.jpg' };

test('image-to-video gives the studio the picture, the class of the picture, sound and camera', () => {
  const cameraControl = { type: 'forward_up' } as const;
  const request = { ...REQUEST, mode: 'image_to_video', sound: true, cameraControl } as const;
  expect(renderRequestOf({ ...request, inputs: { image: PICTURE } }, PATHS)).toEqual({
    mode: 'image_to_video',
    prompt: REQUEST.prompt,
    negativePrompt: null,
    seed: 7,
    cfgScale: 0.5,
    imagePath: '/in/picture',
    pictureClass: '720p',
    durationSeconds: 5,
    fps: 24,
    sound: true,
    cameraControl,
    ...PATHS,
  });
});

test('motion control gives the studio character and driver, whose length counts', () => {
  const inputs = { referenceImage: PICTURE, referenceVideo: DRIVER };
  const request = { ...REQUEST, mode: 'motion_control', durationSeconds: null, inputs } as const;
  expect(renderRequestOf({ ...request, prompt: '', characterOrientation: 'image' }, PATHS)).toEqual({
    mode: 'motion_control',
    prompt: '',
    negativePrompt: null,
    seed: 7,
    cfgScale: 0.5,
    imagePath: '/in/picture',
    driverPath: '/in/driver',
    pictureClass: '720p',
    orientation: 'image',
    keepOriginalSound: true,
    ...PATHS,
  });
});

test('a request without the input that its mode needs is a defect', () => {
  expect(() => renderRequestOf({ ...REQUEST, mode: 'image_to_video' }, PATHS)).toThrow(/no image/);
});
