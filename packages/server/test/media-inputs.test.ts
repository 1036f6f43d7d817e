/** Pictures and videos through the native API: where they come from, what they cost, what is refused, what the engine gets. */
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { findModel } from '../src/catalogue/models.ts';
import { MODEL_IDS, type ModelId } from '../src/contract/models.ts';
import { auditSlots } from '../src/jobs/slots.ts';
import { auditLedger } from '../src/ledger/ledger.ts';
import { fakePicture, fakeVideo } from './support/fake-media.ts';
import { fileServer } from './support/file-server.ts';
import { nativeApi } from './support/native-api.ts';

type Api = Awaited<ReturnType<typeof nativeApi>>;

const base64 = (bytes: Buffer): string => bytes.toString('base64');

/** A server with a picture, a driver of 4.2 seconds and one of 12, and things that are none. */
const files = () =>
  fileServer({
    '/photo.png': fakePicture({ width: 900, height: 1200 }),
    '/small.png': fakePicture({ fault: 'The picture is 200x150 pixels; at least 300 a side are needed.' }),
    '/dance.mp4': fakeVideo({ durationSeconds: 4.2 }),
    '/long.mp4': fakeVideo({ durationSeconds: 12 }),
    '/page.html': Buffer.from('<html>not a picture</html>'),
    '/forbidden.png': 403,
  });

async function moneyOf(api: Api, id: string): Promise<readonly (readonly [string, bigint])[]> {
  const rows = await api.database.db
    .selectFrom('ledger_entries')
    .select(['kind', 'amount_micros'])
    .where('generation_id', '=', id)
    .orderBy('id')
    .execute();
  return rows.map((row) => [row.kind, row.amount_micros] as const);
}

async function balanceOf(api: Api): Promise<bigint | undefined> {
  const row = await api.database.db.selectFrom('balances').select('balance_micros').executeTakeFirst();
  return row?.balance_micros;
}

async function expectSoundBooks(api: Api): Promise<void> {
  expect(await auditLedger(api.database.db)).toEqual({ wrongBalances: [], wrongHolds: [] });
  expect(await auditSlots(api.database.db)).toEqual([]);
}

/** What the engine was asked for, and the bytes of what it was given. */
async function engineGot(api: Api, name: 'image' | 'referenceVideo' | 'referenceImage') {
  const input = api.engine.requests.at(-1)?.inputs[name] ?? expect.fail(`no ${name}`);
  const { path, publicUrl, ...facts } = input;
  // Without a public address of the server there is none of an input.
  expect(publicUrl).toBeNull();
  return { facts, bytes: await readFile(path) };
}

describe('image to video', () => {
  test('a picture at an address is downloaded, inspected, stored and given to the engine', async () => {
    const api = await nativeApi();
    const { url, files: served } = await files();
    api.work();
    const { body } = await api.accepted({
      prompt: 'slow dolly in, snow falling',
      image_url: `${url}/photo.png`,
    });
    expect(body.price).toBe('0.2100');
    expect(await api.ended(body.generation_id)).toMatchObject({ status: 'completed', price: '0.2100' });
    expect(api.engine.requests).toMatchObject([{ mode: 'image_to_video', durationSeconds: 5 }]);
    expect(await engineGot(api, 'image')).toEqual({
      facts: { mediaType: 'image/png', width: 900, height: 1200, durationSeconds: null },
      bytes: served['/photo.png'],
    });
    const assets = await api.database.db
      .selectFrom('assets')
      .select(['kind', 'media_type', 'width'])
      .where('generation_id', '=', body.generation_id)
      .orderBy('kind')
      .execute();
    expect(assets).toEqual([
      { kind: 'input', media_type: 'image/png', width: 900 },
      { kind: 'video', media_type: 'video/mp4', width: 640 },
    ]);
    await expectSoundBooks(api);
  });

  test('a picture in the request is given to the engine byte for byte, in every spelling of base64', async () => {
    const api = await nativeApi();
    api.work();
    const picture = fakePicture();
    for (const image_base64 of [
      base64(picture),
      `data:image/png;base64,${base64(picture)}`,
      base64(picture).replaceAll(/(.{20})/g, '$1\r\n'),
      picture.toString('base64url'),
    ]) {
      const { body } = await api.accepted({ prompt: 'wind', image_base64 });
      expect(await api.ended(body.generation_id)).toMatchObject({ status: 'completed' });
      expect((await engineGot(api, 'image')).bytes).toEqual(picture);
    }
  });

  test('image_url together with aspect_ratio is accepted, with a warning; strict handling refuses it', async () => {
    const api = await nativeApi();
    const body = { prompt: 'wind', image_url: 'https://a.example/i.png', aspect_ratio: '9:16' };
    expect((await api.accepted(body)).body.warnings?.join()).toContain('aspect_ratio');
    const strict = await api.refused(body, { headers: { prefer: 'handling=strict' } });
    expect([strict.status, strict.body.field]).toEqual([422, 'aspect_ratio']);
  });

  test('sound and the camera control reach the engine, with the amounts that were left out as 0', async () => {
    const api = await nativeApi();
    api.work();
    const { body } = await api.accepted({
      prompt: 'waves',
      model: 'kling_2.6',
      image_base64: base64(fakePicture()),
      camera_control: { type: 'simple', config: { zoom: -4 } },
    });
    await api.ended(body.generation_id);
    expect(body).not.toHaveProperty('warnings');
    expect(api.engine.requests.at(-1)).toMatchObject({
      sound: true,
      cameraControl: {
        type: 'simple',
        config: { horizontal: 0, vertical: 0, pan: 0, tilt: 0, roll: 0, zoom: -4 },
      },
    });
  });
});

