import fc from 'fast-check';
import { expect, test } from 'vitest';
import { afterTry, breakerState, DEFAULT_BREAKER, permits, WELL, type EngineHealth } from './breaker.ts';

const FAULT = { isFault: true, seconds: null };
const SUCCESS = { isFault: false, seconds: 10 };
const at = (seconds: number): Date => new Date(1_800_000_000_000 + seconds * 1_000);

function afterFaults(count: number): EngineHealth {
  let health = WELL;
  for (let index = 0; index < count; index += 1)
    health = afterTry(health, FAULT, { generationId: `g${index}`, now: at(index) }, DEFAULT_BREAKER);
  return health;
}

test('opens after so many faults in a row, and not before', () => {
  expect(breakerState(afterFaults(4), at(4))).toBe('closed');
  expect(breakerState(afterFaults(5), at(4))).toBe('open');
});

test('a success starts the count anew', () => {
  const health = afterTry(afterFaults(4), SUCCESS, { generationId: 's', now: at(5) }, DEFAULT_BREAKER);
  expect(afterTry(health, FAULT, { generationId: 't', now: at(6) }, DEFAULT_BREAKER).retryAt).toBeNull();
});

test('opens when half of the last tries were faults, though never many in a row', () => {
  let health: EngineHealth = WELL;
  for (let index = 0; index < 60; index += 1)
    health = afterTry(
      health,
      index % 3 === 0 ? SUCCESS : FAULT,
      { generationId: `g${index}`, now: at(index) },
      DEFAULT_BREAKER,
    );
  expect(health.retryAt).not.toBeNull();
});

test('after its rest one generation goes through, and no other while that one is under way', () => {
  const open = afterFaults(5);
  expect(permits(open, 'a', at(20))).toBe('no');
  expect(permits(open, 'a', at(40))).toBe('as_probe');
  const probing = { ...open, probingId: 'a', probingUntil: at(900) };
  expect(permits(probing, 'a', at(50))).toBe('as_probe');
  expect(permits(probing, 'b', at(50))).toBe('no');
  expect(permits(probing, 'b', at(901))).toBe('as_probe');
});

test('a probe that succeeds closes it; one that fails makes it rest longer, up to 16 times', () => {
  let health: EngineHealth = { ...afterFaults(5), probingId: 'p', probingUntil: at(900) };
  const closed = afterTry(health, SUCCESS, { generationId: 'p', now: at(50) }, DEFAULT_BREAKER);
  expect(breakerState(closed, at(50))).toBe('closed');
  const rests: number[] = [];
  for (let index = 0; index < 7; index += 1) {
    health = afterTry(
      { ...health, probingId: 'p' },
      FAULT,
      { generationId: 'p', now: at(0) },
      DEFAULT_BREAKER,
    );
    rests.push(((health.retryAt?.getTime() ?? 0) - at(0).getTime()) / 1_000);
  }
  expect(rests).toEqual([60, 120, 240, 480, 480, 480, 480]);
});

test('a late success of a try from before does not close it', () => {
  const late = afterTry(afterFaults(5), SUCCESS, { generationId: 'old', now: at(10) }, DEFAULT_BREAKER);
  expect(breakerState(late, at(10))).toBe('open');
});

test('an engine that is slower than allowed is left alone', () => {
  const settings = { ...DEFAULT_BREAKER, slowSeconds: 60 };
  const slow = afterTry(WELL, { isFault: false, seconds: 90 }, { generationId: 'a', now: at(0) }, settings);
  expect(breakerState(slow, at(0))).toBe('open');
});

test('whatever happens, the shares stay between 0 and 1 and an open breaker ends its rest within 16 times', () => {
  const tries = fc.array(fc.record({ isFault: fc.boolean(), isProbe: fc.boolean(), seconds: fc.nat(1_000) }));
  fc.assert(
    fc.property(tries, (list) => {
      let health: EngineHealth = WELL;
      for (const [index, { isFault, isProbe, seconds }] of list.entries()) {
        const id = `g${index}`;
        if (isProbe && health.retryAt) health = { ...health, probingId: id, probingUntil: at(index + 900) };
        const result = { isFault, seconds: isFault ? null : seconds };
        health = afterTry(health, result, { generationId: id, now: at(index) }, DEFAULT_BREAKER);
        expect(health.faultShare).toBeGreaterThanOrEqual(0);
        expect(health.faultShare).toBeLessThanOrEqual(1);
        if (health.retryAt) expect(permits(health, 'x', at(index + 30 * 16))).not.toBe('no');
      }
    }),
  );
});
