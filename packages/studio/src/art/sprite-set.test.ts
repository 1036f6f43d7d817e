import { expect, test } from 'vitest';
import { loadSprites, spriteSetKey } from './sprite-set.ts';

const CUP = { kind: 'drawn', name: 'cup' } as const;

test('a picture asked for several times is drawn once, at the largest height', async () => {
  const set = await loadSprites([
    { ref: CUP, heightPx: 40 },
    { ref: CUP, heightPx: 90 },
    { ref: CUP, heightPx: 60, tint: null },
  ]);
  expect([...set.keys()]).toEqual([spriteSetKey(CUP)]);
  expect(Math.abs((set.get(spriteSetKey(CUP))?.levels[0]?.height ?? 0) - 90)).toBeLessThanOrEqual(6);
});

test('every tint of a picture is a sprite of its own', async () => {
  const red = [214, 42, 44] as const;
  const set = await loadSprites([
    { ref: CUP, heightPx: 40 },
    { ref: CUP, heightPx: 40, tint: red },
  ]);
  expect([...set.keys()]).toEqual([spriteSetKey(CUP), spriteSetKey(CUP, red)]);
});

test('no picture is higher than 1200 pixels', async () => {
  const set = await loadSprites([{ ref: { kind: 'drawn', name: 'fork' }, heightPx: 5000 }]);
  expect([...set.values()][0]?.levels[0]?.height).toBeLessThanOrEqual(1215);
});
