import { expect, test } from 'vitest';

import { actorLight, type FigureLight } from './figure-light.ts';

const BLACK = [0, 0, 0] as const;

function lit(colour: readonly [number, number, number]): FigureLight {
  return {
    ambient: colour,
    key: colour,
    keyDirection: [0, 1, 0],
    local: BLACK,
    localDirection: [0, 1, 0],
    gleamDirection: [0, 1, 0],
    gleam: 0,
    rim: 0.2,
    rimColour: BLACK,
    flat: colour,
    flatAcross: BLACK,
    fog: BLACK,
    fogAmount: 0,
  };
}

test('an orange sun keeps at least 55 % of its light on actors without colour', () => {
  const [red, green, blue] = actorLight(lit([1.2, 0.6, 0.3]), 0).key;
  expect(red - blue).toBeLessThan((1.2 - 0.3) * 0.46);
  expect(red).toBeGreaterThan(green);
});

test('the hour does not make actors brighter by day, and never leaves them black by night', () => {
  for (const light of actorLight(lit([0.8, 0.8, 0.8]), 0).flat) expect(light).toBeCloseTo(0.8, 6);
  const night = actorLight(lit([0.05, 0.06, 0.1]), 1);
  expect(Math.min(...night.flat)).toBeGreaterThan(0.5);
  expect(night.rim).toBeGreaterThan(0.35);
});
