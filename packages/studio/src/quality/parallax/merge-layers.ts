import type { Layer, PicturePlan } from '../../image/picture-plan.ts';
import { createPlane } from '../../pixels/picture.ts';

/**
 * The same plan with subject and ground glued to one sheet: what parallax would be without cutting out. The sheet
 * shows the picture itself and is as near as the subject wherever the subject is.
 */
export function mergeLayers(plan: PicturePlan): PicturePlan {
  const { ground, subject, still } = plan;
  if (subject === null) return plan;
  return {
    ...plan,
    subject: null,
    ground: { ...ground, picture: still, nearness: mergedNearness(ground, subject) },
  };
}

/** One nearness at a quarter of the size, by the subject's alpha in the middle of each square of 4 x 4. */
function mergedNearness(ground: Layer, subject: Layer): Layer['nearness'] {
  const { width, height } = ground.nearness;
  const merged = createPlane(width, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const column = x * 4 + 2;
      const row = y * 4 + 2;
      const share = (subject.picture.rgba[(row * subject.picture.width + column) * 4 + 3] ?? 0) / 255;
      const at = y * width + x;
      const far = ground.nearness.values[at] ?? 0;
      merged.values[at] = far + ((subject.nearness.values[at] ?? 0) - far) * share;
    }
  }
  return merged;
}
