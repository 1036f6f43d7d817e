/** What is no proper body is refused alike everywhere. Goes through every described route, so that a new one is tried too. */
import { expect, test } from 'vitest';
import { z } from 'zod';
import { ErrorBody } from '../src/contract/generation-view.ts';
import { ROUTES } from '../src/http/routes.ts';
import type { ErrorCode } from '../src/kernel/errors.ts';
import { nativeApi } from './support/native-api.ts';

type Api = Awaited<ReturnType<typeof nativeApi>>;

interface Door {
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly isRequired: boolean;
  /** One, or one for each kind of body that it takes. */
  readonly schemas: readonly z.ZodObject[];
  readonly documented: readonly number[];
}

const withJson = z.object({
  required: z.boolean(),
  content: z.object({ 'application/json': z.object({ schema: z.unknown() }) }),
});

const DOORS: readonly Door[] = ROUTES.flatMap((route) => {
  const body = withJson.safeParse(route.request?.body).data;
  if (!body) return [];
  const door = {
    operation: route.operationId ?? '',
    method: route.method.toUpperCase(),
    path: route.path,
    isRequired: body.required,
    schemas: objectsIn(body.content['application/json'].schema),
    documented: Object.keys(route.responses).map(Number),
  };
  return [door];
});

function objectsIn(schema: unknown): readonly z.ZodObject[] {
  if (schema instanceof z.ZodObject) return [schema];
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(objectsIn);
  throw new Error('a body is described as something else than an object');
}

const WORDS = { prompt: 'a lighthouse' };
const O1 = { ...WORDS, model: 'kling_o1', duration: '5', aspect_ratio: '16:9' };

/** The least that each route takes, for each kind of body that it describes. */
const LEAST: Readonly<Record<string, readonly object[]>> = {
  generate: [WORDS],
  generateO1: [O1],
  generateO3: [WORDS],
  quote: [WORDS, O1, { ...WORDS, model: 'kling_o3' }],
  createKey: [{ name: 'mine' }],
  changeKey: [{}],
  rotateKey: [{}],
  replayFailedDeliveries: [{ since: '2030-01-01' }],
  sendTestEvent: [{ url: 'https://a.example/hook' }],
  rotateWebhookSecret: [{}],
};

const DRIVER = { model: 'kling_3_motion', reference_video_url: 'https://a.example/v.mp4' };
const CHARACTER = { model: 'kling_3_motion', reference_image_url: 'https://a.example/i.png' };
const MOTION = { ...DRIVER, ...CHARACTER };

/** What goes with a field that the usual model does not take, and so would ignore. */
const TAKEN_WITH: Readonly<Record<string, object>> = {
  negative_prompt: { model: 'kling_1.6' },
  cfg_scale: { model: 'kling_1.6' },
  sound: { model: 'kling_2.6' },
  reference_video: CHARACTER,
  reference_video_url: CHARACTER,
  reference_video_base64: CHARACTER,
  reference_image: DRIVER,
  reference_image_url: DRIVER,
  reference_image_base64: DRIVER,
  character_orientation: MOTION,
};

