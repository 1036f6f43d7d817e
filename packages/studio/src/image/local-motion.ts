import { clamp, smoothstep, TAU } from '../maths/curves.ts';
import type { Point } from './picture-view.ts';
import { sampleQuarter } from './picture-view.ts';
import type { LocalMotion } from './picture-plan.ts';

/** Seconds until what stirs has come to its full size: frame 0 is the picture. */
const ONSET_SECONDS = 0.9;
const BREATH_SECONDS = 3.4;
const LEAST_WEIGHT = 0.02;

/** 0 at the first frame, 1 soon after. */
export function onsetAt(seconds: number): number {
  return smoothstep(0, ONSET_SECONDS, seconds);
}

/** Whether anything of the ground stirs. */
export function groundStirs(motion: LocalMotion): boolean {
  return motion.sky !== null || motion.foliage !== null;
}

/** Moves the source point of the ground by clouds and foliage. Pixels of the film; `seconds` of story. */
export function stirGround(motion: LocalMotion, seconds: number, point: Point): void {
  const { sky, foliage, phase } = motion;
  const { x, y } = point;
  if (sky) {
    const weight = sampleQuarter(sky, x, y);
    if (weight > LEAST_WEIGHT) {
      const drift = motion.cloudSpeed * seconds * onsetAt(seconds);
      point.x -= weight * weight * drift;
    }
  }
  if (foliage) {
    const weight = sampleQuarter(foliage, x, y) * motion.swayPixels * onsetAt(seconds);
    if (weight > LEAST_WEIGHT) {
      // Gusts run through the leaves; neighbouring twigs answer a little later.
      const gust = 0.65 + 0.35 * Math.sin(seconds * 0.9 - x * 0.006 + phase);
      const lean = Math.sin(seconds * 2.3 - x * 0.017 - y * 0.006 + phase);
      const flutter = Math.sin(seconds * 4.7 - x * 0.043 + y * 0.031 + 2 * phase);
      point.x += weight * gust * (lean + 0.35 * flutter);
      point.y += weight * gust * 0.3 * flutter;
    }
  }
}

/** Moves the source point of the subject by its breath and by wind in its hair. */
export function stirSubject(motion: LocalMotion, seconds: number, point: Point): void {
  const onset = onsetAt(seconds);
  if (motion.breath) {
    const { pixels, top, foot } = motion.breath;
    const share = clamp((foot - point.y) / (foot - top));
    // In faster than out, and nothing at the foot.
    const cycle = (TAU * seconds) / BREATH_SECONDS;
    const lung = 0.5 - 0.5 * Math.cos(cycle + 0.35 * Math.sin(cycle));
    point.y += pixels * onset * lung * smoothstep(0, 0.85, share);
  }
  if (motion.hair) {
    const weight = sampleQuarter(motion.hair, point.x, point.y) * motion.hairPixels * onset;
    if (weight > LEAST_WEIGHT) {
      const { x, y } = point;
      point.x += weight * Math.sin(seconds * 2.9 - y * 0.03 - x * 0.01 + motion.phase);
      point.y += weight * 0.4 * Math.sin(seconds * 4.1 - x * 0.04 + motion.phase);
    }
  }
}

/**
 * What ripples do to a row of water: writes how far its picture is moved there (pixels at full weight). Waves shorten
 * towards the horizon as they do in perspective, and run from there towards the camera.
 */
export function rippleAt(motion: LocalMotion, seconds: number, x: number, y: number, into: Point): void {
  const below = Math.max(2, y - motion.horizon);
  const size = motion.ripplePixels * onsetAt(seconds) * Math.min(1, 0.25 + below * 0.006);
  const depth = Math.log(below) * 26;
  const a = depth + x * 0.011 - seconds * 2.6 + motion.phase;
  const b = depth * 1.7 - x * 0.019 - seconds * 3.4;
  into.x = size * (0.75 * Math.sin(a) + 0.35 * Math.sin(b));
  into.y = size * 0.55 * Math.sin(a * 0.83 + 1.3 + x * 0.004);
}
