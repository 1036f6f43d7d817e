/** Files through the native API: how they come in, what is refused, who sees them, and what they are used for. */
import { readdir } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { FileView } from '../src/contract/file-view.ts';
import { ErrorBody } from '../src/contract/generation-view.ts';
import { fakePicture, fakeVideo } from './support/fake-media.ts';
import { nativeApi } from './support/native-api.ts';
import { formOf, refusedUpload, removedKeys, upload, uploaded } from './support/upload.ts';

type Api = Awaited<ReturnType<typeof nativeApi>>;

const ID = /^file_[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const FilePage = z.object({ data: z.array(FileView), next_cursor: z.string().nullable() });

async function storedKeys(api: Api): Promise<readonly string[]> {
  const rows = await api.database.db.selectFrom('assets').select('storage_key').execute();
  return rows.map((row) => row.storage_key);
}

describe('an upload', () => {
  test('as a form says what the file is by its bytes, whatever it was sent as', async () => {
    const api = await nativeApi();
    const data = new FormData();
    data.append('purpose', 'generation');
    const video = fakeVideo({ durationSeconds: 4.2 });
    data.append(
      'file',
      new Blob([new Uint8Array(video)], { type: 'image/png' }),
      'clips/my "best" dance.mp4',
    );
    const file = await uploaded(api, data);
    expect(file.id).toMatch(ID);
    expect(file).toEqual({
      id: file.id,
      url: `reelay://${file.id}`,
      kind: 'video',
      media_type: 'video/mp4',
      bytes: video.length,
      width: 720,
      height: 1280,
      duration: 4.2,
      name: 'my "best" dance.mp4',
      created_at: file.created_at,
    });
  });

  test('may be the bytes alone', async () => {
    const api = await nativeApi();
    const picture = fakePicture({ width: 900, height: 1200 });
    const headers = { 'content-type': 'image/jpeg' };
    expect(await uploaded(api, picture, headers)).toMatchObject({
      kind: 'image',
      media_type: 'image/png',
      bytes: picture.length,
      width: 900,
      height: 1200,
      duration: null,
      name: null,
    });
  });

  test.each([
    ['..\\..\\evil.png', 'evil.png'],
    ['/etc/passwd', 'passwd'],
    ['a\u202egnp.exe', 'agnp.exe'],
    ['..', null],
    [`${'x'.repeat(300)}.png`, 'x'.repeat(200)],
  ])('named %j is called %j', async (given, name) => {
    const api = await nativeApi();
    expect((await upload(api, fakePicture(), given)).name).toBe(name);
  });

  test('of the same bytes twice is stored once, under two ids', async () => {
    const api = await nativeApi();
    const files = [await upload(api, fakePicture()), await upload(api, fakePicture())];
    expect(new Set(files.map((file) => file.id)).size).toBe(2);
    expect(new Set(await storedKeys(api)).size).toBe(1);
  });

  test('without one file is a 400', async () => {
    const api = await nativeApi();
    expect(await refusedUpload(api, formOf(['picture', fakePicture()]))).toMatchObject({
      status: 400,
      field: 'file',
    });
    expect(await refusedUpload(api, formOf(['file', fakePicture()], ['file', fakePicture()]))).toMatchObject({
      status: 400,
      field: 'file',
    });
    const headers = { 'content-type': 'multipart/form-data; boundary=x' };
    const cut = Buffer.from('--x\r\nContent-Disposition: form-data; name="file"\r\n\r\nsome');
    expect(await refusedUpload(api, cut, headers)).toMatchObject({ status: 400 });
    expect((await refusedUpload(api, cut, { 'content-type': 'multipart/form-data' })).status).toBe(400);
    expect(await storedKeys(api)).toEqual([]);
  });

  test('of another type is a 415 that says what to send', async () => {
    const api = await nativeApi();
    for (const type of ['application/json', 'application/x-www-form-urlencoded', 'text/plain']) {
      const answer = await refusedUpload(api, fakePicture(), { 'content-type': type });
      expect(answer.status).toBe(415);
      expect(answer.detail).toContain('multipart/form-data');
    }
  });

  test('of what is no picture or video, or cannot be used, is a 422 with the sentence of the inspection', async () => {
    const api = await nativeApi();
    const small = fakePicture({ fault: 'The picture is 200x150 pixels; at least 300 a side are needed.' });
    for (const [bytes, sentence] of [
      [Buffer.from('<html>not a picture</html>'), /JPEG, PNG or WEBP, or an MP4/],
      [Buffer.from('tiny'), /no file of a kind/],
      [Buffer.alloc(0), /empty/],
      [small, /200x150/],
    ] as const) {
      const { status, field, detail } = await refusedUpload(api, formOf(['file', bytes]));
      expect([status, field]).toEqual([422, 'file']);
      expect(detail).toMatch(sentence);
    }
    expect(await storedKeys(api)).toEqual([]);
  });

  test('that is too large for its kind is a 413 while it is being read, and leaves nothing on the disk', async () => {
    const api = await nativeApi();
    let sent = 0;
    const endless = (start: Buffer) =>
      new ReadableStream<Uint8Array>({
        pull(controller) {
          controller.enqueue(sent === 0 ? start : new Uint8Array(1_000_000));
          sent += 1;
        },
      });
    for (const [type, start, most] of [
      ['image/png', fakePicture(), 10],
      ['video/mp4', fakeVideo(), 100],
      ['multipart/form-data; boundary=x', formStart(fakePicture()), 10],
    ] as const) {
      sent = 0;
      const answer = await refusedUpload(api, endless(start), { 'content-type': type });
      expect(answer.status).toBe(413);
      expect(answer.detail).toContain(`${most} MB`);
      expect(sent).toBeLessThan(most + 5);
    }
    const announced = { 'content-type': 'video/mp4', 'content-length': '200000000' };
    expect((await refusedUpload(api, fakeVideo(), announced)).status).toBe(413);
    expect(await readdir(await incomingDirectory(api))).toEqual([]);
  });

  test('that breaks off is a 400 and leaves nothing on the disk', async () => {
    const api = await nativeApi();
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(fakePicture()),
      pull: (controller) => controller.error(new Error('the caller hung up')),
    });
    const answer = await refusedUpload(api, body, { 'content-type': 'image/png' });
    expect(answer).toMatchObject({ status: 400, detail: 'The body broke off before its end.' });
    expect(await readdir(await incomingDirectory(api))).toEqual([]);
  });
});

