import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MODEL_IDS, type ModelId } from '../contract/models.ts';
import { AppError } from '../kernel/errors.ts';
import { findModel } from './models.ts';
import { resolveRequest } from './resolve.ts';

const OPTIONS = { strict: false, randomSeed: 77, allowLoopbackCallbacks: false };
const resolve = (body: unknown, options = {}) => resolveRequest(body, { ...OPTIONS, ...options });

function refusal(body: unknown, options = {}): AppError {
  try {
    resolve(body, options);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('was accepted');
}

const PNG = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(100, 7)]).toString(
  'base64',
);
const MP4 = Buffer.concat([
  Buffer.alloc(4),
  Buffer.from('ftypisom', 'latin1'),
  Buffer.alloc(100, 3),
]).toString('base64');
const motionBody = (model: string) => ({
  model,
  reference_video_url: 'https://a.example/v.mp4',
  reference_image_url: 'https://a.example/i.png',
});
const validBody = (id: ModelId): Record<string, unknown> => {
  const { modes } = findModel(id);
  if (modes.includes('motion_control')) return motionBody(id);
  return modes.includes('text_to_video')
    ? { model: id, prompt: 'a cat' }
    : { model: id, prompt: 'a cat', image_url: 'https://a.example/i.png' };
};

describe('models', () => {
  test('the default model is kling_2.5_turbo', () => {
    expect(resolve({ prompt: 'a cat' }).model.id).toBe('kling_2.5_turbo');
  });

  test.each(MODEL_IDS)('%s accepts its own kind of request', (id) => {
    expect(resolve(validBody(id)).model.id).toBe(id);
  });

  test('an unknown model is refused with 422 and the list of models', () => {
    const error = refusal({ prompt: 'a cat', model: 'kling_9' });
    expect(error).toMatchObject({ code: 'INVALID_REQUEST', field: 'model' });
    for (const id of MODEL_IDS) expect(error.detail).toContain(id);
  });

  test.each(['kling_2.1', 'kling_2.1_pro'])('%s without an image is a 400', (model) => {
    expect(refusal({ prompt: 'a cat', model })).toMatchObject({ code: 'BAD_REQUEST', field: 'image_url' });
  });

  test.each(['kling_3_motion', 'kling_3_motion_pro', 'kling_2.6_motion', 'kling_2.6_motion_pro'])(
    '%s needs both references and takes no image',
    (model) => {
      expect(refusal({ model, reference_image_url: 'https://a.example/i.png' }).code).toBe('BAD_REQUEST');
      expect(refusal({ model, reference_video_url: 'https://a.example/v.mp4' }).code).toBe('BAD_REQUEST');
      expect(refusal({ ...motionBody(model), image_url: 'https://a.example/i.png' })).toMatchObject({
        code: 'BAD_REQUEST',
        field: 'image_url',
      });
      expect(resolve(motionBody(model))).toMatchObject({
        mode: 'motion_control',
        prompt: '',
        durationSeconds: null,
      });
    },
  );
});

describe('prompt', () => {
  test('is required, not empty and at most 2500 code points', () => {
    expect(refusal({}).field).toBe('prompt');
    expect(refusal({ prompt: ' ' }).field).toBe('prompt');
    expect(refusal({ prompt: 5 }).field).toBe('prompt');
    expect(resolve({ prompt: '\u{1F43C}'.repeat(2500) }).prompt).toHaveLength(5000);
    expect(refusal({ prompt: 'x'.repeat(2501) })).toMatchObject({ code: 'INVALID_REQUEST', field: 'prompt' });
  });
});

describe('duration', () => {
  test('is 5 unless said', () => {
    expect(resolve({ prompt: 'a cat' }).durationSeconds).toBe(5);
  });

  test.each(MODEL_IDS.filter((id) => findModel(id).durations !== null))(
    '%s takes its legal lengths as number and as string',
    (id) => {
      const rule = findModel(id).durations;
      const legal = rule?.kind === 'range' ? [rule.least, rule.most] : (rule?.of ?? []);
      for (const seconds of legal)
        for (const duration of [seconds, String(seconds)])
          expect(resolve({ ...validBody(id), duration }).durationSeconds).toBe(seconds);
      const illegal = rule?.kind === 'range' ? [2, 16, 5.5] : [3, 7, 11, 0, -5];
      for (const seconds of illegal)
        for (const duration of [seconds, String(seconds)])
          expect(refusal({ ...validBody(id), duration })).toMatchObject({
            code: 'INVALID_REQUEST',
            field: 'duration',
          });
    },
  );

  test('is ignored with a warning on motion models', () => {
    expect(resolve({ ...motionBody('kling_3_motion'), duration: 5 }).warnings).toEqual([
      'duration was ignored: kling_3_motion does not take it.',
    ]);
  });
});

