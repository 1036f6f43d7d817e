import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { anEngineRequest } from '../../../test/conformance/an-engine-request.ts';
import {
  DIALECTS,
  finished,
  LOCAL,
  sent,
  setUp,
  signal,
  started,
  whyNot,
  type Server,
} from '../../../test/support/a-videos-server.ts';
import { GENERATION_MODES } from '../../kernel/environment.ts';
import { newId } from '../../kernel/ids.ts';
import type { EngineInputs, Wish } from '../engine.ts';
import { videosKind } from './kind.ts';

test('sglang: a text goes as JSON with whole seconds, frames in steps of 4 and one more, and guidance', async () => {
  const server = await setUp();
  await started(server, await anEngineRequest('text_to_video', { negativePrompt: 'blur', cfgScale: 1 }));
  expect(server.emulator.requests.at(-1)?.headers['content-type']).toBe('application/json');
  expect(sent(server)).toEqual({
    prompt: 'a red ball on a table',
    negative_prompt: 'blur',
    size: '1280x720',
    seconds: 5,
    fps: 16,
    num_frames: 81,
    seed: 7,
    guidance_scale: 7,
  });
});

test('vllm-omni: a text goes as a form with seconds as text, and LTX-2 has frames in steps of 8 and sound', async () => {
  const server = await setUp({ dialect: 'vllm-omni' });
  await started(
    server,
    await anEngineRequest('text_to_video', { model: 'kling_o1', sound: true, aspectRatio: '9:16' }),
  );
  expect(sent(server)).toEqual({
    prompt: 'a red ball on a table',
    size: '704x1280',
    seconds: '5',
    fps: 24,
    num_frames: 121,
    seed: 7,
    guidance_scale: 4,
    generate_sound: true,
  });
});

test('generic: only the fields of OpenAI’s API, and the next of its lengths', async () => {
  const server = await setUp({
    dialect: 'generic',
    options: { models: { kling_3: { family: 'openai', model: 'sora-2' } } },
  });
  const operation = await started(server, await anEngineRequest('text_to_video'));
  expect(sent(server)).toEqual({
    prompt: 'a red ball on a table',
    model: 'sora-2',
    size: '1280x720',
    seconds: '8',
  });
  expect(await finished(server, operation)).toMatchObject({ outputs: [{ keepSeconds: 5 }] });
});

test('generic with extensions takes what its models take', async () => {
  const server = await setUp({
    dialect: 'generic',
    options: { models: { kling_3: { family: 'wan2.2', steps: 30 } }, takesExtensions: true },
    emulated: { takesExtensions: true },
  });
  await started(server, await anEngineRequest('text_to_video', { negativePrompt: 'blur' }));
  expect(sent(server)).toMatchObject({
    seconds: '5',
    num_frames: 81,
    num_inference_steps: 30,
    negative_prompt: 'blur',
    seed: 7,
  });
});

test('a picture goes as a file, and the video gets its shape', async () => {
  for (const dialect of DIALECTS) {
    const server = await setUp({ dialect });
    const { inputs } = await anEngineRequest('image_to_video');
    const tall = { ...inputs.image, width: 480, height: 640 } as NonNullable<EngineInputs['image']>;
    await started(server, await anEngineRequest('image_to_video', { inputs: { image: tall } }));
    expect(sent(server)).toMatchObject({
      size: dialect === 'generic' ? '720x1280' : '720x960',
      input_reference: { name: 'input.jpg', type: 'image/jpeg', byteCount: 203 },
    });
  }
});

test('sglang: the driver goes by its address, the character as a file, and the driver decides the length', async () => {
  const server = await setUp();
  const request = await anEngineRequest('motion_control', { prompt: '' });
  await started(server, request);
  expect(sent(server)).toEqual({
    prompt: 'A person moves like the person in the reference video.',
    video_url: request.inputs.referenceVideo?.publicUrl,
    input_reference: { name: 'input.jpg', type: 'image/jpeg', byteCount: 203 },
    size: '1280x720',
    fps: 16,
    seed: 7,
    guidance_scale: 3,
  });
});