/** The first row that fits decides. Base64 needs room; settings need none. */
const LIMITS: readonly (readonly [path: RegExp, bytes: number])[] = [
  [/^\/v1\/kling\//, 150_000_000],
  [/./, 64_000],
];

const limitOf = ({ path }: Door): number => LIMITS.find(([paths]) => paths.test(path))?.[1] ?? 0;

/** With ids that nothing has: a body is looked at before what it is for. */
const addressOf = ({ path }: Door): string =>
  path.replaceAll(/\{\w+\}/g, '00000000-0000-4000-8000-000000000000');

/** What is answered; a body that is taken has its answer. */
async function answer(api: Api, door: Door, body: unknown, headers: Record<string, string> = {}) {
  const response = await api.send(door.method, addressOf(door), body, { headers });
  const { code, field } = ErrorBody.partial().parse(await response.json());
  return { status: response.status, code, field };
}

/** With what it is the answer to, so that a failure says where. */
async function expectRefusal(
  api: Api,
  door: Door,
  expected: { readonly status: number; readonly code: ErrorCode },
  [body, headers]: readonly [body: unknown, headers?: Record<string, string>],
): Promise<void> {
  const { status, code } = await answer(api, door, body, headers);
  const asked = { operation: door.operation, body: JSON.stringify(body).slice(0, 40), headers };
  expect({ ...asked, status, code }).toEqual({ ...asked, ...expected });
}

const BAD_REQUEST = { status: 400, code: 'BAD_REQUEST' } as const;
const TOO_LARGE = { status: 413, code: 'PAYLOAD_TOO_LARGE' } as const;
const OTHER_TYPE = { status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' } as const;

test('every route that takes a JSON body describes each way in which one is refused', () => {
  expect(DOORS.length).toBeGreaterThanOrEqual(10);
  for (const { operation, documented } of DOORS)
    expect({ operation, documented }).toEqual({
      operation,
      documented: expect.arrayContaining([400, 401, 403, 408, 413, 415, 422, 429]),
    });
});

test('what is malformed, or no object, is a 400', async () => {
  const api = await nativeApi();
  for (const door of DOORS) {
    for (const body of ['{"prompt": ', "{'prompt': 1}", '[]', '[{}]', '"{}"', 'null', '17', 'true'])
      await expectRefusal(api, door, BAD_REQUEST, [body]);
    if (door.isRequired) await expectRefusal(api, door, BAD_REQUEST, ['']);
  }
});

test('what is sent as another type than JSON is a 415, and a charset or a suffix is no other type', async () => {
  const api = await nativeApi();
  for (const door of DOORS) {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])
      await expectRefusal(api, door, OTHER_TYPE, ['{}', { 'content-type': type }]);
    for (const type of ['application/json; charset=utf-8', 'application/merge-patch+json'])
      await expectRefusal(api, door, BAD_REQUEST, ['[]', { 'content-type': type }]);
  }
});

test('what is larger than its route takes is a 413, announced or not, and what is as large is read', async () => {
  const api = await nativeApi();
  for (const door of DOORS) {
    const most = limitOf(door);
    await expectRefusal(api, door, TOO_LARGE, ['{}', { 'content-length': String(most + 1) }]);
    await expectRefusal(api, door, BAD_REQUEST, ['[]', { 'content-length': String(most) }]);
    if (most > 1_000_000) continue;
    await expectRefusal(api, door, TOO_LARGE, [' '.repeat(most - 1) + '[]']);
    await expectRefusal(api, door, BAD_REQUEST, [' '.repeat(most - 2) + '[]']);
  }
});

test('a field of the wrong type is a 422 that names it, whichever it is, and nothing has happened', async () => {
  const api = await nativeApi();
  for (const door of DOORS)
    for (const [index, schema] of door.schemas.entries()) {
      const least = LEAST[door.operation]?.[index];
      if (!least) throw new Error(`say in LEAST what ${door.operation} takes at least`);
      for (const field of Object.keys(schema.shape)) {
        // No field is a list with such a thing in it. Strict, because no model takes all of them.
        const body = { ...least, ...TAKEN_WITH[field], [field]: [{ wrong: 1 }] };
        const { status, field: named } = await answer(api, door, body, { prefer: 'handling=strict' });
        const asked = { operation: door.operation, field };
        expect({ ...asked, status, named: named?.split(/[.[]/)[0] }).toEqual({
          ...asked,
          status: 422,
          named: field,
        });
      }
    }
  const made = ['generations', 'deliveries', 'idempotency_keys'] as const;
  for (const table of made) expect(await api.database.db.selectFrom(table).selectAll().execute()).toEqual([]);
  expect(await api.database.db.selectFrom('api_keys').select('id').execute()).toHaveLength(1);
});