describe('parameters a model does not take', () => {
  test.each([
    ['negative_prompt', 'rain', 'kling_2.5_turbo'],
    ['cfg_scale', 0.7, 'kling_2.5_turbo'],
    ['cfg_scale', 0.7, 'kling_2.6'],
    ['sound', true, 'kling_3'],
    ['character_orientation', 'image', 'kling_1.6'],
    ['reference_video_url', 'https://a.example/v.mp4', 'kling_1.6'],
    ['frobnicate', 1, 'kling_1.6'],
  ])('%s is ignored with a warning, and refused when handling is strict', (field, value, model) => {
    const body = { prompt: 'a cat', model, [field]: value };
    expect(resolve(body).warnings).toHaveLength(1);
    expect(resolve(body).warnings[0]).toContain(field);
    expect(refusal(body, { strict: true })).toMatchObject({ code: 'INVALID_REQUEST', field });
  });

  test('aspect_ratio beside an image is accepted, ignored and named in the warnings', () => {
    const resolved = resolve({ prompt: 'a cat', image_url: 'https://a.example/i.png', aspect_ratio: '9:16' });
    expect(resolved.mode).toBe('image_to_video');
    expect(resolved.warnings[0]).toContain('aspect_ratio');
  });

  test('null means left out', () => {
    expect(resolve({ prompt: 'a cat', negative_prompt: null, image_url: null, seed: null })).toMatchObject({
      seed: 77,
      mode: 'text_to_video',
      warnings: [],
    });
  });
});

describe('values', () => {
  test.each([
    ['aspect_ratio', '4:3', 'kling_3'],
    ['cfg_scale', 1.01, 'kling_3'],
    ['cfg_scale', -0.1, 'kling_3'],
    ['cfg_scale', '0.5', 'kling_3'],
    ['seed', 2147483648, 'kling_3'],
    ['seed', -1, 'kling_3'],
    ['seed', 1.5, 'kling_3'],
    ['negative_prompt', 'x'.repeat(2501), 'kling_3'],
    ['image_url', 'ftp://a.example/i.png', 'kling_3'],
    ['image_url', 'nonsense', 'kling_3'],
    ['callback_url', 'http://a.example/hook', 'kling_3'],
    ['callback_url', 'not a url', 'kling_3'],
    ['sound', 'yes', 'kling_2.6'],
  ])('%s = %j is refused with 422 naming the field', (field, value, model) => {
    const error = refusal({ prompt: 'a cat', model, [field]: value });
    expect(error).toMatchObject({ code: 'INVALID_REQUEST', field });
    expect(error.detail).toContain(field);
  });

  test.each([
    ['seed', 'abc', /0 to 2147483647/],
    ['cfg_scale', 2, /0 to 1/],
    ['duration', 'long', /3 to 15 .*5 or 10/],
    ['aspect_ratio', '4:3', /16:9.*9:16.*1:1/],
  ])('%s = %j is refused with the value and what is allowed', (field, value, allowed) => {
    const { detail } = refusal({ prompt: 'a cat', model: 'kling_3', [field]: value });
    expect(detail).toMatch(allowed);
    expect(detail).toContain(`Got ${JSON.stringify(value)}`);
  });

  test('seeds from 0 to 2147483647 are kept, and a random one is taken when there is none', () => {
    for (const seed of [0, 1, 2147483647]) expect(resolve({ prompt: 'a cat', seed }).seed).toBe(seed);
    expect(resolve({ prompt: 'a cat' }).seed).toBe(77);
  });

  test('a callback keeps its query string, and http is for loopback when the operator allows it', () => {
    expect(resolve({ prompt: 'a cat', callback_url: 'https://a.example/hook?job=1&x=%20' }).callbackUrl).toBe(
      'https://a.example/hook?job=1&x=%20',
    );
    expect(
      resolve({ prompt: 'a cat', callback_url: 'http://127.0.0.1:9/h' }, { allowLoopbackCallbacks: true })
        .callbackUrl,
    ).toBe('http://127.0.0.1:9/h');
    expect(refusal({ prompt: 'a cat', callback_url: 'http://127.0.0.1:9/h' }).field).toBe('callback_url');
    expect(
      refusal(
        { prompt: 'a cat', callback_url: 'http://127.evil.example/h' },
        { allowLoopbackCallbacks: true },
      ).field,
    ).toBe('callback_url');
  });

  test('sound is on for kling_2.6 unless said, and off elsewhere', () => {
    expect(resolve({ prompt: 'a cat', model: 'kling_2.6' }).sound).toBe(true);
    expect(resolve({ prompt: 'a cat', model: 'kling_2.6', sound: false }).sound).toBe(false);
    expect(resolve({ prompt: 'a cat', model: 'kling_3' }).sound).toBe(false);
  });
});

