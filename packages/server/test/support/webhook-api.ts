import { expect } from 'vitest';
import { z } from 'zod';
import { createFindCaller } from '../../src/accounts/find-caller.ts';
import { DeliveryDetail, DeliveryView } from '../../src/contract/delivery-view.ts';
import type { Environment } from '../../src/kernel/environment.ts';
import { fixedClock } from './fixed-clock.ts';
import { nativeApi, type RequestOptions } from './native-api.ts';
import { webhookSender } from './webhook-receiver.ts';

export const DELIVERIES = '/v1/webhooks/deliveries';
export const DeliveryPage = z.object({ data: z.array(DeliveryView), next_cursor: z.string().nullable() });

/** The API, a clock to move, and the account of its key. */
export async function webhookApi(environment: Environment = 'test') {
  const clock = fixedClock();
  const api = await nativeApi({ clock, balance: '1000' });
  const key = environment === 'test' ? api.key : await api.keyOf(environment, '1000');
  const caller = await createFindCaller(api.database.db, clock)(key);
  if (!caller) throw new Error('the key opens nothing');
  const bench = { deps: api.core, caller };
  const sendOnce = webhookSender(bench);

  async function get(path: string, request: RequestOptions = {}): Promise<unknown> {
    const response = await api.send('GET', path, undefined, request);
    expect(response.status).toBe(200);
    return response.json();
  }

  async function post(path: string, body?: unknown, request: RequestOptions = {}) {
    const response = await api.send('POST', path, body, request);
    const answered: unknown = await response.json();
    return { status: response.status, body: answered };
  }

  /** Tries until the schedule is used up. */
  async function exhaust(id: string): Promise<void> {
    for (;;) {
      const end = await sendOnce(id);
      if (end.kind === 'done') return;
      clock.advanceSeconds(end.afterSeconds);
    }
  }

  const detail = async (id: string) => DeliveryDetail.parse(await get(`${DELIVERIES}/${id}`));
  return { ...api, clock, bench, sendOnce, get, post, exhaust, detail };
}
