/** Sending webhooks again: one, and all that failed. */
import type { ServerResponse } from 'node:http';
import { sql } from 'kysely';
import { describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { DeliveryDetail, Replayed } from '../src/contract/delivery-view.ts';
import { isoSeconds } from '../src/kernel/clock.ts';
import { withVideoUrl } from '../src/webhooks/webhook-body.ts';
import { fixedClock } from './support/fixed-clock.ts';
import { nativeApi, type RequestOptions } from './support/native-api.ts';
import { DELIVERIES, DeliveryPage, webhookApi } from './support/webhook-api.ts';
import { aDelivery, answering, webhookReceiver } from './support/webhook-receiver.ts';

describe('a replay', () => {
  test('sends a message again with the same id, on the schedule from its start', async () => {
    const api = await webhookApi();
    const receiver = await webhookReceiver(answering(500));
    const id = await aDelivery(api.bench, receiver.url);
    await api.exhaust(id);
    expect(await api.detail(id)).toMatchObject({ status: 'exhausted', attempts: 6 });
    const { status, body } = await api.post(`${DELIVERIES}/${id}/replay`);
    expect(status).toBe(202);
    expect(body).toMatchObject({ status: 'pending', next_attempt_at: isoSeconds(api.clock.now()) });
    expect(await api.sendOnce(id)).toEqual({ kind: 'give_back', afterSeconds: 30 });
    api.clock.advanceSeconds(30);
    receiver.answer = answering(200);
    expect(await api.sendOnce(id)).toEqual({ kind: 'done' });
    expect(await api.detail(id)).toMatchObject({ status: 'delivered', attempts: 8 });
    expect(new Set(receiver.received.map((call) => call.headers['webhook-id']))).toEqual(new Set([id]));
  });

  test('is sent by a worker that is running, also of a message that had arrived', async () => {
    const api = await nativeApi();
    const { url, received } = await webhookReceiver(answering(200));
    api.work();
    const { body } = await api.accepted({ prompt: 'a red fox', callback_url: url });
    await vi.waitFor(() => expect(received).toHaveLength(1), { timeout: 20_000 });
    const list = async () =>
      DeliveryPage.parse(await (await api.send('GET', DELIVERIES, undefined, {})).json()).data[0];
    await vi.waitFor(async () => expect((await list())?.status).toBe('delivered'));
    const response = await api.send(
      'POST',
      `${DELIVERIES}/${(await list())?.delivery_id}/replay`,
      undefined,
      {},
    );
    expect(response.status).toBe(202);
    await vi.waitFor(() => expect(received).toHaveLength(2), { timeout: 20_000 });
    expect(JSON.parse(received[1]?.body ?? '')).toMatchObject({ generation_id: body.generation_id });
  });

  test('carries a link that works, though the one before had expired', async () => {
    const clock = fixedClock();
    const api = await nativeApi({ clock });
    const { url, received } = await webhookReceiver(answering(200));
    api.work();
    await api.accepted({ prompt: 'a red fox', callback_url: url });
    await vi.waitFor(() => expect(received).toHaveLength(1), { timeout: 20_000 });
    const id = received[0]?.headers['webhook-id'];
    clock.advanceSeconds(30 * 86_400);
    const fetched = async (call: number) => {
      const event = z.object({ video_url: z.url() }).parse(JSON.parse(received[call]?.body ?? ''));
      return (await api.app.request(event.video_url)).status;
    };
    expect(await fetched(0)).toBe(403);
    await vi.waitFor(async () => {
      const detail = await api.send('GET', `${DELIVERIES}/${id}`, undefined, {});
      expect(DeliveryDetail.parse(await detail.json()).status).toBe('delivered');
    });
    await api.send('POST', `${DELIVERIES}/${id}/replay`, undefined, {});
    await vi.waitFor(() => expect(received).toHaveLength(2), { timeout: 20_000 });
    expect(await fetched(1)).toBe(200);
    const [before, after] = received.map((call) => withVideoUrl(call.body, null));
    expect(after).toBe(before);
  });

  test('of a generation that was deleted has no link any more', async () => {
    const api = await nativeApi();
    const { url, received } = await webhookReceiver(answering(200));
    api.work();
    const { body } = await api.accepted({ prompt: 'a red fox', callback_url: url });
    await vi.waitFor(() => expect(received).toHaveLength(1), { timeout: 20_000 });
    const path = `/v1/kling/generations/${body.generation_id}`;
    expect((await api.send('DELETE', path, undefined, {})).status).toBe(204);
    const id = received[0]?.headers['webhook-id'];
    await vi.waitFor(async () => {
      const detail = await api.send('GET', `${DELIVERIES}/${id}`, undefined, {});
      expect(DeliveryDetail.parse(await detail.json()).status).toBe('delivered');
    });
    await api.send('POST', `${DELIVERIES}/${id}/replay`, undefined, {});
    await vi.waitFor(() => expect(received).toHaveLength(2), { timeout: 20_000 });
    expect(JSON.parse(received[1]?.body ?? '')).toMatchObject({ status: 'completed', video_url: null });
  });

  test('of a message that waits for its next try sends it now; asked for twice, once', async () => {
    const api = await webhookApi();
    const receiver = await webhookReceiver(answering(500));
    const id = await aDelivery(api.bench, receiver.url);
    await api.sendOnce(id);
    receiver.answer = answering(200);
    for (let times = 0; times < 2; times += 1)
      expect((await api.post(`${DELIVERIES}/${id}/replay`)).status).toBe(202);
    await Promise.all([api.sendOnce(id), api.sendOnce(id), api.sendOnce(id)]);
    expect(receiver.received).toHaveLength(2);
    expect(await api.detail(id)).toMatchObject({ status: 'delivered', attempts: 2 });
  });

  test.each([200, 500])('that comes while a try is answered %i loses neither', async (status) => {
    const api = await webhookApi();
    const responses: ServerResponse[] = [];
    const receiver = await webhookReceiver((_request, response) => responses.push(response));
    const id = await aDelivery(api.bench, receiver.url);
    const running = api.sendOnce(id);
    await vi.waitFor(() => expect(receiver.received).toHaveLength(1));
    api.clock.advanceSeconds(1);
    await api.post(`${DELIVERIES}/${id}/replay`);
    responses[0]?.writeHead(status).end();
    expect(await running).toEqual({ kind: 'give_back', afterSeconds: 0 });
    expect(await api.detail(id)).toMatchObject({ status: 'pending', attempts: 1, last_http_status: status });
    receiver.answer = answering(500);
    // The try that the replay overtook is none of its schedule.
    expect(await api.sendOnce(id)).toEqual({ kind: 'give_back', afterSeconds: 30 });
    expect((await api.detail(id)).tries).toMatchObject([
      { number: 1, http_status: status },
      { number: 2, http_status: 500 },
    ]);
  });

  test('of all that failed takes those of the time asked for, of this account, and no others', async () => {
    const api = await webhookApi();
    const receiver = await webhookReceiver(answering(410));
    const give = async () => {
      api.clock.advanceSeconds(3600);
      const id = await aDelivery(api.bench, receiver.url);
      await api.sendOnce(id);
      return id;
    };
    const early = await give();
    const since = new Date(api.clock.now().getTime() + 1000);
    const disabled = await give();
    receiver.answer = answering(500);
    const exhausted = await aDelivery(api.bench, receiver.url);
    await api.exhaust(exhausted);
    receiver.answer = answering(200);
    const delivered = await give();
    api.clock.advanceSeconds(1);
    const replayFailed = async (request: RequestOptions = {}) => {
      const { status, body } = await api.post(
        `${DELIVERIES}/replay-failed`,
        { since: since.toISOString() },
        request,
      );
      expect(status).toBe(202);
      return Replayed.parse(body).replayed;
    };
    expect(await replayFailed({ key: await api.keyOf('test', '1') })).toBe(0);
    expect(await replayFailed()).toBe(2);
    expect(await replayFailed()).toBe(0);
    const statuses = [];
    for (const id of [early, disabled, exhausted, delivered]) statuses.push((await api.detail(id)).status);
    expect(statuses).toEqual(['disabled', 'pending', 'pending', 'delivered']);
    for (const id of [disabled, exhausted]) expect(await api.sendOnce(id)).toEqual({ kind: 'done' });
  });

  test('of all that failed takes any number of them, and a worker has a job for each', async () => {
    const api = await webhookApi();
    const model = await aDelivery(api.bench, 'https://example.com/hook');
    await sql`
      with made as (
        insert into generations (id, account_id, api_key_id, environment, model, mode, engine, prompt, request, seed,
          price_micros, deadline_at)
        select gen_random_uuid(), account_id, api_key_id, environment, model, mode, engine, prompt, request, seed,
          price_micros, deadline_at
        from generations, generate_series(1, 1200) returning id
      )
      insert into deliveries (id, account_id, environment, event, generation_id, url, body, status, created_at)
      select gen_random_uuid(), account_id, environment, event, made.id, url, body, 'exhausted', created_at
      from deliveries, made where deliveries.id = ${model}`.execute(api.database.db);
    api.clock.advanceSeconds(1);
    const since = isoSeconds(new Date(api.clock.now().getTime() - 60_000));
    expect(await api.post(`${DELIVERIES}/replay-failed`, { since })).toEqual({
      status: 202,
      body: { replayed: 1200 },
    });
    let jobs = 0;
    for (let fetched = -1; fetched !== 0; jobs += fetched)
      fetched = (await api.core.jobs.fetch('webhooks', 500)).length;
    expect(jobs).toBe(1201);
  });

  test.each([
    {},
    { since: 'yesterday' },
    { since: '2030-01-01', until: 7 },
    { since: '2030-01-01', colour: 'red' },
  ])('of all that failed with %j is refused by the name of the field', async (body) => {
    const api = await webhookApi();
    expect((await api.post(`${DELIVERIES}/replay-failed`, body)).status).toBe(422);
  });
});
