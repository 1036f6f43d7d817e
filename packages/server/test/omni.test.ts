/** A promise per row of the native API's contract, section 7: O1 and O3. The rules of their fields are tested beside the catalogue. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Accepted, ErrorBody } from '../src/contract/generation-view.ts';
import { studioEngine } from '../src/engines/studio/engine.ts';
import { newId } from '../src/kernel/ids.ts';
import { silentLogger } from '../src/kernel/log.ts';
import { auditLedger } from '../src/ledger/ledger.ts';
import { engineChooser } from '../src/main/choose-engine.ts';
import { fakePicture } from './support/fake-media.ts';
import { fileServer } from './support/file-server.ts';
import { createRouter } from '../src/router/router.ts';
import { nativeApi, type RequestOptions } from './support/native-api.ts';
import { upload } from './support/upload.ts';

type Api = Awaited<ReturnType<typeof nativeApi>>;

const O1 = '/v1/kling/o1-video/generate';
const O3 = '/v1/kling/o3-video/generate';
const O1_WORDS = { prompt: 'a lighthouse in a storm', duration: '5', aspect_ratio: '16:9' };

async function accepted(api: Api, path: string, body: unknown, options: RequestOptions = {}) {
  const response = await api.send('POST', path, body, options);
  const json: unknown = await response.json();
  if (response.status !== 201) throw new Error(`HTTP ${response.status}: ${JSON.stringify(json)}`);
  return Accepted.parse(json);
}

async function refused(api: Api, path: string, body: unknown, options: RequestOptions = {}) {
  const response = await api.send('POST', path, body, options);
  const { detail, field } = ErrorBody.parse(await response.json());
  return { status: response.status, detail, field };
}

const picture = (n: number): Buffer => fakePicture({ width: 700 + n });
const base64 = (n: number): string => picture(n).toString('base64');

/** Six pictures of different widths at `/0.png` to `/5.png`, and one that is too small. */
const pictures = () =>
  fileServer({
    ...Object.fromEntries(Array.from({ length: 6 }, (_, n) => [`/${n}.png`, picture(n)])),
    '/small.png': fakePicture({ fault: 'The picture is 200x150 pixels; at least 300 a side are needed.' }),
  });

/** Widths of all pictures that the engine was given, in order. */
function widthsGiven(api: Api): readonly number[] {
  const { image, furtherImages = [] } = api.engine.requests.at(-1)?.inputs ?? {};
  return [image, ...furtherImages].flatMap((input) => (input ? [input.width] : []));
}

describe('prices and status', () => {
  test.each([
    [O1, { ...O1_WORDS }, 'kling_o1', 'o1', '0.4200', '5'],
    [O1, { ...O1_WORDS, duration: 10 }, 'kling_o1', 'o1', '0.8400', '10'],
    [O1, { ...O1_WORDS, duration: '3', images_base64: base64(0) }, 'kling_o1', 'o1', '0.2520', '3'],
    [O3, { prompt: 'a lighthouse' }, 'kling_o3', 'o3', '0.4200', '5'],
    [
      O3,
      { prompt: 'a lighthouse', model: 'kling_o3_pro', duration: '15' },
      'kling_o3_pro',
      'o3',
      '1.6800',
      '15',
    ],
  ])(
    '%s with %j is made, settled and read like any other',
    async (path, body, model, version, price, duration) => {
      const api = await nativeApi();
      const answer = await accepted(api, path, body);
      expect(answer).toMatchObject({ status: 'pending', price });
      api.work();
      expect(await api.ended(answer.generation_id)).toMatchObject({
        status: 'completed',
        model,
        version,
        price,
        duration,
        video_url: expect.stringContaining('/media/'),
      });
      expect(await auditLedger(api.database.db)).toEqual({ wrongBalances: [], wrongHolds: [] });
    },
  );

  test('POST /v1/kling/generate refuses their models and names their endpoint, and the other way round', async () => {
    const api = await nativeApi();
    for (const [path, model, own] of [
      ['/v1/kling/generate', 'kling_o1', O1],
      ['/v1/kling/generate', 'kling_o3', O3],
      ['/v1/kling/generate', 'kling_o3_pro', O3],
      [O3, 'kling_o1', O1],
      [O1, 'kling_2.5_turbo', '/v1/kling/generate'],
    ] as const) {
      const answer = await refused(api, path, { ...O1_WORDS, model });
      expect([answer.status, answer.field]).toEqual([422, 'model']);
      expect(answer.detail).toContain(`POST ${own}.`);
    }
  });

  test('a key is asked for before anything else', async () => {
    const api = await nativeApi();
    for (const path of [O1, O3])
      expect((await refused(api, path, '{broken', { key: null })).status).toBe(401);
  });
});