describe('motion control', () => {
  test('the price of a driver at an address is calculating until it is measured; the rest of the hold comes back', async () => {
    const api = await nativeApi();
    const { url } = await files();
    const request = {
      model: 'kling_3_motion',
      reference_video_url: `${url}/dance.mp4`,
      reference_image_url: `${url}/photo.png`,
    };
    const headers = { 'idempotency-key': 'dance-1' };
    const { body } = await api.accepted(request, { headers });
    const id = body.generation_id;
    expect(body.price).toBe('calculating');
    expect((await api.read(id)).body).toMatchObject({
      status: 'pending',
      price: 'calculating',
      duration: null,
    });
    expect(await moneyOf(api, id)).toEqual([['hold', -1_230_000n]]);
    api.work();
    expect(await api.ended(id)).toMatchObject({ status: 'completed', price: '0.2050', duration: '5' });
    expect(await moneyOf(api, id)).toEqual([
      ['hold', -1_230_000n],
      ['settle', 1_025_000n],
    ]);
    expect(await balanceOf(api)).toBe(10_000_000n - 205_000n);
    expect((await engineGot(api, 'referenceVideo')).facts).toMatchObject({ durationSeconds: 4.2 });
    expect((await engineGot(api, 'referenceImage')).facts).toMatchObject({ width: 900 });
    expect(api.engine.requests).toMatchObject([
      { mode: 'motion_control', characterOrientation: 'video', keepOriginalSound: true, prompt: '' },
    ]);
    // The same request again: the same answer, though the price is known by now.
    expect((await api.accepted(request, { headers })).body).toEqual(body);
    await expectSoundBooks(api);
  });

  test('the price of a driver in the request is known at once, rounded up to the second', async () => {
    const api = await nativeApi();
    api.work();
    const { body } = await api.accepted({
      model: 'kling_2.6_motion_pro',
      reference_video_base64: base64(fakeVideo({ durationSeconds: 6.01 })),
      reference_image_base64: base64(fakePicture()),
      keep_original_sound: false,
    });
    expect(body.price).toBe('0.5740');
    expect(await api.ended(body.generation_id)).toMatchObject({ price: '0.5740', duration: '7' });
    expect(api.engine.requests.at(-1)).toMatchObject({ keepOriginalSound: false, pictureClass: '1080p' });
    expect(await balanceOf(api)).toBe(10_000_000n - 574_000n);
    await expectSoundBooks(api);
  });

  test('the aliases take an address and base64', async () => {
    const api = await nativeApi();
    const { url } = await files();
    api.work();
    for (const reference_video of [`${url}/dance.mp4`, base64(fakeVideo({ durationSeconds: 4.2 }))]) {
      const { body } = await api.accepted({
        model: 'kling_3_motion',
        reference_video,
        reference_image: `data:image/png;base64,${base64(fakePicture())}`,
      });
      expect(await api.ended(body.generation_id)).toMatchObject({ status: 'completed', price: '0.2050' });
    }
  });

  test('with character_orientation image 10 seconds are held, and a longer driver is refused with both lengths', async () => {
    const api = await nativeApi();
    const { url } = await files();
    const request = {
      model: 'kling_3_motion',
      character_orientation: 'image',
      reference_image_url: `${url}/photo.png`,
    };
    const { body } = await api.accepted({ ...request, reference_video_url: `${url}/long.mp4` });
    expect(await moneyOf(api, body.generation_id)).toEqual([['hold', -410_000n]]);
    api.work();
    const ended = await api.ended(body.generation_id);
    expect(ended).toMatchObject({ status: 'failed', message: 'INVALID_VIDEO' });
    expect(ended.error?.message).toMatch(/12\.0 seconds.*at most 10 seconds/);
    expect(await balanceOf(api)).toBe(10_000_000n);
    const inline = await api.refused({
      ...request,
      reference_video_base64: base64(fakeVideo({ durationSeconds: 12 })),
    });
    expect([inline.status, inline.body.field]).toEqual([422, 'reference_video_base64']);
    expect(inline.body.detail).toMatch(/12\.0 seconds.*at most 10 seconds/);
    await expectSoundBooks(api);
  });

  test('when the engine fails after the driver was measured, all that was held comes back', async () => {
    const api = await nativeApi({ script: { end: 'fail' } });
    const { url } = await files();
    api.work();
    const { body } = await api.accepted({
      model: 'kling_3_motion',
      reference_video_url: `${url}/dance.mp4`,
      reference_image_url: `${url}/photo.png`,
    });
    const ended = await api.ended(body.generation_id);
    expect(ended).toMatchObject({ status: 'failed', price: '0.2050', duration: '5' });
    expect(await moneyOf(api, body.generation_id)).toEqual([
      ['hold', -1_230_000n],
      ['release', 1_230_000n],
    ]);
    await expectSoundBooks(api);
  });

  test('a picture for an image-to-video model, or a missing reference, is a 400', async () => {
    const api = await nativeApi();
    const video = { model: 'kling_3_motion', reference_video_url: 'https://a.example/v.mp4' };
    expect((await api.refused(video)).status).toBe(400);
    const both = { ...video, reference_image_url: 'https://a.example/i.png' };
    expect((await api.refused({ ...both, image_url: 'https://a.example/i.png' })).status).toBe(400);
  });
});