test('sglang: a driver that the server sees on disk goes by its path there, and needs no public address', async () => {
  const { inputs, ...request } = await anEngineRequest('motion_control');
  const here = dirname(inputs.referenceVideo?.path ?? '');
  const server = await setUp({
    options: { sharedDirectory: { here, there: '/mnt/media' } },
    hasPublicUrl: false,
  });
  const referenceVideo = { ...inputs.referenceVideo, publicUrl: null } as EngineInputs['referenceVideo'];
  expect(server.engine.supports({ model: 'kling_3_motion', mode: 'motion_control' }).supported).toBe(true);
  await started(server, { ...request, inputs: { ...inputs, ...(referenceVideo ? { referenceVideo } : {}) } });
  expect(sent(server)['video_path']).toBe(
    `/mnt/media${inputs.referenceVideo?.path.slice(here.length) ?? ''}`,
  );
  expect(sent(server)).not.toHaveProperty('video_url');
});

test('sglang: a driver outside of the shared directory and without an address is not sent', async () => {
  const { inputs, ...request } = await anEngineRequest('motion_control');
  const server = await setUp({ options: { sharedDirectory: { here: '/elsewhere', there: '/mnt' } } });
  const referenceVideo = { ...inputs.referenceVideo, publicUrl: null } as EngineInputs['referenceVideo'];
  const answer = await server.engine.start(
    { ...request, inputs: { ...inputs, ...(referenceVideo ? { referenceVideo } : {}) } },
    newId(),
    signal,
  );
  expect(answer).toMatchObject({ state: 'refused', trouble: 'unserved' });
  expect(server.emulator.requests).toHaveLength(0);
});

test('vllm-omni: driver and character go by address, with the frames of the driver’s length', async () => {
  const server = await setUp({ dialect: 'vllm-omni' });
  const request = await anEngineRequest('motion_control');
  await started(server, request);
  expect(sent(server)).toMatchObject({
    video_reference: { video_url: request.inputs.referenceVideo?.publicUrl },
    image_reference: { image_url: request.inputs.referenceImage?.publicUrl },
    num_frames: 81,
    fps: 16,
  });
  expect(sent(server)).not.toHaveProperty('input_reference');
});

test('what is named by the operator goes along and wins: model, frames, sizes, steps, further fields', async () => {
  const kling_3 = {
    family: 'wan2.2',
    model: 'Wan-AI/Wan2.2-T2V-A14B-Diffusers',
    modes: ['text_to_video'],
    fps: 24,
    sizes: { '720p': { '16:9': '832x480' } },
    steps: 40,
    guidance: null,
    extra: { flow_shift: 12 },
  };
  const server = await setUp({ options: { models: { kling_3 } } });
  await started(server, await anEngineRequest('text_to_video'));
  expect(sent(server)).toMatchObject({
    model: 'Wan-AI/Wan2.2-T2V-A14B-Diffusers',
    size: '832x480',
    fps: 24,
    num_frames: 121,
    num_inference_steps: 40,
    flow_shift: 12,
  });
  expect(sent(server)).not.toHaveProperty('guidance_scale');
  expect(whyNot(server, { model: 'kling_3', mode: 'image_to_video' })).toContain('text to video only');
  expect(
    whyNot(server, { model: 'kling_3', mode: 'text_to_video', pictureClass: '720p', aspectRatio: '1:1' }),
  ).toContain('aspect_ratio');
  expect(whyNot(server, { model: 'kling_3', mode: 'text_to_video', pictureClass: '1080p' })).toContain(
    '1080p',
  );
});

test('whatever is supported is taken by the server, in every dialect', async () => {
  for (const dialect of DIALECTS) {
    const server = await setUp({ dialect });
    let taken = 0;
    for (const model of Object.keys(LOCAL))
      for (const mode of GENERATION_MODES)
        for (const pictureClass of ['720p', '1080p'] as const)
          for (const aspectRatio of ['16:9', '9:16', '1:1'] as const)
            for (const durationSeconds of mode === 'motion_control' ? [null] : [3, 10])
              for (const sound of [false, true]) {
                const changes = { model, pictureClass, aspectRatio, durationSeconds, sound };
                const request = await anEngineRequest(mode, changes);
                if (!server.engine.supports(request).supported) continue;
                await started(server, request);
                taken += 1;
              }
    expect(taken).toBeGreaterThan(10);
  }
});