describe('fields', () => {
  test.each(['duration', 'aspect_ratio', 'prompt'])('O1 cannot do without %s', async (field) => {
    const api = await nativeApi();
    const answer = await refused(api, O1, { ...O1_WORDS, [field]: null });
    expect([answer.status, answer.field]).toEqual([422, field]);
  });

  test.each([
    [O1, { ...O1_WORDS, duration: '7' }, 'duration', /5 or 10/],
    [O1, { ...O1_WORDS, duration: '11', images_urls: 'https://a.example/1.png' }, 'duration', /3 to 10/],
    [O3, { prompt: 'x', duration: '7' }, 'duration', /5 or 10 or 15/],
    [O3, { prompt: 'x', aspect_ratio: '4:3' }, 'aspect_ratio', /16:9/],
    [O3, { prompt: 'x', callback_url: 'http://a.example/' }, 'callback_url', /https/],
  ])('%s with %j is a 422 naming the field', async (path, body, field, sentence) => {
    const api = await nativeApi();
    const answer = await refused(api, path, body);
    expect([answer.status, answer.field]).toEqual([422, field]);
    expect(answer.detail).toMatch(sentence);
  });

  test.each([O1, O3])(
    '%s ignores keep_original_sound with a warning, and refuses it when strict',
    async (path) => {
      const api = await nativeApi();
      const body = { ...O1_WORDS, keep_original_sound: true };
      expect((await accepted(api, path, body)).warnings?.join()).toContain('keep_original_sound');
      const strict = await refused(api, path, body, { headers: { prefer: 'handling=strict' } });
      expect([strict.status, strict.field]).toEqual([422, 'keep_original_sound']);
    },
  );

  test('one Idempotency-Key makes one video, and is none for the other endpoint', async () => {
    const api = await nativeApi();
    const headers = { 'idempotency-key': 'storm-1' };
    const first = await accepted(api, O1, O1_WORDS, { headers });
    expect(await accepted(api, O1, O1_WORDS, { headers })).toEqual(first);
    const other = await refused(api, O3, O1_WORDS, { headers });
    expect([other.status, other.detail]).toEqual([422, 'IDEMPOTENCY_MISMATCH']);
  });
});