describe('what cannot be used', () => {
  test.each([
    ['/missing.png', 'IMAGE_INACCESSIBLE', /404/],
    ['/small.png', 'INVALID_IMAGE', /200x150 pixels; at least 300/],
    ['/page.html', 'INVALID_IMAGE', /image/],
  ] as const)(
    'an image_url of %s ends as %s, says what was found, and is refunded',
    async (path, code, sentence) => {
      const api = await nativeApi();
      const { url } = await files();
      api.work({ downloadRetryMilliseconds: [1, 1] });
      const { body } = await api.accepted({ prompt: 'wind', image_url: `${url}${path}` });
      const ended = await api.ended(body.generation_id);
      expect(ended).toMatchObject({ status: 'failed', message: code, video_url: null });
      expect(ended.error?.message).toMatch(sentence);
      expect(await moneyOf(api, body.generation_id)).toEqual([
        ['hold', -210_000n],
        ['release', 210_000n],
      ]);
      expect(api.engine.starts).toEqual([]);
      await expectSoundBooks(api);
    },
  );

  test('a driver that cannot be had is VIDEO_INACCESSIBLE, and its price was never known', async () => {
    const api = await nativeApi();
    const { url } = await files();
    api.work({ downloadRetryMilliseconds: [] });
    const { body } = await api.accepted({
      model: 'kling_3_motion',
      reference_video_url: `${url}/nothing.mp4`,
      reference_image_url: `${url}/photo.png`,
    });
    expect(await api.ended(body.generation_id)).toMatchObject({
      message: 'VIDEO_INACCESSIBLE',
      price: 'calculating',
    });
    expect(await balanceOf(api)).toBe(10_000_000n);
    await expectSoundBooks(api);
  });

  test('an address of a private network is never called', async () => {
    const api = await nativeApi();
    api.work();
    const { body } = await api.accepted({ prompt: 'wind', image_url: 'http://169.254.169.254/latest' });
    const ended = await api.ended(body.generation_id);
    expect(ended.message).toBe('IMAGE_INACCESSIBLE');
    expect(await balanceOf(api)).toBe(10_000_000n);
  });

  test('base64 that is broken, too large, or of an unusable file is a 422 naming the field, and costs nothing', async () => {
    const api = await nativeApi();
    const unusable = fakePicture({ fault: 'The picture is 200x150 pixels; at least 300 a side are needed.' });
    const start = base64(fakePicture());
    for (const [image_base64, sentence] of [
      [base64(unusable), /200x150/],
      [`${start.slice(0, 40)}!!!${start.slice(40)}`, /base64/],
      ['A'.repeat(100), /JPEG, PNG or WEBP/],
      [base64(Buffer.concat([fakePicture(), Buffer.alloc(10_000_000, 7)])), /10(\.0)? MB/],
    ] as const) {
      const { status, body } = await api.refused({ prompt: 'wind', image_base64 });
      expect([status, body.field]).toEqual([422, 'image_base64']);
      expect(body.detail).toMatch(sentence);
      expect(body.detail.length).toBeLessThan(300);
    }
    expect(await balanceOf(api)).toBe(10_000_000n);
  });

  test('who cannot pay the least that a file can cost is told before it is looked at; a paid request repeats for free', async () => {
    const api = await nativeApi({ balance: '0.21' });
    const body = { prompt: 'wind', image_base64: base64(fakePicture()) };
    const headers = { 'idempotency-key': 'wind-1' };
    const first = await api.accepted(body, { headers });
    const repeated = await api.accepted(body, { headers });
    expect(repeated.body).toEqual(first.body);
    expect(repeated.headers.get('idempotent-replayed')).toBe('true');
    const unusable = base64(fakePicture({ fault: 'This is never said.' }));
    for (const more of [
      { prompt: 'wind', image_base64: unusable },
      {
        model: 'kling_3_motion',
        reference_image_base64: unusable,
        reference_video_base64: base64(fakeVideo({ durationSeconds: 3 })),
      },
    ]) {
      const { status, body: refusal } = await api.refused(more);
      expect([status, refusal.detail]).toEqual([402, 'INSUFFICIENT_CREDITS']);
    }
    const mismatch = await api.refused({ ...body, seed: 7 }, { headers });
    expect([mismatch.status, mismatch.body.detail]).toEqual([422, 'IDEMPOTENCY_MISMATCH']);
    expect(await balanceOf(api)).toBe(0n);
    await expectSoundBooks(api);
  });

  test('a request with a file that is sent many times at once is paid once and never refused, with money for one', async () => {
    const api = await nativeApi({ balance: '0.21' });
    const body = { prompt: 'wind', image_base64: base64(fakePicture()) };
    const headers = { 'idempotency-key': 'wind-2' };
    const answers = await Promise.all(Array.from({ length: 12 }, () => api.accepted(body, { headers })));
    expect(new Set(answers.map((answer) => answer.body.generation_id)).size).toBe(1);
    expect(await balanceOf(api)).toBe(0n);
    await expectSoundBooks(api);
  });

  test('what the engine finds in a driver is told to the caller as it was found', async () => {
    const detail = 'The video shows no person: 0 of 120 frames. Use one that shows a single person clearly.';
    const api = await nativeApi({
      script: { end: 'fail', failure: { reason: 'NO_PERSON_FOUND', detail } },
    });
    api.work();
    const { body } = await api.accepted({
      model: 'kling_3_motion',
      reference_video_base64: base64(fakeVideo()),
      reference_image_base64: base64(fakePicture()),
    });
    expect((await api.ended(body.generation_id)).error).toEqual({ code: 'NO_PERSON_FOUND', message: detail });
    expect(await balanceOf(api)).toBe(10_000_000n);
  });
});

