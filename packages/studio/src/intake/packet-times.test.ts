import { AV_NOPTS_VALUE, AV_PKT_FLAG_DISCARD } from 'node-av/constants';
import { Packet } from 'node-av/lib';
import { expect, test } from 'vitest';
import { PacketTimes } from './packet-times.ts';
import type { Timing } from './packet-times.ts';

/** Packets of `times` milliseconds in this order, each saying that it lasts `duration`. */
function collect(
  times: readonly number[],
  duration: number,
  discarded = 0,
): ReturnType<PacketTimes['finish']> {
  const collected = new PacketTimes(0.001);
  times.forEach((time, index) => {
    const packet = new Packet();
    packet.alloc();
    packet.pts = BigInt(time);
    packet.dts = BigInt(time);
    packet.duration = BigInt(duration);
    if (index < discarded) packet.setFlags(AV_PKT_FLAG_DISCARD);
    collected.add(packet);
    packet.free();
  });
  return collected.finish();
}

function timingOf(found: ReturnType<PacketTimes['finish']>): Timing {
  if ('code' in found) throw new Error(found.sentence);
  return found;
}

const STEADY = Array.from({ length: 40 }, (_, index) => index * 100);

test('a film lasts from its first picture to the end of its last', () => {
  const { startSeconds, durationSeconds, meanFps } = timingOf(collect(STEADY, 100));
  expect(startSeconds).toBe(0);
  expect(durationSeconds).toBeCloseTo(4, 9);
  expect(meanFps).toBeCloseTo(10, 9);
});

test('a last picture without a duration lasts as long as most others', () => {
  expect(timingOf(collect(STEADY, 0)).durationSeconds).toBeCloseTo(4, 9);
});

test('pictures stored out of order, or beginning late, are put in order', () => {
  const late = STEADY.map((time) => time + 5000).toReversed();
  expect(timingOf(collect(late, 100))).toMatchObject({ startSeconds: 5, meanFps: 10 });
});

test('pictures hidden by an edit list do not count', () => {
  expect(timingOf(collect(STEADY, 100, 5))).toMatchObject({ startSeconds: 0.5, durationSeconds: 3.5 });
});

test('times in whole milliseconds do not make sixty pictures a second too fast', () => {
  const times = Array.from({ length: 240 }, (_, index) => Math.round((index * 1000) / 60));
  expect(timingOf(collect(times, 16)).meanFps).toBeCloseTo(60, 1);
});

test('the usual rate of a film that pauses is that of its moving part', () => {
  const times = STEADY.map((time, index) => (index < 20 ? time / 2 : time + 1500));
  const { meanFps, usualFps } = timingOf(collect(times, 50));
  expect(meanFps).toBeLessThan(8);
  expect(usualFps).toBeGreaterThanOrEqual(10);
});

test('a film that goes on for too long need not be read to its end', () => {
  const collected = new PacketTimes(0.001);
  const packet = new Packet();
  packet.alloc();
  packet.dts = AV_NOPTS_VALUE;
  packet.pts = 0n;
  expect(collected.add(packet)).toBe(true);
  packet.pts = 90_000n;
  expect(collected.add(packet)).toBe(false);
  packet.free();
  expect(collected.finish()).toMatchObject({ code: 'too_long' });
});

test('a single picture is no film', () => {
  expect(collect([0], 5000)).toMatchObject({ code: 'damaged' });
});
