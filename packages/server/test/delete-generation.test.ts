/** Deleting: what is gone at once, what stays in the books, and what is refused. */
import { describe, expect, test } from 'vitest';
import { deleteGeneration } from '../src/commands/delete-generation.ts';
import { createGeneration } from '../src/commands/create-generation.ts';
import { ErrorBody } from '../src/contract/generation-view.ts';
import { newId } from '../src/kernel/ids.ts';
import { auditLedger } from '../src/ledger/ledger.ts';
import { fakePicture } from './support/fake-media.ts';
import { nativeApi, type RequestOptions } from './support/native-api.ts';
import { aRequest, testBench } from './support/test-bench.ts';

type Api = Awaited<ReturnType<typeof nativeApi>>;

const PATH = '/v1/kling/generations';
const remove = (api: Api, id: string, request: RequestOptions = {}) =>
  api.send('DELETE', `${PATH}/${id}`, undefined, request);

async function refusalOf(response: Response): Promise<ErrorBody> {
  return ErrorBody.parse(await response.json());
}

/** The id of a generation from a picture, made. */
async function made(api: Api, request: RequestOptions = {}): Promise<string> {
  const image = fakePicture().toString('base64');
  const body = { prompt: 'a secret fox', image_base64: image, callback_url: 'http://127.0.0.1:9/hook' };
  const { generation_id: id } = (await api.accepted(body, request)).body;
  await api.ended(id);
  return id;
}

describe('a generation that has ended', () => {
  test('is not shown any more, and its links stop at once', async () => {
    const api = await nativeApi();
    api.work();
    const [id, other] = [await made(api), await made(api)];
    const { video_url: link } = (await api.read(id)).body;
    expect((await api.app.request(String(link))).status).toBe(200);
    const response = await remove(api, id);
    expect([response.status, await response.text()]).toEqual([204, '']);
    expect((await api.app.request(String(link))).status).toBe(404);
    for (const [method, path] of [
      ['GET', ''],
      ['DELETE', ''],
      ['POST', '/cancel'],
      ['POST', '/retry'],
    ] as const)
      expect((await api.send(method, `${PATH}/${id}${path}`, undefined, {})).status).toBe(404);
    const list = await api.send('GET', PATH, undefined, {});
    expect(await list.json()).toMatchObject({ data: [{ generation_id: other }] });
  });

  test('keeps its row and its entries in the books, without a word of what it was about', async () => {
    const api = await nativeApi();
    api.work();
    const id = await made(api);
    api.engine.script.end = 'fail';
    api.engine.script.failure = { reason: 'TASK_FAILED', detail: 'a secret of the engine' };
    const failed = await made(api);
    const { db } = api.database;
    const entries = () => db.selectFrom('ledger_entries').selectAll().orderBy('id').execute();
    const before = await entries();
    for (const one of [id, failed]) expect((await remove(api, one)).status).toBe(204);
    expect(await entries()).toEqual(before);
    expect(await auditLedger(db)).toEqual({ wrongBalances: [], wrongHolds: [] });
    const rows = await db.selectFrom('generations').selectAll().orderBy('id').execute();
    expect(rows).toMatchObject([
      { id, status: 'completed', seed: 4242, price_micros: 210_000n, deleted_at: expect.any(Date) as Date },
      { id: failed, status: 'failed', failure: 'TASK_FAILED' },
    ]);
    const attempts = await db.selectFrom('attempts').selectAll().execute();
    const left = [...rows, ...attempts].flatMap((row) => Object.values(row)).map(String);
    expect(left.filter((text) => /secret|hook|fox/.test(text))).toEqual([]);
    for (const table of ['inputs', 'assets'] as const)
      expect(await db.selectFrom(table).selectAll().execute()).toEqual([]);
  });

  test('is not made a second time by a repeat of its Idempotency-Key', async () => {
    const api = await nativeApi();
    api.work();
    const headers = { 'idempotency-key': 'order-17' };
    const id = await made(api, { headers });
    const body = { prompt: 'a secret fox' };
    expect((await api.refused(body, { headers })).status).toBe(422);
    await remove(api, id);
    const image = fakePicture().toString('base64');
    const again = { ...body, image_base64: image, callback_url: 'http://127.0.0.1:9/hook' };
    const refusal = await api.refused(again, { headers });
    expect([refusal.status, refusal.body]).toMatchObject([409, { code: 'CONFLICT' }]);
    expect(refusal.body.detail).toContain(id);
    const rows = await api.database.db.selectFrom('generations').select('id').execute();
    expect(rows).toHaveLength(1);
  });
});

test('a generation that is under way is refused with what to do first', async () => {
  const api = await nativeApi({ script: { end: 'never' } });
  const { generation_id: id } = (await api.accepted({ prompt: 'a red fox' })).body;
  const response = await remove(api, id);
  expect(response.status).toBe(409);
  const { code, detail } = await refusalOf(response);
  expect([code, detail]).toEqual([
    'CONFLICT',
    'The generation is pending. Cancel it first, and delete it once it has ended.',
  ]);
  expect((await api.send('POST', `${PATH}/${id}/cancel`, undefined, {})).status).toBe(200);
  expect((await remove(api, id)).status).toBe(204);
});

test("what is not the caller's is not found, and stays", async () => {
  const api = await nativeApi();
  api.work();
  const id = await made(api);
  for (const key of [await api.keyOf('test', '1'), await api.keyOf('live', '1')])
    expect((await remove(api, id, { key })).status).toBe(404);
  for (const unknown of [newId(), 'x']) expect((await remove(api, unknown)).status).toBe(404);
  expect((await api.read(id)).body.status).toBe('completed');
  const bench = await testBench();
  const { generation } = await createGeneration(bench.deps, bench.caller, aRequest());
  const elsewhere = { ...bench.caller, environment: 'test' as const };
  await expect(deleteGeneration(bench.deps, elsewhere, generation.id)).rejects.toMatchObject({
    code: 'GENERATION_NOT_FOUND',
  });
});
