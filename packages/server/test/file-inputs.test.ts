/** Uploaded files in requests: what they cost, which are refused, and what deleting them does. */
import { describe, expect, test } from 'vitest';
import { createGeneration } from '../src/commands/create-generation.ts';
import { deleteFile } from '../src/commands/delete-file.ts';
import { storeFile } from '../src/commands/store-file.ts';
import { fakePicture, fakeVideo } from './support/fake-media.ts';
import { nativeApi } from './support/native-api.ts';
import { aRequest, testBench } from './support/test-bench.ts';
import { removedKeys, upload } from './support/upload.ts';

describe('a file in a request', () => {
  test('is what the picture is made from, and deleting it later takes nothing away', async () => {
    const api = await nativeApi();
    const file = await upload(api, fakePicture({ width: 900, height: 1200 }));
    const { body } = await api.accepted({ prompt: 'wind', image_url: file.url });
    expect((await api.send('DELETE', `/v1/files/${file.id}`, undefined, {})).status).toBe(204);
    expect(await removedKeys(api)).toEqual([]);
    api.work();
    expect(await api.ended(body.generation_id)).toMatchObject({ status: 'completed', price: '0.2100' });
    expect(api.engine.requests.at(-1)?.inputs.image).toMatchObject({ width: 900, height: 1200 });
  });

  test.each([
    ['reference_video_url', 'reference_image_url'],
    ['reference_video', 'reference_image'],
  ])('makes the price of motion final at once, as %s', async (videoField, imageField) => {
    const api = await nativeApi();
    const driver = await upload(api, fakeVideo({ durationSeconds: 4.2 }));
    const character = await upload(api, fakePicture());
    const request = { model: 'kling_3_motion', [videoField]: driver.url, [imageField]: character.url };
    const { body } = await api.accepted(request);
    expect(body.price).toBe('0.2050');
    expect((await api.read(body.generation_id)).body).toMatchObject({ price: '0.2050', duration: '5' });
    api.work();
    expect(await api.ended(body.generation_id)).toMatchObject({ status: 'completed', price: '0.2050' });
  });

  test('needs no more money than what it costs, also beside a picture in base64', async () => {
    const api = await nativeApi({ balance: '0.21' });
    const driver = await upload(api, fakeVideo({ durationSeconds: 4.2 }));
    const reference_image_base64 = fakePicture().toString('base64');
    const { body } = await api.accepted({
      model: 'kling_3_motion',
      reference_video_url: driver.url,
      reference_image_base64,
    });
    expect(body.price).toBe('0.2050');
  });

  test('that is unknown, deleted, foreign, of the wrong kind or too long is a 422 naming the field', async () => {
    const api = await nativeApi();
    const [picture, gone] = [await upload(api, fakePicture()), await upload(api, fakePicture())];
    const long = await upload(api, fakeVideo({ durationSeconds: 12 }));
    await api.send('DELETE', `/v1/files/${gone.id}`, undefined, {});
    const zero = 'reelay://file_00000000-0000-7000-8000-000000000000';
    const motion = { model: 'kling_3_motion', reference_image_url: picture.url };
    const foreign = { key: await api.keyOf('test', '10') };
    for (const [body, field, sentence, options] of [
      [{ image_url: zero }, 'image_url', /no file of this account/, {}],
      [{ image_url: gone.url }, 'image_url', /no file of this account/, {}],
      [{ image_url: picture.url }, 'image_url', /no file of this account/, foreign],
      [{ image_url: 'reelay://file_x' }, 'image_url', /reelay:\/\/file_/, {}],
      [{ image_url: long.url }, 'image_url', /is a video, not a picture/, {}],
      [
        { ...motion, reference_video_url: picture.url },
        'reference_video_url',
        /is a picture, not a video/,
        {},
      ],
      [
        { ...motion, reference_video: long.url, character_orientation: 'image' },
        'reference_video',
        /12\.0 s/,
        {},
      ],
    ] as const) {
      const answer = await api.refused({ prompt: 'wind', ...body }, options);
      expect([answer.status, answer.body.field]).toEqual([422, field]);
      expect(answer.body.detail).toMatch(sentence);
    }
    expect(await api.database.db.selectFrom('generations').select('id').execute()).toEqual([]);
  });

  test('may be deleted before the request is repeated: the same key gets the same answer', async () => {
    const api = await nativeApi();
    const file = await upload(api, fakePicture());
    const headers = { 'idempotency-key': 'once' };
    const request = { prompt: 'wind', image_url: file.url };
    const first = await api.accepted(request, { headers });
    await api.send('DELETE', `/v1/files/${file.id}`, undefined, {});
    const again = await api.accepted(request, { headers });
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect((await api.refused(request)).status).toBe(422);
  });

  test('that is deleted at the same moment is either kept by the generation or refused, never lost', async () => {
    const bench = await testBench({ balance: '100' });
    const { deps, caller, database } = bench;
    const facts = { mediaType: 'image/png', byteCount: 9, width: 640, height: 480, durationSeconds: null };
    for (let n = 0; n < 20; n += 1) {
      const storageKey = `${String(n).padStart(2, '0')}/${'0'.repeat(62)}`;
      const file = await storeFile(deps, caller, { ...facts, storageKey, name: null });
      const asset = { ...facts, storageKey, id: deps.newId(), kind: 'input' } as const;
      const named = { id: file.id, path: 'image_url' };
      const [created] = await Promise.all([
        createGeneration(
          deps,
          caller,
          aRequest({ inputs: [{ role: 'image', kind: 'stored', asset, file: named }] }),
        ).catch((error: unknown) => error),
        deleteFile(deps, caller, file.id),
      ]);
      const removed = await database.db
        .selectFrom('removed_media')
        .select('storage_key')
        .where('storage_key', '=', storageKey)
        .execute();
      if (created instanceof Error)
        expect(created).toMatchObject({ code: 'INVALID_REQUEST', field: 'image_url' });
      expect(removed).toHaveLength(created instanceof Error ? 1 : 0);
    }
  });
});
