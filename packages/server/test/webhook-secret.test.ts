/** The secret that signs webhooks: shown once, rotated with an overlap, and never told otherwise. */
import { Webhook } from 'standardwebhooks';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { z } from 'zod';
import { createKey } from '../src/accounts/accounts.ts';
import { secureRandomBytes } from '../src/accounts/secrets.ts';
import { grantCredits } from '../src/commands/grant-credits.ts';
import { SecretView, ShownSecret } from '../src/contract/delivery-view.ts';
import { ListenedWebhook } from '../src/contract/listened-webhook.ts';
import { isoSeconds } from '../src/kernel/clock.ts';
import { newId } from '../src/kernel/ids.ts';
import { parseDollars } from '../src/kernel/money.ts';
import { fixedClock } from './support/fixed-clock.ts';
import { nativeApi, type RequestOptions } from './support/native-api.ts';
import { readEvents } from './support/read-events.ts';
import {
  answering,
  webhookReceiver,
  webhookSender,
  type ReceivedWebhook,
} from './support/webhook-receiver.ts';

const SECRET = '/v1/webhooks/secret';

/** standardwebhooks looks at the system's clock, and refuses what is older than five minutes. */
async function secretApi() {
  const clock = fixedClock();
  vi.useFakeTimers({ toFake: ['Date'], now: clock.now() });
  onTestFinished(() => void vi.useRealTimers());
  const api = await nativeApi({ clock });
  const receiver = await webhookReceiver(answering(200));
  const sendOnce = webhookSender({ deps: api.core });
  return {
    ...api,
    clock,
    advanceSeconds(seconds: number) {
      clock.advanceSeconds(seconds);
      vi.setSystemTime(clock.now());
    },
    async state(request: RequestOptions = {}) {
      const response = await api.send('GET', SECRET, undefined, request);
      expect(response.status).toBe(200);
      return SecretView.parse(await response.json());
    },
    reveal: (request: RequestOptions = {}) => api.send('POST', `${SECRET}/reveal`, undefined, request),
    async revealed(request: RequestOptions): Promise<string> {
      return ShownSecret.parse(await (await this.reveal(request)).json()).secret;
    },
    async rotate(body?: unknown, request: RequestOptions = {}) {
      const response = await api.send('POST', `${SECRET}/rotate`, body, request);
      expect(response.status).toBe(201);
      return ShownSecret.parse(await response.json());
    },
    /** Sends a test event, and answers it as it arrived. */
    async message(request: RequestOptions = {}): Promise<ReceivedWebhook> {
      const response = await api.send('POST', '/v1/webhooks/test', { url: receiver.url }, request);
      const { delivery_id } = z.object({ delivery_id: z.string() }).parse(await response.json());
      await sendOnce(delivery_id);
      return receiver.received.at(-1) ?? expect.fail('nothing arrived');
    },
  };
}

/** Keys of both environments of one account. */
async function bothEnvironments() {
  const api = await secretApi();
  const { db } = api.database;
  const { account_id: accountId } = await db
    .selectFrom('api_keys')
    .select('account_id')
    .executeTakeFirstOrThrow();
  const wish = { accountId, environment: 'live', name: 'live' } as const;
  const { key: live } = await createKey(db, { newId, randomBytes: secureRandomBytes }, wish);
  await grantCredits({ db }, { accountId, environment: 'live' }, parseDollars('10'), 'for the test');
  return { api, keys: { test: api.key, live } };
}

const accepts = (secret: string, { body, headers }: ReceivedWebhook): boolean => {
  try {
    new Webhook(secret).verify(body, headers);
    return true;
  } catch {
    return false;
  }
};

const signaturesOf = ({ headers }: ReceivedWebhook) => headers['webhook-signature']?.split(' ');

describe('the first secret', () => {
  test('is shown once, and verifies what is sent', async () => {
    const api = await secretApi();
    expect(await api.state()).toMatchObject({ shown_at: null, previous_valid_until: null });
    const response = await api.reveal();
    expect(response.headers.get('cache-control')).toBe('no-store');
    const { secret, prefix } = ShownSecret.parse(await response.json());
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(await api.state()).toEqual({
      prefix: secret.slice(0, 10),
      shown_at: isoSeconds(api.clock.now()),
      previous_valid_until: null,
    });
    expect(prefix).toBe(secret.slice(0, 10));
    expect(accepts(secret, await api.message())).toBe(true);
    const again = await api.reveal();
    expect(again.status).toBe(409);
    expect(await again.text()).toContain('rotate it');
  });

  test('is shown to one of many who ask at the same time', async () => {
    const api = await secretApi();
    const answers = await Promise.all(Array.from({ length: 8 }, () => api.reveal()));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
      200, 409, 409, 409, 409, 409, 409, 409,
    ]);
  });
});