/** What a model is asked with; the first of its modes. */
const bodyOf = (model: ModelId, url: string): Record<string, unknown> => {
  const [mode] = findModel(model).modes;
  if (mode === 'motion_control')
    return {
      model,
      reference_video_url: `${url}/dance.mp4`,
      reference_image_url: `${url}/photo.png`,
    };
  return mode === 'image_to_video'
    ? { model, prompt: 'wind', image_url: `${url}/photo.png` }
    : { model, prompt: 'wind' };
};

describe('all models', () => {
  test('each of the 14 is accepted, completed and settled at its price', async () => {
    const api = await nativeApi({ balance: '100' });
    const { url } = await files();
    api.work();
    for (const model of MODEL_IDS) {
      const { body } = await api.accepted(bodyOf(model, url));
      const ended = await api.ended(body.generation_id);
      expect(ended).toMatchObject({ status: 'completed', model, version: findModel(model).version });
      expect(ended.price).toMatch(/^\d+\.\d{4}$/);
      expect(ended.price).not.toBe('0.0000');
      const [held, settled] = await moneyOf(api, body.generation_id);
      expect(-Number(held?.[1]) - Number(settled?.[1])).toBeCloseTo(Number(ended.price) * 1_000_000, 3);
    }
    await expectSoundBooks(api);
  });
});
