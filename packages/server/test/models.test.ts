/** What the models say of themselves, and that it is true. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findModel } from '../src/catalogue/models.ts';
import { parametersOf } from '../src/catalogue/parameters.ts';
import { resolveO1, resolveO3 } from '../src/catalogue/resolve-omni.ts';
import { resolveRequest } from '../src/catalogue/resolve.ts';
import { ModelView } from '../src/contract/model-view.ts';
import { ALL_MODEL_IDS, submitPathOf, type ModelId } from '../src/contract/models.ts';
import { CAMERA_AMOUNTS, CAMERA_MOVES } from '../src/kernel/camera-control.ts';
import { AppError } from '../src/kernel/errors.ts';
import { fitsSchema } from './support/fits-schema.ts';
import { nativeApi } from './support/native-api.ts';

// oxlint-disable-next-line typescript/no-explicit-any -- what it holds is what is being asserted
const jsonOf = async (response: Response): Promise<any> => response.json();

describe('the models', () => {
  test('are listed with what they take and cost, and who makes them in which environment', async () => {
    const api = await nativeApi({ modes: ['text_to_video'] });
    const { data, next_cursor } = await jsonOf(await api.send('GET', '/v1/models', undefined, {}));
    expect([data.map(({ id }: ModelView) => id), next_cursor]).toEqual([ALL_MODEL_IDS, null]);
    const turbo = data.find(({ id }: ModelView) => id === 'kling_2.5_turbo');
    expect(ModelView.parse(turbo)).toMatchObject({
      version: '2.5',
      submit_path: '/v1/kling/generate',
      modes: ['text_to_video', 'image_to_video'],
      durations: [5, 10],
      picture: '720p',
      sound: 'none',
      price_per_second: '0.0420',
    });
    expect(turbo.availability.map(Object.values)).toEqual([
      ['test', 'text_to_video', 'studio', null],
      ['test', 'image_to_video', null, expect.stringContaining('image_to_video')],
      ['live', 'text_to_video', 'studio', expect.stringContaining('studio')],
      ['live', 'image_to_video', null, expect.stringContaining('image_to_video')],
    ]);
  });

  test('are read one by one, with what is special about them', async () => {
    const api = await nativeApi();
    const read = async (id: string) =>
      ModelView.parse(await jsonOf(await api.send('GET', `/v1/models/${id}`, undefined, {})));
    expect(await read('kling_2.6')).toMatchObject({
      sound: 'optional',
      price_per_second: '0.0700',
      price_per_second_with_sound: '0.1400',
    });
    expect(await read('kling_3_motion')).toMatchObject({
      sound: 'of_driver',
      durations: null,
      modes: ['motion_control'],
    });
    expect((await read('kling_3')).durations).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]);
    expect((await read('kling_o1')).durations_with_image).toEqual([3, 4, 5, 6, 7, 8, 9, 10]);
  });

  test('answer their schema alone', async () => {
    const api = await nativeApi();
    const { parameters } = await jsonOf(await api.send('GET', '/v1/models/kling_3', undefined, {}));
    const schema = await jsonOf(await api.send('GET', '/v1/models/kling_3/schema', undefined, {}));
    expect(schema).toEqual(parameters);
    expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
  });

  test('that there are not are a 404 that says where all are, and none is shown without a key', async () => {
    const api = await nativeApi();
    for (const path of ['/v1/models/kling_9', '/v1/models/kling_9/schema', '/v1/models/toString']) {
      const response = await api.send('GET', path, undefined, {});
      expect([response.status, (await jsonOf(response)).detail]).toEqual([
        404,
        expect.stringContaining('/v1/models'),
      ]);
    }
    expect((await api.send('GET', '/v1/models', undefined, { key: null })).status).toBe(401);
  });
});

const RESOLVERS = {
  '/v1/kling/generate': resolveRequest,
  '/v1/kling/o1-video/generate': resolveO1,
  '/v1/kling/o3-video/generate': resolveO3,
} as const;

const PNG = Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\0\0\0\0\0', 'latin1').toString('base64');
const MP4 = Buffer.from('\0\0\0\x18ftypisom\0\0\0\0', 'latin1').toString('base64');
const FILE = 'reelay://file_0198c2f4-7a3b-7c11-9d20-3f5f0f0a4b11';

const yesOrNo = fc.constantFrom<unknown>(true, false, 'true', 1);
const text = fc.constantFrom<unknown>(
  'a cat',
  'x'.repeat(2500),
  'x'.repeat(2501),
  '\u{1f43c}'.repeat(2500),
  '\u{1f43c}'.repeat(2501),
  '',
  ' \n',
  7,
);
const address = fc.oneof(
  { weight: 6, arbitrary: fc.webUrl({ withQueryParameters: true }) },
  {
    weight: 3,
    arbitrary: fc.constantFrom<unknown>(FILE, 'http://a.example/i.png', `data:image/png;base64,${PNG}`),
  },
  { weight: 2, arbitrary: fc.constantFrom<unknown>('ftp://a.example/i.png', 'i.png', '', 5) },
);
const base64Of = (file: string) =>
  fc.constantFrom<unknown>(file, `data:application/octet-stream;base64,${file}`, '', 5);
const aliasOf = (file: string) => fc.constantFrom<unknown>(file, FILE, 'https://a.example/v', '', 5);
const oneOrMany = (item: fc.Arbitrary<unknown>) =>
  fc.oneof(item, fc.array(item, { minLength: 1, maxLength: 6 }));

const amount = fc.constantFrom<unknown>(0, 0, null, 5, -10, 10, 10.5, '1');
const cameraControl = fc.record(
  {
    type: fc.constantFrom<unknown>('simple', ...CAMERA_MOVES, 'spin'),
    config: fc.oneof(
      fc.constant(null),
      fc.record(Object.fromEntries(CAMERA_AMOUNTS.map((name) => [name, amount])), { requiredKeys: [] }),
      fc.record({ zoom: fc.constantFrom(3, -3), more: fc.constant(1) }, { requiredKeys: ['zoom'] }),
    ),
  },
  { requiredKeys: ['type'] },
);

/** Values of which some are legal for every model, some for a few, and some for none. */
const FIELDS: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  prompt: text,
  negative_prompt: text,
  model: fc.constantFrom<unknown>(...ALL_MODEL_IDS, 'kling_9', 3),
  duration: fc.oneof(
    fc.integer({ min: -1, max: 20 }),
    fc.integer({ min: 0, max: 20 }).map(String),
    fc.constantFrom<unknown>(5.5, '5s', true),
  ),
  aspect_ratio: fc.constantFrom<unknown>('16:9', '9:16', '1:1', '4:3', 1),
  cfg_scale: fc.constantFrom<unknown>(0, 0.3, 1, 1.01, -0.01, '0.5'),
  seed: fc.constantFrom<unknown>(0, 7, 2147483647, 2147483648, -1, 1.5, '7'),
  callback_url: fc.oneof(
    fc.webUrl({ validSchemes: ['https'] }),
    fc.constantFrom<unknown>(
      'http://localhost:3000/hook',
      'http://127.0.0.1',
      'http://a.example/hook',
      'hook',
      5,
    ),
  ),
  image_url: address,
  image_base64: base64Of(PNG),
  images_urls: oneOrMany(address),
  images_url: oneOrMany(address),
  images_base64: oneOrMany(base64Of(PNG)),
  reference_video_url: address,
  reference_video_base64: base64Of(MP4),
  reference_video: aliasOf(MP4),
  reference_image_url: address,
  reference_image_base64: base64Of(PNG),
  reference_image: aliasOf(PNG),
  character_orientation: fc.constantFrom<unknown>('image', 'video', 'left'),
  keep_original_sound: yesOrNo,
  sound: yesOrNo,
  camera_control: cameraControl,
  frobnicate: fc.constant(1),
};