describe('a rotation', () => {
  test('signs with both secrets until the overlap ends, the new one first', async () => {
    const api = await secretApi();
    const { secret: old } = ShownSecret.parse(await (await api.reveal()).json());
    const { secret, previous_valid_until } = await api.rotate({ overlap_seconds: 3600 });
    expect(previous_valid_until).toBe(isoSeconds(new Date(api.clock.now().getTime() + 3_600_000)));
    const during = await api.message();
    expect(signaturesOf(during)).toHaveLength(2);
    expect([secret, old].map((one) => accepts(one, during))).toEqual([true, true]);
    const first = { ...during.headers, 'webhook-signature': signaturesOf(during)?.[0] ?? '' };
    expect([secret, old].map((one) => accepts(one, { ...during, headers: first }))).toEqual([true, false]);

    api.advanceSeconds(3600);
    const afterwards = await api.message();
    expect(signaturesOf(afterwards)).toHaveLength(1);
    expect([secret, old].map((one) => accepts(one, afterwards))).toEqual([true, false]);
    expect(await api.state()).toMatchObject({ prefix: secret.slice(0, 10), previous_valid_until: null });
  });

  test('overlaps for a day unless said otherwise, and not at all with 0 seconds', async () => {
    const api = await secretApi();
    const first = await api.rotate();
    const aDay = new Date(api.clock.now().getTime() + 86_400_000);
    expect(first.previous_valid_until).toBe(isoSeconds(aDay));
    const second = await api.rotate({ overlap_seconds: 0 });
    expect(second.previous_valid_until).toBeNull();
    const message = await api.message();
    expect([first.secret, second.secret].map((one) => accepts(one, message))).toEqual([false, true]);
  });

  test('in the overlap of another drops the oldest secret', async () => {
    const api = await secretApi();
    const secrets = [await api.rotate(), await api.rotate(), await api.rotate()].map((one) => one.secret);
    const message = await api.message();
    expect(secrets.map((one) => accepts(one, message))).toEqual([false, true, true]);
  });

  test('leaves nothing to reveal: its answer was the only one that shows the secret', async () => {
    const api = await secretApi();
    await api.rotate();
    expect((await api.reveal()).status).toBe(409);
  });

  test.each([-1, 604_801, 1.5, '60'])('with an overlap of %s seconds is refused', async (overlap_seconds) => {
    const api = await secretApi();
    const response = await api.send('POST', `${SECRET}/rotate`, { overlap_seconds }, {});
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ field: 'overlap_seconds' });
  });
});

describe('each environment', () => {
  const ENVIRONMENTS = [
    { own: 'test', other: 'live' },
    { own: 'live', other: 'test' },
  ] as const;

  test.each(ENVIRONMENTS)('signs with a secret of its own: $own and $other', async ({ own, other }) => {
    const { api, keys } = await bothEnvironments();
    const mine = await api.revealed({ key: keys[own] });
    const theirs = await api.revealed({ key: keys[other] });
    expect(mine).not.toBe(theirs);
    const message = await api.message({ key: keys[own] });
    expect([mine, theirs].map((secret) => accepts(secret, message))).toEqual([true, false]);
  });

  test.each(ENVIRONMENTS)('$own neither shows, uses up nor changes the secret of $other', async (one) => {
    const { api, keys } = await bothEnvironments();
    const [own, other] = [{ key: keys[one.own] }, { key: keys[one.other] }];
    const before = await api.state(other);
    const seen = [await api.revealed(own), (await api.rotate({ overlap_seconds: 3600 }, own)).secret];
    expect(await api.state(other)).toEqual(before);
    const theirs = await api.revealed(other);
    expect(seen).not.toContain(theirs);
    const message = await api.message(other);
    expect(signaturesOf(message)).toHaveLength(1);
    expect([theirs, ...seen].map((secret) => accepts(secret, message))).toEqual([true, false, false]);
  });

  test('signs the messages to its listeners too', async () => {
    const { api, keys } = await bothEnvironments();
    const secrets = {
      test: await api.revealed({ key: keys.test }),
      live: await api.revealed({ key: keys.live }),
    };
    for (const environment of ['test', 'live'] as const) {
      const request = { key: keys[environment] };
      const listener = readEvents(await api.send('GET', '/v1/webhooks/events', undefined, request));
      const { generation_id } = (await api.accepted({ prompt: 'a cat' }, request)).body;
      await api.database.db
        .updateTable('generations')
        .set({ status: 'failed', failure: 'TASK_FAILED', completed_at: api.clock.now() })
        .where('id', '=', generation_id)
        .execute();
      const { headers, body } = ListenedWebhook.parse((await listener.next())?.data);
      const message = { url: '', headers: { ...headers }, body };
      expect(accepts(secrets[environment], message)).toBe(true);
      expect(accepts(secrets[environment === 'test' ? 'live' : 'test'], message)).toBe(false);
    }
  });
});

test('every account has a secret of its own, which a rotation by another leaves alone', async () => {
  const api = await secretApi();
  const theirs = { key: await api.keyOf('test', '1') };
  const before = await api.state(theirs);
  await api.rotate();
  expect(await api.state(theirs)).toEqual(before);
  expect((await api.state()).prefix).not.toBe(before.prefix);
});
