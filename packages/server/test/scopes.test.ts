/** Which scope opens which door. Goes through every described route, so that a new one is tried without being named here. */
import { expect, test } from 'vitest';
import { ErrorBody } from '../src/contract/generation-view.ts';
import { ROUTES } from '../src/http/routes.ts';
import { KEY_SCOPES, type KeyScope } from '../src/kernel/key-scopes.ts';
import { nativeApi } from './support/native-api.ts';

interface Door {
  readonly method: string;
  readonly path: string;
}

const DOORS: readonly Door[] = ROUTES.filter((route) => (route.security ?? []).length > 0).map((route) => ({
  method: route.method.toUpperCase(),
  path: route.path,
}));

/** The first row that fits decides. A route that fits none of the special ones looks with GET and changes with the rest. */
const NEEDED: readonly (readonly [method: RegExp, path: RegExp, scope: KeyScope])[] = [
  [/./, /^\/v1\/keys\b/, 'admin'],
  [/GET/, /^\/v1\/engines$/, 'admin'],
  [/GET/, /^\/v1\/webhooks\/deliveries\b/, 'read'],
  [/./, /^\/v1\/webhooks\b/, 'admin'],
  // Looks without changing anything; its request is only too large for an address.
  [/POST/, /^\/v1\/kling\/quote$/, 'read'],
  [/GET/, /./, 'read'],
  [/./, /./, 'generate'],
];

function neededScope({ method, path }: Door): KeyScope {
  const row = NEEDED.find(([methods, paths]) => methods.test(method) && paths.test(path));
  if (!row) throw new Error(`no row fits ${method} ${path}`);
  return row[2];
}

/** With ids that nothing has. */
const addressOf = ({ path }: Door): string =>
  path.replaceAll(/\{\w+\}/g, '00000000-0000-4000-8000-000000000000');

/** With a body that nothing takes. */
const knock = (api: Awaited<ReturnType<typeof nativeApi>>, door: Door, key: string | null) =>
  api.send(door.method, addressOf(door), door.method === 'GET' ? undefined : { unknown: true }, { key });

test('every door opens with its scope alone, and says which is missing to all others', async () => {
  const api = await nativeApi();
  const keys = new Map<KeyScope, string>();
  for (const scope of KEY_SCOPES) {
    const made = await api.send('POST', '/v1/keys', { name: scope, scopes: [scope] }, {});
    keys.set(scope, String(Reflect.get(Object(await made.json()), 'key')));
  }
  for (const door of DOORS) {
    const needed = neededScope(door);
    for (const [scope, key] of keys) {
      const answer = await knock(api, door, key);
      const isOpen = answer.status !== 401 && answer.status !== 403;
      expect({ door, scope, isOpen }).toEqual({ door, scope, isOpen: scope === needed });
      if (isOpen) await answer.body?.cancel();
      else
        expect({ door, ...ErrorBody.parse(await answer.json()) }).toMatchObject({
          door,
          code: 'FORBIDDEN',
          detail: `This key has the scopes ${scope}; ${door.method} ${addressOf(door)} needs ${needed}.`,
        });
    }
  }
});

test('no door opens without a key, or with a wrong one', async () => {
  const api = await nativeApi();
  for (const door of DOORS)
    for (const [key, detail] of [
      [null, 'Missing credentials'],
      [`rk_test_${'x'.repeat(43)}`, 'Invalid API key'],
    ] as const) {
      const answer = await knock(api, door, key);
      const { code, detail: told } = ErrorBody.parse(await answer.json());
      expect({ door, code, told }).toEqual({ door, code: 'UNAUTHENTICATED', told: detail });
    }
});
