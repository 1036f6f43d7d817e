import { createPicturePainter } from '../image/picture-painter.ts';
import type { PicturePlan } from '../image/picture-plan.ts';
import { createPuppetPainter } from '../motion/puppet-painter.ts';
import type { PuppetPlan } from '../motion/puppet-plan.ts';
import type { Film, FramePainter } from '../pixels/film.ts';
import { drawFrame } from '../render/draw-frame.ts';
import type { BakedShot } from '../render/draw-frame.ts';
import { createFrame } from '../render/frame.ts';
import type { Shot } from '../scene/shot.ts';

/**
 * Everything that drawing threads need of one video, whichever way it is made. Plain data; its large parts lie in shared
 * memory, so that every thread reads the same copy.
 */
export type Footage =
  | { readonly kind: 'shot'; readonly shot: Shot; readonly baked: BakedShot }
  | { readonly kind: 'picture'; readonly plan: PicturePlan }
  | { readonly kind: 'puppet'; readonly plan: PuppetPlan };

export function filmOf(footage: Footage): Film {
  return footage.kind === 'shot' ? footage.shot : footage.plan.film;
}

/** A painter with scratch memory of its own: one for each thread. */
export function openPainter(footage: Footage): FramePainter {
  switch (footage.kind) {
    case 'shot':
      return createShotPainter(footage.shot, footage.baked);
    case 'picture':
      return createPicturePainter(footage.plan);
    case 'puppet':
      return createPuppetPainter(footage.plan);
    default:
      return footage satisfies never;
  }
}

function createShotPainter(shot: Shot, baked: BakedShot): FramePainter {
  const frame = createFrame(shot.width, shot.height, false);
  return (rgba, index) => {
    drawFrame(frame, shot, baked, index);
    rgba.set(frame.rgba);
  };
}