const asked = (camera_control: unknown, model: ModelId = 'kling_2.5_turbo') =>
  resolve({ ...validBody(model), camera_control });

describe('camera control', () => {
  test('is taken by every model but the motion models, which ignore it with a warning', () => {
    for (const id of MODEL_IDS) {
      const motion = findModel(id).modes.includes('motion_control');
      const { cameraControl, warnings } = asked({ type: 'down_back' }, id);
      expect(cameraControl).toEqual(motion ? null : { type: 'down_back' });
      expect(warnings).toHaveLength(motion ? 1 : 0);
    }
  });

  test('has all six amounts once it is resolved, and none beside a compound move', () => {
    expect(asked({ type: 'simple', config: { pan: -10, zoom: 0, roll: null } }).cameraControl).toEqual({
      type: 'simple',
      config: { horizontal: 0, vertical: 0, pan: -10, tilt: 0, roll: 0, zoom: 0 },
    });
    expect(asked({ type: 'forward_up', config: { pan: 0 } }).cameraControl).toEqual({ type: 'forward_up' });
  });

  test.each([
    [{ type: 'dolly' }, /type: must be one of simple, down_back/],
    [{ type: 'simple' }, /exactly one of horizontal.*none/],
    [{ type: 'simple', config: { pan: 1, tilt: 2 } }, /exactly one of.*pan and tilt/],
    [{ type: 'simple', config: { pan: 11 } }, /config\.pan: must be -10 to 10/],
    [{ type: 'simple', config: { spin: 1 } }, /takes only horizontal/],
    [{ type: 'down_back', config: { pan: 1 } }, /must be left out when type is down_back/],
    ['zoom', /camera_control/],
  ])('%j is refused with a sentence that says what is allowed', (camera_control, sentence) => {
    const error = refusal({ prompt: 'wind', camera_control });
    expect(error).toMatchObject({ code: 'INVALID_REQUEST', field: 'camera_control' });
    expect(error.detail).toMatch(sentence);
  });
});

describe('media inputs', () => {
  test('both image inputs are a 400 with the documented sentence', () => {
    expect(
      refusal({ prompt: 'a cat', image_url: 'https://a.example/i.png', image_base64: PNG }),
    ).toMatchObject({
      code: 'BAD_REQUEST',
      detail: 'Cannot provide both image_base64 and image_url',
    });
  });

  test('base64 is taken raw, as a data: URI, with line breaks and in the URL-safe alphabet', () => {
    const urlSafe = PNG.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
    for (const image_base64 of [
      PNG,
      `data:image/png;base64,${PNG}`,
      PNG.replace(/(.{40})/g, '$1\r\n'),
      urlSafe,
    ])
      expect(resolve({ prompt: 'a cat', image_base64 }).image).toEqual({
        kind: 'base64',
        path: 'image_base64',
        base64: image_base64,
      });
  });

  test('base64 that begins like no picture, or like no base64, is refused with 422', () => {
    for (const image_base64 of [MP4, '!!!!', 'AAAA', Buffer.alloc(1_000, 0xff).toString('base64')])
      expect(refusal({ prompt: 'a cat', image_base64 })).toMatchObject({
        code: 'INVALID_REQUEST',
        field: 'image_base64',
      });
  });

  test('the reference aliases take a URL, a data: URI or raw base64', () => {
    for (const reference_video of ['https://a.example/v.mp4', `data:video/mp4;base64,${MP4}`, MP4])
      for (const reference_image of ['https://a.example/i.png', PNG])
        expect(resolve({ model: 'kling_3_motion', reference_video, reference_image }).mode).toBe(
          'motion_control',
        );
  });

  test('two of the same reference are a 400', () => {
    expect(refusal({ ...motionBody('kling_3_motion'), reference_image: PNG }).code).toBe('BAD_REQUEST');
  });
});

test('any body is either resolved or refused, never a crash', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.jsonValue(),
        fc.record(
          {
            prompt: fc.string(),
            model: fc.constantFrom(...MODEL_IDS),
            duration: fc.jsonValue(),
            image_base64: fc.string(),
            seed: fc.jsonValue(),
          },
          { requiredKeys: [] },
        ),
      ),
      (body) => {
        try {
          resolve(body);
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
        }
      },
    ),
    { numRuns: 500 },
  );
});
