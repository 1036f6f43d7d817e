import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError } from '../kernel/errors.ts';
import { resolveO1, resolveO3 } from './resolve-omni.ts';
import { resolveRequest } from './resolve.ts';

const OPTIONS = { strict: false, randomSeed: 77, allowLoopbackCallbacks: false };
const ENDPOINTS = { o1: resolveO1, o3: resolveO3 } as const;
const o1 = (body: object, options = {}) => resolveO1(body, { ...OPTIONS, ...options });
const o3 = (body: object, options = {}) => resolveO3(body, { ...OPTIONS, ...options });

function refusalOf(work: () => unknown): AppError {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  return expect.fail('was accepted');
}

const url = (n: number) => `https://a.example/${n}.png`;
const many = (count: number) => Array.from({ length: count }, (_, n) => url(n));
const PNG = Buffer.from('\x89PNG\r\n\x1a\n and more', 'latin1').toString('base64');
const words = { prompt: 'a lighthouse', aspect_ratio: '16:9' };
const O1_WORDS = { ...words, duration: '5' };

describe('o1', () => {
  test('makes a video of words at 720p, silent, with the shape that was asked for', () => {
    expect(o1({ ...O1_WORDS, aspect_ratio: '9:16' })).toMatchObject({
      model: { id: 'kling_o1', version: 'o1', pictureClass: '720p' },
      mode: 'text_to_video',
      durationSeconds: 5,
      aspectRatio: '9:16',
      sound: false,
      seed: 77,
      image: null,
      furtherImages: [],
      warnings: [],
    });
  });

  test.each(['duration', 'aspect_ratio', 'prompt'])('%s is required, also beside pictures', (field) => {
    for (const pictures of [{}, { images_urls: [url(1)] }]) {
      const refusal = refusalOf(() => o1({ ...O1_WORDS, ...pictures, [field]: undefined }));
      expect(refusal).toMatchObject({ code: 'INVALID_REQUEST', field });
      expect(refusal.detail).toContain('Got nothing');
    }
  });

  test('words take 5 or 10 seconds, pictures 3 to 10, as a number or a string', () => {
    for (const seconds of Array.from({ length: 16 }, (_, n) => n))
      for (const duration of [seconds, String(seconds)]) {
        const [text, pictures] = [{}, { images_urls: url(1) }].map((more) => () => {
          const { durationSeconds } = o1({ ...O1_WORDS, ...more, duration });
          expect(durationSeconds).toBe(seconds);
        });
        if (seconds === 5 || seconds === 10) text?.();
        else expect(refusalOf(() => text?.())).toMatchObject({ field: 'duration' });
        if (seconds >= 3 && seconds <= 10) pictures?.();
        else expect(refusalOf(() => pictures?.()).detail).toMatch(/3 to 10/);
      }
  });

  test('beside pictures the shape is ignored with a warning, and strict handling demands it all the same', () => {
    const body = { ...O1_WORDS, images_urls: [url(1)] };
    for (const strict of [false, true])
      expect(o1(body, { strict }).warnings).toEqual([
        'aspect_ratio was ignored: the shape is taken from the first picture.',
      ]);
  });
});

describe('o3', () => {
  test('takes kling_o3 at 16:9 for 5 seconds unless said', () => {
    expect(o3({ prompt: 'a lighthouse' })).toMatchObject({
      model: { id: 'kling_o3', version: 'o3', pictureClass: '720p' },
      durationSeconds: 5,
      aspectRatio: '16:9',
      warnings: [],
    });
    expect(o3({ ...words, model: 'kling_o3_pro' }).model).toMatchObject({ pictureClass: '1080p' });
  });

  test('takes 5, 10 or 15 seconds, with and without pictures', () => {
    for (const more of [{}, { images_url: url(1) }])
      for (const seconds of Array.from({ length: 20 }, (_, n) => n))
        for (const duration of [seconds, String(seconds)])
          if ([5, 10, 15].includes(seconds))
            expect(o3({ ...words, ...more, duration }).durationSeconds).toBe(seconds);
          else
            expect(refusalOf(() => o3({ ...words, ...more, duration }))).toMatchObject({ field: 'duration' });
  });

  test('beside pictures the shape is ignored with a warning, and refused when handling is strict', () => {
    const body = { ...words, images_url: [url(1)] };
    expect(o3(body).warnings.join()).toContain('aspect_ratio');
    expect(refusalOf(() => o3(body, { strict: true }))).toMatchObject({ field: 'aspect_ratio' });
  });
});

