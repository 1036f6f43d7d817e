import { expect, test } from 'vitest';
import { falSigner } from '../../../test/emulators/fal-signer.ts';
import type { JsonValue } from '../../kernel/json.ts';
import { createSigningKeys, readKeys } from './signing-keys.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const at = (milliseconds: number) => new Date(milliseconds);

function counted(answers: () => JsonValue | null) {
  let count = 0;
  const keys = createSigningKeys(async () => {
    count += 1;
    return answers();
  });
  return { keys, count: () => count };
}

const jwks = () => JSON.parse(JSON.stringify(falSigner().jwks())) as JsonValue;

test('keys are kept for a day', async () => {
  const { keys, count } = counted(jwks);
  for (const time of [0, MINUTE, DAY - 1]) expect(await keys.someFits(() => true, at(time))).toBe(true);
  expect(count()).toBe(1);
  expect(await keys.someFits(() => true, at(DAY))).toBe(true);
  expect(count()).toBe(2);
});

test('when none fits they are asked for again, at most once a minute', async () => {
  const { keys, count } = counted(jwks);
  for (const time of [0, 1, MINUTE - 1]) expect(await keys.someFits(() => false, at(time))).toBe(false);
  expect(count()).toBe(1);
  expect(await keys.someFits(() => false, at(MINUTE))).toBe(false);
  expect(count()).toBe(2);
});

test('messages that come at once are served by one question', async () => {
  const { keys, count } = counted(jwks);
  const answers = await Promise.all([1, 2, 3].map(() => keys.someFits(() => true, at(0))));
  expect(answers).toEqual([true, true, true]);
  expect(count()).toBe(1);
});

test('an empty answer does not take away keys that are young enough, and old ones are not used', async () => {
  let answer: JsonValue | null = jwks();
  const { keys } = counted(() => answer);
  expect(await keys.someFits(() => true, at(0))).toBe(true);
  answer = null;
  let asked = 0;
  expect(await keys.someFits(() => asked++ > 0, at(2 * MINUTE))).toBe(true);
  expect(await keys.someFits(() => true, at(DAY))).toBe(false);
});

test('what is no Ed25519 key is passed over', () => {
  expect(readKeys(jwks())).toHaveLength(1);
  for (const json of [null, {}, { keys: [null, { kty: 'OKP', crv: 'Ed25519', x: 'short' }, { kty: 'RSA' }] }])
    expect(readKeys(json)).toEqual([]);
});
