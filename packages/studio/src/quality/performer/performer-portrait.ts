import type { Picture } from '../../pixels/picture.ts';
import type { LookName } from './performer-look.ts';
import { RESTING_POSTURE, side, swing } from './posture.ts';
import { createPerformerPainter } from './render-driver.ts';

/** A performer standing with the arms a little off the body, as people stand for a picture. */
export function performerPortrait(look: LookName, width: number, height: number): Picture {
  const limbs = side({
    upperArm: swing(26),
    forearm: swing(20, 10),
    thigh: swing(7, 2),
    shin: swing(6, -2),
  });
  return createPerformerPainter(width, height, look)({ ...RESTING_POSTURE, left: limbs, right: limbs }, 0);
}
