import { setTimeout } from 'node:timers/promises';

/** The only source of "now" for decisions. Tests pass one that they move by hand. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** Waits. Rejects as soon as `signal` aborts, also when that was before. */
export type Sleep = (milliseconds: number, signal: AbortSignal) => Promise<void>;

export const systemSleep: Sleep = (milliseconds, signal) => setTimeout(milliseconds, undefined, { signal });

/** ISO 8601, UTC, whole seconds, `Z`: the form of every time on the wire. */
export function isoSeconds(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}