function formStart(bytes: Buffer): Buffer {
  const head = '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n';
  return Buffer.concat([Buffer.from(head), bytes]);
}

async function incomingDirectory(api: Api): Promise<string> {
  return (await api.core.store.incomingPath()).replace(/\/[^/]+$/, '');
}

describe('what is uploaded', () => {
  test('is listed newest first, page by page, and read one by one', async () => {
    const api = await nativeApi();
    const files: FileView[] = [];
    for (let n = 0; n < 5; n += 1)
      files.unshift(await upload(api, fakePicture({ width: 700 + n }), `${n}.png`));
    const listed: unknown[] = [];
    let path: string | null = '/v1/files?limit=2';
    while (path !== null) {
      const page = FilePage.parse(await (await api.send('GET', path, undefined, {})).json());
      expect(page.data.length).toBeLessThanOrEqual(2);
      listed.push(...page.data);
      path = page.next_cursor === null ? null : `/v1/files?limit=2&cursor=${page.next_cursor}`;
    }
    expect(listed).toEqual(files);
    const [newest] = files;
    expect(await (await api.send('GET', `/v1/files/${newest?.id}`, undefined, {})).json()).toEqual(newest);
    for (const query of ['limit=0', 'cursor=nonsense'])
      expect((await api.send('GET', `/v1/files?${query}`, undefined, {})).status).toBe(422);
  });

  test('is downloaded byte for byte, in ranges too', async () => {
    const api = await nativeApi();
    const picture = fakePicture();
    const { id } = await upload(api, picture);
    const get = async (headers = {}) => api.send('GET', `/v1/files/${id}/content`, undefined, { headers });
    const whole = await get();
    expect([whole.status, whole.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect(Buffer.from(await whole.arrayBuffer())).toEqual(picture);
    const part = await get({ range: 'bytes=4-7' });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 4-7/${picture.length}`]);
    expect(Buffer.from(await part.arrayBuffer())).toEqual(picture.subarray(4, 8));
    expect((await get({ range: 'bytes=100000-' })).status).toBe(416);
    expect((await get({ 'if-none-match': whole.headers.get('etag') ?? '' })).status).toBe(304);
  });

  test('belongs to its account: to any other, as to ids that are none, it is not there', async () => {
    const api = await nativeApi();
    const { id } = await upload(api, fakePicture());
    const other = await api.keyOf('test', '10');
    for (const key of [api.key, other])
      for (const fileId of key === other ? [id] : [id.slice(5), 'file_x', id.replace(/.$/, 'x'), 'file_'])
        for (const [method, path] of [
          ['GET', `/v1/files/${fileId}`],
          ['GET', `/v1/files/${fileId}/content`],
          ['DELETE', `/v1/files/${fileId}`],
        ] as const) {
          const answer = await api.send(method, path, undefined, { key });
          expect([answer.status, ErrorBody.parse(await answer.json()).detail]).toEqual([
            404,
            'File not found',
          ]);
        }
    expect(await (await api.send('GET', '/v1/files', undefined, { key: other })).json()).toEqual({
      data: [],
      next_cursor: null,
    });
    expect((await api.send('GET', `/v1/files/${id}`, undefined, {})).status).toBe(200);
  });

  test('is gone once it is deleted, and its bytes with the last that names them', async () => {
    const api = await nativeApi();
    const [one, other] = [await upload(api, fakePicture()), await upload(api, fakePicture())];
    const [key = ''] = await storedKeys(api);
    const remove = (id: string) => api.send('DELETE', `/v1/files/${id}`, undefined, {});
    expect((await remove(one.id)).status).toBe(204);
    expect(await removedKeys(api)).toEqual([]);
    expect((await remove(one.id)).status).toBe(404);
    expect((await remove(other.id)).status).toBe(204);
    expect(await removedKeys(api)).toEqual([key]);
  });
});

describe('keys', () => {
  test('are asked for at every address of files', async () => {
    const api = await nativeApi();
    const { id } = await upload(api, fakePicture());
    for (const [method, path] of [
      ['POST', '/v1/files'],
      ['GET', '/v1/files'],
      ['GET', `/v1/files/${id}`],
      ['GET', `/v1/files/${id}/content`],
      ['DELETE', `/v1/files/${id}`],
    ] as const)
      expect((await api.send(method, path, undefined, { key: null })).status).toBe(401);
  });
});
