import type { PartName } from './label-parts.ts';
import type { DriverMotion } from './driver-motion.ts';
import type { Performance } from './performance.ts';
import type { Series } from './series.ts';
import { LIMB_NAMES } from './skeleton.ts';
import type { LimbName } from './skeleton.ts';

/**
 * How far behind the shoulders (in trunk lengths) an arm must be to be drawn behind the trunk, and from where it comes back;
 * the gap keeps it from blinking. The networks' depth is rough: only what is clear counts.
 */
const ARM_BEHIND = 0.45;
const ARM_BACK = 0.25;
/** Depth at which a lifted knee is drawn before the trunk; it must also be that high (share of the trunk below the hips). */
const KNEE_BEFORE = -0.45;
const KNEE_BACK = -0.3;

/** By frame the indices of `parts`, the farthest first. */
export function orderParts(
  parts: readonly PartName[],
  driver: DriverMotion,
  performance: Performance,
): Uint8Array {
  const behind = { leftArm: armBehind(driver, 'leftArm'), rightArm: armBehind(driver, 'rightArm') };
  const before = { leftLeg: kneeBefore(driver, 'leftLeg'), rightLeg: kneeBefore(driver, 'rightLeg') };
  const order = new Uint8Array(new SharedArrayBuffer(performance.frameCount * parts.length));
  for (let frame = 0; frame < performance.frameCount; frame++) {
    const levels = parts.map((name) => {
      if (name === 'trunk') return 0;
      // Of two alike the nearer one comes later.
      const nearer = -Math.max(-0.4, Math.min(0.4, driver.farness[name][frame] ?? 0));
      if (name === 'leftArm' || name === 'rightArm')
        return ((behind[name][frame] ?? 0) > 0 ? -4 : 4) + nearer;
      return ((before[name][frame] ?? 0) > 0 ? 2 : -2) + nearer;
    });
    const indices = parts.map((_, index) => index);
    indices.sort((a, b) => (levels[a] ?? 0) - (levels[b] ?? 0) || a - b);
    order.set(indices, frame * parts.length);
  }
  return order;
}

function armBehind(driver: DriverMotion, limb: LimbName): Series {
  let isBehind = false;
  return driver.depth[limb].map((depth, frame) => {
    // Turned side-on, the far arm is behind whatever it does, unless it reaches well forward.
    const far =
      (driver.farness[limb][frame] ?? 0) > 0.5 && Math.abs(driver.turn[frame] ?? 1) < 0.45 ? 0.3 : 0;
    const sign = depth + far;
    isBehind = isBehind ? sign > ARM_BACK : sign > ARM_BEHIND;
    return isBehind ? 1 : 0;
  });
}

function kneeBefore(driver: DriverMotion, limb: LimbName): Series {
  let isBefore = false;
  return driver.depth[limb].map((depth) => {
    isBefore = isBefore ? depth < KNEE_BACK : depth < KNEE_BEFORE;
    return isBefore ? 1 : 0;
  });
}

/** The limbs that a figure lacks, for the report. */
export function missingLimbs(limbs: readonly LimbName[]): readonly LimbName[] {
  return LIMB_NAMES.filter((limb) => !limbs.includes(limb));
}
