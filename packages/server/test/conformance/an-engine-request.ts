import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { EngineInput, EngineRequest } from '../../src/engines/engine.ts';
import type { GenerationMode } from '../../src/kernel/environment.ts';

/** A whole request of a mode, with inputs on disk and at public addresses. They go with the test. */
export async function anEngineRequest(
  mode: GenerationMode,
  changes: Partial<EngineRequest> = {},
): Promise<EngineRequest> {
  const directory = await mkdtemp(join(tmpdir(), 'reelay-inputs-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const picture = await input(directory, 'image/jpeg', null);
  const driver = await input(directory, 'video/mp4', 5);
  return {
    model: mode === 'motion_control' ? 'kling_3_motion' : 'kling_3',
    mode,
    prompt: 'a red ball on a table',
    negativePrompt: null,
    durationSeconds: mode === 'motion_control' ? null : 5,
    aspectRatio: '16:9',
    pictureClass: '720p',
    cfgScale: 0.5,
    seed: 7,
    sound: false,
    characterOrientation: 'video',
    keepOriginalSound: true,
    cameraControl: null,
    testDirectives: null,
    callbackUrl: null,
    ...changes,
    inputs: {
      ...(mode === 'image_to_video' ? { image: picture } : {}),
      ...(mode === 'motion_control' ? { referenceImage: picture, referenceVideo: driver } : {}),
      ...changes.inputs,
    },
  };
}

async function input(
  directory: string,
  mediaType: 'image/jpeg' | 'video/mp4',
  durationSeconds: number | null,
): Promise<EngineInput> {
  const name = `${randomBytes(4).toString('hex')}.${mediaType === 'image/jpeg' ? 'jpg' : 'mp4'}`;
  const path = join(directory, name);
  await writeFile(path, Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), randomBytes(200)]));
  return {
    path,
    mediaType,
    width: 1280,
    height: 720,
    durationSeconds,
    publicUrl: `https://media.example.com/${name}?signature=abc`,
  };
}
