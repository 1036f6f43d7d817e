import { expect, test } from 'vitest';
import { listPriceOf } from './list-prices.ts';

const five = { mode: 'text_to_video', pictureClass: '720p', sound: false, durationSeconds: 5 } as const;
const fiveLarge = { ...five, pictureClass: '1080p' } as const;
const motion = { ...five, mode: 'motion_control' } as const;

test.each([
  ['kling-3.0', { ...five, model: 'kling_3' }, 420_000n],
  ['kling-3.0', { ...fiveLarge, sound: true, model: 'kling_3_pro' }, 840_000n],
  ['kling-3.0', { ...motion, model: 'kling_3_motion' }, 630_000n],
  ['kling-3.0-omni', { ...five, sound: true, model: 'kling_o3' }, 560_000n],
  ['kling-3.0-turbo', { ...five, model: 'kling_3' }, 560_000n],
  ['kling-o1', { ...fiveLarge, model: 'kling_o1' }, 560_000n],
  ['kling-2.6', { ...fiveLarge, sound: true, model: 'kling_2.6' }, 700_000n],
  ['kling-2.6', { ...motion, model: 'kling_2.6_motion' }, 350_000n],
  ['kling-2.5-turbo', { ...five, model: 'kling_2.5_turbo' }, 210_000n],
] as const)('%s costs what the list says: %o', (model, wish, price) => {
  expect(listPriceOf(model, wish)).toBe(price);
});

test('what Kling does not sell has no price', () => {
  expect(listPriceOf('kling-2.6', { ...five, sound: true, model: 'kling_2.6' })).toBeNull();
  expect(listPriceOf('kling-o1', { ...motion, model: 'kling_o1' })).toBeNull();
  expect(listPriceOf('kling-v1-6', { ...five, model: 'kling_1.6' })).toBeNull();
});