test('every refusal is a sentence that names the parameter and the next step', async () => {
  const generic = await setUp({ dialect: 'generic' });
  const local = await setUp({ hasPublicUrl: false });
  const omni = await setUp({ dialect: 'vllm-omni', hasPublicUrl: false });
  const film = { model: 'kling_3', mode: 'text_to_video' } as const;
  const motion = { model: 'kling_3_motion', mode: 'motion_control' } as const;
  const cameraControl = { type: 'down_back' } as const;
  const whys: readonly (readonly [string, RegExp])[] = [
    [whyNot(local, { model: 'kling_1.6', mode: 'text_to_video' }), /kling_1\.6.*Choose/],
    [whyNot(local, { model: 'kling_3', mode: 'motion_control' }), /motion control.*Choose/],
    [whyNot(local, { ...film, durationSeconds: 15 }), /^duration: .*10 seconds.*Ask/],
    [whyNot(local, { ...film, cameraControl }), /^camera_control: .*Leave it out/],
    [whyNot(local, { ...film, sound: true }), /^sound: .*Set sound to false/],
    [whyNot(local, { model: 'kling_o1', mode: 'image_to_video', furtherImageCount: 2 }), /^images: .*not 3/],
    [whyNot(local, motion), /REELAY_PUBLIC_URL.*sharedDirectory/],
    [whyNot(omni, motion), /^reference_video: .*REELAY_PUBLIC_URL/],
    [whyNot(generic, { ...film, negativePrompt: 'blur' }), /^negative_prompt: .*Leave it out/],
    [
      whyNot(generic, { ...film, pictureClass: '720p', aspectRatio: '1:1' }),
      /^aspect_ratio: .*16:9, 9:16.*Ask/,
    ],
    [whyNot(generic, { ...film, durationSeconds: 15 }), /^duration: .*12 seconds/],
  ];
  for (const [why, expected] of whys) expect(why).toMatch(expected);
});

test('generic refuses motion control with a sentence', async () => {
  const models = { kling_3_motion: 'wan-animate' };
  const server = await setUp({ dialect: 'generic', options: { models } });
  expect(whyNot(server, { model: 'kling_3_motion', mode: 'motion_control' })).toContain(
    'no field for a driver',
  );
  const answer = await server.engine.start(await anEngineRequest('motion_control'), newId(), signal);
  expect(answer).toMatchObject({ state: 'refused', trouble: 'unserved' });
});

function notes({ engine }: Server, wish: Wish): string {
  const support = engine.supports(wish);
  return support.supported ? (support.notes ?? []).join(' ') : 'not supported';
}

test('what is done differently is noted', async () => {
  const generic = await setUp({ dialect: 'generic' });
  const local = await setUp();
  const film = { model: 'kling_3', mode: 'text_to_video' } as const;
  expect(notes(generic, { ...film, seed: 3, cfgScale: 0.8 })).toMatch(/seed: .*cfg_scale: /);
  expect(notes(local, { ...film, seed: 3, cfgScale: 0.8, pictureClass: '720p' })).toBe('');
  expect(notes(local, { ...film, pictureClass: '1080p' })).toContain('1920x1088');
  expect(
    notes(local, { model: 'kling_3_motion', mode: 'motion_control', characterOrientation: 'image' }),
  ).toContain('character_orientation');
});

test('options are strict: an unknown family, no model at all, and sides that the family does not take are refused', () => {
  const base = { baseUrl: 'http://gpu-1:30000', dialect: 'sglang' };
  const wrong = [
    { ...base, models: {} },
    { ...base, models: { kling_3: 'wan9' } },
    { ...base, models: { kling_3: { family: 'wan2.2', sizes: { '720p': { '16:9': '1281x720' } } } } },
    { ...base, models: { kling_3: 'wan2.2' }, dialekt: 'x' },
  ];
  for (const options of wrong) expect(videosKind.options.safeParse(options).success).toBe(false);
  expect(videosKind.options.safeParse({ ...base, models: { kling_3: 'wan2.2' } }).success).toBe(true);
  expect(z.toJSONSchema(videosKind.options, { io: 'input' })).toMatchObject({ type: 'object' });
});