describe.each(Object.entries(ENDPOINTS))('the pictures of %s', (_name, endpoint) => {
  const resolve = (body: object) => endpoint({ ...O1_WORDS, ...body }, OPTIONS);
  const asked = (request: ReturnType<typeof resolve>) => [request.image, ...request.furtherImages];

  test.each(['images_urls', 'images_url'])(
    '%s takes a list, a single address and uploaded files',
    (field) => {
      const id = '0198c2f4-7a3b-7c11-9d20-3f5f0f0a4b11';
      expect(asked(resolve({ [field]: url(1) }))).toEqual([{ kind: 'url', path: field, url: url(1) }]);
      const request = resolve({ [field]: [url(1), `reelay://file_${id}`] });
      expect(request.mode).toBe('image_to_video');
      expect(asked(request)).toEqual([
        { kind: 'url', path: `${field}.0`, url: url(1) },
        { kind: 'file', path: `${field}.1`, id },
      ]);
    },
  );

  test('images_base64 takes a list or a single picture', () => {
    expect(asked(resolve({ images_base64: PNG }))).toEqual([
      { kind: 'base64', path: 'images_base64', base64: PNG },
    ]);
    expect(asked(resolve({ images_base64: [PNG, `data:image/png;base64,${PNG}`] }))).toHaveLength(2);
  });

  test('an empty list is none', () => {
    expect(resolve({ images_urls: [], images_base64: [] })).toMatchObject({ mode: 'text_to_video' });
    expect(resolve({ images_urls: [], images_base64: PNG })).toMatchObject({ mode: 'image_to_video' });
  });

  test('two lists are a 400', () => {
    for (const [one, other] of [
      [{ images_urls: [url(1)] }, { images_base64: [PNG] }],
      [{ images_url: [url(1)] }, { images_base64: PNG }],
      [{ images_urls: [url(1)] }, { images_url: [url(1)] }],
    ]) {
      const refusal = refusalOf(() => resolve({ ...one, ...other }));
      expect(refusal).toMatchObject({ code: 'BAD_REQUEST' });
      expect(refusal.detail).toMatch(/^Cannot provide both images_url/);
    }
  });

  test('five are taken and six are not', () => {
    expect(asked(resolve({ images_urls: many(5) }))).toHaveLength(5);
    const refusal = refusalOf(() => resolve({ images_urls: many(6) }));
    expect(refusal).toMatchObject({ code: 'INVALID_REQUEST', field: 'images_urls' });
    expect(refusal.detail).toContain('at most 5');
  });

  test.each([
    [{ images_urls: [url(1), 'ftp://a.example/2.png'] }, 'images_urls', /images_urls\.1.*https/],
    [{ images_urls: [url(1), 7] }, 'images_urls', /images_urls/],
    [{ images_url: 'nonsense' }, 'images_url', /https/],
    [{ images_base64: [PNG, 'AAAA'] }, 'images_base64', /images_base64\.1.*JPEG, PNG or WEBP/],
    [{ images_base64: [''] }, 'images_base64', /empty/],
  ])('%j is refused and named', (body, field, sentence) => {
    const refusal = refusalOf(() => resolve(body));
    expect(refusal).toMatchObject({ code: 'INVALID_REQUEST', field });
    expect(refusal.detail).toMatch(sentence);
    expect(refusal.detail.length).toBeLessThan(300);
  });
});

describe.each(Object.entries(ENDPOINTS))('what %s shares with the others', (_name, endpoint) => {
  test.each(['keep_original_sound', 'negative_prompt', 'image_url', 'frobnicate'])(
    '%s is ignored with a warning, and refused when handling is strict',
    (field) => {
      const body = { ...O1_WORDS, [field]: true };
      expect(endpoint(body, OPTIONS).warnings).toEqual([expect.stringContaining(field)]);
      const refusal = refusalOf(() => endpoint(body, { ...OPTIONS, strict: true }));
      expect(refusal).toMatchObject({ code: 'INVALID_REQUEST', field });
    },
  );

  test('the callback and the seed are those of the request', () => {
    const callback_url = 'https://a.example/hook?order=1';
    expect(endpoint({ ...O1_WORDS, callback_url, seed: 9 }, OPTIONS)).toMatchObject({
      callbackUrl: callback_url,
      seed: 9,
    });
  });

  test('any body is either resolved or refused, never a crash', () => {
    const value = fc.oneof(fc.jsonValue(), fc.constantFrom(url(1), [url(1)], PNG, '5', 5, '16:9'));
    const field = fc.constantFrom(
      'images_urls',
      'images_url',
      'images_base64',
      'duration',
      'model',
      'prompt',
    );
    fc.assert(
      fc.property(fc.dictionary(field, value), (body) => {
        try {
          endpoint({ ...O1_WORDS, ...body }, OPTIONS);
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
        }
      }),
    );
  });
});

describe('a model at the endpoint of another', () => {
  test.each([
    [resolveRequest, 'kling_o1', '/v1/kling/o1-video/generate'],
    [resolveRequest, 'kling_o3', '/v1/kling/o3-video/generate'],
    [resolveRequest, 'kling_o3_pro', '/v1/kling/o3-video/generate'],
    [resolveO1, 'kling_o3', '/v1/kling/o3-video/generate'],
    [resolveO1, 'kling_3', '/v1/kling/generate'],
    [resolveO3, 'kling_o1', '/v1/kling/o1-video/generate'],
  ])('%o refuses %s and names %s', (endpoint, model, path) => {
    const refusal = refusalOf(() => endpoint({ ...O1_WORDS, model }, OPTIONS));
    expect(refusal).toMatchObject({ code: 'INVALID_REQUEST', field: 'model' });
    expect(refusal.detail).toContain(`POST ${path}.`);
  });
});