describe('pictures', () => {
  test.each([
    [O1, 'images_urls'],
    [O1, 'images_url'],
    [O3, 'images_urls'],
    [O3, 'images_url'],
  ])('%s takes up to five addresses as %s, and the engine gets them in order', async (path, field) => {
    const api = await nativeApi();
    const { url } = await pictures();
    const addresses = Array.from({ length: 6 }, (_, n) => `${url}/${n}.png`);
    expect(await refused(api, path, { ...O1_WORDS, [field]: addresses })).toMatchObject({
      status: 422,
      field,
    });
    const { generation_id } = await accepted(api, path, { ...O1_WORDS, [field]: addresses.slice(0, 5) });
    api.work();
    expect(await api.ended(generation_id)).toMatchObject({ status: 'completed' });
    expect(api.engine.requests.at(-1)).toMatchObject({ mode: 'image_to_video' });
    expect(widthsGiven(api)).toEqual([700, 701, 702, 703, 704]);
    const inputs = await api.database.db
      .selectFrom('inputs')
      .select(['role', 'position'])
      .where('generation_id', '=', generation_id)
      .orderBy('position')
      .execute();
    expect(inputs).toEqual(Array.from({ length: 5 }, (_, position) => ({ role: 'image', position })));
  });

  test.each([O1, O3])('%s takes base64, one picture without a list, and uploaded files', async (path) => {
    const api = await nativeApi();
    const file = await upload(api, picture(3));
    const { url } = await pictures();
    api.work();
    for (const [body, widths] of [
      [{ images_base64: [base64(1), `data:image/png;base64,${base64(2)}`] }, [701, 702]],
      [{ images_base64: base64(1) }, [701]],
      [{ images_url: `${url}/5.png` }, [705]],
      [{ images_urls: [file.url, `${url}/0.png`] }, [703, 700]],
    ] as const) {
      const { generation_id } = await accepted(api, path, { ...O1_WORDS, ...body });
      expect(await api.ended(generation_id)).toMatchObject({ status: 'completed' });
      expect(widthsGiven(api)).toEqual(widths);
      const first = api.engine.requests.at(-1)?.inputs.image?.path ?? expect.fail('no picture');
      expect(await readFile(first)).toEqual(picture(widths[0] - 700));
    }
  });

  test.each([O1, O3])('%s takes one list of them only', async (path) => {
    const api = await nativeApi();
    const answer = await refused(api, path, {
      ...O1_WORDS,
      images_urls: ['https://a.example/1.png'],
      images_base64: [base64(1)],
    });
    expect(answer).toMatchObject({
      status: 400,
      detail: 'Cannot provide both images_urls and images_base64',
    });
  });

  test('base64 that cannot be used is a 422 that says which, and an unknown file too', async () => {
    const api = await nativeApi();
    const small = fakePicture({ fault: 'The picture is 200x150 pixels; at least 300 a side are needed.' });
    const zero = 'reelay://file_00000000-0000-7000-8000-000000000000';
    for (const [body, field, sentence] of [
      [
        { images_base64: [base64(1), small.toString('base64')] },
        'images_base64',
        /images_base64\.1.*200x150/,
      ],
      [{ images_urls: ['https://a.example/1.png', zero] }, 'images_urls', /images_urls\.1.*no file/],
    ] as const) {
      const answer = await refused(api, O3, { ...O1_WORDS, ...body });
      expect([answer.status, answer.field]).toEqual([422, field]);
      expect(answer.detail).toMatch(sentence);
    }
  });

  test.each([
    ['/missing.png', 'IMAGE_INACCESSIBLE', /image 2 could not/],
    ['/small.png', 'INVALID_IMAGE', /Image 2.*200x150/],
  ])(
    'a second picture at %s ends as %s, says which it was, and is refunded',
    async (path, message, sentence) => {
      const api = await nativeApi();
      const { url } = await pictures();
      const { generation_id } = await accepted(api, O1, {
        ...O1_WORDS,
        images_urls: [`${url}/0.png`, `${url}${path}`],
      });
      api.work({ downloadRetryMilliseconds: [] });
      const ended = await api.ended(generation_id);
      expect(ended).toMatchObject({ status: 'failed', message });
      expect(ended.error?.message).toMatch(sentence);
      expect(api.engine.starts).toEqual([]);
      expect(await auditLedger(api.database.db)).toEqual({ wrongBalances: [], wrongHolds: [] });
    },
  );
});

async function studio() {
  const scratchDirectory = await mkdtemp(join(tmpdir(), 'reelay-omni-'));
  onTestFinished(() => rm(scratchDirectory, { recursive: true, force: true }));
  const options = { scratchDirectory, concurrency: 1, threads: 1, memoryLimitMb: 512 };
  return studioEngine(options, { log: silentLogger, newId });
}

describe('the studio', () => {
  test('says at submit that it begins with the first picture and does not use the others', async () => {
    const router = createRouter(null, new Map([['studio', await studio()]]));
    const chooseEngine = engineChooser(() => router);
    const wish = { environment: 'test', accountId: null, model: 'kling_o1', mode: 'image_to_video' } as const;
    const notes = (furtherImageCount?: number) =>
      chooseEngine({ ...wish, ...(furtherImageCount === undefined ? {} : { furtherImageCount }) });
    for (const none of [notes(), notes(0)]) expect(none).toEqual({ engine: 'studio', notes: [] });
    expect(notes(1)).toMatchObject({ notes: [expect.stringContaining('the second picture is not used')] });
    expect(notes(4)).toMatchObject({
      notes: [expect.stringContaining('the 4 further pictures are not used')],
    });
  });

  test('a note of the engine is a warning of the answer and of every read', async () => {
    const note = 'The studio begins with the first picture; the second picture is not used.';
    const api = await nativeApi({ notes: [note] });
    const answer = await accepted(api, O3, { prompt: 'x', images_base64: [base64(1), base64(2)] });
    expect(answer.warnings).toEqual([note]);
    expect((await api.read(answer.generation_id)).body.warnings).toEqual([note]);
  });
});
