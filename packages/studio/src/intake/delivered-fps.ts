import type { Timing } from './packet-times.ts';

/** Below this, leaving out every second or third picture looks worse than an uneven choice. */
const LEAST_EVEN_FPS = 24;
/** Mean and usual rate differ by more: a file of variable rate, and the camera's own is the usual one. */
const VARIABLE_RATE = 0.05;

/** A whole number of pictures a second, at most `mostFps`: the film's own, or an even part of it. */
export function deliveredFps(timing: Pick<Timing, 'meanFps' | 'usualFps'>, mostFps: number): number {
  const { meanFps, usualFps } = timing;
  const variable = Math.abs(meanFps - usualFps) > VARIABLE_RATE * meanFps;
  const own = variable ? usualFps : meanFps;
  if (own < mostFps + 0.5) return Math.max(1, Math.round(own));
  const even = Math.round(own / Math.ceil(own / (mostFps + 0.5)));
  return even >= Math.min(LEAST_EVEN_FPS, mostFps) ? even : mostFps;
}

/** How many pictures a film of this length has at a constant rate. */
export function pictureCountOf(durationSeconds: number, fps: number): number {
  return Math.max(1, Math.round(durationSeconds * fps));
}
