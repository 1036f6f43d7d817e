import { expect, test } from 'vitest';
import { times } from '../kernel/money.ts';
import { billedDriverSeconds, driverLengthFault } from './driver-seconds.ts';
import { DEFAULT_PRICES } from './price-book.ts';
import { quoteRequest } from './quote-request.ts';
import { resolveRequest } from './resolve.ts';

const request = (body: Record<string, unknown>) =>
  resolveRequest(body, { strict: true, randomSeed: 1, allowLoopbackCallbacks: false });
const MOTION = {
  model: 'kling_3_motion',
  reference_video_url: 'https://a.example/v.mp4',
  reference_image_url: 'https://a.example/i.png',
};
const RATE = DEFAULT_PRICES.kling_3_motion.perSecond;

test('a length that is known is quoted as it is, and nothing stays open', () => {
  expect(quoteRequest(DEFAULT_PRICES, request({ prompt: 'a cat', duration: 10 }), null)).toEqual({
    price: times(DEFAULT_PRICES['kling_2.5_turbo'].perSecond, 10),
    durationSeconds: 10,
    openRate: null,
  });
});

test('an unknown driver is quoted at the most that it can cost: 30 seconds, or 10 with the orientation of the image', () => {
  for (const [character_orientation, most] of [
    ['video', 30],
    ['image', 10],
  ] as const)
    expect(quoteRequest(DEFAULT_PRICES, request({ ...MOTION, character_orientation }), null)).toEqual({
      price: times(RATE, most),
      durationSeconds: null,
      openRate: RATE,
    });
});

test('a measured driver is quoted at its seconds, rounded up', () => {
  for (const [measured, paid] of [
    [3, 3],
    [3.01, 4],
    [29.5, 30],
    [30.07, 30],
  ] as const)
    expect(quoteRequest(DEFAULT_PRICES, request(MOTION), measured)).toEqual({
      price: times(RATE, paid),
      durationSeconds: paid,
      openRate: null,
    });
});

test('padding of a tenth of a second is neither refused nor paid for above the limit; more is refused with both lengths', () => {
  expect(billedDriverSeconds(10.09, 10)).toBe(10);
  expect(driverLengthFault(10.09, 'image')).toBeNull();
  expect(driverLengthFault(10.2, 'image')).toMatch(/10\.2 seconds.*at most 10 seconds/);
  expect(driverLengthFault(10.2, 'video')).toBeNull();
  expect(driverLengthFault(30.2, 'video')).toMatch(/30\.2 seconds.*at most 30 seconds/);
});
