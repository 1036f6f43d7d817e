import { describe, expect, test } from 'vitest';
import { DeliveryView } from '../src/contract/delivery-view.ts';
import { isoSeconds } from '../src/kernel/clock.ts';
import { nativeApi } from './support/native-api.ts';
import { DELIVERIES, webhookApi } from './support/webhook-api.ts';
import { answering, webhookReceiver } from './support/webhook-receiver.ts';

describe('a test event', () => {
  test('is one signed message like that of a completed generation, and is tried only once', async () => {
    const api = await webhookApi();
    const receiver = await webhookReceiver(answering(500));
    const { status, body } = await api.post('/v1/webhooks/test', { url: `${receiver.url}/hook?x=1` });
    expect(status).toBe(202);
    const { delivery_id: id, ...view } = DeliveryView.parse(body);
    expect(view).toMatchObject({ event: 'test', generation_id: null, status: 'pending', attempts: 0 });
    expect(await api.sendOnce(id)).toEqual({ kind: 'done' });
    expect(receiver.received).toMatchObject([{ url: '/hook?x=1', headers: { 'webhook-id': id } }]);
    expect(JSON.parse(receiver.received[0]?.body ?? '')).toEqual({
      generation_id: '00000000-0000-0000-0000-000000000000',
      status: 'completed',
      video_url: 'https://example.com/sample.mp4',
      completed_at: isoSeconds(api.clock.now()),
      model: 'kling_2.5_turbo',
      message: null,
    });
    expect(await api.detail(id)).toMatchObject({ status: 'exhausted', attempts: 1, last_http_status: 500 });
  });

  test('can be sent again, as it was', async () => {
    const api = await webhookApi();
    const receiver = await webhookReceiver(answering(500));
    const { body } = await api.post('/v1/webhooks/test', { url: receiver.url });
    const { delivery_id: id } = DeliveryView.parse(body);
    await api.sendOnce(id);
    expect((await api.post(`${DELIVERIES}/${id}/replay`)).status).toBe(202);
    expect(await api.sendOnce(id)).toEqual({ kind: 'done' });
    const [first, second] = receiver.received;
    expect(second?.body).toBe(first?.body);
    expect(await api.detail(id)).toMatchObject({ status: 'exhausted', attempts: 2 });
  });

  test.each([
    ['http://example.com/hook', 'https'],
    ['ftp://example.com/hook', 'ftp'],
    ['https://10.0.0.1/hook', 'public'],
    ['https://user:pass@example.com/', 'user name'],
    ['nonsense', 'URL'],
    [7, 'URL'],
  ])('to %s is refused, as a callback_url would be', async (url, why) => {
    const api = await webhookApi();
    const { status, body } = await api.post('/v1/webhooks/test', { url });
    expect(status).toBe(422);
    expect(body).toMatchObject({ field: 'url', detail: expect.stringContaining(why) });
  });

  test('to this machine is refused unless the operator allows it', async () => {
    const api = await nativeApi({ settings: { allowLoopbackCallbacks: false } });
    for (const url of ['http://127.0.0.1:9/hook', 'https://localhost/hook']) {
      const response = await api.send('POST', '/v1/webhooks/test', { url }, {});
      expect(response.status).toBe(422);
    }
  });
});
