/** The history of webhooks: what was sent, how each try went, and who may see it. */
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { ErrorBody } from '../src/contract/generation-view.ts';
import { isoSeconds } from '../src/kernel/clock.ts';
import { DELIVERIES, DeliveryPage, webhookApi } from './support/webhook-api.ts';
import { aDelivery, answering, webhookReceiver } from './support/webhook-receiver.ts';

const NOBODYS = '00000000-0000-4000-8000-000000000000';

const idsOf = ({ data }: z.infer<typeof DeliveryPage>) => data.map((one) => one.delivery_id);

describe('the history', () => {
  test('shows every try as it went, with what was sent and what came back', async () => {
    const api = await webhookApi();
    const receiver = await webhookReceiver(answering(503, { 'x-region': 'eu', 'retry-after': '45' }, 'busy'));
    const id = await aDelivery(api.bench, `${receiver.url}/hook?order=7`);
    await api.sendOnce(id);
    const firstAt = isoSeconds(api.clock.now());
    expect(await api.detail(id)).toMatchObject({
      delivery_id: id,
      event: 'generation',
      url: `${receiver.url}/hook?order=7`,
      status: 'pending',
      attempts: 1,
      last_http_status: 503,
      last_error: 'the receiver answered 503',
      last_attempt_at: firstAt,
      next_attempt_at: isoSeconds(new Date(api.clock.now().getTime() + 45_000)),
      delivered_at: null,
      body: '{"status":"completed"}',
    });
    api.clock.advanceSeconds(45);
    receiver.answer = answering(200);
    await api.sendOnce(id);
    const { status, attempts, next_attempt_at, delivered_at, tries } = await api.detail(id);
    const now = isoSeconds(api.clock.now());
    expect({ status, attempts, next_attempt_at, delivered_at }).toEqual({
      status: 'delivered',
      attempts: 2,
      next_attempt_at: null,
      delivered_at: now,
    });
    expect(tries).toMatchObject([
      {
        number: 1,
        started_at: firstAt,
        http_status: 503,
        error: 'the receiver answered 503',
        request_headers: { 'content-type': 'application/json', 'webhook-id': id },
        response_headers: { 'x-region': 'eu' },
        response_body: 'busy',
      },
      { number: 2, started_at: now, http_status: 200, error: null, response_body: 'thank you' },
    ]);
  });

  test('holds no secret: neither our signature, nor cookies, nor tokens of the receiver', async () => {
    const api = await webhookApi();
    const { url } = await webhookReceiver(
      answering(302, {
        'set-cookie': ['session=abc-secret', 'other=abc-secret'],
        'x-auth-token': 'abc-secret',
        location: 'https://example.com/next?page=2&access_token=abc-secret',
      }),
    );
    const id = await aDelivery(api.bench, url);
    await api.sendOnce(id);
    const { tries } = await api.detail(id);
    expect(JSON.stringify(tries)).not.toContain('abc-secret');
    expect(tries[0]?.response_headers).toMatchObject({
      'set-cookie': '[redacted]',
      'x-auth-token': '[redacted]',
      location: 'https://example.com/next?page=2&access_token=[redacted]',
    });
    expect(tries[0]?.request_headers['webhook-signature']).toBe('v1,[redacted]');
  });

  test('keeps 2,000 characters of an answer, whatever its bytes are', async () => {
    const api = await webhookApi();
    const long = await webhookReceiver(answering(200, {}, `${'ü'.repeat(1_999)}🎬🎬`));
    const binary = await webhookReceiver((_request, response) => {
      response.end(Buffer.from([0x00, 0xff, 0x41, 0x0a]));
    });
    const endless = await webhookReceiver((_request, response) => {
      const more = (): void => void response.write('x'.repeat(10_000), () => setImmediate(more));
      more();
    });
    const ids = [];
    for (const { url } of [long, binary, endless]) ids.push(await aDelivery(api.bench, url));
    for (const id of ids) expect(await api.sendOnce(id)).toEqual({ kind: 'done' });
    const bodies = [];
    for (const id of ids) bodies.push((await api.detail(id)).tries[0]?.response_body);
    expect(bodies).toEqual([`${'ü'.repeat(1_999)}🎬`, '\uFFFD\uFFFDA\n', 'x'.repeat(2_000)]);
  });

  test('a receiver that was never reached has no answer in it', async () => {
    const api = await webhookApi();
    const id = await aDelivery(api.bench, 'https://10.0.0.1/hook');
    await api.sendOnce(id);
    const { tries } = await api.detail(id);
    expect(tries).toMatchObject([
      {
        http_status: null,
        error: expect.stringContaining('not a public address'),
        request_headers: {},
        response_headers: null,
        response_body: null,
      },
    ]);
  });

  test('is listed newest first in pages, and narrowed down by status, generation and time', async () => {
    const api = await webhookApi();
    const { url } = await webhookReceiver(answering(200));
    const ids: string[] = [];
    for (let count = 0; count < 5; count += 1) {
      if (count % 2 === 0) api.clock.advanceSeconds(60);
      ids.push(await aDelivery(api.bench, url));
    }
    await api.sendOnce(ids[1] ?? '');
    const newestFirst = ids.toReversed();
    const list = async (query: string) => DeliveryPage.parse(await api.get(`${DELIVERIES}${query}`));
    const first = await list('?limit=2');
    const second = await list(`?limit=3&cursor=${first.next_cursor}`);
    expect([...idsOf(first), ...idsOf(second)]).toEqual(newestFirst);
    expect(second.next_cursor).toBeNull();
    expect(idsOf(await list('?status=delivered'))).toEqual([ids[1]]);
    const [newest] = first.data;
    expect(idsOf(await list(`?generation_id=${newest?.generation_id}`))).toEqual([ids[4]]);
    const from = encodeURIComponent(newest?.created_at ?? '');
    expect(idsOf(await list(`?created_after=${from}`))).toEqual([ids[4]]);
    expect(idsOf(await list(`?created_before=${from}`))).toEqual(newestFirst.slice(1));
  });

  test.each([
    'status=lost',
    'generation_id=7',
    'created_after=yesterday',
    'limit=0',
    'cursor=x',
    'colour=red',
  ])('a list with %s is refused by the name of the parameter', async (query) => {
    const api = await webhookApi();
    const response = await api.send('GET', `${DELIVERIES}?${query}`, undefined, {});
    expect(response.status).toBe(422);
    expect(ErrorBody.parse(await response.json()).field).toBe(query.split('=')[0]);
  });

  test('belongs to its account and environment: to others it does not exist', async () => {
    const api = await webhookApi();
    const { url } = await webhookReceiver(answering(200));
    const id = await aDelivery(api.bench, url);
    const theirs = { key: await api.keyOf('test', '1') };
    const live = await webhookApi('live');
    const idOfLive = await aDelivery(live.bench, url);
    for (const [path, request, of] of [
      [id, theirs, api],
      [idOfLive, {}, live],
      [NOBODYS, {}, api],
      ['7', {}, api],
    ] as const) {
      const read = await of.send('GET', `${DELIVERIES}/${path}`, undefined, request);
      const replay = await of.send('POST', `${DELIVERIES}/${path}/replay`, undefined, request);
      expect([read.status, replay.status]).toEqual([404, 404]);
    }
    expect(DeliveryPage.parse(await api.get(DELIVERIES, theirs)).data).toEqual([]);
  });
});
