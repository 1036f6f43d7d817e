export const TAU = Math.PI * 2;

export function clamp(value: number, low = 0, high = 1): number {
  return value < low ? low : value > high ? high : value;
}

export function mix(a: number, b: number, k: number): number {
  return a + (b - a) * k;
}

/** Hermite step from 0 at `low` to 1 at `high`; `low` may be the larger. */
export function smoothstep(low: number, high: number, value: number): number {
  const k = clamp((value - low) / (high - low));
  return k * k * (3 - 2 * k);
}

/** Remainder that is never negative. */
export function wrap(value: number, period: number): number {
  return ((value % period) + period) % period;
}
