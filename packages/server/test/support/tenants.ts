/** Two accounts, one of them with keys of both environments, each with one of everything that has an id. */
import { z } from 'zod';
import { createFindCaller } from '../../src/accounts/find-caller.ts';
import { grantCredits } from '../../src/commands/grant-credits.ts';
import type { Environment } from '../../src/kernel/environment.ts';
import { parseDollars } from '../../src/kernel/money.ts';
import { fakePicture } from './fake-media.ts';
import { fixedClock } from './fixed-clock.ts';
import { nativeApi } from './native-api.ts';
import { upload } from './upload.ts';
import { answering, webhookReceiver, webhookSender } from './webhook-receiver.ts';

type Api = Awaited<ReturnType<typeof nativeApi>>;

/** A key with every scope, and the ids of what was made with it, by the parameter that stands for them. */
export interface Tenant {
  readonly name: string;
  readonly account: 'A' | 'B';
  readonly environment: Environment;
  readonly key: string;
  readonly ids: Readonly<Record<ThingParameter, readonly string[]>>;
}

interface Thing {
  /** Whether keys of the other environment see it too. */
  readonly belongsTo: 'account' | 'environment';
  /** An id that nothing has. */
  readonly nobodys: string;
  /** Makes two at least, in states in which different changes are possible. */
  make(api: Api, key: string): Promise<readonly string[]>;
}

const NOBODYS = '00000000-0000-4000-8000-000000000000';

/** All that has an id of its own, by the parameter that stands for it in addresses. */
export const THINGS = {
  generation_id: { belongsTo: 'environment', nobodys: NOBODYS, make: makeGenerations },
  file_id: { belongsTo: 'account', nobodys: `file_${NOBODYS}`, make: makeFiles },
  key_id: { belongsTo: 'environment', nobodys: NOBODYS, make: makeKeys },
  delivery_id: { belongsTo: 'environment', nobodys: NOBODYS, make: makeDeliveries },
} as const satisfies Record<string, Thing>;
export type ThingParameter = keyof typeof THINGS;

export async function tenants() {
  const api = await nativeApi({ clock: fixedClock() });
  const live = await api.keyOf('live', '10');
  const play = await madeKey(api, live, { name: 'play', environment: 'test' });
  await grantTo(api, play.key);
  const other = await api.keyOf('live', '10');
  const tenant = async (
    name: string,
    account: Tenant['account'],
    environment: Environment,
    key: string,
  ): Promise<Tenant> => ({
    name,
    account,
    environment,
    key,
    ids: {
      generation_id: await makeGenerations(api, key),
      file_id: await makeFiles(api, key),
      key_id: await makeKeys(api, key),
      delivery_id: await makeDeliveries(api, key),
    },
  });
  return {
    api,
    owner: await tenant('A live', 'A', 'live', live),
    ownerInTest: await tenant('A test', 'A', 'test', play.key),
    stranger: await tenant('B live', 'B', 'live', other),
  };
}

/** Whether `viewer` may see what `owner` has made. Live keys also manage the test keys of their account. */
export function maySee(viewer: Tenant, owner: Tenant, parameter: ThingParameter): boolean {
  if (viewer.account !== owner.account) return false;
  if (viewer.environment === owner.environment || THINGS[parameter].belongsTo === 'account') return true;
  return parameter === 'key_id' && viewer.environment === 'live';
}

async function answered(
  api: Api,
  key: string,
  [method, path, body]: readonly [method: string, path: string, body?: unknown],
): Promise<unknown> {
  const response = await api.send(method, path, body, { key });
  if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
  return response.json();
}

/** One that waits and one that has ended. */
async function makeGenerations(api: Api, key: string): Promise<readonly string[]> {
  const made: string[] = [];
  for (const prompt of ['a red fox', 'a grey owl'])
    made.push((await api.accepted({ prompt }, { key })).body.generation_id);
  await answered(api, key, ['POST', `/v1/kling/generations/${made[1]}/cancel`]);
  return made;
}

async function makeFiles(api: Api, key: string): Promise<readonly string[]> {
  const files = [await upload({ ...api, key }, fakePicture()), await upload({ ...api, key }, fakePicture())];
  return files.map(({ id }) => id);
}

async function makeKeys(api: Api, key: string): Promise<readonly string[]> {
  return [(await madeKey(api, key, { name: 'one' })).id, (await madeKey(api, key, { name: 'two' })).id];
}

/** They have failed for good, so that a replay would show. */
async function makeDeliveries(api: Api, key: string): Promise<readonly string[]> {
  const { url } = await webhookReceiver(answering(500));
  const send = webhookSender({ deps: api.core });
  const made: string[] = [];
  for (const path of ['/one', '/two']) {
    const delivery = await answered(api, key, ['POST', '/v1/webhooks/test', { url: url + path }]);
    const { delivery_id: id } = z.object({ delivery_id: z.string() }).parse(delivery);
    await send(id);
    made.push(id);
  }
  return made;
}

async function madeKey(api: Api, key: string, body: object) {
  const made = await answered(api, key, ['POST', '/v1/keys', body]);
  return z.object({ id: z.string(), key: z.string() }).parse(made);
}

async function grantTo(api: Api, key: string): Promise<void> {
  const caller = await createFindCaller(api.database.db, api.core.clock)(key);
  if (!caller) throw new Error('the key opens nothing');
  await grantCredits(api.core, caller, parseDollars('10'), 'for the test');
}
