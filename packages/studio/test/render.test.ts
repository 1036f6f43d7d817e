import { readdirSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { probeVideo } from '../src/codec/probe-video.ts';
import type { Progress } from '../src/run/child-messages.ts';
import { RenderFailure } from '../src/run/render-failure.ts';
import type { TextRequest } from '../src/run/render-request.ts';
import { render } from '../src/run/render.ts';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reelay-render-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

function requestFor(name: string, changes: Partial<TextRequest> = {}): TextRequest {
  return {
    mode: 'text_to_video',
    prompt: 'a red ball on green grass',
    negativePrompt: null,
    durationSeconds: 0.5,
    width: 320,
    height: 180,
    fps: 24,
    seed: 11,
    cfgScale: 0.5,
    sound: false,
    cameraControl: null,
    outputPath: join(folder, `${name}.mp4`),
    posterPath: join(folder, `${name}.jpg`),
    ...changes,
  };
}

/** True while a process of that id exists. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function failureOf(promise: Promise<unknown>): Promise<RenderFailure> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof RenderFailure) return error;
    throw error;
  }
  throw new Error('the render did not fail');
}

test('a request becomes a complete video, a poster and an honest manifest', async () => {
  const steps: Progress[] = [];
  const result = await render(requestFor('a', { prompt: 'a red ball on green grass, blorping' }), {
    onProgress: (step) => steps.push(step),
  });
  expect(await probeVideo(result.file)).toMatchObject({
    width: 320,
    height: 180,
    frames: 12,
    fps: 24,
    codec: 'h264',
    profile: 'High',
    bt709: true,
    faststart: true,
  });
  expect((await readFile(result.poster)).subarray(0, 2).toString('hex')).toBe('ffd8');
  expect(result.manifest).toMatchObject({ engine: 'studio', seed: 11, frames: 12, width: 320, height: 180 });
  expect(result.manifest.notUnderstood.join(' ')).toContain('blorp');
  expect((await readdir(folder)).toSorted()).toEqual(['a.jpg', 'a.mp4']);

  const percents = steps.map((step) => step.percent);
  expect(percents).toEqual(percents.toSorted((a, b) => a - b));
  expect(percents.at(-1)).toBe(100);
  expect(new Set(steps.map((step) => step.phase))).toEqual(new Set(['preparing', 'rendering', 'finishing']));
});

test('a video that is to be heard has a sound track as long as its pictures', async () => {
  const result = await render(
    requestFor('a', { prompt: 'waves on a beach', sound: true, durationSeconds: 1 }),
  );
  const facts = await probeVideo(result.file);
  expect(facts.audio).toMatchObject({ codec: 'aac', sampleRate: 48_000, channels: 2 });
  expect(facts.audio?.durationSeconds).toBeCloseTo(1, 1);
  expect(result.manifest.sound).toMatchObject({ from: 'scene' });
});

test('the number of threads does not change a byte, and the seed does', async () => {
  const one = await render(requestFor('one'), { threads: 1 });
  const two = await render(requestFor('two'), { threads: 2 });
  const other = await render(requestFor('other', { seed: 12 }), { threads: 2 });
  const bytes = await readFile(one.file);
  expect(bytes.equals(await readFile(two.file))).toBe(true);
  expect(bytes.equals(await readFile(other.file))).toBe(false);
});

test('an abort ends the child and leaves no file', async () => {
  const abort = new AbortController();
  let pid = 0;
  const failure = await failureOf(
    render(requestFor('a', { durationSeconds: 10 }), {
      signal: abort.signal,
      onStart: (id) => {
        pid = id;
      },
      onProgress: (step) => {
        if (step.frame >= 1) abort.abort();
      },
    }),
  );
  expect(failure.reason).toBe('aborted');
  expect(pid).toBeGreaterThan(0);
  expect(isAlive(pid)).toBe(false);
  expect(await readdir(folder)).toEqual([]);
});

test.skipIf(process.platform === 'win32')(
  'a child that is killed leaves nothing of an ffmpeg program behind either',
  async () => {
    const ffmpegPath = join(folder, 'ffmpeg');
    // Makes its output, the last argument, and reads until its input ends.
    await writeFile(ffmpegPath, '#!/bin/sh\nfor last; do :; done\n: > "$last"\nexec cat > /dev/null\n', {
      mode: 0o755,
    });
    const abort = new AbortController();
    let seen: readonly string[] = [];
    const failure = await failureOf(
      render(requestFor('a', { sound: true, durationSeconds: 2 }), {
        ffmpegPath,
        signal: abort.signal,
        onProgress: (step) => {
          if (step.frame !== 3) return;
          seen = readdirSync(folder);
          abort.abort();
        },
      }),
    );
    expect(failure.reason).toBe('aborted');
    expect(seen).toContain('a.mp4.partial.silent');
    expect(await readdir(folder)).toEqual(['ffmpeg']);
  },
);

test('a child killed from outside is a failure and not a hang', async () => {
  let pid = 0;
  const failure = await failureOf(
    render(requestFor('a', { durationSeconds: 10 }), {
      onStart: (id) => {
        pid = id;
      },
      onProgress: (step) => {
        if (step.frame === 1) process.kill(pid, 'SIGKILL');
      },
    }),
  );
  expect(failure.reason).toBe('crashed');
  expect(await readdir(folder)).toEqual([]);
});

test('a render that outgrows its memory is a failure that says so', async () => {
  const failure = await failureOf(render(requestFor('a'), { memoryLimitMb: 60 }));
  expect(failure.reason).toBe('memory_limit');
  expect(await readdir(folder)).toEqual([]);
});

test('a render that takes too long is ended', async () => {
  const failure = await failureOf(
    render(requestFor('a', { durationSeconds: 30 }), { timeLimitSeconds: 0.05 }),
  );
  expect(failure.reason).toBe('time_limit');
  expect(await readdir(folder)).toEqual([]);
});

test('an impossible request is refused before anything starts', async () => {
  const failure = await failureOf(render(requestFor('a', { width: 321 })));
  expect(failure.reason).toBe('invalid_request');
});

test('a folder that does not exist is a failure with its cause', async () => {
  const failure = await failureOf(render(requestFor('a', { outputPath: join(folder, 'missing', 'a.mp4') })));
  expect(failure.reason).toBe('internal');
  expect(failure.message).toContain('open the file');
});