/** A body that is legal as far as it goes, and what else comes with it. */
function bodiesFor(model: ModelId): fc.Arbitrary<Record<string, unknown>> {
  const { modes } = findModel(model);
  const isMotion = modes.includes('motion_control');
  const image = submitPathOf(model) === '/v1/kling/generate' ? 'image_url' : 'images_urls';
  const base = {
    model: fc.constant(model),
    prompt: fc.constant('a cat'),
    ...(submitPathOf(model).includes('o1')
      ? { duration: fc.constantFrom(5, 10), aspect_ratio: fc.constant('1:1') }
      : {}),
    ...(isMotion ? { reference_video_url: fc.webUrl(), reference_image_url: fc.webUrl() } : {}),
  };
  const required = fc.record<Record<string, unknown>>(base);
  const withImage = fc.record<Record<string, unknown>>({ ...base, [image]: fc.webUrl() });
  const own = Object.keys(
    parametersOf(findModel(model), { allowLoopbackCallbacks: false })['properties'] as object,
  );
  const pick = (names: readonly string[], maxLength: number) =>
    fc
      .uniqueArray(fc.constantFrom(...names), { maxLength })
      .chain((fields) =>
        fc.record(Object.fromEntries(fields.map((field) => [field, FIELDS[field] ?? fc.constant(1)]))),
      );
  return fc
    .record({
      start: isMotion ? required : fc.oneof(required, withImage),
      own: pick(own, 4),
      any: fc.oneof(
        { weight: 3, arbitrary: fc.constant({}) },
        { weight: 1, arbitrary: pick(Object.keys(FIELDS), 2) },
      ),
      without: fc.option(fc.constantFrom(...own), { freq: 4 }),
    })
    .map(({ start, own: more, any, without }) => {
      const body: Record<string, unknown> = { ...start, ...more, ...any };
      if (without !== null) delete body[without];
      return body;
    });
}

/** Why a submit refuses the body when nothing may be ignored; null when it takes it. */
function refusalOf(id: ModelId, body: unknown, allowLoopbackCallbacks: boolean): string | null {
  const resolve = RESOLVERS[submitPathOf(id)];
  try {
    const { model } = resolve(body, { strict: true, randomSeed: 1, allowLoopbackCallbacks });
    return model.id === id ? null : `it is for ${model.id}`;
  } catch (error) {
    if (error instanceof AppError) return error.detail;
    throw error;
  }
}

/** Both say the same of every body. Answers how many were legal. */
function compare(
  id: ModelId,
  bodies: fc.Arbitrary<unknown>,
  { numRuns, allowLoopbackCallbacks = false }: { numRuns: number; allowLoopbackCallbacks?: boolean },
): number {
  const schema = parametersOf(findModel(id), { allowLoopbackCallbacks });
  let legal = 0;
  fc.assert(
    fc.property(bodies, (body) => {
      const refusal = refusalOf(id, body, allowLoopbackCallbacks);
      if (refusal === null) legal += 1;
      expect(fitsSchema(schema, body), `refusal: ${refusal}`).toBe(refusal === null);
    }),
    { numRuns },
  );
  return legal;
}

describe.each(ALL_MODEL_IDS)('the schema of %s', (id) => {
  test.each([true, false])(
    'takes exactly what a submit takes without ignoring anything (loopback callbacks: %s)',
    (allowLoopbackCallbacks) => {
      expect(compare(id, bodiesFor(id), { numRuns: 400, allowLoopbackCallbacks })).toBeGreaterThan(15);
    },
  );
});

test('the schema of a camera move takes exactly what a submit takes', () => {
  const bodies = fc.record({ prompt: fc.constant('a cat'), camera_control: cameraControl });
  expect(compare('kling_2.5_turbo', bodies, { numRuns: 2_000 })).toBeGreaterThan(100);
});
